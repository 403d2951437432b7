use std::fmt;

use serde::Serialize;

use super::exclusive::Look;
use super::outcome;
use crate::approval::{Approved, Confirmable, Confirmation};
use crate::error::{Error, Result};
use crate::model::Target;
use crate::postgres::databases::{self, CreateOptions};
use crate::postgres::lock::is_access_denied;
use crate::postgres::{Session, database_state, tag};
use crate::report::database::Created;

/// What `create` would do.
#[derive(Debug, Serialize)]
pub struct CreatePlan {
    pub target: Target,
    pub already_there: bool,
    /// The options of the new database.
    #[serde(skip)]
    options: CreateOptions,
}

impl Confirmable for CreatePlan {
    /// Creating a database cannot lose anything.
    fn question(&self) -> Confirmation {
        Confirmation::None
    }
}

impl fmt::Display for CreatePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.target.database();
        if self.already_there {
            return write!(f, "database {name} already exists; nothing to do");
        }
        write!(f, "database {name} would be created")
    }
}

/// Checks whether the target database exists. Without access to a maintenance database,
/// being able to log in to the target is proof enough.
///
/// The connection is for [`apply`]; it is `None` if the role may log in nowhere else, which
/// is not needed once the database exists.
pub async fn plan(look: Look<'_>, options: CreateOptions) -> Result<(CreatePlan, Option<Session>)> {
    let Look { login, maintenance, .. } = look;
    let target = login.target;
    let plan = |already_there| CreatePlan { target: target.clone(), already_there, options };
    match login.connect_maintenance(maintenance).await {
        Ok(mut connection) => {
            let state = database_state::state(&mut connection, target.database()).await?;
            Ok((plan(state.present), Some(connection)))
        }
        Err(closed) if closed.code().is_some_and(is_access_denied) => {
            login.connect().await.map_err(|_| closed)?;
            Ok((plan(true), None))
        }
        Err(error) => Err(error),
    }
}

/// Creates the database and tags it with its environment, unless it exists: then
/// it keeps its tag. Without the right to tag it, it stays untagged. An interrupt waits
/// for the server's reply, so that the outcome can be reported.
pub async fn apply(
    look: Look<'_>,
    maintenance: Option<&mut Session>,
    plan: &Approved<CreatePlan>,
) -> Result<Created> {
    match maintenance {
        Some(connection) if !plan.already_there => make(look, connection, &plan.options).await,
        _ => Ok(Created::before(plan.target.database().to_string())),
    }
}

async fn make(look: Look<'_>, session: &mut Session, options: &CreateOptions) -> Result<Created> {
    let interrupt = look.interrupt;
    let _hold = interrupt.hold();
    let name = session.target.database().clone();
    let environment = session.target.environment.clone();
    let created = match databases::create_by_driver(session, options).await {
        Err(failed) => {
            *session = outcome::after(look, failed, true).await?;
            true
        }
        Ok(created) => created,
    };
    if !created {
        return match interrupt.is_raised() {
            true => Err(Error::interrupted(format!("interrupted; database {name} existed before"))),
            false => Ok(Created::before(name.to_string())),
        };
    }
    let tagged = tag::set(session, &name, None, false).await;
    if interrupt.is_raised() {
        return Err(Error::interrupted(format!("interrupted; database {name} was created")));
    }
    Ok(Created {
        database: name.to_string(),
        created: true,
        environment: tagged.is_ok().then_some(environment),
        untagged: tagged.err().map(|error| error.message()),
    })
}
