//! One session of the console: sends statements and shows results.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::complete::Names;
use super::editor;
use super::screen::{Paging, Screen, Settings};
use super::unbounded::unbounded;
use crate::error::{Error, Result};
use crate::interrupt::Interrupt;
use crate::model::{RowSet, TypeParts};
use crate::postgres::ConnectRequest;
use crate::report::query::{Expanded, QueryResult};
use crate::script::reading::{
    Encoding, Event, FileName, InputCache, Kind, Reader, Scanner, Source, Statement, Variables,
    open,
};
use crate::script::{Failure, Input, InteractiveSession, Output};

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

/// So many rows of a result are shown on a terminal, and in a pager.
const SHOWN_ROWS: (usize, usize) = (1000, 10_000);

/// How the results of a statement are shown.
pub(super) struct Shown {
    /// As a list of columns, this once.
    pub(super) expanded: bool,
    pub(super) title: Option<String>,
    /// In the pager, if they are long.
    pub(super) paged: bool,
}

impl Default for Shown {
    fn default() -> Self {
        Self { expanded: false, title: None, paged: true }
    }
}

/// The state of a console, and its session with the server.
pub(super) struct Console<'c> {
    pub(super) dialogue: InteractiveSession<'c>,
    pub(super) login: ConnectRequest<'c>,
    pub(super) settings: Settings,
    pub(super) screen: &'c dyn Screen,
    pub(super) interrupt: &'c Interrupt,
    pub(super) terminal: bool,
    pub(super) expanded: Expanded,
    pub(super) timing: bool,
    pub(super) paging: Paging,
    pub(super) names: Arc<Mutex<Names>>,
    /// The names may have changed.
    pub(super) stale: bool,
    /// What the types of values are made of, as far as it was asked.
    pub(super) types: BTreeMap<u32, TypeParts>,
    /// The last statement, for `\g`, `\p` and `\e`.
    pub(super) previous: String,
    /// The server's name of the `client_encoding` that the user has set, which files are in.
    pub(super) encoding: String,
    pub(super) depth: usize,
}

impl<'c> Console<'c> {
    pub(super) fn new(
        dialogue: InteractiveSession<'c>,
        login: ConnectRequest<'c>,
        settings: Settings,
        screen: &'c dyn Screen,
        interrupt: &'c Interrupt,
        terminal: bool,
    ) -> Self {
        let width = screen.size().filter(|_| terminal).map(|(_, columns)| columns);
        Self {
            dialogue,
            login,
            settings,
            screen,
            interrupt,
            terminal,
            expanded: width.map_or(Expanded::Never, Expanded::Beyond),
            timing: false,
            paging: Paging::WhenLong,
            names: Arc::default(),
            stale: true,
            types: BTreeMap::new(),
            previous: String::new(),
            encoding: "UTF8".to_owned(),
            depth: 0,
        }
    }

    pub(super) async fn strings(&mut self, strings: Vec<String>) -> Result<(), Failure> {
        for string in strings {
            if string.trim_start().starts_with('\\') {
                self.typed(string).await?;
                continue;
            }
            self.send(&Statement::ours(string), false).await?;
            self.keep_utf8().await?;
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
        let reader = Reader::typed(text);
        let source = Source::open(FileName::ours(), reader, Encoding::Utf8).await?;
        self.read(source, true).await
    }

    /// Reads a source to its end, up to the first error. What is left of typed text without a
    /// semicolon is edited further.
    pub(super) async fn read(&mut self, source: Source, typed: bool) -> Result<Next, Failure> {
        let mut scanner = Scanner::new(source, self.dialogue.client().standard_strings());
        let (variables, mut encoding) = (Variables::default(), self.encoding.clone());
        loop {
            self.follow_settings(&mut scanner, typed, &mut encoding).await?;
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
                    self.statement(statement, scanner.source(), typed).await?;
                }
                Event::Command(position) => {
                    let place = scanner.source().name().at(position);
                    match Box::pin(self.command(&mut scanner, typed)).await {
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
        source: &mut Source,
        typed: bool,
    ) -> Result<(), Failure> {
        match statement.kind() {
            Kind::CopyIn { .. } if !typed => {
                let screen = self.screen;
                let output = Output { notice: &|line| screen.note(line), data: &|_| true };
                let rows = self.dialogue.copy_in(&statement, source, true, output).await?;
                self.show_copied(rows)
            }
            _ => self.send(&statement, false).await,
        }
    }

    pub(super) fn show_copied(&self, rows: u64) -> Result<(), Failure> {
        let set = RowSet { count: rows, ..RowSet::default() };
        let result = QueryResult { set, tag: format!("COPY {rows}"), ..QueryResult::default() };
        Ok(self.screen.data(self.screen.result(&result)?.as_bytes())?)
    }

    /// Sends a statement and shows what comes back, `expanded` if this once.
    pub(super) async fn send(
        &mut self,
        statement: &Statement,
        expanded: bool,
    ) -> Result<(), Failure> {
        self.send_shown(statement, Shown { expanded, ..Shown::default() }).await.map(drop)
    }

    /// The same, shown like this. Returns the rows of the last result.
    pub(super) async fn send_shown(
        &mut self,
        statement: &Statement,
        shown: Shown,
    ) -> Result<u64, Failure> {
        if matches!(statement.kind(), Kind::CopyIn { .. }) {
            return Err(Error::failed("COPY FROM STDIN has no data here")
                .with_hint("\\copy TABLE from FILE reads a file")
                .into());
        }
        statement.text().clone_into(&mut self.previous);
        self.confirm(statement).await?;
        if matches!(statement.kind(), Kind::CopyOut) {
            return self.copy_to_stdout(statement).await.map(|()| 0);
        }
        self.write_iso_dates().await?;
        let (keep, screen) = (self.keep(), self.screen);
        let output = Output { notice: &|line| screen.note(line), data: &|_| true };
        let start = Instant::now();
        let shows_encoding = self.show_encoding(statement);
        let sent = shows_encoding.as_ref().unwrap_or(statement);
        let (sets, result) = self.dialogue.run(sent, keep, output).await;
        let (time, mut rows, mut text) = (start.elapsed(), 0, String::new());
        for set in sets.into_iter().skip(usize::from(shows_encoding.is_some())) {
            self.stale |= changes_names(&set.tag);
            rows = set.count;
            let expanded = if shown.expanded { Expanded::Always } else { self.layout() };
            let (tag, title) = (set.tag.clone(), shown.title.clone());
            let types = self.json_types(&set).await;
            let result = QueryResult { set, types, tag, expanded, title, notes: None };
            text += &screen.result(&result)?;
        }
        self.show_results(&text, shown.paged).await?;
        result?;
        if self.timing {
            screen.text(&format!("Time: {:.3} ms\n", time.as_secs_f64() * 1000.0))?;
        }
        Ok(rows)
    }

    /// Asks before an UPDATE or DELETE without WHERE where losing rows is serious.
    async fn confirm(&self, statement: &Statement) -> Result<()> {
        let target = self.dialogue.target();
        if !self.terminal || self.settings.read_only || !target.needs_typed_name() {
            return Ok(());
        }
        let standard_strings = self.dialogue.client().standard_strings();
        let Some(found) = unbounded(statement.text(), standard_strings) else { return Ok(()) };
        let question = format!(
            "{}: {} without WHERE goes to every row of {}. Send it? [y/N] ",
            target.environment, found.verb, found.table
        );
        tokio::select! {
            yes = editor::ask(question) => match yes? {
                true => Ok(()),
                false => Err(Error::declined("it was not sent")),
            },
            () = self.interrupt.wait() => Err(Error::interrupted("interrupted")),
        }
    }

    /// The current display options: the terminal's width may have changed.
    pub(super) fn layout(&self) -> Expanded {
        match self.expanded {
            Expanded::Beyond(width) => {
                Expanded::Beyond(self.screen.size().map_or(width, |(_, columns)| columns))
            }
            other => other,
        }
    }

    fn keep(&self) -> usize {
        match (self.terminal, self.settings.pager.is_some() && self.paging != Paging::Never) {
            (false, _) => usize::MAX,
            (true, false) => SHOWN_ROWS.0,
            (true, true) => SHOWN_ROWS.1,
        }
    }
}

/// Whether a statement with this tag may have changed what completion offers.
fn changes_names(tag: &str) -> bool {
    let first = tag.split(' ').next().unwrap_or_default();
    matches!(first, "CREATE" | "ALTER" | "DROP" | "ROLLBACK" | "SET" | "SELECT")
}
