//! A temporary database for a test.

use crate::error::{Error, Result};
use crate::hint;
use crate::model::{DatabaseName, Setting, Target};
use crate::postgres::client::Client;
use crate::postgres::databases::{self, CreateOptions};
use crate::postgres::{ConnectRequest, Literal, explain_fault, is_lost, properties, sqlstate};

const PREFIX: &str = "cruddur_db_scratch_";

pub struct Scratch {
    pub target: Target,
    /// Holds the lock that distinguishes it from one left by a killed command.
    maintenance: Client,
}

impl Scratch {
    /// Creates it with these settings on the login's server; those left by killed commands are
    /// dropped.
    ///
    /// Errors: those of the login; the role may create no databases.
    pub async fn create(login: ConnectRequest<'_>, settings: &[Setting]) -> Result<Self> {
        let unique = format!("{PREFIX}{}_{}", std::process::id(), nanoseconds());
        let target = login.target.with_database(DatabaseName::new(unique)?);
        // The login's own database may be `postgres`, which is not the one to be created.
        let scratch_login = ConnectRequest { target: &target, ..login };
        let mut maintenance = scratch_login.connect_client_maintenance(None).await?;
        drop_leftovers(&mut maintenance, login.target).await;
        let lock =
            format!("SELECT pg_catalog.pg_advisory_lock({})", key(target.database().as_str()));
        execute(&mut maintenance, login.target, lock).await?;
        let mut scratch = Self { target, maintenance };
        if let Err(error) = scratch.fill(settings).await {
            // Without the server's answer it may exist.
            return Err(and_left(error, scratch.drop(login).await));
        }
        Ok(scratch)
    }

    async fn fill(&mut self, settings: &[Setting]) -> Result<()> {
        let Self { target, maintenance } = self;
        let created = match databases::create(maintenance, target, &CreateOptions::default()).await
        {
            // Somebody is connected to template1, as sessions are that may not use `postgres`.
            Err(error) if error.code() == Some(sqlstate::OBJECT_IN_USE) => {
                let template = Some("template0".to_owned());
                let options = CreateOptions { template, ..CreateOptions::default() };
                databases::create(maintenance, target, &options).await?
            }
            created => created?,
        };
        if !created {
            return Err(Error::failed(format!("database {} already exists", target.database())));
        }
        properties::apply_meanings(maintenance, target, settings).await
    }

    /// Drops it, with another connection if the login's own broke.
    ///
    /// Errors: they name the database that is left.
    pub async fn drop(mut self, login: ConnectRequest<'_>) -> Result<()> {
        let mut dropped = databases::drop(&mut self.maintenance, &self.target).await;
        if dropped.as_ref().is_err_and(is_lost)
            && let Ok(again) = login.connect_client_maintenance(None).await
        {
            self.maintenance = again;
            dropped = databases::drop(&mut self.maintenance, &self.target).await;
        }
        self.maintenance.close().await;
        dropped.map_err(|error| {
            error.prefixed(&format!(
                "the temporary database {} could not be dropped, which the next {} does",
                self.target.database(),
                hint::command("migration test")
            ))
        })
    }
}

/// The error, and that the database is left, if so.
pub fn and_left(error: Error, dropped: Result<()>) -> Error {
    match dropped {
        Ok(()) => error,
        Err(left) => error.also(left.message()),
    }
}

/// Different for two databases of one process.
fn nanoseconds() -> u32 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |time| time.subsec_nanos())
}

fn key(name: &str) -> String {
    format!("pg_catalog.hashtext({})", Literal(name))
}

async fn execute(client: &mut Client, target: &Target, sql: String) -> Result<()> {
    client.execute(sql).await.map_err(|fault| explain_fault(fault, target))
}

/// Drops what killed commands left, whose locks are free. What cannot be dropped stays.
async fn drop_leftovers(client: &mut Client, target: &Target) {
    let query = format!(
        "SELECT coalesce(json_agg(datname), '[]') FROM pg_catalog.pg_database
         WHERE datname LIKE {} AND pg_catalog.pg_try_advisory_lock(pg_catalog.hashtext(datname))",
        Literal(&format!("{}%", PREFIX.replace('_', "\\_")))
    );
    let Ok(Some(names)) = client.ask(&query).await else { return };
    let names: Vec<String> = serde_json::from_str(&names).unwrap_or_default();
    for name in names {
        let leftover = target.with_database(DatabaseName::made(name.clone()));
        let _ = databases::drop(client, &leftover).await;
        let unlock = format!("SELECT pg_catalog.pg_advisory_unlock({})", key(&name));
        let _ = execute(client, target, unlock).await;
    }
}
