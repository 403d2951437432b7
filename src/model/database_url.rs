//! Connection URLs as libpq reads them, and their redacted face.
//!
//! Source of the rules: PostgreSQL documentation, chapter "Connection Strings". Several hosts
//! in one URL are not supported.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Serialize, Serializer};

use super::Secret;
use crate::error::{Error, Result};

/// The longest name that Postgres keeps; longer ones are cut silently (NAMEDATALEN - 1).
const MAX_NAME_BYTES: usize = 63;

/// What needs no percent sign in a URL: RFC 3986's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The query parameters that libpq knows and that mean something to us or to psql.
const PARAMETERS: [&str; 20] = [
    "application_name",
    "channel_binding",
    "client_encoding",
    "connect_timeout",
    "fallback_application_name",
    "gssencmode",
    "hostaddr",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "options",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslnegotiation",
    "sslrootcert",
    "sslsni",
    "target_session_attrs",
    "tcp_user_timeout",
];

/// Those of them that are whole numbers.
const NUMBERS: [&str; 6] = [
    "connect_timeout",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "tcp_user_timeout",
];

/// The parameters that libpq also takes from the environment.
/// Source: PostgreSQL documentation, chapter "Environment Variables" of libpq.
pub const VARIABLES: [(&str, &str); 14] = [
    ("channel_binding", "PGCHANNELBINDING"),
    ("client_encoding", "PGCLIENTENCODING"),
    ("connect_timeout", "PGCONNECT_TIMEOUT"),
    ("gssencmode", "PGGSSENCMODE"),
    ("hostaddr", "PGHOSTADDR"),
    ("options", "PGOPTIONS"),
    ("sslcert", "PGSSLCERT"),
    ("sslkey", "PGSSLKEY"),
    ("sslmode", "PGSSLMODE"),
    ("sslnegotiation", "PGSSLNEGOTIATION"),
    ("sslrootcert", "PGSSLROOTCERT"),
    ("sslsni", "PGSSLSNI"),
    ("target_session_attrs", "PGTARGETSESSIONATTRS"),
    ("application_name", "PGAPPNAME"),
];

/// The name of a database: any text that Postgres can store without cutting it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatabaseName(String);

impl DatabaseName {
    /// Errors (usage): an empty name, one with a NUL byte, one longer than 63 bytes.
    pub fn new(name: impl Into<String>) -> Result<Self> {
        let name = name.into();
        if name.is_empty() {
            return Err(Error::usage("the name of the database is empty"));
        }
        if name.contains('\0') {
            return Err(Error::usage("the name of the database has a NUL character"));
        }
        if name.len() > MAX_NAME_BYTES {
            return Err(Error::usage(format!(
                "the name of the database has {} bytes; Postgres keeps {MAX_NAME_BYTES} and \
                 would cut the rest",
                name.len()
            )));
        }
        Ok(Self(name))
    }

    /// A name that this program made, which is short and plain.
    pub(crate) fn made(name: String) -> Self {
        Self(name)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// A name or an address, without the brackets of an IPv6 address.
    Tcp(String),
    /// The folder of a Unix socket.
    Socket(PathBuf),
}

impl Host {
    /// Whether it is this machine as far as the name tells.
    pub fn is_loopback(&self) -> bool {
        match self {
            Self::Socket(_) => true,
            Self::Tcp(name) => {
                name.eq_ignore_ascii_case("localhost")
                    || name
                        .parse::<std::net::IpAddr>()
                        .is_ok_and(|ip| ip.to_canonical().is_loopback())
            }
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(name) if name.contains(':') => write!(f, "[{name}]"),
            Self::Tcp(name) => f.write_str(name),
            Self::Socket(folder) => write!(f, "{}", folder.display()),
        }
    }
}

/// A connection URL taken apart. `Display`, `Debug` and `Serialize` leave the password out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    pub host: Host,
    pub port: u16,
    /// Absent: the caller decides (PGUSER, then the operating system's user).
    pub user: Option<String>,
    pub password: Option<Secret>,
    pub database: DatabaseName,
    /// The query parameters, decoded, by libpq's names.
    pub parameters: BTreeMap<String, String>,
}

impl DatabaseUrl {
    /// Reads a `postgres://` or `postgresql://` URL.
    ///
    /// Errors (usage) never quote the text: they name the part, and for a password the kind of
    /// character and its place.
    pub fn parse(text: &str) -> Result<Self> {
        let rest = text
            .strip_prefix("postgresql://")
            .or_else(|| text.strip_prefix("postgres://"))
            .ok_or_else(|| Error::usage("it does not begin with postgresql:// or postgres://"))?;
        let rest = reject_broken_password(rest)?;
        if rest.contains(char::is_control) {
            return Err(Error::usage("it has a line break or another control character in it"));
        }

        let (before_query, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = before_query.split_once('/').unwrap_or((before_query, ""));
        let (userinfo, hostport) = match authority.rsplit_once('@') {
            Some((userinfo, hostport)) => (userinfo, hostport),
            None => ("", authority),
        };
        let (user, password) = match userinfo.split_once(':') {
            Some((user, password)) => (user, Some(password)),
            None => (userinfo, None),
        };
        let mut parameters = parse_query(query)?;
        let (host, port) = parse_host(hostport, &mut parameters)?;
        let database = match parameters.remove("dbname") {
            Some(name) => name,
            None => decode(path, "database name")?,
        };
        if database.is_empty() {
            return Err(Error::usage("it names no database: add /NAME after the host"));
        }
        Ok(Self {
            host,
            port,
            user: Some(decode(user, "user name")?).filter(|user| !user.is_empty()),
            password: password
                .map(|text| decode(text, "password"))
                .transpose()?
                .filter(|text| !text.is_empty())
                .map(Secret::new),
            database: DatabaseName::new(database)?,
            parameters,
        })
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    /// Whether the server is on this machine, as far as the text tells: both the name and the
    /// address that `hostaddr` gives in its place. A tunnel to another machine is not local.
    pub fn is_local(&self) -> bool {
        let address = self.parameter("hostaddr").map(|text| Host::Tcp(text.to_owned()));
        self.host.is_loopback() && address.is_none_or(|address| address.is_loopback())
    }

    /// The URL with its password, for a client's variable or file; a secret as a whole.
    pub fn with_password(&self) -> Secret {
        let password = self.password.as_ref().map(|secret| encode(secret.expose()));
        Secret::new(self.assemble(password.as_deref()))
    }

    fn assemble(&self, password: Option<&str>) -> String {
        let mut text = String::from("postgresql://");
        if let Some(user) = &self.user {
            text.push_str(&encode(user));
        }
        if let Some(password) = password {
            text.push(':');
            text.push_str(password);
        }
        if self.user.is_some() || password.is_some() {
            text.push('@');
        }
        let mut query: Vec<String> = Vec::new();
        match &self.host {
            Host::Tcp(_) => text.push_str(&format!("{}:{}", self.host, self.port)),
            Host::Socket(folder) => {
                query.push(format!("host={}", encode(&folder.to_string_lossy())));
                query.push(format!("port={}", self.port));
            }
        }
        text.push('/');
        text.push_str(&encode(self.database.as_str()));
        query.extend(self.parameters.iter().map(|(key, value)| format!("{key}={}", encode(value))));
        if !query.is_empty() {
            text.push('?');
            text.push_str(&query.join("&"));
        }
        text
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.assemble(self.password.as_ref().map(|_| "***")))
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Finds a password that its author did not encode, before it is read as something else.
fn reject_broken_password(rest: &str) -> Result<&str> {
    let Some((userinfo, _)) = rest.rsplit_once('@') else { return Ok(rest) };
    // An @ in the query (a socket folder, an option) belongs to no password.
    let before_query = rest.find('?').unwrap_or(rest.len());
    let authority_end = rest.find('/').unwrap_or(rest.len()).min(before_query);
    if rest[..authority_end].matches('@').count() == 1 && rest[authority_end..].contains('@') {
        return Ok(rest);
    }
    let Some((_, password)) = userinfo.split_once(':') else { return Ok(rest) };
    for (index, character) in password.chars().enumerate() {
        let (kind, code) = match character {
            '@' => ("an at sign", "%40"),
            '/' => ("a slash", "%2F"),
            '?' => ("a question mark", "%3F"),
            '#' => ("a hash sign", "%23"),
            '%' if !is_escape(&password.chars().skip(index).take(3).collect::<String>()) => {
                ("a percent sign", "%25")
            }
            c if c.is_whitespace() => ("a space", "%20"),
            c if c.is_control() => ("a control character", "its % code"),
            _ => continue,
        };
        return Err(Error::usage(format!(
            "its password has {kind} as character {}, which breaks a URL",
            index + 1
        ))
        .hint(format!(
            "write {code} in its place, or leave the password out of the URL and set PGPASSWORD"
        )));
    }
    Ok(rest)
}

fn is_escape(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some('%') && text.len() == 3 && characters.all(|c| c.is_ascii_hexdigit())
}

fn parse_query(query: &str) -> Result<BTreeMap<String, String>> {
    let mut parameters = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').ok_or_else(|| {
            Error::usage("a query parameter of it has no value: it takes name=value")
        })?;
        let key = decode(key, "query")?;
        let known = matches!(key.as_str(), "host" | "port" | "dbname");
        if !known && !PARAMETERS.contains(&key.as_str()) {
            let mut error =
                Error::usage(format!("its query parameter {key:?} is not one that Postgres knows"));
            if matches!(key.as_str(), "password" | "user") {
                error = Error::usage(format!("its {key} stands in the query"));
                error = error.hint(
                    "write it before the host: postgresql://user@host/database, \
                                    with the password in PGPASSWORD or ~/.pgpass",
                );
            }
            return Err(error);
        }
        let value = decode(value, &key)?;
        check_value(&key, &value)?;
        parameters.insert(key, value);
    }
    Ok(parameters)
}

/// Errors (usage): a value that its parameter cannot have.
pub fn check_value(parameter: &str, value: &str) -> Result<()> {
    let (fits, what) = match parameter {
        "hostaddr" => (value.parse::<std::net::IpAddr>().is_ok(), "an IP address"),
        _ if NUMBERS.contains(&parameter) => (value.parse::<i32>().is_ok(), "a whole number"),
        _ => return Ok(()),
    };
    if fits { Ok(()) } else { Err(Error::usage(format!("{parameter} is not {what}: {value:?}"))) }
}

fn parse_host(hostport: &str, parameters: &mut BTreeMap<String, String>) -> Result<(Host, u16)> {
    if hostport.contains(',') {
        return Err(Error::usage("it names several hosts; give one"));
    }
    let (host, port) = if let Some(rest) = hostport.strip_prefix('[') {
        let (address, after) = rest
            .split_once(']')
            .ok_or_else(|| Error::usage("its IPv6 address has no closing bracket"))?;
        (address, after.strip_prefix(':').unwrap_or(after))
    } else {
        hostport.split_once(':').unwrap_or((hostport, ""))
    };
    let host = parameters.remove("host").unwrap_or(decode(host, "host")?);
    let port = parameters.remove("port").unwrap_or_else(|| port.to_owned());
    let port = match port.as_str() {
        "" => 5432,
        text => text.parse().ok().filter(|port| *port != 0).ok_or_else(|| {
            Error::usage("its port is not a number from 1 to 65535")
                .hint("a password with : / ? # @ or % in it must be percent-encoded")
        })?,
    };
    let host = match (host.as_str(), parameters.get("hostaddr")) {
        ("", Some(address)) => address.clone(),
        (folder, Some(_)) if folder.starts_with('/') => {
            return Err(Error::usage("it has both a socket folder and a hostaddr"));
        }
        _ => host,
    };
    let host = match host.as_str() {
        "" => Host::Socket(default_socket_folder()),
        text if text.starts_with('/') => Host::Socket(text.into()),
        text => Host::Tcp(text.to_owned()),
    };
    Ok((host, port))
}

/// Where servers of Debian and Red Hat keep their sockets, else where Postgres itself does.
fn default_socket_folder() -> PathBuf {
    let packaged = Path::new("/var/run/postgresql");
    if packaged.is_dir() { packaged.into() } else { "/tmp".into() }
}

fn decode(text: &str, part: &str) -> Result<String> {
    let bytes = text.as_bytes();
    for (index, _) in text.match_indices('%') {
        if !bytes.get(index..index + 3).is_some_and(|b| b[1..].iter().all(u8::is_ascii_hexdigit)) {
            return Err(Error::usage(format!(
                "its {part} has a percent sign that is not followed by two hexadecimal digits"
            ))
            .hint("write %25 for a percent sign"));
        }
    }
    let decoded = percent_decode_str(text).decode_utf8();
    let decoded =
        decoded.map_err(|_| Error::usage(format!("its {part} is not UTF-8 once decoded")))?;
    if decoded.contains('\0') {
        return Err(Error::usage(format!("its {part} has a NUL character")));
    }
    Ok(decoded.into_owned())
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_libpq_reads() {
        let url = DatabaseUrl::parse(
            "postgresql://cruddurroot:a%40b@db.example.com:5433/cruddur?sslmode=require",
        )
        .unwrap();
        assert_eq!(url.host, Host::Tcp("db.example.com".into()));
        assert_eq!(url.port, 5433);
        assert_eq!(url.user.as_deref(), Some("cruddurroot"));
        assert_eq!(url.password.as_ref().unwrap().expose(), "a@b");
        assert_eq!(url.database.as_str(), "cruddur");
        assert_eq!(url.parameters["sslmode"], "require");
        assert_eq!(
            url.to_string(),
            "postgresql://cruddurroot:***@db.example.com:5433/cruddur?sslmode=require"
        );
        assert_eq!(
            url.with_password().expose(),
            "postgresql://cruddurroot:a%40b@db.example.com:5433/cruddur?sslmode=require"
        );
    }

    #[test]
    fn reads_sockets_addresses_and_odd_names() {
        let socket = DatabaseUrl::parse("postgresql:///my%20db?host=/run/pg&port=5444").unwrap();
        assert_eq!((socket.host.clone(), socket.port), (Host::Socket("/run/pg".into()), 5444));
        assert_eq!(socket.database.as_str(), "my db");
        let encoded = DatabaseUrl::parse("postgres://%2Frun%2Fpg/x").unwrap();
        assert_eq!(encoded.host, Host::Socket("/run/pg".into()));
        let six = DatabaseUrl::parse("postgres://u@[::1]:5/x").unwrap();
        assert_eq!((six.host.is_loopback(), six.port), (true, 5));
        assert_eq!(six.to_string(), "postgresql://u@[::1]:5/x");
    }

    #[test]
    fn names_the_character_that_breaks_a_password() {
        for (password, kind, place) in [
            ("pa@ss", "an at sign", 3),
            ("p/ss", "a slash", 2),
            ("p?ss", "a question mark", 2),
            ("#ss", "a hash sign", 1),
            ("é%zz", "a percent sign", 2),
            ("a b", "a space", 2),
        ] {
            let error =
                DatabaseUrl::parse(&format!("postgresql://u:{password}@h:1/d")).unwrap_err();
            let message = error.message();
            assert!(
                message.contains(kind) && message.contains(&format!("character {place},")),
                "{message}"
            );
            assert!(!error.to_string().contains(password), "{error}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_url() {
        for text in [
            "",
            "cruddur",
            "mysql://h/d",
            "postgresql://h",
            "postgresql://h/",
            "postgresql://h:x/d",
            "postgresql://h:0/d",
            "postgresql://h:70000/d",
            "postgresql://a,b/d",
            "postgresql://h/d?schema=x",
            "postgresql://h/d?sslmode",
            "postgresql://h/%00",
            "postgresql://[::1/d",
            "postgresql://h/%zz",
        ] {
            assert!(DatabaseUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_stands_in_for_the_name() {
        let local = |text| DatabaseUrl::parse(text).unwrap().is_local();
        assert!(local("postgresql://u@localhost/d"));
        assert!(local("postgresql://u@localhost/d?hostaddr=127.0.0.1"));
        assert!(!local("postgresql://u@localhost/d?hostaddr=10.0.0.1"));
        assert!(!local("postgresql://u@db.example/d?hostaddr=127.0.0.1"));
        let alone = DatabaseUrl::parse("postgresql:///d?hostaddr=10.0.0.1").unwrap();
        assert_eq!(alone.host, Host::Tcp("10.0.0.1".into()));
        for text in [
            "postgresql://h/d?hostaddr=h",
            "postgresql:///d?host=/tmp&hostaddr=127.0.0.1",
            "postgresql://h/d?connect_timeout=soon",
            "postgresql://h/d?tcp_user_timeout=",
        ] {
            assert!(DatabaseUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_password() {
        let url = DatabaseUrl::parse("postgresql://u:canary@h/d").unwrap();
        assert!(!format!("{url:?} {url}").contains("canary"));
    }
}
