//! `\c`: another database of the server.

use super::session::Console;
use crate::error::Error;
use crate::model::DatabaseName;
use crate::postgres::client::Status;
use crate::postgres::{ConnectRequest, is_unknown_database};
use crate::script::{Failure, InteractiveSession};

impl Console<'_> {
    /// Goes to another database. Where that cannot be, this session stays.
    pub(super) async fn connect(&mut self, database: &str) -> Result<(), Failure> {
        let target = self.dialogue.target().with_database(DatabaseName::new(database)?);
        let login = ConnectRequest { target: &target, ..self.login };
        let client = tokio::select! {
            client = login.connect_client() => client.map_err(advise)?,
            () = self.interrupt.wait() => return Err(Error::interrupted("interrupted").into()),
        };
        let read_only = self.settings.read_only;
        let session = InteractiveSession::open(client, target, self.interrupt, read_only).await?;
        self.note_open_transaction();
        let before = std::mem::replace(&mut self.dialogue, session);
        before.close().await;
        self.stale = true;
        // Types have other OIDs there.
        self.types.clear();
        self.learn_own_types().await;
        self.screen.note(&self.dialogue.target().to_string());
        Ok(())
    }

    /// Says that the session ends with an open transaction.
    pub(super) fn note_open_transaction(&self) {
        if self.dialogue.client().status() != Status::Idle {
            self.screen.note("the open transaction is rolled back");
        }
    }
}

fn advise(error: Error) -> Error {
    match is_unknown_database(&error) {
        true => error.with_hint("\\l lists the databases"),
        false => error,
    }
}
