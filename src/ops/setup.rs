use std::path::PathBuf;
use std::time::Instant;

use sqlx::postgres::PgConnection;

use super::backup::Keeping;
use super::files::Files;
use super::{Interrupt, Progress, create, drop, load};
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::{DatabaseName, Target};
use crate::postgres::client::Client;
use crate::postgres::databases::CreateOptions;
use crate::postgres::{Login, tables};
use crate::report::database::{Created, DropPlan};
use crate::report::setup::{SetUp, SetupPlan, Step};
use crate::script::Options;

/// The two kinds of files that a setup loads.
pub struct SetupFiles {
    pub schema: Files,
    pub seeds: Files,
}

/// Looks at the one target that every step will act on. `keep` leaves the drop out.
pub async fn plan(
    login: Login<'_>,
    maintenance: Option<&DatabaseName>,
    files: &SetupFiles,
    keep: bool,
    keeping: Option<&Keeping>,
) -> Result<(SetupPlan, PgConnection)> {
    let (drop, connection) = drop::plan(login, maintenance, keeping).await?;
    let plan = SetupPlan {
        kept: keep && drop.present,
        drop: (!keep).then_some(drop),
        target: login.target.clone(),
        schema: files.schema.names(),
        seeds: files.seeds.names(),
        user_pool: None,
    };
    Ok((plan, connection))
}

/// Drops, creates, loads schema and seeds; the first failure ends it. Each finished step is
/// told to `progress`.
pub async fn apply(
    login: Login<'_>,
    mut beside: PgConnection,
    mut plan: Approved<SetupPlan>,
    files: &SetupFiles,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<SetUp> {
    // Held to the end, so that an interrupt can say which steps are done.
    let _hold = interrupt.hold();
    let mut steps = Steps { progress, interrupt, done: Vec::new(), start: Instant::now() };
    let target = login.target;
    let mut backup = None;
    if let Some(drop) = plan.take_part() {
        backup = drop_step(&mut steps, &mut beside, &drop).await?;
    }
    create_step(&mut steps, &mut beside, target, plan.kept).await?;

    steps.begin("connecting")?;
    let mut connection = tokio::select! {
        connection = login.connect_client() => connection?,
        () = interrupt.wait() => return Err(steps.interrupted()),
    };
    if plan.kept {
        refuse_tables(&mut login.connect().await?, target).await?;
    }
    for (name, files) in [("schema-load", &files.schema), ("seed", &files.seeds)] {
        load_step(&mut steps, name, &mut connection, target, files).await?;
    }
    let seconds = steps.start.elapsed().as_secs_f64();
    let (database, url) = (target.database().to_string(), target.url.to_string());
    Ok(SetUp { database, url, steps: steps.done, backup, seconds })
}

/// The last step where a Cognito pool is configured: the users of the seeds get their ids.
/// `users` were asked for before anything was lost.
///
/// Errors: the ids cannot be set; the steps before are done, and are named.
#[cfg(feature = "aws")]
pub async fn sync_users(
    login: Login<'_>,
    pool: &str,
    users: &[crate::model::CognitoUser],
    set_up: &mut SetUp,
    progress: &dyn Progress,
) -> Result<()> {
    progress.doing("user-sync");
    let start = Instant::now();
    let synced = async {
        let mut connection = login.connect().await?;
        let plan = super::user_sync::plan(&mut connection, login.target, pool, users).await?;
        super::user_sync::run(&mut connection, &plan).await
    };
    let synced = synced.await.map_err(|error| {
        let done: Vec<_> = set_up.steps.iter().map(|step| step.name).collect();
        error.prefixed(&format!("user-sync failed (done before: {})", done.join(", ")))
    })?;
    let seconds = start.elapsed().as_secs_f64();
    let what = format!("{pool}: {}", synced.0.summary("set"));
    let step = Step { name: "user-sync", what, seconds };
    progress.notice(&step.to_string());
    set_up.steps.push(step);
    set_up.seconds += seconds;
    Ok(())
}

struct Steps<'a> {
    progress: &'a dyn Progress,
    interrupt: &'a Interrupt,
    done: Vec<Step>,
    start: Instant,
}

impl Steps<'_> {
    fn begin(&self, what: &str) -> Result<()> {
        self.progress.doing(what);
        if self.interrupt.is_raised() { Err(self.interrupted()) } else { Ok(()) }
    }

    fn interrupted(&self) -> Error {
        let done: Vec<_> = self.done.iter().map(|step| step.name).collect();
        Error::interrupted(match done.is_empty() {
            true => "interrupted; nothing was changed".to_owned(),
            false => format!("interrupted; done before: {}", done.join(", ")),
        })
    }

    fn end(&mut self, name: &'static str, what: String, start: Instant) {
        let step = Step { name, what, seconds: start.elapsed().as_secs_f64() };
        self.progress.notice(&step.to_string());
        self.done.push(step);
    }
}

async fn drop_step(
    steps: &mut Steps<'_>,
    beside: &mut PgConnection,
    plan: &Approved<DropPlan>,
) -> Result<Option<PathBuf>> {
    steps.begin("dropping the database")?;
    let start = Instant::now();
    let dropped = drop::apply(beside, plan, steps.progress, steps.interrupt).await?;
    steps.end("drop", dropped.to_string(), start);
    Ok(dropped.backup)
}

async fn create_step(
    steps: &mut Steps<'_>,
    beside: &mut PgConnection,
    target: &Target,
    kept: bool,
) -> Result<()> {
    steps.begin("creating the database")?;
    let start = Instant::now();
    let created = match kept {
        // Asking the server to make it again would need CREATEDB.
        true => Created::before(target.database().to_string()),
        false => create::make(beside, target, &CreateOptions::default(), steps.interrupt).await?,
    };
    if let Some(warning) = created.warning() {
        steps.progress.notice(&warning);
    }
    steps.end("create", created.to_string(), start);
    Ok(())
}

async fn load_step(
    steps: &mut Steps<'_>,
    name: &'static str,
    connection: &mut Client,
    target: &Target,
    files: &Files,
) -> Result<()> {
    steps.begin(name)?;
    let start = Instant::now();
    let options = Options::default();
    let loaded =
        load::run(connection, target, files, &options, steps.progress, steps.interrupt).await?;
    steps.end(name, format!("{}: {}", loaded.files.join(", "), loaded.summary()), start);
    Ok(())
}

/// `--keep` promises to lose nothing, and a schema file may drop tables.
async fn refuse_tables(connection: &mut PgConnection, target: &Target) -> Result<()> {
    let count = tables::count(connection, target).await?;
    if count == 0 {
        return Ok(());
    }
    Err(Error::failed(format!("database {} has {count} tables already", target.database()))
        .hint("without --keep, setup drops the database first"))
}
