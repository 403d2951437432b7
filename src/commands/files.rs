//! What the commands that load files share.
use std::ffi::OsString;
use std::path::PathBuf;

use super::Context;
use super::arguments::{Consent, ConsentArgs, DatabaseArgs};
use super::backup::BackupArgs;
use super::migration_files::MigrationsDirArg;
use super::open::{Open, Work};
use super::words;
use crate::args::Candidates;
use crate::config::Resolved;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::model::Environment;
use crate::ops;
use crate::ops::files::{Files, Kind, Search};
use crate::ops::load::{LoadMode, LoadRequest};
use crate::ops::setup_plan::SetupFiles;
use crate::postgres::sqlstate;
use crate::script::Options;

const FILES: Candidates = Candidates::Files(&[".sql", ".csv"]);

/// The arguments that `schema-load` and `seed` share.
#[derive(Debug, Clone, clap::Args)]
pub struct LoadArgs {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&FILES))]
    word: Option<OsString>,

    /// Files, or - for standard input
    #[arg(value_name = "FILE", add = FILES)]
    files: Vec<PathBuf>,

    /// Run everything, report what would fail, and roll back
    #[arg(long)]
    check: bool,

    /// Set a psql variable (overrides cruddur-db.toml)
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = variable)]
    variables: Vec<(String, String)>,

    /// Skip statements that set owners
    #[arg(long)]
    no_owner: bool,

    /// Skip GRANT, REVOKE and the like
    #[arg(long)]
    no_acl: bool,

    #[command(flatten)]
    consent: ConsentArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

/// Reads `NAME=VALUE`.
pub fn variable(text: &str) -> std::result::Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("use NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

impl LoadArgs {
    pub async fn run(
        mut self,
        context: &Context,
        kind: Kind,
        backup: &BackupArgs,
    ) -> Result<ExitStatus> {
        let (word, files) =
            words::files(context, self.word.take(), std::mem::take(&mut self.files))?;
        let (environment, is_named) = (context.config.pick(word.as_deref())?, !files.is_empty());
        // Missing files are found before a server is started or queried.
        let resolved = context.config.resolve(&environment)?;
        let files = find(context, &resolved, Some(&files), kind, false)?;
        if files.inputs.is_empty() {
            let noun = kind.noun();
            return Err(Error::usage(format!("{environment} has no {noun} files to load"))
                .with_hint("cruddur-db.toml says so; name a file to load it anyway"));
        }
        let Some(work) = self.open(context, kind, word.as_deref()).await? else {
            return Ok(ExitStatus::Done);
        };
        say_which(context, kind, &files);
        let mut consent = Consent::from(&self.consent);
        let rolls_back = self.check || kind == Kind::Seeds && consent.dry_run;
        // That is run, too.
        consent.dry_run &= !rolls_back;
        let mode = match kind {
            _ if rolls_back => LoadMode::DryRun,
            Kind::Schema => LoadMode::Replace,
            Kind::Seeds => LoadMode::Append { ask: work.target.protected },
        };
        let backup = match mode {
            LoadMode::DryRun => None,
            _ => backup.request(&work)?,
        };
        let options = Options {
            variables: work.resolved.variables(&self.variables),
            no_owner: self.no_owner,
            no_acl: self.no_acl,
            home: context.config.environ.path("HOME"),
            ..Options::default()
        };
        let migrations = match kind {
            // A schema can be loaded even when a migration is unreadable.
            Kind::Schema => MigrationsDirArg::default().find(context).unwrap_or_default(),
            Kind::Seeds => None,
        };
        let request = LoadRequest { files, mode, options, backup, migrations };
        let (plan, opened) = ops::load::plan(work.look(), request).await?;
        let apply = async |plan| {
            let loaded = ops::load::apply(work.look(), opened, &plan).await;
            loaded.map_err(|it| if is_named { it } else { with_setup(it, kind, &environment) })
        };
        context.execute(plan, consent, apply).await
    }

    async fn open<'a>(
        &'a self,
        context: &'a Context,
        kind: Kind,
        word: Option<&'a str>,
    ) -> Result<Option<Work<'a>>> {
        let application = match kind {
            Kind::Schema => "cruddur-db schema-load",
            Kind::Seeds => "cruddur-db seed",
        };
        if self.check {
            let mut open = Open::to_read(application, &self.database).of(word);
            open.confirm = self.consent.name();
            return context.open_to_read(open).await.map(Some);
        }
        let open = Open::to_destroy(application, &self.database)
            .of(word)
            .creating()
            .consent(&self.consent);
        context.open(open).await
    }
}

/// A schema whose tables are there is loaded by `setup`. Roles are not the database's.
fn with_setup(error: Error, kind: Kind, environment: &Environment) -> Error {
    let is_there = error.code().is_some_and(|code| sqlstate::ALREADY_THERE.contains(&code))
        && !error.message().starts_with("role ");
    match kind == Kind::Schema && is_there && environment.is_disposable() {
        true => error.with_hint(format!(
            "if the database has it already, {} makes the database again, without what is in it \
             now",
            hint::command("setup").of(environment)
        )),
        false => error,
    }
}

/// Finds the files. With `migrations` there may be none. `named` are the command's, if it takes any.
pub fn find(
    context: &Context,
    resolved: &Resolved,
    named: Option<&[PathBuf]>,
    kind: Kind,
    migrations: bool,
) -> Result<Files> {
    let configured = match kind {
        Kind::Schema => resolved.schema.as_deref(),
        Kind::Seeds => resolved.seeds.as_deref(),
    };
    let directories = context.config.search_directories();
    let environment = &resolved.environment;
    let (directories, project) = (directories.as_slice(), context.config.root.found);
    let has_file = context.config.project.path().is_some();
    let search =
        Search { named, configured, directories, project, has_file, migrations, environment };
    ops::files::find(kind, search)
}

/// What fills the database of an environment: schema, migrations and seeds.
pub fn of_setup(
    context: &Context,
    word: Option<&str>,
    migrations: &MigrationsDirArg,
) -> Result<SetupFiles> {
    let resolved = context.config.resolve(&context.config.pick(word)?)?;
    let migrations = migrations.find(context)?;
    let find = |kind| find(context, &resolved, None, kind, migrations.is_some());
    let (schema, seeds) = (find(Kind::Schema)?, find(Kind::Seeds)?);
    Ok(SetupFiles { schema, migrations, seeds, variables: resolved.variables(&[]) })
}

/// The schema that the first migration builds on, if any. The structure file is their result.
pub fn base_schema(context: &Context, resolved: &Resolved) -> Result<Files> {
    let structure = context.config.structure();
    let is_structure = |paths: &Vec<PathBuf>| matches!((paths.as_slice(), &structure), ([only], Some(path)) if only == path);
    let schema = resolved.schema.clone().filter(|paths| !is_structure(paths));
    let resolved = Resolved { schema, ..resolved.clone() };
    let mut files = find(context, &resolved, None, Kind::Schema, true)?;
    files.inputs.retain(|input| Some(input.name()) != structure.as_deref());
    Ok(files)
}

/// Says when a built-in file is used, and which files are skipped.
pub fn say_which(context: &Context, kind: Kind, files: &Files) {
    let noun = kind.noun();
    if files.built_in {
        context.ui.status(&format!("no {noun} file here: using {}", files.names().join(", ")));
    }
    if !files.left_out.is_empty() {
        context.ui.warn(&format!("not loaded: {}", files.left_out().join(", ")));
    }
}
