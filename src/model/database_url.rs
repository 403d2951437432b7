//! The location of a database from a connection string, displayed without passwords.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, Serializer};

use super::parameters::Parameters;
use super::{ConnectionConfig, DatabaseName, Host, Secret, Server, Tunnel, connection_string};
use crate::error::{Error, Result};

/// Characters not encoded in a URL: RFC 3986's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A parsed connection string. `Display`, `Debug` and `Serialize` write it as a URL
/// without passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    pub host: Host,
    pub port: u16,
    /// `hostaddr`: the address of the host, used instead of its name.
    pub address: Option<String>,
    /// `None`: the caller decides (PGUSER, then the operating system user).
    pub user: Option<String>,
    pub password: Option<Secret>,
    pub database: DatabaseName,
    /// The alternative servers.
    pub others: Vec<Server>,
    /// The other parameters, parsed.
    pub config: ConnectionConfig,
    /// The same as written, decoded, by libpq's names.
    parameters: Parameters,
}

impl DatabaseUrl {
    /// A URL with just these parts.
    pub fn new(host: Host, port: u16, database: DatabaseName) -> Self {
        Self {
            host,
            port,
            address: None,
            user: None,
            password: None,
            database,
            others: Vec::new(),
            config: ConnectionConfig::default(),
            parameters: Parameters::new(),
        }
    }

    /// Parses a connection string, ignoring the environment.
    ///
    /// Errors (usage) never quote the text: they name the part, and for a password the kind of
    /// character and its place.
    pub fn parse(text: &str) -> Result<Self> {
        Self::from_parameters(connection_string::parse(text)?)
    }

    /// Errors (usage): values that conflict, or that are not supported.
    pub fn from_parameters(mut parameters: Parameters) -> Result<Self> {
        let mut take = |key: &str| parameters.remove(key).filter(|text| !text.is_empty());
        if take("service").is_some() {
            return Err(Error::usage(
                "it names a service, but service files are not supported here",
            ));
        }
        let (user, password, database) = (take("user"), take("password"), take("dbname"));
        let database = database
            .ok_or_else(|| Error::usage("it names no database: add /NAME after the host"))?;
        let mut others = Server::take_from(&mut parameters)?;
        let Server { host, port, address, .. } = others.remove(0);
        let mut url = Self {
            host,
            port,
            address,
            user,
            password: None,
            database: DatabaseName::new(database)?,
            others,
            config: ConnectionConfig::read(&parameters)?,
            parameters,
        };
        url.set_password(password.map(Secret::new));
        Ok(url)
    }

    /// One password for all servers.
    pub fn set_password(&mut self, password: Option<Secret>) {
        self.others.iter_mut().for_each(|other| other.password.clone_from(&password));
        self.password = password;
    }

    /// The same with one of its servers, by its index in [`DatabaseUrl::servers`].
    pub fn at(&self, index: usize) -> Self {
        let mut url = self.clone();
        if let Some(Server { host, port, address, password }) =
            self.servers().into_iter().nth(index)
        {
            (url.host, url.port, url.address, url.password) = (host, port, address, password);
        }
        url.others.clear();
        url
    }

    /// The same with the ports of this machine that lead to its servers.
    pub fn through(&self, tunnel: &Tunnel) -> Self {
        let mut url = self.clone();
        let mut servers = self.servers();
        servers.iter_mut().for_each(|server| tunnel.redirect(server));
        let first = servers.remove(0);
        (url.port, url.address, url.others) = (first.port, first.address, servers);
        url
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    /// Errors (usage): an invalid value for the parameter.
    pub fn set_parameter(&mut self, name: &str, value: String) -> Result<()> {
        self.parameters.insert(name.to_owned(), value);
        self.config = ConnectionConfig::read(&self.parameters)?;
        Ok(())
    }

    /// All servers, in their order. There is always one.
    pub fn servers(&self) -> Vec<Server> {
        let (host, port, address) = (self.host.clone(), self.port, self.address.clone());
        let first = Server { host, port, address, password: self.password.clone() };
        [vec![first], self.others.clone()].concat()
    }

    /// Whether every server is on this machine, judging by the text.
    pub fn is_local(&self) -> bool {
        self.servers().iter().all(Server::is_local)
    }

    /// The URL with its passwords, for a client's variable or file, as a secret.
    pub fn with_password(&self) -> Secret {
        Secret::new(self.assemble(encode))
    }

    /// The URL without its passwords, for the user to give again.
    pub fn without_password(&self) -> String {
        let mut url = self.clone();
        url.set_password(None);
        url.parameters.remove("sslpassword");
        url.assemble(encode)
    }

    /// `shown` formats a secret.
    fn assemble(&self, shown: impl Fn(&str) -> String) -> String {
        let mut text = String::from("postgresql://");
        if let Some(user) = &self.user {
            text.push_str(&encode(user));
        }
        if let Some(password) = &self.password {
            text.push(':');
            text.push_str(&shown(password.expose()));
        }
        if self.user.is_some() || self.password.is_some() {
            text.push('@');
        }
        let mut query: Vec<String> = Vec::new();
        let servers = self.servers();
        let list = |part: fn(&Server) -> String| -> String {
            servers.iter().map(part).collect::<Vec<_>>().join(",")
        };
        if servers.iter().all(|server| matches!(server.host, Host::Tcp(_))) {
            text.push_str(&list(Server::to_string));
        } else {
            let hosts = list(|server| server.host.to_libpq());
            query.push(format!("host={}", encode(&hosts)));
            query.push(format!("port={}", list(|server| server.port.to_string())));
        }
        text.push('/');
        text.push_str(&encode(self.database.as_str()));
        if servers.iter().any(|server| server.address.is_some()) {
            let addresses = list(|server| server.address.clone().unwrap_or_default());
            query.push(format!("hostaddr={}", encode(&addresses)));
        }
        query.extend(self.parameters.iter().map(|(key, value)| match key.as_str() {
            "sslpassword" => format!("{key}={}", shown(value)),
            _ => format!("{key}={}", encode(value)),
        }));
        if !query.is_empty() {
            text.push('?');
            text.push_str(&query.join("&"));
        }
        text
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.assemble(|_| "***".to_owned()))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests;
