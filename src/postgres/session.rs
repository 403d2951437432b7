//! What a URL wants of the session itself: settings, and what kind of server it is on.

use super::wire::Failure;
use crate::error::{Error, Result};
use crate::model::Target;

/// The settings in libpq's `options`, which has the arguments of a server: `-c NAME=VALUE` or
/// `--NAME=VALUE`, apart by spaces; a backslash keeps the next character.
///
/// Errors (usage): an argument that sets nothing.
pub fn settings(options: &str) -> Result<Vec<(String, String)>> {
    let mut settings = Vec::new();
    let mut words = split(options).into_iter();
    while let Some(word) = words.next() {
        let setting = match word.strip_prefix("-c").or_else(|| word.strip_prefix("--")) {
            Some("") => words.next(),
            Some(rest) => Some(rest.to_owned()),
            None => None,
        };
        let pair = setting.as_deref().and_then(|text| text.split_once('='));
        let (name, value) = pair.ok_or_else(|| {
            Error::usage(format!("options has {word:?}, which is no setting"))
                .hint("options takes -c NAME=VALUE, as in ?options=-c%20statement_timeout%3D5s")
        })?;
        // In names the server takes a hyphen for an underscore.
        settings.push((name.replace('-', "_"), value.to_owned()));
    }
    Ok(settings)
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

/// The kind of server that `target_session_attrs` wants, if it is not all the same.
pub fn wanted_kind(target: &Target) -> Option<&str> {
    let wanted = target.url.parameter("target_session_attrs")?;
    (!matches!(wanted, "any" | "prefer-standby")).then_some(wanted)
}

/// What kind of server it is: `t` or `f`, for a standby and for read-only.
pub const KIND: &str = include_str!("queries/session_kind.sql");

/// Refuses a server of another kind than `target_session_attrs` wants. `kind` is the answer to
/// [`KIND`].
pub fn check(wanted: &str, kind: &str) -> Result<(), Failure> {
    let (standby, read_only) = (kind.starts_with('t'), kind.ends_with('t'));
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
        let pairs = |text: &str| -> Vec<String> {
            settings(text)
                .unwrap()
                .into_iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect()
        };
        assert_eq!(pairs(""), [] as [&str; 0]);
        assert_eq!(
            pairs(r"-c geqo=off  -cwork_mem=1MB --statement-timeout=5s -c a.b=x\ y\\"),
            ["geqo=off", "work_mem=1MB", "statement_timeout=5s", r"a.b=x y\"]
        );
        for bad in ["-d 5", "-c", "geqo=off", "-c geqo"] {
            assert!(settings(bad).is_err(), "{bad}");
        }
    }
}
