use std::fmt;

use serde::Serialize;

use super::counted;
use super::sessions::Sessions;
use crate::approval::{Confirmable, Confirmation};
use crate::model::Target;

/// What `sessions cancel` or `sessions kill` would do.
#[derive(Debug, Serialize)]
pub struct EndPlan {
    pub target: Target,
    /// Sessions are terminated; else only their queries are cancelled.
    pub kill: bool,
    pub sessions: Sessions,
    /// They were named explicitly, so that skipping one is a failure.
    #[serde(skip)]
    pub named: bool,
    /// Sessions that have done something since they were seen are spared.
    #[serde(skip)]
    pub as_seen: bool,
}

impl Confirmable for EndPlan {
    /// A query can be run again; a terminated session loses its transaction.
    fn question(&self) -> Confirmation {
        if !self.kill || !self.target.protected || self.sessions.0.is_empty() {
            return Confirmation::None;
        }
        let name = self.target.database().to_string();
        let ask = format!(
            "{} of database {name} of {} would be ended, losing uncommitted changes",
            counted(self.sessions.0.len(), "session"),
            self.target.environment
        );
        Confirmation::TypeName { ask, name }
    }

    fn impact(&self) -> Option<String> {
        (!self.sessions.0.is_empty()).then(|| self.sessions.to_string().trim_end().to_owned())
    }
}

impl fmt::Display for EndPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.kill { "would be ended" } else { "would be cancelled" };
        match self.sessions.0.len() {
            0 => write!(f, "no session {what}"),
            count => write!(f, "{} {what}:\n{}", counted(count, "session"), self.sessions),
        }
    }
}

/// What `sessions cancel` or `sessions kill` did.
#[derive(Debug, Default, Serialize)]
pub struct SessionsEnded {
    pub kill: bool,
    pub done: Vec<i32>,
    /// Superusers' sessions that the role may not signal, not named explicitly.
    pub left_alone: Vec<i32>,
    /// Spared, as they have done something since they were seen, not named explicitly.
    pub changed: Vec<i32>,
    pub failed: Vec<Failed>,
}

/// A session that was not ended.
#[derive(Debug, Serialize)]
pub struct Failed {
    pub process_id: i32,
    pub reason: String,
}

impl fmt::Display for SessionsEnded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.kill { "ended" } else { "asked to cancel" };
        match self.done.len() {
            0 => write!(f, "no session {what}")?,
            count => write!(f, "{} {what}", counted(count, "session"))?,
        }
        match self.left_alone.len() {
            0 => {}
            count => write!(f, ", {} of superusers skipped", counted(count, "session"))?,
        }
        match self.changed.len() {
            0 => Ok(()),
            count => {
                let sessions = counted(count, "session");
                write!(f, ", {sessions} spared for having done something meanwhile")
            }
        }
    }
}
