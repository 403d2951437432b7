//! The actions of an ALTER TABLE on an existing table.

use super::judgement::{Judgement, SAFE, locks, loses, rewrites, unknown};
use super::kinds::is_of;
use super::query::calls;
use crate::script::reading::{Token, Tokens};

/// Functions that return the same value for every row: the table is not rewritten for a
/// default that uses them.
const STABLE: [&str; 6] = [
    "now",
    "transaction_timestamp",
    "statement_timestamp",
    "current_timestamp",
    "localtimestamp",
    "lower",
];

/// Actions that change no row, by their first words.
const HARMLESS: &str = "cluster detach disable enable force inherit no not of owner rename replica \
    reset set validate";

/// The worst of the actions after the table's name.
pub fn judge(tokens: Tokens<'_>) -> Judgement {
    worst(tokens, action)
}

/// Whether the actions call functions, for the rows of a table that was made before.
pub fn runs(tokens: Tokens<'_>) -> Judgement {
    worst(tokens, |action| match begins(action, &["alter"]) && has(action, &["set", "default"]) {
        true => SAFE,
        false => run_by(action),
    })
}

fn worst(tokens: Tokens<'_>, judge: fn(&[Token<'_>]) -> Judgement) -> Judgement {
    let all: Vec<Token<'_>> = tokens.filter(|token| *token != Token::Symbol(';')).collect();
    let judged = actions(&all).into_iter().map(judge);
    judged.max_by_key(|judgement| judgement.verdict).unwrap_or(SAFE)
}

/// Splits at the commas outside parentheses.
fn actions<'t, 'a>(tokens: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut depth = 0_u32;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => depth = depth.saturating_sub(1),
            Token::Symbol(',') if depth == 0 => {
                parts.push(&tokens[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[from..]);
    parts
}

pub fn has(tokens: &[Token<'_>], words: &[&str]) -> bool {
    tokens.windows(words.len()).any(|part| part.iter().zip(words).all(|(a, b)| a.is(b)))
}

fn begins(tokens: &[Token<'_>], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(a, b)| a.is(b))
}

fn action(tokens: &[Token<'_>]) -> Judgement {
    let is = |words: &[&str]| begins(tokens, words);
    if is(&["drop"]) {
        // Of the words that may follow, only this one cannot be a column's name.
        return match is(&["drop", "constraint"]) {
            true => SAFE,
            false => loses("the column and its values are dropped"),
        };
    }
    if is(&["alter"]) {
        return column(tokens);
    }
    if is(&["add"]) {
        return worse(added(tokens), run_by(tokens));
    }
    if is(&["set", "logged"]) || is(&["set", "unlogged"]) || is(&["set", "access", "method"]) {
        return rewrites("it is rewritten");
    }
    if is(&["set", "tablespace"]) {
        return rewrites("it is copied to the other tablespace");
    }
    if is(&["attach", "partition"]) {
        return locks("every row of the partition is checked");
    }
    match tokens.first() {
        Some(Token::Word(first)) if is_of(HARMLESS, first) => SAFE,
        _ => unknown("what it does is not known"),
    }
}

fn worse(a: Judgement, b: Judgement) -> Judgement {
    if b.verdict > a.verdict { b } else { a }
}

/// What is run for each row: a default, a check, an expression. The type before it may have
/// parentheses, too.
fn run_by(tokens: &[Token<'_>]) -> Judgement {
    let begins = ["default", "check", "using", "as"];
    let at = tokens.iter().position(|token| begins.iter().any(|word| token.is(word)));
    at.map_or(SAFE, |at| calls(&tokens[at..]))
}

/// `ALTER [COLUMN] name ..`.
fn column(tokens: &[Token<'_>]) -> Judgement {
    let rest = &tokens[tokens.len().min(2)..];
    if has(rest, &["type"]) {
        let why = "changing the type rewrites the table, unless the types are compatible";
        return worse(run_by(tokens), rewrites(why));
    }
    if has(rest, &["restart"]) {
        return unknown("the column's next value is set");
    }
    if has(rest, &["set", "not", "null"]) {
        return locks("every row is checked, unless a CHECK constraint covers it");
    }
    if has(rest, &["drop", "expression"]) || has(rest, &["set", "expression"]) {
        return rewrites("its values are recomputed");
    }
    SAFE
}

/// `ADD CONSTRAINT`, `ADD COLUMN` and their short forms.
fn added(tokens: &[Token<'_>]) -> Judgement {
    const CONSTRAINTS: [&[&str]; 5] =
        [&["check"], &["foreign", "key"], &["unique"], &["primary", "key"], &["exclude"]];
    let second = &tokens[tokens.len().min(1)..];
    let constraint =
        begins(second, &["constraint"]) || CONSTRAINTS.iter().any(|words| begins(second, words));
    if constraint {
        let later = has(tokens, &["not", "valid"]) || has(tokens, &["using", "index"]);
        return match later {
            true => SAFE,
            false => locks("every row is checked; NOT VALID defers that"),
        };
    }
    if CONSTRAINTS[2..].iter().any(|words| has(tokens, words)) {
        return locks("its index is built, which blocks writes");
    }
    if has(tokens, &["stored"]) || has(tokens, &["identity"]) || is_serial(tokens) {
        return rewrites("every row gets a different value");
    }
    match default_calls(tokens) {
        true => rewrites("the default may give every row a different value"),
        false if has(tokens, &["references"]) => locks("the other table is locked, too"),
        false => SAFE,
    }
}

fn is_serial(tokens: &[Token<'_>]) -> bool {
    ["serial", "bigserial", "smallserial", "serial4", "serial8", "serial2"]
        .iter()
        .any(|word| has(tokens, &[word]))
}

/// Whether a default calls a function that may return a different value for each row.
fn default_calls(tokens: &[Token<'_>]) -> bool {
    let Some(at) = tokens.iter().position(|token| token.is("default")) else { return false };
    tokens[at..].windows(2).any(|pair| match pair {
        [Token::Word(name), Token::Symbol('(')] => {
            !STABLE.iter().any(|stable| name.eq_ignore_ascii_case(stable))
                && !["check", "varchar", "numeric"].iter().any(|it| name.eq_ignore_ascii_case(it))
        }
        _ => false,
    })
}
