//! What a load is given to load.

use std::path::{Path, PathBuf};

use super::encoding::Encoding;
use super::place::Texts;
use super::position::FileName;
use super::reader::Reader;
use super::source::Source;
use crate::error::Result;

/// A file or a text. What kind of file it is, its name tells: `.csv` and `.csv.gz` are data for
/// the table of that name, everything else is SQL.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file, plain or gzip.
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
            Input::File(path) if path.is_fifo() => None,
            Input::File(path) => Reader::file(path)?.1,
        };
        total = total.zip(size).map(|(total, size)| total + size);
    }
    Ok(total)
}

trait IsFifo {
    fn is_fifo(&self) -> bool;
}

impl IsFifo for PathBuf {
    /// Whether opening it would take bytes that cannot be had again.
    fn is_fifo(&self) -> bool {
        self.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
    }
}

/// Opens an input as SQL.
pub async fn open(input: &Input, texts: &mut Texts, encoding: Encoding) -> Result<Source> {
    let name = FileName::new(input.name());
    match input {
        Input::File(path) => open_path(path, encoding).await,
        Input::Text { name: path, text } => {
            texts.insert(path.clone(), text);
            Source::open(name, Reader::text(text), encoding).await
        }
        Input::Stdin => Source::open(name, Reader::stdin(), encoding).await,
    }
}

/// Opens a file as SQL.
pub async fn open_path(path: &Path, encoding: Encoding) -> Result<Source> {
    Source::open(FileName::new(path), Reader::file(path)?.0, encoding).await
}

/// Opens a file as data, every byte of which counts.
pub async fn open_data(path: &Path, encoding: Encoding) -> Result<Source> {
    Source::open_data(FileName::new(path), Reader::file(path)?.0, encoding).await
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
