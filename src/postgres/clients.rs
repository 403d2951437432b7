//! Postgres's own client programs: finding them, and running them against a target.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::tls;
use crate::error::Error;
use crate::model::{Host, Target, VARIABLES};

/// How long one attempt to log in may take unless `connect_timeout` says otherwise.
pub(super) const ATTEMPT: Duration = Duration::from_secs(10);

/// Variables that would lead psql elsewhere than to the target.
const MISLEADING: [&str; 4] = ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGREQUIRESSL"];

/// The client programs of this name (`psql`, `pg_dump`) in these folders, each file once.
pub fn find(name: &str, folders: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for program in folders.into_iter().map(|folder| folder.join(name)) {
        if is_program(&program) && !found.contains(&program) {
            found.push(program);
        }
    }
    found
}

/// What to say when a client program is nowhere.
pub fn missing(name: &str) -> Error {
    Error::failed(format!("{name} was not found")).hint(
        "install it: apt-get install postgresql-client, brew install libpq, \
         or dnf install postgresql",
    )
}

fn is_program(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}

/// Becomes the program; returns only when that fails.
pub fn exec(mut command: Command) -> Error {
    let error = command.exec();
    let program = Path::new(command.get_program());
    Error::failed(format!("{} cannot be run", program.display())).because(error)
}

/// The program, to be run against the target. The password stands in its environment, which
/// other users cannot read, and not among its arguments, which they can.
pub fn command(program: &Path, target: &Target, application: &str) -> Command {
    let mut command = Command::new(program);
    for name in MISLEADING {
        command.env_remove(name);
    }
    match &target.url.host {
        Host::Tcp(name) => command.env("PGHOST", name),
        Host::Socket(folder) => command.env("PGHOST", folder),
    };
    command
        .env("PGPORT", target.url.port.to_string())
        .env("PGUSER", &target.user)
        .env("PGDATABASE", target.database().as_str())
        .env("PGAPPNAME", application);
    for (parameter, variable) in VARIABLES {
        if let Some(value) = target.url.parameter(parameter) {
            command.env(variable, value);
        }
    }
    tls::hand_over(&mut command, target);
    if target.url.parameter("connect_timeout").is_none() {
        // Without one, libpq waits for a silent server for ever.
        command.env("PGCONNECT_TIMEOUT", ATTEMPT.as_secs().to_string());
    }
    if let Some(password) = &target.url.password {
        command.env("PGPASSWORD", password.expose());
    }
    command
}

/// psql's own prompt with the environment before it, in red when it is protected.
/// Source: psql documentation, "Prompting".
pub fn prompt(target: &Target, read_only: bool, colour: bool) -> String {
    let environment = &target.environment;
    let name = match target.protected && colour {
        true => format!("%[%033[1;31m%]{environment}%[%033[0m%]"),
        false => environment.to_string(),
    };
    let guard = if read_only { " (read-only)" } else { "" };
    format!("{name}{guard} %/%R%x%# ")
}
