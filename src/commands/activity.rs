use clap::{Args as ClapArgs, Subcommand};

use super::Context;
use super::arguments::{ChangeArgs, TargetArgs};
use crate::args::Format;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::model::{ActivityId, Author, Message, Ttl};
use crate::ops;
use crate::report::activities::ActivityPlan;

const APPLICATION: &str = "cruddur-db activity";

/// Read and write activities
///
/// With --format json, the results have the shapes of the back end's responses.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Create(Create),
    Home(Home),
    Show(Show),
}

/// Create an activity
///
/// Asks for the database's name in a protected environment.
#[derive(Debug, ClapArgs)]
struct Create {
    /// Author's handle
    #[arg(
        long,
        value_name = "HANDLE",
        required_unless_present = "cognito_user_id",
        conflicts_with = "cognito_user_id"
    )]
    handle: Option<String>,

    /// Author's Cognito user ID
    #[arg(long, value_name = "ID")]
    cognito_user_id: Option<String>,

    /// Text of at most 280 characters
    #[arg(long, short, value_name = "TEXT")]
    message: String,

    /// 30-days, 7-days, 3-days, 1-day, 12-hours, 3-hours or 1-hour
    #[arg(long, value_name = "TIME", default_value = "7-days")]
    ttl: String,

    #[command(flatten)]
    change: ChangeArgs,
}

/// List all activities, the newest first
#[derive(Debug, ClapArgs)]
struct Home {
    /// Show at most N
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<u32>,

    #[command(flatten)]
    target: TargetArgs,
}

/// Show an activity
///
/// A missing one is an error (exit 1); with --format json it is {}, as in the back end.
#[derive(Debug, ClapArgs)]
struct Show {
    /// UUID of the activity
    #[arg(value_name = "UUID")]
    uuid: String,

    #[command(flatten)]
    target: TargetArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        match self.command {
            Command::Create(args) => args.run(context).await,
            Command::Home(args) => args.run(context).await,
            Command::Show(args) => args.run(context).await,
        }
    }
}

impl Create {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let author = match &self.cognito_user_id {
            Some(id) => Author::cognito_user_id(id)?,
            None => Author::handle(self.handle.as_deref().unwrap_or_default())?,
        };
        let message = Message::new(self.message)?;
        let ttl: Ttl = self.ttl.parse()?;
        let open = self.change.to_write(APPLICATION).creating();
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let plan = ActivityPlan { target: work.target.clone(), author, message, ttl };
        let session = ops::tag::connect_to_write(work.login()).await?;
        let apply = async |plan| {
            let added = ops::activities::create(session, &plan);
            context.interrupt.finish("the activity was added", added).await
        };
        context.execute(plan, &self.change, apply).await
    }
}

impl Home {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let work = context.open_to_read(self.target.to_read(APPLICATION)).await?;
        context.report(&ops::activities::home(work.login(), self.limit).await?)
    }
}

impl Show {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let id: ActivityId = self.uuid.parse()?;
        let work = context.open_to_read(self.target.to_read(APPLICATION)).await?;
        let shown = ops::activities::show(work.login(), &id).await?;
        if shown.0.is_none() && context.ui.format == Format::Text {
            return Err(Error::failed(format!("there is no activity {id}"))
                .with_hint(format!("{} lists the activities", hint::command("activity home"))));
        }
        context.report(&shown)
    }
}
