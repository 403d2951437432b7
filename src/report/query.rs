//! The result of a statement, formatted as in psql.

use std::fmt;

use super::aligned::aligned;
use super::control_characters::printable;
use crate::model::RowSet;
use crate::model::json_type::{self, JsonType};

/// When a row is shown as a list of its columns (`\x`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expanded {
    #[default]
    Never,
    Always,
    /// If the table is wider than this many characters.
    Beyond(usize),
}

#[derive(Debug, Clone, Default)]
pub struct QueryResult {
    pub set: RowSet,
    /// How the columns become JSON; one without is text.
    pub types: Vec<JsonType>,
    /// The command tag: `UPDATE 3`.
    pub tag: String,
    pub expanded: Expanded,
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
            let rule = (width + 3).saturating_sub(head.len());
            text.push_str(&format!("{head}{}\n", "-".repeat(rule)));
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
            self.title.iter().try_for_each(|title| writeln!(f, "{}", printable(title)))?;
            f.write_str(&self.records())?;
            if (self.set.rows.len() as u64) < self.set.count {
                writeln!(f, "{}", self.footer())?;
            }
        } else {
            f.write_str(&table.text)?;
            match &self.notes {
                Some(notes) => {
                    notes.iter().try_for_each(|line| writeln!(f, "{}", printable(line)))?;
                }
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

impl QueryResult {
    /// The rows as objects with the columns in their order; `{"done": "UPDATE 3"}` for a
    /// statement that returns none. It is written here, not by serde: numbers stay as they are.
    pub fn to_json(&self) -> String {
        if !self.set.returns {
            let done = serde_json::json!({ "done": self.tag, "rows": self.set.count });
            return format!("{done:#}\n");
        }
        let mut out = "[".to_owned();
        for (index, row) in self.set.rows.iter().enumerate() {
            out.push_str(if index == 0 { "\n  {" } else { ",\n  {" });
            self.write_row(row, &mut out);
            out.push_str("\n  }");
        }
        out.push_str(if self.set.rows.is_empty() { "]\n" } else { "\n]\n" });
        out
    }

    fn write_row(&self, row: &[Option<String>], out: &mut String) {
        for (index, (column, value)) in self.set.columns.iter().zip(row).enumerate() {
            out.push_str(if index == 0 { "\n    " } else { ",\n    " });
            json_type::string(&column.name, out);
            out.push_str(": ");
            self.types.get(index).unwrap_or(&JsonType::Text).write(value.as_deref(), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Column;

    fn result(rows: &[&[Option<&str>]]) -> QueryResult {
        let column = |name: &str, type_oid| Column { name: name.to_owned(), type_oid };
        let columns = vec![column("id", 23), column("a name", 25)];
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
    fn json_keeps_types_and_order() {
        let mut shown = result(&[&[Some("7"), None], &[None, Some("x")]]);
        shown.types = vec![JsonType::Number, JsonType::Text];
        assert_eq!(
            shown.to_json(),
            "[\n  {\n    \"id\": 7,\n    \"a name\": null\n  },\n  {\n    \"id\": null,\n    \
             \"a name\": \"x\"\n  }\n]\n"
        );
        assert_eq!(result(&[]).to_json(), "[]\n");
    }
}
