//! The end of a transaction, and finding its outcome if the connection is lost.

use tokio::time::sleep;

use super::Executor;
use crate::error::Error;
use crate::postgres::client::{Fault, Status};
use crate::postgres::lost::{self, PAUSE};
use crate::postgres::{connect_client, explain_fault, is_statement_pooling};
use crate::script::load::entry::{Entry, Role};
use crate::script::load::stop::{Failed, Stop};

/// The transaction ID, if it has one: a read-only transaction has none.
const XID: &str = "SELECT pg_catalog.pg_current_xact_id_if_assigned()";

/// The first version that reports it.
const XID_SINCE: u32 = 130_000;

/// What is said where it cannot be found out.
pub const UNKNOWN: &str = "the connection was lost at COMMIT, before the server answered: it is \
                           unknown whether everything was committed or nothing";

/// What is said of a database that is discarded.
pub const NOT_IN_PLACE: &str = "the new database was not in place yet: nothing was changed";

impl Executor<'_> {
    /// Ends our transaction without waiting: on any failure, the database is discarded.
    pub(super) fn end_piece(&mut self) -> Result<(), Stop> {
        self.send_ours("COMMIT", Role::Piece)
    }

    /// Queries the ID of our transaction, pipelined.
    pub(super) fn ask_for_xid(&mut self) -> Result<(), Stop> {
        let client = self.session.client();
        let knows =
            client.engine().numbers_transactions() && client.server_version_num() >= XID_SINCE;
        if self.options.disposable || !self.transaction.lacks_xid() || !knows {
            return Ok(());
        }
        self.transaction.ask_xid();
        self.send_ours(XID, Role::Xid)
    }

    /// Ends our transaction, and runs `after` behind it in the same message, since a pooler may
    /// give the next one another session.
    ///
    /// Errors: what stopped the transaction; an unexpected reply to its end; an unknown
    /// outcome, which is reported.
    pub(super) async fn commit_ours(&mut self, after: &str) -> Result<(), Stop> {
        self.open()?;
        self.ask_for_xid()?;
        // What is lost before COMMIT is sent was rolled back, also by a server that never returns.
        if self.options.traceable || self.client().is_near() {
            self.flush().await?;
        }
        self.hear_pooler().await?;
        self.end("COMMIT", after).await
    }

    /// Before a COMMIT, waits for the reply to BEGIN. A statement pooler refuses it
    /// and disconnects, but the server would still get what was sent behind it.
    pub(super) async fn hear_pooler(&mut self) -> Result<(), Stop> {
        if self.client().has_made_up_pid() && !self.options.disposable {
            self.flush().await?;
        }
        Ok(())
    }

    /// The same for COMMIT and ROLLBACK.
    pub(super) async fn end(&mut self, word: &'static str, after: &str) -> Result<(), Stop> {
        if self.session.guard().is_raised() {
            return Err(Stop::interrupted());
        }
        self.session.take_end();
        let text = if after.is_empty() { word.to_owned() } else { format!("{word};\n{after}") };
        self.send_ours(&text, Role::End)?;
        let mark = self.client().queued();
        let failed = self.converse_guarded(0, &mut None).await.err();
        let left = self.client().sent() >= mark;
        let (tag, status) = self.session.take_end();
        let tag = tag.unwrap_or_default().0;
        match failed {
            None if status == Some(Status::Idle) && tag == word => Ok(()),
            // It was done; what follows no longer matters.
            Some(_) if status.is_none() && tag == word => Ok(()),
            Some(failed) if status.is_none() && failed.is_unknown() && left && word == "COMMIT" => {
                self.find_out(failed.fault).await
            }
            Some(failed) => Err(failed.into()),
            None => {
                let message = format!("the server answered {word} with {tag:?}");
                let error = Error::failed(message);
                Err(error.with_detail("the transaction has not written anything").into())
            }
        }
    }

    /// The connection broke while COMMIT was in flight.
    pub(super) async fn find_out(&mut self, fault: Fault) -> Result<(), Stop> {
        let lost = explain_fault(fault, self.target);
        if self.options.disposable {
            return Err(lost.with_detail(NOT_IN_PLACE).into());
        }
        let outcome = match self.transaction.take_xid() {
            Some(xid) => self.ask_elsewhere(&xid).await,
            None => None,
        };
        match outcome.as_deref() {
            Some("committed") => {
                self.report
                    .say("the connection was lost at COMMIT; the server reports it as committed");
                Ok(())
            }
            Some("aborted") => {
                let detail = "the connection was lost at COMMIT, and the server reports it as \
                              rolled back: the database is unchanged";
                Err(lost.with_detail(detail).into())
            }
            _ => Err(Error::failed(lost.message())
                .with_detail(UNKNOWN)
                .with_hint("check the database before you repeat it")
                .into()),
        }
    }

    /// Asks on another connection, which replaces the lost one.
    async fn ask_elsewhere(&mut self, xid: &str) -> Option<String> {
        self.report.doing("asking the server for the outcome of the transaction");
        let question = format!("SELECT pg_catalog.pg_xact_status('{xid}')");
        let target = self.target;
        let work = lost::ask(async |left| {
            let mut client = connect_client(target, "cruddur-db commit", left).await.ok()?;
            loop {
                match client.ask(&question).await {
                    Ok(Some(status)) if status == "in progress" => sleep(PAUSE).await,
                    // The server may be shutting down only now.
                    Err(fault) if fault.is_lost() => return None,
                    answer => return Some((answer.ok().flatten(), client)),
                }
            }
        });
        let guard = self.session.guard();
        let found = tokio::select! {
            found = work => found,
            () = guard.raised() => None,
        };
        let (status, client) = found?;
        self.session.go_on_with(client);
        status
    }
}

impl Failed {
    /// Whether the server may have continued unnoticed.
    pub(super) fn is_unknown(&self) -> bool {
        match &self.fault {
            Fault::Lost(_) => true,
            Fault::Server(error) => {
                let is_end = |it: &Entry| it.role == Role::End || it.commits_unit();
                let is_end = self.entry.as_deref().is_none_or(is_end);
                error.is_fatal() && (is_end || is_statement_pooling(&error.message))
            }
        }
    }
}
