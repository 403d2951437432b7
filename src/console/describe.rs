//! `\d NAME`: columns, indexes, constraints and triggers.

use super::session::{Console, Next};
use crate::error::Error;
use crate::model::RowSet;
use crate::postgres::catalog::{self, Pattern};
use crate::report::query::QueryResult;
use crate::script::Failure;

/// The kinds of relations that `\d` lists: all with rows, and sequences.
pub const ALL: &[char] = &['r', 'p', 'v', 'm', 'S', 'f'];

impl Console<'_> {
    /// Relations of these kinds.
    pub(super) async fn list(&mut self, kinds: &[char], pattern: &str) -> Result<Next, Failure> {
        let sql = catalog::relations(kinds, &Pattern::parse(pattern));
        let set = self.dialogue.ask(sql).await?;
        if set.rows.is_empty() {
            let what = if pattern.is_empty() { "here" } else { "of that name" };
            self.screen.note(&format!("nothing {what}"));
            return Ok(Next::Go);
        }
        self.show(set, None)
    }

    pub(super) async fn list_databases(&mut self) -> Result<Next, Failure> {
        let set = self.dialogue.ask(catalog::databases().to_owned()).await?;
        self.show(set, None)
    }

    /// Everything that matches the pattern.
    pub(super) async fn describe(&mut self, pattern: &str) -> Result<Next, Failure> {
        let found = self.dialogue.ask(catalog::find(&Pattern::parse(pattern))).await?;
        if found.rows.is_empty() {
            let error = Error::failed(format!("there is no table, view or index {pattern}"));
            return Err(error.with_hint("\\d lists the relations").into());
        }
        for row in &found.rows {
            let [Some(oid), Some(schema), Some(name), Some(kind)] = row.as_slice() else {
                continue;
            };
            let Ok(oid) = oid.parse() else { continue };
            self.describe_one(oid, &format!("{kind} \"{schema}.{name}\"")).await?;
        }
        Ok(Next::Go)
    }

    async fn describe_one(&mut self, oid: u32, title: &str) -> Result<(), Failure> {
        let columns = self.dialogue.ask(catalog::columns(oid)).await?;
        let notes = self.dialogue.ask(catalog::notes(oid)).await?;
        self.show(columns, Some(title.to_owned()))?;
        let mut text = String::new();
        let mut last = "";
        for row in &notes.rows {
            let [Some(heading), Some(line)] = row.as_slice() else { continue };
            if heading != last {
                text.push_str(&format!("{heading}\n"));
                last = heading;
            }
            for line in line.lines() {
                text.push_str(&format!("    {line}\n"));
            }
        }
        if !text.is_empty() {
            self.screen.text(&format!("{text}\n"))?;
        }
        Ok(())
    }

    fn show(&self, set: RowSet, title: Option<String>) -> Result<Next, Failure> {
        let expanded = self.layout();
        self.screen.result(&QueryResult { set, expanded, title, ..QueryResult::default() })?;
        Ok(Next::Go)
    }
}
