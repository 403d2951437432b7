//! The loader: takes what the scanner finds, and decides what goes to the server and when.

use std::collections::HashSet;
use std::path::PathBuf;

use super::condition::Condition;
use super::loaded::Loaded;
use super::options::Options;
use crate::error::{Error, Location, Result};
use crate::model::Target;
use crate::progress::Progress;
use crate::script::input::cache::InputCache;
use crate::script::input::encoding::Encoding;
use crate::script::input::position::Position;
use crate::script::input::{self, Input};
use crate::script::load::entry::Role;
use crate::script::load::rows::Undo;
use crate::script::load::scanner::{Event, ROW_COUNT, Scanner};
use crate::script::load::session::Session;
use crate::script::load::unit_log::UnitLog;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::variables::Variables;

/// What stops a load before its end.
pub type Stop = Error;

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionState {
    /// Our transaction begins with the next message.
    NotStarted,
    /// In our transaction.
    Managed,
    /// In one that the file began after it had ended ours.
    File,
    /// In none: every statement is its own.
    Autocommit,
}

/// See the module.
pub struct Loader<'a> {
    pub session: Session<'a>,
    pub target: &'a Target,
    pub options: &'a Options,
    pub progress: &'a dyn Progress,
    pub block: TransactionState,
    pub files: Vec<OpenFile>,
    pub variables: Variables,
    /// A COMMIT of the file that ends our transaction, unless it is the last word anyway.
    pub pending_commit: Option<Location>,
    /// Where something was committed before the end.
    pub committed_at: Option<Location>,
    pub standard_strings: bool,
    strings_at_login: bool,
    pub encoding: Encoding,
    pub readable: InputCache,
    pub loaded: Loaded,
    pub told: HashSet<&'static str>,
    /// Statements that are still to come first.
    pub first: Vec<String>,
    /// Whether there is a pooler, once that was asked.
    pub is_pooled: Option<bool>,
    /// There was a LISTEN, which begins with COMMIT.
    pub listens: bool,
    /// The file began a transaction within ours, and has not ended it.
    pub file_began: bool,
    /// How many statements the present piece has.
    pub in_piece: u64,
    /// The number of our transaction, once it is known.
    pub xid: Option<String>,
    pub xid_asked: bool,
    /// Something ran in it after which its isolation level is settled.
    pub settled: bool,
    /// The rows of the last statement, for `:ROW_COUNT`.
    pub row_count: u64,
    pub undo: Undo,
    /// The key that `\unrestrict` must give before other commands count again.
    pub restricted: Option<String>,
    /// Where `\cd` went.
    pub folder: Option<PathBuf>,
    pub done_bytes: u64,
    pub total_bytes: Option<u64>,
    pub units: UnitLog,
}

/// A file being read, and the branches of `\if` open in it.
pub struct OpenFile {
    pub scanner: Scanner,
    pub conditions: Vec<Condition>,
    pub identity: PathBuf,
    /// How often variables had changed when the file was opened.
    pub changes: u64,
    /// It was written by pg_dumpall.
    pub of_a_server: bool,
    /// Its last statement, for `\g` without one.
    pub previous: Previous,
}

/// What `\g` sends again.
#[derive(Debug, Clone)]
pub enum Previous {
    None,
    Statement(Statement),
    /// One that is too long to be kept.
    Long,
}

impl<'a> Loader<'a> {
    pub fn new(
        session: Session<'a>,
        target: &'a Target,
        options: &'a Options,
        progress: &'a dyn Progress,
    ) -> Self {
        let strings_at_login = session.standard_strings();
        Self {
            session,
            target,
            options,
            progress,
            block: TransactionState::NotStarted,
            files: Vec::new(),
            variables: Variables::default(),
            pending_commit: None,
            committed_at: None,
            standard_strings: strings_at_login,
            strings_at_login,
            encoding: Encoding::Utf8,
            readable: InputCache::default(),
            loaded: Loaded::default(),
            told: HashSet::new(),
            first: options.first.clone(),
            is_pooled: None,
            listens: false,
            file_began: false,
            in_piece: 0,
            xid: None,
            xid_asked: false,
            settled: false,
            row_count: 0,
            undo: Undo::default(),
            restricted: None,
            folder: None,
            done_bytes: 0,
            total_bytes: None,
            units: UnitLog::default(),
        }
    }

    /// Runs all inputs.
    pub async fn run(&mut self, inputs: &[Input]) -> Result<(), Stop> {
        self.refuse_promises()?;
        self.begin_input()?;
        let version = self.session.client.server_version_num();
        let (target, own) = (self.target, self.own().to_owned());
        self.variables.set_connection(target, &own, version)?;
        for (name, value) in &self.options.variables {
            self.variables.set(name, value.as_str())?;
        }
        self.total_bytes = input::total_size(inputs)?;
        for (index, input) in inputs.iter().enumerate() {
            self.progress.doing(&format!("loading {}", input.name().display()));
            if index > 0 {
                if self.options.commit_after == Some(index)
                    && self.block == TransactionState::Managed
                {
                    self.end_piece()?;
                }
                self.start_input()?;
            }
            self.load_input(input).await?;
            self.loaded.files += 1;
        }
        self.finish().await
    }

    /// Between two inputs: the second finds the session as the first one did.
    pub fn start_input(&mut self) -> Result<()> {
        // A COMMIT at the very end of a file: both files are one transaction still.
        self.pending_commit = None;
        self.file_began = false;
        if self.block == TransactionState::Autocommit {
            self.block = TransactionState::NotStarted;
        }
        self.reset_session()?;
        self.begin_input()
    }

    /// How a file is read that says nothing about it: as psql does, which takes it for what the
    /// environment says, or else for text in the database's own encoding.
    pub fn begin_input(&mut self) -> Result<()> {
        let client = &self.session.client;
        let wanted = self.target.url.config.client_encoding.as_deref();
        self.encoding = match wanted {
            Some(name) => Encoding::named(name)?,
            // What is not known here can still be read as far as it is ASCII.
            None => Encoding::named(client.parameter("server_encoding")).unwrap_or(Encoding::Utf8),
        };
        self.standard_strings = self.strings_at_login;
        self.restricted = None;
        self.folder = None;
        Ok(())
    }

    pub fn reset_session(&mut self) -> Result<()> {
        self.open()?;
        self.send_ours(&crate::script::load::reset::statements(), Role::Ours)?;
        self.set_unasked(self.block == TransactionState::Managed)
    }

    pub async fn load_file(&mut self, input: &Input) -> Result<(), Stop> {
        if matches!(input, Input::Text { .. } | Input::Read { .. }) {
            self.encoding = Encoding::Utf8;
        }
        let source = input::open(input, &mut self.readable, self.encoding).await?;
        self.note_durable_ddl(&source.name().at(Position::START));
        let is_unit = matches!(input, Input::Read { .. });
        if !is_unit && input::wants_no_transaction(source.window().0) {
            self.enter_autocommit(source.name().at(Position::START)).await?;
        }
        self.push_file(source, input.name().to_owned());
        while !self.files.is_empty() {
            let event = match self.files.last_mut() {
                Some(file) => tokio::select! {
                    biased;
                    // A pipe may have nothing to say for long.
                    () = self.session.guard.raised() => None,
                    event = file.scanner.next(&self.variables) => Some(event),
                },
                None => break,
            };
            let event = event.unwrap_or_else(|| Err(self.interrupted()));
            let step = match event {
                Ok(Event::Statement(statement)) => self.statement(statement).await,
                Ok(Event::Command(position)) => self.command(position).await,
                Ok(Event::Count) => self.count_rows().await,
                Ok(Event::End) => self.end_file(),
                Err(error) => Err(error),
            };
            if let Err(stop) = step {
                return Err(self.earlier(stop).await);
            }
        }
        Ok(())
    }

    /// What psql would have met first: an error of a statement that is on its way.
    async fn earlier(&mut self, stop: Stop) -> Stop {
        self.flush().await.err().unwrap_or(stop)
    }

    /// `:ROW_COUNT` is about the statement before.
    pub async fn count_rows(&mut self) -> Result<(), Stop> {
        self.flush().await?;
        self.variables.set(ROW_COUNT, self.row_count.to_string())?;
        if let Some(file) = self.files.last_mut() {
            file.scanner.counted = true;
        }
        Ok(())
    }

    pub fn push_file(&mut self, source: crate::script::input::source::Source, identity: PathBuf) {
        let of_a_server = input::is_dump_of_a_server(source.window().0);
        let scanner = Scanner::new(source, self.standard_strings);
        self.files.push(OpenFile {
            scanner,
            conditions: Vec::new(),
            identity,
            changes: self.variables.changes(),
            of_a_server,
            previous: Previous::None,
        });
    }

    pub fn end_file(&mut self) -> Result<(), Stop> {
        let Some(file) = self.files.pop() else { return Ok(()) };
        let source = &file.scanner.source;
        if !file.conditions.is_empty() {
            let error = Error::failed("the file ends within an \\if; \\endif is missing");
            return Err(error.at(source.name().at(source.position())));
        }
        source.check_unchanged()?;
        if self.files.is_empty() {
            let bytes = source.bytes();
            self.end_input(bytes);
        }
        Ok(())
    }
}
