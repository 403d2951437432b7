//! One variable of a `.env` file set, and every other line left as it is.

use super::{Outside, Problem, python, read};
use crate::error::{Error, Result};

/// The file's text with the variable set in one line: in the place of the last that set it, else
/// at the end. None where it has that value already.
///
/// `value` is written as it is where that is safe, else in single quotes; `${NAME}` stays a
/// reference.
///
/// Errors (usage): the file is not UTF-8, or python-dotenv and the shell would not both read the
/// value as it is meant. The value is not quoted.
pub fn set(bytes: &[u8], name: &str, value: &str, outside: Outside<'_>) -> Result<Option<Vec<u8>>> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::usage("the file is not UTF-8"))?;
    let is_reference = value.starts_with("${");
    let entry = |text: &str| Some(read(text.as_bytes(), outside).remove(name)?.value);
    let says = |text: &str| entry(text)?.ok().flatten();
    let line = line(name, value);
    let mut places = python::places(text);
    places.retain(|(key, _)| *key == name);
    let is_written = |at: &std::ops::Range<usize>| text[at.clone()].trim_end() == line;
    let is_said = match is_reference {
        true => places.len() == 1 && is_written(&places[0].1),
        false => places.len() == 1 && says(text).as_deref() == Some(value),
    };
    if is_said {
        return Ok(None);
    }
    let mut changed = text.to_owned();
    let last = places.pop().map(|(_, at)| at);
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    match last {
        Some(at) => changed.replace_range(at, &line),
        None => {
            if !changed.is_empty() && !changed.ends_with('\n') {
                changed.push_str(end);
            }
            changed.push_str(&line);
            changed.push_str(end);
        }
    }
    // From the end, so that the places before stay where they are.
    for (_, at) in places.iter().rev() {
        let rest = &changed[at.end..];
        let newline = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let newline = newline.min(if rest.starts_with("\r\n") { 2 } else { 1 });
        let start = changed[..at.start].rfind('\n').map_or(0, |newline| newline + 1);
        changed.replace_range(start..at.end + newline, "");
    }
    match says(&changed) {
        Some(read) if is_reference || read == value => Ok(Some(changed.into_bytes())),
        _ => Err(match entry(&changed) {
            Some(Err(Problem::Unquoted { line, .. })) => Error::usage(format!(
                "{name} cannot refer to a variable that the shell does not set, in line {line}"
            ))
            .with_hint("put the value of that line into single quotes"),
            _ => Error::usage(format!("{name} cannot be set in it without changing more"))
                .with_hint("set it by hand: one line for it, of its own"),
        }),
    }
}

fn line(name: &str, value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~%:/@+,=".contains(c);
    match value.starts_with("${") || value.chars().all(is_plain) {
        true => format!("{name}={value}"),
        false => format!("{name}='{value}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, value: &str) -> Result<Option<String>> {
        let outside = |name: &str| (name == "OUT").then(|| "out".to_owned());
        let bytes = set(text.as_bytes(), "URL", value, &outside)?;
        Ok(bytes.map(|bytes| String::from_utf8(bytes).unwrap()))
    }

    #[test]
    fn one_line_is_set_and_the_others_stay() {
        for (before, after) in [
            ("", "URL=new\n"),
            ("A=1", "A=1\nURL=new\n"),
            ("A=1\r\n", "A=1\r\nURL=new\r\n"),
            ("# URL=x\nURL=old\nB='2'\n", "# URL=x\nURL=new\nB='2'\n"),
            ("URL=old", "URL=new"),
            ("export URL=old\n", "export URL=new\n"),
            ("URL='a\nb'\nC=3\n", "URL=new\nC=3\n"),
            ("URL=1\nA=1\nexport URL=2\nB=2\n", "A=1\nexport URL=new\nB=2\n"),
            ("URL=1\r\nURL=2\r\nB=2\r\n", "URL=new\r\nB=2\r\n"),
            ("A=${X\nURL=old\n", "A=${X\nURL=new\n"),
            ("MY_URL=x\nURL_2=y\n", "MY_URL=x\nURL_2=y\nURL=new\n"),
            ("URL=\n", "URL=new\n"),
            ("URL\n", "URL=new\n"),
            // What only the shell reads.
            ("B=1 URL=2\n", "B=1 URL=2\nURL=new\n"),
        ] {
            assert_eq!(changed(before, "new").unwrap().as_deref(), Some(after), "{before:?}");
            assert_eq!(changed(after, "new").unwrap(), None, "{before:?}");
        }
    }

    #[test]
    fn values_are_quoted_where_that_is_needed() {
        assert_eq!(changed("", "a?b=c&d").unwrap().unwrap(), "URL='a?b=c&d'\n");
        assert_eq!(changed("", "${OUT}").unwrap().unwrap(), "URL=${OUT}\n");
        assert_eq!(changed("URL=${OUT}\n", "${OUT}").unwrap(), None);
        // The same value, and not by the same words.
        assert_eq!(changed("URL='new'\n", "new").unwrap(), None);
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        assert!(set(b"A=\xe9\n", "URL", "new", &|_| None).is_err());
        assert!(changed("", "it's").is_err());
    }
}
