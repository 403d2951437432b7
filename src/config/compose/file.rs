//! A compose file as it is written. Source: Compose specification, "Services".

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::interpolate::interpolate;
use crate::config::dotenv;
use crate::model::{PostgresService, Secret};
use crate::regular_file;

/// A file that is larger is none that people write.
const MAX_BYTES: u64 = 1 << 20;

/// The last parts of names of images that are Postgres.
const IMAGES: [&str; 7] =
    ["postgres", "postgresql", "postgis", "pgvector", "timescaledb", "timescaledb-ha", "citus"];
/// What services that are databases are called.
const NAMED: [&str; 5] = ["db", "database", "pg", "postgres", "postgresql"];
/// What the image `postgres` reads, and what that of Bitnami does.
const USER: [&str; 2] = ["POSTGRES_USER", "POSTGRESQL_USERNAME"];
const PASSWORD: [&str; 2] = ["POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD"];
const DATABASE: [&str; 2] = ["POSTGRES_DB", "POSTGRESQL_DATABASE"];

/// A variable's value: None where it cannot be told, nothing inside where it is not set.
pub type Variable<'a> = &'a dyn Fn(&str) -> Option<Option<String>>;

#[derive(Debug, Default, serde::Deserialize)]
pub struct Contents {
    #[serde(default)]
    services: BTreeMap<String, Option<Service>>,
}

#[derive(Debug, Default, serde::Deserialize)]
struct Service {
    image: Option<String>,
    container_name: Option<String>,
    #[serde(default)]
    environment: Settings,
    #[serde(default)]
    env_file: Paths,
    #[serde(default)]
    ports: Vec<Port>,
}

/// `NAME: value` or `- NAME=value`; without a value it is passed on from outside.
#[derive(Debug, Default)]
struct Settings(Vec<(String, Option<String>)>);

/// One path or a list, each plain or as `path:`.
#[derive(Debug, Default)]
struct Paths(Vec<String>);

#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
enum Port {
    Inside(u16),
    Short(String),
    Long {
        target: u16,
        #[serde(default)]
        published: Published,
    },
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(untagged)]
enum Published {
    Number(u16),
    Text(String),
    #[default]
    Nothing,
}

impl Contents {
    /// None where the file cannot be read or is no compose file.
    pub fn read(path: &Path) -> Option<Self> {
        if std::fs::metadata(path).ok()?.len() > MAX_BYTES {
            return None;
        }
        Self::parse(&regular_file::read_to_string(path).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        serde_saphyr::from_str(text).ok()
    }

    /// What another file says above this one: its values win, and its lists are added.
    pub fn overridden_by(mut self, other: Self) -> Self {
        for (name, above) in other.services {
            let Some(above) = above else { continue };
            let service = self.services.entry(name).or_default().get_or_insert_default();
            service.image = above.image.or(service.image.take());
            service.container_name = above.container_name.or(service.container_name.take());
            service.environment.0.extend(above.environment.0);
            service.env_file.0.extend(above.env_file.0);
            service.ports.extend(above.ports);
        }
        self
    }

    /// The services without an image whose names are those of databases.
    pub fn maybe_postgres(&self) -> Vec<String> {
        let has_image = |service: &Option<Service>| {
            service.as_ref().is_some_and(|service| service.image.is_some())
        };
        let is_named = |name: &str| {
            let parts = name.split(['-', '_']);
            parts.into_iter().any(|part| NAMED.contains(&part))
        };
        let services = self.services.iter().filter(|(_, service)| !has_image(service));
        services.map(|(name, _)| name.clone()).filter(|name| is_named(name)).collect()
    }

    /// The names of all services and containers, and the services that run Postgres. `directory`
    /// is where relative paths start from.
    pub fn understand(
        self,
        directory: &Path,
        variable: Variable<'_>,
    ) -> (BTreeSet<String>, Vec<PostgresService>) {
        let mut names = BTreeSet::new();
        let mut postgres = Vec::new();
        for (name, service) in self.services {
            let service = service.unwrap_or_default();
            names.extend(service.container_name.clone());
            postgres.extend(service.postgres(&name, directory, variable));
            names.insert(name);
        }
        (names, postgres)
    }
}

impl Service {
    fn postgres(
        &self,
        name: &str,
        directory: &Path,
        variable: Variable<'_>,
    ) -> Option<PostgresService> {
        let image = self.image.as_ref().and_then(|image| interpolate(image, variable));
        let settings = self.settings(directory, variable);
        let setting = |names: [&str; 2]| names.iter().find_map(|name| settings.get(*name).cloned());
        let is_postgres = match &image {
            Some(image) => is_image_of_postgres(image),
            // One that is built here is told by what it is given.
            None => setting(PASSWORD).is_some() && self.ports.iter().any(|it| it.inside(variable)),
        };
        if !is_postgres {
            return None;
        }
        let filled = |value: Option<Option<String>>| value.flatten().filter(|it| !it.is_empty());
        let user = filled(setting(USER)).unwrap_or_else(|| "postgres".to_owned());
        Some(PostgresService {
            name: name.to_owned(),
            password: filled(setting(PASSWORD)).map(Secret::new),
            database: filled(setting(DATABASE)).filter(|it| *it != "postgres"),
            user,
            published: self.ports.iter().find_map(|port| port.published(variable)),
        })
    }

    /// The container's variables; None for a value that cannot be known.
    fn settings(
        &self,
        directory: &Path,
        variable: Variable<'_>,
    ) -> BTreeMap<String, Option<String>> {
        let mut settings = BTreeMap::new();
        for path in &self.env_file.0 {
            let path = interpolate(path, variable).map(|path| directory.join(path));
            let bytes = path.and_then(|path: PathBuf| regular_file::read(path).ok());
            let entries = dotenv::read(&bytes.unwrap_or_default(), &|_| None);
            settings.extend(
                entries.into_iter().map(|(name, entry)| (name, entry.value.ok().flatten())),
            );
        }
        for (name, value) in &self.environment.0 {
            let value = match value {
                Some(value) => interpolate(value, variable),
                None => variable(name).flatten(),
            };
            settings.insert(name.clone(), value);
        }
        settings
    }
}

/// `registry:5000/owner/postgres:17-alpine@sha256:...`
fn is_image_of_postgres(image: &str) -> bool {
    let path = image.split('@').next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    IMAGES.contains(&last.split(':').next().unwrap_or_default())
}

impl Port {
    /// The port on this machine, where the port of Postgres is published here.
    fn published(&self, variable: Variable<'_>) -> Option<u16> {
        let text = match self {
            Self::Inside(_) => return None,
            Self::Long { target: 5432, published: Published::Number(port) } => return Some(*port),
            Self::Long { target: 5432, published: Published::Text(text) } => text,
            Self::Long { .. } => return None,
            Self::Short(text) => {
                let text = interpolate(text, variable)?;
                let text = text.strip_suffix("/tcp").unwrap_or(&text);
                let outside = text.strip_suffix(":5432")?;
                let (address, port) = outside.rsplit_once(':').unwrap_or(("", outside));
                let is_here = matches!(
                    address,
                    "" | "0.0.0.0" | "127.0.0.1" | "localhost" | "[::]" | "[::1]" | "::" | "::1"
                );
                return port.parse().ok().filter(|_| is_here);
            }
        };
        interpolate(text, variable)?.parse().ok()
    }

    /// Whether it is the port of Postgres, published or not.
    fn inside(&self, variable: Variable<'_>) -> bool {
        match self {
            Self::Inside(port) | Self::Long { target: port, .. } => *port == 5432,
            Self::Short(text) => {
                let text = interpolate(text, variable).unwrap_or_default();
                text.rsplit(':').next().unwrap_or_default().trim_end_matches("/tcp") == "5432"
            }
        }
    }
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Settings;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("variables")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Settings, A::Error> {
                let mut settings = Vec::new();
                // As they are written: a password of 0123 keeps its zero.
                while let Some(entry) = map.next_entry::<String, Option<String>>()? {
                    settings.push(entry);
                }
                Ok(Settings(settings))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Settings, A::Error> {
                let mut settings = Vec::new();
                while let Some(line) = list.next_element::<String>()? {
                    settings.push(match line.split_once('=') {
                        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                        None => (line, None),
                    });
                }
                Ok(Settings(settings))
            }

            fn visit_unit<E>(self) -> Result<Settings, E> {
                Ok(Settings::default())
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum One {
            Plain(String),
            Long { path: String },
        }
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Either {
            One(One),
            Many(Vec<One>),
        }
        let paths = match Either::deserialize(deserializer)? {
            Either::One(path) => vec![path],
            Either::Many(paths) => paths,
        };
        let path = |one| match one {
            One::Plain(path) | One::Long { path } => path,
        };
        Ok(Self(paths.into_iter().map(path).collect()))
    }
}

#[cfg(test)]
mod tests;
