//! Reading a file of the project whole: neither a pipe, which would be waited for without a way to
//! interrupt that, nor a device, which may never end.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use nix::libc::O_NONBLOCK;

/// Opens the file. `/dev/null` counts as an empty one.
///
/// Errors: the system's; it is a pipe or a device.
pub fn open(path: impl AsRef<Path>) -> Result<File> {
    let path = path.as_ref();
    // Opening a pipe would wait for its writer.
    let file = OpenOptions::new().read(true).custom_flags(O_NONBLOCK).open(path)?;
    let kind = file.metadata()?.file_type();
    // Reading a directory is the system's error.
    let is_readable = kind.is_file() || kind.is_dir();
    if is_readable || path.canonicalize()? == Path::new("/dev/null") {
        return Ok(file);
    }
    Err(Error::other("it is not a regular file"))
}

/// Errors: as [`open`].
pub fn read(path: impl AsRef<Path>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Takes what is written into a pipe, too: password managers mount a `.env` file as one.
pub fn read_or_pipe(path: impl AsRef<Path>) -> Result<Vec<u8>> {
    match std::fs::metadata(&path) {
        Ok(found) if found.file_type().is_fifo() => std::fs::read(path),
        _ => read(path),
    }
}

/// `None` where there was no such file to read.
pub fn if_any<T>(read: Result<T>) -> Result<Option<T>> {
    match read {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Errors: as [`open`]; it is not UTF-8.
pub fn read_to_string(path: impl AsRef<Path>) -> Result<String> {
    std::io::read_to_string(open(path)?)
}

#[cfg(test)]
mod tests {
    use nix::sys::stat::Mode;

    use super::*;

    #[test]
    fn only_regular_files_are_read() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        std::fs::write(at("file"), "text").unwrap();
        nix::unistd::mkfifo(&at("pipe"), Mode::S_IRWXU).unwrap();
        for (link, to) in [("zero", "/dev/zero"), ("null", "/dev/null"), ("link", "file")] {
            std::os::unix::fs::symlink(to, at(link)).unwrap();
        }
        for (name, text) in [("file", "text"), ("link", "text"), ("null", "")] {
            assert_eq!(read_to_string(at(name)).unwrap(), text, "{name}");
            assert_eq!(read(at(name)).unwrap(), text.as_bytes(), "{name}");
        }
        for name in ["pipe", "zero"] {
            let error = read(at(name)).unwrap_err().to_string();
            assert_eq!(error, "it is not a regular file", "{name}");
        }
        assert_eq!(read(directory.path()).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert_eq!(read(at("none")).unwrap_err().kind(), ErrorKind::NotFound);
    }
}
