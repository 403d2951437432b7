//! Sends statements, and interprets the replies for the transaction and the report.

mod commit;
mod copy;
mod isolated;
mod own_transactions;
mod replies;
mod units;

pub use commit::{NOT_IN_PLACE, UNKNOWN};

use futures_util::FutureExt;

use super::copy_data::Data;
use super::entry::{Answer, Entry, Role};
use super::loaded::Loaded;
use super::options::Options;
use super::pooled::Pooling;
use super::report::LoadReport;
use super::reset::RESET;
use super::session::Session;
use super::stop::Stop;
use super::transaction::Transaction;
use super::unanswered::WINDOW;
use super::unit::UnitLog;
use crate::error::Location;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::script::syntax::statement::Statement;

/// Sends statements, in the load's transaction as long as the files do not manage their own.
pub struct Executor<'a> {
    session: Session<'a>,
    target: &'a Target,
    options: &'a Options,
    transaction: Transaction,
    pooling: Pooling,
    report: LoadReport<'a>,
    /// Statements to send first.
    first: Vec<String>,
    units: UnitLog,
    /// The database is marked as loaded in part.
    is_part: bool,
}

impl<'a> Executor<'a> {
    pub fn new(
        session: Session<'a>,
        target: &'a Target,
        options: &'a Options,
        report: LoadReport<'a>,
    ) -> Self {
        Self {
            session,
            target,
            options,
            transaction: Transaction::default(),
            pooling: Pooling::default(),
            report,
            first: options.first.clone(),
            units: UnitLog::default(),
            is_part: options.is_part,
        }
    }

    pub fn client(&self) -> &Client {
        self.session.client()
    }

    pub fn target(&self) -> &'a Target {
        self.target
    }

    pub fn options(&self) -> &'a Options {
        self.options
    }

    pub fn transaction(&self) -> &Transaction {
        &self.transaction
    }

    pub fn report(&mut self) -> &mut LoadReport<'a> {
        &mut self.report
    }

    pub fn session(&self) -> &Session<'a> {
        &self.session
    }

    /// Ends when the user interrupts.
    pub async fn interrupted(&self) {
        self.session.guard().raised().await;
    }

    /// Rolls back after a failure. Returns whether the server confirmed it.
    pub async fn roll_back(&mut self) -> bool {
        self.session.roll_back().await
    }

    /// What was loaded.
    pub fn into_loaded(self) -> Loaded {
        self.report.finish(!self.options.dry_run && !self.transaction.is_undone())
    }

    /// Another input begins: the session is reset.
    pub fn start_input(&mut self, index: usize, start: Location) -> Result<(), Stop> {
        if self.options.commit_after == Some(index) && self.transaction.is_managed() {
            self.end_piece()?;
            self.transaction.begin_with_next();
        }
        self.transaction.begin_input(start);
        self.reset_session()
    }

    /// The session is in its initial state.
    pub fn reset_session(&mut self) -> Result<(), Stop> {
        self.open()?;
        self.send_ours(RESET, Role::Ours)?;
        self.set_unasked(self.transaction.is_managed())
    }

    /// Sends a statement of the file, pipelined if it may fail together with others.
    pub async fn queue(&mut self, statement: Statement) -> Result<(), Stop> {
        if self.transaction.is_autocommit() {
            return self.send_and_wait(statement).await.map(drop);
        }
        self.open()?;
        self.report.part(None);
        let table = statement.table().map(str::to_owned);
        if self.session.send(Entry::new(statement, table, Role::File))? {
            self.ask_for_xid()?;
            // Connection errors are reported when waiting.
            let _ = self.session.client_mut().drain().now_or_never();
        }
        self.move_on().await
    }

    /// Sends a statement as a separate message, and waits for it.
    pub async fn send_and_wait(&mut self, statement: Statement) -> Result<Answer, Stop> {
        let place = statement.origin.location();
        if self.transaction.is_autocommit() {
            self.mark_part(true).await?;
        }
        let answer = self.send_ending(statement).await?;
        self.follow_server(place)?;
        Ok(answer)
    }

    /// The same for one that is known to end a transaction.
    async fn send_ending(&mut self, statement: Statement) -> Result<Answer, Stop> {
        self.open()?;
        self.session.send_alone(Entry::new(statement, None, Role::File))?;
        self.receive(0, None).await
    }

    /// Pipelines a statement that the server parses without running it.
    pub async fn have_read(&mut self, statement: Statement) -> Result<(), Stop> {
        self.open()?;
        self.session.have_read(Entry::new(statement, None, Role::File))?;
        if self.transaction.is_autocommit() { self.flush().await } else { self.move_on().await }
    }

    /// An internal query, after everything in flight.
    pub async fn ask(&mut self, question: &str) -> Result<Option<String>, Stop> {
        self.open()?;
        self.send_ours(question, Role::Ours)?;
        let answer = self.receive(0, None).await?;
        Ok(answer.row.and_then(|row| row.into_iter().next().flatten()))
    }

    /// Waits for everything in flight.
    pub async fn flush(&mut self) -> Result<(), Stop> {
        self.receive(0, None).await.map(drop)
    }

    fn send_ours(&mut self, text: &str, role: Role) -> Result<(), Stop> {
        Ok(self.session.send_alone(Entry::new(Statement::ours(text), None, role))?)
    }

    /// Begins our transaction if needed, without waiting.
    fn open(&mut self) -> Result<(), Stop> {
        if !self.transaction.is_due() {
            return Ok(());
        }
        self.send_ours("BEGIN", Role::Ours)?;
        self.set_unasked(true)?;
        for text in std::mem::take(&mut self.first) {
            self.send_ours(&text, Role::Ours)?;
        }
        self.transaction.begin();
        self.report.begin_transaction();
        Ok(())
    }

    /// Applies the URL's settings that the login could not; `local` for our transaction only.
    fn set_unasked(&mut self, local: bool) -> Result<(), Stop> {
        for set in self.client().set_unasked(local) {
            self.send_ours(&set, Role::Ours)?;
        }
        Ok(())
    }

    /// Waits while too much is in flight; ends a piece that is large enough.
    async fn move_on(&mut self) -> Result<(), Stop> {
        if self.transaction.count_statement() && self.options.pieces {
            self.end_piece()?;
            self.transaction.begin_piece();
        }
        if self.session.is_waiting(WINDOW) {
            self.receive(WINDOW, None).await?;
        }
        Ok(())
    }

    /// Reads replies until at most this many bytes of statements are unanswered. A statement
    /// that wants data gets it from `data`.
    async fn receive(
        &mut self,
        most: usize,
        mut data: Option<&mut Data<'_>>,
    ) -> Result<Answer, Stop> {
        if self.session.guard().is_raised() {
            return Err(Stop::interrupted());
        }
        let result = self.converse_guarded(most, &mut data).await;
        if let Some(stopped) = data.as_mut().and_then(|data| data.take_stopped()) {
            return Err(stopped.into());
        }
        if let Err(mut failed) = result {
            if let (Some(entry), Some(data)) = (&mut failed.entry, data) {
                entry.data.get_or_insert_with(|| data.place());
            }
            return Err(failed.into());
        }
        let answer = self.session.take_answer();
        if self.transaction.is_settled() {
            self.ask_for_xid()?;
        }
        Ok(answer)
    }
}
