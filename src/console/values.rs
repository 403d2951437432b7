//! The types of values, for JSON.

use std::collections::BTreeSet;

use super::session::Console;
use crate::model::{JsonType, RowSet};
use crate::postgres::client::Status;
use crate::postgres::json_types;
use crate::script::Failure;

/// Types with OIDs from here on are not the same in every database. Source: PostgreSQL,
/// `FirstGenbkiObjectId`.
const FIRST_ASSIGNED: u32 = 10_000;

impl Console<'_> {
    /// How the columns of a result become JSON. What the catalogue cannot be asked about, in a
    /// failed transaction, is text, the server's own types apart.
    pub(super) async fn json_types(&mut self, set: &RowSet) -> Vec<JsonType> {
        if !self.settings.json {
            return Vec::new();
        }
        let names: BTreeSet<&String> = set.columns.iter().map(|column| &column.name).collect();
        if names.len() < set.columns.len() {
            self.screen.note(
                "columns with one name: most readers of JSON keep only the last; AS renames them",
            );
        }
        let unknown = |oid: &u32| !self.types.contains_key(oid) && *oid >= FIRST_ASSIGNED;
        let wanted: Vec<u32> =
            set.columns.iter().map(|column| column.type_oid).filter(unknown).collect();
        if !wanted.is_empty() {
            self.learn_types(json_types::query(&wanted)).await;
        }
        set.columns.iter().map(|column| JsonType::of(column.type_oid, &self.types)).collect()
    }

    /// Has the server write dates as `to_json` does, whatever the role's `DateStyle` is, or a
    /// statement has made of it. How dates are read stays as it is.
    pub(super) async fn write_iso_dates(&mut self) -> Result<(), Failure> {
        let is_iso = self.dialogue.client().parameter("DateStyle").starts_with("ISO");
        if self.settings.json && !is_iso && self.dialogue.client().status() != Status::Failed {
            self.dialogue.ask("SET DateStyle = 'ISO'".to_owned()).await?;
        }
        Ok(())
    }

    /// Learns what the server's own types are made of.
    pub(super) async fn learn_own_types(&mut self) {
        if self.settings.json {
            self.learn_types(json_types::query_of(json_types::OWN)).await;
        }
    }

    /// That it cannot is no reason to stop: other servers may have another catalogue.
    async fn learn_types(&mut self, query: String) {
        if self.dialogue.client().status() != Status::Failed
            && let Ok(answer) = self.dialogue.ask(query).await
        {
            self.types.extend(json_types::read(&answer));
        }
    }
}
