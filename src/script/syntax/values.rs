//! Constants that are recognised completely, to their last character.

use crate::script::syntax::tokens::{Token, Tokens};

/// Milliseconds, or a number with its unit in quotes.
pub fn is_timeout(tokens: &mut Tokens<'_>) -> bool {
    let mut ahead = tokens.clone();
    if let Some(Token::Text(text)) = ahead.next() {
        let inner = text.trim_matches('\'').trim();
        let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        *tokens = ahead;
        return inner.starts_with(|c: char| c.is_ascii_digit())
            && ["", "us", "ms", "s", "min", "h", "d"].contains(&unit);
    }
    if tokens.accept(&["default"]) {
        return true;
    }
    let digit = |tokens: &mut Tokens<'_>| ('0'..='9').any(|digit| tokens.accept_symbol(digit));
    let (before, mut digits) = (tokens.rest().trim_ascii_start().len(), 0);
    while digit(tokens) {
        digits += 1;
    }
    // All of them must be adjacent.
    (1..10).contains(&digits) && before - tokens.rest().len() == digits
}

/// A string constant without escapes that could be wrong: `'..'` or `$$..$$`, or `E'..'` where
/// only escaped backslashes occur.
pub fn is_whole_string(text: &str) -> bool {
    let closed = text.len() > 1 && (text.ends_with('\'') || text.ends_with('$'));
    let escapes = text.strip_prefix(['e', 'E']).unwrap_or(text);
    let plain = if escapes.len() < text.len() { escapes.replace("\\\\", "") } else { text.into() };
    closed && (plain.starts_with('$') || plain.starts_with('\'') && !plain.contains('\\'))
}
