//! psql's commands, obeyed.

use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Location, Result};
use crate::script::input;
use crate::script::input::encoding::Encoding;
use crate::script::input::position::Position;
use crate::script::input::source::Source;
use crate::script::load::loader::{Loader, OpenFile, Stop};
use crate::script::syntax::meta_command::{self, Command};

/// So many files may be open, each included by the one before.
const MOST_NESTED: usize = 100;

/// The text of the command that begins here.
async fn command_text(source: &mut Source) -> Result<String> {
    loop {
        let (window, complete) = source.window();
        match meta_command::extent(window) {
            Some(length) => return Ok(String::from_utf8_lossy(&window[..length]).into_owned()),
            None if complete => return Ok(String::from_utf8_lossy(window).into_owned()),
            None => source.fill().await?,
        }
    }
}

impl Loader<'_> {
    pub async fn command(&mut self, position: Position) -> Result<(), Stop> {
        let Some(file) = self.files.last_mut() else { return Ok(()) };
        let place = file.scanner.source.name().at(position);
        let line = command_text(&mut file.scanner.source).await?;
        let inactive = file.scanner.inactive;
        let parsed = if inactive {
            Ok(self.parse_inactive(&line))
        } else if self.restricted.is_some() && !line.starts_with("unrestrict") {
            Err(Error::failed("after \\restrict only \\unrestrict is allowed").hint(
                "the file was made by pg_dump and changed since, or its data is not what it seems",
            ))
        } else {
            meta_command::parse(&line, &self.variables)
        };
        let (command, length) = parsed.map_err(|error| error.at(place.clone()))?;
        if let Some(file) = self.files.last_mut() {
            file.scanner.source.take(length.min(line.len()));
        }
        match self.run_command(command, &place).await {
            Err(error) if error.location().is_none() && error.code().is_none() => {
                Err(error.at(place))
            }
            other => other,
        }
    }

    fn parse_inactive(&self, line: &str) -> (Command, usize) {
        let (command, length) = meta_command::parse_inactive(line);
        // An \elif is evaluated only where its branch may be taken.
        let open = self.files.last().and_then(|file| file.conditions.last());
        let live = open.is_some_and(|c| !c.outer_inactive && !c.taken && !c.after_else);
        if live && matches!(command, Command::Elif(_)) {
            return meta_command::parse(line, &self.variables).unwrap_or((command, length));
        }
        (command, length)
    }

    async fn run_command(&mut self, command: Command, place: &Location) -> Result<(), Stop> {
        match command {
            Command::Nothing => {}
            Command::Include { path, relative } => self.include(&path, relative, place).await?,
            Command::Copy(line) => {
                self.flush_pending_commit().await?;
                crate::script::load::copy::copy_command(self, &line, place).await?;
            }
            Command::Set { name, value } => self.set_variable(&name, value, place)?,
            Command::Unset(name) => self.variables.unset(&name),
            Command::Echo(text) => self.say(&text),
            Command::If(_) | Command::Elif(_) | Command::Else | Command::EndIf => {
                self.condition(command, place)?;
            }
            Command::Encoding(name) => self.change_encoding(Encoding::named(&name)?),
            Command::Send => self.send_draft(place).await?,
            Command::Store(prefix) => self.store(&prefix, place).await?,
            Command::Forget => self.forget_draft(),
            Command::Restrict(key) => self.restricted = Some(key),
            Command::Unrestrict(key) => self.unrestrict(&key)?,
            Command::Connect(connect) => self.reconnect(&connect, place)?,
            Command::Folder(path) => self.folder = Some(self.resolve(&self.at_home(&path))),
            Command::Quit => self.quit().await?,
        }
        Ok(())
    }

    /// `\q`: the file is over here; what was begun is sent, as at its end.
    async fn quit(&mut self) -> Result<(), Stop> {
        let statement = self.take_draft()?;
        if let Some(file) = self.files.last_mut() {
            file.conditions.clear();
        }
        if let Some(statement) = statement {
            Box::pin(self.statement(statement)).await?;
        }
        self.end_file()
    }

    fn unrestrict(&mut self, key: &str) -> Result<()> {
        match self.restricted.take() {
            Some(restricted) if restricted == key => Ok(()),
            Some(_) => Err(Error::failed("\\unrestrict with another key than \\restrict")),
            None => Err(Error::failed("\\unrestrict without \\restrict before it")),
        }
    }

    /// A path of the file, by the folder that `\cd` chose.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.join(path),
            None => path.to_owned(),
        }
    }

    /// `~` and `~/..` stand for the home folder.
    pub fn at_home(&self, path: &str) -> PathBuf {
        match (path.strip_prefix('~'), &self.options.home) {
            (Some(""), Some(home)) => home.clone(),
            (Some(rest), Some(home)) if rest.starts_with('/') => {
                home.join(rest.trim_start_matches('/'))
            }
            _ => path.into(),
        }
    }

    /// Some variables steer psql, and a load is steered otherwise.
    fn set_variable(&mut self, name: &str, value: String, place: &Location) -> Result<()> {
        self.variables.set(name, value)?;
        if name == "ON_ERROR_STOP" && self.variables.is_off(name) && self.told.insert("errors") {
            self.say(&format!("{place}: ON_ERROR_STOP stays on: an error ends the load"));
        }
        Ok(())
    }

    async fn include(&mut self, path: &str, relative: bool, place: &Location) -> Result<(), Stop> {
        let named = self.at_home(path);
        // psql takes `..` away before it looks at the disk.
        let path = match (relative, place.file.parent()) {
            (true, Some(folder)) if named.is_relative() => without_dots(&folder.join(named)),
            _ => self.resolve(&without_dots(&named)),
        };
        let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
        if self.files.len() >= MOST_NESTED {
            return Err(Error::failed(format!(
                "{} is more than {MOST_NESTED} files deep in files that include each other",
                path.display()
            )));
        }
        // Where a variable has changed since, an \if may end the recursion.
        let endless = |file: &OpenFile| {
            file.changes == self.variables.changes()
                && file.identity.canonicalize().is_ok_and(|open| open == identity)
        };
        if self.files.iter().any(endless) {
            let error = Error::failed(format!("{} includes itself", path.display()));
            return Err(error);
        }
        let source = input::open_path(&path, &mut self.readable, self.encoding)
            .await
            .map_err(|error| Error::failed(error.message()))?;
        self.push_file(source, identity);
        Ok(())
    }
}

/// The path without `.` and `..`, by its letters alone, as psql makes it since version 15.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_go_by_their_letters() {
        for (path, plain) in
            [("a/../b", "b"), ("./a/./b", "a/b"), ("../../a", "../../a"), ("/a/b/../../c", "/c")]
        {
            assert_eq!(without_dots(Path::new(path)), Path::new(plain));
        }
    }
}
