use super::jobs::Job;
use super::open::Opened;
use crate::postgres::migration_table::note_information;
use crate::report::migrate::{Direction, RanMigration, Skipped};

/// What has been done so far.
#[derive(Default)]
pub struct Progressed {
    pub applied: Vec<RanMigration>,
    pub skipped: Vec<Skipped>,
}

/// Keeps Cruddur's own table in step, where there is one.
pub fn information(opened: &Opened, direction: Direction, job: &Job) -> Option<String> {
    let id = job.migration.python_id.as_ref().filter(|_| opened.look.has_information)?;
    match direction {
        Direction::Up => Some(note_information(id)),
        // The newest that stays is the one before it.
        Direction::Down => None,
    }
}
