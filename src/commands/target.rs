//! Resolves the arguments to the database that a command works on.

mod login;
mod tunnel;

use std::path::PathBuf;

pub(super) use self::tunnel::route;
use super::Context;
use super::arguments::DatabaseArgs;
use super::open::{Open, Purpose};
use crate::approval::{Answers, approve, check_name};
use crate::config::{Resolved, Source};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Access, DatabaseName, DatabaseUrl, Environment, Origin, Target, Tls, Way};
use crate::postgres::{RetryTimeout, clients, connect, sqlstate};
use crate::report::server::Postponed;
use crate::server::{Running, Server};

impl Context {
    /// The managed server. With `fetch`, Postgres may be fetched for it.
    pub fn server(&self, fetch: bool) -> Result<Server> {
        Ok(Server::new(self.config.server_settings(fetch)?))
    }

    /// Reports what a dry run would have to start first. False if nothing.
    pub(super) fn say_start(&self, open: &Open<'_>) -> Result<bool> {
        let resolved = self.config.resolve(&self.config.pick(open.word)?)?;
        open.args.tunnel.way(&resolved)?;
        let Source::Managed(database) = resolved.source else { return Ok(false) };
        let server = self.server(open.args.fetch_postgres)?;
        let plan = server.plan_start()?;
        if plan.is_running() {
            return Ok(false);
        }
        self.ui.report(&Postponed { server: Some(plan), database: database.to_string() })?;
        Ok(true)
    }

    /// The environment's target, with what its login needs.
    pub(super) async fn resolved_target(&self, open: &Open<'_>) -> Result<(Target, Resolved)> {
        let environment = self.config.pick(open.word)?;
        let resolved = self.config.resolve(&environment)?;
        self.interrupt.watch_changes();
        // Before a server is started.
        open.args.tunnel.way(&resolved)?;
        let target = match &resolved.source {
            Source::Url(target) => {
                let target = self.with_project((**target).clone());
                let target = if open.direct { target.into_direct() } else { target };
                check_name(open.confirm, target.database().as_str())?;
                let target = self.with_access(target).await?;
                // Both URLs must lead to the same database before the direct one is used, by the
                // command or for its backup.
                match open.direct || open.purpose == Purpose::Destroy {
                    true => self.with_other_access(target).await?,
                    false => target,
                }
            }
            Source::Managed(name) => {
                check_name(open.confirm, name.as_str())?;
                if open.purpose == Purpose::Read {
                    self.refuse_to_make(open.args, &environment)?;
                }
                self.managed(open.args, &environment, name, &resolved).await?
            }
        };
        let target = self.by_tunnel(target, &resolved, &open.args.tunnel).await?;
        if open.purpose == Purpose::Destroy {
            self.refuse_shared_database(&target)?;
        }
        self.ui.status(&target.to_string());
        Ok((target, resolved))
    }

    /// A URL may lead to the managed server, too, whose databases are tagged with their project.
    fn with_project(&self, target: Target) -> Target {
        let running = || self.server(false).ok()?.running().ok()?;
        let is_managed =
            target.url.is_local() && running().is_some_and(|it| it.port == target.url.port);
        let project = if is_managed { self.config.project_tag() } else { None };
        Target { project, ..target }
    }

    /// Errors (unreachable): there is no managed server yet, and nothing to read.
    fn refuse_to_make(&self, args: &DatabaseArgs, environment: &Environment) -> Result<()> {
        let plan = self.server(args.fetch_postgres)?.plan_start()?;
        if !plan.creates() {
            return Ok(());
        }
        let variable = self.config.url_variable(environment);
        if let Some((why, hint)) = plan.other_version() {
            let message = format!("{variable} is not set, and {why}");
            return Err(Error::unreachable(message).with_hint(hint));
        }
        let message = format!("{variable} is not set, and there is no managed server yet");
        let hint = match self.config.proposed_url(environment)? {
            Some(proposed) => proposed.to_string(),
            None => {
                format!(
                    "create it and its database with: {}",
                    hint::command("create").of(environment)
                )
            }
        };
        Err(Error::unreachable(message).with_hint(hint))
    }

    /// The client programs with this name: on the PATH, the managed server's, then those in the
    /// directories where packages install them.
    pub fn clients(&self, name: &str, args: &DatabaseArgs) -> Result<Vec<PathBuf>> {
        let server = Server::new(self.config.client_settings(args.fetch_postgres)?);
        Ok(clients::find(name, server.client_directories()))
    }

    /// The managed server's database; starts the server when it does not run.
    pub async fn managed(
        &self,
        args: &DatabaseArgs,
        environment: &Environment,
        database: &DatabaseName,
        resolved: &Resolved,
    ) -> Result<Target> {
        self.say_proposed_url(environment)?;
        let server = self.server(args.fetch_postgres)?;
        let running = self.start(&server).await?;
        let variable = self.config.url_variable(environment);
        self.ui.status(&format!(
            "{variable} is not set: using the managed Postgres {} on port {}",
            running.version, running.port
        ));
        let target = managed_target(&running, environment, database.as_str(), resolved.protected)?;
        Ok(Target { project: self.config.project_tag(), ..target })
    }

    /// The same database, if the server runs: nothing is started or said.
    pub async fn managed_if_running(
        &self,
        environment: &Environment,
        database: &DatabaseName,
    ) -> Result<Option<Target>> {
        let server = self.server(false)?;
        if !server.status()?.ready {
            return Ok(None);
        }
        let running = self.start(&server).await?;
        let target = managed_target(&running, environment, database.as_str(), false)?;
        Ok(Some(Target { project: self.config.project_tag(), ..target }))
    }

    /// Starts the managed server if it does not run. An interrupt ends what has not become a
    /// server, and says whether one runs.
    async fn start(&self, server: &Server) -> Result<Running> {
        let plan = approve(server.plan_start()?, &Answers::default(), &self.ui).await?;
        let progress = self.ui.progress();
        let is_running = plan.is_running();
        let start = server.start(plan, progress.as_ref());
        if is_running {
            return start.await;
        }
        let _hold = self.interrupt.hold();
        tokio::select! {
            biased;
            () = self.interrupt.wait() => {}
            started = start => return started,
        }
        let status = server.status()?;
        let what = match (status.running, status.ready) {
            (_, true) => "was started",
            (true, false) => "is starting",
            (false, false) => "was not started",
        };
        Err(Error::interrupted(format!("interrupted; the managed server {what}")))
    }

    /// Suggests the URL of the project's own database when the managed server is used because no
    /// URL is set.
    pub(super) fn say_proposed_url(&self, environment: &Environment) -> Result<()> {
        if let Some(proposed) = self.config.proposed_url(environment)? {
            self.ui.status(&format!("hint: {proposed}"));
        }
        for note in self.config.notes(environment)? {
            self.ui.status(&format!("note: {note}"));
        }
        Ok(())
    }

    /// Makes sure that the managed server runs and accepts its recorded password, which is reset if
    /// it does not.
    pub async fn managed_server(&self, server: &Server) -> Result<Running> {
        let running = self.start(server).await?;
        let progress = self.ui.progress();
        let target = managed_target(&running, &Environment::dev(), "postgres", false)?;
        match connect(&target, "cruddur-db server", RetryTimeout::default()).await {
            Err(error) if error.code() == Some(sqlstate::WRONG_PASSWORD) => {
                server.renew_password(&running.password, progress.as_ref()).await
            }
            // Other errors are not about the recorded password.
            _ => Ok(running),
        }
    }

    /// The managed server, for a trial in a temporary database.
    pub async fn trial_server(&self, args: &DatabaseArgs) -> Result<Target> {
        let server = self.server(args.fetch_postgres)?;
        let running = self.managed_server(&server).await?;
        managed_target(&running, &Environment::dev(), "postgres", false)
    }

    fn refuse_shared_database(&self, target: &Target) -> Result<()> {
        let Some((other, variable)) = self.config.same_database_as(target) else {
            return Ok(());
        };
        Err(Error::usage(format!(
            "environments {} and {other} both point to database {} on {}; one of them is a mistake",
            target.environment,
            target.database(),
            target.url.host
        ))
        .with_hint(format!("check {} and {variable}", target.origin)))
    }
}

pub(super) fn managed_target(
    running: &Running,
    environment: &Environment,
    database: &str,
    protected: bool,
) -> Result<Target> {
    let mut url =
        DatabaseUrl::parse(&format!("postgresql://127.0.0.1:{}/{database}", running.port))?;
    url.user = Some(running.user.clone());
    url.password = Some(running.password.clone());
    Ok(Target {
        environment: environment.clone(),
        url,
        user: running.user.clone(),
        origin: Origin::Managed,
        project: None,
        protected,
        access: Access { tls: Tls::off(), ..Access::default() },
        way: Way::Only,
    })
}
