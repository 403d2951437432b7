use super::jobs::Job;
use super::open::Opened;
use super::request::MigrateRequest;
use crate::error::Error;
use crate::postgres::migration_table::note_information;
use crate::report::migrate::{Direction, RanMigration, Skipped};

#[derive(Default)]
pub struct Progressed {
    pub applied: Vec<RanMigration>,
    pub skipped: Vec<Skipped>,
    /// One that runs without a transaction has begun, and not ended.
    pub is_halfway: bool,
}

/// An interrupt with this message, and the detail of the one that stopped a file.
pub fn interrupted(stopped: &Error, message: String) -> Error {
    let interrupted = Error::interrupted(message);
    match stopped.detail() {
        Some(detail) => interrupted.with_detail(detail),
        None => interrupted,
    }
}

/// Updates Cruddur's own table, if any, which names the newest applied migration.
pub fn information(request: MigrateRequest<'_>, opened: &Opened, job: &Job) -> Option<String> {
    if job.migration.python_id.is_none() || !opened.look.has_information {
        return None;
    }
    let was_applied = |version| opened.rows.iter().any(|row| row.version == version);
    let stays = |version| match job.direction {
        Direction::Up => version == job.version() || was_applied(version),
        // The newer ones were rolled back before it.
        Direction::Down => version < job.version() && was_applied(version),
    };
    let python = request.files.migrations.iter().filter(|it| it.python_id.is_some());
    let newest = python.filter(|it| stays(it.version)).max_by_key(|it| it.version);
    let id = newest.and_then(|it| it.python_id.as_deref()).unwrap_or("0");
    Some(note_information(id))
}
