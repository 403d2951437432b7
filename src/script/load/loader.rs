//! The loader: takes the scanner's events, and decides what is sent to the server and when.

mod commands;
mod statements;
mod units;

use super::csv::{self, Csv};
use super::durable_ddl;
use super::executor::Executor;
use super::failures;
use super::files::FileStack;
use super::loaded::Loaded;
use super::options::Options;
use super::report::LoadReport;
use super::scanner::{Event, ROW_COUNT};
use super::session::Session;
use super::stop::Stop;
use crate::error::{Error, Kind, Location, Result};
use crate::model::{Engine, Target};
use crate::postgres::{Literal, sequences};
use crate::progress::Progress;
use crate::script::input::encoding::Encoding;
use crate::script::input::position::Position;
use crate::script::input::source::Source;
use crate::script::input::{self, Input};
use crate::script::syntax::variables::Variables;

const OF_A_SERVER: &str = "the file is a dump of a whole server, by pg_dumpall, with its roles and \
                           databases: dump the one database with pg_dump, or load the whole into \
                           a new server with psql";

/// One load: the files, psql's variables, and the executor.
pub struct Loader<'a> {
    files: FileStack,
    variables: Variables,
    executor: Executor<'a>,
    progress: &'a dyn Progress,
    /// Whether backslashes in `'..'` are literal in a new session.
    strings_at_login: bool,
}

impl<'a> Loader<'a> {
    pub fn new(
        session: Session<'a>,
        target: &'a Target,
        options: &'a Options,
        progress: &'a dyn Progress,
    ) -> Self {
        Self {
            files: FileStack::new(options.home.clone()),
            variables: Variables::default(),
            strings_at_login: session.client().standard_strings(),
            executor: Executor::new(session, target, options, LoadReport::new(progress)),
            progress,
        }
    }

    pub async fn run(mut self, inputs: &[Input]) -> Result<Loaded> {
        match self.load_all(inputs).await {
            Ok(()) => Ok(self.executor.into_loaded()),
            Err(stop) => Err(self.roll_back(stop).await),
        }
    }

    /// Rolls back an open transaction. Returns the error, with the state that it leaves.
    async fn roll_back(&mut self, stop: Stop) -> Error {
        let mut error = failures::explain(stop, &self.executor, self.files.cache());
        let is_failed = error.kind() == Kind::Failed;
        let is_dump = error.location().is_some_and(|place| self.files.is_server_dump(place));
        if is_failed && is_dump && !self.executor.transaction().has_committed() {
            error = error.with_hint(OF_A_SERVER);
        }
        let undone = self.executor.roll_back().await;
        failures::show(error, undone, &self.executor, self.files.cache())
    }

    /// psql's automatic variables, and the given ones.
    fn set_variables(&mut self) -> Result<()> {
        let (target, options) = (self.executor.target(), self.executor.options());
        let version = self.executor.client().server_version_num();
        self.variables = Variables::default();
        self.variables.set_connection(target, self.own(), version)?;
        for (name, value) in &options.variables {
            self.variables.set(name, value.as_str())?;
        }
        Ok(())
    }

    async fn load_all(&mut self, inputs: &[Input]) -> Result<(), Stop> {
        durable_ddl::refuse_promises(self.executor.client().engine(), self.executor.options())?;
        self.begin_input()?;
        self.set_variables()?;
        // A missing one is told before anything is done.
        inputs.iter().try_for_each(|input| self.files.measure(input))?;
        for (index, input) in inputs.iter().enumerate() {
            self.announce(input)?;
            if index > 0 {
                self.executor.start_input(index, start_of(input))?;
                self.begin_input()?;
            }
            self.load_input(input).await?;
            self.executor.report().input_done();
        }
        if self.executor.options().dump {
            self.executor.flush().await?;
            self.check_not_empty(inputs)?;
        }
        self.executor.finish().await
    }

    /// Reports the next input.
    pub(super) fn announce(&mut self, input: &Input) -> Result<()> {
        self.files.measure(input)?;
        self.progress.doing(&format!("loading {}", input.name().display()));
        Ok(())
    }

    /// The encoding that the connection string or the environment names.
    fn encoding(&self) -> Result<Option<Encoding>> {
        let name = self.executor.target().url.config.client_encoding.as_deref();
        name.map(Encoding::named).transpose()
    }

    /// The default encoding of a file: as in psql, the one in the environment, else the database's.
    fn begin_input(&mut self) -> Result<()> {
        let encoding = match self.encoding()? {
            Some(encoding) => encoding,
            // An unsupported encoding can still be read as far as it is ASCII.
            None => Encoding::named(self.executor.client().parameter("server_encoding"))
                .unwrap_or(Encoding::Utf8),
        };
        self.files.begin_input(encoding, self.strings_at_login);
        Ok(())
    }

    /// The name by which the files call the loaded database.
    fn own(&self) -> &'a str {
        let (target, options) = (self.executor.target(), self.executor.options());
        options.known_as.as_ref().unwrap_or(target.database()).as_str()
    }

    /// Loads one as what its name says that it is.
    async fn load_input(&mut self, input: &Input) -> Result<(), Stop> {
        match Csv::of(input) {
            Some(csv) => self.load_csv(&csv).await,
            None => self.load_file(input).await,
        }
    }

    async fn load_csv(&mut self, csv: &Csv<'_>) -> Result<(), Stop> {
        // Spreadsheets and programs write UTF-8, whatever the database is in.
        let encoding = self.encoding()?.unwrap_or(Encoding::Utf8);
        let mut source = self.files.open_csv(csv.path(), encoding).await?;
        let columns = self.columns(csv, &mut source).await?;
        let names = csv.names(&mut source, &columns).await?;
        self.copy_whole(csv.statement(&names), &mut source, true).await?;
        self.move_sequences(&csv.table(), &names).await
    }

    /// Moves the sequences of these columns, unless it could not be rolled back.
    async fn move_sequences(&mut self, table: &str, columns: &[String]) -> Result<(), Stop> {
        let executor = &mut self.executor;
        if executor.client().engine() != Engine::Postgres || executor.options().dry_run {
            return Ok(());
        }
        let found = executor.ask(&sequences::catch_up(table, columns)).await?;
        let statements = found.and_then(|it| serde_json::from_str::<Vec<String>>(&it).ok());
        for statement in statements.unwrap_or_default() {
            executor.ask(&statement).await?;
        }
        Ok(())
    }

    /// The columns of the file's table, where its header may not name them as they are.
    async fn columns(&mut self, csv: &Csv<'_>, source: &mut Source) -> Result<Vec<String>, Stop> {
        let header = csv::header(source).await?;
        if header.iter().all(|name| *name == name.to_lowercase()) {
            return Ok(Vec::new());
        }
        let question = format!(
            "SELECT pg_catalog.json_agg(attname) FROM pg_catalog.pg_attribute \
             WHERE attrelid = pg_catalog.to_regclass({}) AND attnum > 0 AND NOT attisdropped",
            Literal(&csv.table())
        );
        let answer = self.executor.ask(&question).await?;
        Ok(answer.and_then(|names| serde_json::from_str(&names).ok()).unwrap_or_default())
    }

    async fn load_file(&mut self, input: &Input) -> Result<(), Stop> {
        let source = self.files.open_input(input).await?;
        let start = source.name().at(Position::START);
        if let Some(note) = durable_ddl::note(self.executor.client().engine(), &start) {
            self.executor.report().say(&note);
        }
        let is_unit = matches!(input, Input::Read { .. });
        if !is_unit && input::wants_no_transaction(source.window().0) {
            self.executor.enter_autocommit(start).await?;
        }
        self.files.push(source, input.name().to_owned(), self.variables.changes());
        loop {
            match self.step().await {
                Ok(true) => return Ok(()),
                Ok(false) => self.files.tell_bytes(self.progress),
                // psql would have failed first at a statement in flight.
                Err(stop) => return Err(self.executor.flush().await.err().unwrap_or(stop)),
            }
        }
    }

    /// Handles the next event of the current file. Returns whether the input is finished.
    async fn step(&mut self) -> Result<bool, Stop> {
        let Some(file) = self.files.current() else { return Ok(true) };
        let event = tokio::select! {
            biased;
            // A pipe may be silent for a long time.
            () = self.executor.interrupted() => return Err(Stop::interrupted()),
            event = file.scanner.next(&self.variables) => event?,
        };
        match event {
            Event::Statement(statement) => self.statement(statement).await?,
            Event::Command(position) => return self.command(position).await,
            Event::Count => self.count_rows().await?,
            Event::End => {
                self.check_whole()?;
                return Ok(self.files.close_current()?);
            }
        }
        Ok(false)
    }

    /// At the end of the current file. psql loads what there is of a dump.
    fn check_whole(&mut self) -> Result<()> {
        let restricted = self.files.is_restricted();
        let Some(file) = self.files.current() else { return Ok(()) };
        if !file.scanner.is_cut_short() && !restricted {
            return Ok(());
        }
        let name = file.scanner.source().name().path().display();
        let message = format!("{name} is cut short: the end of the dump is missing");
        if self.executor.options().dump {
            return Err(Error::failed(message));
        }
        self.progress.warn(&message);
        Ok(())
    }

    fn check_not_empty(&mut self, inputs: &[Input]) -> Result<()> {
        if self.executor.report().statements() > 0 {
            return Ok(());
        }
        let names: Vec<_> = inputs.iter().map(|it| it.name().display().to_string()).collect();
        Err(Error::usage(format!("{} has no statements, so it is no dump", names.join(", "))))
    }

    /// `:ROW_COUNT` refers to the previous statement.
    async fn count_rows(&mut self) -> Result<(), Stop> {
        self.executor.flush().await?;
        let rows = self.executor.report().row_count().to_string();
        Ok(self.variables.set(ROW_COUNT, rows)?)
    }

    /// An error of ours, with a hint.
    fn advised(&self, error: Error) -> Stop {
        failures::advise(error, "", &self.executor).into()
    }
}

/// Before the first line of the input.
fn start_of(input: &Input) -> Location {
    Location { file: input.name().to_owned(), line: None, column: None }
}
