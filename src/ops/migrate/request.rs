use std::time::Duration;

use crate::interrupt::Interrupt;
use crate::migrations::{MigrationFiles, Selection, SqlxToml};
use crate::model::DatabaseName;
use crate::ops::backup::BackupRequest;
use crate::postgres::ConnectRequest;
use crate::progress::Progress;
use crate::report::migrate::Direction;
use crate::script::Options;

#[derive(Clone, Copy)]
pub struct MigrateRequest<'a> {
    pub login: ConnectRequest<'a>,
    pub files: &'a MigrationFiles,
    pub sqlx: &'a SqlxToml,
    pub direction: Direction,
    pub selection: Selection,
    pub mode: Mode,
    pub strict: bool,
    /// Continue although an applied migration has no file.
    pub ignore_missing: bool,
    pub all_in_one: bool,
    pub resume: bool,
    pub lock_wait: Duration,
    pub lock_timeout: Duration,
    /// The database's name in the files, if it is another one than the login's.
    pub known_as: Option<&'a DatabaseName>,
    pub variables: &'a [(String, String)],
    pub backup: Option<&'a BackupRequest>,
    pub always_backup: bool,
    pub progress: &'a dyn Progress,
    pub interrupt: &'a Interrupt,
}

/// Short, because other statements queue behind one that waits for a lock.
pub const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

impl<'a> MigrateRequest<'a> {
    /// To run all that is pending, without other options.
    pub fn new(
        login: ConnectRequest<'a>,
        (files, sqlx): (&'a MigrationFiles, &'a SqlxToml),
        (progress, interrupt): (&'a dyn Progress, &'a Interrupt),
    ) -> Self {
        Self {
            login,
            files,
            sqlx,
            direction: Direction::Up,
            selection: Selection::All,
            mode: Mode::Apply,
            strict: false,
            ignore_missing: false,
            all_in_one: false,
            resume: false,
            lock_wait: Duration::ZERO,
            lock_timeout: LOCK_TIMEOUT,
            known_as: None,
            variables: &[],
            backup: None,
            always_backup: false,
            progress,
            interrupt,
        }
    }

    pub fn options(&self) -> Options {
        let (variables, known_as) = (self.variables.to_vec(), self.known_as.cloned());
        Options { variables, known_as, ..Options::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Apply,
    DryRun,
    /// Run and roll back.
    Check,
}
