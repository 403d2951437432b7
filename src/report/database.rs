use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::backup::BackupPlan;
use super::contents::ContentsSummary;
use super::counted;
use super::sessions::Sessions;
use super::tag::own_database;
use crate::approval::{Confirmable, Confirmation};
use crate::hint;
use crate::model::{Distribution, Environment, Target};

/// What `create` did.
#[derive(Debug, Serialize)]
pub struct Created {
    pub database: String,
    /// False if it existed before, or another session created it first.
    pub created: bool,
    /// The environment that it was tagged with; only a new one is.
    pub environment: Option<Environment>,
    /// Why a new one could not be tagged.
    #[serde(skip)]
    pub untagged: Option<String>,
}

impl Created {
    /// It existed before.
    pub fn before(database: String) -> Self {
        Self { database, created: false, environment: None, untagged: None }
    }

    pub fn warning(&self) -> Option<String> {
        let reason = self.untagged.as_ref()?;
        Some(format!(
            "database {} could not be tagged with its environment: {reason}",
            self.database
        ))
    }
}

impl fmt::Display for Created {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.created { "created" } else { "already exists" };
        write!(f, "database {} {what}", self.database)
    }
}

/// What `drop` would do.
#[derive(Debug, Serialize)]
pub struct DropPlan {
    pub target: Target,
    pub present: bool,
    /// It is dropped for good: the role may not create it again.
    #[serde(skip)]
    pub is_final: bool,
    /// The directory of the other project whose database it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_project: Option<String>,
    /// Its contents; queried if protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<ContentsSummary>,
    /// How it is distributed, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution>,
    /// Who would be disconnected.
    pub sessions: Sessions,
    /// The backup that would be taken first.
    pub backup: Option<BackupPlan>,
}

impl DropPlan {
    /// The confirmation before the database is lost; `fate` says how.
    pub fn question_of(&self, fate: &str) -> Confirmation {
        let name = self.target.database().to_string();
        if let (true, Some(other)) = (self.present, &self.other_project) {
            let ask = format!(
                "database {name} belongs to directory {other}, not to this one, and will be \
                 {fate}"
            );
            return Confirmation::TypeName { ask, name };
        }
        if !self.present || !self.target.needs_typed_name() {
            return Confirmation::None;
        }
        let host = self.target.server().host;
        let first = if self.backup.is_some() { " after a backup" } else { "" };
        Confirmation::TypeName {
            ask: format!(
                "database {name} of {} on {host} will be {fate}{first}",
                self.target.environment
            ),
            name,
        }
    }
}

impl Confirmable for DropPlan {
    fn question(&self) -> Confirmation {
        match (self.question_of("dropped"), self.is_final()) {
            (Confirmation::None, Some(why)) => {
                let name = self.target.database().to_string();
                let ask = format!("database {name} will be dropped, but {why}");
                Confirmation::TypeName { ask, name }
            }
            (Confirmation::TypeName { ask, name }, Some(why)) => {
                Confirmation::TypeName { ask: format!("{ask}, but {why}"), name }
            }
            (question, _) => question,
        }
    }

    fn without_terminal(&self) -> Option<String> {
        if self.other_project.is_some() {
            return Some(own_database(&self.target));
        }
        self.is_final()?;
        Some(format!("to empty and load it instead: {}", hint::command("setup")))
    }

    fn impact(&self) -> Option<String> {
        let contents = self.contents.as_ref().map(ContentsSummary::to_string);
        let sessions = (!self.sessions.0.is_empty())
            .then(|| format!("connected to it:\n{}", self.sessions).trim_end().to_owned());
        let distributed = self.distribution.as_ref().map(distributed);
        let lines: Vec<String> = contents.into_iter().chain(distributed).chain(sessions).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

impl DropPlan {
    /// Why it could not be created again.
    fn is_final(&self) -> Option<String> {
        self.is_final.then(|| format!("role {} may not create it again", self.target.user))
    }

    /// What would be done to the existing database, named by `fate`.
    pub fn describe(&self, fate: &str) -> String {
        let mut text = String::new();
        if let Some(backup) = &self.backup {
            text.push_str(&format!("{backup}\n"));
        }
        text.push_str(&format!("database {} would be {fate}", self.target.database()));
        match self.sessions.0.len() {
            0 => {}
            count => text.push_str(&format!(", ending {}", counted(count, "session"))),
        }
        if let Some(other) = &self.other_project {
            text.push_str(&format!("\nit belongs to directory {other}, not to this one"));
        }
        if let Some(impact) = self.impact() {
            text.push_str(&format!("\n{impact}"));
        }
        text
    }
}

impl fmt::Display for DropPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.present {
            true => {
                f.write_str(&self.describe("dropped"))?;
                self.is_final().map_or(Ok(()), |why| write!(f, "\n{why}"))
            }
            false => {
                let name = self.target.database();
                write!(f, "database {name} does not exist; nothing to drop")
            }
        }
    }
}

/// What `drop` did.
#[derive(Debug, Serialize)]
pub struct Dropped {
    pub database: String,
    /// False if there was nothing to drop.
    pub dropped: bool,
    /// How many sessions were ended.
    pub sessions_ended: usize,
    /// The backup that was taken before.
    pub backup: Option<PathBuf>,
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.database;
        match (self.dropped, self.sessions_ended) {
            (false, _) => write!(f, "database {name} does not exist; nothing to drop"),
            (true, 0) => write!(f, "database {name} dropped"),
            (true, count) => {
                write!(f, "database {name} dropped, {} ended", counted(count, "session"))
            }
        }
    }
}

/// How a database is distributed, shown before it is dropped.
fn distributed(it: &Distribution) -> String {
    let nodes = match it.nodes.is_empty() {
        true => "without other nodes".to_owned(),
        false => format!("over {} ({})", counted(it.nodes.len(), "node"), it.nodes.join(", ")),
    };
    let mut text = format!(
        "distributed by Citus {nodes}: {}, {}\na dump contains the tables, their rows and how \
         they are distributed, but not the nodes or the shard placement",
        counted(it.distributed, "distributed table"),
        counted(it.reference, "reference table")
    );
    for table in &it.left_out {
        text.push_str(&format!("\na dump does not contain {table}"));
    }
    text
}
