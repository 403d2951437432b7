use sqlx::postgres::PgConnection;

use super::Interrupt;
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::{DatabaseName, Target};
use crate::postgres::databases::{self, CreateOptions};
use crate::postgres::{Login, sqlstate, stamp};
use crate::report::database::{CreatePlan, Created};

/// Finds out whether the target's database exists. Without access to a maintenance database,
/// being able to log in to the target is proof enough.
///
/// The connection is for [`apply`]; it is absent when the role may log in nowhere else, which
/// it need not once the database is there.
pub async fn plan(
    login: Login<'_>,
    maintenance: Option<&DatabaseName>,
) -> Result<(CreatePlan, Option<PgConnection>)> {
    let target = login.target;
    let plan = |already_there| CreatePlan { target: target.clone(), already_there };
    match login.connect_beside(maintenance).await {
        Ok(mut connection) => {
            let state = databases::state(&mut connection, target).await?;
            Ok((plan(state.present), Some(connection)))
        }
        Err(closed) if closed.code().is_some_and(is_closed_door) => {
            login.connect().await.map_err(|_| closed)?;
            Ok((plan(true), None))
        }
        Err(error) => Err(error),
    }
}

fn is_closed_door(code: &str) -> bool {
    matches!(
        code,
        sqlstate::UNKNOWN_DATABASE | sqlstate::INSUFFICIENT_PRIVILEGE | sqlstate::LOGIN_REFUSED
    )
}

/// Makes the database unless it is there.
pub async fn apply(
    beside: Option<&mut PgConnection>,
    plan: &Approved<CreatePlan>,
    options: &CreateOptions,
    interrupt: &Interrupt,
) -> Result<Created> {
    match beside {
        Some(connection) if !plan.already_there => {
            make(connection, &plan.target, options, interrupt).await
        }
        _ => Ok(Created::before(plan.target.database().to_string())),
    }
}

/// Makes the database and marks it with its environment; one that is there already is as good,
/// and keeps the mark that it has. Without the right to mark it, it goes without. An interrupt waits for the
/// server's answer, which takes a moment, so that it can be said what was done.
pub(super) async fn make(
    connection: &mut PgConnection,
    target: &Target,
    options: &CreateOptions,
    interrupt: &Interrupt,
) -> Result<Created> {
    let _hold = interrupt.hold();
    let database = target.database().to_string();
    if !databases::create(connection, target, options).await? {
        return match interrupt.is_raised() {
            true => Err(Error::interrupted(format!(
                "interrupted; database {database} was there before"
            ))),
            false => Ok(Created::before(database)),
        };
    }
    let marked = stamp::set(connection, target, &target.environment).await;
    if interrupt.is_raised() {
        return Err(Error::interrupted(format!("interrupted; database {database} was created")));
    }
    Ok(Created {
        database,
        created: true,
        environment: marked.is_ok().then(|| target.environment.clone()),
        unmarked: marked.err().map(|error| error.message()),
    })
}
