mod end;

use std::time::Duration;

use self::end::{Cancel, FilterArgs, Kill};
use super::Context;
use super::arguments::{DatabaseArgs, EnvironmentArg};
use super::open::Open;
use crate::approval::check_name;
use crate::args::Format;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::model::{Timestamp, nearest};
use crate::ops::sessions::{self, Filter};
use crate::postgres::ConnectRequest;
use crate::report::sessions::Sessions;
use crate::report::sessions_narrow::Narrow;
use crate::ui::Keys;

/// Below this width, a query at the end of a line is cut too short to be useful.
const NARROW: usize = 130;

/// List sessions, cancel queries, end sessions
///
/// What the role may not see of other roles' sessions is blank; pg_read_all_stats shows it.
#[derive(Debug, clap::Args)]
#[command(disable_help_subcommand = true)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,

    #[command(flatten)]
    environment: EnvironmentArg,

    /// Sessions of all databases of the server
    #[arg(long, conflicts_with = "db")]
    all: bool,

    #[command(flatten)]
    filter: FilterArgs,

    /// Show who waits for whom, as a tree
    #[arg(long)]
    blocking: bool,

    /// Refresh until q or Ctrl-C [default: 2 seconds without a value]
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true,
          default_missing_value = "2", value_parser = clap::value_parser!(u64).range(1..=3600))]
    watch: Option<u64>,

    /// Write CSV
    #[arg(long, conflicts_with_all = ["watch", "blocking"])]
    csv: bool,

    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Cancel(Cancel),
    Kill(Kill),
}

impl Args {
    pub async fn run(mut self, context: &Context) -> Result<ExitStatus> {
        self.check(context)?;
        let word = self.take_environment(context)?;
        let dry_run = match &self.verb {
            Some(Verb::Cancel(cancel)) => cancel.dry.dry_run,
            Some(Verb::Kill(kill)) => kill.consent.dry_run(),
            None => false,
        };
        let open = Open::to_read("cruddur-db sessions", &self.database)
            .of(word.as_deref())
            .dry_run(dry_run);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let login = work.login();
        if let Some(Verb::Kill(kill)) = &self.verb {
            check_name(kill.consent.name(), work.target.database().as_str())?;
        }
        match self.verb {
            Some(Verb::Cancel(cancel)) => cancel.run(context, login).await,
            Some(Verb::Kill(kill)) => kill.run(context, login).await,
            None => self.list(context, login).await,
        }
    }

    /// The environment, before or after the verb.
    fn take_environment(&mut self, context: &Context) -> Result<Option<String>> {
        let before = self.environment.word().map(str::to_owned);
        let after = match &mut self.verb {
            Some(Verb::Cancel(cancel)) => cancel.environment(context)?,
            Some(Verb::Kill(kill)) => kill.environment(context)?,
            None => None,
        };
        match (before, after) {
            (Some(before), Some(after)) if before != after => {
                Err(Error::usage(format!("two environments are named: {before} and {after}")))
            }
            (before, after) => Ok(before.or(after)),
        }
    }

    fn check(&self, context: &Context) -> Result<()> {
        if let Some(word) = self.environment.word()
            && context.config.known_environments().iter().all(|known| known.as_str() != word)
            && let Some(verb) = nearest(word, ["cancel", "kill"])
        {
            return Err(Error::usage(format!("sessions has no subcommand {word:?}"))
                .with_hint(format!("did you mean: cruddur-db sessions {verb}")));
        }
        let own = self.all || self.blocking || self.csv || self.watch.is_some();
        if self.verb.is_some() && (own || self.filter.is_set()) {
            return Err(Error::usage("put the filters after cancel or kill").with_hint(format!(
                "as in: {}",
                hint::command("sessions kill --idle 10m --user app")
            )));
        }
        if self.csv && context.ui.format != Format::Text {
            return Err(Error::usage("--csv and --format json exclude each other"));
        }
        if self.watch.is_some() && !context.ui.can_redraw() {
            return Err(Error::usage("--watch needs a terminal to draw on")
                .with_hint("without it, the list is printed once"));
        }
        Ok(())
    }

    async fn list(&self, context: &Context, login: ConnectRequest<'_>) -> Result<ExitStatus> {
        let target = login.target;
        let mut filter = self.filter.filter(target)?;
        if self.all {
            filter.database = None;
        }
        if let Some(seconds) = self.watch {
            return watch(context, login, &filter, self.blocking, seconds).await;
        }
        let mut session = login.connect().await?;
        if !session.engine.shows_all_sessions() {
            let name = session.engine.name();
            context.ui.warn(&format!("{name}: sessions on its other nodes are unknown"));
        }
        if self.blocking {
            let blocking = sessions::blocking(&mut session, &filter).await?;
            context.ui.report_to_width(&blocking)?;
            return Ok(ExitStatus::Done);
        }
        let list = sessions::list(&mut session, &filter).await?;
        match (self.csv, narrow(context)) {
            (true, _) => {
                let csv = list.to_csv().map_err(|error| Error::failed(error.to_string()))?;
                context.ui.stdout(&csv)?;
            }
            (_, Some(width)) => context.ui.report_to_width(&Narrow::new(&list, width))?,
            (_, None) => context.ui.report_to_width(&list)?,
        }
        Ok(ExitStatus::Done)
    }
}

/// The width of a terminal that is too narrow for all columns.
fn narrow(context: &Context) -> Option<usize> {
    context.ui.columns().filter(|columns| *columns < NARROW)
}

fn shown(context: &Context, list: &Sessions) -> String {
    match narrow(context) {
        Some(width) => Narrow::new(list, width).to_string(),
        None => list.to_string(),
    }
}

/// Refreshes the list until Ctrl-C or `q`, which are no errors.
async fn watch(
    context: &Context,
    login: ConnectRequest<'_>,
    filter: &Filter,
    blocking: bool,
    seconds: u64,
) -> Result<ExitStatus> {
    let mut session = login.connect().await?;
    let _hold = context.interrupt.hold();
    let (mut screen, mut keys) = (context.ui.screen(), Keys::listen());
    loop {
        let look = async {
            Ok::<String, Error>(match blocking {
                true => sessions::blocking(&mut session, filter).await?.to_string(),
                false => shown(context, &sessions::list(&mut session, filter).await?),
            })
        };
        let text = tokio::select! {
            text = look => text?,
            () = context.interrupt.wait() => break,
            () = keys.wait_for(b"qQ") => break,
        };
        let clock = Timestamp::now();
        screen.draw(&format!("{clock}, every {seconds} s; q ends it\n{text}"))?;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
            () = context.interrupt.wait() => break,
            () = keys.wait_for(b"qQ") => break,
        }
    }
    Ok(ExitStatus::Done)
}
