//! What a load is given to load.

use std::path::{Path, PathBuf};

use super::encoding::Encoding;
use super::place::Again;
use super::position::FileName;
use super::reader::{Reader, is_pipe};
use super::source::Source;
use crate::error::Result;

/// A file or a text. What kind of file it is, its name tells: `.csv`, also compressed, is data for
/// the table of that name, everything else is SQL.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file, plain or compressed.
    File(PathBuf),
    /// A text that is built in.
    Text { name: PathBuf, text: &'static str },
    /// SQL on the program's standard input.
    Stdin,
}

impl Input {
    /// The name that errors show.
    pub fn name(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Text { name, .. } => name,
            Self::Stdin => Path::new("<stdin>"),
        }
    }
}

/// The size of all inputs together, as far as it is known. Opens every file, so that a missing
/// one is told before anything is done.
pub fn total_size(inputs: &[Input]) -> Result<Option<u64>> {
    let mut total = Some(0);
    for input in inputs {
        let size = match input {
            Input::Stdin => None,
            Input::Text { text, .. } => Some(text.len() as u64),
            Input::File(path) if is_pipe(path) => None,
            Input::File(path) => Reader::regular(path)?.1,
        };
        total = total.zip(size).map(|(total, size)| total + size);
    }
    Ok(total)
}

/// Opens an input as SQL.
pub async fn open(input: &Input, again: &mut Again, encoding: Encoding) -> Result<Source> {
    let name = FileName::new(input.name());
    let reader = match input {
        Input::File(path) => Reader::file(path, &mut again.pipes)?.0,
        Input::Text { name: path, text } => {
            again.texts.insert(path.clone(), text);
            Reader::text(text)
        }
        Input::Stdin => Reader::stdin(&mut again.pipes, input.name())?,
    };
    Source::open(name, reader, encoding).await
}

/// Opens a file as SQL.
pub async fn open_path(path: &Path, again: &mut Again, encoding: Encoding) -> Result<Source> {
    let reader = Reader::file(path, &mut again.pipes)?.0;
    Source::open(FileName::new(path), reader, encoding).await
}

/// Opens a file as data, every byte of which counts.
pub async fn open_data(path: &Path, again: &mut Again, encoding: Encoding) -> Result<Source> {
    let reader = Reader::file(path, &mut again.pipes)?.0;
    Source::open_data(FileName::new(path), reader, encoding).await
}

/// Whether the comments at the top of a file ask for no transaction:
/// `-- cruddur-db: no-transaction`.
pub fn wants_no_transaction(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&start[..start.len().min(4096)]);
    start
        .lines()
        .map(str::trim)
        .take_while(|line| line.is_empty() || line.starts_with("--"))
        .filter_map(|line| line.trim_start_matches('-').trim().strip_prefix("cruddur-db:"))
        .any(|wish| wish.trim() == "no-transaction")
}
