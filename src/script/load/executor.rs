//! Sending statements, and finding out what an error is about.

use std::sync::Arc;

use futures_util::FutureExt;
use tokio::time::Instant;

use crate::postgres::client::{Fault, Reply, ServerMessage, Status};
use crate::script::input::position::{FileName, Position};
use crate::script::load::copy::Data;
use crate::script::load::entry::{Answer, Entry, Event, Role};
use crate::script::load::loader::{Loader, Stop, TransactionState};
use crate::script::load::session::{SLOW, WINDOW};
use crate::script::syntax::statement::{Statement, summary};
use crate::script::syntax::statement_kind::Kind;

/// A transaction of this many statements is enough for one that may be cut in pieces: each table
/// that it makes takes a handful of the server's locks.
const PIECE: u64 = 100;

/// After these, and no others, a transaction may still choose its isolation level; a question of
/// ours would settle it. Source: PostgreSQL, `PlannedStmtRequiresSnapshot`.
const BEFORE_ISOLATION: [&str; 10] = [
    "BEGIN",
    "LISTEN",
    "LOCK TABLE",
    "NOTIFY",
    "RESET",
    "SET",
    "SET CONSTRAINTS",
    "SHOW",
    "START TRANSACTION",
    "UNLISTEN",
];

/// What stopped the server, and at which statement.
pub struct Failed {
    pub fault: Fault,
    pub entry: Option<Box<Entry>>,
}

impl Loader<'_> {
    /// Sends a statement of the file, behind others where it may share their fate.
    pub async fn queue(&mut self, statement: Statement, table: Option<String>) -> Result<(), Stop> {
        if self.block == TransactionState::Autocommit {
            return self.send_and_wait(statement).await.map(drop);
        }
        self.open()?;
        self.remember();
        let entry = Entry::new(statement, table, Role::File);
        let asks = self.session.send(entry).map_err(|error| self.lost(error))?;
        if asks {
            self.ask_for_xid()?;
            // What is wrong with the connection comes up where it is waited for.
            let _ = self.session.client.drain().now_or_never();
        }
        self.move_on().await
    }

    /// Sends a statement as a message of its own, and waits for it.
    pub async fn send_and_wait(&mut self, statement: Statement) -> Result<Answer, Stop> {
        self.open()?;
        self.remember();
        let place = statement.origin.location();
        let entry = Entry::new(statement, None, Role::File);
        self.session.send_alone(entry).map_err(|error| self.lost(error))?;
        let answer = self.receive(0, None).await?;
        self.look_at_block(place);
        Ok(answer)
    }

    /// `:ROW_COUNT` is about this statement.
    pub fn remember(&mut self) {
        for file in &mut self.files {
            file.scanner.counted = false;
        }
    }

    /// Sends a message of ours.
    pub fn send_ours(&mut self, text: &str, role: Role) -> Result<(), Stop> {
        let statement = Statement::made(text, FileName::ours(), Position::START);
        let entry = Entry::new(statement, None, role);
        self.session.send_alone(entry).map_err(|error| self.lost(error))
    }

    /// Begins our transaction where that is due. Waits for nothing.
    pub fn open(&mut self) -> Result<(), Stop> {
        if self.block != TransactionState::NotStarted {
            return Ok(());
        }
        self.send_ours("BEGIN", Role::Ours)?;
        self.set_unasked(true)?;
        for text in std::mem::take(&mut self.first) {
            self.send_ours(&text, Role::Ours)?;
        }
        self.block = TransactionState::Managed;
        self.undo.begin(&self.loaded.rows);
        (self.xid, self.xid_asked, self.in_piece) = (None, false, 0);
        self.settled = false;
        Ok(())
    }

    /// Sets what the URL asks for and the login could not; `local` for our transaction alone.
    pub fn set_unasked(&mut self, local: bool) -> Result<(), Stop> {
        for set in crate::script::load::reset::unasked(self.session.client, local) {
            self.send_ours(&set, Role::Ours)?;
        }
        Ok(())
    }

    /// From here on every statement is its own transaction.
    pub fn leave(&mut self) -> Result<(), Stop> {
        self.block = TransactionState::Autocommit;
        self.set_unasked(false)
    }

    /// Waits for everything that is on its way.
    pub async fn flush(&mut self) -> Result<(), Stop> {
        self.receive(0, None).await.map(drop)
    }

    /// Waits while too much is on its way; ends a piece that is large enough.
    pub async fn move_on(&mut self) -> Result<(), Stop> {
        self.in_piece += 1;
        if self.options.pieces
            && self.in_piece >= PIECE
            && self.block == TransactionState::Managed
            && !self.file_began
        {
            self.end_piece()?;
        }
        if self.session.is_waiting(WINDOW) {
            self.receive(WINDOW, None).await?;
        }
        Ok(())
    }

    /// A question of ours, after all that is on its way.
    pub async fn ask(&mut self, question: &str) -> Result<Option<String>, Stop> {
        self.open()?;
        self.send_ours(question, Role::Ours)?;
        let answer = self.receive(0, None).await?;
        Ok(answer.row.and_then(|row| row.into_iter().next().flatten()))
    }

    /// Reads replies until no more than so many bytes of statements are unanswered. A statement
    /// that wants data gets it from `data`.
    pub async fn receive(
        &mut self,
        most: usize,
        mut data: Option<&mut Data<'_>>,
    ) -> Result<Answer, Stop> {
        if self.session.guard.is_raised() {
            return Err(self.interrupted());
        }
        let result = self.converse_guarded(most, &mut data).await;
        if let Some(stopped) = data.as_mut().and_then(|data| data.stopped.take()) {
            return Err(stopped);
        }
        self.tell_bytes();
        match result {
            Ok(()) => {
                let answer = std::mem::take(&mut self.session.answer);
                if self.settled {
                    self.ask_for_xid()?;
                }
                Ok(answer)
            }
            Err(failed) => Err(self.explain_failure(failed, data.as_deref())),
        }
    }

    pub async fn converse_guarded(
        &mut self,
        most: usize,
        data: &mut Option<&mut Data<'_>>,
    ) -> Result<(), Failed> {
        let guard = Arc::clone(&self.session.guard);
        let running = self.session.running().cloned().map(Box::new);
        let done = guard.run(self.converse(most, data)).await;
        done.unwrap_or_else(|fault| Err(Failed { fault, entry: running }))
    }

    async fn converse(
        &mut self,
        most: usize,
        data: &mut Option<&mut Data<'_>>,
    ) -> Result<(), Failed> {
        let mut failed: Option<Failed> = None;
        let mut since = Instant::now();
        loop {
            let most = if failed.is_some() { 0 } else { most };
            if !self.session.is_waiting(most) {
                return failed.map_or(Ok(()), Err);
            }
            let reply = tokio::select! {
                reply = self.session.client.next() => reply,
                () = tokio::time::sleep_until(since + SLOW) => {
                    since = Instant::now();
                    self.tell_running();
                    continue;
                }
            };
            let reply = match reply {
                Ok(reply) => reply,
                Err(error) => {
                    let entry = self.session.running().cloned().map(Box::new);
                    return Err(failed.unwrap_or(Failed { fault: Fault::Lost(error), entry }));
                }
            };
            since = Instant::now();
            failed = failed.or(self.take(reply, data).await);
        }
    }

    /// Takes a reply; returns what went wrong.
    async fn take(&mut self, reply: Reply, data: &mut Option<&mut Data<'_>>) -> Option<Failed> {
        match self.session.take(reply) {
            Event::Nothing if std::mem::take(&mut self.session.unit_ended) => {
                self.units.note(self.loaded.statements);
            }
            Event::Nothing => {}
            Event::Notice(notice) => self.tell_notice(&notice),
            Event::Failed(entry, error) => {
                return Some(Failed { fault: Fault::Server(error), entry: Some(entry) });
            }
            Event::Done { role: Role::File, table, tag, text } => {
                self.loaded.statements += 1;
                self.row_count = tag.rows();
                // AND CHAIN begins another transaction, which may choose for itself.
                let begins = matches!(tag.0.as_str(), "COMMIT" | "ROLLBACK");
                self.settled |= !BEFORE_ISOLATION.contains(&tag.0.as_str());
                if begins {
                    (self.settled, self.xid) = (false, None);
                }
                if let Some(table) = table {
                    self.loaded.count_rows(&table, tag.rows());
                }
                if let Some(text) = text {
                    let fresh = self.block == TransactionState::Autocommit;
                    self.undo.look_at(&tag, &text, fresh, &mut self.loaded.rows);
                }
            }
            Event::Done { role: Role::Xid, .. } => {
                let row = self.session.answer.row.take();
                (self.xid, self.xid_asked) = (row.and_then(|row| row.into_iter().next()?), false);
            }
            Event::Done { role: Role::Piece, tag, .. } => {
                self.undo.begin(&self.loaded.rows);
                if tag.0 != "COMMIT" {
                    let said = format!("the server answered COMMIT with {:?}", tag.0);
                    let fault = Fault::Lost(std::io::Error::other(said));
                    return Some(Failed { fault, entry: None });
                }
            }
            Event::Done { .. } => {}
            Event::CopyIn { binary } => match data {
                Some(data) => {
                    let tell = self.byte_teller();
                    let guard = Arc::clone(&self.session.guard);
                    let fed = data.feed(self.session.client, &guard, binary, &tell).await;
                    if let Err(error) = fed {
                        let entry = self.session.running().cloned().map(Box::new);
                        return Some(Failed { fault: Fault::Lost(error), entry });
                    }
                }
                None => self.session.client.copy_fail("there is no data here").ok()?,
            },
        }
        None
    }

    fn tell_running(&self) {
        if let Some(entry) = self.session.running()
            && entry.role == Role::File
        {
            let file = entry.statement.origin.file.path().display();
            self.progress.doing(&format!("{file}: {}", summary(&entry.statement.text)));
        }
    }

    /// After what may have been several statements: where the session stands now.
    pub fn look_at_block(&mut self, place: crate::error::Location) {
        match (self.block, self.session.client.status()) {
            (TransactionState::Autocommit, Status::Open) => self.block = TransactionState::File,
            (
                TransactionState::NotStarted | TransactionState::Managed | TransactionState::File,
                Status::Idle,
            ) => {
                self.block = TransactionState::Autocommit;
                self.note_own_transactions(place);
            }
            _ => {}
        }
    }

    /// Passes on what the server says.
    fn tell_notice(&mut self, notice: &ServerMessage) {
        let counts = notice.severity == "NOTICE";
        self.loaded.notice_count += u64::from(counts);
        if !counts || self.loaded.notice_count <= super::loaded::SHOWN_NOTICES {
            self.say(&notice.lines());
        }
    }

    /// Errors: a statement of several, one of which ends the transaction, where nothing may.
    pub fn check_pieces(&self, statement: &Statement) -> Result<(), Stop> {
        if !statement.origin.odd {
            return Ok(());
        }
        let standard = self.standard_strings;
        for piece in crate::script::syntax::statement::pieces(&statement.text, standard) {
            let piece = Statement::made(piece, FileName::ours(), Position::START);
            if matches!(
                crate::script::syntax::statement_kind::kind(&piece),
                Kind::Commit | Kind::Rollback | Kind::Chain
            ) {
                self.refuse_in_check(&statement.origin.location(), "commits in its middle")?;
            }
        }
        Ok(())
    }
}
