//! Databases as a whole: are they there, make them, drop them.

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Row};

use super::errors::{explain, sqlstate};
use super::{Identifier, Literal, properties};
use crate::error::Result;
use crate::model::{DatabaseName, Properties, Target};

/// The first server version that knows `DROP DATABASE ... WITH (FORCE)`.
const FORCE_SINCE: i32 = 130_000;

/// The first server version that knows `LOCALE_PROVIDER`.
const PROVIDER_SINCE: u32 = 150_000;

/// What is known of a database from outside.
#[derive(Debug, Clone)]
pub struct DatabaseState {
    pub present: bool,
    /// As `server_version_num`: 150018 is 15.18.
    pub server_version: i32,
    /// The environment that it is marked with, if anybody marked it.
    pub stamp: Option<String>,
    /// How it was made; absent when it is not there.
    pub properties: Option<Properties>,
}

/// How a database is made; what is `None` is left to the server.
#[derive(Debug, Clone, Default)]
pub struct CreateOptions {
    pub owner: Option<String>,
    pub template: Option<String>,
    pub encoding: Option<String>,
    /// The collation, and the character classes unless they differ.
    pub locale: Option<String>,
    pub character_type: Option<String>,
}

impl CreateOptions {
    /// For a database that is like another one, whatever the server's defaults are.
    pub fn like(properties: &Properties) -> Self {
        Self {
            owner: Some(properties.owner.clone()),
            template: Some("template0".into()),
            encoding: Some(properties.encoding.clone()),
            locale: Some(properties.collation.clone()),
            character_type: Some(properties.character_type.clone()),
        }
    }
}

/// Asks for the state of the target's database over a connection to another one.
pub async fn state(connection: &mut PgConnection, target: &Target) -> Result<DatabaseState> {
    let name = Literal(target.database().as_str()).to_string();
    let sql = include_str!("queries/database_state.sql").replace("$1", &name);
    let row = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_one(connection).await;
    row.and_then(|row| read_state(&row)).map_err(|error| explain(error, target))
}

fn read_state(row: &PgRow) -> sqlx::Result<DatabaseState> {
    let present = row.try_get("present")?;
    Ok(DatabaseState {
        present,
        server_version: row.try_get("version")?,
        stamp: row.try_get("stamp")?,
        properties: if present { Some(properties::read(row)?) } else { None },
    })
}

/// Makes the database. Returns false when somebody else made it first, which is as good.
pub async fn create(
    connection: &mut PgConnection,
    target: &Target,
    options: &CreateOptions,
) -> Result<bool> {
    let version = connection.server_version_num().unwrap_or_default();
    let sql = create_statement(target.database(), options, version);
    match sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await {
        Ok(_) => Ok(true),
        Err(error) if is_lost_race(&error) => Ok(false),
        Err(error) => Err(explain(error, target)),
    }
}

fn create_statement(name: &DatabaseName, options: &CreateOptions, version: u32) -> String {
    let mut sql = format!("CREATE DATABASE {}", Identifier(name.as_str()));
    if let Some(owner) = &options.owner {
        sql.push_str(&format!(" OWNER {}", Identifier(owner)));
    }
    if let Some(template) = &options.template {
        sql.push_str(&format!(" TEMPLATE {}", Identifier(template)));
    }
    if let Some(encoding) = &options.encoding {
        sql.push_str(&format!(" ENCODING {}", Literal(encoding)));
    }
    if let Some(locale) = &options.locale {
        // The template may have a provider whose locales have other names.
        if version >= PROVIDER_SINCE {
            sql.push_str(" LOCALE_PROVIDER libc");
        }
        let character_type = options.character_type.as_ref().unwrap_or(locale);
        sql.push_str(&format!(
            " LC_COLLATE {} LC_CTYPE {}",
            Literal(locale),
            Literal(character_type)
        ));
    }
    sql
}

/// Two who create at once: the slower one fails on the name, or on the catalogue's index.
fn is_lost_race(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| match error.code().as_deref() {
        Some(sqlstate::DUPLICATE_DATABASE) => true,
        Some(sqlstate::UNIQUE_VIOLATION) => error.constraint() == Some("pg_database_datname_index"),
        _ => false,
    })
}

/// Drops the database and ends its sessions, in one statement where the server can: between
/// two, a client that reconnects would hold it again.
pub async fn drop(
    connection: &mut PgConnection,
    target: &Target,
    server_version: i32,
) -> Result<()> {
    let force = if server_version >= FORCE_SINCE { " WITH (FORCE)" } else { "" };
    let name = Identifier(target.database().as_str());
    let sql = format!("DROP DATABASE IF EXISTS {name}{force}");
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await;
    done.map(|_| ()).map_err(|error| explain(error, target))
}

/// Gives the target's database another name. Nobody may be connected to it.
pub async fn rename(
    connection: &mut PgConnection,
    target: &Target,
    name: &DatabaseName,
) -> Result<()> {
    let old = Identifier(target.database().as_str());
    let sql = format!("ALTER DATABASE {old} RENAME TO {}", Identifier(name.as_str()));
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await;
    done.map(|_| ()).map_err(|error| explain(error, target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_wherever_they_stand() {
        let options = CreateOptions {
            owner: Some("o\"w".into()),
            template: Some("T 0".into()),
            encoding: Some("UTF8".into()),
            locale: Some("C'".into()),
            character_type: None,
        };
        let sql =
            |version| create_statement(&DatabaseName::new("My \"db").unwrap(), &options, version);
        assert!(sql(150_000).contains(" ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE "));
        assert_eq!(
            sql(140_000),
            "CREATE DATABASE \"My \"\"db\" OWNER \"o\"\"w\" TEMPLATE \"T 0\" ENCODING 'UTF8' \
             LC_COLLATE 'C''' LC_CTYPE 'C'''"
        );
    }
}
