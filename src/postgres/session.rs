//! What a URL wants of the session itself: settings, and what kind of server it is on.

use sqlx::Row;
use sqlx::postgres::PgConnection;

use super::wire::Failure;
use crate::error::{Error, Result};
use crate::model::Target;

/// Looks at libpq's `options`, which has the arguments of a server: `-c NAME=VALUE` or
/// `--NAME=VALUE`, apart by spaces; a backslash keeps the next character.
///
/// Errors (usage): an argument that sets nothing.
pub fn check_options(options: &str) -> Result<()> {
    let mut words = split(options).into_iter();
    while let Some(word) = words.next() {
        let setting = match word.strip_prefix("-c").or_else(|| word.strip_prefix("--")) {
            Some("") => words.next(),
            Some(rest) => Some(rest.to_owned()),
            None => None,
        };
        if !setting.is_some_and(|text| text.contains('=')) {
            return Err(Error::usage(format!("options has {word:?}, which is no setting"))
                .hint("options takes -c NAME=VALUE, as in ?options=-c%20statement_timeout%3D5s"));
        }
    }
    Ok(())
}

fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => word.get_or_insert_default().extend(characters.next()),
            c if c.is_ascii_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Refuses a server of another kind than `target_session_attrs` wants.
pub async fn check(connection: &mut PgConnection, target: &Target) -> Result<(), Failure> {
    let Some(wanted) = target.url.parameter("target_session_attrs") else { return Ok(()) };
    if matches!(wanted, "any" | "prefer-standby") {
        return Ok(());
    }
    let sql = include_str!("queries/session_kind.sql");
    // A statement of its own message, without a name, is one that a pooler can pass on.
    let row = sqlx::raw_sql(sql).fetch_one(connection).await;
    let kind = row.and_then(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    let (standby, read_only): (bool, bool) = kind.map_err(Failure::Driver)?;
    let fits = match wanted {
        "read-write" => !read_only,
        "read-only" => read_only,
        "primary" => !standby,
        "standby" => standby,
        _ => {
            let message = format!("target_session_attrs={wanted} is none of libpq's");
            return Err(Error::usage(message)
                .hint("one of any, read-write, read-only, primary, standby, prefer-standby")
                .into());
        }
    };
    if fits {
        return Ok(());
    }
    let kind = if standby { "a standby" } else { "a primary" };
    let mode = if read_only { "read-only" } else { "read-write" };
    Err(Error::unreachable(format!(
        "the server is {kind} and {mode}, and target_session_attrs={wanted}"
    ))
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_as_the_server_reads_them() {
        assert_eq!(split(r"-c a.b=x\ y\\  --c=d"), ["-c", r"a.b=x y\", "--c=d"]);
        for good in ["", r"-c geqo=off  -cwork_mem=1MB --statement-timeout=5s -c a.b=x\ y\\"] {
            assert!(check_options(good).is_ok(), "{good}");
        }
        for bad in ["-d 5", "-c", "geqo=off", "-c geqo"] {
            assert!(check_options(bad).is_err(), "{bad}");
        }
    }
}
