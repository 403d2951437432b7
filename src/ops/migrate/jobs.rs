//! A job: a migration's text in one direction, and how it runs.

use super::other;
use super::request::{MigrateRequest, Mode};
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{Content, Judge, Judgement, Migration, Plan, Selection, SqlText, content};
use crate::model::{MigrationRow, StatementVerdict, Target};
use crate::report::counted;
use crate::report::migrate::{
    Direction, PlannedMigration, PlannedStatement, RanMigration, Skipped,
};
use crate::report::sessions::one_line;
use crate::script::reading::Statement;
use crate::script::stay_inside;

#[derive(Debug, Clone)]
pub struct Job {
    pub migration: Migration,
    pub direction: Direction,
    pub content: Content,
    older_than: Option<i64>,
    /// Statements done by an earlier run, if resumed.
    pub resumes_at: Option<u64>,
}

impl Job {
    /// Errors: see [`content`].
    pub fn up(migration: &Migration, older_than: Option<i64>) -> Result<Self> {
        Ok(Self {
            migration: migration.clone(),
            direction: Direction::Up,
            content: content(&migration.up)?,
            older_than,
            resumes_at: None,
        })
    }

    pub fn text(&self) -> &SqlText {
        match (self.direction, &self.migration.down) {
            (Direction::Down, Some(down)) => down,
            _ => &self.migration.up,
        }
    }

    pub fn version(&self) -> i64 {
        self.migration.version
    }

    /// The version, unless it is repeatable and has none.
    pub fn reported_version(&self) -> Option<i64> {
        (!self.migration.is_repeatable()).then_some(self.migration.version)
    }

    pub fn skipped(&self) -> Skipped {
        match self.reported_version() {
            Some(version) => Skipped::Version(version),
            None => Skipped::Repeatable(self.migration.name.clone()),
        }
    }

    pub fn file(&self) -> String {
        self.text().path.display().to_string()
    }

    pub fn is_steps(&self) -> bool {
        matches!(self.content, Content::Steps { .. })
    }

    fn remaining(&self) -> &[Statement] {
        let statements = self.content.statements();
        let done = usize::try_from(self.resumes_at.unwrap_or(0)).unwrap_or(usize::MAX);
        statements.get(done..).unwrap_or_default()
    }

    /// The statements that are still to be run, with their verdicts; the effect of psql commands is
    /// unknown.
    fn planned(&self, judge: &mut Judge) -> Vec<PlannedStatement> {
        let done = self.content.statements().len() - self.remaining().len();
        // Each is judged by what those before it made.
        judge.begin_file();
        let statements = self.content.statements().iter().map(|it| planned(it, judge));
        let statements = statements.collect::<Vec<_>>().into_iter().skip(done);
        let commands = self.content.commands().iter().map(|command| PlannedStatement {
            place: command.place.clone(),
            text: format!("\\{}", command.text),
            verdict: StatementVerdict::Unknown,
            why: "it is a command of psql",
        });
        let mut all: Vec<PlannedStatement> = statements.chain(commands).collect();
        all.sort_by_key(|it| (it.place.line, it.place.column));
        all
    }

    pub fn report(&self, judge: &mut Judge) -> PlannedMigration {
        PlannedMigration {
            version: self.reported_version(),
            name: self.migration.name.clone(),
            file: self.file(),
            older_than: self.older_than,
            no_transaction: self.is_steps(),
            done: self.resumes_at.unwrap_or(0),
            statements: self.planned(judge),
        }
    }

    pub fn row(&self) -> MigrationRow {
        row(&self.migration, !self.is_steps())
    }

    pub fn ran(&self, statements: u64, seconds: f64) -> RanMigration {
        RanMigration {
            version: self.reported_version(),
            name: self.migration.name.clone(),
            file: self.file(),
            statements,
            seconds,
        }
    }
}

pub fn row(migration: &Migration, success: bool) -> MigrationRow {
    MigrationRow {
        version: migration.version,
        description: migration.name.clone(),
        installed_on: String::new(),
        success,
        checksum: migration.checksum.clone(),
        execution_time: -1,
    }
}

fn planned(statement: &Statement, judge: &mut Judge) -> PlannedStatement {
    let Judgement { verdict, why } = judge.judge(statement);
    let place = statement.origin.location();
    PlannedStatement { place, text: one_line(statement.text()), verdict, why }
}

/// The pending jobs; an incomplete one comes first.
pub fn up(request: &MigrateRequest<'_>, found: &Plan) -> Result<Vec<Job>> {
    let mut jobs = Vec::new();
    for row in &found.unfinished {
        let migration = request.files.find(row.version).ok_or_else(|| {
            Error::failed(format!("migration {} is incomplete and has no file", row.version))
        })?;
        other::check(request, migration, row)?;
        let job = Job::up(migration, None)?;
        refuse_edited(request, migration, &job.content, row)?;
        jobs.push(Job { resumes_at: Some(row.statements_done()), ..job });
    }
    for pending in &found.pending {
        let job = Job::up(&pending.migration, pending.older_than)?;
        refuse_empty(&job)?;
        jobs.push(job);
    }
    Ok(jobs)
}

/// Errors: an incomplete migration was edited where it is done already. What follows may be edited,
/// such as the statement that failed.
fn refuse_edited(
    request: &MigrateRequest<'_>,
    migration: &Migration,
    content: &Content,
    row: &MigrationRow,
) -> Result<()> {
    let (file, done) = (migration.file(), row.statements_done());
    let mark = |option: &str| hint::command(format!("migration mark {}{option}", row.version));
    if !matches!(content, Content::Steps { .. }) {
        let message = format!("{file} runs in a transaction now, but not when it stopped");
        return Err(Error::failed(message).with_hint(format!(
            "restore the file; or undo what is done of it ({}) by hand and run: {}",
            counted(done as usize, "statement"),
            mark(" --rolled-back")
        )));
    }
    let is_same = done == 0
        || row.checksum == content.checksum_of(done)
        // As it is recorded before the first statement is done.
        || migration.has_checksum(&row.checksum)
        || row.checksum.differs_by_line_ends(&migration.hashed, &request.sqlx.ignored_chars);
    if is_same {
        return Ok(());
    }
    Err(Error::failed(format!(
        "{file} was edited in the part that is done ({}): the place to resume is unknown",
        counted(done as usize, "statement")
    ))
    .with_hint(format!(
        "restore that part, as only what follows may be edited; or complete it by hand and run: {}",
        mark("")
    )))
}

/// Errors (usage): the file has no statement yet. Once it was applied, its SQL would be an edit.
pub fn refuse_empty(job: &Job) -> Result<()> {
    if !job.content.statements().is_empty() || !job.content.commands().is_empty() {
        return Ok(());
    }
    Err(Error::usage(format!("{} has no statement yet; nothing was changed", job.file()))
        .with_hint(format!(
            "write its SQL into it, or delete its files; where it has been applied already, {} then \
             accepts the change",
            hint::command(format!("migration mark {} --checksum", job.version()))
        )))
}

/// The jobs to roll back, newest first.
///
/// Errors (usage): one of them has no file, or no down file; another migration of its version was
/// applied.
pub fn down(request: &MigrateRequest<'_>, rows: &[MigrationRow]) -> Result<Vec<Job>> {
    let newest_first = rows.iter().rev().filter(|row| row.success || row.is_going_back());
    let rows: Vec<&MigrationRow> = match request.selection {
        Selection::All => newest_first.collect(),
        Selection::Steps(steps) => newest_first.take(steps).collect(),
        Selection::From(version) => {
            if !rows.iter().any(|row| row.version == version) {
                request.files.named(version)?;
                return Err(Error::usage(format!("version {version} is not applied"))
                    .with_hint(format!("{} runs it", hint::command("migrate"))));
            }
            newest_first.take_while(|row| row.version >= version).collect()
        }
        Selection::To(version) => {
            if version != 0 && !rows.iter().any(|row| row.version == version) {
                return Err(Error::usage(format!("version {version} is not applied"))
                    .with_hint("--to is the version to keep; 0 rolls back everything"));
            }
            newest_first.take_while(|row| row.version > version).collect()
        }
    };
    rows.into_iter().map(|row| job_down(request, row)).collect()
}

fn job_down(request: &MigrateRequest<'_>, row: &MigrationRow) -> Result<Job> {
    let migration = request.files.find(row.version).ok_or_else(|| {
        Error::usage(format!(
            "migration {} ({}) cannot be rolled back: it has no file",
            row.version, row.description
        ))
        .with_hint("it may be that of a newer release: use the files of that one")
    })?;
    other::check(request, migration, row)?;
    let down = migration.down.as_ref().ok_or_else(|| {
        Error::usage(format!(
            "{} cannot be rolled back: it has no down migration",
            migration.file()
        ))
        .with_hint(format!(
            "nothing was changed; to roll back, create {}_{}.down.sql",
            migration.version,
            migration.file_stem()
        ))
    })?;
    Ok(Job {
        migration: migration.clone(),
        direction: Direction::Down,
        content: content(down)?,
        older_than: None,
        resumes_at: row.is_going_back().then(|| row.statements_done()),
    })
}

/// Errors (usage): a statement, not done yet, affects more than the database, and is always
/// refused: resuming would not get past it.
pub fn refuse_outside(jobs: &[Job], target: &Target) -> Result<()> {
    jobs.iter().flat_map(Job::remaining).try_for_each(|statement| {
        let inside = stay_inside(statement, target.database().as_str(), false);
        inside.map(|_| ()).map_err(Error::into_usage)
    })
}

/// Errors (usage): they cannot all run in one transaction.
pub fn refuse_steps(jobs: &[Job], mode: Mode) -> Result<()> {
    let Some(job) = jobs.iter().find(|job| job.is_steps()) else { return Ok(()) };
    let why = match mode {
        Mode::Check => "so that it cannot be tried and rolled back",
        _ => "so that it cannot be atomic",
    };
    Err(Error::usage(format!("{} runs without a transaction, {why}", job.file()))
        .with_hint("use --to or --steps to stop before it"))
}
