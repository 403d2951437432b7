use std::time::Instant;

use sqlx::postgres::PgConnection;

use super::files::Files;
use super::{Interrupt, Progress};
use crate::approval::Approved;
use crate::error::Result;
use crate::model::Target;
use crate::report::loaded::{FilesLoaded, LoadPlan, TableRows};
use crate::script::{self, Options};

/// Loads the plan's files, all in one transaction unless a file rules that out.
///
/// Errors: what a file or the server says, with its place. The database is then as before.
pub async fn apply(
    connection: &mut PgConnection,
    plan: &Approved<LoadPlan>,
    files: &Files,
    options: &Options,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<FilesLoaded> {
    run(connection, &plan.target, files, options, progress, interrupt).await
}

/// See [`apply`]; for `setup`, whose plan covers the load.
pub(super) async fn run(
    connection: &mut PgConnection,
    target: &Target,
    files: &Files,
    options: &Options,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<FilesLoaded> {
    let start = Instant::now();
    let loaded =
        script::load(connection, &files.inputs, options, target, progress, interrupt).await?;
    let tables = loaded.rows.into_iter().map(|(table, rows)| TableRows { table, rows });
    Ok(FilesLoaded {
        files: files.names(),
        statements: loaded.statements,
        tables: tables.collect(),
        seconds: start.elapsed().as_secs_f64(),
        committed: loaded.committed,
    })
}
