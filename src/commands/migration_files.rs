//! Shared by the commands that work with migrations.

use std::path::PathBuf;
use std::time::Duration;

use super::Context;
use super::arguments::ConsentArgs;
use super::open::Work;
use crate::args::Candidates;
use crate::error::Result;
use crate::migrations::{
    Located, MigrationFiles, Places, ProjectMigrations, SqlxToml, locate, none_found, unread,
};
use crate::model::{DatabaseName, HumanDuration, Target};
use crate::ops;
use crate::ops::files::Files;
use crate::ops::look::Look;
use crate::ops::migrate::{LOCK_TIMEOUT, MigrateRequest, Mode, check_fresh};
use crate::ops::migration_test::TrialRequest;
use crate::ops::setup_plan::SetupFiles;
use crate::postgres::ConnectRequest;
use crate::progress::Progress;

/// Where the migrations are.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct MigrationsDirArg {
    /// Migrations directory [default: from cruddur-db.toml, sqlx.toml or the usual places]
    #[arg(long, value_name = "DIR", add = Candidates::Directories)]
    dir: Option<PathBuf>,
}

impl MigrationsDirArg {
    pub fn locate(&self, context: &Context) -> Result<Option<Located>> {
        let project = &context.config.project;
        let configured = project.migrations().dir.as_ref();
        let configured = configured.map(|dir| match project.directory() {
            // Paths stay relative when the project is in the working directory.
            Some(directory) if directory != context.config.working_dir => directory.join(dir),
            _ => dir.clone(),
        });
        locate(Places {
            named: self.dir.as_deref(),
            configured: configured.as_deref(),
            directories: &context.config.search_directories(),
        })
    }

    /// The project's migrations, if it has any.
    ///
    /// Errors (usage): one of them cannot be run.
    pub fn find(&self, context: &Context) -> Result<Option<ProjectMigrations>> {
        let project = self.look(context)?;
        if let Some(project) = &project {
            say_unread(context, &project.files);
        }
        Ok(project.filter(ProjectMigrations::has_any))
    }

    /// The project's directory of migrations and what is in it, if anything; nothing is said of it.
    ///
    /// Errors (usage): one of them cannot be run.
    pub fn look(&self, context: &Context) -> Result<Option<ProjectMigrations>> {
        self.locate(context)?.map(ProjectMigrations::read).transpose()
    }

    /// The directory, which must be there.
    ///
    /// Errors (usage): it is not.
    pub fn locate_any(&self, context: &Context) -> Result<Located> {
        let tool = || ops::files::tool_of(&context.config.search_directories());
        self.locate(context)?.ok_or_else(|| none_found(tool()))
    }

    /// Reads the migrations, which must all be valid.
    ///
    /// Errors (usage): there is no directory; see [`MigrationFiles::read_all`].
    pub fn read(&self, context: &Context) -> Result<(Located, MigrationFiles)> {
        let located = self.locate_any(context)?;
        let files = MigrationFiles::read_all(&located.directory, &located.sqlx.ignored_chars)?;
        say_unread(context, &files);
        Ok((located, files))
    }

    /// The directory for a first migration.
    pub fn new_directory(&self) -> PathBuf {
        let parents = ["backend-flask/db", "db"].map(PathBuf::from);
        let parent = parents.into_iter().find(|parent| parent.is_dir());
        self.dir.clone().unwrap_or_else(|| parent.unwrap_or_default().join("migrations"))
    }
}

/// Names files that look like migrations and are not run.
fn say_unread(context: &Context, files: &MigrationFiles) {
    if let Some(note) = unread(&files.left_out) {
        context.ui.status(&note);
    }
}

/// In a dry run, refuses migrations that could not run in a new database.
pub fn check_in_dry_run(consent: &ConsentArgs, files: &SetupFiles) -> Result<()> {
    if consent.dry_run() { check_fresh(files) } else { Ok(()) }
}

/// A request that runs the pending migrations, without other options.
pub fn request<'a>(
    work: &'a Work<'a>,
    sqlx: &'a SqlxToml,
    files: &'a MigrationFiles,
    waiting: &WaitingArgs,
) -> Result<MigrateRequest<'a>> {
    let Look { login, dry_run, progress, interrupt, .. } = work.look();
    Ok(MigrateRequest {
        mode: if dry_run { Mode::DryRun } else { Mode::Apply },
        lock_wait: waiting.lock_wait.duration(),
        lock_timeout: waiting.lock_timeout(work.context)?,
        ..MigrateRequest::new(login, (files, sqlx), (progress, interrupt))
    })
}

/// A trial of the files on this server, in a temporary database; they call it `known_as`.
pub fn trial<'a>(
    (context, target, progress): (&'a Context, &'a Target, &'a dyn Progress),
    (schema, files, sqlx): (&'a Files, &'a MigrationFiles, &'a SqlxToml),
    (variables, known_as): (&'a [(String, String)], &'a DatabaseName),
) -> TrialRequest<'a> {
    let login = ConnectRequest::new(target, "cruddur-db migration");
    let migrate = MigrateRequest {
        ignore_missing: true,
        known_as: Some(known_as),
        variables,
        ..MigrateRequest::new(login, (files, sqlx), (progress, &context.interrupt))
    };
    TrialRequest { schema, migrate }
}

/// How long to wait for other migrations and for locks.
#[derive(Debug, Clone, clap::Args)]
pub struct WaitingArgs {
    /// Wait this long for another migration of the database
    #[arg(long, value_name = "TIME", default_value = "60s")]
    lock_wait: HumanDuration,

    /// Retry a statement that waits longer for a lock [default: from cruddur-db.toml, else 5s]
    #[arg(long, value_name = "TIME")]
    lock_timeout: Option<HumanDuration>,
}

impl WaitingArgs {
    fn lock_timeout(&self, context: &Context) -> Result<Duration> {
        let configured = context.config.project.migrations().lock_timeout.as_deref();
        let configured = configured.map(str::parse).transpose()?;
        let given = self.lock_timeout.or(configured);
        Ok(given.map_or(LOCK_TIMEOUT, HumanDuration::duration))
    }
}
