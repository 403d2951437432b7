//! Where bytes come from: files, plain and gzip, built-in texts, pipes.

use std::fs::{File, Metadata};
use std::io::{self, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use tokio::sync::mpsc;

use super::position::FileName;
use crate::error::{Error, Result};

/// See the module.
pub enum Reader {
    /// Reads without waiting for anybody.
    Ready { bytes: Box<dyn Read + Send>, origin: Option<(File, Metadata)> },
    /// A pipe or a terminal, read on a thread of its own, so that an interrupt is seen.
    Waiting(mpsc::Receiver<io::Result<Vec<u8>>>),
}

impl Reader {
    /// A text that is there already.
    pub fn text(text: &'static str) -> Self {
        Self::Ready { bytes: Box::new(Cursor::new(text.as_bytes())), origin: None }
    }

    /// A text that somebody typed.
    pub fn typed(text: String) -> Self {
        Self::Ready { bytes: Box::new(Cursor::new(text.into_bytes())), origin: None }
    }

    /// The program's standard input.
    pub fn stdin() -> Self {
        Self::waiting(io::stdin())
    }

    /// A file; gzip is unpacked. Returns its size too, as far as it is known.
    ///
    /// Errors: usage when there is no such file, or it is no file.
    pub fn file(path: &Path) -> Result<(Self, Option<u64>)> {
        let unreadable = |error: io::Error| {
            let message = match error.kind() {
                io::ErrorKind::NotFound => format!("there is no file {}", path.display()),
                io::ErrorKind::PermissionDenied => {
                    format!("{} may not be read", path.display())
                }
                _ => {
                    return Error::usage(format!("{} cannot be read", path.display()))
                        .because(error);
                }
            };
            Error::usage(message)
        };
        let mut file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(refuse_folder(path));
        }
        if !metadata.is_file() {
            return Ok((Self::waiting(file), None));
        }
        let mut magic = Vec::new();
        (&mut file).take(2).read_to_end(&mut magic).map_err(unreadable)?;
        io::Seek::rewind(&mut file).map_err(unreadable)?;
        let again = file.try_clone().map_err(unreadable)?;
        let size = metadata.len();
        let origin = Some((again, metadata));
        if magic == [0x1f, 0x8b] {
            let bytes = Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, file)));
            return Ok((Self::Ready { bytes, origin }, None));
        }
        Ok((Self::Ready { bytes: Box::new(file), origin }, Some(size)))
    }

    fn waiting(mut from: impl Read + Send + 'static) -> Self {
        let (sender, receiver) = mpsc::channel(4);
        std::thread::spawn(move || {
            loop {
                let mut piece = vec![0; 1 << 16];
                let result = from.read(&mut piece).map(|length| {
                    piece.truncate(length);
                    piece
                });
                let last = !matches!(&result, Ok(piece) if !piece.is_empty());
                if sender.blocking_send(result).is_err() || last {
                    break;
                }
            }
        });
        Self::Waiting(receiver)
    }

    /// Whether it can be opened again and gives the same.
    pub fn is_repeatable(&self) -> bool {
        matches!(self, Self::Ready { .. })
    }

    /// Appends about `wanted` bytes to the buffer; none at the end.
    pub async fn read(&mut self, buffer: &mut Vec<u8>, wanted: usize) -> io::Result<usize> {
        match self {
            Self::Ready { bytes, .. } => {
                // The file, and not a limit of ours, decides when it ends.
                bytes.take(wanted as u64).read_to_end(buffer)
            }
            Self::Waiting(pieces) => {
                let piece = pieces.recv().await.transpose()?.unwrap_or_default();
                buffer.extend_from_slice(&piece);
                Ok(piece.len())
            }
        }
    }

    /// Errors: the file was written to since it was opened.
    pub fn check_unchanged(&self, name: &FileName) -> Result<()> {
        let Self::Ready { origin: Some((file, before)), .. } = self else { return Ok(()) };
        let same = file.metadata().is_ok_and(|now| {
            now.len() == before.len() && now.modified().ok() == before.modified().ok()
        });
        if same {
            return Ok(());
        }
        Err(Error::failed(format!("{} changed while it was read", name.path().display()))
            .hint("nothing was loaded; try again once the file is complete"))
    }
}

fn refuse_folder(path: &Path) -> Error {
    let error = Error::usage(format!("{} is a folder, not a file", path.display()));
    if path.join("toc.dat").exists() {
        return error.hint("a dump in pg_dump's directory format is loaded with pg_restore");
    }
    error
}

/// Kinds of files that are not SQL, by how they begin.
pub fn refuse_foreign(start: &[u8], name: &FileName) -> Result<()> {
    let path = name.path().display();
    let kinds: [(&[u8], &str, &str); 6] = [
        (
            b"PGDMP",
            "a dump in pg_dump's custom format, not SQL",
            "load it with: pg_restore -d URL FILE",
        ),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd", "unpack it first"),
        (b"PK\x03\x04", "a zip archive", "unpack it first"),
        (b"BZh", "compressed with bzip2", "unpack it first"),
        (b"\xff\xfe", "in UTF-16", "save it as UTF-8 (PowerShell's > writes UTF-16)"),
        (b"\xfe\xff", "in UTF-16", "save it as UTF-8"),
    ];
    for (magic, what, hint) in kinds {
        if start.starts_with(magic) {
            return Err(Error::usage(format!("{path} is {what}")).hint(hint));
        }
    }
    if start.get(257..262) == Some(b"ustar") {
        let error = Error::usage(format!("{path} is a tar archive, not SQL"));
        return Err(error.hint("if it is a dump of pg_dump: pg_restore -d URL FILE"));
    }
    if super::lexer::has_nul(&start[..start.len().min(8192)]) {
        return Err(Error::usage(format!("{path} is a binary file, not SQL")));
    }
    Ok(())
}
