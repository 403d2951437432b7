//! JSON with comments, changed in one place. Source: the Development Containers specification and
//! the JSON with Comments of Visual Studio Code.

use serde_json::Value;

/// The text of equal length that is JSON: blanks for comments and for commas before a closing
/// bracket.
pub fn strip(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut comma = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = string_end(&bytes, at);
                comma = None;
                continue;
            }
            b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                let (end, length): (&[u8], _) = match bytes[at + 1] {
                    b'/' => (b"\n", 0),
                    _ => (b"*/", 2),
                };
                let rest = &bytes[at + 2..];
                let found = rest.windows(end.len()).position(|window| window == end);
                let stop = found.map_or(bytes.len(), |found| at + 2 + found + length);
                for byte in bytes[at..stop].iter_mut().filter(|byte| **byte != b'\n') {
                    *byte = b' ';
                }
                at = stop;
                continue;
            }
            b',' => comma = Some(at),
            b'}' | b']' => {
                if let Some(comma) = comma.take() {
                    bytes[comma] = b' ';
                }
            }
            byte if byte.is_ascii_whitespace() => {}
            _ => comma = None,
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where the string ends that begins here.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// Where the value of a key of the outermost object begins, in text without comments.
fn value_of(stripped: &str, key: &str) -> Option<usize> {
    let bytes = stripped.as_bytes();
    let (mut depth, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let end = string_end(bytes, at);
                let after = stripped[end..].trim_start();
                if depth == 1 && after.starts_with(':') && stripped[at + 1..end - 1] == *key {
                    let value = after[1..].trim_start();
                    return Some(stripped.len() - value.len());
                }
                at = end;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether `&&` after a command of the shell runs what follows if all before succeeded: not behind a
/// comment, `exit` or `exec`, and not where only the last part would count.
fn ends_where_it_ends(command: &str) -> bool {
    let parts = command.split("&&").map(str::trim);
    let mut words = parts.clone().filter_map(|part| part.split_whitespace().next());
    !command.replace("&&", "").contains(['#', ';', '|', '&', '\n', '\\', '<', '`'])
        && !words.any(|word| matches!(word, "exit" | "exec" | "return"))
        && parts.into_iter().all(|part| !part.is_empty())
}

/// Has a lifecycle command of a devcontainer run another one, too. None where the text is no such
/// file, or the command is of a form that cannot take more.
pub fn with_command(text: &str, key: &str, command: &str) -> Option<String> {
    let stripped = strip(text);
    let old: Value = serde_json::from_str(&stripped).ok()?;
    let old = old.as_object()?;
    let literal = Value::from(command).to_string();
    let mut expected = old.clone();
    let mut changed = text.to_owned();
    let member = |changed: &mut String, at: usize, name: &str, is_empty: bool, indent: &str| {
        let comma = if is_empty { "" } else { "," };
        changed.insert_str(at + 1, &format!("\n{indent}\"{name}\": {literal}{comma}"));
    };
    match old.get(key) {
        None => {
            member(&mut changed, stripped.find('{')?, key, old.is_empty(), "  ");
            expected.insert(key.to_owned(), command.into());
        }
        Some(Value::String(first)) if ends_where_it_ends(first) => {
            let at = value_of(&stripped, key)?;
            let both = format!("{first} && {command}");
            let end = string_end(stripped.as_bytes(), at);
            changed.replace_range(at..end, &Value::from(both.as_str()).to_string());
            expected.insert(key.to_owned(), both.into());
        }
        Some(Value::Object(commands)) => {
            let at = value_of(&stripped, key)?;
            member(&mut changed, at, "cruddur-db", commands.is_empty(), "    ");
            let mut commands = commands.clone();
            commands.insert("cruddur-db".to_owned(), command.into());
            expected.insert(key.to_owned(), Value::Object(commands));
        }
        Some(_) => return None,
    }
    let new: Value = serde_json::from_str(&strip(&changed)).ok()?;
    (new == Value::Object(expected)).then_some(changed)
}

#[cfg(test)]
mod tests {
    use super::with_command;

    #[test]
    fn comments_stay_and_the_command_is_added() {
        for (before, after) in [
            ("{}", "{\n  \"k\": \"c\"}"),
            (
                "// top\n{ // in\n  \"a\": 1, /* k */\n}\n",
                "// top\n{\n  \"k\": \"c\", // in\n  \"a\": 1, /* k */\n}\n",
            ),
            ("{\"k\": \"a \\\"b\\\"\", // c\n}", "{\"k\": \"a \\\"b\\\" && c\", // c\n}"),
            (
                "{\"x\": {\"k\": 1}, \"k\": {\"a\": \"b\"}}",
                "{\"x\": {\"k\": 1}, \"k\": {\n    \"cruddur-db\": \"c\",\"a\": \"b\"}}",
            ),
            ("{\"u\": \"http://x/*\", \"k\": \"a\"}", "{\"u\": \"http://x/*\", \"k\": \"a && c\"}"),
        ] {
            assert_eq!(with_command(before, "k", "c").as_deref(), Some(after), "{before}");
        }
        for other in ["[]", "{", "", "{\"k\": [\"a\"]}", "{\"k\": 1}"] {
            assert_eq!(with_command(other, "k", "c"), None, "{other}");
        }
        for ending in ["a; exit 0 # done", "a # b", "a && exit 0", "a || b", "a &", "a;", ""] {
            let text = format!("{{\"k\": \"{ending}\"}}");
            assert_eq!(with_command(&text, "k", "c"), None, "{text}");
        }
    }
}
