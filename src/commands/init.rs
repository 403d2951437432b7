use super::arguments::DryRunArg;
use super::migration_files::MigrationsDirArg;
use super::{Context, files};
use crate::config::{Config, ProposedUrl};
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::{Environment, OtherTool};
use crate::ops::files::Kind;
use crate::ops::init::{self, InitPlan, Place, Project};
use crate::ops::{self, git, text_file};
use crate::postgres::ConnectRequest;
use crate::report::init::{FileDone, FileState, Initialized};

/// Begin to use cruddur-db in this project
///
/// Writes cruddur-db.toml, with the schema, seeds and migrations that the project has, and the line
/// of .env that leads to the Postgres of its compose file, or to DATABASE_URL. Names the scripts
/// that cruddur-db replaces. What is there stays as it is; a second run changes nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Also write or extend the file that makes the database in a new workspace or in CI
    #[arg(long, value_enum, value_name = "KIND")]
    workspace: Vec<Workspace>,

    #[command(flatten)]
    dry: DryRunArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Workspace {
    /// .gitpod.yml
    Gitpod,
    /// .devcontainer/devcontainer.json: Codespaces, Visual Studio Code and others
    Devcontainer,
    /// .github/workflows/cruddur-db.yml
    Actions,
}

impl From<Workspace> for init::Workspace {
    fn from(workspace: Workspace) -> Self {
        match workspace {
            Workspace::Gitpod => Self::Gitpod,
            Workspace::Devcontainer => Self::Devcontainer,
            Workspace::Actions => Self::Actions,
        }
    }
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let config = &context.config;
        let environment = config.pick(None)?;
        let workspaces: Vec<_> = self.workspace.into_iter().map(Into::into).collect();
        let place = Place {
            home: config.project_home(),
            root: config.project_root(),
            project_file: config.project.path(),
        };
        let project = Project::find(place.home);
        let is_ready = is_ready(context, &project, &environment)?;
        let plan = InitPlan::new(project, &place, &config.project_name(), is_ready, &workspaces)?;
        let proposed = config.proposed_url(&environment)?;
        let mut files = plan.files();
        files.extend(env_line(context, &environment, proposed.as_ref())?);
        for done in &mut files {
            done.file = config.shortened(std::mem::take(&mut done.file));
        }
        let set = config.environ.get_even_empty(&config.url_variable(&environment))?;
        let by_environment = set.as_ref().is_some_and(|value| value.file.is_none());
        let mut found = plan.project.found.clone();
        found.extend(databases(config, &environment, by_environment));
        let is_managed = proposed.is_none() && set.is_none();
        let mut notes = config.notes(&environment)?;
        if is_managed {
            notes.extend(left_behind(context, &environment).await);
        }
        let mut exposed = None;
        if !self.dry.dry_run {
            plan.apply()?;
            exposed = write_line(context, proposed.as_ref())?;
        }
        let (scripts, callers) = (plan.scripts.clone(), plan.callers.clone());
        let dry_run = self.dry.dry_run;
        context.ui.report(&Initialized { dry_run, found, files, scripts, callers })?;
        if let Some(warning) = exposed {
            context.ui.warn(&warning);
        }
        for note in notes {
            context.ui.status(&format!("note: {note}"));
        }
        if !dry_run {
            context.ui.status(&next(
                plan.project.other_tool.filter(|_| !is_ready),
                is_ready,
                is_managed,
            ));
        }
        Ok(ExitStatus::Done)
    }
}

/// What leads to a database already.
fn databases(
    config: &Config,
    environment: &Environment,
    by_environment: bool,
) -> impl Iterator<Item = String> {
    let compose = config.compose().and_then(|compose| {
        let service = compose.service_for(environment)?;
        Some(format!("Postgres as service {} ({})", service.name, compose.file.display()))
    });
    let variable = config.url_variable(environment);
    let set = by_environment.then(|| format!("{variable} in the environment"));
    compose.into_iter().chain(set)
}

/// The database that a project without a file has on the managed server, which is not the one of
/// its name.
async fn left_behind(context: &Context, environment: &Environment) -> Option<String> {
    let config = &context.config;
    let old = config.managed_database(environment)?;
    let new = config.project_name().database(environment)?;
    if old == new {
        return None;
    }
    let target = context.managed_if_running(environment, &old).await.ok().flatten()?;
    let login = ConnectRequest::new(&target, "cruddur-db init");
    ops::tag::is_own(login).await.then(|| {
        format!(
            "database {old}, which this project has had so far, stays beside the new {new}; to go \
             on with it, write in cruddur-db.toml: name = \"{}\"",
            config.managed_name()
        )
    })
}

/// Whether `setup` has files to load.
fn is_ready(context: &Context, project: &Project, environment: &Environment) -> Result<bool> {
    let config = &context.config;
    if config.project.path().is_none() {
        return Ok(project.schema.is_some() || project.migrations.is_some());
    }
    // The file that was there before may say something else.
    let resolved = config.resolve(environment)?;
    let migrations = MigrationsDirArg::default().look(context).ok().flatten();
    let migrations = migrations.is_some_and(|migrations| migrations.has_any());
    Ok(files::find(context, &resolved, None, Kind::Schema, migrations).is_ok())
}

/// What to do next: `setup` where it has files to load.
fn next(tool: Option<OtherTool>, is_ready: bool, is_managed: bool) -> String {
    let setup = hint::command("setup");
    let Some(tool) = tool else {
        return match is_ready {
            true => format!("next: {setup}"),
            false => {
                format!("next, the first tables: {}", hint::command(ops::files::FIRST_MIGRATION))
            }
        };
    };
    let url = match is_managed && tool.reads_url() {
        true => format!(", with DATABASE_URL from {}", hint::command("server url")),
        false => String::new(),
    };
    let mut next = format!("next: {}, then {}{url}", hint::command("create"), tool.migrate());
    if tool == OtherTool::Rails {
        next.push_str(&format!(
            "; with config.active_record.schema_format = :sql in config/application.rb that \
             writes db/structure.sql, which {setup} loads"
        ));
    }
    next
}

/// The change to `.env`, if it needs a line, or has one.
fn env_line(
    context: &Context,
    environment: &Environment,
    proposed: Option<&ProposedUrl>,
) -> Result<Option<FileDone>> {
    let config = &context.config;
    let variable = config.url_variable(environment);
    let Some(ProposedUrl { file, value, found, .. }) = proposed else {
        let set = config.environ.get_even_empty(&variable)?;
        return Ok(set.and_then(|value| value.file).map(|file| FileDone {
            file,
            state: FileState::Kept,
            what: format!("{variable} is set"),
        }));
    };
    let state = if file.exists() { FileState::Extended } else { FileState::Written };
    let what = format!("{variable}={value} ({found})");
    Ok(Some(FileDone { file: file.clone(), state, what }))
}

/// Writes it, and returns the warning where git would take its password.
fn write_line(context: &Context, proposed: Option<&ProposedUrl>) -> Result<Option<String>> {
    let Some(ProposedUrl { file, variable, value, .. }) = proposed else { return Ok(None) };
    text_file::update(file, 0o600, |bytes| {
        context.config.with_variable(bytes, variable, &value.text())
    })?;
    Ok(git::warning(file).filter(|_| value.has_password()))
}
