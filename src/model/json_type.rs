//! What the server's `to_json` makes of a value, told from the value's text: numbers stay exact,
//! and nothing is asked again. Source: PostgreSQL, `src/backend/utils/adt/json.c`.

mod hstore;

use std::collections::BTreeMap;

/// How the text of a type becomes JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum JsonType {
    Boolean,
    Number,
    Timestamp,
    Json,
    Array {
        element: Box<Self>,
        delimiter: char,
    },
    /// `int2vector` and `oidvector`, which are arrays with spaces in between.
    Vector(Box<Self>),
    /// A row with its fields.
    Composite(Vec<(String, Self)>),
    /// The extension's keys and values.
    Hstore,
    #[default]
    Text,
}

/// What a type is made of, as the catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeParts {
    Array {
        element: u32,
        delimiter: char,
    },
    Domain {
        base: u32,
    },
    Composite(Vec<(String, u32)>),
    /// `hstore`, which has a cast to JSON.
    Hstore,
}

impl JsonType {
    /// Of a type by its OID, with the parts of those that have some.
    pub fn of(oid: u32, parts: &BTreeMap<u32, TypeParts>) -> Self {
        match (oid, parts.get(&oid)) {
            (16, _) => Self::Boolean,
            // int8, int2, int4, float4, float8, numeric
            (20 | 21 | 23 | 700 | 701 | 1700, _) => Self::Number,
            // timestamp, timestamptz
            (1114 | 1184, _) => Self::Timestamp,
            (114 | 3802, _) => Self::Json,
            (22, _) => Self::Vector(Box::new(Self::Number)),
            (30, _) => Self::Vector(Box::default()),
            (_, Some(TypeParts::Array { element, delimiter })) => {
                Self::Array { element: Box::new(Self::of(*element, parts)), delimiter: *delimiter }
            }
            (_, Some(TypeParts::Domain { base })) => Self::of(*base, parts),
            (_, Some(TypeParts::Composite(fields))) => {
                let fields = fields.iter();
                let of = |(name, oid): &(String, u32)| (name.clone(), Self::of(*oid, parts));
                Self::Composite(fields.map(of).collect())
            }
            (_, Some(TypeParts::Hstore)) => Self::Hstore,
            (_, None) => Self::Text,
        }
    }

    /// Writes a value; none is NULL. Text that is not what the type promises becomes a string.
    pub fn write(&self, value: Option<&str>, out: &mut String) {
        let Some(text) = value else { return out.push_str("null") };
        let before = out.len();
        let written = match self {
            Self::Boolean => boolean(text, out),
            Self::Number if is_number(text) => {
                out.push_str(text);
                Some(())
            }
            Self::Timestamp => {
                string(&iso_8601(text), out);
                Some(())
            }
            Self::Json => {
                out.push_str(text.trim());
                Some(())
            }
            Self::Array { element, delimiter } => array(text, element, *delimiter, out),
            Self::Vector(element) => {
                list(out, ('[', ']'), text.split_whitespace(), |word, out| {
                    element.write(Some(word), out);
                });
                Some(())
            }
            Self::Composite(fields) => composite(text, fields, out),
            Self::Hstore => hstore::write(text, out),
            Self::Number | Self::Text => None,
        };
        if written.is_none() {
            out.truncate(before);
            string(text, out);
        }
    }
}

/// A string of JSON.
pub fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

fn boolean(text: &str, out: &mut String) -> Option<()> {
    out.push_str(match text {
        "t" => "true",
        "f" => "false",
        _ => return None,
    });
    Some(())
}

/// NaN and Infinity are no JSON.
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c))
}

/// `2026-01-02 03:04:05+00` as XML Schema writes it: `2026-01-02T03:04:05+00:00`.
fn iso_8601(text: &str) -> String {
    // In another DateStyle the text is what there is.
    let is_iso = |date: &str| date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let Some((date, time)) = text.split_once(' ').filter(|(date, _)| is_iso(date)) else {
        return text.to_owned();
    };
    let (time, era) = time.split_at(time.find(' ').unwrap_or(time.len()));
    let zone = time.rfind(['+', '-']).map_or("", |at| &time[at..]);
    let minutes = if zone.len() == "+00".len() { ":00" } else { "" };
    format!("{date}T{time}{minutes}{era}")
}

/// Writes items between brackets, separated by commas.
fn list<T>(
    out: &mut String,
    (open, close): (char, char),
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

/// `{1,NULL,"a b",{..}}`, perhaps with its bounds in front: `[2:3]={1,2}`.
fn array(text: &str, element: &JsonType, delimiter: char, out: &mut String) -> Option<()> {
    let start = if text.starts_with('[') { text.find("={")? + 1 } else { 0 };
    let mut rest = &text[start..];
    while let Some(character) = rest.chars().next() {
        match character {
            '{' => out.push('['),
            '}' => out.push(']'),
            c if c == delimiter => out.push(','),
            '"' => {
                let (value, length) = unquoted(rest)?;
                element.write(Some(&value), out);
                rest = &rest[length..];
                continue;
            }
            _ => {
                let end = rest.find([delimiter, '}'])?;
                let value = &rest[..end];
                element.write((!value.eq_ignore_ascii_case("null")).then_some(value), out);
                rest = &rest[end..];
                continue;
            }
        }
        rest = &rest[character.len_utf8()..];
    }
    rest.is_empty().then_some(())
}

/// `(1,"a b",)`: nothing between two commas is NULL.
fn composite(text: &str, fields: &[(String, JsonType)], out: &mut String) -> Option<()> {
    let mut rest = text.strip_prefix('(')?;
    out.push('{');
    for (index, (name, field)) in fields.iter().enumerate() {
        if index > 0 {
            rest = rest.strip_prefix(',')?;
            out.push(',');
        }
        string(name, out);
        out.push(':');
        if rest.starts_with('"') {
            let (value, length) = unquoted(rest)?;
            field.write(Some(&value), out);
            rest = &rest[length..];
        } else {
            let end = rest.find([',', ')'])?;
            field.write(Some(&rest[..end]).filter(|value| !value.is_empty()), out);
            rest = &rest[end..];
        }
    }
    out.push('}');
    (rest == ")").then_some(())
}

/// What stands in quotes, and how long it is with them. In arrays a backslash, in rows also a
/// second quote keeps a character.
fn unquoted(text: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => value.push(characters.next()?.1),
            '"' if characters.peek().is_some_and(|(_, next)| *next == '"') => {
                characters.next();
                value.push('"');
            }
            '"' => return Some((value, at + 1)),
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(of: &JsonType, text: &str) -> String {
        let mut out = String::new();
        of.write(Some(text), &mut out);
        out
    }

    #[test]
    fn numbers_stay_exact() {
        for text in ["18446744073709551616", "1.10", "-0", "1e+29", "0.5"] {
            assert_eq!(json(&JsonType::Number, text), text);
        }
        for text in ["NaN", "-Infinity", "$1.00"] {
            assert_eq!(json(&JsonType::Number, text), format!("\"{text}\""));
        }
        assert_eq!(json(&JsonType::Json, "{\"a\": 1e400}"), "{\"a\": 1e400}");
    }

    #[test]
    fn times_have_a_t_and_the_whole_offset() {
        for (text, expected) in [
            ("2026-01-02 03:04:05.5", "2026-01-02T03:04:05.5"),
            ("2026-01-02 03:04:05+00", "2026-01-02T03:04:05+00:00"),
            ("2026-01-02 03:04:05-03:30", "2026-01-02T03:04:05-03:30"),
            ("0044-03-15 00:00:00+00:19:32 BC", "0044-03-15T00:00:00+00:19:32 BC"),
            ("0044-03-15 00:00:00 BC", "0044-03-15T00:00:00 BC"),
            ("infinity", "infinity"),
            ("Fri 02 Jan 03:04:05 2026", "Fri 02 Jan 03:04:05 2026"),
        ] {
            assert_eq!(json(&JsonType::Timestamp, text), format!("{expected:?}"));
        }
    }

    #[test]
    fn arrays_and_rows_are_taken_apart() {
        let row = JsonType::Composite(vec![
            ("n".to_owned(), JsonType::Number),
            ("t".to_owned(), JsonType::Text),
        ]);
        assert_eq!(json(&row, "(1,)"), r#"{"n":1,"t":null}"#);
        assert_eq!(json(&row, r#"(,"a ""b"" \\ ,)")"#), r#"{"n":null,"t":"a \"b\" \\ ,)"}"#);
        assert_eq!(json(&row, "(1,2,3)"), r#""(1,2,3)""#);
        let array = JsonType::Array { element: Box::new(row), delimiter: ',' };
        assert_eq!(
            json(&array, r#"{"(1,\"x y\")",NULL,"(2,null)"}"#),
            r#"[{"n":1,"t":"x y"},null,{"n":2,"t":"null"}]"#
        );
        let array = JsonType::Array { element: Box::default(), delimiter: ';' };
        assert_eq!(json(&array, "[2:3]={(1,2);\"NULL\"}"), r#"["(1,2)","NULL"]"#);
        assert_eq!(json(&array, "{{a};{b}}"), r#"[["a"],["b"]]"#);
        assert_eq!(json(&array, "{}"), "[]");
        assert_eq!(json(&array, "{a"), r#""{a""#);
    }
}
