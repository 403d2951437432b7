//! One session of the console: sends statements and shows results.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::complete::Names;
use super::screen::{Screen, Settings};
use crate::error::{Error, Result};
use crate::interrupt::Interrupt;
use crate::model::{RowSet, Target, TypeParts};
use crate::postgres::catalog;
use crate::postgres::client::Status;
use crate::report::query::{Expanded, QueryResult};
use crate::script::reading::{
    Encoding, Event, FileName, InputCache, Kind, Position, Reader, Scanner, Source, Statement,
    Variables, open,
};
use crate::script::{Failure, Input, InteractiveSession};

/// How deep files may be nested.
pub const DEEPEST: usize = 16;

/// What comes after a statement or a command.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Go,
    /// The initial text of the next line.
    Edit(String),
    Leave,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, lost: false }
    }
}

/// How many rows of a result are shown on a terminal.
const SHOWN_ROWS: usize = 1000;

/// The state of a console, and its session with the server.
pub(super) struct Console<'c> {
    pub(super) dialogue: InteractiveSession<'c>,
    pub(super) target: &'c Target,
    pub(super) settings: Settings,
    pub(super) screen: &'c dyn Screen,
    pub(super) interrupt: &'c Interrupt,
    pub(super) terminal: bool,
    pub(super) expanded: Expanded,
    pub(super) timing: bool,
    pub(super) names: Arc<Mutex<Names>>,
    /// The names may have changed.
    pub(super) stale: bool,
    /// What the types of values are made of, as far as it was asked.
    pub(super) types: BTreeMap<u32, TypeParts>,
    /// The last statement, for `\g`, `\p` and `\e`.
    pub(super) previous: String,
    pub(super) depth: usize,
}

impl<'c> Console<'c> {
    pub(super) fn new(
        dialogue: InteractiveSession<'c>,
        target: &'c Target,
        settings: Settings,
        screen: &'c dyn Screen,
        interrupt: &'c Interrupt,
        terminal: bool,
    ) -> Self {
        let width = screen.width().filter(|_| terminal);
        Self {
            dialogue,
            target,
            settings,
            screen,
            interrupt,
            terminal,
            expanded: width.map_or(Expanded::Never, Expanded::Beyond),
            timing: false,
            names: Arc::default(),
            stale: true,
            types: BTreeMap::new(),
            previous: String::new(),
            depth: 0,
        }
    }

    pub(super) async fn strings(&mut self, strings: Vec<String>) -> Result<(), Failure> {
        for string in strings {
            if string.trim_start().starts_with('\\') {
                self.typed(string).await?;
                continue;
            }
            let statement = Statement::made(string, FileName::new(Path::new("")), Position::START);
            self.send(&statement, false).await?;
        }
        Ok(())
    }

    pub(super) async fn stdin(&mut self) -> Result<(), Failure> {
        let mut again = InputCache::default();
        // It is already waiting for the first line.
        let source = tokio::select! {
            source = open(&Input::Stdin, &mut again, Encoding::Utf8) => source?,
            () = self.interrupt.wait() => return Err(Error::interrupted("interrupted").into()),
        };
        self.read(source, false).await.map(drop)
    }

    /// What was typed at a prompt.
    pub(super) async fn typed(&mut self, text: String) -> Result<Next, Failure> {
        let name = FileName::new(Path::new(""));
        let source = Source::open(name, Reader::typed(text), Encoding::Utf8).await?;
        self.read(source, true).await
    }

    /// Reads a source to its end, up to the first error. What is left of typed text without a
    /// semicolon is edited further.
    pub(super) async fn read(&mut self, source: Source, typed: bool) -> Result<Next, Failure> {
        let mut scanner = Scanner::new(source, self.dialogue.standard_strings());
        let variables = Variables::default();
        loop {
            let event = tokio::select! {
                event = scanner.next(&variables) => event?,
                () = self.interrupt.wait() => return Err(Error::interrupted("interrupted").into()),
            };
            match event {
                Event::End => return Ok(Next::Go),
                // There are no variables here.
                Event::Count => {}
                Event::Statement(statement) if statement.is_empty() => {}
                Event::Statement(statement)
                    if typed && self.terminal && !statement.text().ends_with(';') =>
                {
                    return Ok(Next::Edit(statement.text().trim_end().to_owned() + " "));
                }
                Event::Statement(statement) => {
                    self.statement(statement, Some(scanner.source()), typed).await?;
                }
                Event::Command(position) => {
                    let place = scanner.source().name().at(position);
                    match Box::pin(self.command(&mut scanner)).await {
                        Ok(Next::Go) => {}
                        Ok(next) => return Ok(next),
                        Err(failure) if typed || failure.error.location().is_some() => {
                            return Err(failure);
                        }
                        Err(Failure { error, lost }) => {
                            return Err(Failure { error: error.with_location(place), lost });
                        }
                    }
                }
            }
        }
    }

    /// Sends a statement; the data of a COPY comes from its own source.
    async fn statement(
        &mut self,
        statement: Statement,
        source: Option<&mut Source>,
        typed: bool,
    ) -> Result<(), Failure> {
        match (statement.kind(), source) {
            (Kind::CopyIn { .. }, Some(source)) if !typed => {
                let hear = |line: &str| self.screen.note(line);
                let rows = self.dialogue.copy_in(&statement, source, true, &hear).await?;
                self.show_copied(rows)
            }
            _ => self.send(&statement, false).await,
        }
    }

    pub(super) fn show_copied(&self, rows: u64) -> Result<(), Failure> {
        let set = RowSet { count: rows, ..RowSet::default() };
        let result = QueryResult { set, tag: format!("COPY {rows}"), ..QueryResult::default() };
        Ok(self.screen.result(&result)?)
    }

    /// Sends a statement and shows what comes back, `expanded` if this once.
    pub(super) async fn send(
        &mut self,
        statement: &Statement,
        expanded: bool,
    ) -> Result<(), Failure> {
        if matches!(statement.kind(), Kind::CopyIn { .. }) {
            return Err(Error::failed("COPY FROM STDIN has no data here")
                .with_hint("\\copy TABLE from FILE reads a file")
                .into());
        }
        statement.text().clone_into(&mut self.previous);
        let (keep, screen) = (self.keep(), self.screen);
        let start = Instant::now();
        let (sets, result) = self.dialogue.run(statement, keep, &|line| screen.note(line)).await;
        let time = start.elapsed();
        for set in sets {
            self.stale |= changes_names(&set.tag);
            let tag = set.tag.clone();
            let expanded = if expanded { Expanded::Always } else { self.layout() };
            let types = self.json_types(&set).await;
            screen.result(&QueryResult { set, types, tag, expanded, title: None })?;
        }
        result?;
        if self.timing {
            screen.text(&format!("Time: {:.3} ms\n", time.as_secs_f64() * 1000.0))?;
        }
        Ok(())
    }

    /// The current display options: the terminal's width may have changed.
    pub(super) fn layout(&self) -> Expanded {
        match self.expanded {
            Expanded::Beyond(width) => Expanded::Beyond(self.screen.width().unwrap_or(width)),
            other => other,
        }
    }

    fn keep(&self) -> usize {
        if self.terminal { SHOWN_ROWS } else { usize::MAX }
    }

    /// Loads the names of tables and columns for completion. Failure is not a reason to
    /// stop: the catalog may be large, slow or inaccessible.
    pub(super) async fn learn_names(&mut self) {
        if !self.stale || self.dialogue.status() == Status::Failed {
            return;
        }
        self.stale = false;
        if let Ok(set) = self.dialogue.ask(catalog::names().to_owned()).await {
            *self.names.lock().unwrap_or_else(PoisonError::into_inner) = Names::read(&set);
        }
    }

    /// The prompt, plain and coloured: environment, database, transaction status (`*` in
    /// one, `!` in a failed one), and `#` for a superuser.
    pub(super) fn prompt(&self) -> (String, String) {
        let state = match self.dialogue.status() {
            Status::Idle => "",
            Status::Open => "*",
            Status::Failed => "!",
        };
        let sign = if self.dialogue.is_superuser() { '#' } else { '>' };
        let guard = if self.settings.read_only { " (read-only)" } else { "" };
        let environment = &self.target.environment;
        let rest = format!("{guard} {}={state}{sign} ", self.target.database());
        let plain = format!("{environment}{rest}");
        let coloured = match self.target.protected && self.settings.colour {
            true => format!("\x1b[1;31m{environment}\x1b[0m{rest}"),
            false => plain.clone(),
        };
        (plain, coloured)
    }
}

/// Whether a statement with this tag may have changed what completion offers.
fn changes_names(tag: &str) -> bool {
    let first = tag.split(' ').next().unwrap_or_default();
    matches!(first, "CREATE" | "ALTER" | "DROP" | "ROLLBACK" | "SET" | "SELECT")
}
