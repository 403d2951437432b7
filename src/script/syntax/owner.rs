//! `ALTER .. OWNER TO ..` and nothing else, which `--no-owner` skips.

use crate::script::syntax::tokens::{Token, Tokens};

/// Object types with an owner, as named in ALTER; those of several words come first.
const THINGS: [&[&str]; 29] = [
    &["text", "search", "dictionary"],
    &["text", "search", "configuration"],
    &["foreign", "data", "wrapper"],
    &["foreign", "table"],
    &["materialized", "view"],
    &["event", "trigger"],
    &["large", "object"],
    &["operator", "class"],
    &["operator", "family"],
    &["procedural", "language"],
    &["aggregate"],
    &["collation"],
    &["conversion"],
    &["database"],
    &["domain"],
    &["function"],
    &["index"],
    &["language"],
    &["operator"],
    &["procedure"],
    &["publication"],
    &["routine"],
    &["schema"],
    &["sequence"],
    &["server"],
    &["statistics"],
    &["subscription"],
    &["table"],
    &["type"],
];

/// Whether what follows ALTER changes an owner and does nothing else.
pub fn changes_owner_only(mut tokens: Tokens<'_>) -> bool {
    let Some(thing) = THINGS.iter().find(|words| tokens.accept(words)) else {
        return tokens.accept(&["view"]) && relation(&mut tokens) && ends(tokens);
    };
    let named = match *thing {
        ["large", "object"] => number(&mut tokens),
        ["operator"] => operator(&mut tokens),
        ["operator", _] => {
            tokens.qualified_name().is_some()
                && tokens.accept(&["using"])
                && tokens.qualified_name().is_some()
        }
        ["table" | "index" | "sequence"] | [_, "table" | "view"] => relation(&mut tokens),
        _ => {
            let named = tokens.qualified_name().is_some();
            tokens.skip_parentheses();
            named
        }
    };
    named && ends(tokens)
}

/// `OWNER TO role`, and nothing else.
fn ends(mut tokens: Tokens<'_>) -> bool {
    tokens.accept(&["owner", "to"])
        && tokens.next().is_some_and(|token| token.name().is_some())
        && tokens.is_over()
}

/// `[IF EXISTS] [ONLY] name [*]`.
fn relation(tokens: &mut Tokens<'_>) -> bool {
    tokens.accept(&["if", "exists"]);
    tokens.accept(&["only"]);
    let named = tokens.qualified_name().is_some();
    tokens.accept_symbol('*');
    named
}

fn number(tokens: &mut Tokens<'_>) -> bool {
    let mut found = false;
    while ('0'..='9').any(|digit| tokens.accept_symbol(digit)) {
        found = true;
    }
    found
}

/// `[schema.]+ (types)`.
fn operator(tokens: &mut Tokens<'_>) -> bool {
    loop {
        let mut ahead = tokens.clone();
        match ahead.next() {
            Some(Token::Symbol('(')) => {
                tokens.skip_parentheses();
                return true;
            }
            Some(Token::Symbol(';')) | None => return false,
            Some(_) => *tokens = ahead,
        }
    }
}
