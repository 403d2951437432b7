//! Where bytes come from: files, plain and compressed, built-in texts, pipes.

use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use bzip2::read::MultiBzDecoder;
use flate2::bufread::GzDecoder;
use lzma_rust2::XzReader;

use crate::error::{Error, Result};
use crate::hint;
use crate::script::input::position::FileName;
use crate::script::input::spool::{Pipe, Pipes};

/// The extensions of compressed files. The actual format is detected by the first bytes.
pub const COMPRESSED: [&str; 4] = [".gz", ".xz", ".zst", ".bz2"];

/// The name (in lower case) without such an extension.
pub fn uncompressed_name(name: &str) -> &str {
    COMPRESSED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

const GZIP: &[u8] = b"\x1f\x8b";
const XZ: &[u8] = b"\xfd7zXZ\0";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
const BZIP2: &[u8] = b"BZh";

/// An input's bytes, decompressed.
pub enum Reader {
    /// Reads without blocking.
    Ready { bytes: Box<dyn Read + Send>, origin: Option<(File, Metadata)> },
    /// A pipe or a terminal.
    Waiting(Pipe),
}

impl Reader {
    pub fn text(text: &'static str) -> Self {
        Self::Ready { bytes: Box::new(Cursor::new(text.as_bytes())), origin: None }
    }

    /// A text that was typed.
    pub fn typed(text: String) -> Self {
        Self::Ready { bytes: Box::new(Cursor::new(text.into_bytes())), origin: None }
    }

    /// The program's standard input.
    ///
    /// Errors: none here, only when reading.
    pub fn stdin(pipes: &mut Pipes, name: &Path) -> Result<Self> {
        Ok(Self::Waiting(pipes.open(name, || Ok(io::stdin()))?))
    }

    /// A file, decompressed if necessary. Also returns its size, if known.
    ///
    /// Errors: usage if there is no such file, or it is not a file.
    pub fn file(path: &Path, pipes: &mut Pipes) -> Result<(Self, Option<u64>)> {
        if is_pipe(path) {
            let pipe =
                pipes.open(path, || File::open(path)).map_err(|error| unreadable(path, error))?;
            return Ok((Self::Waiting(pipe), None));
        }
        Self::regular(path)
    }

    /// The same for anything but a pipe.
    pub fn regular(path: &Path) -> Result<(Self, Option<u64>)> {
        let unreadable = |error| unreadable(path, error);
        let mut file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(refuse_directory(path));
        }
        let mut magic = Vec::new();
        (&mut file).take(10).read_to_end(&mut magic).map_err(unreadable)?;
        if is_cut_off(path, &magic) {
            return Err(Error::usage(format!("{} is cut short", path.display())));
        }
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
                // The file decides when it ends, not a limit of ours.
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

/// All members of a gzip file, and zeros behind them, with which tapes and some tools fill the last
/// block; as gunzip reads it.
struct Gzip(Option<GzDecoder<BufReader<File>>>);

impl Read for Gzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.0 {
            let length = decoder.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            let Some(mut file) = self.0.take().map(GzDecoder::into_inner) else { break };
            loop {
                let bytes = file.fill_buf()?;
                let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
                let is_next = zeros < bytes.len();
                if bytes.is_empty() {
                    break;
                }
                let is_gzip = bytes.get(zeros) == GZIP.first();
                file.consume(zeros);
                if is_next && !is_gzip {
                    return Err(io::Error::other("something else follows its compressed contents"));
                }
                if is_next {
                    self.0 = Some(GzDecoder::new(file));
                    break;
                }
            }
        }
        Ok(0)
    }
}

/// The decompressed contents of a file that begins with these bytes; `None` for other files.
/// Several concatenated members are read as one, as the tools do; a truncated member is an error.
fn unpacked(magic: &[u8], file: &File) -> io::Result<Option<Box<dyn Read + Send>>> {
    let file = BufReader::with_capacity(1 << 16, file.try_clone()?);
    // "BZh" might begin a text, but not with its level and the first block.
    let is_bzip2 = magic.starts_with(BZIP2)
        && magic.get(3).is_some_and(u8::is_ascii_digit)
        && matches!(magic.get(4..10), Some(b"1AY&SY" | b"\x17\x72\x45\x38\x50\x90"));
    Ok(match magic {
        _ if magic.starts_with(GZIP) => Some(Box::new(Gzip(Some(GzDecoder::new(file))))),
        _ if magic.starts_with(XZ) => Some(Box::new(XzReader::new(file, true))),
        _ if magic.starts_with(ZSTD) => Some(Box::new(zstd::Decoder::with_buffer(file)?)),
        _ if is_bzip2 => Some(Box::new(MultiBzDecoder::new(file))),
        _ => None,
    })
}

/// Whether a file with the name of a compressed one ends before its first bytes do, of which
/// there are these.
fn is_cut_off(path: &Path, magic: &[u8]) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    uncompressed_name(&name).len() < name.len()
        && [GZIP, XZ, ZSTD, BZIP2].iter().any(|it| it.len() > magic.len() && it.starts_with(magic))
}

/// Whether opening it would consume bytes that cannot be read again.
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
        return error.with_hint(archive_hint(path));
    }
    error
}

/// What to do with a dump by pg_dump that is not SQL.
pub fn archive_hint(path: &Path) -> String {
    let name = path.display().to_string();
    let name = name.trim_end_matches('/');
    if is_pipe(path) || !path.exists() {
        return "if pg_dump wrote it, make SQL of it first: pg_restore -f -".to_owned();
    }
    let plain = uncompressed_name(name);
    // Nothing that is there is replaced.
    let sql = match plain.ends_with(".sql") && !Path::new(plain).exists() {
        true => hint::quoted(plain),
        false => hint::quoted(&format!("{plain}.sql")),
    };
    let file = hint::quoted(name);
    // pg_restore unpacks no archive itself.
    let restore = match packed_by(path) {
        Some(unpack) => format!("{unpack} < {file} | pg_restore -f {sql}"),
        None => format!("pg_restore -f {sql} {file}"),
    };
    format!("if pg_dump wrote it, make SQL of it: {restore}")
}

/// The program that unpacks the file, if it is compressed.
fn packed_by(path: &Path) -> Option<&'static str> {
    let mut magic = [0; 6];
    File::open(path).ok()?.read_exact(&mut magic).ok()?;
    let kinds = [(GZIP, "gunzip"), (XZ, "xz -d"), (ZSTD, "zstd -d"), (BZIP2, "bunzip2")];
    kinds.into_iter().find(|(start, _)| magic.starts_with(start)).map(|(_, program)| program)
}

/// Kinds of files that are not SQL, by their first bytes.
pub fn refuse_foreign(start: &[u8], name: &FileName) -> Result<()> {
    refuse_formats(start, name)?;
    if has_nul(&start[..start.len().min(8192)]) {
        let path = name.path().display();
        return Err(Error::usage(format!("{path} is a binary file, not SQL")));
    }
    Ok(())
}

/// Formats that are not text, by how they begin.
pub fn refuse_formats(start: &[u8], name: &FileName) -> Result<()> {
    let path = name.path().display();
    if start.starts_with(b"PGDMP") {
        let error = Error::usage(format!("{path} is a dump in pg_dump's custom format, not SQL"));
        return Err(error.with_hint(archive_hint(name.path())));
    }
    let kinds: [(&[u8], &str, &str); 7] = [
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
        return Err(error.with_hint(archive_hint(name.path())));
    }
    Ok(())
}

/// Whether the bytes contain one that does not occur in text.
pub fn has_nul(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_some()
}
