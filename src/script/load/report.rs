//! The progress and the counts of a load.

use std::collections::HashSet;
use std::time::Duration;

use super::loaded::{Loaded, MOST_NOTICES, SHOWN_NOTICES};
use super::rows::RowCounts;
use crate::postgres::client::{ServerMessage, Tag};
use crate::progress::Progress;

/// What has been reported and counted so far.
pub struct LoadReport<'a> {
    progress: &'a dyn Progress,
    loaded: Loaded,
    rows: RowCounts,
    /// The rows of the last statement, for `:ROW_COUNT`.
    row_count: u64,
    said_once: HashSet<&'static str>,
    /// Progress shows a part.
    in_part: bool,
}

impl<'a> LoadReport<'a> {
    pub fn new(progress: &'a dyn Progress) -> Self {
        Self {
            progress,
            loaded: Loaded::default(),
            rows: RowCounts::default(),
            row_count: 0,
            said_once: HashSet::new(),
            in_part: false,
        }
    }

    /// The current activity.
    pub fn doing(&self, what: &str) {
        self.progress.doing(what);
    }

    /// What of it is done now, or nothing in particular.
    pub fn part(&mut self, part: Option<&str>) {
        if part.is_some() || std::mem::take(&mut self.in_part) {
            self.progress.part(part);
            self.in_part = part.is_some();
        }
    }

    /// The server has been at this statement for so long.
    pub fn slow(&mut self, statement: &str, elapsed: Duration) {
        self.progress.slow(statement, elapsed);
        self.in_part = true;
    }

    /// Statements that are done.
    pub fn statements(&self) -> u64 {
        self.loaded.statements
    }

    /// Adds to the notices of the load.
    pub fn say(&mut self, line: &str) {
        self.progress.notice(line);
        if self.loaded.notices.len() < MOST_NOTICES {
            self.loaded.notices.push(line.to_owned());
        }
    }

    /// The same, but only once per subject.
    pub fn say_once(&mut self, subject: &'static str, line: &str) {
        if self.said_once.insert(subject) {
            self.say(line);
        }
    }

    /// Passes on a notice of the server.
    pub fn notice(&mut self, notice: &ServerMessage) {
        let counts = notice.severity == "NOTICE";
        self.loaded.notice_count += u64::from(counts);
        if !counts || self.loaded.notice_count <= SHOWN_NOTICES {
            self.say(&notice.lines());
        }
    }

    pub fn begin_transaction(&mut self) {
        self.rows.begin();
    }

    /// A statement of a file is done. `text` is set if it affects the
    /// work before it, and `fresh` means that it may begin a transaction.
    pub fn statement_done(
        &mut self,
        tag: &Tag,
        table: Option<String>,
        text: Option<&str>,
        fresh: bool,
    ) {
        self.loaded.statements += 1;
        self.row_count = tag.rows();
        if let Some(table) = table {
            self.rows.add(table, tag.rows());
        }
        if let Some(text) = text {
            self.rows.look_at(tag, text, fresh);
        }
    }

    /// The rows of the last statement.
    pub fn row_count(&self) -> u64 {
        self.row_count
    }

    pub fn input_done(&mut self) {
        self.loaded.files += 1;
    }

    /// The end: what was loaded.
    pub fn finish(self, committed: bool) -> Loaded {
        Loaded { rows: self.rows.into_rows(), committed, ..self.loaded }
    }
}
