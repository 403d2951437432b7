//! The environment that a database is marked with: a setting of the database itself, so that it
//! stays with it whatever the URLs say, and that no dump carries along.

use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;

use super::errors::explain;
use super::{Identifier, Literal};
use crate::error::Result;
use crate::model::{Environment, Target};

/// Marks the target's database. Errors: the role is neither its owner nor a superuser.
pub async fn set(
    connection: &mut PgConnection,
    target: &Target,
    environment: &Environment,
) -> Result<()> {
    let sql = format!(
        "ALTER DATABASE {} SET cruddur_db.environment = {}",
        Identifier(target.database().as_str()),
        Literal(environment.as_str())
    );
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await;
    done.map(|_| ()).map_err(|error| explain(error, target))
}
