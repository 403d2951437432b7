//! The server's log: its location, and reading it.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::Path;
use std::time::Duration;

use super::layout::Layout;
use super::server_user::ServerUser;
use super::{Server, live};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::masked;

/// A log larger than this is rotated; one old log is kept.
const ROTATE_BYTES: u64 = 10_000_000;

/// How much of the end of a log is read for its last lines.
const TAIL_BYTES: u64 = 1_000_000;

const FOLLOW_PAUSE: Duration = Duration::from_millis(200);

/// Opens the log for a starting server. Also returns where its part begins.
pub fn open(layout: &Layout, owner: &ServerUser) -> Result<(File, u64)> {
    let path = layout.log();
    if path.symlink_metadata().is_ok_and(|metadata| metadata.len() > ROTATE_BYTES) {
        std::fs::rename(&path, path.with_extension("log.1"))?;
    }
    let open = || {
        let mut options = OpenOptions::new();
        options.create(true).append(true).mode(0o600);
        // As root: the directory belongs to another user, who may have created a link.
        options.custom_flags(nix::libc::O_NOFOLLOW).open(&path)
    };
    let file = open().or_else(|_| {
        // One that cannot be written belongs to another user, or is not a file: it is moved away.
        std::fs::rename(&path, path.with_extension("log.1"))?;
        open()
    });
    let file = file.map_err(|error| {
        Error::failed(format!("{} cannot be written", path.display()))
            .because(error)
            .with_hint(format!("move it away: `mv {0} {0}.old`", path.display()))
    })?;
    owner.give(&path)?;
    let offset = file.metadata()?.len();
    Ok((file, offset))
}

/// Rotates the log of a running server, which goes on writing to the same file: its end is copied.
/// Lines that are written meanwhile may be lost.
///
/// Errors: the files cannot be written.
pub fn rotate_running(layout: &Layout) -> std::io::Result<()> {
    let path = layout.log();
    let length = path.symlink_metadata()?.len();
    if length <= ROTATE_BYTES {
        return Ok(());
    }
    // As root: the directory belongs to another user, who may have created a link.
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).mode(0o600).custom_flags(nix::libc::O_NOFOLLOW);
    let mut log = options.open(&path)?;
    log.seek(SeekFrom::Start(length - ROTATE_BYTES))?;
    let old = path.with_extension("log.1");
    let _ = std::fs::remove_file(&old);
    let mut old = options.create_new(true).open(old)?;
    std::io::copy(&mut log, &mut old)?;
    let of = log.metadata()?;
    fchown(&old, Some(of.uid()), Some(of.gid()))?;
    log.set_len(0)
}

/// What was written from this offset on, if it can be read.
pub fn since(path: &Path, offset: u64) -> String {
    String::from_utf8_lossy(&read_from(path, offset)).into_owned()
}

fn read_from(path: &Path, offset: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::Start(offset))?;
        file.read_to_end(&mut bytes)
    });
    drop(read);
    bytes
}

/// The last lines of a log, without passwords.
pub fn tail(text: &str, count: usize) -> Vec<String> {
    let text = without_passwords(text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].iter().map(|line| (*line).to_owned()).collect()
}

/// The server logs the statement of an error, which may set a password. Its further lines begin
/// with a tab.
fn without_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let mut ends = rest.match_indices('\n').map(|(at, _)| at + 1);
        let length = ends.find(|end| !rest[*end..].starts_with('\t'));
        let (entry, next) = rest.split_at(length.unwrap_or(rest.len()));
        let end = entry.trim_end_matches('\n').len();
        shown.push_str(&masked(&entry[..end]));
        shown.push_str(&entry[end..]);
        rest = next;
    }
    shown
}

impl Server {
    /// The last lines of the log, and its end. Errors: there is none, or it cannot be read.
    pub fn last_log_lines(&self, count: usize) -> Result<(Vec<String>, u64)> {
        let path = self.log_file();
        let length = match path.metadata() {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let message = format!("{} does not exist", path.display());
                return Err(Error::failed(message).with_hint(self.why_no_log()?));
            }
            Err(error) => {
                let message = format!("{} cannot be read", path.display());
                return Err(Error::failed(message).because(error));
            }
        };
        let text = since(&path, length.saturating_sub(TAIL_BYTES));
        Ok((tail(&text, count), length))
    }

    fn why_no_log(&self) -> Result<String> {
        let (layout, start) = (self.layout()?, hint::command("server start"));
        Ok(if live(&layout).is_some() {
            let stop = hint::command("server stop");
            format!("it was deleted while the server runs; for a new one: {stop}, then {start}")
        } else if layout.majors().is_empty() {
            format!("the managed server was never started: {start}")
        } else {
            format!("it was deleted; {start} writes a new one")
        })
    }
}

/// Passes on what is appended to a log, until dropped or `line` fails. A rotated log
/// is followed into its successor.
pub async fn follow(
    path: &Path,
    mut offset: u64,
    mut sink: impl FnMut(&str) -> Result<()>,
) -> Result<()> {
    loop {
        let length = path.metadata().map_or(0, |metadata| metadata.len());
        if length < offset {
            offset = 0;
        }
        if length > offset {
            let mut bytes = read_from(path, offset);
            // An incomplete line waits for its end.
            bytes.truncate(memchr::memrchr(b'\n', &bytes).map_or(0, |end| end + 1));
            sink(&without_passwords(&String::from_utf8_lossy(&bytes)))?;
            offset += bytes.len() as u64;
        }
        tokio::time::sleep(FOLLOW_PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_the_end() {
        assert_eq!(tail("a\nb\nc\n", 2), ["b", "c"]);
        assert_eq!(tail("a\n", 5), ["a"]);
        assert!(tail("", 5).is_empty());
        let open = "STATEMENT:  alter role u password 'p\nb: 'y'\n";
        assert_eq!(tail(open, 9), ["STATEMENT:  alter role u password '***", "b: 'y'"]);
        let entry = "a: 'x'\nSTATEMENT:  alter role u\n\tpassword 'p\n\tq' \nb: 'y'\n";
        let shown = ["a: 'x'", "STATEMENT:  alter role u", "\tpassword '***' ", "b: 'y'"];
        assert_eq!(tail(entry, 9), shown);
        assert_eq!(tail(entry, 2), shown[2..]);
    }
}
