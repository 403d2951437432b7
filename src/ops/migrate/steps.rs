//! A migration without a transaction, statement by statement. Its row is inserted first,
//! without success, and counts the completed statements, so that a later run can resume.

use std::time::{Duration, Instant};

use super::jobs::Job;
use super::open::Opened;
use super::progressed::{Progressed, information};
use super::request::MigrateRequest;
use super::waiting;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{
    index_made_concurrently, invalid_query, never_in_transaction, twins_query,
};
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::migration_table::Progress;
use crate::postgres::{explain_fault, past_pooler, sqlstate};
use crate::report::migrate::Direction;
use crate::script::reading::Statement;
use crate::script::{End, Input, Mode, Unit};

/// Runs or resumes the migration.
///
/// Errors: those of a statement, with the number of completed ones.
pub async fn run(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    job: &Job,
    done: &mut Progressed,
) -> Result<()> {
    let start = Instant::now();
    let (version, table) = (job.version(), opened.look.table.clone());
    let statements = job.content.statements();
    let first = job.resumes_at.unwrap_or(0);
    refuse_pooled(request.login.target, &opened.client, job)?;
    warn_of_dropped(request, &opened.client, job);
    let begin = match job.direction {
        Direction::Up if job.resumes_at.is_none() => Some(table.claim(&job.row(), None)),
        Direction::Up => None,
        Direction::Down => Some(table.begin_back(version, first)),
    };
    if let Some(begin) = begin {
        execute(request, opened, begin).await?;
    }
    done.is_halfway = true;
    for (index, statement) in (0_u64..).zip(statements) {
        let is_done = index < first;
        // The settings of an earlier run are lost with its session.
        if is_done && !sets(statement) {
            continue;
        }
        let last = if is_done { String::new() } else { progress(opened, job, index + 1) };
        if job.resumes_at == Some(index) && clear_leftover(request, opened, statement).await? {
            execute(request, opened, last).await?;
            continue;
        }
        let stopped = |error: Error| error.also(where_it_stopped(job, index, statement));
        step(request, opened, statement, last).await.map_err(stopped)?;
        warn_of_leftovers(request, opened, statement, job.resumes_at == Some(index)).await?;
    }
    let mut end = match job.direction {
        Direction::Up => vec![
            table.done(version, &ago(start.elapsed())),
            table.set_checksum(version, &job.migration.checksum),
        ],
        Direction::Down => vec![table.forget(version)],
    };
    end.extend(information(request, opened, job));
    execute(request, opened, end.join(";\n")).await?;
    done.is_halfway = false;
    // The next one gets a reset session.
    execute(request, opened, "DISCARD ALL".to_owned()).await?;
    let statements = statements.len() as u64 - first;
    done.applied.push(job.ran(statements, start.elapsed().as_secs_f64()));
    Ok(())
}

fn progress(opened: &Opened, job: &Job, done: u64) -> String {
    let part = job.content.checksum_of(done);
    let way = match job.direction {
        Direction::Up => Progress::Up(&part),
        Direction::Down => Progress::Back,
    };
    let mut statements = vec![opened.look.table.progress(job.version(), done, way)];
    // At once: a later run no longer knows what was there before.
    statements.extend(opened.repeatables.forget(job.direction));
    statements.join(";\n")
}

/// That time in SQL, by the server's clock.
fn ago(time: Duration) -> String {
    format!("clock_timestamp() - make_interval(secs => {})", time.as_secs_f64())
}

/// Errors (usage): a setting, the file's or the URL's, would have to persist, but a pooler may give
/// the next statement another session, and this one to others.
pub(super) fn refuse_pooled(target: &Target, client: &Client, job: &Job) -> Result<()> {
    let refused = |whose: &str, statement: &Statement, or: &str| {
        Err(Error::usage(format!(
            "without a transaction, {whose} settings may be lost behind a pooler"
        ))
        .with_location(statement.origin.location())
        .with_hint(format!("{}, or {or}", past_pooler(target))))
    };
    let lasting = |statement: &&Statement| {
        let of_transaction = ["local", "transaction", "constraints"];
        sets(statement)
            && !of_transaction.iter().any(|word| statement.tokens().accept(&["set", word]))
    };
    let mut statements = job.content.statements().iter().filter(|_| job.is_steps());
    if client.has_made_up_pid()
        && let Some(statement) = statements.clone().find(lasting)
    {
        return refused("the file's", statement, "qualify names with their schemas");
    }
    // They are set in each transaction, which this one does without.
    match statements.find(|statement| never_in_transaction(statement)) {
        Some(statement) if client.unasked_settings().iter().any(|(name, _)| matters(name)) => {
            refused("the URL's", statement, "set them for the role: ALTER ROLE .. SET ..")
        }
        _ => Ok(()),
    }
}

/// The settings that are not refused may matter to whoever waits.
fn warn_of_dropped(request: MigrateRequest<'_>, client: &Client, job: &Job) {
    let done = job.resumes_at.unwrap_or(0) as usize;
    let dropped = client.unasked_settings();
    let names: Vec<&str> = dropped.iter().map(|(name, _)| name.as_str()).collect();
    let first = job.content.statements().iter().skip(done).find(|it| never_in_transaction(it));
    if let Some(statement) = first.filter(|_| !names.is_empty()) {
        request.progress.warn(&format!(
            "{}: outside a transaction this runs without the URL's {}, which a pooler drops",
            statement.origin.location(),
            names.join(", ")
        ));
    }
}

/// Whether a statement may do something else without this setting, and not only take longer.
fn matters(setting: &str) -> bool {
    let setting = setting.to_lowercase();
    !(setting.ends_with("_timeout") || setting.ends_with("work_mem") || setting.starts_with("log_"))
}

fn sets(statement: &Statement) -> bool {
    let mut tokens = statement.tokens();
    tokens.accept(&["set"]) || tokens.accept(&["reset"])
}

/// The progress of the migration, which failed at this statement.
fn where_it_stopped(job: &Job, done: u64, statement: &Statement) -> String {
    let again = hint::command(match job.direction {
        Direction::Up => "migrate --resume",
        Direction::Down => "rollback --resume",
    });
    let next = match index_made_concurrently(statement) {
        Some(_) => format!("an index left over is INVALID, and {again} recreates it"),
        None if twins_query(statement).is_some() => format!(
            "the index has no name in the file, so drop what is left of it (INVALID in psql's \\d), \
             then continue with: {again}"
        ),
        None => format!("continue there with: {again}"),
    };
    let (file, all) = (job.file(), job.content.statements().len());
    format!("{file} runs without a transaction: {done} of its {all} statements are done; {next}")
}

async fn execute(request: MigrateRequest<'_>, opened: &mut Opened, sql: String) -> Result<()> {
    let done = opened.client.execute(sql).await;
    done.map_err(|fault| explain_fault(fault, request.login.target))
}

/// Runs one statement and records it as done: atomically, if it can run in a transaction.
async fn step(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    statement: &Statement,
    last: String,
) -> Result<()> {
    let input = Input::Read {
        name: statement.origin.file.path().to_owned(),
        text: statement.text().into(),
        start: statement.origin.start(),
    };
    let mode = match never_in_transaction(statement) {
        true => Mode::Alone { last },
        false => Mode::Transaction {
            begin: true,
            first: waiting::lock_timeout(request),
            last,
            end: End::CommitAndKeep,
        },
    };
    let options = request.options();
    let unit = [Unit { input, mode }];
    let mut attempt = 0;
    loop {
        let (_, result) = waiting::watched(request, opened, &unit, &options).await;
        let Err((error, blockers)) = result else { return Ok(()) };
        if error.code() != Some(sqlstate::LOCK_NOT_AVAILABLE) {
            return Err(error);
        }
        attempt += 1;
        let file = statement.origin.file.path().display().to_string();
        waiting::wait(request, attempt, &file, error, &blockers).await?;
    }
}

/// After repeating a statement that creates an index: warns of one that the earlier run may have
/// left under another name.
async fn warn_of_leftovers(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    statement: &Statement,
    is_repeated: bool,
) -> Result<()> {
    let (query, what) = match (twins_query(statement), invalid_query(statement)) {
        _ if !is_repeated => return Ok(()),
        (Some(query), _) => {
            (query, "an earlier run made the same index, whose name is not in the file")
        }
        (_, Some(query)) => {
            (query, "an earlier run may have left an INVALID index of another name")
        }
        _ => return Ok(()),
    };
    let found = opened.client.ask(&query).await;
    if let Some(drops) = found.map_err(|fault| explain_fault(fault, request.login.target))? {
        let place = statement.origin.location();
        request.progress.warn(&format!("{place}: {what}: {drops}"));
    }
    Ok(())
}

/// Before repeating a statement that an earlier run may have left half done: drops an
/// INVALID index. Returns whether the statement had completed.
async fn clear_leftover(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    statement: &Statement,
) -> Result<bool> {
    let Some(index) = index_made_concurrently(statement) else { return Ok(false) };
    let state = opened.client.ask(&index.state_query()).await;
    let state = state.map_err(|fault| explain_fault(fault, request.login.target))?;
    match state.as_deref() {
        Some("valid") => Ok(true),
        Some("invalid") => {
            request.progress.notice(&format!("dropping the INVALID index {}", index.name()));
            execute(request, opened, index.drop_statement()).await?;
            Ok(false)
        }
        _ => Ok(false),
    }
}
