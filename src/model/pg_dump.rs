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

#[cfg(test)]
mod tests {
    use super::*;

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
