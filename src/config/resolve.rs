use std::path::{Path, PathBuf};

use super::{Config, EnvironmentFile, passfile};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{
    Access, DatabaseName, DatabaseUrl, Environment, Host, Method, Origin, Secret, Server, Target,
    TunnelWay, Way,
};

#[derive(Debug, Clone)]
pub enum Source {
    Url(Box<Target>),
    /// The managed server, by the name of its database.
    Managed(DatabaseName),
}

/// A resolved environment, before anything is contacted.
#[derive(Debug, Clone)]
pub struct Resolved {
    pub environment: Environment,
    pub source: Source,
    pub protected: bool,
    /// Schema files in the configuration, which may be empty.
    pub schema: Option<Vec<PathBuf>>,
    /// Seed files and directories, in the same way.
    pub seeds: Option<Vec<PathBuf>>,
    pub set: Vec<(String, String)>,
    pub tunnel: Option<TunnelWay>,
}

impl Resolved {
    pub fn database(&self) -> &DatabaseName {
        match &self.source {
            Source::Url(target) => target.database(),
            Source::Managed(name) => name,
        }
    }

    /// The environment's variables, and the given ones, which take precedence.
    pub fn variables(&self, given: &[(String, String)]) -> Vec<(String, String)> {
        self.set.iter().chain(given).cloned().collect()
    }
}

impl Config {
    /// Selects the environment: the positional argument of the old scripts, else `--env`, else
    /// `CRUDDUR_ENV`, else `dev`. Errors (usage): word and `--env` disagree.
    pub fn pick(&self, word: Option<&str>) -> Result<Environment> {
        let parse = |word: &str| {
            word.parse().map_err(|error: Error| match hint::as_value_of("--wait", word) {
                Some(line) => error.with_hint(format!("did you mean: {line}")),
                None => error,
            })
        };
        let word: Option<Environment> = word.map(parse).transpose()?;
        for environment in word.iter().chain(&self.environment) {
            self.refuse_other_spelling(environment)?;
        }
        if let Some(word) = &word {
            hint::remember_environment(word.as_str());
        }
        match (word, &self.environment) {
            (Some(word), Some(named)) if word != *named => Err(Error::usage(format!(
                "two environments are named: {word} and {named} (by --env or CRUDDUR_ENV)"
            ))),
            (Some(word), _) => Ok(word),
            (None, Some(named)) => Ok(named.clone()),
            (None, None) => Ok(Environment::dev()),
        }
    }

    /// Resolves an environment's database. Errors (usage): a missing URL where there must
    /// be one, or an invalid one; the variable is named, its value never shown.
    pub fn resolve(&self, environment: &Environment) -> Result<Resolved> {
        let settings = self.project.settings(environment.as_str());
        // Names stay short if the project is here.
        let directory = self.project.directory().filter(|it| *it != self.working_dir);
        let directory = directory.unwrap_or(Path::new(""));
        let from_here =
            |paths: &Vec<PathBuf>| paths.iter().map(|path| directory.join(path)).collect();
        let protected = settings.protected.unwrap_or(environment.protected_by_default());
        let schema = settings.schema.as_ref().map(from_here);
        // The structure file is the schema where rows do not matter, unless
        // another one is configured: it lacks the rows that migrations insert.
        let is_disposable = environment.is_disposable();
        let structure = self.structure().filter(|path| is_disposable && path.exists());
        let source = match &self.url {
            Some(url) => {
                let url = url.expose();
                let target = self.target(environment, url, Origin::Flag, protected, &settings)?;
                Source::Url(Box::new(target))
            }
            None => self.url_or_managed(environment, protected, &settings)?,
        };
        Ok(Resolved {
            environment: environment.clone(),
            source,
            tunnel: self.tunnel(environment, &settings)?,
            protected,
            schema: schema.or(structure.map(|path| vec![path])),
            seeds: settings.seeds.as_ref().map(from_here),
            set: settings.set.into_iter().collect(),
        })
    }

    pub fn structure(&self) -> Option<PathBuf> {
        let path = self.project.migrations().structure.as_ref()?;
        match self.project.directory() {
            // Names stay short if the project is here.
            Some(directory) if directory != self.working_dir => Some(directory.join(path)),
            _ => Some(path.clone()),
        }
    }

    fn url_or_managed(
        &self,
        environment: &Environment,
        protected: bool,
        settings: &EnvironmentFile,
    ) -> Result<Source> {
        let variable = self.url_variable(environment);
        match self.environ.get_even_empty(&variable)? {
            Some(value) if value.text.trim().is_empty() => {
                Err(Error::usage(format!("{variable} is empty"))
                    .with_hint(format!("set {variable} to a connection URL, or unset it")))
            }
            Some(value) => {
                let origin = Origin::Variable(variable);
                let target = self.target(environment, &value.text, origin, protected, settings)?;
                Ok(Source::Url(Box::new(self.with_direct(target, settings)?)))
            }
            None => match self.managed_database(environment) {
                Some(name) => {
                    self.refuse_access_flags(environment)?;
                    Ok(Source::Managed(name))
                }
                None => Err(self.unknown(environment)),
            },
        }
    }

    pub fn url_variable(&self, environment: &Environment) -> String {
        let named = self.project.environment(environment.as_str()).and_then(|e| e.url_var.clone());
        named.unwrap_or_else(|| environment.url_variable())
    }

    pub(super) fn target(
        &self,
        environment: &Environment,
        text: &str,
        origin: Origin,
        protected: bool,
        settings: &EnvironmentFile,
    ) -> Result<Target> {
        let mut url = self.read_url(text, &origin.to_string())?;
        let tls = self.tls(&url)?;
        let method = self.method(settings)?;
        let user = match (&url.user, &method) {
            (Some(user), _) => user.clone(),
            // The secret may name it.
            (None, Method::Secret(_)) => self.default_user().unwrap_or_default(),
            (None, _) => self.default_user()?,
        };
        let nearby = self.nearby(environment, &url, &origin)?;
        let mut access = Access { tls, method, nearby, ..Access::default() };
        if url.password.is_none() {
            self.add_password(&mut url, &user, &mut access)?;
        }
        let environment = environment.clone();
        let (way, project) = (Way::Only, None);
        Ok(Target { environment, url, user, origin, project, protected, access, way })
    }

    fn default_user(&self) -> Result<String> {
        if let Some(user) = self.var("PGUSER")? {
            return Ok(user);
        }
        // As libpq does: the operating system user.
        let own = nix::unistd::User::from_uid(nix::unistd::geteuid()).ok().flatten();
        match own {
            Some(user) => Ok(user.name),
            None => self
                .var("USER")?
                .ok_or_else(|| Error::usage("the URL names no user, and PGUSER is not set")),
        }
    }

    /// The password if the string has none; in a password file each server has its own.
    fn add_password(&self, url: &mut DatabaseUrl, user: &str, access: &mut Access) -> Result<()> {
        if let Some(password) = self.var("PGPASSWORD")? {
            url.set_password(Some(Secret::new(password)));
            access.password_from = Some("PGPASSWORD".to_owned());
            return Ok(());
        }
        let home = || self.environ.path("HOME").map(|home| home.join(".pgpass"));
        let Some(path) = url.config.passfile.clone().or_else(home) else { return Ok(()) };
        let text = match passfile::read(&path) {
            Ok(Some(text)) => text,
            Ok(None) => return Ok(()),
            Err(warning) => {
                access.warnings.push(warning);
                access.exposed_passfile = Some(path).filter(|path| path.is_file());
                return Ok(());
            }
        };
        let lookup = |server: &Server| passfile::lookup(&text, server, &url.database, user);
        let mut found: Vec<_> = url.servers().iter().map(lookup).collect();
        if found.iter().any(Option::is_some) {
            access.password_from = Some(path.display().to_string());
        }
        url.password = found.remove(0);
        for (other, password) in url.others.iter_mut().zip(found) {
            other.password = password;
        }
        Ok(())
    }

    /// Another environment with a URL for the same database, and the URL's variable, if
    /// any. Destructive work is refused then, since one of the two is a mistake.
    pub fn same_database_as(&self, target: &Target) -> Option<(Environment, String)> {
        if target.access.tunnel.is_some() && target.url.is_local() {
            return None;
        }
        let own: Vec<_> = [Some(target), target.other_way()].into_iter().flatten().collect();
        let is_same = |variable: &String| {
            let Ok(Some(value)) = self.environ.get(variable) else { return false };
            let url = self.read_url(&value.text, variable);
            url.is_ok_and(|url| own.iter().any(|own| same_database(&url, &own.url)))
        };
        let others = self.known_environments().into_iter();
        others
            .filter(|name| !Self::is_same(name, &target.environment))
            .filter(|name| !self.is_local_elsewhere(name))
            .find_map(|other| {
                let variable = self.url_variable(&other);
                let is_set = matches!(self.environ.get(&variable), Ok(Some(_)));
                let direct = self.direct_variable(&other).filter(|_| is_set);
                let variable = [Some(variable), direct].into_iter().flatten().find(is_same)?;
                Some((other, variable))
            })
    }
}

pub(super) fn same_database(a: &DatabaseUrl, b: &DatabaseUrl) -> bool {
    let own = nix::unistd::gethostname().unwrap_or_default().to_string_lossy().to_lowercase();
    let place = |server: &Server| {
        let host = match &server.host {
            // All names of this machine are one server, distinguished by port.
            _ if server.is_local() => "localhost".to_owned(),
            Host::Tcp(name) if is_own(name, &own) && server.address.is_none() => {
                "localhost".to_owned()
            }
            host if host.is_loopback() => server.address.clone().unwrap_or_default(),
            Host::Tcp(name) => name.trim_end_matches('.').to_ascii_lowercase(),
            Host::Socket(directory) => directory.display().to_string(),
        };
        (host, server.port)
    };
    let places: Vec<_> = b.servers().iter().map(place).collect();
    a.database == b.database && a.servers().iter().any(|server| places.contains(&place(server)))
}

/// Whether a name or address is this machine's own.
fn is_own(name: &str, own: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let short = own.split('.').next().unwrap_or_default();
    let local = name.strip_suffix(".local").or(name.strip_suffix(".localdomain"));
    let unspecified = name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_unspecified());
    unspecified
        || !short.is_empty() && (name == own || name == short || local == Some(short))
        || name == "localhost.localdomain"
        || name.ends_with(".localhost")
        || name == "ip6-localhost"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_say_this_machine_are_one() {
        for name in ["box.lan", "BOX", "box.local", "box.lan.", "0.0.0.0", "::", "db.localhost"] {
            assert!(is_own(name, "box.lan"), "{name}");
        }
        for name in ["box.example", "lan", "", "localhost.example", "10.0.0.1"] {
            assert!(!is_own(name, "box.lan"), "{name}");
            assert!(!is_own(name, ""), "{name}");
        }
    }
}
