use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A pg_dump that can be run.
#[derive(Debug, Clone)]
pub struct PgDump {
    pub path: PathBuf,
    pub major: u32,
    minor: u32,
}

impl PgDump {
    /// Parses the output of `--version`: `pg_dump (PostgreSQL) 15.18 (Debian ...)`.
    pub fn parse(path: &Path, said: &str) -> Result<Self> {
        let is_digit = |c: char| c.is_ascii_digit();
        let version = said.split_whitespace().find(|word| word.starts_with(is_digit));
        let mut numbers = version.unwrap_or_default().split(|c| !is_digit(c)).map(str::parse);
        let Some(Ok(major)) = numbers.next() else {
            return Err(Error::failed(format!("{} does not report its version", path.display())));
        };
        Ok(Self {
            path: path.to_owned(),
            major,
            minor: numbers.next().map_or(0, |it| it.unwrap_or(0)),
        })
    }

    /// Whether it has `--restrict-key`, which came with the minor versions of August 2025; older
    /// ones write no `\restrict`. Source: their release notes.
    pub fn knows_restrict_key(&self) -> bool {
        let since = match self.major {
            ..13 => return false,
            13 => 22,
            14 => 19,
            15 => 14,
            16 => 10,
            17 => 6,
            _ => 0,
        };
        self.minor >= since
    }
}

/// The last bytes of a plain dump, which tell whether it is complete.
#[derive(Debug, Default)]
pub struct DumpTail(Vec<u8>);

/// Longer than what follows the last line: `\unrestrict` with its key.
const TAIL: usize = 1024;

impl DumpTail {
    /// The next bytes of the dump.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&bytes[bytes.len().saturating_sub(TAIL)..]);
        self.0.drain(..self.0.len().saturating_sub(TAIL));
    }

    /// Whether the dump ends with the last line of pg_dump or pg_dumpall.
    pub fn is_complete(&self) -> bool {
        let ends = |line: &str| memchr::memmem::find(&self.0, line.as_bytes()).is_some();
        ends("\n-- PostgreSQL database dump complete\n")
            || ends("\n-- PostgreSQL database cluster dump complete\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_found_in_pieces() {
        let end = "--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict key\n\n";
        for text in [end.to_owned(), format!("{}{end}", "x".repeat(5000))] {
            for size in [1, 7, 600, 6000] {
                let mut tail = DumpTail::default();
                text.as_bytes().chunks(size).for_each(|piece| tail.push(piece));
                assert!(tail.is_complete(), "{size}");
                tail.push(&[b'x'; 2000]);
                assert!(!tail.is_complete(), "{size}");
            }
        }
        assert!(!DumpTail::default().is_complete());
    }

    #[test]
    fn versions_are_read_and_tell_of_the_restrict_key() {
        for (said, major, knows) in [
            ("pg_dump (PostgreSQL) 9.6.24", 9, false),
            ("pg_dump (PostgreSQL) 12.22 (Debian 12.22-1.pgdg120+1)", 12, false),
            ("pg_dump (PostgreSQL) 13.21", 13, false),
            ("pg_dump (PostgreSQL) 13.22", 13, true),
            ("pg_dump (PostgreSQL) 14.18", 14, false),
            ("pg_dump (PostgreSQL) 15.13", 15, false),
            ("pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15, true),
            ("pg_dump (PostgreSQL) 16.9", 16, false),
            ("pg_dump (PostgreSQL) 17.5", 17, false),
            ("pg_dump (PostgreSQL) 17.6", 17, true),
            ("pg_dump (PostgreSQL) 18.0", 18, true),
            ("pg_dump (PostgreSQL) 19beta1", 19, true),
        ] {
            let program = PgDump::parse(Path::new("pg_dump"), said).unwrap();
            assert_eq!((program.major, program.knows_restrict_key()), (major, knows), "{said}");
        }
        assert!(PgDump::parse(Path::new("pg_dump"), "pg_dump (PostgreSQL) none").is_err());
        assert!(PgDump::parse(Path::new("pg_dump"), "").is_err());
    }
}
