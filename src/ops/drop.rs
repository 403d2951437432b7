use sqlx::postgres::PgConnection;

use super::Interrupt;
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::DatabaseName;
use crate::postgres::{Login, databases, sessions};
use crate::report::database::{DropPlan, Dropped};
use crate::report::sessions::Sessions;

/// Looks at what a drop would take: whether the database is there and who is connected.
pub async fn plan(
    login: Login<'_>,
    maintenance: Option<&DatabaseName>,
) -> Result<(DropPlan, PgConnection)> {
    let target = login.target;
    let mut connection = login.connect_beside(maintenance).await?;
    let state = databases::state(&mut connection, target).await?;
    let sessions = match state.present {
        true => sessions::list(&mut connection, target, Some(target.database())).await?,
        false => Vec::new(),
    };
    let plan = DropPlan {
        target: target.clone(),
        present: state.present,
        sessions: Sessions(sessions),
        server_version: state.server_version,
    };
    Ok((plan, connection))
}

/// Drops the database. An interrupt waits for the server's answer, so that it can be said
/// what was done.
pub async fn apply(
    connection: &mut PgConnection,
    plan: &Approved<DropPlan>,
    interrupt: &Interrupt,
) -> Result<Dropped> {
    let _hold = interrupt.hold();
    let database = plan.target.database().to_string();
    if plan.present {
        databases::drop(connection, &plan.target, plan.server_version).await?;
    }
    if interrupt.is_raised() {
        return Err(Error::interrupted(format!("interrupted; database {database} was dropped")));
    }
    Ok(Dropped { database, dropped: plan.present, sessions_ended: plan.sessions.0.len() })
}
