//! Files that hold both directions, as other tools write them: a line that is a marker begins the
//! part that is run, and another one the part that is rolled back.
//!
//! | tool | markers | without a transaction | before the first marker |
//! |---|---|---|---|
//! | dbmate | `-- migrate:up`, `-- migrate:down` | `transaction:false` behind one, for its part | comments only |
//! | goose | `-- +goose Up`, `-- +goose Down` | the line `-- +goose NO TRANSACTION` | comments only |
//! | sql-migrate | `-- +migrate Up`, `-- +migrate Down` | `notransaction` behind one, for its part | ignored |
//! | node-pg-migrate | `-- Up Migration`, `-- Down Migration` | | ignored |
//!
//! The tools disagree about case and spaces; here neither counts, since a marker that is taken for
//! a comment would run a part in the wrong direction. Sources: dbmate's `migration.go`, goose's and
//! sql-migrate's `sqlparse`, node-pg-migrate's `sqlMigration.ts`.

use super::python::Refusal;
use crate::model::OtherTool as Tool;

/// A file with markers. The text before the first marker is in neither part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halves<'a> {
    pub up: Half<'a>,
    pub down: Option<Half<'a>>,
    /// The file without its down part.
    pub without_down: String,
}

/// One part, from its marker to the next marker or the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half<'a> {
    pub text: &'a str,
    /// The line of its marker, from 1.
    pub line: u64,
    pub no_transaction: bool,
}

impl Half<'_> {
    /// Whether nothing but comments follows the marker.
    pub fn is_blank(&self) -> bool {
        self.text.lines().skip(1).all(is_comment)
    }
}

/// Whether the tool wants the up part first, and nothing but comments before it.
fn is_strict(tool: Tool) -> bool {
    matches!(tool, Tool::Dbmate | Tool::Goose)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Up,
    Down,
    /// Of goose, for the whole file.
    NoTransaction,
    /// Of goose: it puts variables of the environment into the text.
    Substitute,
}

#[derive(Debug, Clone, Copy)]
struct Marker<'a> {
    tool: Tool,
    word: Word,
    no_transaction: bool,
    /// Nothing else is in the line. Of node-pg-migrate, any other is perhaps only a comment.
    is_exact: bool,
    shown: &'a str,
    line: u64,
    at: usize,
}

/// The parts of a file; `None` if it has no markers.
///
/// Errors: repeated markers, those of two tools, or a down part without an up part; what the tool
/// would not accept either; variables that the tool would put in.
pub fn halves(text: &str) -> Result<Option<Halves<'_>>, Refusal> {
    let Some(markers) = of_one_tool(text)? else { return Ok(None) };
    if let Some(marker) = markers.iter().find(|marker| marker.word == Word::Substitute) {
        return Err(refused(
            marker,
            "puts variables of the environment in, which is not done here",
        ));
    }
    let up = only(&markers, Word::Up)?;
    let down = only(&markers, Word::Down)?;
    let Some(up) = up else {
        return match down {
            Some(down) => Err(refused(down, "begins a down part, but the file has no up part")),
            None => Ok(None),
        };
    };
    if let Some(down) = down.filter(|down| down.at < up.at && is_strict(up.tool)) {
        return Err(refused(down, "stands before the up part, which must come first"));
    }
    if is_strict(up.tool) || !up.is_exact {
        refuse_statements_before(text, up)?;
    }
    let everywhere = markers.iter().any(|marker| marker.word == Word::NoTransaction);
    let half = |begin: &Marker<'_>, other: Option<&Marker<'_>>| Half {
        text: &text[begin.at..other.map_or(text.len(), |it| it.at.max(begin.at))],
        line: begin.line,
        no_transaction: begin.no_transaction || everywhere,
    };
    let up_half = half(up, down.filter(|down| down.at > up.at));
    let down_half = down.map(|down| half(down, Some(up).filter(|up| up.at > down.at)));
    let without_down = match (down, down_half) {
        (Some(down), Some(half)) => {
            format!("{}{}", &text[..down.at], &text[down.at + half.text.len()..])
        }
        _ => text.to_owned(),
    };
    Ok(Some(Halves { up: up_half, down: down_half, without_down }))
}

/// Whether a file with only a down part asks for no transaction.
///
/// Errors: it has an up part.
pub fn down_file(text: &str) -> Result<bool, Refusal> {
    let markers = markers(text);
    let is_up = |marker: &&Marker<'_>| marker.word == Word::Up && marker.is_exact;
    match markers.iter().find(is_up) {
        Some(up) => Err(refused(up, "begins an up part, but this is the file of a down migration")),
        None => Ok(markers.iter().any(|it| it.no_transaction || it.word == Word::NoTransaction)),
    }
}

/// The only marker of this kind.
fn only<'m, 'a>(markers: &'m [Marker<'a>], word: Word) -> Result<Option<&'m Marker<'a>>, Refusal> {
    let mut found = markers.iter().filter(|marker| marker.word == word);
    let first = found.next();
    match (first, found.next()) {
        (Some(first), Some(second)) => {
            Err(refused(second, &format!("is there already, in line {}", first.line)))
        }
        _ => Ok(first),
    }
}

/// The markers, if the file is one of these tools'.
fn of_one_tool(text: &str) -> Result<Option<Vec<Marker<'_>>>, Refusal> {
    let (prose, markers): (Vec<_>, Vec<_>) =
        markers(text).into_iter().partition(|marker| marker.tool == Tool::NodePgMigrate);
    if let [first, ..] = markers.as_slice() {
        return match markers.iter().find(|marker| marker.tool != first.tool) {
            Some(other) => Err(refused(
                other,
                &format!(
                    "is a marker of {}, but line {} has one of {}",
                    other.tool.name(),
                    first.line,
                    first.tool.name()
                ),
            )),
            None => Ok(Some(markers)),
        };
    }
    let exact: Vec<_> = prose.iter().copied().filter(|marker| marker.is_exact).collect();
    let has = |markers: &[Marker<'_>], word| markers.iter().any(|marker| marker.word == word);
    let has_both = |markers: &[Marker<'_>]| has(markers, Word::Up) && has(markers, Word::Down);
    // Anybody may write "up migration" into a comment; both are markers, if they have SQL.
    let goes_back = |markers: &[Marker<'_>]| {
        let down = markers.iter().find(|marker| marker.word == Word::Down);
        let end = |at: usize| markers.iter().map(|it| it.at).find(|it| *it > at);
        down.is_some_and(|down| {
            let text = &text[down.at..end(down.at).unwrap_or(text.len())];
            !text.lines().skip(1).all(is_comment)
        })
    };
    Ok(match () {
        () if has_both(&exact) => Some(exact),
        () if has_both(&prose) && goes_back(&prose) => Some(prose),
        () if has(&exact, Word::Down) && !has(&prose, Word::Up) => Some(exact),
        () => None,
    })
}

fn is_comment(line: &str) -> bool {
    line.trim().is_empty() || line.trim().starts_with("--")
}

fn refuse_statements_before(text: &str, up: &Marker<'_>) -> Result<(), Refusal> {
    let before = (1..).zip(text[..up.at].trim_start_matches('\u{feff}').lines());
    match before.into_iter().find(|(_, line)| !is_comment(line)) {
        Some((line, _)) => Err(Refusal::new(
            line,
            format!("this stands before `{}`, so that it is in neither part", up.shown),
        )),
        None => Ok(()),
    }
}

fn refused(marker: &Marker<'_>, why: &str) -> Refusal {
    Refusal::new(marker.line, format!("`{}` {why}", marker.shown))
}

fn markers(text: &str) -> Vec<Marker<'_>> {
    let mut at = 0;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if let Some((tool, word, options)) = marker(line.trim_start_matches('\u{feff}')) {
            found.push(Marker {
                tool,
                word,
                no_transaction: options
                    .iter()
                    .any(|option| matches!(option.as_str(), "transaction:false" | "notransaction")),
                is_exact: tool != Tool::NodePgMigrate || options.is_empty(),
                shown: line.trim_start_matches('\u{feff}').trim(),
                line: number,
                at,
            });
        }
        at += line.len();
    }
    found
}

/// The marker that a line is, and the words behind it.
fn marker(line: &str) -> Option<(Tool, Word, Vec<String>)> {
    let comment = line.trim_start().strip_prefix("--")?;
    let comment = comment.trim_matches(|c: char| c == '-' || c.is_whitespace()).to_lowercase();
    let words: Vec<&str> = comment.split_whitespace().collect();
    let (tool, word, options) = match words.as_slice() {
        ["migrate:up", options @ ..] => (Tool::Dbmate, Word::Up, options),
        ["migrate:down", options @ ..] => (Tool::Dbmate, Word::Down, options),
        ["+goose", "up", options @ ..] => (Tool::Goose, Word::Up, options),
        ["+goose", "down", options @ ..] => (Tool::Goose, Word::Down, options),
        ["+goose", "no", "transaction"] => (Tool::Goose, Word::NoTransaction, &[][..]),
        ["+goose", "envsub" | "envsubst", "on"] => (Tool::Goose, Word::Substitute, &[][..]),
        ["+migrate", "up", options @ ..] => (Tool::SqlMigrate, Word::Up, options),
        ["+migrate", "down", options @ ..] => (Tool::SqlMigrate, Word::Down, options),
        ["up", word, options @ ..] if word.starts_with("migration") => {
            (Tool::NodePgMigrate, Word::Up, options)
        }
        ["down", word, options @ ..] if word.starts_with("migration") => {
            (Tool::NodePgMigrate, Word::Down, options)
        }
        _ => return None,
    };
    Some((tool, word, options.iter().map(|&option| option.to_owned()).collect()))
}

#[cfg(test)]
mod tests;
