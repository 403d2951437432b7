//! Replies of the server, until enough has been answered.

use std::io;
use std::time::Duration;

use tokio::time::Instant;

use super::Executor;
use crate::postgres::client::{Fault, Reply};
use crate::script::load::copy_data::Data;
use crate::script::load::entry::{Event, Role};
use crate::script::load::stop::Failed;
use crate::script::syntax::statement::summary;

/// How often a slow statement is reported.
const SLOW: Duration = Duration::from_secs(1);

impl Executor<'_> {
    /// Reads replies until at most this many bytes of statements are unanswered, or the server
    /// has cancelled them after an interrupt.
    pub(super) async fn converse_guarded(
        &mut self,
        most: usize,
        data: &mut Option<&mut Data<'_>>,
    ) -> Result<(), Failed> {
        let guard = self.session.guard();
        let entry = self.session.running().cloned().map(Box::new);
        let done = guard.run(self.converse(most, data)).await;
        done.unwrap_or_else(|fault| Err(Failed { fault, entry }))
    }

    async fn converse(
        &mut self,
        most: usize,
        data: &mut Option<&mut Data<'_>>,
    ) -> Result<(), Failed> {
        let mut failed: Option<Failed> = None;
        let mut since = Instant::now();
        let mut told = 0;
        loop {
            let most = if failed.is_some() { 0 } else { most };
            if !self.session.is_waiting(most) {
                return failed.map_or(Ok(()), Err);
            }
            let reply = tokio::select! {
                reply = self.session.client_mut().next() => reply,
                () = tokio::time::sleep_until(since + SLOW * (told + 1)) => {
                    told += 1;
                    self.tell_running(since.elapsed());
                    continue;
                }
            };
            let reply = match reply {
                Ok(reply) => reply,
                Err(error) => return Err(failed.unwrap_or_else(|| self.lost(error))),
            };
            since = Instant::now();
            if std::mem::take(&mut told) > 0 {
                self.report.part(None);
            }
            failed = failed.or(self.take(reply, data).await.err());
        }
    }

    /// The connection was lost while this statement ran.
    fn lost(&self, error: io::Error) -> Failed {
        let entry = self.session.running().cloned().map(Box::new);
        Failed { fault: Fault::Lost(error), entry }
    }

    /// Handles a reply. Errors: what went wrong.
    async fn take(&mut self, reply: Reply, data: &mut Option<&mut Data<'_>>) -> Result<(), Failed> {
        match self.session.take(reply) {
            Event::Nothing => {}
            Event::UnitDone => self.units.note(self.report.statements()),
            Event::Notice(notice) => self.report.notice(&notice),
            Event::Failed(entry, error) => {
                return Err(Failed { fault: Fault::Server(error), entry: Some(entry) });
            }
            Event::Done { role: Role::File, table, tag, text } => {
                self.transaction.statement_done(&tag.0);
                let fresh = self.transaction.is_autocommit();
                self.report.statement_done(&tag, table, text.as_deref(), fresh);
            }
            Event::Done { role: Role::Xid, .. } => {
                let row = self.session.take_answer().row;
                self.transaction.set_xid(row.and_then(|row| row.into_iter().next()?));
            }
            Event::Done { role: Role::Piece, tag, .. } => {
                self.report.begin_transaction();
                if tag.0 != "COMMIT" {
                    let said = format!("the server answered COMMIT with {:?}", tag.0);
                    let fault = Fault::Lost(io::Error::other(said));
                    return Err(Failed { fault, entry: None });
                }
            }
            Event::Done { .. } => {}
            Event::CopyIn { binary } => {
                let guard = self.session.guard();
                let client = self.session.client_mut();
                let fed = match data {
                    Some(data) => data.feed(client, &guard, binary).await,
                    None => client.copy_fail("there is no data here"),
                };
                fed.map_err(|error| self.lost(error))?;
            }
        }
        Ok(())
    }

    fn tell_running(&mut self, elapsed: Duration) {
        if let Some(entry) = self.session.running()
            && entry.role == Role::File
        {
            let statement = &entry.statement;
            let place = statement.origin.file.at_line(statement.origin.start().line);
            self.report.slow(&format!("{place}: {}", summary(statement.text())), elapsed);
        }
    }
}
