//! `cruddur-db.toml`: the configuration of a project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Location, Result};
use crate::model::{Environment, ProjectName, nearest};
use crate::regular_file;

pub(super) const NAME: &str = "cruddur-db.toml";

const DEFAULT_KEYS: [&str; 5] = ["schema", "seeds", "protected", "iam", "set"];
/// The keys of the file and of each `[environments.NAME]`; also used for suggestions.
const TOP_KEYS: [&str; 5] = ["defaults", "environments", "local_hosts", "migrations", "name"];
const MIGRATION_KEYS: [&str; 4] = ["dir", "lock_timeout", "structure", "template"];
const ENVIRONMENT_KEYS: [&str; 9] =
    ["url_var", "direct_url_var", "schema", "seeds", "protected", "iam", "secret", "tunnel", "set"];

/// The project's configuration; empty without a file.
#[derive(Debug, Default)]
pub struct ProjectFile {
    path: Option<PathBuf>,
    name: Option<ProjectName>,
    local_hosts: Vec<String>,
    defaults: DefaultsFile,
    environments: BTreeMap<String, EnvironmentFile>,
    migrations: MigrationsFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    name: Option<String>,
    #[serde(default)]
    local_hosts: Vec<String>,
    #[serde(default)]
    defaults: DefaultsFile,
    #[serde(default)]
    environments: BTreeMap<String, EnvironmentFile>,
    #[serde(default)]
    migrations: MigrationsFile,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MigrationsFile {
    /// Where they are, relative to the file's directory.
    pub dir: Option<PathBuf>,
    pub lock_timeout: Option<String>,
    /// The structure file, written after migrating in dev, relative to the file's directory.
    pub structure: Option<PathBuf>,
    /// The template of a new one, relative to the file's directory.
    pub template: Option<PathBuf>,
}

/// `[defaults]`: what environments have that do not say otherwise. URLs and secrets are each
/// environment's own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DefaultsFile {
    #[serde(default, deserialize_with = "one_or_many")]
    schema: Option<Vec<PathBuf>>,
    #[serde(default, deserialize_with = "one_or_many")]
    seeds: Option<Vec<PathBuf>>,
    protected: Option<bool>,
    iam: Option<bool>,
    #[serde(default)]
    set: BTreeMap<String, String>,
}

/// One `[environments.NAME]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnvironmentFile {
    pub url_var: Option<String>,
    pub direct_url_var: Option<String>,
    /// The schema files, relative to the file's directory; an empty list means none.
    #[serde(default, deserialize_with = "one_or_many")]
    pub schema: Option<Vec<PathBuf>>,
    /// The seed files and directories, in the same way.
    #[serde(default, deserialize_with = "one_or_many")]
    pub seeds: Option<Vec<PathBuf>>,
    pub protected: Option<bool>,
    pub iam: Option<bool>,
    pub secret: Option<String>,
    pub tunnel: Option<String>,
    /// psql's variables for the files, `--set` before all others.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
}

impl ProjectFile {
    /// Looks for the file in these directories. Errors (usage): unreadable, not TOML, an
    /// unknown key (the nearest known one is suggested), an invalid environment name.
    pub fn find(directories: &[PathBuf]) -> Result<Self> {
        for directory in directories {
            let path = directory.join(NAME);
            let text = regular_file::if_any(regular_file::read_to_string(&path));
            if let Some(text) = text.map_err(|error| Error::unreadable(&path, error))? {
                return Self::parse(path, &text);
            }
        }
        Ok(Self::default())
    }

    fn parse(path: PathBuf, text: &str) -> Result<Self> {
        let contents: Contents =
            toml::from_str(text).map_err(|error| explain(&path, text, &error))?;
        let place = || Location { file: path.clone(), line: None, column: None };
        for (name, environment) in &contents.environments {
            name.parse::<Environment>().map_err(|error| error.with_location(place()))?;
            let EnvironmentFile { url_var, direct_url_var, .. } = environment;
            for (key, variable) in [("url_var", url_var), ("direct_url_var", direct_url_var)] {
                if variable.as_deref() == Some("") {
                    return Err(
                        Error::usage(format!("{key} of {name} is empty")).with_location(place())
                    );
                }
            }
            if url_var.is_some() && url_var == direct_url_var {
                let message = format!("url_var and direct_url_var of {name} are the same");
                return Err(Error::usage(message).with_location(place()));
            }
        }
        if let Some((one, other)) = same_variable(&contents.environments) {
            return Err(Error::usage(format!(
                "environments {one} and {other} have the same variable"
            ))
            .with_location(place())
            .with_hint("keep one of them, or give one another variable: url_var"));
        }
        let Contents { name, environments, local_hosts, defaults, migrations } = contents;
        let name = name.map(|name| name.parse()).transpose();
        let name = name.map_err(|error: Error| error.prefixed("name").with_location(place()))?;
        if defaults.protected == Some(false) {
            return Err(Error::usage("[defaults] takes the protection from no environment")
                .with_location(place())
                .with_hint("put protected = false under the environment that it is for"));
        }

        for host in &local_hosts {
            super::nearby::check_local_host(host)
                .map_err(|error| error.prefixed("local_hosts").with_location(place()))?;
        }
        if let Some(text) = &migrations.lock_timeout {
            text.parse::<crate::model::HumanDuration>()
                .map_err(|error| error.with_location(place()))?;
        }
        Ok(Self { path: Some(path), name, local_hosts, defaults, environments, migrations })
    }

    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The directory that relative paths start from.
    pub fn directory(&self) -> Option<&Path> {
        self.path.as_deref().and_then(Path::parent)
    }

    /// What its databases on the managed server are called: as the file says, else by its
    /// directory.
    pub fn name(&self) -> Option<ProjectName> {
        self.name.clone().or_else(|| self.directory().map(ProjectName::of_directory))
    }

    pub fn local_hosts(&self) -> &[String] {
        &self.local_hosts
    }

    pub fn migrations(&self) -> &MigrationsFile {
        &self.migrations
    }

    pub fn environment(&self, name: &str) -> Option<&EnvironmentFile> {
        self.environments.get(name)
    }

    /// What an environment has, with the defaults for what it does not say.
    pub fn settings(&self, name: &str) -> EnvironmentFile {
        let own = self.environment(name).cloned().unwrap_or_default();
        let DefaultsFile { schema, seeds, protected, iam, set } = self.defaults.clone();
        EnvironmentFile {
            schema: own.schema.or(schema),
            seeds: own.seeds.or(seeds),
            protected: own.protected.or(protected),
            // A secret is another way to log in.
            iam: own.iam.or(iam.filter(|_| own.secret.is_none())),
            set: set.into_iter().chain(own.set).collect(),
            ..own
        }
    }

    pub fn environment_names(&self) -> impl Iterator<Item = &str> {
        self.environments.keys().map(String::as_str)
    }
}

/// Two environments whose names give the same variable, such as `prod` and `Prod`.
fn same_variable(environments: &BTreeMap<String, EnvironmentFile>) -> Option<(&str, &str)> {
    let mut variables = BTreeMap::new();
    let unnamed = environments.iter().filter(|(_, it)| it.url_var.is_none());
    for (name, _) in unnamed {
        let environment: Environment = name.parse().ok()?;
        if let Some(other) = variables.insert(environment.url_variable(), name.as_str()) {
            return Some((other, name));
        }
    }
    None
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<PathBuf>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a path or a list of paths")]
    enum OneOrMany {
        One(PathBuf),
        Many(Vec<PathBuf>),
    }
    Ok(Some(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(path) => vec![path],
        OneOrMany::Many(paths) => paths,
    }))
}

fn explain(path: &Path, text: &str, error: &toml::de::Error) -> Error {
    let span = error.span().unwrap_or(0..0);
    let before = &text[..span.start.min(text.len())];
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() as u64 + 1;
    let place = Location { file: path.into(), line: Some(line), column: Some(column) };
    let message = error.message();
    let mut explained =
        Error::usage(message.lines().next().unwrap_or("it is not TOML")).with_location(place);
    if message.starts_with("unknown field") {
        let key = text.get(span).unwrap_or_default().trim();
        let known = TOP_KEYS.iter().chain(&ENVIRONMENT_KEYS).chain(&MIGRATION_KEYS);
        if let Some(nearest) = nearest(key, known.copied()) {
            explained = explained.with_hint(match nearest == key {
                true => belongs_below(key),
                false => format!("did you mean {nearest}?"),
            });
        }
    }
    explained
}

/// Where a key belongs that stands elsewhere.
fn belongs_below(key: &str) -> String {
    match () {
        () if TOP_KEYS.contains(&key) => format!("{key} belongs above all tables, to the top"),
        () if MIGRATION_KEYS.contains(&key) => format!("{key} belongs below [migrations]"),
        () if DEFAULT_KEYS.contains(&key) => {
            format!("{key} belongs below [defaults], or below [environments.NAME]")
        }
        () => format!("{key} is each environment's own: [environments.NAME]"),
    }
}

#[cfg(test)]
mod tests;
