//! Where bytes come from: files, plain and compressed, built-in texts, pipes.

use std::fs::{File, Metadata};
use std::io::{self, Cursor, Read};
use std::path::Path;

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

use crate::error::{Error, Result};
use crate::script::input::position::FileName;
use crate::script::input::spool::{Pipe, Pipes};

/// How the names of compressed files end. What a file is, its first bytes tell.
pub const COMPRESSED: [&str; 4] = [".gz", ".xz", ".zst", ".bz2"];

/// The name (in lower case) without such an ending.
pub fn uncompressed_name(name: &str) -> &str {
    COMPRESSED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

const GZIP: &[u8] = b"\x1f\x8b";
const XZ: &[u8] = b"\xfd7zXZ\0";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
const BZIP2: &[u8] = b"BZh";

/// An input's bytes as they are, unpacked.
pub enum Reader {
    /// Reads without waiting for anyone.
    Ready { bytes: Box<dyn Read + Send>, origin: Option<(File, Metadata)> },
    /// A pipe or a terminal.
    Waiting(Pipe),
}

impl Reader {
    /// A text that is there already.
    pub fn text(text: &'static str) -> Self {
        Self::Ready { bytes: Box::new(Cursor::new(text.as_bytes())), origin: None }
    }

    /// A text that someone typed.
    pub fn typed(text: String) -> Self {
        Self::Ready { bytes: Box::new(Cursor::new(text.into_bytes())), origin: None }
    }

    /// The program's standard input.
    ///
    /// Errors: none of its own; reading tells them.
    pub fn stdin(pipes: &mut Pipes, name: &Path) -> Result<Self> {
        Ok(Self::Waiting(pipes.open(name, || Ok(io::stdin()))?))
    }

    /// A file; a compressed one is unpacked. Returns its size too, as far as it is known.
    ///
    /// Errors: usage when there is no such file, or it is no file.
    pub fn file(path: &Path, pipes: &mut Pipes) -> Result<(Self, Option<u64>)> {
        if is_pipe(path) {
            let pipe =
                pipes.open(path, || File::open(path)).map_err(|error| unreadable(path, error))?;
            return Ok((Self::Waiting(pipe), None));
        }
        Self::regular(path)
    }

    /// The same for what is no pipe.
    pub fn regular(path: &Path) -> Result<(Self, Option<u64>)> {
        let unreadable = |error| unreadable(path, error);
        let mut file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(refuse_directory(path));
        }
        let mut magic = Vec::new();
        (&mut file).take(10).read_to_end(&mut magic).map_err(unreadable)?;
        io::Seek::rewind(&mut file).map_err(unreadable)?;
        let again = file.try_clone().map_err(unreadable)?;
        let size = metadata.len();
        let origin = Some((again, metadata));
        if let Some(bytes) = unpacked(&magic, &file).map_err(unreadable)? {
            return Ok((Self::Ready { bytes, origin }, None));
        }
        Ok((Self::Ready { bytes: Box::new(file), origin }, Some(size)))
    }

    /// Appends about `wanted` bytes to the buffer; none at the end.
    pub async fn read(&mut self, buffer: &mut Vec<u8>, wanted: usize) -> io::Result<usize> {
        match self {
            Self::Ready { bytes, .. } => {
                // The file, and not a limit of ours, decides when it ends.
                bytes.take(wanted as u64).read_to_end(buffer)
            }
            Self::Waiting(pipe) => pipe.read(buffer).await,
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
            .with_hint("nothing was loaded; try again once the file is complete"))
    }
}

/// What is in a compressed file that begins with these bytes; nothing for any other file. Several
/// pieces compressed one by one are read as one, as the tools do; a piece without its end is an
/// error.
fn unpacked(magic: &[u8], file: &File) -> io::Result<Option<Box<dyn Read + Send>>> {
    let file = io::BufReader::with_capacity(1 << 16, file.try_clone()?);
    // "BZh" might begin a text; its level and the first block do not.
    let is_bzip2 = magic.starts_with(BZIP2)
        && magic.get(3).is_some_and(u8::is_ascii_digit)
        && matches!(magic.get(4..10), Some(b"1AY&SY" | b"\x17\x72\x45\x38\x50\x90"));
    Ok(match magic {
        _ if magic.starts_with(GZIP) => Some(Box::new(MultiGzDecoder::new(file))),
        _ if magic.starts_with(XZ) => Some(Box::new(XzReader::new(file, true))),
        _ if magic.starts_with(ZSTD) => Some(Box::new(zstd::Decoder::with_buffer(file)?)),
        _ if is_bzip2 => Some(Box::new(MultiBzDecoder::new(file))),
        _ => None,
    })
}

/// Whether opening it would take bytes that cannot be had again.
pub fn is_pipe(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {}", path.display()),
        io::ErrorKind::PermissionDenied => format!("no permission to read {}", path.display()),
        _ => {
            return Error::usage(format!("{} cannot be read", path.display())).because(error);
        }
    };
    Error::usage(message)
}

fn refuse_directory(path: &Path) -> Error {
    let error = Error::usage(format!("{} is a directory, not a file", path.display()));
    if path.join("toc.dat").exists() {
        return error.with_hint("a dump in pg_dump's directory format is loaded with pg_restore");
    }
    error
}

/// Kinds of files that are not SQL, by how they begin.
pub fn refuse_foreign(start: &[u8], name: &FileName) -> Result<()> {
    let path = name.path().display();
    let kinds: [(&[u8], &str, &str); 8] = [
        (
            b"PGDMP",
            "a dump in pg_dump's custom format, not SQL",
            "load it with: pg_restore -d URL FILE",
        ),
        (ZSTD, "compressed with zstd", "unpack it first"),
        (XZ, "compressed with xz", "unpack it first"),
        (GZIP, "compressed with gzip", "unpack it first"),
        (b"PK\x03\x04", "a zip archive", "unpack it first"),
        (b"BZh91AY", "compressed with bzip2", "unpack it first"),
        (b"\xff\xfe", "in UTF-16", "save it as UTF-8 (PowerShell's > writes UTF-16)"),
        (b"\xfe\xff", "in UTF-16", "save it as UTF-8"),
    ];
    for (magic, what, hint) in kinds {
        if start.starts_with(magic) {
            return Err(Error::usage(format!("{path} is {what}")).with_hint(hint));
        }
    }
    if start.get(257..262) == Some(b"ustar") {
        let error = Error::usage(format!("{path} is a tar archive, not SQL"));
        return Err(error.with_hint("if it is a dump made by pg_dump: pg_restore -d URL FILE"));
    }
    if has_nul(&start[..start.len().min(8192)]) {
        return Err(Error::usage(format!("{path} is a binary file, not SQL")));
    }
    Ok(())
}

/// Whether the bytes hold one that no text has.
pub fn has_nul(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_some()
}
