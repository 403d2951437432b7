//! Adopting a database that another tool has migrated: copies its rows.

use super::elsewhere::not_adopted;
use super::mark::{marks, open_tagged};
use super::open::Opened;
use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{Migration, python_version};
use crate::postgres::migration_origin::{self, Flyway, Origin};
use crate::report::migration_mark::MarkPlan;

/// Takes the lock, and finds the tool and what it has applied.
///
/// Errors (usage): no known tool's table exists; golang-migrate's state is dirty;
/// a migration is partly rolled back.
pub async fn plan_adopt(request: MigrateRequest<'_>) -> Result<(MarkPlan, Opened)> {
    let mut opened = open_tagged(request).await?;
    let target = request.login.target;
    let origin = migration_origin::look(&mut opened.client, target).await?;
    if origin.is_none() && !opened.rows.is_empty() {
        let table = opened.look.table.name();
        request.progress.notice(&format!("{table} is the table of sqlx, which is kept here, too"));
        return Ok((MarkPlan { target: target.clone(), marks: Vec::new(), origin: None }, opened));
    }
    let origin = origin.ok_or_else(|| {
        if let Some(other) = opened.look.other_tools.first() {
            return not_adopted(&opened.look, other).refusal();
        }
        Error::usage("no known tool has migrated this database").with_hint(format!(
            "looked for schema_information, schema_migrations and flyway_schema_history; for \
             migrations applied by hand: {}",
            hint::command("migration mark --all")
        ))
    })?;
    if let Origin::GolangMigrate { version, dirty: true } = &origin {
        return Err(Error::usage(format!(
            "golang-migrate stopped within version {version}: schema_migrations is dirty"
        ))
        .with_hint("complete it or revert it with golang-migrate first"));
    }
    if let Origin::Flyway(found) = &origin {
        check_flyway(request, found)?;
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

/// Says which of Flyway's versions are none here.
///
/// Errors (usage): one failed.
fn check_flyway(request: MigrateRequest<'_>, found: &Flyway) -> Result<()> {
    if let Some(version) = &found.failed {
        let message = format!("Flyway stopped within version {version}: it is listed as failed");
        return Err(Error::usage(message).with_hint("complete it or repair it with Flyway first"));
    }
    if !found.dotted.is_empty() {
        request.progress.warn(&format!(
            "applied, but no whole numbers, which versions are here: {}; mark what they are now \
             with {}",
            found.dotted.join(", "),
            hint::command("migration mark VERSION")
        ));
    }
    Ok(())
}

fn is_applied(migration: &Migration, origin: &Origin) -> bool {
    match origin {
        // The ID of the newest, or when it was run: both are later than those of earlier ones.
        Origin::Cruddur { last_run } => {
            python_version(last_run).is_some_and(|newest| migration.version <= newest)
        }
        Origin::GolangMigrate { version, .. } => migration.version <= *version,
        Origin::Listed { versions, .. } => versions.contains(&migration.version),
        Origin::Flyway(Flyway { versions, baseline, .. }) => {
            versions.contains(&migration.version)
                || baseline.is_some_and(|baseline| migration.version <= baseline)
        }
    }
}
