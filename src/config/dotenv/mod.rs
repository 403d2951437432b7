//! `.env` files, as intended by their authors.
//!
//! The same file is read by python-dotenv and by the shell (`set -a; . ./.env`), which differ in
//! what they expand and unquote. A value is accepted if both read the same, or if the
//! shell reads nothing: a wrong guess here is a wrong database.

mod edit;
mod python;
mod shell;

use std::collections::HashMap;

pub use edit::set;

/// The source of variables that the file does not define. They override the file's own.
pub type Outside<'a> = &'a dyn Fn(&str) -> Option<String>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub line: u64,
    /// `None`: the line unsets the variable (a name without `=`).
    pub value: Result<Option<String>, Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The line is not `NAME=value`.
    Broken,
    /// It refers to an unset variable, by its name in braces.
    Undefined(String),
    /// The line is `NAME: value`.
    Colon,
    /// python-dotenv and the shell do not agree.
    Ambiguous,
    /// It refers to a variable of the file that only python-dotenv sets, in this line: without
    /// quotes the shell takes it for a command.
    Unquoted {
        name: String,
        line: u64,
    },
    NotUtf8,
}

/// A value being built: `None` is unknown.
type Known = Option<String>;

/// Reads the file: the last entry of every variable.
pub fn read(bytes: &[u8], outside: Outside<'_>) -> HashMap<String, Entry> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
    let mut by_shell = shell::read(&text, outside);
    let mut entries = HashMap::new();
    // Python treats a lone carriage return as a newline.
    let lines = text.replace('\r', "\n");
    let by_python = python::read(&lines, outside);
    let unquoted: HashMap<String, u64> = by_python
        .iter()
        .filter(|(name, reading)| !by_shell.contains_key(*name) && reading.value.is_ok())
        .map(|(name, reading)| (name.clone(), reading.line))
        .collect();
    for (name, python::Reading { line, value, refers_to }) in by_python {
        let value = match (value, by_shell.remove(&name)) {
            (Err(problem), _) => Err(problem),
            (Ok(Some(text)), _) if text.contains(char::REPLACEMENT_CHARACTER) => {
                Err(Problem::NotUtf8)
            }
            // Only a shell could tell, and docker compose expands it too.
            (Ok(Some(text)), None) if text.contains('$') => Err(Problem::Ambiguous),
            (Ok(text), None) => Ok(text),
            (Ok(Some(text)), Some((Some(other), _))) if text == other => Ok(Some(text)),
            (Ok(_), Some(_)) => Err(refers_to
                .into_iter()
                .find_map(|name| unquoted.get(&name).map(|line| (name, *line)))
                .map_or(Problem::Ambiguous, |(name, line)| Problem::Unquoted { name, line })),
        };
        entries.insert(name, Entry { line, value });
    }
    // Set only by the shell.
    for (name, (_, line)) in by_shell {
        entries.insert(name, Entry { line, value: Err(Problem::Ambiguous) });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, name: &str) -> Option<Result<Option<String>, Problem>> {
        let outside = |name: &str| (name == "OUTSIDE").then(|| "out".to_owned());
        read(text.as_bytes(), &outside).remove(name).map(|entry| entry.value)
    }

    #[test]
    fn what_both_read_alike_counts() {
        for (text, expected) in [
            ("A=b", "b"),
            ("export A=b", "b"),
            ("A='b c' # d", "b c"),
            ("A=\"b c\"", "b c"),
            ("A=b #c", "b"),
            ("A=b#c", "b#c"),
            ("A=", ""),
            ("A=b\r\nB=c\r\n", "b"),
            ("\u{feff}A=b", "b"),
            ("A='b\nc'", "b\nc"),
            ("A='{\"b\": [1]}'", "{\"b\": [1]}"),
            ("B_1=x\nA=${B_1}y", "xy"),
            ("A=${OUTSIDE}", "out"),
            ("OUTSIDE=file\nA=${OUTSIDE}", "out"),
            ("A=${B:-c}", "c"),
            ("A=b\nA=c", "c"),
            ("some words\nA=b", "b"),
            ("A=p$", "p$"),
            ("A='$b'", "$b"),
        ] {
            assert_eq!(value(text, "A"), Some(Ok(Some(expected.to_owned()))), "{text}");
        }
    }

    #[test]
    fn where_only_python_gets_a_value_it_counts() {
        for (text, expected) in
            [("A = b", "b"), ("A=b c", "b c"), ("A=b?c=d&e=f", "b?c=d&e=f"), ("'A'=b", "b")]
        {
            assert_eq!(value(text, "A"), Some(Ok(Some(expected.to_owned()))), "{text}");
        }
    }

    #[test]
    fn where_they_differ_nothing_is_guessed() {
        for text in [
            "B=1\nA=$B",
            "B=1\nB_x=2\nA=$B_x",
            "A=b\\c",
            "A=\"b\\nc\"",
            "A='${OUTSIDE}'",
            "A=b\"c\"",
            "A={\"b\":1}",
            "A=$(date)",
            "A=`date`",
            "A=~/b",
            "A=pa$$b",
            "A=pa$1b",
            "A=b;c",
            "A=b&&c",
            "A=b >c",
            "A=1\nA=${OUTSIDE:+b}",
            "B=\nA=${B:-c}",
            "B=1 A=2",
            "A=b\nA",
            "A=b $c",
            "A=${B:-${C}",
            "A= $B",
            "A= : b",
        ] {
            assert_eq!(value(text, "A"), Some(Err(Problem::Ambiguous)), "{text}");
        }
    }

    #[test]
    fn a_colon_and_missing_quotes_are_told_from_other_mistakes() {
        for text in ["A: b", "A: b?c=d", "A:b", "A:b?c=d", "export A: b", "A=x\nA: b"] {
            assert_eq!(value(text, "A"), Some(Err(Problem::Colon)), "{text}");
        }
        for text in ["B=c?d=e:f\nA=b", "A: x\nA=b", "# A: x\nA=b", "B='\nA: x'\nA=b"] {
            assert_eq!(value(text, "A"), Some(Ok(Some("b".to_owned()))), "{text}");
        }
        let text = "X=1\nB=c?d=e&f=g\nA=${B}";
        let unquoted = Problem::Unquoted { name: "B".to_owned(), line: 2 };
        assert_eq!(value(text, "A"), Some(Err(unquoted)));
    }

    #[test]
    fn an_undefined_name_is_not_an_empty_one() {
        for (text, name) in [
            ("A=${B}", "B"),
            ("A=x${B}y", "B"),
            ("B=${C}\nA=${B}", "C"),
            ("A=${B-c}", "B-c"),
            ("B\nA=${B}", "B"),
        ] {
            let undefined = Problem::Undefined(name.to_owned());
            assert_eq!(value(text, "A"), Some(Err(undefined)), "{text}");
        }
    }

    #[test]
    fn a_line_that_is_not_understood_is_of_its_own_variable_only() {
        let text = "A='b\nB=c\nexport C='d'e\n=x\nD=\"e";
        let entry = |name: &str| {
            let found = read(text.as_bytes(), &|_| None).remove(name);
            found.map(|entry| (entry.line, entry.value.map(Option::unwrap_or_default)))
        };
        assert_eq!(entry("D"), Some((5, Err(Problem::Broken))));
        assert_eq!(entry("A"), Some((1, Err(Problem::Broken))));
        // Variables swallowed by an open quote do not count as missing.
        assert_eq!(entry("C"), Some((3, Err(Problem::Broken))));
        assert_eq!(value("A=\u{fffd}", "A"), Some(Err(Problem::NotUtf8)));
        let latin = read(b"A=\xe9\nB=c", &|_| None);
        assert_eq!(latin["A"].value, Err(Problem::NotUtf8));
        assert_eq!(latin["B"].value, Ok(Some("c".to_owned())));
    }
}
