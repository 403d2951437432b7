//! The arguments of `\copy`.

use crate::error::{Error, Result};
use crate::script::syntax::tokens::Tokens;

/// What a `\\copy` line requests.
#[derive(Debug, PartialEq, Eq)]
pub struct CopyCommand {
    pub statement: String,
    /// `None` where the data is that of the script, or goes to standard output.
    pub file: Option<String>,
}

impl CopyCommand {
    fn new(head: &str, way: &str, options: &str, file: Option<String>) -> Self {
        let options = options.trim().trim_end_matches(';');
        Self { statement: format!("COPY {} {way} {options}", head.trim()), file }
    }
}

/// `[binary] table [(columns)]`, or a query in parentheses: its text, the table, and what follows.
fn head(line: &str) -> (&str, Option<Vec<String>>, Tokens<'_>) {
    let mut tokens = Tokens::new(line);
    let begin = tokens.rest();
    tokens.accept(&["binary"]);
    let table = tokens.qualified_name();
    tokens.skip_parentheses();
    (&begin[..begin.len() - tokens.rest().len()], table, tokens)
}

/// Reads `\copy [binary] table [(columns)] from {'file' | file | stdin} [options]`.
pub fn parse(line: &str) -> Result<CopyCommand> {
    let (head, table, mut tokens) = head(line);
    if !tokens.accept(&["from"]) {
        return Err(if line.split_whitespace().any(|word| word.eq_ignore_ascii_case("to")) {
            Error::failed("\\copy to a file is refused: a load writes no files")
        } else {
            Error::failed("\\copy is read as: \\copy TABLE [(COLUMNS)] from FILE [OPTIONS]")
        });
    }
    if table.is_none() {
        return Err(Error::failed("\\copy needs the name of a table"));
    }
    let rest = tokens.rest().trim_start();
    let (file, options) = file_name(rest)?;
    let file = match file.to_ascii_lowercase().as_str() {
        "program" if !rest.starts_with('\'') => {
            return Err(Error::failed(
                "\\copy from a program is refused: files may not run programs",
            ));
        }
        "pstdin" if !rest.starts_with('\'') => {
            return Err(Error::failed("\\copy from pstdin is refused: name a file"));
        }
        "stdin" if !rest.starts_with('\'') => None,
        _ => Some(file),
    };
    Ok(CopyCommand::new(head, "FROM STDIN", options, file))
}

/// Reads `\copy {[binary] table [(columns)] | (query)} to {'file' | file | stdout} [options]`;
/// nothing where it copies in.
pub fn parse_to(line: &str) -> Result<Option<CopyCommand>> {
    let (head, _, mut tokens) = head(line);
    if !tokens.accept(&["to"]) {
        return Ok(None);
    }
    let rest = tokens.rest().trim_start();
    let (file, options) = file_name(rest)?;
    let is_word = |word: &str| !rest.starts_with('\'') && file.eq_ignore_ascii_case(word);
    if is_word("program") {
        return Err(Error::failed("\\copy to a program is refused: it would run a shell command"));
    }
    let to_stdout = is_word("stdout") || is_word("pstdout");
    let file = (!to_stdout).then_some(file);
    Ok(Some(CopyCommand::new(head, "TO STDOUT", options, file)))
}

/// The statement of `\copy .. to stdout`, which only shows something.
pub fn shown(line: &str) -> Option<String> {
    let (_, _, mut tokens) = head(line);
    let shown = tokens.accept(&["to", "stdout"]) || tokens.accept(&["to", "pstdout"]);
    let text = format!("COPY {line}").replacen("pstdout", "stdout", 1);
    shown.then(|| text.trim_end().trim_end_matches(';').to_owned())
}

/// The file's name: in quotes, or up to white space.
fn file_name(rest: &str) -> Result<(String, &str)> {
    let Some(quoted) = rest.strip_prefix('\'') else {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(';');
        if name.is_empty() {
            return Err(Error::failed("\\copy needs the name of a file"));
        }
        return Ok((name.to_owned(), &rest[end..]));
    };
    let mut name = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\'' if characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                name.push('\'');
                characters.next();
            }
            '\'' => return Ok((name, &quoted[at + 1..])),
            other => name.push(other),
        }
    }
    Err(Error::failed("the file's name in \\copy is not closed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_becomes_a_statement_and_a_file() {
        let parsed =
            parse("public.\"T\" (a, b) from 'it''s.csv' with (format csv, header);").unwrap();
        assert_eq!(
            parsed.statement,
            "COPY public.\"T\" (a, b) FROM STDIN with (format csv, header)"
        );
        assert_eq!(parsed.file.unwrap(), "it's.csv");
        let parsed = parse("t from data.txt").unwrap();
        assert_eq!(
            (parsed.statement.trim_end(), parsed.file.as_deref()),
            ("COPY t FROM STDIN", Some("data.txt"))
        );
        let to = |line: &str| parse_to(line).unwrap().map(|it| (it.statement, it.file));
        assert_eq!(
            to("(select ')' from t) to 'a b.csv' csv header;"),
            Some((
                "COPY (select ')' from t) TO STDOUT csv header".to_owned(),
                Some("a b.csv".into())
            ))
        );
        assert_eq!(to("t (a) TO stdout"), Some(("COPY t (a) TO STDOUT ".to_owned(), None)));
        assert_eq!(to("t to 'stdout'").unwrap().1.unwrap(), "stdout");
        assert_eq!(to("t from x"), None);
        assert!(parse_to("t to program 'ls'").is_err() && parse_to("t to").is_err());
        assert_eq!(parse("t from stdin csv").unwrap().file, None);
        assert_eq!(parse("t from 'stdin' csv").unwrap().file.unwrap(), "stdin");
        for line in ["t to 'x'", "(select 1) to 'x'", "t from program 'ls'", "t", "", "t from 'x"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
