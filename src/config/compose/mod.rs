//! The compose file of the project: where its Postgres is.

mod file;
mod interpolate;

use std::path::{Path, PathBuf};

use super::Config;
use crate::model::Compose;

/// Their order is docker compose's. Source: Docker's documentation, "How Compose works".
const NAMES: [&str; 4] =
    ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
/// Where devcontainers have theirs, which docker compose does not look for.
const DEVCONTAINER: &str = ".devcontainer";

/// What puts a program into a container of a development environment.
const CONTAINER_FILES: [&str; 2] = ["/.dockerenv", "/run/.containerenv"];
const CONTAINER_VARIABLES: [&str; 2] = ["REMOTE_CONTAINERS", "CODESPACES"];

impl Config {
    /// The nearest compose file up to the project's root, with its override; None where there is
    /// none.
    pub fn compose(&self) -> Option<&Compose> {
        self.compose.get_or_init(|| self.find_compose()).as_ref()
    }

    fn find_compose(&self) -> Option<Compose> {
        let directories = self.root.with_dotenv().iter().flat_map(|directory| {
            [(directory.clone(), true), (directory.join(DEVCONTAINER), false)]
        });
        let mut files = directories.flat_map(|(directory, is_default)| {
            NAMES.map(|name| (directory.join(name), is_default))
        });
        let (path, is_default) = files.find(|(path, _)| path.is_file())?;
        let read = || {
            let contents = file::Contents::read(&path)?;
            match overriding(&path).filter(|path| path.is_file()) {
                Some(path) => Some(contents.overridden_by(file::Contents::read(&path)?)),
                None => Some(contents),
            }
        };
        let Some(contents) = read() else {
            let file = self.shortened(path);
            return Some(Compose { file, is_default, is_unreadable: true, ..Compose::default() });
        };
        let variable = |name: &str| {
            let value = self.environ.get_even_empty(name).ok()?;
            Some(value.map(|value| value.text))
        };
        let maybe_postgres = contents.maybe_postgres();
        let (names, postgres) = contents.understand(path.parent()?, &variable);
        let maybe_postgres = maybe_postgres
            .into_iter()
            .filter(|name| postgres.iter().all(|service| service.name != *name))
            .collect();
        let (file, is_unreadable) = (self.shortened(path), false);
        Some(Compose { file, is_default, names, postgres, maybe_postgres, is_unreadable })
    }

    /// Whether we are in a container of a development environment or a CI job, where the names of
    /// services resolve. In a cluster they may be anybody's.
    pub fn is_in_container(&self) -> bool {
        let is_set = |name: &str| self.environ.path(name).is_some();
        !is_set("KUBERNETES_SERVICE_HOST")
            && (CONTAINER_FILES.iter().any(|file| Path::new(file).exists())
                || CONTAINER_VARIABLES.into_iter().any(is_set))
    }
}

/// `compose.override.yaml` of `compose.yaml`.
fn overriding(path: &Path) -> Option<PathBuf> {
    let (stem, ending) = (path.file_stem()?.to_str()?, path.extension()?.to_str()?);
    Some(path.with_file_name(format!("{stem}.override.{ending}")))
}
