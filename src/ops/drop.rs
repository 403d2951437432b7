use sqlx::postgres::PgConnection;

use super::backup::{self, Keeping};
use super::{Interrupt, Progress, contents, stamp};
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::DatabaseName;
use crate::postgres::databases::DatabaseState;
use crate::postgres::{Login, databases, sessions};
use crate::report::database::{DropPlan, Dropped};
use crate::report::sessions::Sessions;

/// Looks at what a drop would take: whether the database is there, who is connected, and what
/// is in it where losing that is serious. `keeping` wants a backup.
///
/// Errors: the database is marked as another environment's (usage); no backup can be taken.
pub async fn plan(
    login: Login<'_>,
    maintenance: Option<&DatabaseName>,
    keeping: Option<&Keeping>,
) -> Result<(DropPlan, PgConnection)> {
    let mut connection = login.connect_beside(maintenance).await?;
    let state = databases::state(&mut connection, login.target).await?;
    stamp::check(login.target, state.stamp.as_deref())?;
    let plan = plan_on(&mut connection, login, &state, keeping).await?;
    Ok((plan, connection))
}

/// See [`plan`]; over a connection that is there, for a mark that was compared.
pub(super) async fn plan_on(
    connection: &mut PgConnection,
    login: Login<'_>,
    state: &DatabaseState,
    keeping: Option<&Keeping>,
) -> Result<DropPlan> {
    let target = login.target;
    let (mut sessions, mut inside) = (Vec::new(), None);
    if state.present {
        sessions = sessions::list(connection, target, Some(target.database())).await?;
        if target.needs_typed_name() {
            inside = Some(contents::look(login).await);
        }
    }
    Ok(DropPlan {
        target: target.clone(),
        present: state.present,
        contents: inside,
        sessions: Sessions(sessions),
        backup: backup::plan(target, state, keeping).await?,
        server_version: state.server_version,
    })
}

/// Takes the plan's backup, then drops the database. An interrupt waits for the server's answer
/// to the drop, so that it can be said what was done.
pub async fn apply(
    connection: &mut PgConnection,
    plan: &Approved<DropPlan>,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Dropped> {
    let kept = backup::take(plan.backup.as_ref(), &plan.target, progress, interrupt).await?;
    let _hold = interrupt.hold();
    let database = plan.target.database().to_string();
    progress.doing("dropping the database");
    if plan.present {
        databases::drop(connection, &plan.target, plan.server_version).await?;
    }
    if interrupt.is_raised() {
        return Err(Error::interrupted(format!("interrupted; database {database} was dropped")));
    }
    Ok(Dropped {
        database,
        dropped: plan.present,
        sessions_ended: plan.sessions.0.len(),
        backup: kept.map(|kept| kept.file),
    })
}
