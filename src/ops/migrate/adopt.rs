//! Adopting a database that another tool has migrated: copies its rows.

use super::elsewhere::not_adopted;
use super::mark::{marks, open_tagged};
use super::open::Opened;
use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{Migration, python_version};
use crate::postgres::migration_origin::{self, Origin};
use crate::report::migration_mark::MarkPlan;

/// Takes the lock, and finds the tool and what it has applied.
///
/// Errors (usage): no known tool's table exists; golang-migrate's state is dirty;
/// a migration is partly rolled back.
pub async fn plan_adopt(request: MigrateRequest<'_>) -> Result<(MarkPlan, Opened)> {
    let mut opened = open_tagged(request).await?;
    let target = request.login.target;
    let origin = migration_origin::look(&mut opened.client, target).await?.ok_or_else(|| {
        if let Some(other) = opened.look.other_tools.first() {
            return not_adopted(&opened.look, other);
        }
        Error::usage("no known tool has migrated this database").with_hint(format!(
            "looked for schema_information and schema_migrations; for migrations applied by \
             hand: {}",
            hint::command("migration mark --all")
        ))
    })?;
    if let Origin::GolangMigrate { version, dirty: true } = &origin {
        return Err(Error::usage(format!(
            "golang-migrate stopped within version {version}: schema_migrations is dirty"
        ))
        .with_hint("complete it or revert it with golang-migrate first"));
    }
    let files = request.files.migrations.iter();
    let applied = files.filter(|migration| is_applied(migration, &origin));
    let marks = marks(applied, &opened.rows)?;
    let unknown = origin.versions().iter().filter(|it| request.files.find(**it).is_none());
    for version in unknown {
        request.progress.warn(&format!("applied, but without a file: {version}"));
    }
    if matches!(origin, Origin::Cruddur { .. }) {
        request.progress.warn(&format!(
            "Cruddur's scripts marked failed migrations as done: check what is missing with {}",
            hint::command("migration status --fail-on drift")
        ));
    }
    let origin = Some(origin.describe());
    Ok((MarkPlan { target: target.clone(), marks, origin }, opened))
}

fn is_applied(migration: &Migration, origin: &Origin) -> bool {
    match origin {
        // The ID of the newest, or when it was run: both are later than those of earlier ones.
        Origin::Cruddur { last_run } => {
            python_version(last_run).is_some_and(|newest| migration.version <= newest)
        }
        Origin::GolangMigrate { version, .. } => migration.version <= *version,
        Origin::Listed { versions, .. } => versions.contains(&migration.version),
    }
}
