mod end;

use std::time::Duration;

use self::end::{Cancel, FilterArgs, Kill};
use super::Context;
use super::arguments::{DatabaseArgs, EnvironmentArg};
use super::open::Open;
use crate::args::Format;
use crate::error::{Error, ExitStatus, Result};
use crate::model::nearest;
use crate::ops::sessions::{self, Filter};
use crate::postgres::ConnectRequest;
use crate::report::sessions::Narrow;

/// With fewer columns than this, a terminal shows little of a query at the end of a line.
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

    /// Refresh until Ctrl-C [default: 2 seconds without a value]
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
        let word = self.take_environment()?;
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
        match self.verb {
            Some(Verb::Cancel(cancel)) => cancel.run(context, login).await,
            Some(Verb::Kill(kill)) => kill.run(context, login).await,
            None => self.list(context, login).await,
        }
    }

    /// The environment, before or after the verb.
    fn take_environment(&mut self) -> Result<Option<String>> {
        let before = self.environment.word().map(str::to_owned);
        let after = match &mut self.verb {
            Some(Verb::Cancel(cancel)) => cancel.environment()?,
            Some(Verb::Kill(kill)) => kill.environment()?,
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
            return Err(Error::usage("what picks the sessions goes after cancel and kill")
                .with_hint("as in: cruddur-db sessions kill --idle 10m --user app"));
        }
        if self.csv && context.ui.format != Format::Text {
            return Err(Error::usage("--csv and --format json are two formats; one is enough"));
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
            context.ui.warn(&format!("{name}: sessions of its other nodes are unknown"));
        }
        if self.blocking {
            let blocking = sessions::blocking(&mut session, &filter).await?;
            context.ui.report_to_width(&blocking)?;
            return Ok(ExitStatus::Done);
        }
        let list = sessions::list(&mut session, &filter).await?;
        match (self.csv, is_narrow(context)) {
            (true, _) => {
                let csv = list.to_csv().map_err(|error| Error::failed(error.to_string()))?;
                context.ui.stdout(&csv)?;
            }
            (_, true) => context.ui.report_to_width(&Narrow(&list))?,
            (_, false) => context.ui.report_to_width(&list)?,
        }
        Ok(ExitStatus::Done)
    }
}

/// Whether there is no room for queries beside the other columns.
fn is_narrow(context: &Context) -> bool {
    context.ui.columns().is_some_and(|columns| columns < NARROW)
}

/// Shows the list again and again. Ctrl-C is how it ends, and no failure.
async fn watch(
    context: &Context,
    login: ConnectRequest<'_>,
    filter: &Filter,
    blocking: bool,
    seconds: u64,
) -> Result<ExitStatus> {
    let mut session = login.connect().await?;
    let _hold = context.interrupt.hold();
    let mut screen = context.ui.screen();
    loop {
        let look = async {
            Ok::<String, Error>(match blocking {
                true => sessions::blocking(&mut session, filter).await?.to_string(),
                false => {
                    let list = sessions::list(&mut session, filter).await?;
                    if is_narrow(context) { Narrow(&list).to_string() } else { list.to_string() }
                }
            })
        };
        let text = tokio::select! {
            text = look => text?,
            () = context.interrupt.wait() => break,
        };
        screen.draw(&text)?;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
            () = context.interrupt.wait() => break,
        }
    }
    Ok(ExitStatus::Done)
}
