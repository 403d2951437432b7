use std::fmt;

use serde::Serialize;

use super::{duration, table};
use crate::model::Session;

/// The sessions of a database or a server.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Sessions(pub Vec<Session>);

impl fmt::Display for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header = ["process_id", "user", "db", "client_addr", "app", "state", "for"];
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let rows = self.0.iter().map(|session| {
            [
                format!("{}{}", session.process_id, if session.own { "*" } else { "" }),
                text(&session.user),
                text(&session.db),
                text(&session.client_addr),
                text(&session.app),
                text(&session.state),
                session.seconds.map(duration).unwrap_or_default(),
            ]
        });
        writeln!(f, "{}", table(header, rows))?;
        if self.0.iter().any(|session| session.own) {
            writeln!(f, "* this command's own session")?;
        }
        Ok(())
    }
}
