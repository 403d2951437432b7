//! The inputs of a load, and where their bytes come from.

pub mod cache;
pub mod encoding;
pub mod position;
pub mod reader;
pub mod source;
pub mod spool;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::cache::InputCache;
use crate::error::Result;
use crate::script::input::encoding::Encoding;
use crate::script::input::position::{FileName, Position};
use crate::script::input::reader::{Reader, is_pipe};
use crate::script::input::source::Source;

/// A file or a text. The name determines its kind: `.csv`, also compressed, is data for
/// the table of that name, everything else is SQL.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file, plain or compressed.
    File(PathBuf),
    /// A text that is built in.
    Text { name: PathBuf, text: &'static str },
    /// A text that was read before, which begins at `start` in the file of that name.
    Read { name: PathBuf, text: Arc<str>, start: Position },
    /// SQL on the program's standard input.
    Stdin,
}

impl Input {
    /// The name shown in errors.
    pub fn name(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Text { name, .. } | Self::Read { name, .. } => name,
            Self::Stdin => Path::new("<stdin>"),
        }
    }
}

/// The size of an input, if known. Errors: usage for a file that cannot be read.
pub fn size(input: &Input) -> Result<Option<u64>> {
    match input {
        Input::Stdin => Ok(None),
        Input::Text { text, .. } => Ok(Some(text.len() as u64)),
        Input::Read { text, .. } => Ok(Some(text.len() as u64)),
        Input::File(path) if is_pipe(path) => Ok(None),
        Input::File(path) => Ok(Reader::regular(path)?.1),
    }
}

pub async fn open(input: &Input, again: &mut InputCache, encoding: Encoding) -> Result<Source> {
    let name = FileName::new(input.name());
    let reader = match input {
        Input::File(path) => Reader::file(path, &mut again.pipes)?.0,
        Input::Text { name: path, text } => {
            again.texts.insert(path.clone(), Arc::from(*text));
            Reader::text(text)
        }
        Input::Read { name: path, text, start } => {
            // A part of a file keeps its position in the file.
            if *start == Position::START {
                again.texts.insert(path.clone(), Arc::clone(text));
            }
            Reader::typed(text.to_string())
        }
        Input::Stdin => Reader::stdin(&mut again.pipes, input.name())?,
    };
    let mut source = Source::open(name, reader, encoding).await?;
    if let Input::Read { start, .. } = input {
        source.begin_at(*start);
    }
    Ok(source)
}

/// Opens a file as SQL.
pub async fn open_path(path: &Path, again: &mut InputCache, encoding: Encoding) -> Result<Source> {
    let reader = Reader::file(path, &mut again.pipes)?.0;
    Source::open(FileName::new(path), reader, encoding).await
}

/// Opens a file as data, in which every byte is significant.
pub async fn open_data(path: &Path, again: &mut InputCache, encoding: Encoding) -> Result<Source> {
    let reader = Reader::file(path, &mut again.pipes)?.0;
    Source::open_data(FileName::new(path), reader, encoding).await
}

pub async fn open_csv(path: &Path, again: &mut InputCache, encoding: Encoding) -> Result<Source> {
    let reader = Reader::file(path, &mut again.pipes)?.0;
    Source::open_csv(FileName::new(path), reader, encoding).await
}

/// Whether the comments at the top of a file request no transaction:
/// `-- cruddur-db: no-transaction`.
pub fn wants_no_transaction(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&start[..start.len().min(4096)]);
    start
        .lines()
        .map(str::trim)
        .take_while(|line| line.is_empty() || line.starts_with("--"))
        .filter_map(|line| line.trim_start_matches('-').trim().strip_prefix("cruddur-db:"))
        .any(|request| request.trim() == "no-transaction")
}

/// The first line of what pg_dumpall writes.
pub const DUMP_OF_A_SERVER: &[u8] = b"-- PostgreSQL database cluster dump";

/// Whether a text was written by pg_dumpall, by its first bytes.
pub fn is_dump_of_a_server(start: &[u8]) -> bool {
    let start = &start[..start.len().min(4096)];
    memchr::memmem::find(start, DUMP_OF_A_SERVER).is_some()
}
