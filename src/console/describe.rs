//! `\d NAME`: columns, indexes, constraints and triggers; and lists.

use super::listing::Listing;
use super::session::Console;
use crate::error::{Error, Result};
use crate::model::RowSet;
use crate::postgres::catalog::{self, Listed, Parts, Pattern, Scope};
use crate::report::query::{Expanded, QueryResult};
use crate::script::Failure;

impl Console<'_> {
    /// What a command that lists or describes asks for.
    pub(super) async fn list(
        &mut self,
        listing: &Listing,
        patterns: &[String],
    ) -> Result<(), Failure> {
        let (first, types) = match patterns {
            [] => ("", patterns),
            [first, types @ ..] => (first.as_str(), types),
        };
        let what = match &listing.what {
            None if !first.is_empty() => return self.describe(first, listing).await,
            None => Listing::all_relations(),
            Some(what) => what.clone(),
        };
        let name = match what {
            Listed::Relations(_) => "relations",
            Listed::Schemas => "schemas",
            Listed::Functions(_) => "functions",
            Listed::Roles => "roles",
            Listed::Extensions => "installed extensions",
            Listed::Databases => "databases",
        };
        let pattern = self.pattern(first, what.parts())?;
        let types = types.iter().map(|it| self.pattern(catalog::type_name(it), Parts::InSchema));
        let types = types.collect::<Result<Vec<_>>>()?;
        let scope = self.scope(listing);
        let set = self.dialogue.ask(catalog::list(&what, &pattern, scope, &types)).await?;
        if set.rows.is_empty() {
            let named = if first.is_empty() { String::new() } else { format!(" named {first}") };
            self.screen.note(&format!("there are no {name}{named}"));
            return Ok(());
        }
        let notes = match what {
            Listed::Extensions if listing.details => {
                return self.extensions(&set, listing.expanded).await;
            }
            // psql does not count roles.
            Listed::Roles => Some(Vec::new()),
            Listed::Schemas if !first.is_empty() => self.published(first).await?,
            _ => None,
        };
        self.show(set, Some(format!("List of {name}")), notes, listing.expanded).await
    }

    fn scope(&self, listing: &Listing) -> Scope {
        let (system, details) = (listing.system, listing.details);
        Scope { system, details, major: self.dialogue.client().major() }
    }

    async fn extensions(&mut self, list: &RowSet, expanded: bool) -> Result<(), Failure> {
        for name in list.rows.iter().filter_map(|row| row.first()?.as_ref()) {
            let set = self.dialogue.ask(catalog::extension_objects(name)).await?;
            let title = format!("Objects in extension \"{name}\"");
            self.show(set, Some(title), None, expanded).await?;
        }
        Ok(())
    }

    fn pattern(&self, text: &str, parts: Parts) -> Result<Pattern> {
        Pattern::parse(text, parts, self.dialogue.target().database().as_str())
    }

    /// What publishes a schema.
    async fn published(&mut self, schema: &str) -> Result<Option<Vec<String>>, Failure> {
        if self.dialogue.client().major() < 15 {
            return Ok(None);
        }
        let set = self.dialogue.ask(catalog::schema_publications(schema)).await?;
        let names = set.rows.iter().filter_map(|row| row.first()?.as_ref());
        let lines: Vec<String> = names.map(|name| format!("    \"{name}\"")).collect();
        let heading = || ["Publications:".to_owned()].into_iter();
        Ok((!lines.is_empty()).then(|| heading().chain(lines).collect()))
    }

    pub(super) async fn define_function(&mut self, name: &str) -> Result<(), Failure> {
        let set = self.dialogue.ask(catalog::function_definition(name)).await?;
        self.show_definition(set)
    }

    pub(super) async fn define_view(&mut self, name: &str) -> Result<(), Failure> {
        let mut set = self.dialogue.ask(catalog::view_definition(name)).await?;
        if let Some([None, Some(schema), Some(name)]) = set.rows.first().map(Vec::as_slice) {
            return Err(Error::failed(format!("\"{schema}.{name}\" is not a view")).into());
        }
        set.columns.truncate(1);
        set.rows.iter_mut().for_each(|row| row.truncate(1));
        self.show_definition(set)
    }

    /// The statement in the first column.
    fn show_definition(&self, set: RowSet) -> Result<(), Failure> {
        let text = set.rows.first().and_then(|row| row.first().cloned().flatten());
        let text = match self.settings.json {
            true => self.screen.result(&QueryResult { set, ..QueryResult::default() })?,
            false => format!("{}\n", text.unwrap_or_default().trim_end()),
        };
        Ok(self.screen.data(text.as_bytes())?)
    }

    /// Everything that the pattern names.
    async fn describe(&mut self, pattern: &str, listing: &Listing) -> Result<(), Failure> {
        let found = catalog::find(&self.pattern(pattern, Parts::InSchema)?);
        let found = self.dialogue.ask(found).await?;
        if found.rows.is_empty() {
            let error = Error::failed(format!("there is no table, view or index {pattern}"));
            return Err(error.with_hint("\\d lists the relations").into());
        }
        let (scope, expanded) = (self.scope(listing), listing.expanded);
        for row in &found.rows {
            let [Some(oid), _, _, Some(kind), Some(title)] = row.as_slice() else { continue };
            let Ok(oid) = oid.parse() else { continue };
            let columns = self.dialogue.ask(catalog::columns(oid, kind, scope)).await?;
            let notes = self.dialogue.ask(catalog::notes(oid, scope)).await?;
            self.show(columns, Some(title.clone()), Some(lines(&notes)), expanded).await?;
        }
        Ok(())
    }

    async fn show(
        &mut self,
        set: RowSet,
        title: Option<String>,
        notes: Option<Vec<String>>,
        expanded: bool,
    ) -> Result<(), Failure> {
        let expanded = match (expanded, &notes) {
            (true, _) => Expanded::Always,
            // What describes one thing is hard to read as records.
            (false, Some(_)) => Expanded::Never,
            (false, None) => self.layout(),
        };
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
