use std::fmt;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde::Serialize;

use super::plan::{other_project, question, test_databases_counted};
use super::sessions::more_sessions;
use crate::approval::{Approved, Confirmable, Confirmation};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{DatabaseName, Target, TestDatabase, TestDatabaseKind};
use crate::ops::exclusive::Look;
use crate::postgres::client::Client;
use crate::postgres::{sqlstate, test_databases};
use crate::report::test_databases::{OfOtherProject, TestDatabasesDropped};

/// So many sessions drop databases at once.
const AT_ONCE: usize = 8;

/// How long sessions may take to end, and how often is looked.
const A_MOMENT: Duration = Duration::from_secs(1);
const EVERY: Duration = Duration::from_millis(50);

pub struct DropRequest {
    /// These, with their sessions. Where none are named: all copies that nobody uses.
    pub names: Vec<DatabaseName>,
    pub templates: bool,
}

/// What `test-db drop` would do.
#[derive(Debug, Serialize)]
pub struct DropTestsPlan {
    pub target: Target,
    /// Those that would be dropped.
    pub databases: Vec<DatabaseName>,
    /// Those that somebody uses, which would stay.
    pub in_use: Vec<DatabaseName>,
    /// Those of other projects, which would stay.
    pub other_projects: Vec<OfOtherProject>,
    /// Whether sessions end.
    #[serde(skip)]
    force: bool,
}

/// Looks at what is there. The connection is for [`drop`].
///
/// Errors: those of the login; a name that is no test database's, or another project's (usage).
pub async fn plan_drop(look: Look<'_>, request: DropRequest) -> Result<(DropTestsPlan, Client)> {
    let target = look.login.target;
    let mut client = look.login.connect_client_maintenance(look.maintenance).await?;
    let found = find_idle(&mut client, target).await?;
    let force = !request.names.is_empty();
    for name in &request.names {
        let missing = || found.iter().all(|it| it.name != *name);
        let is_ours = name.as_str().starts_with(target_prefix(target).as_str());
        if missing() && !is_ours {
            return Err(Error::usage(format!(
                "{name} is not a test database of {}; nothing was dropped",
                target.database()
            ))
            .with_hint(format!("{} shows them", hint::command("test-db list"))));
        }
    }
    let wanted = |it: &TestDatabase| match force {
        true => request.names.contains(&it.name),
        false => request.templates || it.kind == TestDatabaseKind::Copy,
    };
    let (mut own, mut other_projects) = (Vec::new(), Vec::new());
    for it in found.into_iter().filter(wanted) {
        match other_project(target, &it) {
            Some(project) => other_projects.push(OfOtherProject { name: it.name, project }),
            None => own.push(it),
        }
    }
    if let (true, Some(first)) = (force, other_projects.first()) {
        return Err(Error::usage(format!("{first}, not to this one; nothing was dropped"))
            .with_hint("run it in the directory of that project"));
    }
    let (databases, in_use): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|it| force || it.sessions == 0);
    let names = |databases: Vec<TestDatabase>| databases.into_iter().map(|it| it.name).collect();
    let (databases, in_use) = (names(databases), names(in_use));
    let target = target.clone();
    Ok((DropTestsPlan { target, databases, in_use, other_projects, force }, client))
}

/// Waits a moment for sessions to end, which are those of tests that have just ended.
async fn find_idle(client: &mut Client, target: &Target) -> Result<Vec<TestDatabase>> {
    let deadline = Instant::now() + A_MOMENT;
    loop {
        let found = test_databases::find(client, target, false).await?.databases;
        let is_idle = found.iter().all(|it| it.sessions == 0);
        if is_idle || Instant::now() > deadline {
            return Ok(found);
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// One of an earlier run may be gone already.
fn target_prefix(target: &Target) -> String {
    crate::model::TestDatabaseNames::of(target.database()).prefix(TestDatabaseKind::Copy)
}

/// Drops the plan's databases.
///
/// Errors: the first that cannot be dropped; the others are dropped then.
pub async fn drop(
    look: Look<'_>,
    mut client: Client,
    plan: &Approved<DropTestsPlan>,
) -> Result<TestDatabasesDropped> {
    let _hold = look.interrupt.hold();
    look.progress.doing("dropping");
    let Dropped { dropped, mut in_use, failed } =
        drop_each(look, &mut client, &plan.databases, plan.force).await;
    client.close().await;
    if let Some(error) = failed {
        return Err(error.also(format!("{} dropped", test_databases_counted(dropped.len()))));
    }
    in_use.extend(plan.in_use.iter().cloned());
    Ok(TestDatabasesDropped { dropped, in_use, other_projects: plan.other_projects.clone() })
}

#[derive(Default)]
pub(super) struct Dropped {
    pub dropped: Vec<DatabaseName>,
    /// Those that somebody has come to use meanwhile.
    pub in_use: Vec<DatabaseName>,
    /// Why the first of the others stays.
    pub failed: Option<Error>,
}

/// Drops the databases; with `force`, their sessions end. Each takes a checkpoint of the server,
/// which several at once share.
pub(super) async fn drop_each(
    look: Look<'_>,
    client: &mut Client,
    names: &[DatabaseName],
    force: bool,
) -> Dropped {
    let target = look.login.target;
    let mut more = more_sessions(look, client, names.len(), AT_ONCE).await;
    let each = names.len().div_ceil(more.len() + 1).max(1);
    let clients = std::iter::once(client).chain(&mut more);
    let done = names.chunks(each).zip(clients).map(async |(names, client)| {
        (names, test_databases::drop(client, target, names, force).await)
    });
    let mut all = Dropped::default();
    for (names, done) in join_all(done).await {
        match done {
            Ok(done) => names.iter().zip(done).for_each(|(name, done)| all.add(name, done)),
            Err(error) => _ = all.failed.get_or_insert(error),
        }
    }
    join_all(more.into_iter().map(Client::close)).await;
    all
}

impl Dropped {
    fn add(&mut self, name: &DatabaseName, done: Result<()>) {
        match done {
            Ok(()) => self.dropped.push(name.clone()),
            Err(error) if error.code() == Some(sqlstate::OBJECT_IN_USE) => {
                self.in_use.push(name.clone());
            }
            Err(error) => _ = self.failed.get_or_insert(error.prefixed(name.as_str())),
        }
    }
}

impl Confirmable for DropTestsPlan {
    fn question(&self) -> Confirmation {
        if self.databases.is_empty() {
            return Confirmation::None;
        }
        let count = test_databases_counted(self.databases.len());
        question(&self.target, &format!("{count} would be dropped"))
    }
}

impl fmt::Display for DropTestsPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.databases.is_empty() {
            f.write_str("nothing to drop")?;
        }
        for (index, name) in self.databases.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{name} would be dropped")?;
        }
        self.in_use.iter().try_for_each(|name| write!(f, "\n{name} is in use, and would stay"))?;
        self.other_projects.iter().try_for_each(|it| write!(f, "\n{it}, and would stay"))
    }
}
