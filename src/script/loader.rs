//! The loader: takes what the scanner finds, and decides what goes to the server and when.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::batch::Batch;
use super::encoding::Encoding;
use super::kind::{Kind, kind};
use super::meta::{self, Command};
use super::notices::Notices;
use super::place::{Texts, with_excerpt};
use super::position::{FileName, Position};
use super::scanner::{Event, Scanner};
use super::session::Session;
use super::statement::Statement;
use super::variables::{Variables, truth};
use super::{Input, Loaded, Options, csv, input};
use crate::error::{Error, Location, Result};
use crate::model::{Host, Target};
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
    pub texts: Texts,
    pub loaded: Loaded,
    /// Every input can be read a second time.
    pub repeatable: bool,
    pub told: HashSet<&'static str>,
    restricted: Option<String>,
    folder: Option<PathBuf>,
    done_bytes: u64,
    total_bytes: Option<u64>,
    previous: Option<Statement>,
}

/// A file being read, and the branches of `\if` open in it.
pub struct OpenFile {
    pub scanner: Scanner,
    conditions: Vec<Condition>,
    identity: PathBuf,
}

/// One `\if`.
struct Condition {
    /// The surrounding branch is not taken.
    muted_outside: bool,
    /// A branch has been taken.
    taken: bool,
    active: bool,
    after_else: bool,
    /// The lexer as it was before a branch that is not taken.
    lexer: super::lexer::Lexer,
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
            texts: Texts::new(),
            loaded: Loaded::default(),
            repeatable: true,
            told: HashSet::new(),
            restricted: None,
            folder: None,
            done_bytes: 0,
            total_bytes: None,
            previous: None,
        }
    }

    /// Runs all inputs. `replay` is for the second run.
    pub async fn run(&mut self, inputs: &[Input], replay: Option<Replay>) -> Result<(), Stop> {
        self.again = replay.is_some();
        self.replay = replay.unwrap_or_default();
        self.standard_strings = self.replay.standard_strings;
        self.reset_state()?;
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
        self.restricted = None;
        self.folder = None;
        self.done_bytes = 0;
        self.encoding = Encoding::Utf8;
        self.previous = None;
        self.loaded = Loaded::default();
        self.variables = Variables::default();
        let url = &self.target.url;
        let host = match &url.host {
            Host::Tcp(name) => name.clone(),
            Host::Socket(folder) => folder.display().to_string(),
        };
        let version = self.session.connection.server_version_num().unwrap_or_default();
        let name = format!("{}.{}", version / 10_000, version % 100);
        for (name, value) in [
            ("DBNAME", url.database.as_str()),
            ("USER", &self.target.user),
            ("HOST", &host),
            ("PORT", &url.port.to_string()),
            ("ENCODING", "UTF8"),
            ("ON_ERROR_STOP", "1"),
            ("AUTOCOMMIT", "on"),
            ("ERROR", "false"),
            ("SQLSTATE", "00000"),
            ("SERVER_VERSION_NAME", &name),
            ("SERVER_VERSION_NUM", &version.to_string()),
            ("VERSION_NAME", &name),
            ("VERSION_NUM", &version.to_string()),
            ("VERSION", &format!("PostgreSQL {name}")),
        ] {
            self.variables.set(name, value)?;
        }
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

    fn queue_reset(&mut self, name: &FileName) {
        let facts = self.session.facts.clone();
        for text in super::reset::statements(facts.as_ref()) {
            let statement = Statement::made(text, name.clone(), Position::START);
            self.batch.push(statement, self.ordinal, None);
        }
    }

    async fn load_file(&mut self, input: &Input) -> Result<(), Stop> {
        let source = input::open(input, &mut self.texts, self.encoding).await?;
        self.repeatable &= source.is_repeatable();
        if input::wants_no_transaction(source.window().0) {
            self.leave_for_good(source.name().at(Position::START)).await?;
        }
        self.push_file(source, input.name().to_owned());
        while !self.files.is_empty() {
            let event = match self.files.last_mut() {
                Some(file) => file.scanner.next(&self.variables).await,
                None => break,
            };
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
        let scanner = Scanner::new(source, self.standard_strings);
        self.files.push(OpenFile { scanner, conditions: Vec::new(), identity });
    }

    fn end_file(&mut self) -> Result<(), Stop> {
        let Some(file) = self.files.pop() else { return Ok(()) };
        self.doubtful |= file.scanner.lexer.doubtful_strings;
        let source = &file.scanner.source;
        if !file.conditions.is_empty() {
            let error = Error::failed("the file ends within an \\if; \\endif is missing");
            return Err(error.at(source.name().at(source.position())).into());
        }
        source.check_unchanged()?;
        if self.files.is_empty() {
            self.done_bytes += source.bytes();
            self.loaded.bytes += source.bytes();
        }
        Ok(())
    }

    /// Tells how far the load is.
    pub fn tell_bytes(&self) {
        let now = self.files.first().map_or(0, |file| file.scanner.source.bytes());
        self.progress.bytes(self.done_bytes + now, self.total_bytes);
    }

    async fn statement(&mut self, statement: Statement) -> Result<(), Stop> {
        if statement.is_empty() {
            return Ok(());
        }
        let kind = kind(&statement);
        if self.skips(&statement, &kind).await? {
            return Ok(());
        }
        if !matches!(kind, Kind::Commit | Kind::Rollback | Kind::Chain | Kind::Begin { .. }) {
            self.settle_commit().await?;
        }
        match kind {
            Kind::CopyIn { table } => self.copy_from_file(statement, table).await,
            Kind::CopyOut => self.copy_out(statement).await,
            Kind::Begin { bare } => self.begin(statement, bare).await,
            Kind::Commit => self.commit(statement).await,
            Kind::Rollback => self.end_block(statement).await,
            Kind::Chain => self.chain(statement).await,
            Kind::Alone => self.alone(statement).await,
            Kind::Discard => {
                let name = statement.origin.file.clone();
                self.queue_reset(&name);
                Ok(())
            }
            Kind::Encoding(name) => self.set_encoding(statement, &name).await,
            Kind::Strings => self.change_strings(statement).await,
            Kind::Plain { table } => self.queue(statement, table).await,
            _ => self.queue(statement, None).await,
        }
    }

    /// Puts a statement into the batch, and sends it when it is time.
    pub async fn queue(&mut self, statement: Statement, table: Option<String>) -> Result<(), Stop> {
        let odd = statement.origin.odd;
        let alone = odd || self.block == Block::Auto || self.replay.alone.contains(&self.ordinal);
        if alone || !self.batch.takes(&statement) {
            self.flush().await?;
        }
        if statement.text.len() < 1 << 16 {
            self.previous.clone_from(&Some(statement.clone()));
        }
        self.batch.push(statement, self.ordinal, table);
        self.ordinal += 1;
        if alone {
            self.flush().await?;
        }
        Ok(())
    }

    async fn change_strings(&mut self, statement: Statement) -> Result<(), Stop> {
        let mut tokens = statement.tokens();
        let turns_on = tokens.accept(&["set", "standard_conforming_strings"])
            && tokens
                .nth(1)
                .and_then(|token| token.value())
                .is_some_and(|value| truth(&value) == Some(true));
        self.queue(statement, None).await?;
        if turns_on && self.standard_strings {
            return Ok(());
        }
        self.flush().await?;
        let question = "SELECT pg_catalog.current_setting('standard_conforming_strings')";
        let answer = self.ask(question.to_owned()).await?;
        self.standard_strings = answer.as_deref() != Some("off");
        for file in &mut self.files {
            file.scanner.lexer.standard_strings = self.standard_strings;
        }
        Ok(())
    }

    async fn set_encoding(&mut self, statement: Statement, name: &str) -> Result<(), Stop> {
        let location = statement.origin.location();
        let encoding = Encoding::named(name).map_err(|error| error.at(location))?;
        if encoding == Encoding::Utf8 && self.encoding == Encoding::Utf8 {
            // SQL_ASCII and UTF8 are both known to the server, and both leave the bytes alone.
            return self.queue(statement, None).await;
        }
        self.change_encoding(encoding)?;
        Ok(())
    }

    fn change_encoding(&mut self, encoding: Encoding) -> Result<()> {
        self.encoding = encoding;
        self.files.iter_mut().try_for_each(|file| file.scanner.source.set_encoding(encoding))
    }

    /// A question of ours; what was queued before it is sent first.
    pub async fn ask(&mut self, question: String) -> Result<Option<String>, Stop> {
        self.flush_open().await?;
        let answer = self.session.ask(question).await;
        answer.map_err(|error| self.broken(error, None).into())
    }

    async fn command(&mut self, position: Position) -> Result<(), Stop> {
        let Some(file) = self.files.last_mut() else { return Ok(()) };
        let place = file.scanner.source.name().at(position);
        let line = String::from_utf8_lossy(file.scanner.source.line().await?).into_owned();
        let muted = file.scanner.muted;
        let parsed = if muted {
            Ok(self.parse_muted(&line))
        } else if self.restricted.is_some() && !line.starts_with("unrestrict") {
            Err(Error::failed("after \\restrict only \\unrestrict is allowed").hint(
                "the file was made by pg_dump and changed since, or its data is not what it seems",
            ))
        } else {
            meta::parse(&line, &self.variables)
        };
        let (command, length) = parsed.map_err(|error| error.at(place.clone()))?;
        if let Some(file) = self.files.last_mut() {
            file.scanner.source.take(length.min(line.len()));
        }
        match self.obey(command, &place).await {
            Err(Stop::Failed(error)) if error.location().is_none() => {
                Err(Stop::Failed(error.at(place)))
            }
            other => other,
        }
    }

    fn parse_muted(&self, line: &str) -> (Command, usize) {
        let (command, length) = meta::parse_muted(line);
        // An \elif is evaluated only where its branch may be taken.
        let open = self.files.last().and_then(|file| file.conditions.last());
        let live = open.is_some_and(|c| !c.muted_outside && !c.taken && !c.after_else);
        if live && matches!(command, Command::Elif(_)) {
            return meta::parse(line, &self.variables).unwrap_or((command, length));
        }
        (command, length)
    }

    async fn obey(&mut self, command: Command, place: &Location) -> Result<(), Stop> {
        match command {
            Command::Nothing => {}
            Command::Include { path, relative } => self.include(&path, relative, place).await?,
            Command::Copy(line) => {
                self.settle_commit().await?;
                super::copy::copy_command(self, &line, place).await?;
            }
            Command::Set { name, value } => self.variables.set(&name, value)?,
            Command::Unset(name) => self.variables.unset(&name),
            Command::Echo(text) => self.say(&text),
            Command::If(_) | Command::Elif(_) | Command::Else | Command::EndIf => {
                self.condition(command, place)?;
            }
            Command::Encoding(name) => self.change_encoding(Encoding::named(&name)?)?,
            Command::Send => self.send_draft(place).await?,
            Command::Store(prefix) => self.store(&prefix, place).await?,
            Command::Forget => self.forget_draft(),
            Command::Restrict(key) => self.restricted = Some(key),
            Command::Unrestrict(key) => self.unrestrict(&key)?,
            Command::Connect(name) => self.reconnect(name, place)?,
            Command::Folder(path) => self.folder = Some(self.resolve(Path::new(&path))),
            Command::Quit => self.quit().await?,
        }
        Ok(())
    }

    /// `\q`: the file is over here; what was begun is sent, as at its end.
    async fn quit(&mut self) -> Result<(), Stop> {
        let statement = self.take_draft()?;
        if let Some(file) = self.files.last_mut() {
            file.conditions.clear();
        }
        if let Some(statement) = statement {
            Box::pin(self.statement(statement)).await?;
        }
        self.end_file()
    }

    fn unrestrict(&mut self, key: &str) -> Result<()> {
        match self.restricted.take() {
            Some(restricted) if restricted == key => Ok(()),
            Some(_) => Err(Error::failed("\\unrestrict with another key than \\restrict")),
            None => Err(Error::failed("\\unrestrict without \\restrict before it")),
        }
    }

    fn reconnect(&mut self, name: Option<String>, place: &Location) -> Result<()> {
        let own = self.target.database().as_str();
        match name {
            Some(name) if name != own => Err(Error::failed(format!(
                "\\connect to {name} is refused: the load stays in {own}"
            ))
            .hint(format!("load the part for {name} with a URL of that database"))),
            _ => {
                let file = FileName::new(&place.file);
                self.queue_reset(&file);
                Ok(())
            }
        }
    }

    /// A path of the file, by the folder that `\cd` chose.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.join(path),
            None => path.to_owned(),
        }
    }

    async fn include(&mut self, path: &str, relative: bool, place: &Location) -> Result<(), Stop> {
        let path = match (relative, place.file.parent()) {
            (true, Some(folder)) if Path::new(path).is_relative() => folder.join(path),
            _ => self.resolve(Path::new(path)),
        };
        let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
        let open = |file: &OpenFile| {
            file.identity.canonicalize().unwrap_or_else(|_| file.identity.clone()) == identity
        };
        if self.files.iter().any(open) {
            let error = Error::failed(format!("{} includes itself", path.display()));
            return Err(error.into());
        }
        let source = input::open_path(&path, self.encoding)
            .await
            .map_err(|error| Error::failed(error.message()))?;
        self.repeatable &= source.is_repeatable();
        self.push_file(source, identity);
        Ok(())
    }

    fn condition(&mut self, command: Command, place: &Location) -> Result<()> {
        let Some(file) = self.files.last_mut() else { return Ok(()) };
        let lost = |what: &str| Error::failed(format!("{what} without \\if before it"));
        let was_muted = file.scanner.muted;
        let mut closed = None;
        match command {
            Command::If(expression) => {
                let muted_outside = file.scanner.muted;
                let active = !muted_outside && decide(&expression, self.progress, place);
                let lexer = file.scanner.lexer.clone();
                let condition =
                    Condition { muted_outside, taken: active, active, after_else: false, lexer };
                file.conditions.push(condition);
            }
            Command::Elif(expression) => {
                let open = file.conditions.last_mut().ok_or_else(|| lost("\\elif"))?;
                if open.after_else {
                    return Err(Error::failed("\\elif after \\else"));
                }
                let may = !open.muted_outside && !open.taken;
                open.active = may && decide(&expression, self.progress, place);
                open.taken |= open.active;
            }
            Command::Else => {
                let open = file.conditions.last_mut().ok_or_else(|| lost("\\else"))?;
                if open.after_else {
                    return Err(Error::failed("\\else after \\else"));
                }
                open.active = !open.muted_outside && !open.taken;
                (open.taken, open.after_else) = (true, true);
            }
            _ => {
                closed = Some(file.conditions.pop().ok_or_else(|| lost("\\endif"))?);
            }
        }
        let muted = file.conditions.iter().any(|condition| !condition.active);
        // A branch that is not taken leaves no trace: neither parentheses nor quotes of it.
        if was_muted && !muted {
            let saved = closed.as_ref().or(file.conditions.last());
            if let Some(condition) = saved {
                file.scanner.lexer = condition.lexer.clone();
            }
        } else if muted
            && !was_muted
            && let Some(open) = file.conditions.last_mut()
        {
            open.lexer = file.scanner.lexer.clone();
        }
        file.scanner.muted = muted;
        file.scanner.draft.moved();
        Ok(())
    }

    pub fn take_draft(&mut self) -> Result<Option<Statement>> {
        let Some(file) = self.files.last_mut() else { return Ok(None) };
        if !file.scanner.draft.is_started() {
            return Ok(None);
        }
        let odd = file.scanner.lexer.take_odd();
        file.scanner.lexer.reset();
        let name = file.scanner.source.name().clone();
        file.scanner.draft.finish(&name, odd).map(Some)
    }

    fn forget_draft(&mut self) {
        if let Some(file) = self.files.last_mut() {
            file.scanner.draft.clear();
            file.scanner.lexer.reset();
        }
    }

    /// `\g` sends what has been read, or the last statement again.
    async fn send_draft(&mut self, _place: &Location) -> Result<(), Stop> {
        let again = self.previous.clone();
        match self.take_draft()?.or(again) {
            Some(statement) => Box::pin(self.statement(statement)).await,
            None => Ok(()),
        }
    }

    /// `\gset`: the columns of the one row become variables.
    async fn store(&mut self, prefix: &str, place: &Location) -> Result<(), Stop> {
        let again = self.previous.clone();
        let Some(statement) = self.take_draft()?.or(again) else {
            return Err(Error::failed("\\gset without a query before it").into());
        };
        self.settle_commit().await?;
        self.flush_open().await?;
        self.queue(statement, None).await?;
        let reply = self.flush_reply().await?;
        if reply.rows != 1 {
            let what = if reply.rows == 0 { "no rows" } else { "more than one row" };
            return Err(Error::failed(format!("{what} returned for \\gset"))
                .at(place.clone())
                .into());
        }
        for (column, value) in reply.row {
            let name = format!("{prefix}{column}");
            match value {
                Some(value) => self.variables.set(&name, value)?,
                None => self.variables.unset(&name),
            }
        }
        Ok(())
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
        with_excerpt(error, &self.texts)
    }
}

/// The value of an expression of `\if`; psql warns of what is no boolean, and takes it for false.
fn decide(expression: &str, progress: &dyn Progress, place: &Location) -> bool {
    truth(expression).unwrap_or_else(|| {
        progress.notice(&format!("{place}: {expression:?} is no boolean, and counts as false"));
        false
    })
}
