//! The environment that a database is marked with, against the one that a command is for.

use sqlx::postgres::PgConnection;

use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::Target;
use crate::postgres::{Login, databases, stamp};
use crate::report::stamp::{StampPlan, Stamped};

/// Refuses work on a database that is marked as another environment's. One that nobody marked
/// is anybody's.
pub fn check(target: &Target, stamp: Option<&str>) -> Result<()> {
    let environment = &target.environment;
    match stamp {
        Some(stamp) if stamp != environment.as_str() => Err(Error::usage(format!(
            "database {} is marked as {stamp}, and this is {environment}; nothing was changed",
            target.database()
        ))
        .hint(format!(
            "check {}; if the mark is wrong: cruddur-db env-set {environment}",
            target.origin
        ))),
        _ => Ok(()),
    }
}

/// Looks how the target's database is marked.
pub async fn plan(login: Login<'_>) -> Result<(StampPlan, PgConnection)> {
    let mut connection = login.connect().await?;
    let state = databases::state(&mut connection, login.target).await?;
    Ok((StampPlan { target: login.target.clone(), before: state.stamp }, connection))
}

/// Marks the database as the target's environment.
pub async fn apply(connection: &mut PgConnection, plan: &Approved<StampPlan>) -> Result<Stamped> {
    let target = &plan.target;
    if !plan.is_done() {
        stamp::set(connection, target, &target.environment).await.map_err(|error| {
            let what = format!("database {} cannot be marked", target.database());
            error.prefixed(&what)
        })?;
    }
    Ok(Stamped {
        database: target.database().to_string(),
        environment: target.environment.clone(),
        before: plan.before.clone(),
    })
}
