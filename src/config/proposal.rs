//! The line of `.env` that is missing where a project has a database already.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{Config, rails};
use crate::error::Result;
use crate::hint;
use crate::model::{DatabaseUrl, Environment, PlainUrl, PostgresService, Secret, plain_url};
use crate::regular_file;

/// What others call the variable.
const OTHER: &str = "DATABASE_URL";

/// A line that would lead to a database of the project.
#[derive(Debug, Clone)]
pub struct ProposedUrl {
    pub variable: String,
    /// The `.env` file it belongs into, from the working directory where that is shorter.
    pub file: PathBuf,
    pub value: Value,
    pub found: String,
}

#[derive(Debug, Clone)]
pub enum Value {
    Url(Box<DatabaseUrl>),
    Same(&'static str),
}

impl Value {
    pub fn has_password(&self) -> bool {
        matches!(self, Self::Url(url) if url.password.is_some())
    }

    /// As it is written to the file.
    pub fn text(&self) -> Secret {
        match self {
            Self::Url(url) => url.with_password(),
            Self::Same(variable) => Secret::new(format!("${{{variable}}}")),
        }
    }
}

impl fmt::Display for Value {
    /// Without a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => url.fmt(f),
            Self::Same(variable) => write!(f, "${{{variable}}}"),
        }
    }
}

impl fmt::Display for ProposedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { variable, file, value, found } = self;
        let file = file.display();
        write!(
            f,
            "{found}; to use it, add {variable}={value} to {file}, which this does: {}",
            hint::command("init")
        )
    }
}

impl Config {
    /// The line that is missing where `dev` or `test` has no URL, and the project has a database:
    /// at `DATABASE_URL`, or in its compose file.
    ///
    /// Errors (usage): a variable that cannot be read.
    pub fn proposed_url(&self, environment: &Environment) -> Result<Option<ProposedUrl>> {
        let variable = self.url_variable(environment);
        let is_set = self.environ.get_even_empty(&variable)?.is_some();
        if self.url.is_some() || is_set || !environment.is_disposable() {
            return Ok(None);
        }
        if environment.as_str() == Environment::DEV
            && let Some(proposed) = self.of_other(&variable)?
        {
            return Ok(Some(proposed));
        }
        match self.of_compose(environment, variable.clone())? {
            Some(proposed) => Ok(Some(proposed)),
            None => Ok(self.of_rails(environment, variable)),
        }
    }

    /// By the variable of other programs, whose URL may have parts that libpq does not know.
    fn of_other(&self, variable: &str) -> Result<Option<ProposedUrl>> {
        let Some(other) = self.environ.get(OTHER)? else { return Ok(None) };
        let mut found = format!("{OTHER} is set, and is not used");
        let value = match plain_url(&other.text) {
            Some(PlainUrl { text, without }) => {
                found.push_str(&format!(" (Postgres knows nothing of {})", without.join(", ")));
                DatabaseUrl::parse(&text).ok().map(|url| Value::Url(Box::new(url)))
            }
            None if self.read_url(&other.text, OTHER).is_err() => None,
            None if self.can_refer(variable, other.file.as_deref()) => Some(Value::Same(OTHER)),
            None => {
                let url = DatabaseUrl::parse(other.text.trim_end()).ok();
                url.map(|url| Value::Url(Box::new(url)))
            }
        };
        let file = self.shortened(other.file.unwrap_or_else(|| self.env_file()));
        let variable = variable.to_owned();
        Ok(value.map(|value| ProposedUrl { variable, file, value, found }))
    }

    /// Whether the value of the other variable can be referred to in the file that sets it: not
    /// where the shell does not set it for want of quotes.
    fn can_refer(&self, variable: &str, file: Option<&Path>) -> bool {
        let Some(file) = file else { return true };
        let bytes = regular_file::read(file).unwrap_or_default();
        self.with_variable(Some(&bytes), variable, &Value::Same(OTHER).text()).is_ok()
    }

    /// Why the URL of the other variable leads to no database; none where it is no Postgres.
    pub(super) fn of_no_use_elsewhere(&self) -> Result<Option<String>> {
        let Some(other) = self.environ.get(OTHER)? else { return Ok(None) };
        let text = plain_url(&other.text).map_or(other.text, |plain| plain.text);
        let is_postgres = text.starts_with("postgres");
        Ok(self.read_url(&text, OTHER).err().filter(|_| is_postgres).map(|error| error.message()))
    }

    fn of_rails(&self, environment: &Environment, variable: String) -> Option<ProposedUrl> {
        let url = rails::url(self.project_home(), environment)?;
        Some(ProposedUrl {
            variable,
            file: self.shortened(self.env_file()),
            value: Value::Url(Box::new(url)),
            found: format!("{} names a database", rails::FILE),
        })
    }

    fn of_compose(
        &self,
        environment: &Environment,
        variable: String,
    ) -> Result<Option<ProposedUrl>> {
        let Some(compose) = self.compose() else { return Ok(None) };
        let Some(service) = compose.service_for(environment) else { return Ok(None) };
        let database = self.database_of(service, environment);
        let Some(url) = service.url(&database, self.is_beside_services())? else {
            return Ok(None);
        };
        let file = compose.file.display();
        Ok(Some(ProposedUrl {
            variable,
            file: self.shortened(self.env_file()),
            value: Value::Url(Box::new(url)),
            found: format!("{file} has Postgres as service {}", service.name),
        }))
    }

    /// The name of an environment's database in a service: that of the image, else the project's.
    fn database_of(&self, service: &PostgresService, environment: &Environment) -> String {
        let own = || self.project_name().to_string();
        let is_test = environment.as_str() == Environment::TEST;
        match &service.database {
            Some(name) if !is_test || service.name.contains(Environment::TEST) => name.clone(),
            name if is_test => format!("{}_test", name.clone().unwrap_or_else(own)),
            _ => own(),
        }
    }

    /// Whether we are a container among the services, as in a devcontainer that compose made.
    fn is_beside_services(&self) -> bool {
        let is_ours = |compose: &crate::model::Compose| {
            let settings = self.project_root().join(".devcontainer/devcontainer.json");
            let text = regular_file::read_to_string(settings).unwrap_or_default();
            !compose.is_default || text.contains("\"dockerComposeFile\"")
        };
        self.is_in_container() && self.compose().is_some_and(is_ours)
    }

    /// A path from the working directory where it is below it.
    pub fn shortened(&self, path: PathBuf) -> PathBuf {
        path.strip_prefix(&self.working_dir).map_or(path.clone(), Path::to_owned)
    }
}
