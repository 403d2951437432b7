use std::time::Duration;

use crate::interrupt::Interrupt;
use crate::migrations::{MigrationFiles, Selection, SqlxToml};
use crate::ops::backup::BackupRequest;
use crate::postgres::ConnectRequest;
use crate::progress::Progress;
use crate::report::migrate::Direction;

/// What is to be done.
#[derive(Clone, Copy)]
pub struct MigrateRequest<'a> {
    pub login: ConnectRequest<'a>,
    pub files: &'a MigrationFiles,
    pub sqlx: &'a SqlxToml,
    pub direction: Direction,
    pub selection: Selection,
    pub mode: Mode,
    /// Refuse what is older than the newest migration that is applied.
    pub strict: bool,
    /// Go on where an applied migration has no file any more.
    pub ignore_missing: bool,
    /// All or nothing.
    pub all_in_one: bool,
    /// Go on with one that failed outside a transaction.
    pub resume: bool,
    /// How long to wait for another migration of this database.
    pub lock_wait: Duration,
    /// How long a statement may wait for a lock.
    pub lock_timeout: Duration,
    /// psql's variables.
    pub variables: &'a [(String, String)],
    pub backup: Option<&'a BackupRequest>,
    /// A backup even before what loses nothing.
    pub always_backup: bool,
    pub progress: &'a dyn Progress,
    pub interrupt: &'a Interrupt,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Apply,
    /// It is looked at only.
    DryRun,
    /// It runs, and is rolled back.
    Check,
}
