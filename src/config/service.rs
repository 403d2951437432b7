//! Service files: parameters under a name. Source: PostgreSQL documentation, chapter "The
//! Connection Service File" of libpq.

use std::path::{Path, PathBuf};

use super::Config;
use crate::error::{Error, Location, Result};
use crate::model::{Parameters, check_name, check_value};
use crate::regular_file;

/// The file's name in the home directory.
const OWN: &str = ".pg_service.conf";

/// The file's name in the system-wide directory.
const SHARED: &str = "pg_service.conf";

/// The system-wide directory in the packages of Debian and Red Hat, and in Postgres's own.
const DIRECTORIES: [&str; 3] =
    ["/etc/postgresql-common", "/etc/sysconfig/pgsql", "/usr/local/pgsql/etc"];

impl Config {
    /// Adds the parameters of the service named by `service` or PGSERVICE that are not
    /// set yet. Errors (usage): an unknown service; a file that libpq could not read either.
    pub(super) fn add_service(&self, parameters: &mut Parameters) -> Result<()> {
        let named = parameters.remove("service").filter(|name| !name.is_empty());
        // A variable must not redirect from a named host.
        let keeps_host = named.is_none() && parameters.get("host").is_some_and(|it| !it.is_empty());
        let Some(name) = (match named {
            Some(name) => Some(name),
            None => self.var("PGSERVICE")?,
        }) else {
            return Ok(());
        };
        for file in self.service_files()? {
            let Some(found) = read(&file, &name)? else { continue };
            for (key, value) in
                found.into_iter().filter(|(key, _)| !keeps_host || key != "hostaddr")
            {
                parameters.entry(key).or_insert(value);
            }
            return Ok(());
        }
        Err(Error::usage(format!("the service {name:?} is in no service file")).with_hint(
            "services are read from PGSERVICEFILE, else ~/.pg_service.conf, and PGSYSCONFDIR",
        ))
    }

    fn service_files(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        match self.var("PGSERVICEFILE")? {
            // A named one must exist.
            Some(file) => files.push(self.working_dir.join(file)),
            None => files.extend(self.environ.path("HOME").map(|home| home.join(OWN))),
        }
        if self.var("PGSERVICEFILE")?.is_none() {
            files.retain(|file| file.exists());
        }
        let directories = match self.environ.path("PGSYSCONFDIR") {
            Some(directory) => vec![directory],
            None => DIRECTORIES.map(PathBuf::from).to_vec(),
        };
        files.extend(directories.into_iter().map(|it| it.join(SHARED)).filter(|it| it.exists()));
        Ok(files)
    }
}

/// The parameters of the first group with that name; `None` without such a group.
fn read(file: &Path, name: &str) -> Result<Option<Vec<(String, String)>>> {
    let text = regular_file::read_to_string(file).map_err(|error| {
        Error::usage(format!("the service file {} cannot be read", file.display())).because(error)
    })?;
    let mut found: Option<Vec<(String, String)>> = None;
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\x0b');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(group) = line.strip_prefix('[') {
            if found.is_some() {
                break;
            }
            let rest = group.strip_prefix(name);
            found = rest.filter(|rest| rest.starts_with(']')).map(|_| Vec::new());
        } else if let Some(found) = &mut found {
            let place = Location { file: file.into(), line: Some(number), column: None };
            found.push(entry(line).map_err(|error| error.with_location(place))?);
        }
    }
    Ok(found)
}

/// Errors (usage): a line that libpq does not accept. Its value is not quoted.
fn entry(line: &str) -> Result<(String, String)> {
    if line.starts_with("ldap") {
        return Err(Error::usage("LDAP lookup of services is not supported")
            .with_hint("write its parameters into the file"));
    }
    let (key, value) = line
        .split_once('=')
        .ok_or_else(|| Error::usage("a line of the service file is not NAME=value"))?;
    if key == "service" {
        return Err(Error::usage("a service cannot refer to another service"));
    }
    check_name(key)?;
    check_value(key, value)?;
    Ok((key.to_owned(), value.to_owned()))
}
