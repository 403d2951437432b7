//! What the server answers to a statement that is done (`UPDATE 3`). The driver keeps the
//! server's words to itself and gives the number only, so they are made of the statement's.
//!
//! Source: PostgreSQL documentation, "Message Formats", CommandComplete; the names are those of
//! `src/include/tcop/cmdtaglist.h`.

use super::statement::Statement;
use super::tokens::{Token, Tokens};

/// Words that say how, and not what, is created, altered or dropped.
const HOW: [&str; 14] = [
    "or",
    "replace",
    "temp",
    "temporary",
    "unlogged",
    "global",
    "local",
    "unique",
    "recursive",
    "trusted",
    "procedural",
    "constraint",
    "if",
    "default",
];

/// Things with names of several words.
const LONG: [&[&str]; 12] = [
    &["materialized", "view"],
    &["foreign", "table"],
    &["foreign", "data", "wrapper"],
    &["event", "trigger"],
    &["user", "mapping"],
    &["access", "method"],
    &["operator", "class"],
    &["operator", "family"],
    &["text", "search", "configuration"],
    &["text", "search", "dictionary"],
    &["text", "search", "parser"],
    &["text", "search", "template"],
];

/// The words for a statement that is done; `count` is what the server counted. `failed` says
/// that it stood in a failed transaction, which COMMIT rolls back.
pub fn tag(statement: &Statement, count: u64, failed: bool) -> String {
    let mut tokens = statement.tokens();
    let Some(first) = first_word(&mut tokens) else { return String::new() };
    match first.as_str() {
        "insert" => format!("INSERT 0 {count}"),
        "update" | "delete" | "merge" | "copy" | "fetch" | "move" => counted(&first, count),
        "select" | "values" | "table" => counted("select", count),
        "create" | "alter" | "drop" => definition(&first, tokens, count),
        "commit" | "end" if failed => "ROLLBACK".to_owned(),
        "end" => "COMMIT".to_owned(),
        "abort" => "ROLLBACK".to_owned(),
        "start" => "START TRANSACTION".to_owned(),
        "truncate" => "TRUNCATE TABLE".to_owned(),
        "lock" => "LOCK TABLE".to_owned(),
        "declare" => "DECLARE CURSOR".to_owned(),
        "close" => "CLOSE CURSOR".to_owned(),
        "refresh" => "REFRESH MATERIALIZED VIEW".to_owned(),
        "grant" | "revoke" if !tokens.any(|token| token.is("on")) => {
            format!("{} ROLE", first.to_uppercase())
        }
        _ => first.to_uppercase(),
    }
}

/// Whether the statement may return rows.
pub fn may_return(statement: &Statement) -> bool {
    let Some(first) = first_word(&mut statement.tokens()) else { return false };
    let words = [
        "select", "values", "table", "insert", "update", "delete", "merge", "show", "explain",
        "execute", "fetch", "call",
    ];
    words.contains(&first.as_str())
}

fn counted(word: &str, count: u64) -> String {
    format!("{} {count}", word.to_uppercase())
}

/// The word that says what the statement does: behind opening parentheses, and behind the
/// queries of a WITH.
fn first_word(tokens: &mut Tokens<'_>) -> Option<String> {
    let first = tokens.find(|token| *token != Token::Symbol('('))?;
    let Token::Word(word) = first else { return None };
    if !first.is("with") {
        return Some(word.to_lowercase());
    }
    let mut depth = 0_u32;
    for token in tokens {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => depth = depth.saturating_sub(1),
            Token::Word(word) if depth == 0 => {
                let word = word.to_lowercase();
                if matches!(&*word, "select" | "values" | "insert" | "update" | "delete" | "merge")
                {
                    return Some(word);
                }
            }
            _ => {}
        }
    }
    Some("select".to_owned())
}

fn definition(verb: &str, mut tokens: Tokens<'_>, count: u64) -> String {
    let verb_upper = verb.to_uppercase();
    if tokens.accept(&["default", "privileges"]) {
        return format!("{verb_upper} DEFAULT PRIVILEGES");
    }
    let mut ahead = tokens.clone();
    while ahead.next().is_some_and(|token| HOW.iter().any(|word| token.is(word))) {
        tokens = ahead.clone();
    }
    if let Some(long) = LONG.iter().find(|words| tokens.clone().accept(words)) {
        let filled = verb == "create" && long[0] == "materialized" && !leaves_empty(tokens);
        let name = long.join(" ").to_uppercase();
        return if filled { counted("select", count) } else { format!("{verb_upper} {name}") };
    }
    let Some(Token::Word(what)) = tokens.next() else { return verb_upper };
    match what.to_lowercase().as_str() {
        "user" | "group" => format!("{verb_upper} ROLE"),
        "table" if verb == "create" && is_filled(tokens) => counted("select", count),
        what => format!("{verb_upper} {}", what.to_uppercase()),
    }
}

/// `CREATE TABLE .. AS`
fn is_filled(mut tokens: Tokens<'_>) -> bool {
    let mut depth = 0_u32;
    tokens.any(|token| {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.is("as")
    })
}

/// `WITH NO DATA`
fn leaves_empty(tokens: Tokens<'_>) -> bool {
    let words: Vec<Token<'_>> = tokens.filter(|token| *token != Token::Symbol(';')).collect();
    matches!(words.as_slice(), [.., no, data] if no.is("no") && data.is("data"))
}
