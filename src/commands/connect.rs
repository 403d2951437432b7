use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Context;
use super::arguments::{DatabaseArgs, EnvironmentArg};
use super::open::Open;
use crate::args::Format;
use crate::console::{self, Settings, Work};
use crate::error::{Error, ExitStatus, Result};
use crate::model::{Origin, Target};
use crate::postgres::{ConnectRequest, clients};

/// The setting that begins transactions as READ ONLY.
const READ_ONLY: &str = "default_transaction_read_only";

const APPLICATION: &str = "cruddur-db connect";

/// Open psql, or a built-in console
///
/// The built-in console is used where there is no psql. The prompt names the environment, in red
/// when it is protected, and each environment has its own history; ~/.psqlrc and PSQL_HISTORY take
/// precedence. The password is passed in the environment, never as an argument. The exit status is
/// psql's.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    environment: EnvironmentArg,

    /// Run SQL and exit (repeatable); an error ends it with status 1
    #[arg(short, long = "command", value_name = "SQL")]
    commands: Vec<String>,

    /// Begin transactions as READ ONLY (BEGIN READ WRITE overrides it)
    #[arg(long)]
    read_only: bool,

    /// Use the built-in console even if psql is installed
    #[arg(long, conflicts_with = "arguments")]
    builtin: bool,

    /// Arguments for psql, after --
    #[arg(last = true, value_name = "PSQL ARGUMENTS")]
    arguments: Vec<OsString>,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        if context.ui.format == Format::Json && !self.arguments.is_empty() {
            return Err(Error::usage("psql writes no JSON")
                .with_hint("leave out --format json, or what is after --"));
        }
        let open = Open::to_read(APPLICATION, &self.database).of(self.environment.word());
        let work = context.open_to_read(open).await?;
        let target = work.target.clone();
        let program = context.clients("psql", &self.database)?.into_iter().next();
        let json = context.ui.format == Format::Json;
        // Our own client holds every transaction to reading, whatever is on the way.
        let held = self.read_only && !self.commands.is_empty() && self.arguments.is_empty();
        // psql takes that as an argument only, which everybody can read.
        let secret = target.url.config.tls.key_password.is_some();
        if secret && !self.arguments.is_empty() {
            return Err(Error::usage("sslpassword cannot be passed to psql without exposing it")
                .with_hint("without arguments for psql, connect opens the built-in console"));
        }
        match program {
            Some(program) if !self.builtin && !json && !held && !secret => {
                self.psql(context, &target, &program).await
            }
            None if !self.arguments.is_empty() => Err(clients::missing("psql")
                .with_hint("without arguments for psql, connect opens the built-in console")),
            found => {
                if secret && !self.builtin {
                    context.ui.status(
                        "sslpassword cannot be passed to psql without exposing it: using the \
                         built-in console",
                    );
                } else if found.is_none() && !self.builtin {
                    context.ui.status("psql was not found: using the built-in console");
                }
                self.console(context, &target).await
            }
        }
    }

    async fn console(self, context: &Context, target: &Target) -> Result<ExitStatus> {
        let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let work = match self.commands {
            commands if !commands.is_empty() => Work::Statements(commands),
            _ if terminal => Work::Terminal,
            _ => Work::Stdin,
        };
        // The two programs write their histories in different ways.
        let history = history(context, target).map(|file| file.with_extension("console"));
        let settings = Settings {
            read_only: self.read_only,
            json: context.ui.format == Format::Json,
            colour: ::console::colors_enabled(),
            history,
            editor: context.config.editor()?,
        };
        let retry_timeout = self.database.retry_timeout();
        let login = ConnectRequest { target, application: APPLICATION, retry_timeout };
        console::run(login, work, settings, &context.ui, &context.interrupt).await
    }

    async fn psql(self, context: &Context, target: &Target, program: &Path) -> Result<ExitStatus> {
        // psql knows no hints for the managed server.
        if self.database.wait.is_some() || target.origin == Origin::Managed {
            let retry_timeout = self.database.retry_timeout();
            crate::postgres::connect(target, APPLICATION, retry_timeout).await?;
        }
        // A token may have aged meanwhile.
        let target = &target.clone().renewed().await?;
        let mut psql = clients::command(program, target, APPLICATION);
        if self.read_only {
            let options = self.read_only_options(context, target)?;
            self.check_read_only(target, &options).await?;
            psql.env("PGOPTIONS", options);
        }
        if self.commands.is_empty() {
            configure_prompt(&mut psql, context, target, self.read_only)?;
        } else {
            // The same everywhere, whatever ~/.psqlrc says.
            psql.args(["-X", "-v", "ON_ERROR_STOP=1"]);
            self.commands.iter().for_each(|sql| _ = psql.args(["-c", sql]));
        }
        psql.args(&self.arguments);
        Err(clients::exec(psql))
    }

    /// psql is held to reading by a setting that goes with its login.
    ///
    /// Errors: something on the way drops it.
    async fn check_read_only(&self, target: &Target, options: &str) -> Result<()> {
        let mut asking = target.clone();
        asking.url.set_parameter("options", options.to_owned())?;
        let retry_timeout = self.database.retry_timeout();
        let client = crate::postgres::connect_client(&asking, APPLICATION, retry_timeout).await?;
        let dropped = client.unasked_settings().iter().any(|(name, _)| name == READ_ONLY);
        client.close().await;
        if !dropped {
            return Ok(());
        }
        Err(Error::failed("a pooler drops the setting that makes psql read-only")
            .with_hint("use --builtin or -c, which begin every transaction as READ ONLY"))
    }

    /// What the URL or PGOPTIONS asks for, and read-only transactions.
    fn read_only_options(&self, context: &Context, target: &Target) -> Result<String> {
        let options = match target.url.parameter("options") {
            Some(options) => Some(options.to_owned()),
            None => context.config.var("PGOPTIONS")?,
        };
        let own = format!("-c {READ_ONLY}=on");
        Ok(options.map_or(own.clone(), |options| format!("{options} {own}")))
    }
}

/// Gives psql the prompt and the history of the environment. psql reads ~/.psqlrc after its
/// arguments, so what a person has set there stays.
fn configure_prompt(
    psql: &mut Command,
    context: &Context,
    target: &Target,
    read_only: bool,
) -> Result<()> {
    if std::io::stdin().is_terminal() {
        let prompt = clients::prompt(target, read_only, ::console::colors_enabled());
        psql.args(["-v", &format!("PROMPT1={prompt}"), "-v", &format!("PROMPT2={prompt}")]);
    }
    if context.config.var("PSQL_HISTORY")?.is_none()
        && let Some(file) = history(context, target)
    {
        psql.env("PSQL_HISTORY", file);
    }
    Ok(())
}

/// The environment's history file, in a directory that no one else may read. Without one, lines are
/// not kept; that must not stop anyone from looking at a database.
fn history(context: &Context, target: &Target) -> Option<PathBuf> {
    let file = context.config.history_file(&target.environment)?;
    let made = file.parent().map_or(Ok(()), |directory| {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
    });
    match made {
        Ok(()) => Some(file),
        Err(error) => {
            let error = Error::failed("there is no history").because(error);
            context.ui.detail(&error.message());
            None
        }
    }
}
