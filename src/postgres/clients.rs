//! Postgres's own client programs: finding them, and running them against a target.

use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::servers::ATTEMPT;
use super::tls;
use crate::error::Error;
use crate::model::{PARAMETERS, Server, Target};

/// Variables that would make psql connect to another server than the target.
const MISLEADING: [&str; 4] = ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGREQUIRESSL"];

/// The client programs with this name (`psql`, `pg_dump`) in these directories, each once, by the
/// first path that leads there: `/bin` is often a link to `/usr/bin`.
pub fn find(name: &str, directories: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut known = HashSet::new();
    let programs = directories.into_iter().map(|directory| directory.join(name));
    programs
        .filter(|program| is_program(program))
        .filter(|program| program.canonicalize().is_ok_and(|place| known.insert(place)))
        .collect()
}

/// The error when a client program is not found.
pub fn missing(name: &str) -> Error {
    Error::failed(format!("{name} was not found")).with_hint(
        "install it: apt-get install postgresql-client, brew install libpq, \
         or dnf install postgresql",
    )
}

fn is_program(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}

/// Replaces this process by the program; returns only if that fails.
pub fn exec(mut command: Command) -> Error {
    let error = command.exec();
    let program = Path::new(command.get_program());
    Error::failed(format!("{} cannot be run", program.display())).because(error)
}

/// The program, to be run against the target. The password is in its environment, which
/// other users cannot read, and not in its arguments, which they can.
pub fn command(program: &Path, target: &Target, application: &str) -> Command {
    let mut command = Command::new(program);
    for name in MISLEADING {
        command.env_remove(name);
    }
    let mut servers = target.url.servers();
    if let Some(index) = target.access.server.index() {
        servers = vec![servers.swap_remove(index)];
    }
    if let Some(tunnel) = &target.access.tunnel {
        servers.iter_mut().for_each(|server| tunnel.redirect(server));
    }
    let list = |part: fn(&Server) -> String| -> String {
        servers.iter().map(part).collect::<Vec<_>>().join(",")
    };
    command
        .env("PGHOST", list(|server| server.host.to_libpq()))
        .env("PGPORT", list(|server| server.port.to_string()))
        .env("PGUSER", &target.user)
        .env("PGDATABASE", target.database().as_str())
        .env("PGAPPNAME", application);
    if servers.iter().any(|server| server.address.is_some()) {
        let addresses = list(|server| server.address.clone().unwrap_or_default());
        command.env("PGHOSTADDR", addresses);
    }
    for (parameter, variable) in PARAMETERS {
        if let (Some(variable), Some(value)) = (variable, target.url.parameter(parameter)) {
            command.env(variable, value);
        }
    }
    tls::hand_over(&mut command, target);
    if target.url.config.connect_timeout.is_none() {
        // Without a timeout, libpq waits for a silent server forever.
        command.env("PGCONNECT_TIMEOUT", ATTEMPT.as_secs().to_string());
    }
    // If each has its own, they are from the password file, which libpq reads itself.
    let first = &servers[0].password;
    if let Some(password) = first
        && servers.iter().all(|server| server.password == *first)
    {
        command.env("PGPASSWORD", password.expose());
    }
    command
}

/// psql's prompt with the environment before it, in red if protected.
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
