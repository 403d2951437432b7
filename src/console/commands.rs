//! The commands with a backslash, obeyed.

use std::path::{Path, PathBuf};

use super::command::{Command, HELP, read, switch};
use super::screen::Paging;
use super::session::{Console, DEEPEST, Next};
use crate::error::{Error, Result};
use crate::report::query::Expanded;
use crate::script::Failure;
use crate::script::reading::{
    Arguments, Encoding, InputCache, Position, Scanner, Statement, Variables, at_home, open_path,
};

impl Console<'_> {
    /// Obeys the command that begins here, behind its backslash.
    pub(super) async fn command(
        &mut self,
        scanner: &mut Scanner,
        typed: bool,
    ) -> Result<Next, Failure> {
        let line = String::from_utf8_lossy(scanner.source().line().await?).into_owned();
        let variables = Variables::default();
        let mut arguments = Arguments::new(&line, Some(&variables)).in_console();
        let name = arguments.clone().name();
        let command = read(&mut arguments, self.settings.psql)?;
        for extra in arguments.all()? {
            self.screen.note(&format!("\\{name}: extra argument \"{extra}\" ignored"));
        }
        let length = arguments.finish();
        scanner.source().take(length.min(line.len()));
        match command {
            Command::Leave => return Ok(Next::Leave),
            Command::Help => self.screen.text(HELP)?,
            Command::List(listing, patterns) => self.list(&listing, &patterns).await?,
            Command::Function(name) => self.define_function(&name).await?,
            Command::View(name) => self.define_view(&name).await?,
            Command::Expand(word) => self.expand(word.as_deref())?,
            Command::Timing(word) => self.time(word.as_deref())?,
            Command::Pager(word) => self.set_pager(word.as_deref())?,
            Command::Send { expanded } => {
                let statement = self.buffered_or_previous(scanner)?;
                self.send(&statement, expanded).await?;
            }
            Command::Watch(watch) => {
                let statement = self.buffered_or_previous(scanner)?;
                self.watch(&statement, &watch).await?;
            }
            Command::Edit => {
                let statement = self.buffered_or_previous(scanner)?;
                return self.edit(statement.text()).await;
            }
            Command::Print => self.print(scanner)?,
            Command::Forget => scanner.forget_buffer(),
            Command::Include { path, relative } => {
                let path = at_home(&path, self.settings.home.as_deref());
                self.include(&beside(scanner, path, relative)).await?;
            }
            Command::Copy(line) => self.copy(&line, scanner, typed).await?,
            Command::Echo(text) => self.screen.text(&text)?,
            Command::Warn(text) => self.screen.note(&text),
            Command::Connect(Some(database)) => self.connect(&database).await?,
            Command::Connect(None) | Command::Connection => {
                self.screen.text(&format!("{}\n", self.dialogue.target()))?;
            }
        }
        Ok(Next::Go)
    }

    /// The statement typed so far, else the last one.
    fn buffered_or_previous(&self, scanner: &mut Scanner) -> Result<Statement> {
        let buffer = scanner.take_buffer()?;
        let file = scanner.source().name().clone();
        Ok(buffer.unwrap_or_else(|| Statement::made(self.previous.clone(), file, Position::START)))
    }

    /// What `\g` would send.
    fn print(&self, scanner: &Scanner) -> Result<()> {
        let buffer = scanner.buffer().filter(|text| !text.trim().is_empty());
        match buffer.as_deref().unwrap_or(&self.previous) {
            "" => self.screen.note("the query buffer is empty"),
            text => self.screen.text(&format!("{}\n", text.trim_end_matches('\n')))?,
        }
        Ok(())
    }

    fn expand(&mut self, word: Option<&str>) -> Result<()> {
        let width = self.screen.size().map_or(80, |(_, columns)| columns);
        self.expanded = match (word, self.expanded) {
            (None, Expanded::Always) => Expanded::Never,
            (None, _) => Expanded::Always,
            (Some("auto"), _) => Expanded::Beyond(width),
            (Some(word), _) if switch("x", word)? => Expanded::Always,
            (Some(_), _) => Expanded::Never,
        };
        let state = match self.expanded {
            Expanded::Always => "on",
            Expanded::Never => "off",
            Expanded::Beyond(_) => "used where a table is too wide",
        };
        self.screen.note(&format!("expanded display is {state}"));
        Ok(())
    }

    fn time(&mut self, word: Option<&str>) -> Result<()> {
        self.timing = word.map_or(Ok(!self.timing), |word| switch("timing", word))?;
        self.screen.note(&format!("timing is {}", if self.timing { "on" } else { "off" }));
        Ok(())
    }

    fn set_pager(&mut self, word: Option<&str>) -> Result<()> {
        self.paging = match (word, self.paging) {
            (Some("always"), _) => Paging::Always,
            (None, Paging::Never) => Paging::WhenLong,
            (None, _) => Paging::Never,
            (Some(word), _) if switch("pset pager", word)? => Paging::WhenLong,
            (Some(_), _) => Paging::Never,
        };
        let state = match self.paging {
            Paging::Never => "off",
            Paging::WhenLong => "used for output longer than the screen",
            Paging::Always => "always used",
        };
        self.screen.note(&format!("the pager is {state}"));
        Ok(())
    }

    /// Runs a file in this session, up to its first error.
    async fn include(&mut self, path: &Path) -> Result<(), Failure> {
        if self.depth >= DEEPEST {
            let error = Error::failed(format!("{} is included too deeply", path.display()));
            return Err(error.with_hint("check whether a file includes itself").into());
        }
        let encoding = Encoding::named(&self.encoding)?;
        let source = open_path(path, &mut InputCache::default(), encoding).await?;
        self.depth += 1;
        let result = self.read(source, false).await;
        self.depth -= 1;
        // \q ends the file, and not the console, as in psql.
        result.map(drop)
    }
}

/// The path of a file that is included, by the place of the file that includes it if that is
/// asked for.
fn beside(scanner: &mut Scanner, path: PathBuf, relative: bool) -> PathBuf {
    let this = scanner.source().name().path();
    match this.parent().filter(|_| relative) {
        Some(directory) => directory.join(path),
        None => path,
    }
}
