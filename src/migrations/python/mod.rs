//! Cruddur's migrations in Python. They are parsed, never run: what is not in the form that its
//! generator writes is refused, with the line.
//!
//! ```python
//! from lib.db import db
//! class AddBioColumnMigration:
//!   def migrate_sql():
//!     data = """
//!     ALTER TABLE public.users ADD COLUMN bio text;
//!     """
//!     return data
//!   def rollback_sql():
//!     data = """..."""
//!     return data
//!   def migrate():
//!     db.query_commit(AddBioColumnMigration.migrate_sql(), {})
//!   def rollback():
//!     db.query_commit(AddBioColumnMigration.rollback_sql(), {})
//! migration = AddBioColumnMigration
//! ```

mod refusal;
mod strings;
mod tokens;

pub use self::refusal::Refusal;
use self::strings::Text;
use self::tokens::{Line, Token, TokenKind, lines};
use crate::script::Position;

/// The SQL of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct PythonMigration {
    pub up: Sql,
    pub down: Sql,
}

/// The return value of one of the functions.
#[derive(Debug, Clone, PartialEq)]
pub struct Sql {
    pub text: String,
    pub start: Position,
    /// Its lines are the file's.
    pub verbatim: bool,
}

/// Whether the file is one of Django's, which have the same names.
pub fn is_djangos(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("from django") || line.starts_with("import django"))
}

/// Reads a file. Errors: it has another form, or its SQL contains a single `%`, which psycopg
/// would interpret.
pub fn read(text: &str) -> Result<PythonMigration, Refusal> {
    let lines = lines(text)?;
    let mut found = Found::default();
    let mut rest = lines.as_slice();
    while let [line, more @ ..] = rest {
        rest = if found.top(line)? { found.class(line, more)? } else { more };
    }
    let missing = |name: &str| Refusal::new(1, format!("there is no {name}() in a class here"));
    let up = found.up.ok_or_else(|| missing("migrate_sql"))?;
    let down = found.down.ok_or_else(|| missing("rollback_sql"))?;
    Ok(PythonMigration { up, down })
}

#[derive(Default)]
struct Found {
    class: Option<u64>,
    up: Option<Sql>,
    down: Option<Sql>,
}

/// The tokens for pattern matching: strings are `"`.
fn words(tokens: &[Token]) -> Vec<String> {
    let word = |token: &Token| match &token.kind {
        TokenKind::Word(word) => word.clone(),
        TokenKind::Text(_) => "\"".to_owned(),
        TokenKind::Symbol(symbol) => symbol.to_string(),
    };
    tokens.iter().map(word).collect()
}

fn strange(line: &Line) -> Refusal {
    Refusal::new(
        line.number(),
        format!(
            "`{}` is not in the form of Cruddur's migrations, which are parsed and never run",
            shortened(line.source.trim())
        ),
    )
}

/// The beginning of a long line, up to the end of a word.
fn shortened(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(60) else { return line.to_owned() };
    let end = line[..end].rfind(' ').unwrap_or(end);
    format!("{} ...", line[..end].trim_end())
}

impl Found {
    /// A line of the module. Returns whether it begins the class.
    fn top(&mut self, line: &Line) -> Result<bool, Refusal> {
        let words = words(&line.tokens);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            _ if line.indent > 0 => Err(strange(line)),
            ["import" | "from", ..] | ["\""] => Ok(false),
            ["class", _, ":"]
            | ["class", _, "(", ")", ":"]
            | ["class", _, "(", "object", ")", ":"] => match self.class.replace(line.number()) {
                None => Ok(true),
                Some(_) => Err(Refusal::new(line.number(), "there is a second class")),
            },
            [name, "=", value] if is_name(name) && is_name(value) => Ok(false),
            _ => Err(strange(line)),
        }
    }

    /// The lines of the class; returns those after it.
    fn class<'l>(&mut self, class: &Line, lines: &'l [Line]) -> Result<&'l [Line], Refusal> {
        let end = lines.iter().position(|line| line.indent <= class.indent);
        let (mut inside, behind) = lines.split_at(end.unwrap_or(lines.len()));
        while let [line, more @ ..] = inside {
            let words = words(&line.tokens);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let name = match words.as_slice() {
                ["@", "staticmethod"] | ["pass" | "\""] => {
                    inside = more;
                    continue;
                }
                ["def", name, "(", ")", rest @ ..] | ["def", name, "(", "self", ")", rest @ ..]
                    if matches!(rest, [":"] | ["-", ">", .., ":"]) =>
                {
                    *name
                }
                _ => return Err(strange(line)),
            };
            let end = more.iter().position(|body| body.indent <= line.indent);
            let (body, more) = more.split_at(end.unwrap_or(more.len()));
            self.function(name, line, body)?;
            inside = more;
        }
        Ok(behind)
    }

    fn function(&mut self, name: &str, line: &Line, body: &[Line]) -> Result<(), Refusal> {
        let place = match name {
            "migrate_sql" => &mut self.up,
            "rollback_sql" => &mut self.down,
            "migrate" => return runs(body, line, "migrate_sql"),
            "rollback" => return runs(body, line, "rollback_sql"),
            _ => return Err(strange(line)),
        };
        match place.replace(returned(body, line)?) {
            None => Ok(()),
            Some(_) => Err(Refusal::new(line.number(), format!("there is a second {name}()"))),
        }
    }
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

/// `db.query_commit(Class.migrate_sql(), {})` and nothing else.
fn runs(body: &[Line], definition: &Line, what: &str) -> Result<(), Refusal> {
    let [line] = body else {
        return Err(strange(body.get(1).unwrap_or(definition)));
    };
    let words = words(&line.tokens);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let call = match words.as_slice() {
        [name, ".", "query_commit", "(", rest @ .., ")"] if is_name(name) => rest,
        _ => return Err(strange(line)),
    };
    let rest = match call {
        [class, ".", function, "(", ")", rest @ ..] if is_name(class) && *function == what => rest,
        _ => return Err(strange(line)),
    };
    match rest {
        [] | [","] | [",", "{", "}"] | [",", "{", "}", ","] => Ok(()),
        _ => Err(strange(line)),
    }
}

/// `name = ...` or `name: str = ...`
fn is_plain_or_annotated(line: &Line) -> bool {
    line.tokens.len() == 3
        || line.tokens.get(1).is_some_and(|token| token.kind == TokenKind::Symbol(':'))
}

/// What the function returns: a string variable or literal.
fn returned(body: &[Line], definition: &Line) -> Result<Sql, Refusal> {
    let mut known: Vec<(&str, &Token, &Text)> = Vec::new();
    for line in body {
        match line.tokens.as_slice() {
            [Token { kind: TokenKind::Text(_), .. }] => {}
            [name, equals, token] | [name, _, .., equals, token]
                if equals.kind == TokenKind::Symbol('=') && is_plain_or_annotated(line) =>
            {
                let (TokenKind::Word(name), TokenKind::Text(text)) = (&name.kind, &token.kind)
                else {
                    return Err(strange(line));
                };
                known.retain(|(other, _, _)| other != name);
                known.push((name, token, text));
            }
            [word, value] if word.kind == TokenKind::Word("return".to_owned()) => {
                return match &value.kind {
                    TokenKind::Text(text) => sql(text, value.line),
                    TokenKind::Word(name) => {
                        match known.iter().find(|(known, _, _)| known == name) {
                            Some((_, token, text)) => sql(text, token.line),
                            None => Err(strange(line)),
                        }
                    }
                    TokenKind::Symbol(_) => Err(strange(line)),
                };
            }
            _ => return Err(strange(line)),
        }
    }
    Err(Refusal::new(definition.number(), "the function returns nothing"))
}

/// The text as psycopg interprets it: `%%` is one `%`, and `%s` a parameter.
fn sql(text: &Text, line: u64) -> Result<Sql, Refusal> {
    if text.formatted {
        return Err(Refusal::new(line, "an f-string cannot be evaluated without running it"));
    }
    if text.bytes {
        return Err(Refusal::new(line, "a bytes literal is not SQL"));
    }
    let mut parts = text.value.split("%%");
    let mut before = String::new();
    for part in parts.by_ref() {
        before.push_str(part);
        if part.contains('%') {
            let above = before.split('%').next().unwrap_or_default().matches('\n').count();
            let line = if text.verbatim { text.start.line + above as u64 } else { line };
            let message = "a single % in the SQL: psycopg treats it as a parameter; write %%";
            return Err(Refusal::new(line, message));
        }
    }
    let value = text.value.replace("%%", "%");
    Ok(Sql { text: value, start: text.start, verbatim: text.verbatim })
}

#[cfg(test)]
mod tests;
