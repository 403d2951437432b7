//! What libpq takes from its variables and its default files where the URL is silent, and how
//! the role logs in.

use std::path::PathBuf;

use super::{Config, EnvironmentFile};
use crate::error::{Error, Result};
use crate::model::{
    DatabaseUrl, Environment, Host, Method, Roots, SecretArn, SslMode, Tls, TlsPlaces, VARIABLES,
    check_value,
};

/// Variables that stay without effect: where a URL leads and who asks is not theirs to say.
const WITHOUT_EFFECT: [&str; 2] = ["application_name", "hostaddr"];

/// Variables by which libpq checks more of a server. To pass over them would be to check less
/// than was asked for.
const CHECKS: [&str; 4] = ["PGREQUIREAUTH", "PGREQUIREPEER", "PGSSLCRL", "PGSSLCRLDIR"];

impl Config {
    /// Fills in what libpq would find elsewhere. Errors (usage): a variable with a value that
    /// its parameter cannot have.
    pub(super) fn complete(&self, url: &mut DatabaseUrl) -> Result<()> {
        for variable in CHECKS {
            if self.var(variable)?.is_some() {
                return Err(Error::usage(format!(
                    "{variable} is set, and what it wants checked is not checked here"
                ))
                .hint(format!("unset it for this call: env -u {variable} cruddur-db ...")));
            }
        }
        for (parameter, variable) in VARIABLES {
            if WITHOUT_EFFECT.contains(&parameter) || url.parameter(parameter).is_some() {
                continue;
            }
            if let Some(value) = self.var(variable)? {
                check_value(parameter, &value).map_err(|error| error.prefixed(variable))?;
                url.parameters.insert(parameter.to_owned(), value);
            }
        }
        if !matches!(url.host, Host::Tcp(_)) {
            return Ok(());
        }
        // Source: PostgreSQL documentation, "Client Certificates" of libpq.
        for (parameter, name, other) in
            [("sslcert", "postgresql.crt", "sslkey"), ("sslkey", "postgresql.key", "sslcert")]
        {
            let wanted = parameter == "sslcert" || url.parameter(other).is_some();
            if let Some(file) = self.libpq_file(name).filter(|_| wanted) {
                let file = file.to_string_lossy().into_owned();
                url.parameters.entry(parameter.to_owned()).or_insert(file);
            }
        }
        Ok(())
    }

    /// How the connection is to be encrypted. Errors (usage): the rules of [`Tls::decide`], and
    /// a file of authorities that is not there.
    pub(super) fn tls(&self, url: &DatabaseUrl) -> Result<Tls> {
        let places = TlsPlaces {
            ca_file: self.ca_file.clone(),
            default_roots: self.libpq_file("root.crt"),
            cache: self.cache_dir(),
        };
        let tls = Tls::decide(url, &places)?;
        match &tls.roots {
            Roots::File(file) if tls.mode > SslMode::Disable && !file.is_file() => Err(
                Error::usage(format!("the file of authorities {} is not there", file.display()))
                    .hint("it is named by --ca-file, sslrootcert or PGSSLROOTCERT"),
            ),
            _ => Ok(tls),
        }
    }

    /// How the role logs in: the flags, then the environment's keys in the project file. With
    /// `--url` the keys do not count, since they belong to another server.
    ///
    /// Errors (usage): two ways at once; no ARN.
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
                Err(Error::usage("the project file gives the environment both iam and secret")
                    .hint("keep the one that the server wants"))
            }
            (_, Some(text)) => arn(text, "secret in the project file"),
            (Some(true), None) => Ok(Method::Iam),
            (Some(false), None) => Ok(Method::PasswordOnly),
            (None, None) => Ok(Method::Password),
        }
    }

    /// Errors (usage): flags that say how to get into a server at a URL, where there is none.
    pub(super) fn refuse_access_flags(&self, environment: &Environment) -> Result<()> {
        let flags = [
            ("--ca-file", self.ca_file.is_some()),
            ("--iam", self.iam),
            ("--secret", self.secret.is_some()),
        ];
        match flags.iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(Error::usage(format!(
                "{flag} is for a server at a URL, and {environment} is on the managed server"
            ))
            .hint(format!("set {}", self.url_variable(environment)))),
            None => Ok(()),
        }
    }

    /// A file in the folder of libpq's own defaults, if it is there.
    fn libpq_file(&self, name: &str) -> Option<PathBuf> {
        let home = self.environ.path("HOME")?;
        Some(home.join(".postgresql").join(name)).filter(|file| file.is_file())
    }

    /// Where what can be made again is kept; none without a home.
    /// Source: XDG Base Directory Specification.
    fn cache_dir(&self) -> Option<PathBuf> {
        let folder = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
        let home = || self.environ.path("HOME").map(|home| home.join(folder));
        let named = self.environ.path("XDG_CACHE_HOME").filter(|path| path.is_absolute());
        named.or_else(home).map(|folder| folder.join("cruddur-db"))
    }
}

fn arn(text: &str, origin: &str) -> Result<Method> {
    let arn: Result<SecretArn> = text.parse();
    arn.map(Method::Secret).map_err(|error| error.prefixed(origin))
}
