//! From arguments to the one database that a command works on.

use super::arguments::DatabaseArgs;
use std::path::PathBuf;

mod login;

use super::Context;
use crate::approval::{Answers, approve};
use crate::config::{Resolved, Source};
use crate::error::{Error, Result};
use crate::model::{Access, DatabaseUrl, Environment, Origin, Target, Tls, Way};
use crate::ops;
use crate::postgres::databases::CreateOptions;
use crate::postgres::{ConnectRequest, RetryTimeout, clients, connect, sqlstate};
use crate::report::server::Postponed;
use crate::server::{Running, Server};

/// Whether a command may lose data: then two environments on one database are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessMode {
    Safe,
    Destructive,
}

/// Which of an environment's URLs is taken, where it has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The one through the pooler.
    Url,
    /// The one past it.
    DirectUrl,
}

/// What may be started and made so that a command finds its database on the managed server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Only a server that has data is started.
    Read,
    /// Server and data are made.
    Work,
}

impl Context {
    /// Resolves the environment, starts the managed server when it serves, and prints the
    /// target line. The database itself may be missing.
    pub async fn target(
        &self,
        args: &DatabaseArgs,
        word: Option<&str>,
        access: AccessMode,
    ) -> Result<(Target, Resolved)> {
        self.resolved_target(args, word, access, Effort::Work, By::Url).await
    }

    /// Like [`Context::target`], for commands that only read: no managed server is made.
    pub async fn target_to_read(
        &self,
        args: &DatabaseArgs,
        word: Option<&str>,
    ) -> Result<(Target, Resolved)> {
        self.resolved_target(args, word, AccessMode::Safe, Effort::Read, By::Url).await
    }

    /// Like [`Context::target_to_read`], by the direct URL: for what a pooler cannot carry.
    pub async fn direct_to_read(&self, args: &DatabaseArgs) -> Result<(Target, Resolved)> {
        self.resolved_target(args, None, AccessMode::Safe, Effort::Read, By::DirectUrl).await
    }

    /// Like [`Context::target_unless_dry`], by the direct URL: for what a pooler cannot carry.
    pub async fn direct_unless_dry(
        &self,
        dry_run: bool,
        args: &DatabaseArgs,
        word: Option<&str>,
        access: AccessMode,
    ) -> Result<Option<(Target, Resolved)>> {
        if dry_run && self.say_start(args, word)? {
            return Ok(None);
        }
        self.resolved_target(args, word, access, Effort::Work, By::DirectUrl).await.map(Some)
    }

    /// Like [`Context::target`]. A dry run starts and makes nothing: where the managed server
    /// does not run, it says what would be done, and there is nothing more to look at.
    pub async fn target_unless_dry(
        &self,
        dry_run: bool,
        args: &DatabaseArgs,
        word: Option<&str>,
        access: AccessMode,
    ) -> Result<Option<(Target, Resolved)>> {
        if dry_run && self.say_start(args, word)? {
            return Ok(None);
        }
        self.target(args, word, access).await.map(Some)
    }

    /// Like [`Context::target`], and the managed server gets the database when it is missing. A
    /// dry run starts and makes nothing, and says it instead.
    pub async fn database_unless_dry(
        &self,
        dry_run: bool,
        args: &DatabaseArgs,
        word: Option<&str>,
        access: AccessMode,
    ) -> Result<Option<(Target, Resolved)>> {
        if !dry_run {
            return self.target_with_database(args, word, access).await.map(Some);
        }
        let Some((target, resolved)) = self.target_unless_dry(true, args, word, access).await?
        else {
            return Ok(None);
        };
        if target.origin == Origin::Managed {
            let login = ConnectRequest {
                target: &target,
                application: "cruddur-db",
                retry_timeout: args.retry_timeout(),
            };
            let (plan, _) = ops::create::plan(login, None).await?;
            if !plan.already_there {
                let database = target.database().to_string();
                self.ui.report(&Postponed { server: None, database })?;
                return Ok(None);
            }
        }
        Ok(Some((target, resolved)))
    }

    /// Says what a dry run would have to start first. False when that is nothing.
    fn say_start(&self, args: &DatabaseArgs, word: Option<&str>) -> Result<bool> {
        let resolved = self.config.resolve(&self.config.pick(word)?)?;
        let Source::Managed(database) = resolved.source else { return Ok(false) };
        let server = Server::new(self.config.server_settings(args.fetch_postgres)?);
        let plan = server.plan_start()?;
        if plan.is_running() {
            return Ok(false);
        }
        self.ui.report(&Postponed { server: Some(plan), database: database.to_owned() })?;
        Ok(true)
    }

    async fn resolved_target(
        &self,
        args: &DatabaseArgs,
        word: Option<&str>,
        access: AccessMode,
        effort: Effort,
        by: By,
    ) -> Result<(Target, Resolved)> {
        let environment = self.config.pick(word)?;
        let resolved = self.config.resolve(&environment)?;
        let target = match &resolved.source {
            Source::Url(target) => {
                let target = (**target).clone();
                let target = if by == By::DirectUrl { target.into_direct() } else { target };
                let target = self.with_access(target).await?;
                // Both have to lead to the same database before something may be lost, and a
                // backup is taken past the pooler.
                match access {
                    AccessMode::Destructive => self.with_other_access(target).await?,
                    AccessMode::Safe => target,
                }
            }
            Source::Managed(name) => {
                if effort == Effort::Read {
                    self.refuse_to_make(args, &environment)?;
                }
                self.managed(args, &environment, name, &resolved).await?
            }
        };
        if access == AccessMode::Destructive {
            self.refuse_shared_database(&target)?;
        }
        self.ui.status(&target.to_string());
        Ok((target, resolved))
    }

    /// Errors (unreachable): there is no managed server yet, and nothing to read.
    fn refuse_to_make(&self, args: &DatabaseArgs, environment: &Environment) -> Result<()> {
        let server = Server::new(self.config.server_settings(args.fetch_postgres)?);
        if !server.plan_start()?.creates() {
            return Ok(());
        }
        let variable = self.config.url_variable(environment);
        let message = format!("{variable} is not set, and there is no managed server yet");
        Err(Error::unreachable(message)
            .hint(format!("make it and its database with: cruddur-db create --env {environment}")))
    }

    /// Like [`Context::target`], and the managed server gets the database when it is missing.
    pub async fn target_with_database(
        &self,
        args: &DatabaseArgs,
        word: Option<&str>,
        access: AccessMode,
    ) -> Result<(Target, Resolved)> {
        let (target, resolved) = self.target(args, word, access).await?;
        if target.origin == Origin::Managed {
            let login = ConnectRequest {
                target: &target,
                application: "cruddur-db",
                retry_timeout: args.retry_timeout(),
            };
            let (plan, mut beside) = ops::create::plan(login, None).await?;
            let plan = approve(plan, &Answers::default(), &self.ui).await?;
            let options = CreateOptions::default();
            let made =
                ops::create::apply(beside.as_mut(), &plan, &options, &self.interrupt).await?;
            if made.created {
                self.ui.status(&made.to_string());
            }
            if let Some(warning) = made.warning() {
                self.ui.warn(&warning);
            }
        }
        Ok((target, resolved))
    }

    /// The client programs of this name: on the PATH, the managed server's, then those of the
    /// folders where packages put them.
    pub fn clients(&self, name: &str, args: &DatabaseArgs) -> Result<Vec<PathBuf>> {
        let server = Server::new(self.config.server_settings(args.fetch_postgres)?);
        Ok(clients::find(name, server.client_folders()))
    }

    /// The managed server's database; starts the server when it does not run.
    pub async fn managed(
        &self,
        args: &DatabaseArgs,
        environment: &Environment,
        database: &str,
        resolved: &Resolved,
    ) -> Result<Target> {
        let server = Server::new(self.config.server_settings(args.fetch_postgres)?);
        let plan = approve(server.plan_start()?, &Answers::default(), &self.ui).await?;
        let progress = self.ui.progress();
        let running = server.start(plan, progress.as_ref()).await?;
        drop(progress);
        let variable = self.config.url_variable(environment);
        self.ui.status(&format!(
            "{variable} is not set: using the managed Postgres {} on port {}",
            running.version, running.port
        ));
        managed_target(&running, environment, database, resolved.protected)
    }

    /// Makes sure that the managed server runs and lets us in: a password on record that it does
    /// not know is set anew.
    pub async fn managed_server(&self, server: &Server) -> Result<Running> {
        let plan = approve(server.plan_start()?, &Answers::default(), &self.ui).await?;
        let progress = self.ui.progress();
        let running = server.start(plan, progress.as_ref()).await?;
        let target = managed_target(&running, &Environment::dev(), "postgres", false)?;
        match connect(&target, "cruddur-db server", RetryTimeout::default()).await {
            Err(error) if error.code() == Some(sqlstate::WRONG_PASSWORD) => {
                server.renew_password(&running.password, progress.as_ref()).await
            }
            // What else may be wrong is not the record's fault.
            _ => Ok(running),
        }
    }

    fn refuse_shared_database(&self, target: &Target) -> Result<()> {
        let Some((other, variable)) = self.config.same_database_as(target) else {
            return Ok(());
        };
        Err(Error::usage(format!(
            "environments {} and {other} both lead to database {} on {}; one of them is a mistake",
            target.environment,
            target.database(),
            target.url.host
        ))
        .hint(format!("check {} and {variable}", target.origin)))
    }
}

/// A database of the managed server.
fn managed_target(
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
        protected,
        access: Access { tls: Tls::off(), ..Access::default() },
        way: Way::Only,
    })
}
