//! Recording migrations without running them: those applied by hand, or by another tool.

use super::lost;
use super::open::{self, Opened};
use super::other;
use super::request::MigrateRequest;
use crate::approval::Approved;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::migrations::Migration;
use crate::model::MigrationRow;
use crate::ops::tag;
use crate::postgres::explain_fault;
use crate::report::migration_mark::{Mark, MarkKind, MarkPlan, Marked};

/// The selected migrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All that are pending.
    AllPending,
    Versions(Vec<i64>),
    /// Updates the checksums of these applied ones from their files.
    Checksums(Vec<i64>),
}

/// Takes the lock and determines what would be written.
///
/// Errors (usage): a version that has no file; a checksum of one that is not applied, or is applied
/// as another migration.
pub async fn plan_mark(request: MigrateRequest<'_>, which: &Which) -> Result<(MarkPlan, Opened)> {
    let opened = open_tagged(request).await?;
    let marks = match which {
        Which::AllPending => pending(request, &opened.rows),
        Which::Versions(versions) => {
            let one =
                |version: &i64| request.files.named(*version).map(|it| mark(it, &opened.rows));
            versions.iter().map(one).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect()
        }
        Which::Checksums(versions) => {
            versions.iter().map(|it| checksum(request, &opened.rows, *it)).collect::<Result<_>>()?
        }
    };
    for mark in marks.iter().filter(|mark: &&Mark| mark.kind != MarkKind::Applied) {
        let row = opened.rows.iter().find(|row| row.version == mark.version);
        let file = request.files.find(mark.version);
        file.zip(row).map_or(Ok(()), |(file, row)| other::check(&request, file, row))?;
    }
    Ok((MarkPlan { target: request.login.target.clone(), marks, origin: None }, opened))
}

/// Takes the lock, reads the table, and refuses a database with another tag.
pub(super) async fn open_tagged(request: MigrateRequest<'_>) -> Result<Opened> {
    let opened = open::open(request).await?;
    let (target, look) = (request.login.target, &opened.look);
    tag::check(target, look.tag.as_deref())?;
    tag::refuse_other_project(target, look.project.as_deref())?;
    Ok(opened)
}

fn pending(request: MigrateRequest<'_>, rows: &[MigrationRow]) -> Vec<Mark> {
    request.files.migrations.iter().filter_map(|migration| mark(migration, rows)).collect()
}

/// The statement that marks the migration as applied; `None` if it already is.
pub(super) fn mark(migration: &Migration, rows: &[MigrationRow]) -> Option<Mark> {
    let kind = match rows.iter().find(|row| row.version == migration.version) {
        None => MarkKind::Applied,
        Some(row) if !row.success => MarkKind::Finished,
        Some(_) => return None,
    };
    Some(Mark { version: migration.version, name: migration.name.clone(), kind })
}

fn checksum(request: MigrateRequest<'_>, rows: &[MigrationRow], version: i64) -> Result<Mark> {
    let migration = request.files.named(version)?;
    if !rows.iter().any(|row| row.version == version) {
        return Err(Error::usage(format!("migration {version} is not applied")));
    }
    Ok(Mark { version, name: migration.name.clone(), kind: MarkKind::Checksum })
}

/// Writes the rows, all or none.
pub async fn apply_mark(
    request: MigrateRequest<'_>,
    mut opened: Opened,
    plan: &Approved<MarkPlan>,
) -> Result<Marked> {
    let target = request.login.target;
    tag::take_over(request.login, opened.look.project.as_deref(), request.progress).await;
    if !plan.marks.is_empty() && !opened.look.table.present {
        let schemas: Vec<String> = request.sqlx.create_schemas.iter().cloned().collect();
        opened.look.table.create(&mut opened.client, target, &schemas).await?;
    }
    let table = &opened.look.table;
    let mut statements = Vec::new();
    for mark in &plan.marks {
        let migration = request.files.named(mark.version)?;
        statements.push(match mark.kind {
            MarkKind::Applied => table.claim(&row(migration), None),
            MarkKind::Finished => table.finish(mark.version),
            MarkKind::Checksum => table.set_checksum(mark.version, &migration.checksum),
        });
    }
    // One message is one transaction.
    if let Err(fault) = opened.client.execute(statements.join(";\n")).await {
        let failed = explain_fault(fault, target);
        if failed.kind() != Kind::Unreachable {
            return Err(failed);
        }
        let is_known = lost::reread(request, &mut opened, None).await;
        let is_marked = |mark: &Mark| {
            let row = opened.rows.iter().find(|row| row.version == mark.version);
            let file = request.files.find(mark.version);
            row.zip(file).is_some_and(|(row, file)| {
                row.success && (mark.kind != MarkKind::Checksum || row.checksum == file.checksum)
            })
        };
        if !is_known {
            return Err(Error::failed(failed.message())
                .with_detail("it is unknown whether they were marked")
                .with_hint(format!("{} shows them", hint::command("migration status"))));
        }
        if !plan.marks.iter().all(is_marked) {
            return Err(failed.with_detail("the server reports: none was marked"));
        }
        request
            .progress
            .notice("the connection was lost; the server reports all of them as marked");
    }
    opened.close().await;
    Ok(Marked { marks: plan.marks.clone() })
}

fn row(migration: &Migration) -> MigrationRow {
    MigrationRow {
        version: migration.version,
        description: migration.name.clone(),
        installed_on: String::new(),
        success: true,
        checksum: migration.checksum.clone(),
        execution_time: -1,
    }
}
