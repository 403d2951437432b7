//! Tables in psql's aligned format with its default border. Source: PostgreSQL,
//! `print_aligned_text` in `src/fe_utils/print.c`.

use std::fmt::Write;

use console::measure_text_width;

use super::control_characters::printable;
use crate::model::RowSet;

pub struct Aligned {
    /// Its title, header and rows, a newline after each line.
    pub text: String,
    /// The characters of its longest line.
    pub width: usize,
}

/// The rows below their header, and a title above the middle.
pub fn aligned(set: &RowSet, title: Option<&str>) -> Aligned {
    let names: Vec<String> = set.columns.iter().map(|column| printable(&column.name)).collect();
    let rows: Vec<Vec<String>> = set
        .rows
        .iter()
        .map(|row| row.iter().map(|it| printable(it.as_deref().unwrap_or_default())).collect())
        .collect();
    let widths: Vec<usize> = names
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let cells = rows.iter().filter_map(|row| row.get(column)).chain([name]);
            cells.flat_map(|cell| cell.split('\n')).map(measure_text_width).max().unwrap_or(0)
        })
        .collect();
    let total = widths.iter().sum::<usize>() + (3 * widths.len()).saturating_sub(1);
    let mut text = String::new();
    if let Some(title) = title {
        let title = printable(title);
        let before = total.saturating_sub(measure_text_width(&title)) / 2;
        text.push_str(&format!("{}{title}\n", spaces(before)));
    }
    if widths.is_empty() {
        text.push_str("--\n");
        return Aligned { text, width: total.max(2) };
    }
    push_row(&mut text, &names, &widths, |_| Side::Middle);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    text.push_str(&(rule.join("+") + "\n"));
    for row in &rows {
        let side = |column: usize| match set.columns[column].is_number() {
            true => Side::Right,
            false => Side::Left,
        };
        push_row(&mut text, row, &widths, side);
    }
    Aligned { text, width: total }
}

/// The formatting macros panic at widths beyond 65535, and a value may be wider.
fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// Where a value stands in its column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Middle,
    Right,
}

/// Adds a row; a value with several lines has a `+` behind all but its last.
fn push_row(text: &mut String, row: &[String], widths: &[usize], side: impl Fn(usize) -> Side) {
    let cells: Vec<Vec<&str>> = row.iter().map(|cell| cell.split('\n').collect()).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(1);
    for line in 0..height {
        let begin = text.len();
        for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
            let value = cell.get(line).copied().unwrap_or_default();
            let empty = width.saturating_sub(measure_text_width(value));
            let before = match side(column) {
                Side::Left => 0,
                Side::Middle => empty / 2,
                Side::Right => empty,
            };
            let end = if line + 1 < cell.len() { "+" } else { " " };
            let last = column + 1 == widths.len();
            // psql fills up the last column in the header only.
            let after = match last && side(column) != Side::Middle && end == " " {
                true => String::new(),
                false => spaces(empty - before) + end,
            };
            let before = spaces(before);
            // Writing to a string cannot fail.
            let _ = write!(text, " {before}{value}{after}{}", if last { "" } else { "|" });
        }
        if side(0) != Side::Middle {
            let end = text[begin..].trim_end().len();
            text.truncate(begin + end);
        }
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Column;

    #[test]
    fn values_may_be_wider_than_macros_can_pad() {
        let column = |name: &str, type_oid| Column { name: name.to_owned(), type_oid };
        let wide = "x".repeat(70_000);
        let set = RowSet {
            columns: vec![column("text", 25), column("number", 23)],
            rows: vec![
                vec![Some(wide.clone()), Some("1".repeat(70_000))],
                vec![Some("y".to_owned()), Some("2".to_owned())],
            ],
            ..RowSet::default()
        };
        let table = aligned(&set, Some("title\x1b"));
        assert_eq!(table.width, 2 * 70_000 + 5);
        assert!(table.text.contains(&wide) && table.text.contains(" title\\x1B\n"));
    }
}
