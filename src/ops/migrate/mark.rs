//! Recording migrations without running them: those applied by hand, or by another tool.

use super::open::{self, Opened};
use super::request::MigrateRequest;
use super::{jobs, lost, other};
use crate::approval::Approved;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::migrations::Migration;
use crate::model::MigrationRow;
use crate::ops::tag;
use crate::postgres::explain_fault;
use crate::report::migration_mark::{Mark, MarkKind, MarkPlan, Marked};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    AllPending,
    Versions(Vec<i64>),
    /// Updates the checksums of these applied ones from their files.
    Checksums(Vec<i64>),
    /// Removes the rows of these, whose changes are gone.
    RolledBack(Vec<i64>),
}

/// Takes the lock and determines what would be written.
///
/// Errors (usage): a version that has no file; a checksum of one that is not applied; one that is
/// partly rolled back, unless it is marked as such; one that is applied as another migration.
pub async fn plan_mark(request: MigrateRequest<'_>, which: &Which) -> Result<(MarkPlan, Opened)> {
    let opened = open_tagged(request).await?;
    if let Which::Versions(versions) | Which::RolledBack(versions) | Which::Checksums(versions) =
        which
    {
        versions.iter().try_for_each(|version| check_same(&request, &opened.rows, *version))?;
    }
    let marks = match which {
        Which::AllPending => marks(&request.files.migrations, &opened.rows)?,
        Which::Versions(versions) => {
            let one = |version: &i64| request.files.named(*version);
            marks(versions.iter().map(one).collect::<Result<Vec<_>>>()?, &opened.rows)?
        }
        Which::RolledBack(versions) => {
            let one = |version: &i64| rolled_back(request, &opened.rows, *version);
            versions.iter().map(one).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect()
        }
        Which::Checksums(versions) => {
            versions.iter().map(|it| checksum(request, &opened.rows, *it)).collect::<Result<_>>()?
        }
    };
    marks.iter().try_for_each(|mark| check_same(&request, &opened.rows, mark.version))?;
    Ok((MarkPlan { target: request.login.target.clone(), marks, origin: None }, opened))
}

/// Errors: the version is applied as another migration than that of the file.
fn check_same(request: &MigrateRequest<'_>, rows: &[MigrationRow], version: i64) -> Result<()> {
    let row = rows.iter().find(|row| row.version == version);
    let file = request.files.find(version);
    file.zip(row).map_or(Ok(()), |(file, row)| other::check(request, file, row))
}

/// Takes the lock, reads the table, and refuses a database with another tag.
pub(super) async fn open_tagged(request: MigrateRequest<'_>) -> Result<Opened> {
    let opened = open::open(request).await?;
    let (target, look) = (request.login.target, &opened.look);
    tag::check(target, look.tag.as_deref())?;
    tag::refuse_other_project(target, look.project.as_deref())?;
    Ok(opened)
}

/// What marks the migrations as applied, except those that are.
///
/// Errors (usage): one is partly rolled back, so that completing it would undo it.
pub(super) fn marks<'a>(
    migrations: impl IntoIterator<Item = &'a Migration>,
    rows: &[MigrationRow],
) -> Result<Vec<Mark>> {
    let mut marks = Vec::new();
    for Migration { version, name, .. } in migrations {
        let kind = match rows.iter().find(|row| row.version == *version) {
            None => MarkKind::Applied,
            Some(row) if row.is_going_back() => return Err(refuse_half_gone(row)),
            Some(row) if !row.success => MarkKind::Finished,
            Some(_) => continue,
        };
        marks.push(Mark { version: *version, name: name.clone(), kind });
    }
    Ok(marks)
}

fn refuse_half_gone(row: &MigrationRow) -> Error {
    let MigrationRow { version, description, .. } = row;
    let message =
        format!("migration {version} ({description}) is partly rolled back; nothing was marked");
    Error::usage(message).with_hint(format!(
        "resume it with: {}; if you completed the rollback by hand: {}",
        hint::command("rollback --resume"),
        hint::command(format!("migration mark {version} --rolled-back"))
    ))
}

/// What removes the row; `None` if there is none.
fn rolled_back(
    request: MigrateRequest<'_>,
    rows: &[MigrationRow],
    version: i64,
) -> Result<Option<Mark>> {
    match rows.iter().find(|row| row.version == version) {
        Some(row) => {
            let (name, kind) = (row.description.clone(), MarkKind::RolledBack);
            Ok(Some(Mark { version, name, kind }))
        }
        None => request.files.named(version).map(|_| None),
    }
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
        let schemas = &request.sqlx.create_schemas;
        opened.look.table.create(&mut opened.client, target, schemas).await?;
    }
    let statements = statements(request, &opened, plan)?;
    // One message is one transaction.
    if let Err(fault) = opened.client.execute(statements.join(";\n")).await {
        let failed = explain_fault(fault, target);
        if failed.kind() != Kind::Unreachable {
            return Err(failed);
        }
        let is_known = lost::reread(request, &mut opened, None).await;
        let is_marked = |mark: &Mark| {
            let row = opened.rows.iter().find(|row| row.version == mark.version);
            if mark.kind == MarkKind::RolledBack {
                return row.is_none();
            }
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

fn statements(
    request: MigrateRequest<'_>,
    opened: &Opened,
    plan: &MarkPlan,
) -> Result<Vec<String>> {
    let table = &opened.look.table;
    let mut statements = Vec::new();
    for mark in &plan.marks {
        let version = mark.version;
        let file = || request.files.named(version);
        statements.push(match mark.kind {
            MarkKind::Applied => table.claim(&jobs::row(file()?, true), None),
            MarkKind::Finished => table.finish(version, &file()?.checksum),
            MarkKind::Checksum => table.set_checksum(version, &file()?.checksum),
            MarkKind::RolledBack => table.forget(version),
        });
    }
    // What was dropped by hand is unknown.
    let is_back = plan.marks.iter().any(|mark| mark.kind == MarkKind::RolledBack);
    if is_back && opened.repeatables.table.present {
        statements.push(opened.repeatables.table.forget());
    }
    Ok(statements)
}
