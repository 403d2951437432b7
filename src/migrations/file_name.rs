//! The names of migrations, by the rules of sqlx and of Cruddur's generator.

use std::num::{IntErrorKind, ParseIntError};

use crate::error::Error;
use crate::hint;
use crate::model::Timestamp;

/// The role of a file in its migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `V_name.sql`
    Only,
    /// `V_name.up.sql`
    Up,
    /// `V_name.down.sql`
    Down,
    /// `ID_name.py`
    Python,
}

/// The file name of a migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub version: i64,
    /// With spaces for underscores, as sqlx stores it.
    pub name: String,
    pub part: Part,
}

/// Parses the name. `None` for a file that is not a migration's; sqlx ignores such files silently.
///
/// Errors (usage): the version is not a positive number.
pub fn read(file_name: &str) -> Result<Option<Named>, Error> {
    let (digits, rest) = match file_name.split_once('_') {
        Some(parts) => parts,
        // Some of Cruddur's have no name at all.
        None if file_name.ends_with(".py") => (file_name.trim_end_matches(".py"), ".py"),
        None => return Ok(None),
    };
    let ends = |ending: &str| rest.strip_suffix(ending);
    let (name, part) = match (ends(".up.sql"), ends(".down.sql"), ends(".sql"), ends(".py")) {
        (Some(name), _, _, _) => (name, Part::Up),
        (_, Some(name), _, _) => (name, Part::Down),
        (_, _, Some(name), _) => (name, Part::Only),
        // `__init__.py`, `env.py` and the like.
        (_, _, _, Some(name)) if digits.starts_with(|c: char| c.is_ascii_digit()) => {
            (name, Part::Python)
        }
        _ => return Ok(None),
    };
    let version = match part {
        Part::Python => python_version(digits),
        _ => digits.parse().ok().filter(|version| *version > 0),
    };
    let version = version.ok_or_else(|| {
        let overflow = |error: ParseIntError| *error.kind() == IntErrorKind::PosOverflow;
        if digits.parse::<i64>().is_err_and(overflow) {
            return Error::usage(format!(
                "the version of {file_name} is too large: the greatest is {}",
                i64::MAX
            ));
        }
        Error::usage(format!(
            "{file_name} has no version: the name of a migration begins with a number and an \
             underscore"
        ))
        .with_hint(match from_flyway(file_name) {
            Some(way) => {
                format!("it is Flyway's: flyway migrate runs it; to have it run here, {way}")
            }
            None => format!("create one with: {}", hint::command("migration new NAME")),
        })
    })?;
    Ok(Some(Named { version, name: name.replace('_', " "), part }))
}

/// What a file of Flyway is to be named here.
fn from_flyway(file_name: &str) -> Option<String> {
    let (kind, name) = file_name.split_once("__")?;
    let name = name.strip_suffix(".sql")?;
    let number = kind.strip_prefix(['V', 'U']).filter(|it| it.parse::<i64>().is_ok());
    match (kind.chars().next()?, number) {
        ('R', _) if kind == "R" => Some(format!("move it to repeatable/{name}.sql")),
        ('V', Some(number)) => Some(format!("name it {number}_{name}.sql")),
        ('U', Some(number)) => Some(format!("name it {number}_{name}.down.sql")),
        ('V' | 'U', None) if kind[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            Some(format!("name it NUMBER_{name}.sql, as a version is one number"))
        }
        _ => None,
    }
}

/// The version for an ID of Cruddur's generator, which is `str(time.time())` without the dot.
/// Its first ten digits are seconds since 1970, which become `YYYYMMDDHHMMSS` in UTC.
pub fn python_version(id: &str) -> Option<i64> {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match id.len() {
        // Numbered by hand, or with a time that is written out.
        ..10 => id.parse().ok().filter(|version| *version > 0),
        14 if is_written_out(id) => id.parse().ok(),
        _ => Timestamp::from_unix(id.get(..10)?.parse().ok()?).compact().parse().ok(),
    }
}

/// Whether these 14 digits are a date and a time of this century.
fn is_written_out(digits: &str) -> bool {
    let at = |from: usize| digits.get(from..from + 2).unwrap_or_default();
    let text = format!("{}{}-{}-{}T{}:{}:{}Z", at(0), at(2), at(4), at(6), at(8), at(10), at(12));
    at(0) == "20" && text.parse::<Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_three_forms_of_sqlx() {
        let named = |version, name: &str, part| Some(Named { version, name: name.into(), part });
        for (file, expected) in [
            ("1_a.sql", named(1, "a", Part::Only)),
            ("20230101000000_add_bio.up.sql", named(20_230_101_000_000, "add bio", Part::Up)),
            ("007_x_y.down.sql", named(7, "x y", Part::Down)),
            ("1_.sql", named(1, "", Part::Only)),
            ("1_up.sql", named(1, "up", Part::Only)),
            ("1.sql", None),
            ("README.md", None),
            ("seed_data.txt", None),
            ("1_a.sql.bak", None),
            ("__init__.py", None),
            ("_x.py", None),
            ("env.py", None),
            ("abc_d.py", None),
        ] {
            assert_eq!(read(file).unwrap(), expected, "{file}");
        }
        for file in ["a_b.sql", "0_a.sql", "-1_a.sql", "99999999999999999999_a.sql"] {
            assert!(read(file).is_err(), "{file}");
        }
        let greatest = read("9223372036854775807_z.sql").unwrap().unwrap();
        assert_eq!(greatest.version, i64::MAX);
        let error = read("9223372036854775808_z.sql").unwrap_err().to_string();
        assert!(error.contains("is too large"), "{error}");
    }

    #[test]
    fn ids_of_the_generator() {
        for (id, version) in [
            // 2023-03-15T12:34:56Z
            ("16788836960123456", Some(20_230_315_123_456)),
            ("1678883696012345", Some(20_230_315_123_456)),
            ("1678883696", Some(20_230_315_123_456)),
            ("20230315123456", Some(20_230_315_123_456)),
            ("20239915123456", Some(20_340_219_195_152)),
            ("001", Some(1)),
            ("12", Some(12)),
            ("000", None),
            ("", None),
            ("1a", None),
        ] {
            assert_eq!(python_version(id), version, "{id}");
        }
        assert_eq!(read("16788836960123456.py").unwrap().unwrap().name, "");
        assert_eq!(read("16788836960123456_add_bio.py").unwrap().unwrap().name, "add bio");
    }

    proptest! {
        /// The order of the IDs is the order of the versions.
        #[test]
        fn later_ids_are_later_versions(a in 1_600_000_000_u64..1_900_000_000,
                                        b in 1_600_000_000_u64..1_900_000_000) {
            let version = |seconds: u64| python_version(&format!("{seconds}1234567")).unwrap();
            prop_assert_eq!(a.cmp(&b), version(a).cmp(&version(b)));
        }

        #[test]
        fn any_name_is_read_or_refused(name in "\\PC{0,24}") {
            let _ = read(&name);
        }
    }
}
