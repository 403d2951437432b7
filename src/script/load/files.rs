//! The files of a load: the open ones, each included by the one before, and how they are read.

use std::path::{Component, Path, PathBuf};

use super::open_file::OpenFile;
use crate::error::{Error, Location, Result};
use crate::progress::Progress;
use crate::script::input::cache::InputCache;
use crate::script::input::encoding::Encoding;
use crate::script::input::position::FileName;
use crate::script::input::source::Source;
use crate::script::input::{self, Input};

/// How many files may be open, each included by the one before.
const MOST_NESTED: usize = 100;

/// How many bytes are read between progress reports.
const REPORT_EVERY: u64 = 1 << 16;

/// The open files, and the read settings of an input and its includes.
pub struct FileStack {
    open: Vec<OpenFile>,
    cache: InputCache,
    encoding: Encoding,
    /// Backslashes in `'..'` are literal.
    standard_strings: bool,
    /// The key that `\unrestrict` must have before other commands are allowed again.
    restricted: Option<String>,
    /// The directory set by `\cd`.
    directory: Option<PathBuf>,
    /// The home directory, for `~`.
    home: Option<PathBuf>,
    /// The files that inputs were, or named.
    named: Vec<PathBuf>,
    /// Bytes of the current input, if known.
    total_bytes: Option<u64>,
    reported_bytes: u64,
    /// Those that pg_dumpall wrote.
    server_dumps: Vec<FileName>,
}

impl FileStack {
    pub fn new(home: Option<PathBuf>) -> Self {
        Self {
            open: Vec::new(),
            cache: InputCache::default(),
            encoding: Encoding::Utf8,
            standard_strings: true,
            restricted: None,
            directory: None,
            home,
            named: Vec::new(),
            total_bytes: None,
            reported_bytes: 0,
            server_dumps: Vec::new(),
        }
    }

    /// Determines the size of the next input.
    ///
    /// Errors: usage for one that cannot be read.
    pub fn measure(&mut self, input: &Input) -> Result<()> {
        (self.total_bytes, self.reported_bytes) = (input::size(input)?, 0);
        Ok(())
    }

    /// Starts another input, which is read this way unless it sets something else.
    pub fn begin_input(&mut self, encoding: Encoding, standard_strings: bool) {
        (self.encoding, self.standard_strings) = (encoding, standard_strings);
        (self.restricted, self.directory) = (None, None);
    }

    pub async fn open_input(&mut self, input: &Input) -> Result<Source> {
        match input {
            Input::Text { .. } | Input::Read { .. } => self.encoding = Encoding::Utf8,
            Input::File(path) => self.named.push(path.clone()),
            Input::Stdin => {}
        }
        input::open(input, &mut self.cache, self.encoding).await
    }

    pub async fn open_csv(&mut self, path: &Path, encoding: Encoding) -> Result<Source> {
        self.named.push(path.to_owned());
        input::open_csv(path, &mut self.cache, encoding).await
    }

    /// Opens the data that `\copy` names.
    pub async fn open_data(&mut self, path: &str) -> Result<Source> {
        let path = self.resolve(&self.at_home(path));
        self.named.push(path.clone());
        let source = input::open_data(&path, &mut self.cache, self.encoding).await;
        source.map_err(|error| Error::failed(error.message()))
    }

    /// Reads this one first. `changes` is how often variables have changed so far.
    pub fn push(&mut self, source: Source, identity: PathBuf, changes: u64) {
        if input::is_dump_of_a_server(source.window().0) {
            self.server_dumps.push(source.name().clone());
        }
        self.open.push(OpenFile::new(source, identity, self.standard_strings, changes));
    }

    /// `\i`, and `\ir` in the file of this place.
    ///
    /// Errors: a file that cannot be read, that includes itself, or is too deep.
    pub async fn include(
        &mut self,
        path: &str,
        relative_to: Option<&Location>,
        changes: u64,
    ) -> Result<()> {
        let named = self.at_home(path);
        // psql removes `..` before accessing the disk.
        let path = match relative_to.and_then(|place| place.file.parent()) {
            Some(directory) if named.is_relative() => without_dots(&directory.join(named)),
            _ => self.resolve(&without_dots(&named)),
        };
        self.named.push(path.clone());
        let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
        if self.open.len() >= MOST_NESTED {
            return Err(Error::failed(format!(
                "{} is nested in more than {MOST_NESTED} files",
                path.display()
            )));
        }
        if self.open.iter().any(|file| file.repeats(&identity, changes)) {
            return Err(Error::failed(format!("{} includes itself", path.display())));
        }
        let source = input::open_path(&path, &mut self.cache, self.encoding).await;
        self.push(source.map_err(|error| Error::failed(error.message()))?, identity, changes);
        Ok(())
    }

    pub fn current(&mut self) -> Option<&mut OpenFile> {
        self.open.last_mut()
    }

    /// Closes the current file. Returns whether its input is finished, too.
    pub fn close_current(&mut self) -> Result<bool> {
        let Some(file) = self.open.pop() else { return Ok(true) };
        file.close()?;
        Ok(self.open.is_empty())
    }

    /// The files that the inputs were, and that they named, in order.
    pub fn named(&self) -> &[PathBuf] {
        &self.named
    }

    /// What was read, for the lines shown in errors.
    pub fn cache(&self) -> &InputCache {
        &self.cache
    }

    pub fn standard_strings(&self) -> bool {
        self.standard_strings
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Sets the encoding of the files from here on.
    pub fn change_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
        self.open.iter_mut().for_each(|file| file.scanner.source().set_encoding(encoding));
    }

    /// Sets whether backslashes in `'..'` are literal, from the next line on.
    pub fn change_strings(&mut self, standard: bool) {
        self.standard_strings = standard;
        self.open.iter_mut().for_each(|file| file.scanner.change_strings(standard));
    }

    /// Whether pg_dumpall wrote the file of this place.
    pub fn is_server_dump(&self, place: &Location) -> bool {
        self.server_dumps.iter().any(|file| file.path() == place.file)
    }

    pub fn is_restricted(&self) -> bool {
        self.restricted.is_some()
    }

    pub fn restrict(&mut self, key: String) {
        self.restricted = Some(key);
    }

    /// Errors: another key than that of `\restrict`, or none before.
    pub fn unrestrict(&mut self, key: &str) -> Result<()> {
        match self.restricted.take() {
            Some(restricted) if restricted == key => Ok(()),
            Some(_) => Err(Error::failed("\\unrestrict with another key than \\restrict")),
            None => Err(Error::failed("\\unrestrict without \\restrict before it")),
        }
    }

    /// `\cd`.
    pub fn change_directory(&mut self, path: &str) {
        self.directory = Some(self.resolve(&self.at_home(path)));
    }

    /// A file's path, relative to the directory set by `\cd`.
    fn resolve(&self, path: &Path) -> PathBuf {
        self.directory.as_ref().map_or_else(|| path.to_owned(), |directory| directory.join(path))
    }

    fn at_home(&self, path: &str) -> PathBuf {
        at_home(path, self.home.as_deref())
    }

    /// Reports progress periodically.
    pub fn tell_bytes(&mut self, progress: &dyn Progress) {
        let Some(done) = self.open.first().map(|file| file.scanner.bytes()) else { return };
        if done >= self.reported_bytes + REPORT_EVERY {
            self.reported_bytes = done;
            progress.bytes(done, self.total_bytes);
        }
    }

    /// Reports progress while data is copied: from the input itself, for which the
    /// callback gets the bytes done, or from one `within` it; and rows.
    pub fn byte_teller<'p>(
        &self,
        progress: &'p dyn Progress,
        within: bool,
    ) -> impl Fn(u64, Option<u64>) + Sync + use<'p> {
        let total = self.total_bytes;
        let outer = self.open.first().filter(|_| within).map(|file| file.scanner.bytes());
        move |now, rows| {
            progress.bytes(outer.unwrap_or(now), total);
            rows.into_iter().for_each(|rows| progress.rows(rows));
        }
    }

    /// Whether the current file is included by another.
    pub fn is_nested(&self) -> bool {
        self.open.len() > 1
    }
}

/// The path of a file as it was typed: `~` at its beginning is the home directory.
pub fn at_home(path: &str, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with('/') => {
            home.join(rest.trim_start_matches('/'))
        }
        _ => path.into(),
    }
}

/// The path without `.` and `..`, purely lexically, as in psql since version 15.
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
