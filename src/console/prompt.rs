//! What a prompt shows, and what its completion knows.

use std::sync::PoisonError;

use super::complete::Names;
use super::session::Console;
use crate::postgres::catalog;
use crate::postgres::client::Status;

impl Console<'_> {
    /// Learns the names of tables and columns for completion. That it cannot is no reason to
    /// stop: the catalogue may be large, slow or closed.
    pub(super) async fn learn_names(&mut self) {
        if !self.stale || self.dialogue.client().status() == Status::Failed {
            return;
        }
        self.stale = false;
        let Ok(set) = self.dialogue.ask(catalog::names().to_owned()).await else { return };
        let databases = self.dialogue.ask(catalog::database_names().to_owned()).await;
        let names = Names::read(&set, &databases.unwrap_or_default());
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = names;
    }

    /// The prompt, plain and coloured: environment, database, `=` or what is still open, the state
    /// of the transaction (`*` in one, `!` in a failed one), and `#` for a superuser.
    pub(super) fn prompt(&self, open: char) -> (String, String) {
        let state = match self.dialogue.client().status() {
            Status::Idle => "",
            Status::Open => "*",
            Status::Failed => "!",
        };
        let sign = if self.dialogue.client().is_superuser() { '#' } else { '>' };
        let guard = if self.settings.read_only { " (read-only)" } else { "" };
        let target = self.dialogue.target();
        let environment = &target.environment;
        let rest = format!("{guard} {}{open}{state}{sign} ", target.database());
        let plain = format!("{environment}{rest}");
        let coloured = match target.protected && self.settings.colour {
            true => format!("\x1b[1;31m{environment}\x1b[0m{rest}"),
            false => plain.clone(),
        };
        (plain, coloured)
    }
}
