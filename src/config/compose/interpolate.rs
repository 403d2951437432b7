//! `${NAME:-default}` in a compose file.
//! Source: Compose specification, "Interpolation".

/// The text with its variables put in; None where one of them cannot be known. `variable` gives
/// None for one whose value cannot be told, and nothing inside for one that is not set.
pub fn interpolate(
    text: &str,
    variable: &dyn Fn(&str) -> Option<Option<String>>,
) -> Option<String> {
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        result.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            result.push('$');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('{') {
            let end = closing(after)?;
            result.push_str(&braced(&after[..end], variable)?);
            rest = &after[end + 1..];
        } else {
            let end = name_end(rest);
            result.push_str(&variable(&rest[..end])?.unwrap_or_default());
            rest = &rest[end..];
        }
    }
    Some(result + rest)
}

fn name_end(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// Where the brace ends that was opened before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn braced(inside: &str, variable: &dyn Fn(&str) -> Option<Option<String>>) -> Option<String> {
    let (name, rest) = inside.split_at(name_end(inside));
    let value = variable(name)?;
    // With a colon, empty counts as unset.
    let (value, operator) = match rest.strip_prefix(':') {
        Some(operator) => (value.filter(|value| !value.is_empty()), operator),
        None => (value, rest),
    };
    let word = operator.get(1..).unwrap_or_default();
    match (operator.chars().next(), value) {
        (None, value) => Some(value.unwrap_or_default()),
        (Some('-' | '?'), Some(value)) => Some(value),
        (Some('-'), None) | (Some('+'), Some(_)) => interpolate(word, variable),
        (Some('+'), None) => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::interpolate;

    #[test]
    fn variables_are_put_in_as_compose_does() {
        let variable = |name: &str| match name {
            "A" => Some(Some("a".to_owned())),
            "EMPTY" => Some(Some(String::new())),
            "UNCLEAR" => None,
            _ => Some(None),
        };
        for (text, expected) in [
            ("plain", Some("plain")),
            ("$A-${A}", Some("a-a")),
            ("$$A", Some("$A")),
            ("${B}", Some("")),
            ("${B:-x}y", Some("xy")),
            ("${EMPTY:-x}${EMPTY-x}", Some("x")),
            ("${B:-${A}}", Some("a")),
            ("${B:-${C:-deep}}", Some("deep")),
            ("${A:+set}${B:+set}", Some("set")),
            ("${A:?needed}", Some("a")),
            ("${B:?needed}", None),
            ("${B", None),
            ("${UNCLEAR}", None),
        ] {
            assert_eq!(interpolate(text, &variable).as_deref(), expected, "{text}");
        }
    }
}
