//! Repeatable files: the pending ones, by a separate table.

use super::jobs::Job;
use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::migrations::{Content, Migration, content, repeatable_state};
use crate::model::{RepeatableRow, RepeatableState};
use crate::postgres::client::Client;
use crate::postgres::migration_table::MigrationTable;
use crate::postgres::repeatable_table::RepeatableTable;
use crate::report::migrate::Direction;

/// The table of the repeatable files, and its contents.
#[derive(Default)]
pub struct Repeatables {
    pub table: RepeatableTable,
    pub rows: Vec<RepeatableRow>,
    /// The tables, views and functions that were there.
    objects: Vec<u32>,
}

impl Repeatables {
    /// Reads it, if there are repeatable files that could run, or rows that a rollback removes.
    pub async fn look(
        request: MigrateRequest<'_>,
        client: &mut Client,
        migrations: &MigrationTable,
    ) -> Result<Self> {
        if request.files.repeatable.is_empty() && request.direction == Direction::Up {
            return Ok(Self::default());
        }
        let target = request.login.target;
        let table = RepeatableTable::look(client, target, migrations).await?;
        let rows = table.rows(client, target).await?;
        let objects = match rows.is_empty() {
            true => Vec::new(),
            false => RepeatableTable::objects(client, target).await?,
        };
        Ok(Self { table, rows, objects })
    }

    /// Those that never ran, or have changed since.
    ///
    /// Errors (usage, with the location): one cannot run in a transaction.
    pub fn due(&self, request: &MigrateRequest<'_>) -> Result<Vec<Job>> {
        if request.direction == Direction::Down {
            return Ok(Vec::new());
        }
        let due = request.files.repeatable.iter().filter(|file| !self.is_applied(file));
        due.map(job).collect()
    }

    /// The statement that makes all of them due again if a job of this direction has dropped
    /// something, with which their views may have gone.
    pub fn forget(&self, direction: Direction) -> Option<String> {
        let may_be_due = direction == Direction::Down && !self.rows.is_empty();
        may_be_due.then(|| self.table.forget_if_gone(&self.objects))
    }

    pub fn is_applied(&self, file: &Migration) -> bool {
        repeatable_state(file, &self.rows) == RepeatableState::Applied
    }
}

/// Errors (usage, with the location): it cannot run in a transaction.
pub fn job(file: &Migration) -> Result<Job> {
    match content(&file.up)? {
        Content::Transaction { .. } => {}
        Content::Steps { .. } => {
            let message = format!("{} would run without a transaction", file.file());
            return Err(Error::usage(message).with_hint(
                "a repeatable file shares a transaction with its row; make it a migration",
            ));
        }
    }
    Job::up(file, None)
}
