use super::arguments::DryRunArg;
use super::migration_files::MigrationsDirArg;
use super::{Context, files};
use crate::config::ProposedUrl;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::Environment;
use crate::ops::files::Kind;
use crate::ops::init::{self, InitPlan, OtherTool};
use crate::ops::{self, git, text_file};
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
        let workspaces: Vec<_> = self.workspace.into_iter().map(Into::into).collect();
        let (root, name) = (config.project_root(), config.project_name());
        let plan = InitPlan::new(root, &name, config.project.path(), &workspaces)?;
        let proposed = config.proposed_url(&Environment::dev())?;
        let mut files = plan.files();
        files.extend(env_line(context, proposed.as_ref())?);
        let mut found = plan.project.found.clone();
        if let Some(compose) = config.compose() {
            found.extend(compose.service_for(&Environment::dev()).map(|service| {
                format!("Postgres as service {} ({})", service.name, compose.file.display())
            }));
        }
        let notes = config.notes(&Environment::dev())?;
        if !self.dry.dry_run {
            plan.apply()?;
            if let Some(proposed) = &proposed {
                write_line(context, proposed)?;
            }
        }
        let (scripts, callers) = (plan.scripts.clone(), plan.callers.clone());
        let dry_run = self.dry.dry_run;
        context.ui.report(&Initialized { dry_run, found, files, scripts, callers })?;
        for note in notes {
            context.ui.status(&format!("note: {note}"));
        }
        if !dry_run {
            let is_managed = proposed.is_none() && env_line(context, None)?.is_none();
            context.ui.status(&next(context, &plan, is_managed)?);
        }
        Ok(ExitStatus::Done)
    }
}

/// What to do next: `setup` where it has files to load.
fn next(context: &Context, plan: &InitPlan, is_managed: bool) -> Result<String> {
    let config = &context.config;
    let setup = hint::command("setup");
    let project = &plan.project;
    let is_ready = match config.project.path() {
        // The file that was there before may say something else.
        Some(_) => {
            let resolved = config.resolve(&Environment::dev())?;
            let migrations = MigrationsDirArg::default().locate(context).ok().flatten().is_some();
            files::find(context, &resolved, None, Kind::Schema, migrations).is_ok()
        }
        None => project.schema.is_some() || project.migrations.is_some(),
    };
    Ok(match project.other_tool {
        _ if is_ready => format!("next: {setup}"),
        Some(OtherTool::Rails) => format!(
            "next: set config.active_record.schema_format = :sql in config/application.rb; then \
             bin/rails db:migrate writes db/structure.sql, which {setup} loads"
        ),
        Some(OtherTool::Prisma) => {
            let url = match is_managed {
                true => format!(", with DATABASE_URL from {}", hint::command("server url")),
                false => String::new(),
            };
            format!("next: {}, then npx prisma migrate deploy{url}", hint::command("create"))
        }
        Some(OtherTool::Django) => {
            format!("next: {}, then python manage.py migrate", hint::command("create"))
        }
        None => {
            format!("next, the first tables: {}", hint::command(ops::files::FIRST_MIGRATION))
        }
    })
}

/// The change to `.env`, if it needs a line.
fn env_line(context: &Context, proposed: Option<&ProposedUrl>) -> Result<Option<FileDone>> {
    let config = &context.config;
    let variable = config.url_variable(&Environment::dev());
    let Some(ProposedUrl { file, value, found, .. }) = proposed else {
        let set = config.environ.get_even_empty(&variable)?;
        return Ok(set.map(|value| FileDone {
            file: config.shortened(value.file.unwrap_or_else(|| config.env_file())),
            state: FileState::Kept,
            what: format!("{variable} is set"),
        }));
    };
    let state = if file.exists() { FileState::Extended } else { FileState::Written };
    let what = format!("{variable}={value} ({found})");
    Ok(Some(FileDone { file: file.clone(), state, what }))
}

fn write_line(context: &Context, proposed: &ProposedUrl) -> Result<()> {
    let ProposedUrl { file, variable, value, .. } = proposed;
    text_file::update(file, 0o600, |bytes| {
        context.config.with_variable(bytes, variable, &value.text())
    })?;
    if let Some(warning) = git::warning(file).filter(|_| value.has_password()) {
        context.ui.warn(&warning);
    }
    Ok(())
}
