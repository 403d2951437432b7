//! `\d NAME`: columns, indexes, constraints and triggers; and lists.

use super::session::Console;
use crate::error::Error;
use crate::model::RowSet;
use crate::postgres::catalog::{self, Listed, Pattern};
use crate::report::query::{Expanded, QueryResult};
use crate::script::Failure;

impl Console<'_> {
    /// Relations of these kinds.
    pub(super) async fn list(&mut self, kinds: &[char], pattern: &str) -> Result<(), Failure> {
        let sql = catalog::relations(kinds, &Pattern::parse(pattern));
        self.show_list(sql, pattern, "relations", None).await
    }

    pub(super) async fn list_other(&mut self, what: Listed, pattern: &str) -> Result<(), Failure> {
        let name = match what {
            Listed::Schemas => "schemas",
            Listed::Functions => "functions",
            Listed::Roles => "roles",
            Listed::Extensions => "installed extensions",
        };
        // psql does not count roles.
        let notes = (what == Listed::Roles).then(Vec::new);
        let sql = catalog::list(what, &Pattern::parse(pattern));
        self.show_list(sql, pattern, name, notes).await
    }

    async fn show_list(
        &mut self,
        sql: String,
        pattern: &str,
        what: &str,
        notes: Option<Vec<String>>,
    ) -> Result<(), Failure> {
        let set = self.dialogue.ask(sql).await?;
        if set.rows.is_empty() {
            let named =
                if pattern.is_empty() { String::new() } else { format!(" named {pattern}") };
            self.screen.note(&format!("there are no {what}{named}"));
            return Ok(());
        }
        self.show(set, Some(format!("List of {what}")), notes).await
    }

    pub(super) async fn list_databases(&mut self) -> Result<(), Failure> {
        let set = self.dialogue.ask(catalog::databases().to_owned()).await?;
        self.show(set, Some("List of databases".to_owned()), None).await
    }

    /// How a function or a view is defined.
    pub(super) async fn define(&mut self, view: bool, name: &str) -> Result<(), Failure> {
        let set = self.dialogue.ask(catalog::definition(view, name)).await?;
        let text = set.rows.first().and_then(|row| row.first().cloned().flatten());
        let text = text.unwrap_or_default();
        Ok(self.screen.text(&format!("{}\n", text.trim_end()))?)
    }

    /// Everything that the pattern names.
    pub(super) async fn describe(&mut self, pattern: &str) -> Result<(), Failure> {
        let found = self.dialogue.ask(catalog::find(&Pattern::parse(pattern))).await?;
        if found.rows.is_empty() {
            let error = Error::failed(format!("there is no table, view or index {pattern}"));
            return Err(error.with_hint("\\d lists the relations").into());
        }
        for row in &found.rows {
            let [Some(oid), _, _, Some(kind), Some(title)] = row.as_slice() else { continue };
            let Ok(oid) = oid.parse() else { continue };
            let columns = self.dialogue.ask(catalog::columns(oid, kind)).await?;
            let notes = self.dialogue.ask(catalog::notes(oid)).await?;
            self.show(columns, Some(title.clone()), Some(lines(&notes))).await?;
        }
        Ok(())
    }

    async fn show(
        &mut self,
        set: RowSet,
        title: Option<String>,
        notes: Option<Vec<String>>,
    ) -> Result<(), Failure> {
        // What describes one thing is hard to read as records.
        let expanded = if notes.is_some() { Expanded::Never } else { self.layout() };
        let result = QueryResult { set, expanded, title, notes, ..QueryResult::default() };
        let text = self.screen.result(&result)?;
        Ok(self.page(&text).await?)
    }
}

/// The lines below a description: each heading once, and what stands below it.
fn lines(notes: &RowSet) -> Vec<String> {
    let (mut lines, mut last) = (Vec::new(), "");
    for row in &notes.rows {
        let [heading, Some(line)] = row.as_slice() else { continue };
        let heading = heading.as_deref().unwrap_or_default();
        if heading != last && !heading.is_empty() {
            lines.push(heading.to_owned());
        }
        last = heading;
        lines.push(line.clone());
    }
    lines
}
