use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Context;
use super::arguments::{DatabaseArgs, EnvironmentArg};
use super::open::Open;
use super::typos::is_statement;
use crate::approval::Asker;
use crate::args::Format;
use crate::console::{self, Settings, Work};
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::model::{Target, may_hold_password};
use crate::ops::{self, child};
use crate::postgres::client::Client;
use crate::postgres::{ConnectRequest, clients, connect_client, sqlstate};

const READ_ONLY: &str = "default_transaction_read_only";

/// With these arguments psql needs no database, or another one.
const OFFLINE: [&str; 6] = ["-?", "--help", "-V", "--version", "-l", "--list"];

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
            return Err(Error::usage("psql cannot write JSON")
                .with_hint("leave out --format json, or what is after --"));
        }
        if let Some(sql) =
            self.environment.word().filter(|it| is_statement(it) && !may_hold_password(it))
        {
            let meant = hint::with_instead(sql, &format!("-c {}", hint::quoted(sql)));
            return Err(Error::usage(format!("{sql:?} is not an environment"))
                .with_hint(format!("did you mean: {meant}")));
        }
        let open = Open::to_read(APPLICATION, &self.database).of(self.environment.word());
        let work = context.open_to_read(open).await?;
        ops::tag::warn_of_other_project(work.login(), work.progress.as_ref()).await;
        let target = work.target;
        let program = context.clients("psql", &self.database)?.into_iter().next();
        let json = context.ui.format == Format::Json;
        // Our own client begins every transaction read-only, which works through poolers too.
        let held = self.read_only && !self.commands.is_empty() && self.arguments.is_empty();
        // psql takes these only as arguments, which every user of the machine can read.
        let secret = target.url.config.tls.key_password.is_some();
        if secret && !self.arguments.is_empty() {
            return Err(Error::usage("sslpassword cannot be passed to psql without exposing it")
                .with_hint("without arguments for psql, connect opens the built-in console"));
        }
        match program {
            Some(program) if !self.builtin && !json && !held && !secret => {
                self.psql(context, target, &program).await
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
                self.console(context, target, found.is_some()).await
            }
        }
    }

    async fn console(
        self,
        context: &Context,
        mut target: Target,
        psql: bool,
    ) -> Result<ExitStatus> {
        let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let client = self.log_in(context, &mut target).await?;
        let work = match &self.commands {
            commands if !commands.is_empty() => Work::Statements(commands.clone()),
            _ if terminal => Work::Terminal,
            _ => Work::Stdin,
        };
        // psql and the built-in console have different history formats.
        let history = history(context, &target).map(|file| file.with_extension("console"));
        let settings = Settings {
            read_only: self.read_only,
            json: context.ui.format == Format::Json,
            colour: ::console::colors_enabled(),
            history,
            home: context.config.home(),
            editor: context.config.editor()?,
            psql,
            pager: context.config.pager()?,
        };
        let retry_timeout = self.database.retry_timeout();
        let login = ConnectRequest { target: &target, application: APPLICATION, retry_timeout };
        console::run(client, login, work, settings, &context.ui, &context.interrupt).await
    }

    async fn psql(self, context: &Context, target: Target, program: &Path) -> Result<ExitStatus> {
        // A token may have aged meanwhile.
        let mut target = target.renewed().await?;
        if self.read_only {
            let options = self.read_only_options(context, &target)?;
            target.url.set_parameter("options", options)?;
        }
        if !self.arguments.iter().any(|argument| OFFLINE.iter().any(|it| argument == it)) {
            let client = self.log_in(context, &mut target).await?;
            let dropped = client.unasked_settings().iter().any(|(name, _)| name == READ_ONLY);
            // The role may be limited to one session, and psql needs it.
            client.close_and_wait().await;
            if dropped {
                return Err(Error::failed(
                    "a pooler drops the setting that would keep psql read-only",
                )
                .with_hint("with --builtin or -c every transaction is begun as READ ONLY"));
            }
        }
        let mut psql = clients::command(program, &target, APPLICATION);
        if !self.commands.is_empty() {
            // Output must not depend on ~/.psqlrc.
            psql.args(["-X", "-v", "ON_ERROR_STOP=1"]);
            self.commands.iter().for_each(|sql| _ = psql.args(["-c", sql]));
        } else if std::io::stdin().is_terminal() {
            configure_prompt(&mut psql, context, &target, self.read_only)?;
        } else if reads_stdin(&self.arguments) {
            psql.args(["-v", "ON_ERROR_STOP=1"]);
            psql.args(self.arguments.is_empty().then_some("-X"));
        }
        psql.args(&self.arguments);
        match target.access.tunnel {
            None => Err(clients::exec(psql)),
            Some(_) => beside_tunnel(context, psql).await,
        }
    }

    /// Logs in before anything else, so that what is wrong reads as everywhere else. Where the
    /// password is missing, the user is asked for it, as psql asks.
    async fn log_in(&self, context: &Context, target: &mut Target) -> Result<Client> {
        let retry_timeout = self.database.retry_timeout();
        let error = match connect_client(target, APPLICATION, retry_timeout).await {
            Ok(client) => return Ok(client),
            Err(error) => error,
        };
        let has_none = target.url.password.is_none() && target.access.source.is_none();
        if error.code() != Some(sqlstate::WRONG_PASSWORD) || !has_none || !context.ui.can_ask() {
            return Err(error);
        }
        let question = format!("Password of {}", target.user);
        target.url.password = Some(context.ui.ask_password(&question, None).await?);
        connect_client(target, APPLICATION, retry_timeout).await
    }

    /// The options of the URL or PGOPTIONS, and read-only transactions.
    fn read_only_options(&self, context: &Context, target: &Target) -> Result<String> {
        let options = match target.url.parameter("options") {
            Some(options) => Some(options.to_owned()),
            None => context.config.var("PGOPTIONS")?,
        };
        let own = format!("-c {READ_ONLY}=on");
        Ok(options.map_or(own.clone(), |options| format!("{options} {own}")))
    }
}

/// Runs psql while this process holds the tunnel open.
async fn beside_tunnel(context: &Context, psql: Command) -> Result<ExitStatus> {
    let _shield = context.interrupt.shield();
    let mut psql = std::pin::pin!(child::run(psql));
    let status = tokio::select! {
        status = &mut psql => status?,
        error = context.tunnels.closed() => {
            // psql only says that the server has closed the connection.
            context.ui.warn(&error.to_string());
            psql.await?
        }
    };
    Ok(ExitStatus::Child(status))
}

/// Whether psql reads statements from standard input, given these arguments. One that only looks
/// like `-f` or `-c` leaves all to psql.
fn reads_stdin(arguments: &[OsString]) -> bool {
    !arguments.iter().map(|argument| argument.to_string_lossy()).any(|argument| {
        let is_short = argument.starts_with('-') && !argument.starts_with("--");
        is_short && argument.contains(['c', 'f'])
            || argument.starts_with("--command")
            || argument.starts_with("--file")
    })
}

/// Gives psql the prompt and the history of the environment. psql reads ~/.psqlrc after its
/// arguments, so what a person has set there stays.
fn configure_prompt(
    psql: &mut Command,
    context: &Context,
    target: &Target,
    read_only: bool,
) -> Result<()> {
    let prompt = clients::prompt(target, read_only, ::console::colors_enabled());
    psql.args(["-v", &format!("PROMPT1={prompt}"), "-v", &format!("PROMPT2={prompt}")]);
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
