//! What the project says about a server: whether a host counts as this machine, and how its
//! container is reached.

use super::Config;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Compose, DatabaseUrl, Environment, Host, Nearby, Origin, is_rds_host};
use crate::server::{self, Server};

/// A list of hosts, separated by commas, which are added to those of the project file.
const VARIABLE: &str = "CRUDDUR_LOCAL_HOSTS";

impl Config {
    /// The hosts that count as this machine for `dev` and `test`: those of the project file and of
    /// `CRUDDUR_LOCAL_HOSTS`, and in a container the services of the compose file. Errors (usage):
    /// a host that can be none.
    pub fn local_hosts(&self) -> Result<Vec<String>> {
        let mut hosts = self.project.local_hosts().to_vec();
        if let Some(value) = self.environ.get(VARIABLE)? {
            for host in value.text.split(',').map(str::trim).filter(|host| !host.is_empty()) {
                check_local_host(host).map_err(|error| error.prefixed(VARIABLE))?;
                hosts.push(host.to_owned());
            }
        }
        if let Some(compose) = self.compose().filter(|_| self.is_in_container()) {
            // What has a dot in it may be a name of the network's.
            hosts.extend(compose.names.iter().filter(|name| !name.contains('.')).cloned());
        }
        Ok(hosts)
    }

    /// Errors (usage): those of [`Config::local_hosts`].
    pub(super) fn nearby(
        &self,
        environment: &Environment,
        url: &DatabaseUrl,
        origin: &Origin,
    ) -> Result<Nearby> {
        // Where losing something matters, no name makes a server local.
        let is_disposable = environment.is_disposable();
        if !is_disposable || !matches!(origin, Origin::Variable(_)) {
            return Ok(Nearby { when_unresolved: without_dot(url), ..Nearby::default() });
        }
        let hosts = if url.is_local() { Vec::new() } else { self.local_hosts()? };
        let is_listed = |name: &str| {
            let name = name.trim_end_matches('.');
            hosts.iter().any(|host| host.trim_end_matches('.').eq_ignore_ascii_case(name))
        };
        let is_local = url.servers().iter().all(|server| {
            let listed = server.host.name().is_some_and(is_listed) && server.address.is_none();
            server.is_local() || listed
        });
        let compose = self.compose();
        Ok(Nearby {
            is_local,
            when_refused: compose
                .and_then(|compose| when_refused(compose, url))
                .or_else(|| self.when_stopped(environment, url))
                .or_else(|| url.is_local().then(|| without_url(environment, origin))),
            when_unresolved: compose
                .and_then(|compose| when_unresolved(compose, url, origin))
                .or_else(|| without_dot(url)),
        })
    }

    /// What to do where the URL is one of the managed server, which does not run, or was of it.
    fn when_stopped(&self, environment: &Environment, url: &DatabaseUrl) -> Option<String> {
        let may_be_ours = url.is_local() && matches!(url.host, Host::Tcp(_));
        if !may_be_ours || !server::PORTS.contains(&url.port) {
            return None;
        }
        let port = Server::new(self.server_settings(false).ok()?).last_port()?;
        Some(match port == url.port {
            true => format!(
                "it is the port of the server that cruddur-db runs itself; start it with: {}",
                hint::command("server start")
            ),
            false => format!(
                "check that the server is running, and its port: the server that cruddur-db runs \
                 itself has port {port} now, with the URL that this prints: {}",
                hint::command("server url").of(environment)
            ),
        })
    }
}

/// What there is besides a server of one's own.
fn without_url(environment: &Environment, origin: &Origin) -> String {
    format!(
        "check that the server is running, and its port; or remove {origin}: without it, \
         {environment} is on a server that cruddur-db runs itself"
    )
}

/// How the container is started that publishes the port, or is the host.
fn when_refused(compose: &Compose, url: &DatabaseUrl) -> Option<String> {
    // It publishes no socket.
    if !matches!(url.host, Host::Tcp(_)) {
        return None;
    }
    let service = match url.is_local() {
        true => compose.published_on(url.port)?,
        false => compose.service(url.host.name()?)?,
    };
    Some(format!("start it with: {}", compose.start_command(&service.name)))
}

/// What to write instead of the name of a service, which only containers know.
fn when_unresolved(compose: &Compose, url: &DatabaseUrl, origin: &Origin) -> Option<String> {
    let name = url.host.name()?;
    let file = compose.file.display();
    compose.names.get(name)?;
    let known = format!("{name} is a service of {file}, a name that only containers know");
    Some(match compose.service(name).map(|service| service.published) {
        Some(Some(port)) => format!("{known}: write 127.0.0.1:{port} in {origin}"),
        _ => format!(
            "{known}: publish its port there (ports: [\"5432:5432\"]), and write 127.0.0.1:5432 in \
             {origin}"
        ),
    })
}

/// A name without a dot that does not resolve is mostly a container's.
fn without_dot(url: &DatabaseUrl) -> Option<String> {
    let Host::Tcp(name) = &url.host else { return None };
    (!name.contains(['.', ':'])).then(|| {
        format!(
            "if {name} is a service of docker compose, only containers know the name: write \
             127.0.0.1 and the port that it publishes"
        )
    })
}

/// Errors (usage): what is no host, or can only be somewhere else.
pub(super) fn check_local_host(host: &str) -> Result<()> {
    if is_rds_host(host) {
        return Err(Error::usage(format!("{host} is a server of RDS, and never local")));
    }
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || "*/:,@".contains(c)) {
        return Err(Error::usage(format!("{host:?} is not the name of one host"))
            .with_hint("each host is written as in the URL, without its port"));
    }
    Ok(())
}
