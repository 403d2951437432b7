//! The result of a statement, in the look of psql.

use std::fmt;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::aligned::aligned;
use super::control_characters::printable;
use crate::model::{Column, RowSet, ValueKind};

/// When a row is shown as a list of its columns (`\x`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expanded {
    #[default]
    Never,
    Always,
    /// When the table is wider than so many characters.
    Beyond(usize),
}

/// What a statement gave back.
#[derive(Debug, Clone, Default)]
pub struct QueryResult {
    pub set: RowSet,
    /// What the server says when it is done: `UPDATE 3`.
    pub tag: String,
    pub expanded: Expanded,
    /// A line above the table.
    pub title: Option<String>,
    /// Lines below it, in place of the number of rows.
    pub notes: Option<Vec<String>>,
}

impl QueryResult {
    fn records(&self) -> String {
        let names: Vec<String> =
            self.set.columns.iter().map(|column| printable(&column.name)).collect();
        let width = names.iter().map(|name| console::measure_text_width(name)).max().unwrap_or(0);
        let mut text = String::new();
        for (number, row) in self.set.rows.iter().enumerate() {
            let head = format!("-[ RECORD {} ]", number + 1);
            text.push_str(&format!("{head:-<0$}\n", width + 3));
            for (name, value) in names.iter().zip(row) {
                let value = printable(value.as_deref().unwrap_or_default());
                for (index, line) in value.split('\n').enumerate() {
                    let name = if index == 0 { name.as_str() } else { "" };
                    let name = console::pad_str(name, width, console::Alignment::Left, None);
                    text.push_str(format!("{name} | {line}").trim_end());
                    text.push('\n');
                }
            }
        }
        text
    }

    fn footer(&self) -> String {
        let (shown, count) = (self.set.rows.len() as u64, self.set.count);
        match shown {
            1 if count <= 1 => "(1 row)".to_owned(),
            _ if shown < count => format!("({count} rows, the first {shown} shown)"),
            _ => format!("({shown} rows)"),
        }
    }
}

impl fmt::Display for QueryResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.set.returns {
            return f.write_str(&self.tag);
        }
        let has_rows = !self.set.rows.is_empty();
        let table = aligned(&self.set, self.title.as_deref());
        let expanded = match self.expanded {
            Expanded::Never => false,
            Expanded::Always => has_rows,
            Expanded::Beyond(width) => {
                has_rows && self.set.columns.len() > 1 && table.width > width
            }
        };
        if expanded {
            self.title.iter().try_for_each(|title| writeln!(f, "{title}"))?;
            f.write_str(&self.records())?;
            if (self.set.rows.len() as u64) < self.set.count {
                writeln!(f, "{}", self.footer())?;
            }
        } else {
            f.write_str(&table.text)?;
            match &self.notes {
                Some(notes) => notes.iter().try_for_each(|line| writeln!(f, "{line}"))?,
                None => writeln!(f, "{}", self.footer())?,
            }
        }
        match self.tag.as_str() {
            tag if tag.starts_with("INSERT") || tag.starts_with("UPDATE") => writeln!(f, "\n{tag}"),
            tag if tag.starts_with("DELETE") || tag.starts_with("MERGE") => writeln!(f, "\n{tag}"),
            _ => writeln!(f),
        }
    }
}

impl Serialize for QueryResult {
    /// The rows as objects with the columns in their order; `{"done": "UPDATE 3"}` for a
    /// statement that returns none.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.set.returns {
            let mut object = serializer.serialize_map(Some(2))?;
            object.serialize_entry("done", &self.tag)?;
            object.serialize_entry("rows", &self.set.count)?;
            return object.end();
        }
        let mut rows = serializer.serialize_seq(Some(self.set.rows.len()))?;
        for row in &self.set.rows {
            rows.serialize_element(&Row { columns: &self.set.columns, row })?;
        }
        rows.end()
    }
}

struct Row<'a> {
    columns: &'a [Column],
    row: &'a [Option<String>],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, value) in self.columns.iter().zip(self.row) {
            object.serialize_entry(&column.name, &json(column.kind, value.as_deref()))?;
        }
        object.end()
    }
}

/// A value as the server's own `to_json` gives it, except that a number that readers of JSON
/// would round stays a string.
fn json(kind: ValueKind, value: Option<&str>) -> serde_json::Value {
    let Some(text) = value else { return serde_json::Value::Null };
    let read = match kind {
        ValueKind::Boolean => Some((text == "t").into()),
        ValueKind::Integer => text
            .parse::<i64>()
            .map(Into::into)
            .or_else(|_| text.parse::<u64>().map(Into::into))
            .ok(),
        // Infinity and NaN are no JSON.
        ValueKind::Float => text.parse::<f64>().ok().filter(|it| it.is_finite()).map(Into::into),
        ValueKind::Json => serde_json::from_str(text).ok(),
        ValueKind::Exact | ValueKind::Text => None,
    };
    read.unwrap_or_else(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(rows: &[&[Option<&str>]]) -> QueryResult {
        let column = |name: &str, kind| Column { name: name.to_owned(), kind };
        let columns = vec![column("id", ValueKind::Integer), column("a name", ValueKind::Text)];
        let rows: Vec<Vec<_>> =
            rows.iter().map(|row| row.iter().map(|it| it.map(str::to_owned)).collect()).collect();
        let set =
            RowSet { returns: true, columns, count: rows.len() as u64, rows, ..RowSet::default() };
        QueryResult { set, tag: "SELECT 2".to_owned(), ..QueryResult::default() }
    }

    #[test]
    fn tables_look_like_those_of_psql() {
        let mut shown = result(&[&[Some("1"), Some("wide 漢字")], &[Some("20"), None]]);
        assert_eq!(
            shown.to_string(),
            " id |  a name   \n----+-----------\n  1 | wide 漢字\n 20 |\n(2 rows)\n\n"
        );
        shown.expanded = Expanded::Beyond(10);
        assert_eq!(
            shown.to_string(),
            "-[ RECORD 1 ]\nid     | 1\na name | wide 漢字\n\
             -[ RECORD 2 ]\nid     | 20\na name |\n\n"
        );
        shown.expanded = Expanded::Beyond(40);
        assert!(shown.to_string().contains("(2 rows)"));
        shown.set.count = 7;
        assert!(shown.to_string().contains("(7 rows, the first 2 shown)"));
    }

    #[test]
    fn json_keeps_types_order_and_exact_numbers() {
        let text = serde_json::to_string(&result(&[&[Some("7"), None]])).unwrap();
        assert_eq!(text, r#"[{"id":7,"a name":null}]"#);
        for (kind, text, expected) in [
            (ValueKind::Boolean, "t", "true"),
            (ValueKind::Integer, "18446744073709551615", "18446744073709551615"),
            (ValueKind::Float, "1.5", "1.5"),
            (ValueKind::Float, "NaN", "\"NaN\""),
            (ValueKind::Exact, "1.10", "\"1.10\""),
            (ValueKind::Json, "{\"a\": [1]}", "{\"a\":[1]}"),
            (ValueKind::Text, "x", "\"x\""),
        ] {
            assert_eq!(json(kind, Some(text)).to_string(), expected);
        }
    }
}
