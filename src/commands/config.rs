use std::path::PathBuf;

use super::Context;
use super::files;
use super::migration_files::MigrationsDirArg;
use crate::args::Candidates;
use crate::config::{Resolved, Source};
use crate::error::{ExitStatus, Result};
use crate::model::{Origin, Target};
use crate::ops::files::Kind;
use crate::report::config::{ConfigShown, FilesFrom, FilesShown, MigrationsShown, Place, UrlShown};

/// Show the resolved configuration, without secrets
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::Environments)]
    word: Option<String>,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let config = &context.config;
        let environment = config.pick(self.word.as_deref())?;
        let resolved = config.resolve(&environment)?;
        let (schema, seeds) =
            (found(context, &resolved, Kind::Schema), found(context, &resolved, Kind::Seeds));
        let place = match resolved.source {
            Source::Url(target) => {
                let direct = target.other_way().cloned();
                let direct = direct.map(|direct| shown(context, direct).map(Box::new));
                Place::Url { way: Box::new(shown(context, *target)?), direct: direct.transpose()? }
            }
            Source::Managed(database) => Place::Managed { database: database.to_string() },
        };
        let environment_is_disposable = environment.is_disposable();
        context.ui.report(&ConfigShown {
            environment,
            url_variable: config.url_variable(&resolved.environment),
            place,
            tunnel: resolved.tunnel,
            protected: resolved.protected,
            schema,
            seeds,
            migrations: migrations(context),
            project_file: config.project.path().map(Into::into),
            compose_file: config.compose().map(|compose| compose.file.clone()),
            local_hosts: if environment_is_disposable { config.local_hosts()? } else { Vec::new() },
            dotenv_files: config.environ.files().map(Into::into).collect(),
        })?;
        context.say_proposed_url(&resolved.environment)?;
        Ok(ExitStatus::Done)
    }
}

fn shown(context: &Context, target: Target) -> Result<UrlShown> {
    let value = match &target.origin {
        Origin::Variable(name) => context.config.environ.get(name)?,
        Origin::Managed | Origin::Flag => None,
    };
    Ok(UrlShown::new(target, value.and_then(|value| value.file)))
}

/// The migrations that `migrate` would find, or why it would find none.
fn migrations(context: &Context) -> Option<MigrationsShown> {
    let dir = MigrationsDirArg::default();
    let located = dir.locate(context);
    let directory = match &located {
        Ok(located) => located.as_ref()?.directory.clone(),
        Err(_) => PathBuf::new(),
    };
    let (count, problem) = match located.and_then(|_| dir.read(context)) {
        Ok((_, files)) => (files.migrations.len(), None),
        Err(error) => (0, Some(error.to_string().lines().next().unwrap_or_default().to_owned())),
    };
    Some(MigrationsShown { directory, count, problem })
}

/// The files that a load would use. A missing file is reported here; it is no error.
fn found(context: &Context, resolved: &Resolved, kind: Kind) -> FilesShown {
    let configured = match kind {
        Kind::Schema => resolved.schema.as_deref(),
        Kind::Seeds => resolved.seeds.as_deref(),
    };
    match files::find(context, resolved, None, kind, false) {
        Ok(found) => FilesShown {
            files: found.names(),
            left_out: found.left_out(),
            from: match (found.built_in, configured.is_none()) {
                (true, _) => FilesFrom::BuiltIn,
                (false, true) => FilesFrom::Convention,
                (false, false) => FilesFrom::ProjectFile,
            },
            problem: None,
        },
        Err(error) => FilesShown {
            left_out: Vec::new(),
            files: configured
                .iter()
                .copied()
                .flatten()
                .map(|it| it.display().to_string())
                .collect(),
            from: if configured.is_none() { FilesFrom::Nowhere } else { FilesFrom::ProjectFile },
            problem: Some(error.message()),
        },
    }
}
