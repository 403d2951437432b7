use std::fmt;

use serde::Serialize;

use super::sessions::Sessions;
use crate::approval::{Question, Stakes};
use crate::model::Target;

/// What `create` would do.
#[derive(Debug, Serialize)]
pub struct CreatePlan {
    pub target: Target,
    pub already_there: bool,
}

impl Stakes for CreatePlan {
    /// Nothing can be lost by making a database.
    fn question(&self) -> Question {
        Question::None
    }
}

impl fmt::Display for CreatePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.target.database();
        if self.already_there {
            return write!(f, "database {name} already exists; nothing would be done");
        }
        write!(f, "database {name} would be created")
    }
}

/// What `create` did.
#[derive(Debug, Serialize)]
pub struct Created {
    pub database: String,
    /// False when it was there before, or when somebody else was faster.
    pub created: bool,
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
    /// Who would be disconnected.
    pub sessions: Sessions,
    #[serde(skip)]
    pub server_version: i32,
}

impl Stakes for DropPlan {
    fn question(&self) -> Question {
        if !self.present || !self.target.needs_typed_name() {
            return Question::None;
        }
        let name = self.target.database().to_string();
        let host = &self.target.url.host;
        Question::TypeName {
            ask: format!("database {name} of {} on {host} would be lost", self.target.environment),
            name,
        }
    }
}

impl fmt::Display for DropPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.target.database();
        if !self.present {
            return write!(f, "database {name} does not exist; nothing would be done");
        }
        write!(f, "database {name} would be dropped")?;
        match self.sessions.0.len() {
            0 => Ok(()),
            count => write!(f, ", ending {}:\n{}", counted(count, "session"), self.sessions),
        }
    }
}

/// What `drop` did.
#[derive(Debug, Serialize)]
pub struct Dropped {
    pub database: String,
    /// False when there was nothing to drop.
    pub dropped: bool,
    /// How many sessions were ended.
    pub sessions_ended: usize,
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

/// `1 session`, `2 sessions`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
