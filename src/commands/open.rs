//! How a command opens its database: which one, for what purpose, and with what login.

use super::Context;
use super::arguments::{ChangeArgs, ConsentArgs, DatabaseArgs, TargetArgs};
use crate::approval::{Answers, approve};
use crate::config::Resolved;
use crate::error::{Kind, Result};
use crate::model::{DatabaseName, Origin, Target};
use crate::ops;
use crate::ops::exclusive::Look;
use crate::postgres::databases::CreateOptions;
use crate::postgres::{ConnectRequest, RetryTimeout};
use crate::progress::Progress;
use crate::report::server::Postponed;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Starts the managed server only if it exists already.
    Read,
    /// Creates the managed server if there is none.
    Write,
    /// May also destroy data: refused when two environments share the database.
    Destroy,
}

/// The database that a command asks for: `Open::to_read("cruddur-db dump", &args).direct()`.
pub struct Open<'a> {
    pub(super) args: &'a DatabaseArgs,
    pub(super) purpose: Purpose,
    /// The environment, as a bare word.
    pub(super) word: Option<&'a str>,
    pub(super) direct: bool,
    pub(super) dry_run: bool,
    /// The name given to confirm with.
    pub(super) confirm: Option<&'a str>,
    /// Whether the managed server gets the database when it is missing.
    pub(super) creates: bool,
    /// What has to hold before it gets it.
    check_new: Option<&'a dyn Fn() -> Result<()>>,
    application: &'static str,
    maintenance: Option<DatabaseName>,
}

impl<'a> Open<'a> {
    /// For a command that changes nothing. `application` is the name that the server shows.
    pub fn to_read(application: &'static str, args: &'a DatabaseArgs) -> Self {
        Self::new(Purpose::Read, application, args)
    }

    /// For a command that writes but destroys nothing.
    pub fn to_write(application: &'static str, args: &'a DatabaseArgs) -> Self {
        Self::new(Purpose::Write, application, args)
    }

    /// For a command that may destroy data.
    pub fn to_destroy(application: &'static str, args: &'a DatabaseArgs) -> Self {
        Self::new(Purpose::Destroy, application, args)
    }

    fn new(purpose: Purpose, application: &'static str, args: &'a DatabaseArgs) -> Self {
        Self {
            args,
            purpose,
            word: None,
            direct: false,
            dry_run: false,
            confirm: None,
            creates: false,
            check_new: None,
            application,
            maintenance: None,
        }
    }

    pub fn of(mut self, word: Option<&'a str>) -> Self {
        self.word = word;
        self
    }

    /// With the direct URL, for operations that a pooler does not support.
    pub fn direct(mut self) -> Self {
        self.direct = true;
        self
    }

    /// The managed server gets the database when it is missing.
    pub fn creating(mut self) -> Self {
        self.creates = true;
        self
    }

    /// The same, unless this check of what would go into it fails.
    pub fn creating_after(mut self, check: &'a dyn Fn() -> Result<()>) -> Self {
        self.check_new = Some(check);
        self.creating()
    }

    /// A dry run starts and makes nothing.
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// What was answered in advance. A name to confirm with must be that of the database, whether
    /// the command asks for it or not.
    pub fn consent(mut self, consent: &'a ConsentArgs) -> Self {
        self.confirm = consent.name();
        self.dry_run(consent.dry_run())
    }

    /// The database to work from, if one was named.
    pub fn maintenance(mut self, name: Option<DatabaseName>) -> Self {
        self.maintenance = name;
        self
    }
}

impl TargetArgs {
    pub fn to_read(&self, application: &'static str) -> Open<'_> {
        Open::to_read(application, &self.database).of(self.environment.word())
    }
}

impl ChangeArgs {
    pub fn to_write(&self, application: &'static str) -> Open<'_> {
        self.open(Open::to_write(application, &self.target.database))
    }

    pub fn to_destroy(&self, application: &'static str) -> Open<'_> {
        self.open(Open::to_destroy(application, &self.target.database))
    }

    fn open<'a>(&'a self, open: Open<'a>) -> Open<'a> {
        open.of(self.target.environment.word()).consent(&self.consent)
    }
}

/// A resolved database, and everything a command needs to work on it.
pub struct Work<'a> {
    pub context: &'a Context,
    pub args: &'a DatabaseArgs,
    pub target: Target,
    pub resolved: Resolved,
    pub retry_timeout: RetryTimeout,
    pub progress: Box<dyn Progress>,
    dry_run: bool,
    application: &'static str,
    maintenance: Option<DatabaseName>,
}

impl Work<'_> {
    pub fn login(&self) -> ConnectRequest<'_> {
        let Self { target, application, retry_timeout, .. } = self;
        ConnectRequest { target, application, retry_timeout: *retry_timeout }
    }

    /// For operations that may destroy data: how they examine the database first.
    pub fn look(&self) -> Look<'_> {
        Look {
            login: self.login(),
            maintenance: self.maintenance.as_ref(),
            dry_run: self.dry_run,
            others: false,
            may_look_later: false,
            progress: self.progress.as_ref(),
            interrupt: &self.context.interrupt,
        }
    }

    /// Creates the managed server's database if it is missing. False where a dry run only says
    /// so.
    async fn create(&self, check: Option<&dyn Fn() -> Result<()>>) -> Result<bool> {
        let ui = &self.context.ui;
        let options = CreateOptions::default();
        let (plan, mut maintenance) = ops::create::plan(self.look(), options).await?;
        if plan.already_there {
            return Ok(true);
        }
        check.map_or(Ok(()), |check| check())?;
        if self.dry_run {
            let database = self.target.database().to_string();
            ui.report(&Postponed { server: None, database })?;
            return Ok(false);
        }
        let plan = approve(plan, &Answers::default(), ui).await?;
        let created = ops::create::apply(self.look(), maintenance.as_mut(), &plan).await?;
        if created.created {
            ui.status(&created.to_string());
        }
        if let Some(warning) = created.warning() {
            ui.warn(&warning);
        }
        Ok(true)
    }
}

impl Context {
    /// Resolves the environment, starts the managed server if it is used, and prints the target
    /// line. The database itself may be missing.
    ///
    /// None when a dry run would have to start or create something first, which is reported.
    pub async fn open<'a>(&'a self, open: Open<'a>) -> Result<Option<Work<'a>>> {
        if open.dry_run && self.say_start(&open)? {
            return Ok(None);
        }
        let (creates, check) = (open.creates, open.check_new);
        let work = self.open_to_read(open).await?;
        let is_managed = work.target.origin == Origin::Managed;
        let missing = creates && is_managed && !work.create(check).await?;
        Ok((!missing).then_some(work))
    }

    /// The same for a command that only reads.
    pub async fn open_to_read<'a>(&'a self, open: Open<'a>) -> Result<Work<'a>> {
        let (target, resolved) = self.resolved_target(&open).await?;
        let work = Work {
            context: self,
            args: open.args,
            target,
            resolved,
            retry_timeout: open.args.retry_timeout(),
            progress: self.ui.progress(),
            dry_run: open.dry_run,
            application: open.application,
            maintenance: open.maintenance,
        };
        match ops::way::check_direct(work.login()).await {
            // What is read may be read although the pooler is down.
            Err(error) if open.purpose == Purpose::Read && error.kind() == Kind::Unreachable => {
                self.ui.warn(&error.to_string());
            }
            checked => checked?,
        }
        Ok(work)
    }
}
