//! The list of commands, and how the program ends.

mod given;
mod misplaced;
mod refused;

use std::ffi::OsString;
use std::pin::Pin;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::args::GlobalArgs;
use crate::commands::{self, Context};
use crate::error::{Error, ExitStatus, Kind, Result};
use crate::hint;
use crate::interrupt::{self, Interrupt};
use crate::signals::Signals;
use crate::ui::Ui;

/// One command for a Postgres database at home, in CI and on Amazon RDS.
///
/// Without a connection URL, dev and test use a local server that cruddur-db runs itself.
#[derive(Debug, Parser)]
#[command(name = "cruddur-db", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalArgs,

    #[command(subcommand)]
    pub command: Command,
}

/// A command at work.
type Running<'a> = Pin<Box<dyn Future<Output = Result<ExitStatus>> + 'a>>;

/// Started in a frame of its own: an unoptimised one has room for all that is started in it, and
/// all commands together need 2.5 MB.
fn boxed<'a, F>(start: impl FnOnce() -> F) -> Running<'a>
where
    F: Future<Output = Result<ExitStatus>> + 'a,
{
    Box::pin(start())
}

/// One command per line: its name, and its module in [`commands`].
macro_rules! commands {
    ($($(#[$cfg:meta])* $name:ident($module:ident),)+) => {
        /// The commands, in the order of the help text.
        #[derive(Debug, Subcommand)]
        pub enum Command {
            $($(#[$cfg])* $name(Box<commands::$module::Args>),)+
        }

        impl Command {
            fn run(self, context: &Context) -> Running<'_> {
                match self {
                    $($(#[$cfg])* Self::$name(args) => boxed(|| args.run(context)),)+
                }
            }
        }

        /// What reads these arguments as [`Cli`] does. It has no texts, and of the commands that
        /// are not named the name alone: all of them take as long as the rest of a short command.
        fn reader(args: &[OsString]) -> clap::Command {
            let program = clap::Command::new("cruddur-db").subcommand_required(true);
            let program = GlobalArgs::augment_args(program);
            $($(#[$cfg])* let program = program.subcommand({
                let name = stringify!($module).replace('_', "-").leak();
                let command = clap::Command::new(&*name);
                match args.iter().any(|arg| arg == name) {
                    true => commands::$module::Args::augment_args(command),
                    false => command,
                }
            });)+
            program
        }
    };
}

commands! {
    Init(init),
    Setup(setup),
    Connect(connect),
    Create(create),
    Drop(drop),
    SchemaLoad(schema_load),
    Prepare(prepare),
    TestDb(test_db),
    Migrate(migrate),
    Rollback(rollback),
    Migration(migration),
    Seed(seed),
    Dump(dump),
    Restore(restore),
    EnvSet(env_set),
    Sessions(sessions),
    Doctor(doctor),
    Wait(wait),
    Tunnel(tunnel),
    Activity(activity),
    User(user),
    #[cfg(feature = "lambda")]
    PostConfirmation(post_confirmation),
    Server(server),
    #[cfg(feature = "aws")]
    SgAllowMyIp(sg_allow_my_ip),
    #[cfg(feature = "aws")]
    SgList(sg_list),
    #[cfg(feature = "aws")]
    SgRevoke(sg_revoke),
    #[cfg(feature = "aws")]
    SgRun(sg_run),
    #[cfg(feature = "aws")]
    RdsCreate(rds_create),
    #[cfg(feature = "aws")]
    RdsWait(rds_wait),
    #[cfg(feature = "aws")]
    RdsStatus(rds_status),
    #[cfg(feature = "aws")]
    RdsUrl(rds_url),
    #[cfg(feature = "aws")]
    RdsStart(rds_start),
    #[cfg(feature = "aws")]
    RdsStop(rds_stop),
    #[cfg(feature = "aws")]
    RdsDelete(rds_delete),
    #[cfg(feature = "aws")]
    RdsAudit(rds_audit),
    #[cfg(feature = "aws")]
    TriggerDeploy(trigger_deploy),
    #[cfg(feature = "aws")]
    TriggerStatus(trigger_status),
    Config(config),
    Completions(completions),
    Man(man),
    SchemaJson(schema_json),
    Version(version),
}

/// Runs the program on these arguments (the first is the program's own name).
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(answered) = commands::complete::complete(&args, Cli::command) {
        return answered;
    }
    if let Err(error) = misplaced::refuse(&args, Cli::command) {
        return Ui::new(refused::asked_format(&args), false, false)
            .finish(Err(error))
            .code()
            .into();
    }
    let cli = match parse(reader(&args), &args) {
        Ok(cli) => cli,
        // All arguments and their texts take longer than most commands: they are made where they
        // may be shown.
        Err(_) => match parse(commands::help::with_texts(Cli::command()), &args) {
            Ok(cli) => cli,
            Err(error) => return refused::refuse(error, &args),
        },
    };
    let ui = Ui::new(cli.global.format, cli.global.quiet, cli.global.verbose);
    let result = match &cli.command {
        // Also where the configuration cannot be read.
        Command::Version(_) => commands::version::show(&ui),
        _ => run_command(cli, &ui),
    };
    ui.finish(result).code().into()
}

fn parse(mut program: clap::Command, args: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = program.try_get_matches_from_mut(args)?;
    hint::remember(given::given(args, &matches));
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut program))
}

fn run_command(cli: Cli, ui: &Ui) -> Result<ExitStatus> {
    #[cfg(feature = "aws")]
    if cli.global.format == crate::args::Format::Sarif
        && !matches!(cli.command, Command::RdsAudit(_))
    {
        return Err(Error::usage("--format sarif is for rds-audit"));
    }
    let context = Context::new(cli.global, ui.clone(), Cli::command)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::failed("the runtime cannot start").because(error))?;
    let result = runtime.block_on(async {
        match until_interrupted(cli.command.run(&context), &context.interrupt, ui).await {
            Err(error) => Err(context.tunnels.explain(error).await),
            result => result,
        }
    });
    // A prompt may still wait for input on another thread.
    runtime.shutdown_background();
    result
}

/// Runs the command; the first interrupt drops it unless it finishes by itself, the
/// second drops it in any case.
async fn until_interrupted(
    command: impl Future<Output = Result<ExitStatus>>,
    interrupt: &Interrupt,
    ui: &Ui,
) -> Result<ExitStatus> {
    // Created once, so that no signal is lost.
    let mut signals = Signals::watch()?;
    let mut command = std::pin::pin!(command);
    loop {
        tokio::select! {
            biased;
            _ = signals.any() => {}
            result = &mut command => return unless_by_signal(result, &mut signals).await,
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
        return Err(Error::interrupted(
            "interrupted twice; it is unknown whether the last step was done, and it may not be \
             cleaned up",
        ));
    }
    Err(Error::interrupted(match ui.is_asking() || interrupt.is_harmless() {
        true => "interrupted; nothing was changed",
        false => "interrupted",
    }))
}

/// Ctrl-C reaches the programs that a command runs, too, and one of them may end before the signal
/// is noticed here: what failed with it was interrupted.
async fn unless_by_signal(result: Result<ExitStatus>, signals: &mut Signals) -> Result<ExitStatus> {
    let Err(error) = result else { return result };
    if error.kind() == Kind::Interrupted {
        return Err(error);
    }
    tokio::select! {
        biased;
        _ = signals.any() => Err(interrupt::failed(&error)),
        // Until it has been looked for what has arrived.
        () = tokio::task::yield_now() => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use nix::sys::signal::{Signal, raise};

    use super::*;
    use crate::args::Format;

    fn assert_alike(whole: &clap::Command, read: &clap::Command) {
        let arguments = |command: &clap::Command| {
            // `--version` is answered, not read.
            let read = command.get_arguments().filter(|arg| arg.get_id() != "version");
            let mut read: Vec<_> = read.map(|arg| format!("{arg:?}")).collect();
            read.sort();
            read
        };
        let name = whole.get_name();
        assert_eq!(name, read.get_name());
        assert_eq!(arguments(whole), arguments(read), "{name}");
        assert_eq!(whole.get_subcommands().count(), read.get_subcommands().count(), "{name}");
        for below in whole.get_subcommands() {
            assert_alike(below, read.find_subcommand(below.get_name()).unwrap());
        }
    }

    #[test]
    fn arguments_are_read_as_they_are_declared() {
        let mut whole = Cli::command();
        let names: Vec<_> =
            whole.get_subcommands().map(|it| it.get_name().to_owned().into()).collect();
        let mut read = reader(&names);
        whole.build();
        read.build();
        assert_alike(&whole, &read);
    }

    #[tokio::test]
    async fn what_fails_with_the_signal_was_interrupted() {
        let ui = Ui::new(Format::Text, true, false);
        for (signal, kind) in [(Some(Signal::SIGINT), Kind::Interrupted), (None, Kind::Failed)] {
            let command = async {
                signal.map(raise).transpose().unwrap();
                Err(Error::failed("initdb failed"))
            };
            let error = until_interrupted(command, &Interrupt::default(), &ui).await.unwrap_err();
            assert_eq!(error.kind(), kind, "{error}");
            assert!(error.message().ends_with("initdb failed"));
        }
    }
}
