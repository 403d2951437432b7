use std::ffi::OsString;
use std::mem::take;

use crate::args::Candidates;
use crate::commands::Context;
use crate::commands::arguments::{Consent, ConsentArgs, DryRunArg};
use crate::commands::words;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::model::{DatabaseName, HumanDuration, Target};
use crate::ops::sessions::{self, Filter, Which};
use crate::postgres::ConnectRequest;
use crate::postgres::sessions::Signal;
use crate::report::counted;

/// Which sessions are meant.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FilterArgs {
    /// Only sessions of this database [default: the environment's]
    #[arg(long, value_name = "NAME", add = Candidates::Databases)]
    db: Option<String>,

    /// Only sessions of this role
    #[arg(long, value_name = "ROLE")]
    user: Option<String>,

    /// Only sessions in this state
    #[arg(long, value_enum, value_name = "STATE")]
    state: Option<State>,

    /// Only sessions in their state for this long: 30s, 10m, 2h
    #[arg(long, value_name = "TIME")]
    min_duration: Option<HumanDuration>,
}

/// The states of pg_stat_activity that can be selected.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum State {
    Active,
    /// In a transaction or not
    Idle,
    IdleInTransaction,
}

impl FilterArgs {
    /// Whether anything was asked for.
    pub fn is_set(&self) -> bool {
        let Self { db, user, state, min_duration } = self;
        db.is_some() || user.is_some() || state.is_some() || min_duration.is_some()
    }

    /// What is meant, on this target.
    pub fn filter(&self, target: &Target) -> Result<Filter> {
        let database = match &self.db {
            Some(name) => DatabaseName::new(name.as_str())?,
            None => target.database().clone(),
        };
        let state = self.state.map(|state| match state {
            State::Active => "active",
            State::Idle => "idle",
            State::IdleInTransaction => "idle in transaction",
        });
        Ok(Filter {
            database: Some(database),
            user: self.user.clone(),
            state: state.map(str::to_owned),
            least: self.min_duration.map(HumanDuration::duration),
        })
    }
}

/// Cancel running queries
#[derive(Debug, clap::Args)]
pub struct Cancel {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&Candidates::Sessions))]
    word: Option<OsString>,

    /// Process IDs of the sessions
    #[arg(value_name = "PID", value_parser = clap::value_parser!(i32).range(1..),
          add = Candidates::Sessions)]
    process_ids: Vec<i32>,

    /// Database they are connected to [default: the environment's]
    #[arg(long, value_name = "NAME", add = Candidates::Databases)]
    db: Option<String>,

    #[command(flatten)]
    pub(super) dry: DryRunArg,
}

impl Cancel {
    /// Takes the environment out of the words.
    pub(super) fn environment(&mut self, context: &Context) -> Result<Option<String>> {
        let (word, process_ids) = take_ids(context, &mut self.word, &mut self.process_ids)?;
        if process_ids.is_empty() {
            return Err(none_given("cancel needs process IDs"));
        }
        self.process_ids = process_ids;
        Ok(word)
    }

    pub async fn run(self, context: &Context, login: ConnectRequest<'_>) -> Result<ExitStatus> {
        let which = Which::These(self.process_ids);
        let filter = FilterArgs { db: self.db, ..FilterArgs::default() };
        end(context, login, &filter, &which, Signal::Cancel, self.dry).await
    }
}

/// End sessions
///
/// What they have not committed is rolled back. Never ends its own session. Superusers' sessions
/// that the role may not end are skipped unless they are named. Asks for the database's name in a
/// protected environment.
#[derive(Debug, clap::Args)]
pub struct Kill {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&Candidates::Sessions))]
    word: Option<OsString>,

    /// Process IDs of the sessions
    #[arg(value_name = "PID", value_parser = clap::value_parser!(i32).range(1..),
          add = Candidates::Sessions)]
    process_ids: Vec<i32>,

    /// All sessions of the database
    #[arg(long, conflicts_with = "idle")]
    all: bool,

    /// Sessions idle for this long, in a transaction or not: 10m, 2h
    #[arg(long, value_name = "TIME")]
    idle: Option<HumanDuration>,

    #[command(flatten)]
    filter: FilterArgs,

    #[command(flatten)]
    pub(super) consent: ConsentArgs,
}

impl Kill {
    /// Takes the environment out of the words.
    pub(super) fn environment(&mut self, context: &Context) -> Result<Option<String>> {
        let (word, process_ids) = take_ids(context, &mut self.word, &mut self.process_ids)?;
        match (process_ids.is_empty(), self.all || self.idle.is_some()) {
            (true, false) => Err(none_given("kill needs process IDs, --idle or --all")),
            (false, true) => {
                Err(Error::usage("process IDs cannot be combined with --all or --idle"))
            }
            _ => {
                self.process_ids = process_ids;
                Ok(word)
            }
        }
    }

    pub async fn run(self, context: &Context, login: ConnectRequest<'_>) -> Result<ExitStatus> {
        let which = match self.idle {
            Some(least) => Which::Idle(least.duration()),
            None if self.all => Which::All,
            None => Which::These(self.process_ids),
        };
        end(context, login, &self.filter, &which, Signal::Kill, &self.consent).await
    }
}

/// Takes the environment and the process IDs out of the words. Errors (usage): the environment is
/// not known, and no process ID follows that would tell it from one.
fn take_ids(
    context: &Context,
    word: &mut Option<OsString>,
    process_ids: &mut Vec<i32>,
) -> Result<(Option<String>, Vec<i32>)> {
    let (word, process_ids) = words::process_ids(word.take(), take(process_ids))?;
    if let (Some(word), true) = (&word, process_ids.is_empty()) {
        let lists = format!("{} lists the process IDs", hint::command("sessions"));
        context.config.check_known(&word.parse()?, &lists)?;
    }
    Ok((word, process_ids))
}

fn none_given(message: &str) -> Error {
    Error::usage(message).with_hint(format!("{} lists them", hint::command("sessions")))
}

async fn end(
    context: &Context,
    login: ConnectRequest<'_>,
    filter: &FilterArgs,
    which: &Which,
    signal: Signal,
    consent: impl Into<Consent>,
) -> Result<ExitStatus> {
    let consent = consent.into();
    let filter = filter.filter(login.target)?;
    let mut session = login.connect().await?;
    let plan = sessions::plan_end(&mut session, &filter, which, signal).await?;
    if consent.dry_run {
        context.ui.report_to_width(&plan)?;
        return Ok(ExitStatus::Done);
    }
    let apply = async |plan| {
        let ended = sessions::end(&mut session, &plan);
        context.interrupt.finish("the sessions were ended", ended).await
    };
    let ended = context.carry_out(plan, consent, apply).await?;
    let Some(ended) = ended.filter(|ended| !ended.failed.is_empty()) else {
        return Ok(ExitStatus::Done);
    };
    let done = if ended.kill { "ended" } else { "cancelled" };
    let were = if ended.failed.len() == 1 { "was" } else { "were" };
    let sessions = counted(ended.failed.len(), "session");
    let reasons: Vec<String> =
        ended.failed.iter().map(|it| format!("session {}: {}", it.process_id, it.reason)).collect();
    Err(Error::failed(format!("{sessions} {were} not {done}")).with_detail(reasons.join("\n")))
}
