//! The candidates for an argument's value. What cannot be found out has none.

use std::ffi::OsStr;
use std::path::Path;

use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};

use super::line::Line;
use super::sessions;
use crate::args::Candidates;
use crate::commands::schema_json;
use crate::config::Source;
use crate::migrations::MigrationFiles;
use crate::model::Environment;
use crate::ops;
use crate::script::uncompressed_name;

/// The candidates that begin with what is typed.
pub(super) fn find(wanted: Candidates, current: &OsStr, line: &Line) -> Vec<CompletionCandidate> {
    let mut found = match wanted {
        Candidates::Environments => environments(line),
        Candidates::EnvironmentsOr(_) if line.names_environment() => None,
        Candidates::EnvironmentsOr(_) => environments(line),
        Candidates::BackupsOrFiles(_) => backups(line),
        Candidates::Files(_) => Some(Vec::new()),
        Candidates::Directories => return PathCompleter::dir().complete(current),
        Candidates::Migrations => migrations(line),
        Candidates::Sessions => sessions::find(line),
        Candidates::Databases => databases(line),
        Candidates::TestDatabases => sessions::test_databases(line),
        Candidates::ManagedEnvironments => managed_environments(line),
        Candidates::ManagedDatabases => managed_databases(line),
        #[cfg(feature = "aws")]
        Candidates::Rules => super::aws::rules(line),
        #[cfg(feature = "aws")]
        Candidates::Instances => super::aws::instances(line),
        Candidates::Commands => Some(line.commands().into_iter().map(Into::into).collect()),
        Candidates::CommandsWithSchema => with_schema(line),
    }
    .unwrap_or_default();
    found.retain(|it| it.get_value().as_encoded_bytes().starts_with(current.as_encoded_bytes()));
    match wanted {
        Candidates::EnvironmentsOr(others) => found.extend(find(*others, current, line)),
        Candidates::BackupsOrFiles(endings) | Candidates::Files(endings) => {
            found.extend(files(endings).complete(current));
        }
        _ => {}
    }
    found
}

/// Those with one of these endings, compressed too, and the directories on the way to them.
fn files(endings: &'static [&'static str]) -> PathCompleter {
    PathCompleter::file().filter(|path: &Path| {
        let name = path.to_string_lossy().to_ascii_lowercase();
        let name = uncompressed_name(&name);
        path.is_file() && endings.iter().any(|ending| name.ends_with(ending))
    })
}

fn environments(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let config = line.context()?.config;
    let described = |name: Environment| {
        let variable = config.url_variable(&name);
        CompletionCandidate::new(name.as_str()).help(Some(variable.into()))
    };
    Some(config.known_environments().into_iter().map(described).collect())
}

/// The newest first.
fn backups(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let context = line.context()?;
    let environment = line.named_environment(&context);
    let config = context.config;
    let mut backups = ops::backup::list(&config.backup_directory().ok()?).ok()?.0;
    if let Some(environment) = &environment {
        backups.retain(|backup| backup.label.environment == environment.as_str());
    }
    let described = |backup: crate::report::backup::Backup| {
        let label = backup.label;
        let help = format!("{}: {} of {}", label.environment, label.database, label.taken);
        CompletionCandidate::new(backup.file.into_os_string()).help(Some(help.into()))
    };
    Some(backups.into_iter().map(described).collect())
}

/// The versions, the oldest first.
fn migrations(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let located = line.migrations_dir()?.locate(&line.context()?).ok()??;
    let files = MigrationFiles::read(&located.directory, &located.sqlx.ignored_chars).ok()?;
    let described = |it: crate::migrations::Migration| {
        CompletionCandidate::new(it.version.to_string()).help(Some(it.name.into()))
    };
    Some(files.migrations.into_iter().map(described).collect())
}

/// The database of the environment that is meant, or those of the managed server.
fn databases(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let context = line.context()?;
    let environment = line.environment(&context)?;
    Some(match context.config.resolve(&environment).ok()?.source {
        Source::Url(target) => vec![target.database().to_string().into()],
        Source::Managed(_) => return managed_databases(line),
    })
}

/// The commands whose results are JSON values, and those that have such commands below them.
fn with_schema(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let words = line.command_words();
    let is_known = |name: &String| schema_json::knows(&[&words[..], &[name.as_str()]].concat());
    Some(line.commands().into_iter().filter(is_known).map(Into::into).collect())
}

/// Those that may have a database on the managed server.
fn managed_environments(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let mut all = environments(line)?;
    all.retain(|it| it.get_value() == Environment::DEV || it.get_value() == Environment::TEST);
    Some(all)
}

/// Those of `dev` and `test` there.
fn managed_databases(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let config = line.context()?.config;
    let of = |name: &str| {
        let database = config.managed_database(&name.parse().ok()?)?;
        Some(CompletionCandidate::new(database.to_string()))
    };
    Some([Environment::DEV, Environment::TEST].into_iter().filter_map(of).collect())
}
