//! `cruddur-db.toml`: the configuration of a project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Location, Result};

pub(super) const NAME: &str = "cruddur-db.toml";

/// The keys of the file and of each `[environments.NAME]`; also used for suggestions.
const TOP_KEYS: [&str; 3] = ["environments", "local_hosts", "migrations"];
const MIGRATION_KEYS: [&str; 4] = ["dir", "lock_timeout", "structure", "template"];
const ENVIRONMENT_KEYS: [&str; 8] =
    ["url_var", "direct_url_var", "schema", "seeds", "protected", "iam", "secret", "set"];

/// The project's configuration; empty without a file.
#[derive(Debug, Default)]
pub struct ProjectFile {
    path: Option<PathBuf>,
    local_hosts: Vec<String>,
    environments: BTreeMap<String, EnvironmentFile>,
    migrations: MigrationsFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    #[serde(default)]
    local_hosts: Vec<String>,
    #[serde(default)]
    environments: BTreeMap<String, EnvironmentFile>,
    #[serde(default)]
    migrations: MigrationsFile,
}

/// `[migrations]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MigrationsFile {
    /// Where they are, relative to the file's directory.
    pub dir: Option<PathBuf>,
    /// How long a statement may wait for a lock: `5s`.
    pub lock_timeout: Option<String>,
    /// The structure file, written after migrating in dev, relative to the file's directory.
    pub structure: Option<PathBuf>,
    /// The template of a new one, relative to the file's directory.
    pub template: Option<PathBuf>,
}

/// One `[environments.NAME]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnvironmentFile {
    /// The variable with the connection URL.
    pub url_var: Option<String>,
    /// The variable with the direct URL.
    pub direct_url_var: Option<String>,
    /// The schema files, relative to the file's directory; an empty list means none.
    #[serde(default, deserialize_with = "one_or_many")]
    pub schema: Option<Vec<PathBuf>>,
    /// The seed files and directories, in the same way.
    #[serde(default, deserialize_with = "one_or_many")]
    pub seeds: Option<Vec<PathBuf>>,
    /// Whether destructive work asks for the database name.
    pub protected: Option<bool>,
    /// Whether to log in with an IAM token.
    pub iam: Option<bool>,
    /// The ARN of the secret with the password.
    pub secret: Option<String>,
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
            match std::fs::read_to_string(&path) {
                Ok(text) => return Self::parse(path, &text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(
                        Error::usage(format!("{} cannot be read", path.display())).because(error)
                    );
                }
            }
        }
        Ok(Self::default())
    }

    fn parse(path: PathBuf, text: &str) -> Result<Self> {
        let contents: Contents =
            toml::from_str(text).map_err(|error| explain(&path, text, &error))?;
        let place = || Location { file: path.clone(), line: None, column: None };
        for (name, environment) in &contents.environments {
            name.parse::<crate::model::Environment>()
                .map_err(|error| error.with_location(place()))?;
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
        let Contents { environments, local_hosts, migrations } = contents;
        for host in &local_hosts {
            super::nearby::check_local_host(host)
                .map_err(|error| error.prefixed("local_hosts").with_location(place()))?;
        }
        if let Some(text) = &migrations.lock_timeout {
            text.parse::<crate::model::HumanDuration>()
                .map_err(|error| error.with_location(place()))?;
        }
        Ok(Self { path: Some(path), local_hosts, environments, migrations })
    }

    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The directory that relative paths start from.
    pub fn directory(&self) -> Option<&Path> {
        self.path.as_deref().and_then(Path::parent)
    }

    /// The hosts that count as this machine for `dev` and `test`.
    pub fn local_hosts(&self) -> &[String] {
        &self.local_hosts
    }

    pub fn migrations(&self) -> &MigrationsFile {
        &self.migrations
    }

    pub fn environment(&self, name: &str) -> Option<&EnvironmentFile> {
        self.environments.get(name)
    }

    pub fn environment_names(&self) -> impl Iterator<Item = &str> {
        self.environments.keys().map(String::as_str)
    }
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
        let nearest = known
            .max_by(|a, b| strsim::jaro_winkler(a, key).total_cmp(&strsim::jaro_winkler(b, key)));
        if let Some(nearest) = nearest {
            explained = explained.with_hint(format!("did you mean {nearest}?"));
        }
    }
    explained
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ProjectFile> {
        ProjectFile::parse("/p/cruddur-db.toml".into(), text)
    }

    #[test]
    fn reads_every_key() {
        let file = parse(
            "[environments.dev]\nurl_var = 'X'\ndirect_url_var = 'Y'\nschema = 'a.sql'\nseeds = ['s', 't.sql']\nprotected = true\niam = false\nsecret = 'arn'\n",
        )
        .unwrap();
        let dev = file.environment("dev").unwrap();
        assert_eq!(dev.url_var.as_deref(), Some("X"));
        assert_eq!(dev.direct_url_var.as_deref(), Some("Y"));
        assert_eq!(dev.schema, Some(vec![PathBuf::from("a.sql")]));
        assert_eq!(dev.seeds, Some(vec![PathBuf::from("s"), "t.sql".into()]));
        assert_eq!(dev.protected, Some(true));
        assert_eq!((dev.iam, dev.secret.as_deref()), (Some(false), Some("arn")));
        assert_eq!(file.directory(), Some(Path::new("/p")));
        let file =
            parse("[migrations]\ndir = 'm'\nlock_timeout = '2s'\nstructure = 's.sql'\ntemplate = 't.sql'\n[environments.dev.set]\nx = '1'\n").unwrap();
        assert_eq!(file.migrations().dir, Some("m".into()));
        assert_eq!(file.migrations().structure, Some("s.sql".into()));
        let set = &file.environment("dev").unwrap().set;
        assert_eq!(set.get("x").map(String::as_str), Some("1"));
        assert_eq!(file.migrations().lock_timeout.as_deref(), Some("2s"));
    }

    #[test]
    fn suggests_the_nearest_key() {
        let error = parse("[environments.dev]\nshema = 'a'\n").unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("/p/cruddur-db.toml:2:1: unknown field `shema`"), "{text}");
        assert!(text.contains("did you mean schema?"), "{text}");
        let error = parse("[enviroments.dev]\n").unwrap_err();
        assert!(error.to_string().contains("did you mean environments?"), "{error}");
    }

    #[test]
    fn refuses_what_it_cannot_use() {
        for text in [
            "[environments.dev]\nprotected = 'yes'",
            "[environments.'a b']",
            "[environments.dev]\ndirect_url_var = ''",
            "[environments.dev]\nurl_var = 'X'\ndirect_url_var = 'X'",
            "x",
            "[environments.dev]\nschema = 5",
            "[environments.dev]\niam = 'yes'",
            "[migrations]\nlock_timeout = '2 seconds'",
            "[migrations]\ndirectory = 'm'",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
