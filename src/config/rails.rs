//! The database of a Rails project: `config/database.yml`, where it is plain.
//! Source: Rails Guides, "Configuring Rails Applications".

use std::path::Path;

use serde_json::{Map, Value};

use crate::model::{
    DatabaseName, DatabaseUrl, Environment, Host, Secret, default_socket_directory,
};
use crate::regular_file;

/// From the project's root.
pub const FILE: &str = "config/database.yml";

const PORT: u16 = 5432;

/// The URL of an environment's database. None where a part of it is Ruby, or it is no Postgres.
pub fn url(root: &Path, environment: &Environment) -> Option<DatabaseUrl> {
    let text = regular_file::read_to_string(root.join(FILE)).ok()?;
    parse(&text, environment)
}

fn parse(text: &str, environment: &Environment) -> Option<DatabaseUrl> {
    let contents: Value = serde_saphyr::from_str(text).ok()?;
    let settings = contents.get(name(environment)?)?.as_object()?;
    let setting = |key| plain(settings, key);
    if !matches!(setting("adapter")?.as_deref(), Some("postgresql" | "postgis")) {
        return None;
    }
    if let Some(url) = setting("url")? {
        return DatabaseUrl::parse(&url).ok();
    }
    let host = match setting("host")? {
        Some(host) if host.starts_with('/') => Host::Socket(host.into()),
        Some(host) => Host::Tcp(host),
        None => Host::Socket(default_socket_directory()),
    };
    let port = setting("port")?.map_or(Some(PORT), |port| port.parse().ok())?;
    let database = DatabaseName::new(setting("database")??).ok()?;
    let mut url = DatabaseUrl::new(host, port, database);
    (url.user, url.password) = (setting("username")?, setting("password")?.map(Secret::new));
    Some(url)
}

fn name(environment: &Environment) -> Option<&'static str> {
    match environment.as_str() {
        Environment::DEV => Some("development"),
        Environment::TEST => Some("test"),
        _ => None,
    }
}

/// A setting, if there is one. None where it is Ruby, or no text.
fn plain(settings: &Map<String, Value>, key: &str) -> Option<Option<String>> {
    match settings.get(key) {
        None | Some(Value::Null) => Some(None),
        Some(Value::String(text)) => (!text.contains("<%")).then(|| Some(text.clone())),
        Some(Value::Number(number)) => Some(Some(number.to_string())),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_settings_become_a_url() {
        let url = |text: &str| {
            Some(parse(text, &Environment::dev())?.with_password().expose().to_owned())
        };
        let default = "default: &default\n  adapter: postgresql\n  encoding: unicode\n  \
                       pool: <%= ENV.fetch(\"RAILS_MAX_THREADS\") { 5 } %>\n";
        let of = |lines: &str| url(&format!("{default}development:\n  <<: *default\n  {lines}\n"));
        assert_eq!(
            of("database: blog\n  host: localhost\n  username: ann\n  password: a b").as_deref(),
            Some("postgresql://ann:a%20b@localhost:5432/blog")
        );
        // The default host is that of libpq on this machine.
        assert!(of("database: blog").unwrap().contains("/blog"));
        for lines in [
            "database: blog\n  password: <%= ENV[\"X\"] %>",
            "database: <%= name %>",
            "host: localhost",
            "database: blog\n  adapter: mysql2",
        ] {
            assert_eq!(of(lines), None, "{lines}");
        }
        for text in ["", "a: [", "development: 1", "development:\n  primary: {database: x}"] {
            assert_eq!(url(text), None, "{text}");
        }
    }
}
