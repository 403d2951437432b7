//! The lock, the connection, and the table's contents.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::elsewhere;
use super::jobs::Job;
use super::repeatables::Repeatables;
use super::request::{MigrateRequest, Mode};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Engine, MigrationRow};
use crate::postgres::client::Client;
use crate::postgres::migration_lock::MigrationLock;
use crate::postgres::migration_table::{self, TableLook};
use crate::postgres::{ConnectRequest, RetryTimeout};

const EVERY: Duration = Duration::from_millis(100);

/// Shorter waits are not reported.
const SILENT: Duration = Duration::from_millis(500);

/// How long a pooler may take to give us a second session, besides the one that holds the lock.
const SECOND_SESSION: Duration = Duration::from_secs(5);

/// The connections opened by the plan, for [`super::apply`].
pub struct Opened {
    /// `None` for a dry run, and behind a pooler with only one session.
    pub(super) lock: Option<MigrationLock>,
    pub(super) client: Client,
    pub(super) look: TableLook,
    pub(super) rows: Vec<MigrationRow>,
    pub(super) repeatables: Repeatables,
    pub(super) jobs: Vec<Job>,
    /// Pending, but not selected.
    pub(super) later: usize,
    /// Everything runs within a transaction that is open, and stays open.
    pub(super) within: bool,
}

/// Takes the lock, unless it is a dry run, and reads the table.
pub async fn open(request: MigrateRequest<'_>) -> Result<Opened> {
    let MigrateRequest { login, sqlx, .. } = request;
    let takes_lock = request.mode == Mode::Apply;
    let lock = async { if takes_lock { take_lock(request).await.map(Some) } else { Ok(None) } };
    let (lock, client) = tokio::join!(lock, login.connect_client());
    let (mut lock, mut client) = (lock?, client?);
    refuse_engine(client.engine())?;
    let target = login.target;
    let look = {
        let look = migration_table::look(&mut client, target, sqlx.table());
        match lock.as_ref().is_some_and(MigrationLock::may_be_pooled) {
            true => timeout(SECOND_SESSION, look).await.ok(),
            false => Some(look.await),
        }
    };
    let look = match look {
        Some(look) => look?,
        None => {
            // The pooler has one session, which the lock occupies. The rows of the table prevent
            // two commands from running the same migration, too.
            request.progress.notice(
                "the pooler has no second free session: continuing without the lock; each \
                 migration still runs only once",
            );
            if let Some(lock) = lock.take() {
                lock.release().await;
            }
            client = ConnectRequest { retry_timeout: RetryTimeout::A_MOMENT, ..login }
                .connect_client()
                .await?;
            migration_table::look(&mut client, target, sqlx.table()).await?
        }
    };
    let rows = look.table.rows(&mut client, target).await?;
    elsewhere::refuse_hidden(request, &mut client, &look, &rows).await?;
    let repeatables = Repeatables::look(request, &mut client, &look.table).await?;
    let (jobs, later, within) = (Vec::new(), 0, false);
    let mut opened = Opened { lock, client, look, rows, repeatables, jobs, later, within };
    if opened.lock.is_none() && takes_lock && !request.resume {
        opened.wait_for_unfinished(request).await?;
    }
    Ok(opened)
}

/// Errors (usage): a failed migration would not be rolled back.
pub fn refuse_engine(engine: Engine) -> Result<()> {
    match engine.undoes_ddl() {
        true => Ok(()),
        false => Err(Error::usage(format!(
            "migrations are not run on {}: it does not roll back failed ones",
            engine.name()
        ))
        .with_hint("use schema-load and seed instead")),
    }
}

impl Opened {
    /// Checks that the connections survived a confirmation or backup.
    ///
    /// Errors: the lock is lost, so that another session may have migrated meanwhile.
    pub(super) async fn wake(&mut self, request: MigrateRequest<'_>) -> Result<()> {
        if let Some(lock) = &mut self.lock
            && !lock.is_held().await
        {
            return Err(Error::failed(
                "the connection that holds the lock was lost; nothing was changed",
            )
            .with_hint("run it again"));
        }
        if self.client.execute(String::new()).await.is_err() {
            self.client = request.login.connect_client().await?;
        }
        Ok(())
    }

    pub(super) async fn close(self) {
        self.client.close().await;
        if let Some(lock) = self.lock {
            lock.release().await;
        }
    }

    pub(super) async fn reread(&mut self, request: MigrateRequest<'_>) -> Result<()> {
        let target = request.login.target;
        self.look = migration_table::look(&mut self.client, target, request.sqlx.table()).await?;
        self.rows = self.look.table.rows(&mut self.client, target).await?;
        self.repeatables = Repeatables::look(request, &mut self.client, &self.look.table).await?;
        Ok(())
    }

    /// Without the lock, an incomplete migration may be in progress in another session.
    async fn wait_for_unfinished(&mut self, request: MigrateRequest<'_>) -> Result<()> {
        let deadline = Instant::now() + request.lock_wait;
        let mut reported = false;
        while self.rows.iter().any(|row| !row.success) && Instant::now() < deadline {
            if !std::mem::replace(&mut reported, true) {
                request.progress.notice("waiting for another session's migration");
            }
            pause(request, EVERY).await?;
            self.reread(request).await?;
        }
        Ok(())
    }
}

pub(super) async fn pause(request: MigrateRequest<'_>, time: Duration) -> Result<()> {
    tokio::select! {
        () = sleep(time) => Ok(()),
        () = request.interrupt.wait() => Err(Error::interrupted("interrupted while waiting")),
    }
}

async fn take_lock(request: MigrateRequest<'_>) -> Result<MigrationLock> {
    let MigrateRequest { login, progress, .. } = request;
    let database = login.target.database();
    let mut lock = MigrationLock::connect(login).await?;
    let _hold = request.interrupt.hold();
    let start = Instant::now();
    let mut reported = false;
    loop {
        let holder = match lock.attempt(login).await? {
            Ok(()) => return Ok(lock),
            Err(holder) => holder,
        };
        let who = match &holder {
            Some(holder) => holder.describe(database.as_str()),
            None => format!("another command of {database}"),
        };
        if start.elapsed() >= request.lock_wait {
            return Err(Error::failed(format!(
                "{who} is migrating it; waited {} s, and nothing was changed",
                request.lock_wait.as_secs()
            ))
            .with_hint(format!(
                "wait longer with: {}\n{} shows what it is doing",
                hint::again("--lock-wait 5m"),
                hint::command("sessions")
            )));
        }
        if start.elapsed() >= SILENT && !std::mem::replace(&mut reported, true) {
            progress.notice(&format!("waiting for {who}"));
        }
        pause(request, EVERY).await.map_err(|_| {
            Error::interrupted(format!("interrupted while waiting for {who}; nothing was changed"))
        })?;
    }
}
