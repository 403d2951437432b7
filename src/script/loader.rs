//! The loader: takes what the scanner finds, and decides what goes to the server and when.

use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::batch::Batch;
use super::conditions::Condition;
use super::encoding::Encoding;
use super::notices::Notices;
use super::outside::is_dump_of_a_server;
use super::place::{Again, with_excerpt};
use super::position::{FileName, Position};
use super::scanner::{Event, Scanner};
use super::session::Session;
use super::statement::{Origin, Statement};
use super::variables::Variables;
use super::watch::Watch;
use super::{Input, Loaded, Options, csv, input};
use crate::error::{Error, Location, Result};
use crate::model::Target;
use crate::ops::Progress;

/// Why a load stops before its end.
#[derive(Debug)]
pub enum Stop {
    Failed(Error),
    /// Something must be known that only a second run can tell; see [`Replay`].
    Again(Replay),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// What a second run does differently. The server reads a whole message before it runs any of
/// it: a syntax error hides errors of the statements before it, which psql would have met first.
#[derive(Debug, Clone)]
pub struct Replay {
    /// The statements of these numbers go one by one.
    pub alone: Range<u64>,
    pub standard_strings: bool,
}

impl Default for Replay {
    fn default() -> Self {
        Self { alone: 0..0, standard_strings: true }
    }
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// Our transaction begins with the next message.
    Fresh,
    /// In our transaction.
    Ours,
    /// In one that the file began after it had ended ours.
    Theirs,
    /// In none: every statement is its own.
    Auto,
}

/// See the module.
pub struct Loader<'a> {
    pub session: Session<'a>,
    pub target: &'a Target,
    pub options: &'a Options,
    pub progress: &'a dyn Progress,
    pub notices: Notices,
    pub replay: Replay,
    /// A second run: what it says has been said already.
    pub again: bool,
    pub batch: Batch,
    pub block: Block,
    pub files: Vec<OpenFile>,
    pub variables: Variables,
    pub ordinal: u64,
    /// A COMMIT of the file that ends our transaction, unless it is the last word anyway.
    pub pending_commit: Option<Location>,
    /// Where something was committed before the end.
    pub committed_at: Option<Location>,
    pub standard_strings: bool,
    /// A file was read whose strings depend on that.
    pub doubtful: bool,
    pub encoding: Encoding,
    pub readable: Again,
    pub loaded: Loaded,
    /// Every input can be read a second time.
    pub repeatable: bool,
    pub told: HashSet<&'static str>,
    watch: Watch,
    /// The BEGIN of the file's own transaction waits in the batch, and nothing before it.
    pub begins: bool,
    /// The key that `\unrestrict` must give before other commands count again.
    pub restricted: Option<String>,
    /// Where `\cd` went.
    pub folder: Option<PathBuf>,
    /// Statements that were left out, and that the server has not read.
    pub left_out: Batch,
    done_bytes: u64,
    total_bytes: Option<u64>,
}

/// What `\g` sends again.
#[derive(Debug, Clone)]
pub enum Previous {
    None,
    Statement(Statement),
    /// One that is too long to be kept.
    Long,
}

/// A statement of more bytes is not kept for `\g`.
pub const LONGEST_KEPT: usize = 1 << 16;

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

impl<'a> Loader<'a> {
    pub fn new(
        session: Session<'a>,
        target: &'a Target,
        options: &'a Options,
        progress: &'a dyn Progress,
        notices: Notices,
    ) -> Self {
        Self {
            session,
            target,
            options,
            progress,
            notices,
            replay: Replay::default(),
            again: false,
            batch: Batch::default(),
            block: Block::Fresh,
            files: Vec::new(),
            variables: Variables::default(),
            ordinal: 0,
            pending_commit: None,
            committed_at: None,
            standard_strings: true,
            doubtful: false,
            encoding: Encoding::Utf8,
            readable: Again::default(),
            loaded: Loaded::default(),
            repeatable: true,
            told: HashSet::new(),
            watch: Watch::default(),
            begins: false,
            restricted: None,
            folder: None,
            left_out: Batch::default(),
            done_bytes: 0,
            total_bytes: None,
        }
    }

    /// Runs all inputs. `replay` is for the second run.
    pub async fn run(&mut self, inputs: &[Input], replay: Option<Replay>) -> Result<(), Stop> {
        self.again = replay.is_some();
        self.replay = replay.unwrap_or_default();
        self.standard_strings = self.replay.standard_strings;
        self.reset_state()?;
        self.readable.pipes.rewind();
        self.total_bytes = input::total_size(inputs)?;
        for (index, input) in inputs.iter().enumerate() {
            self.progress.doing(&format!("loading {}", input.name().display()));
            if index > 0 {
                self.separate(input)?;
            }
            if let Some(csv) = csv::Csv::of(input) {
                csv::load(self, &csv).await?;
            } else {
                self.load_file(input).await?;
            }
            self.loaded.files += 1;
        }
        self.finish().await
    }

    fn reset_state(&mut self) -> Result<()> {
        self.batch = Batch::default();
        self.block = Block::Fresh;
        self.files.clear();
        self.ordinal = 0;
        self.pending_commit = None;
        self.watch = Watch::default();
        self.begins = false;
        self.restricted = None;
        self.folder = None;
        self.done_bytes = 0;
        self.encoding = Encoding::Utf8;
        self.left_out = Batch::default();
        self.loaded = Loaded::default();
        self.variables = Variables::default();
        let version = self.session.connection.server_version_num();
        self.variables.set_connection(self.target, version.unwrap_or_default())?;
        for (name, value) in &self.options.variables {
            self.variables.set(name, value.as_str())?;
        }
        Ok(())
    }

    /// Between two inputs: the second finds the session as the first one did.
    fn separate(&mut self, next: &Input) -> Result<()> {
        // A COMMIT at the very end of a file: both files are one transaction still.
        self.pending_commit = None;
        self.encoding = Encoding::Utf8;
        self.standard_strings = self.replay.standard_strings;
        self.restricted = None;
        self.folder = None;
        if self.block == Block::Auto {
            self.block = Block::Fresh;
        }
        let name = FileName::new(next.name());
        self.queue_reset(&name);
        Ok(())
    }

    pub fn queue_reset(&mut self, name: &FileName) {
        let facts = self.session.facts.clone();
        for text in super::reset::statements(facts.as_ref()) {
            let statement = Statement::made(text, name.clone(), Position::START);
            self.batch.push_ours(statement);
        }
    }

    /// What a rollback leaves of a first run: prepared statements and the like.
    pub async fn forget_session(&mut self) -> Result<(), Stop> {
        let facts = self.session.facts.clone();
        let text = super::reset::statements(facts.as_ref()).join("\n");
        let reply = self.session.send(Arc::new(text), &|_| {}).await;
        match reply.failure {
            Some(error) => Err(self.broken(error, None).into()),
            None => Ok(()),
        }
    }

    async fn load_file(&mut self, input: &Input) -> Result<(), Stop> {
        let source = input::open(input, &mut self.readable, self.encoding).await?;
        self.repeatable &= source.is_repeatable();
        if input::wants_no_transaction(source.window().0) {
            self.leave_for_good(source.name().at(Position::START)).await?;
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
            let event = event.unwrap_or_else(|| Err(self.interrupted(true)));
            let step = match event {
                Ok(Event::Statement(statement)) => self.statement(statement).await,
                Ok(Event::Command(position)) => self.command(position).await,
                Ok(Event::End) => self.end_file(),
                Err(error) => Err(Stop::Failed(error)),
            };
            if let Err(stop) = step {
                return Err(self.earlier(stop).await);
            }
        }
        Ok(())
    }

    /// What psql would have met first: an error of a statement that waits in the batch.
    async fn earlier(&mut self, stop: Stop) -> Stop {
        match stop {
            Stop::Failed(error) if !self.batch.is_empty() => match self.flush().await {
                Ok(()) => Stop::Failed(error),
                Err(earlier) => earlier,
            },
            stop => stop,
        }
    }

    pub fn push_file(&mut self, source: super::source::Source, identity: PathBuf) {
        let of_a_server = is_dump_of_a_server(source.window().0);
        let scanner = Scanner::new(source, self.standard_strings);
        let changes = self.variables.changes();
        self.files.push(OpenFile {
            scanner,
            conditions: Vec::new(),
            identity,
            changes,
            of_a_server,
            previous: Previous::None,
        });
    }

    pub fn end_file(&mut self) -> Result<(), Stop> {
        let Some(file) = self.files.pop() else { return Ok(()) };
        self.doubtful |= file.scanner.lexer.doubtful_strings;
        let source = &file.scanner.source;
        if !file.conditions.is_empty() {
            let error = Error::failed("the file ends within an \\if; \\endif is missing");
            return Err(error.at(source.name().at(source.position())).into());
        }
        source.check_unchanged()?;
        if self.files.is_empty() {
            let bytes = source.bytes();
            self.end_input(bytes);
        }
        Ok(())
    }

    /// Tells how far the load is.
    pub fn tell_bytes(&self) {
        self.byte_teller()(0);
    }

    /// Tells how far the load is while data is copied: out of the input itself, of which the
    /// teller is told the bytes that are done, unless a file in it is being read.
    pub fn byte_teller(&self) -> impl Fn(u64) + Sync + use<'a> {
        let (progress, done, total) = (self.progress, self.done_bytes, self.total_bytes);
        let outer = self.files.first().map(|file| file.scanner.source.bytes());
        move |now| progress.bytes(done + outer.unwrap_or(now), total)
    }

    /// An input is over, of so many bytes.
    pub fn end_input(&mut self, bytes: u64) {
        self.done_bytes += bytes;
        self.loaded.bytes += bytes;
    }

    /// Puts a statement into the batch, and sends it when it is time.
    pub async fn queue(&mut self, statement: Statement, table: Option<String>) -> Result<(), Stop> {
        let watched = self.watch.wants_alone(&statement);
        let odd = statement.origin.odd || watched;
        let alone = odd || self.block == Block::Auto || self.replay.alone.contains(&self.ordinal);
        if watched {
            self.flush_open().await?;
        } else if alone || !self.batch.takes(&statement) {
            self.flush().await?;
        }
        self.batch.push(statement, self.ordinal, table);
        self.ordinal += 1;
        if alone {
            self.flush().await?;
        }
        if self.block == Block::Auto {
            self.committed_at = self.files.last().map(|file| {
                let source = &file.scanner.source;
                source.name().at(source.position())
            });
        }
        Ok(())
    }

    /// Adds a statement that stands for nothing in the file.
    pub fn queue_ours(&mut self, text: &str, near: &Origin) {
        self.batch.push_ours(Statement::made(text, near.file.clone(), near.start()));
    }

    /// A question of ours; what was queued before it is sent first.
    pub async fn ask(&mut self, question: String) -> Result<Option<String>, Stop> {
        self.flush_open().await?;
        let answer = self.session.ask(question).await;
        answer.map_err(|error| self.broken(error, None).into())
    }

    /// Adds to the notices of the load, once.
    pub fn say(&mut self, line: &str) {
        if !self.again {
            self.progress.notice(line);
        }
        if self.loaded.notices.len() < super::MOST_NOTICES {
            self.loaded.notices.push(line.to_owned());
        }
    }

    /// An error with the line it is about.
    pub fn show(&self, error: Error) -> Error {
        with_excerpt(error, &self.readable)
    }
}
