//! The parameters that libpq takes from variables and default files if not in the URL, and how
//! the role logs in.

use std::path::PathBuf;

use super::{Config, EnvironmentFile};
use crate::error::{Error, Result};
use crate::model::{
    ConnectionConfig, DatabaseUrl, Environment, Method, PARAMETERS, Parameters, SecretArn, Server,
    SslMode, Tls, TlsPlaces, TrustAnchors, check_value, connection_string,
};

/// Variables without effect, or handled elsewhere: the application name is ours, and the
/// password depends on the server, which is determined first.
const HANDLED_ELSEWHERE: [&str; 4] = ["application_name", "password", "service", "user"];

impl Config {
    /// A connection string completed as by libpq: from a service file, then
    /// variables, then its default files. `origin` is the source of the string.
    ///
    /// Errors (usage): those of [`DatabaseUrl::parse`]; a variable with an invalid
    /// value; an unknown service.
    pub(super) fn read_url(&self, text: &str, origin: &str) -> Result<DatabaseUrl> {
        let in_origin =
            |error: Error| error.prefixed(&format!("the URL in {origin} cannot be used"));
        // Values read from files may end in a line break.
        let mut parameters = connection_string::parse(text.trim_end()).map_err(in_origin)?;
        self.add_service(&mut parameters)?;
        self.add_variables(&mut parameters)?;
        self.add_files(&mut parameters);
        DatabaseUrl::from_parameters(parameters).map_err(in_origin)
    }

    fn add_variables(&self, parameters: &mut Parameters) -> Result<()> {
        let filled = |key: &str| parameters.get(key).is_some_and(|text| !text.is_empty());
        // A variable must not redirect from a named host.
        let has_host = filled("host") || filled("hostaddr");
        for (parameter, variable) in PARAMETERS {
            let Some(variable) = variable else { continue };
            let handled_elsewhere =
                HANDLED_ELSEWHERE.contains(&parameter) || (parameter == "hostaddr" && has_host);
            if handled_elsewhere || parameters.contains_key(parameter) {
                continue;
            }
            if let Some(value) = self.var(variable)? {
                check(parameter, &value).map_err(|error| error.prefixed(variable))?;
                parameters.insert(parameter.to_owned(), value);
            }
        }
        // The old variable; the newer ones take precedence.
        let required = self.var("PGREQUIRESSL")?.is_some_and(|text| text.starts_with('1'));
        if required && !parameters.contains_key("sslmode") {
            parameters.insert("sslmode".to_owned(), "require".to_owned());
        }
        Ok(())
    }

    /// Source: PostgreSQL documentation, "Client Certificates" of libpq.
    fn add_files(&self, parameters: &mut Parameters) {
        let host = parameters.get("host").map_or("", String::as_str);
        let address = parameters.get("hostaddr").map_or("", String::as_str);
        let tcp = |name: &str| !name.is_empty() && !name.starts_with('/');
        if !host.split(',').any(tcp) && !address.split(',').any(tcp) {
            return;
        }
        for (parameter, name, other) in
            [("sslcert", "postgresql.crt", "sslkey"), ("sslkey", "postgresql.key", "sslcert")]
        {
            let wanted = parameter == "sslcert" || parameters.contains_key(other);
            if let Some(file) = self.libpq_file(name).filter(|_| wanted) {
                let file = file.to_string_lossy().into_owned();
                parameters.entry(parameter.to_owned()).or_insert(file);
            }
        }
    }

    /// How the connection is to be encrypted. Errors (usage): the rules of [`Tls::decide`], and
    /// a missing file of CA certificates.
    pub(super) fn tls(&self, url: &DatabaseUrl) -> Result<Tls> {
        let places = TlsPlaces {
            ca_file: self.ca_file.clone(),
            default_roots: self.libpq_file("root.crt"),
            default_revoked: self.libpq_file("root.crl"),
            cache: self.cache_dir(),
        };
        let tls = Tls::decide(url, &places)?;
        match &tls.roots {
            TrustAnchors::File(file) if tls.mode > SslMode::Disable && !file.is_file() => {
                Err(Error::usage(format!(
                    "the file of CA certificates {} does not exist",
                    file.display()
                ))
                .with_hint("it is named by --ca-file, sslrootcert or PGSSLROOTCERT"))
            }
            _ if tls.mode == SslMode::Disable => Ok(tls),
            _ => match tls.revoked.iter().find(|place| !place.exists()) {
                Some(place) => Err(Error::usage(format!(
                    "the revocation list {} does not exist",
                    place.display()
                ))
                .with_hint("it is named by sslcrl, sslcrldir, PGSSLCRL or PGSSLCRLDIR")),
                None => Ok(tls),
            },
        }
    }

    /// How to log in: the flags, then the environment's keys in the project file. With
    /// `--url` the keys are ignored, since they belong to another server.
    ///
    /// Errors (usage): two methods at once; an invalid ARN.
    pub(super) fn method(&self, settings: &EnvironmentFile) -> Result<Method> {
        if self.iam {
            return Ok(Method::Iam);
        }
        if let Some(text) = &self.secret {
            return arn(text, "--secret");
        }
        if self.url.is_some() {
            return Ok(Method::Password);
        }
        match (settings.iam, &settings.secret) {
            (Some(true), Some(_)) => {
                Err(Error::usage("the project file sets both iam and secret for the environment")
                    .with_hint("keep the one that the server requires"))
            }
            (_, Some(text)) => arn(text, "secret in the project file"),
            (Some(true), None) => Ok(Method::Iam),
            (Some(false), None) => Ok(Method::PasswordOnly),
            (None, None) => Ok(Method::Password),
        }
    }

    /// Errors (usage): flags for a server at a URL, without a URL.
    pub(super) fn refuse_access_flags(&self, environment: &Environment) -> Result<()> {
        let flags = [
            ("--ca-file", self.ca_file.is_some()),
            ("--iam", self.iam),
            ("--secret", self.secret.is_some()),
        ];
        match flags.iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(Error::usage(format!(
                "{flag} is for a server at a URL, but {environment} is on the managed server"
            ))
            .with_hint(format!("set {}", self.url_variable(environment)))),
            None => Ok(()),
        }
    }

    /// A file in libpq's default directory, if it exists.
    fn libpq_file(&self, name: &str) -> Option<PathBuf> {
        let home = self.environ.path("HOME")?;
        Some(home.join(".postgresql").join(name)).filter(|file| file.is_file())
    }

    /// The cache directory; `None` without a home.
    fn cache_dir(&self) -> Option<PathBuf> {
        let home = || self.environ.path("HOME");
        self.own_directory("XDG_CACHE_HOME", home, ["Library/Caches", ".cache"])
    }
}

/// Errors (usage): an invalid value, naming its variable.
fn check(parameter: &str, value: &str) -> Result<()> {
    check_value(parameter, value)?;
    let alone = |value: &str| Parameters::from([(parameter.to_owned(), value.to_owned())]);
    if parameter == "port" {
        return value
            .split(',')
            .try_for_each(|port| Server::take_from(&mut alone(port)).map(|_| ()));
    }
    match parameter {
        "host" | "hostaddr" => Ok(()),
        _ => ConnectionConfig::read(&alone(value)).map(|_| ()),
    }
}

fn arn(text: &str, origin: &str) -> Result<Method> {
    let arn: Result<SecretArn> = text.parse();
    arn.map(Method::Secret).map_err(|error| error.prefixed(origin))
}
