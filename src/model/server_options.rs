//! The parameter `options` of a connection string.

use crate::error::{Error, Result};

/// The settings in libpq's `options`, which contains server arguments: `-c NAME=VALUE` or
/// `--NAME=VALUE`, separated by spaces; a backslash escapes the next character.
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
            Error::usage(format!("options has {word:?}, which is not a setting"))
                .with_hint("use -c NAME=VALUE, as in ?options=-c%20statement_timeout%3D5s")
        })?;
        // The server treats hyphens in names as underscores.
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
