//! Passwords in the text of SQL statements, which must not be shown.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

/// What a statement says that has to do with a secret. `key` alone would be every `WHERE key = ..`.
const NAMES: [&str; 15] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "credential",
    "apikey",
    "api_key",
    "access_key",
    "private_key",
    "encryption_key",
    "signing_key",
    "master_key",
    "crypt",
];

/// What stands before a body of SQL in dollar quotes.
const BEFORE_BODIES: [&str; 4] = ["as", "do", "execute", "plpgsql"];

/// What stands before SQL in the server's CONTEXT.
const QUOTED: [&str; 3] = ["statement", "expression", "assignment"];

/// How many bodies within bodies are looked into; a deeper one is masked as a whole.
const DEEPEST: u8 = 4;

/// The text with `***` for what may be a secret: each string constant of a statement that speaks of
/// a password, a secret or a token, and the passwords in connection strings and URLs. Which of the
/// constants is the secret cannot be known: it may be an argument of format() or crypt(). The text
/// may be cut anywhere, as the server cuts it, and may be more than one statement.
pub fn masked(sql: &str) -> Cow<'_, str> {
    let ranges = secrets(sql);
    if ranges.is_empty() {
        return Cow::Borrowed(sql);
    }
    let mut text = String::with_capacity(sql.len());
    let mut end = 0;
    for range in ranges {
        text.push_str(&sql[end..range.start]);
        text.push_str("***");
        end = range.end;
    }
    text.push_str(&sql[end..]);
    Cow::Owned(text)
}

/// Whether one of the names is in it. In lower case.
fn has_a_name(text: &str) -> bool {
    NAMES.iter().any(|name| text.contains(name))
}

/// Whether a statement has to do with a secret, so that its data may be one.
pub fn mentions_secret(sql: &str) -> bool {
    has_a_name(&sql.to_ascii_lowercase())
}

/// The text with an asterisk for each character of what may be a secret.
pub fn starred(sql: &str) -> Cow<'_, str> {
    let ranges = secrets(sql);
    if ranges.is_empty() {
        return Cow::Borrowed(sql);
    }
    let mut ranges = ranges.into_iter().peekable();
    let stars = sql.char_indices().map(|(at, character)| {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        let is_secret = ranges.peek().is_some_and(|range| range.start <= at);
        if is_secret && !matches!(character, '\n' | '\r') { '*' } else { character }
    });
    Cow::Owned(stars.collect())
}

/// Where they are, in order; none is empty.
pub fn secrets(sql: &str) -> Vec<Range<usize>> {
    let lower = sql.to_ascii_lowercase();
    let mut found = Vec::new();
    if has_a_name(&lower) {
        add_constants(&lower, 0, 0, &mut found);
        NAMES.iter().for_each(|name| add_bare_values(&lower, name, &mut found));
        add_key_values(&lower, &mut found);
    }
    add_urls(&lower, &mut found);
    found.retain(|range| !range.is_empty());
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, last| {
        let overlaps = next.start <= last.end;
        if overlaps {
            last.end = last.end.max(next.end);
        }
        overlaps
    });
    found
}

/// What is between the quotes of string constants. A body of SQL is looked into, to some depth.
fn add_constants(text: &str, offset: usize, depth: u8, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let (mut at, mut previous) = (0, 0..0);
    while at < bytes.len() {
        let (start, rest) = (at, &text[at..]);
        match bytes[at] {
            b'-' if rest.starts_with("--") => {
                at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            }
            b'/' if rest.starts_with("/*") => at += comment_length(rest),
            byte if byte.is_ascii_whitespace() => at += 1,
            // The server quotes a statement as it is.
            b'"' if QUOTED.contains(&&text[previous.clone()]) => at += 1,
            quote @ (b'\'' | b'"') => {
                let has_escapes =
                    quote == b'\'' && previous.end == at && &text[previous.clone()] == "e";
                let end = at + 1 + length_in_quotes(&rest[1..], quote, has_escapes);
                let before = &text[..previous.end];
                // Nothing but a string may follow PASSWORD: these quotes are a mistake. Behind a
                // colon is a value of JSON, or of a column as the server says it.
                let is_constant = quote == b'\''
                    || &text[previous.clone()] == "password"
                    || before.ends_with(':') && !before.ends_with("::");
                if is_constant || depth == DEEPEST {
                    found.push(offset + at + 1..offset + end);
                } else {
                    add_constants(&text[at + 1..end], offset + at + 1, depth + 1, found);
                }
                (at, previous) = (end + 1, start..start + 1);
            }
            b'$' if let Some(tag) = dollar_tag(rest) => {
                let (from, body) = (at + tag, &text[at + tag..]);
                let length = body.find(&rest[..tag]).unwrap_or(body.len());
                if BEFORE_BODIES.contains(&&text[previous.clone()]) && depth < DEEPEST {
                    add_constants(&body[..length], offset + from, depth + 1, found);
                } else {
                    found.push(offset + from..offset + from + length);
                }
                (at, previous) = (from + length + tag, start..start + 1);
            }
            byte if is_of_word(byte) => {
                at += rest.bytes().take_while(|byte| is_of_word(*byte) || *byte == b'$').count();
                previous = start..at;
            }
            _ => {
                at += 1;
                previous = start..at;
            }
        }
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The length of a comment with those nested in it.
fn comment_length(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < text.len() {
        match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => (at, depth) = (at + 2, depth + 1),
            [b'*', b'/', ..] => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length up to the closing quote, or to the end. A doubled quote does not close.
fn length_in_quotes(text: &str, quote: u8, has_escapes: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if has_escapes => at += 2,
            byte if byte == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The length of `$tag$`.
fn dollar_tag(text: &str) -> Option<usize> {
    let length = text[1..].bytes().take_while(|byte| is_of_word(*byte)).count();
    let is_tag =
        text[1 + length..].starts_with('$') && !text[1..].starts_with(|c: char| c.is_ascii_digit());
    is_tag.then_some(length + 2)
}

/// `password=abc`, as in a connection string.
fn add_bare_values(text: &str, name: &str, found: &mut Vec<Range<usize>>) {
    let mut end = 0;
    for at in memmem::find_iter(text.as_bytes(), name) {
        if at < end {
            continue;
        }
        end = at + text[at..].bytes().take_while(|byte| is_of_word(*byte)).count();
        // A placeholder is no secret.
        let value = text[end..].strip_prefix('=').filter(|value| !value.starts_with('$'));
        let Some(value) = value else { continue };
        let start = end + 1;
        let in_url = text[..at].ends_with(['?', '&']);
        let ends =
            |next: char| next.is_whitespace() || "'\"".contains(next) || in_url && next == '&';
        end = start + value.find(ends).unwrap_or(value.len());
        found.push(start..end);
    }
}

/// `Key (token)=(abc) already exists.`, as the server says it.
fn add_key_values(text: &str, found: &mut Vec<Range<usize>>) {
    let found_at = [")=(", ") = ("].into_iter().find_map(|it| Some((text.find(it)?, it.len())));
    let Some((names, length)) = found_at else { return };
    if has_a_name(&text[..names]) {
        let start = names + length;
        found.push(start..text.rfind(')').filter(|end| *end > start).unwrap_or(text.len()));
    }
}

/// The password in `user:password@host`, which may contain what is not encoded. Where the text
/// ends within a URL of a database it may have been cut before the @.
fn add_urls(text: &str, found: &mut Vec<Range<usize>>) {
    let mut at = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '\'' || c == '"') {
        let from = at;
        at += word.len();
        let Some((scheme, rest)) = word.split_once("://") else { continue };
        let is_whole = rest.ends_with(|c: char| c.is_whitespace() || c == '\'' || c == '"');
        let end = match rest.rfind('@') {
            Some(end) if is_whole => end,
            _ if scheme.ends_with("postgres") || scheme.ends_with("postgresql") => rest.len(),
            _ => continue,
        };
        let start = from + scheme.len() + 3;
        if let Some(colon) = rest[..end].find(':') {
            found.push(start + colon + 1..start + end);
        }
    }
}

#[cfg(test)]
mod tests;
