//! What a compose file says about Postgres.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{DatabaseName, DatabaseUrl, Environment, Host, Secret};
use crate::error::Result;

/// The port on which Postgres listens in its container.
const INSIDE: u16 = 5432;

/// A compose file, as far as it is about Postgres.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compose {
    pub file: PathBuf,
    /// Whether `docker compose` finds the file by itself from the project's directories.
    pub is_default: bool,
    /// The names by which containers reach each other's services.
    pub names: BTreeSet<String>,
    /// The services that run Postgres.
    pub postgres: Vec<PostgresService>,
    /// Services that may run Postgres: they are built here, and called so.
    pub maybe_postgres: Vec<String>,
    /// It is not valid, so that nothing is known of it.
    pub is_unreadable: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostgresService {
    pub name: String,
    pub user: String,
    /// None where it is not known: a secret's file, a variable that is not set.
    pub password: Option<Secret>,
    /// None where the image makes none but its own.
    pub database: Option<String>,
    /// The port on this machine that leads to it.
    pub published: Option<u16>,
}

impl Compose {
    /// The service that an environment most likely means: for `test` one that is called so, else
    /// one that is not; one with a published port before others.
    pub fn service_for(&self, environment: &Environment) -> Option<&PostgresService> {
        let is_test = |service: &&PostgresService| service.name.contains(Environment::TEST);
        let wants_test = environment.as_str() == Environment::TEST;
        self.postgres
            .iter()
            .min_by_key(|service| (is_test(service) != wants_test, service.published.is_none()))
    }

    /// The service that a host and port of this machine lead to.
    pub fn published_on(&self, port: u16) -> Option<&PostgresService> {
        self.postgres.iter().find(|service| service.published == Some(port))
    }

    pub fn service(&self, name: &str) -> Option<&PostgresService> {
        self.postgres.iter().find(|service| service.name == name)
    }

    pub fn start_command(&self, service: &str) -> String {
        match self.is_default {
            true => format!("docker compose up -d {service}"),
            false => format!("docker compose -f {} up -d {service}", self.file.display()),
        }
    }
}

impl PostgresService {
    /// The URL of a database of the service: from this machine, or from a container. None where no
    /// port is published. Errors (usage): an impossible name for a database.
    pub fn url(&self, database: &str, inside: bool) -> Result<Option<DatabaseUrl>> {
        let (host, port) = match (inside, self.published) {
            (true, _) => (self.name.as_str(), INSIDE),
            (false, Some(port)) => ("127.0.0.1", port),
            (false, None) => return Ok(None),
        };
        let database = DatabaseName::new(database)?;
        let mut url = DatabaseUrl::new(Host::Tcp(host.to_owned()), port, database);
        (url.user, url.password) = (Some(self.user.clone()), self.password.clone());
        Ok(Some(url))
    }
}

/// What the project says about a target's server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nearby {
    /// Its hosts count as this machine: services of the compose file, or `local_hosts`.
    pub is_local: bool,
    /// What to do when nothing listens there.
    pub when_refused: Option<String>,
    /// What to do when the host's name does not resolve.
    pub when_unresolved: Option<String>,
}
