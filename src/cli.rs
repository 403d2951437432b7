//! The list of commands, and how the program ends.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::args::{Format, GlobalArgs};
use crate::commands::{self, Context};
use crate::error::{Error, ExitStatus, Result};
use crate::signals::Signals;
use crate::ui::Ui;

/// One command for a Postgres database at home, in CI and on Amazon RDS.
///
/// Without a connection URL, dev and test use a local server that cruddur-db runs itself.
#[derive(Debug, Parser)]
#[command(name = "cruddur-db", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalArgs,

    #[command(subcommand)]
    pub command: Command,
}

/// The commands, in the order of the help text.
#[derive(Debug, Subcommand)]
pub enum Command {
    Setup(commands::setup::Args),
    Connect(commands::connect::Args),
    Create(commands::create::Args),
    Drop(commands::drop::Args),
    SchemaLoad(commands::schema_load::Args),
    Seed(commands::seed::Args),
    Dump(commands::dump::Args),
    Restore(commands::restore::Args),
    EnvSet(commands::env_set::Args),
    Sessions(commands::sessions::Args),
    Doctor(Box<commands::doctor::Args>),
    Wait(commands::wait::Args),
    Activity(commands::activity::Args),
    User(commands::user::Args),
    #[cfg(feature = "lambda")]
    PostConfirmation(commands::post_confirmation::Args),
    Server(commands::server::Args),
    #[cfg(feature = "aws")]
    #[command(flatten)]
    Aws(Box<AwsCommand>),
    Config(commands::config::Args),
    Completions(commands::completions::Args),
    Man(commands::man::Args),
}

/// The commands that need the AWS SDK.
#[cfg(feature = "aws")]
#[derive(Debug, Subcommand)]
pub enum AwsCommand {
    SgAllowMyIp(commands::sg_allow_my_ip::Args),
    SgList(commands::sg_list::Args),
    SgRevoke(commands::sg_revoke::Args),
    SgRun(commands::sg_run::Args),
    RdsCreate(Box<commands::rds_create::Args>),
    RdsWait(commands::rds_wait::Args),
    RdsStatus(commands::rds_status::Args),
    RdsUrl(commands::rds_url::Args),
    RdsStart(commands::rds_start::Args),
    RdsStop(commands::rds_stop::Args),
    RdsDelete(commands::rds_delete::Args),
    TriggerDeploy(commands::trigger_deploy::Args),
    TriggerStatus(commands::trigger_status::Args),
}

impl Command {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        match self {
            Self::Setup(args) => args.run(context).await,
            Self::Connect(args) => args.run(context).await,
            Self::Create(args) => args.run(context).await,
            Self::Drop(args) => args.run(context).await,
            Self::SchemaLoad(args) => args.run(context).await,
            Self::Seed(args) => args.run(context).await,
            Self::Dump(args) => args.run(context).await,
            Self::Restore(args) => args.run(context).await,
            Self::EnvSet(args) => args.run(context).await,
            Self::Sessions(args) => args.run(context).await,
            Self::Doctor(args) => args.run(context).await,
            Self::Wait(args) => args.run(context).await,
            Self::Activity(args) => args.run(context).await,
            Self::User(args) => args.run(context).await,
            #[cfg(feature = "lambda")]
            Self::PostConfirmation(args) => args.run(context).await,
            Self::Server(args) => args.run(context).await,
            #[cfg(feature = "aws")]
            Self::Aws(command) => command.run(context).await,
            Self::Config(args) => args.run(context).await,
            Self::Completions(args) => args.run(context),
            Self::Man(args) => args.run(context),
        }
    }
}

#[cfg(feature = "aws")]
impl AwsCommand {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        match self {
            Self::SgAllowMyIp(args) => args.run(context).await,
            Self::SgList(args) => args.run(context).await,
            Self::SgRevoke(args) => args.run(context).await,
            Self::SgRun(args) => args.run(context).await,
            Self::RdsCreate(args) => args.run(context).await,
            Self::RdsWait(args) => args.run(context).await,
            Self::RdsStatus(args) => args.run(context).await,
            Self::RdsUrl(args) => args.run(context).await,
            Self::RdsStart(args) => args.run(context).await,
            Self::RdsStop(args) => args.run(context).await,
            Self::RdsDelete(args) => args.run(context).await,
            Self::TriggerDeploy(args) => args.run(context).await,
            Self::TriggerStatus(args) => args.run(context).await,
        }
    }
}

/// Runs the program on these arguments (the first is the program's own name).
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error, &args),
    };
    let ui = Ui::new(cli.global.format, cli.global.quiet, cli.global.verbose);
    let status = run_command(cli, &ui).unwrap_or_else(|error| {
        ui.error(&error);
        error.kind().status()
    });
    status.code().into()
}

/// Help and version texts, which clap reports as errors too, and what it could not understand.
fn refuse(error: &clap::Error, args: &[OsString]) -> ExitCode {
    let asks = |name: &str| {
        args.windows(2).any(|pair| pair[0] == "--format" && pair[1] == name)
            || args.iter().any(|arg| *arg == format!("--format={name}")[..])
    };
    let format = match () {
        () if asks("json") => Format::Json,
        () if asks("github") => Format::Github,
        () => Format::Text,
    };
    if format != Format::Text && error.use_stderr() {
        let text = error.to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let ui = Ui::new(format, false, false);
        ui.error(&Error::usage(message).hint("see --help"));
    } else {
        // There is nobody left to tell when this fails.
        let _ = error.print();
    }
    u8::try_from(error.exit_code()).unwrap_or(2).into()
}

fn run_command(cli: Cli, ui: &Ui) -> Result<ExitStatus> {
    let context = Context::new(cli.global, ui.clone(), Cli::command)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::failed("the runtime cannot start").because(error))?;
    let result = runtime.block_on(until_interrupted(cli.command.run(&context), &context));
    // A prompt may still wait for its line on another thread.
    runtime.shutdown_background();
    result
}

/// Runs the command; the first interrupt drops it unless it holds on to finish by itself, the
/// second drops it in any case.
async fn until_interrupted(
    command: impl Future<Output = Result<ExitStatus>>,
    Context { interrupt, ui, .. }: &Context,
) -> Result<ExitStatus> {
    // Once for all: between two looks none is lost.
    let mut signals = Signals::watch()?;
    let mut command = std::pin::pin!(command);
    loop {
        tokio::select! {
            biased;
            _ = signals.any() => {}
            result = &mut command => return result,
        }
        interrupt.raise();
        if !interrupt.is_shielded() {
            break;
        }
    }
    if interrupt.is_held() {
        tokio::select! {
            result = &mut command => return result,
            _ = signals.any() => {}
        }
        return Err(Error::interrupted("interrupted twice; the last step may not be cleaned up"));
    }
    Err(Error::interrupted(match ui.is_asking() {
        true => "interrupted; nothing was changed",
        false => "interrupted",
    }))
}
