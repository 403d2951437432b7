//! Whole databases: creating and dropping them, and naming their replacements.

use std::time::Duration;

use sqlx::AssertSqlSafe;

use super::client::{Client, Fault};
use super::errors::{explain, explain_fault, server_error};
use super::identifier::fill;
use super::session::Session;
use super::sqlstate;
use super::{Identifier, Literal};
use crate::error::{Error, Result};
use crate::model::{DatabaseName, LocaleProvider, Properties, Target};

/// The first server version with `DROP DATABASE ... WITH (FORCE)`.
const FORCE_SINCE: i32 = 130_000;

/// How often dropping a database in use is tried, and the pause in between.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(500);

/// The first server version with `LOCALE_PROVIDER`.
const PROVIDER_SINCE: i32 = 150_000;

/// The first server version with `ICU_RULES`.
const RULES_SINCE: i32 = 160_000;

/// Databases that belong to the server or its provider, not to a project.
const SYSTEM: [&str; 7] = [
    "postgres",
    "template0",
    "template1",
    "rdsadmin",
    "cloudsqladmin",
    "azure_maintenance",
    "azure_sys",
];

/// Errors (usage): the database belongs to the server or its provider.
pub fn refuse_system(target: &Target) -> Result<()> {
    let name = target.database().as_str();
    if !SYSTEM.contains(&name) {
        return Ok(());
    }
    Err(Error::usage(format!("{name} is a system database; nothing was changed"))
        .with_hint(format!("name the project's database in {}", target.origin)))
}

/// The name of the staging database, which replaces the database once it is complete. One command
/// at a time works on a database, so that one name is enough.
pub fn staging_name(database: &DatabaseName) -> DatabaseName {
    own_name("new", database)
}

/// The name of the old database between being replaced and being dropped.
pub fn replaced_name(database: &DatabaseName) -> DatabaseName {
    own_name("old", database)
}

/// A short unique name per database, since database names may have the maximum length already.
fn own_name(what: &str, database: &DatabaseName) -> DatabaseName {
    DatabaseName::made(format!("cruddur_db_{what}_{:016x}", database.hash()))
}

/// Options for creating a database; `None` means the server's default.
#[derive(Debug, Clone, Default)]
pub struct CreateOptions {
    pub owner: Option<String>,
    pub template: Option<String>,
    pub encoding: Option<String>,
    /// `None` means libc.
    pub provider: Option<LocaleProvider>,
    /// The provider's locale; for libc the collation, and the character classes unless they differ.
    pub locale: Option<String>,
    /// LC_COLLATE and LC_CTYPE, which every provider needs.
    pub collation: Option<String>,
    pub character_type: Option<String>,
    /// ICU rules, since Postgres 16.
    pub rules: Option<String>,
    pub tablespace: Option<String>,
}

impl CreateOptions {
    /// The options for a copy of another database, whatever the server's defaults are.
    pub fn like(properties: &Properties) -> Self {
        Self {
            owner: Some(properties.owner.clone()),
            template: Some("template0".into()),
            encoding: Some(properties.encoding.clone()),
            provider: Some(properties.provider),
            locale: properties.locale.clone(),
            collation: Some(properties.collation.clone()),
            character_type: Some(properties.character_type.clone()),
            rules: properties.rules.clone(),
            tablespace: properties.tablespace.clone(),
        }
    }

    /// The options for a replacement of this database; where the server's defaults suffice,
    /// `plainly` is set, and `user` creates it.
    pub fn in_place_of(properties: Option<&Properties>, plainly: bool, user: &str) -> Self {
        match properties {
            Some(properties) if plainly => Self {
                owner: Some(properties.owner.clone()).filter(|owner| *owner != user),
                tablespace: properties.tablespace.clone(),
                ..Self::default()
            },
            Some(properties) => Self::like(properties),
            None => Self::default(),
        }
    }

    /// Replaces a provider that the server lacks by libc, and omits rules that it
    /// does not support. Returns a note about that.
    pub fn fit(&mut self, server_version: i32, has_icu: bool) -> Option<String> {
        let provider = self.provider.unwrap_or_default();
        let major = server_version / 10_000;
        let has = provider != LocaleProvider::Icu || has_icu;
        if has && server_version >= provider.since(self.locale.as_deref()) {
            let rules = self.rules.take_if(|_| server_version < RULES_SINCE)?;
            return Some(format!(
                "sorted without the ICU rules {rules}: Postgres {major} does not support them"
            ));
        }
        let was = self.locale.take().unwrap_or_default();
        self.provider = Some(LocaleProvider::Libc);
        self.rules = None;
        let now = self.collation.clone().unwrap_or_else(|| "the server's default".to_owned());
        let provider = provider.as_str();
        Some(format!(
            "sorted by libc's {now}, not by {provider}'s {was}, which this Postgres {major} does \
             not support"
        ))
    }

    /// Errors (usage): the server is too old for the provider.
    fn check(&self, server_version: i32) -> Result<()> {
        let provider = self.provider.unwrap_or_default();
        let since = provider.since(self.locale.as_deref());
        if server_version >= since {
            return Ok(());
        }
        let (provider, major) = (provider.as_str(), server_version / 10_000);
        Err(Error::usage(format!(
            "Postgres {major} does not support the locale provider {provider}"
        ))
        .with_hint(format!("use Postgres {} or later", since / 10_000)))
    }
}

/// Creates the database. Returns false if another session created it first.
pub async fn create(client: &mut Client, target: &Target, options: &CreateOptions) -> Result<bool> {
    let version = client.server_version_num().cast_signed();
    let sql = create_statement(target.database(), options, version);
    created(client.execute(sql).await, target)
}

/// The same on a connection of the driver.
pub async fn create_by_driver(session: &mut Session, options: &CreateOptions) -> Result<bool> {
    let Session { connection, target, .. } = session;
    let version = connection.server_version_num().unwrap_or_default().cast_signed();
    options.check(version)?;
    let sql = create_statement(target.database(), options, version);
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await;
    match done.map(|_| ()).map_err(server_error) {
        Err(Err(error)) => Err(explain(error, target)),
        Err(Ok(error)) => created(Err(Fault::Server(error.into())), target),
        Ok(()) => Ok(true),
    }
}

fn created(done: Result<(), Fault>, target: &Target) -> Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(fault) if is_lost_race(&fault) => Ok(false),
        Err(fault) => Err(explain_fault(fault, target)),
    }
}

fn create_statement(name: &DatabaseName, options: &CreateOptions, version: i32) -> String {
    let mut sql = format!("CREATE DATABASE {}", Identifier(name.as_str()));
    if let Some(owner) = &options.owner {
        sql.push_str(&format!(" OWNER {}", Identifier(owner)));
    }
    if let Some(template) = &options.template {
        sql.push_str(&format!(" TEMPLATE {}", Identifier(template)));
    }
    let mut constant = |word: &str, value: Option<&String>| {
        if let Some(value) = value {
            sql.push_str(&format!(" {word} {}", Literal(value)));
        }
    };
    constant("ENCODING", options.encoding.as_ref());
    let provider = options.provider.unwrap_or_default();
    let libc = provider == LocaleProvider::Libc;
    let names_locale = options.locale.is_some() || options.collation.is_some();
    // The template's provider may name its locales differently.
    if version >= PROVIDER_SINCE && (names_locale || options.provider.is_some()) {
        constant("LOCALE_PROVIDER", Some(&provider.as_str().to_owned()));
    }
    if !libc {
        let word = match provider {
            LocaleProvider::Icu => "ICU_LOCALE",
            _ => "BUILTIN_LOCALE",
        };
        constant(word, options.locale.as_ref());
        constant("ICU_RULES", options.rules.as_ref());
    }
    let collation = options.collation.as_ref().or(options.locale.as_ref().filter(|_| libc));
    constant("LC_COLLATE", collation);
    constant("LC_CTYPE", options.character_type.as_ref().or(collation));
    if let Some(tablespace) = &options.tablespace {
        sql.push_str(&format!(" TABLESPACE {}", Identifier(tablespace)));
    }
    sql
}

/// With two concurrent creations, the later one fails on the name or on the catalog's index.
fn is_lost_race(fault: &Fault) -> bool {
    let Fault::Server(error) = fault else { return false };
    match error.code.as_str() {
        sqlstate::DUPLICATE_DATABASE => true,
        sqlstate::UNIQUE_VIOLATION => error.message.contains("pg_database_datname_index"),
        _ => false,
    }
}

/// Drops the database and terminates its sessions.
pub async fn drop(client: &mut Client, target: &Target) -> Result<()> {
    let dropped = client.execute(drop_statement(client, target.database())).await;
    drop_again(client, target, dropped).await
}

/// Completes [`drop`] after the first attempt. Retries while the database is in use: Citus's
/// maintenance daemon reconnects, and without FORCE sessions take time to end.
pub(super) async fn drop_again(
    client: &mut Client,
    target: &Target,
    mut dropped: std::result::Result<(), Fault>,
) -> Result<()> {
    let mut without_force = false;
    for _ in 1..TRIES {
        match dropped.as_ref().map_err(Fault::code) {
            Err(Some(sqlstate::OBJECT_IN_USE)) => tokio::time::sleep(PAUSE).await,
            Err(Some(sqlstate::INSUFFICIENT_PRIVILEGE)) if !without_force => {
                // FORCE may not end an autovacuum worker for a role that is no superuser; without
                // FORCE the server cancels it, and waits some seconds for other sessions.
                without_force = true;
                let plain = client.execute(plain_drop_statement(target.database())).await;
                if plain.is_ok() {
                    return Ok(());
                }
            }
            _ => break,
        }
        dropped = client.execute(drop_statement(client, target.database())).await;
    }
    dropped.map_err(|fault| explain_fault(fault, target))
}

/// Whether another session of the role is still creating or dropping the database.
pub async fn is_busy(session: &mut Session, name: &DatabaseName) -> Result<bool> {
    let Session { connection, target, .. } = session;
    let name = Literal(&Identifier(name.as_str()).to_string()).to_string();
    let sql = fill(include_str!("queries/database_busy.sql"), &[("name", &name)]);
    let busy = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await;
    busy.map_err(|error| explain(error, target))
}

/// In one statement if the server supports it: between two, a client could reconnect and block it.
pub(super) fn drop_statement(client: &Client, name: &DatabaseName) -> String {
    let can_force = client.engine().drops_with_force()
        && client.server_version_num().cast_signed() >= FORCE_SINCE;
    let force = if can_force { " WITH (FORCE)" } else { "" };
    plain_drop_statement(name) + force
}

/// Fails while sessions are in the database.
pub(super) fn plain_drop_statement(name: &DatabaseName) -> String {
    format!("DROP DATABASE IF EXISTS {}", Identifier(name.as_str()))
}

#[cfg(test)]
mod tests;
