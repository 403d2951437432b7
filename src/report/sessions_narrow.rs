//! Sessions on a terminal that is not wide: what all have in common is said once, above them.

use std::fmt;

use console::measure_text_width;
use serde::Serialize;

use super::duration;
use super::sessions::{Sessions, blocked_by, shown_query, state};
use super::table::table_of;
use crate::model::ClientSession;

/// A query has at least so much room in its line.
const QUERY: usize = 20;

const GAP: usize = 2;

/// A column, and its value of a session.
type Column = (&'static str, fn(&ClientSession) -> Option<String>);

const PID: Column = ("pid", |it| Some(pid(it)));

/// What is left out where all have the same, or where there is no room. The first of them stays
/// the longest.
const WHO: [Column; 4] = [
    ("user", |it| it.user.clone()),
    ("app", |it| it.app.clone()),
    ("client_addr", |it| it.client_addr.clone()),
    ("db", |it| it.db.clone()),
];

/// What stands behind them, where there is any.
const WHAT: [Column; 4] = [
    ("state", |it| Some(state(it))),
    ("for", |it| it.seconds.map(duration)),
    ("wait", |it| it.wait.clone()),
    ("blocked_by", |it| Some(blocked_by(it))),
];

/// The sessions for a terminal of so many columns.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Narrow<'a> {
    sessions: &'a Sessions,
    #[serde(skip)]
    width: usize,
}

impl<'a> Narrow<'a> {
    pub fn new(sessions: &'a Sessions, width: usize) -> Self {
        Self { sessions, width }
    }

    /// The sessions that tell something of a column: not our own, and of those that are hidden only
    /// whose they are.
    fn telling(&self, name: &str) -> Vec<&ClientSession> {
        let (all, is_shown) = (&self.sessions.0, ["user", "db"].contains(&name));
        let telling: Vec<_> = all.iter().filter(|it| !it.own && (is_shown || !it.hidden)).collect();
        if telling.is_empty() { all.iter().collect() } else { telling }
    }

    /// The columns of [`WHO`] that differ, and a line about those that do not.
    fn split(&self) -> (Vec<Column>, String) {
        let (mut differ, mut common) = (Vec::new(), Vec::new());
        for column in WHO {
            let telling = self.telling(column.0);
            let mut values = telling.iter().map(|it| (column.1)(it).unwrap_or_default());
            let first = values.next().unwrap_or_default();
            if values.any(|value| value != first) {
                differ.push(column);
            } else if !first.is_empty() {
                common.push(format!("{}: {first}", column.0));
            }
        }
        (differ, common.join(", "))
    }

    fn room(&self, column: Column) -> usize {
        let values = self.sessions.0.iter().map(|it| (column.1)(it).unwrap_or_default());
        let widest = values.map(|value| measure_text_width(&value)).max().unwrap_or(0);
        widest.max(column.0.len()) + GAP
    }
}

impl fmt::Display for Narrow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (who, common) = self.split();
        let is_used = |column: &Column| {
            let mut values = self.sessions.0.iter().filter_map(|it| (column.1)(it));
            values.any(|value| !value.is_empty())
        };
        let what: Vec<Column> = WHAT.into_iter().filter(is_used).collect();
        let taken: usize = what.iter().map(|column| self.room(*column)).sum();
        let taken = taken + self.room(PID) + QUERY;
        let mut left = self.width.saturating_sub(taken);
        let (mut columns, mut dropped) = (Vec::new(), Vec::new());
        for column in who {
            match left.checked_sub(self.room(column)) {
                Some(rest) => {
                    left = rest;
                    columns.push(column);
                }
                None => dropped.push(column.0),
            }
        }
        columns.extend(what);
        if !common.is_empty() {
            writeln!(f, "{common}")?;
        }
        let mut header = vec![PID.0];
        header.extend(columns.iter().map(|column| column.0));
        header.push("query");
        let rows = self.sessions.0.iter().map(|it| {
            let mut row = vec![pid(it)];
            row.extend(columns.iter().map(|column| (column.1)(it).unwrap_or_default()));
            row.push(shown_query(it));
            row
        });
        writeln!(f, "{}", table_of(header, rows))?;
        if !dropped.is_empty() {
            writeln!(f, "no room for {}: use a wider terminal, or --csv", dropped.join(", "))?;
        }
        self.sessions.write_notes(f)
    }
}

/// With a mark for our own session.
fn pid(session: &ClientSession) -> String {
    format!("{}{}", session.process_id, if session.own { "*" } else { "" })
}

#[cfg(test)]
mod tests;
