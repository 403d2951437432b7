//! What of a project would have a database, and is passed over.

use super::Config;
use crate::error::Result;
use crate::hint;
use crate::model::Environment;
use crate::regular_file;

impl Config {
    /// Where `dev` or `test` has no URL and nothing leads to one: why the compose file does not, and
    /// which `.env` file of a directory below sets it.
    ///
    /// Errors (usage): a variable that cannot be read.
    pub fn notes(&self, environment: &Environment) -> Result<Vec<String>> {
        let variable = self.url_variable(environment);
        let is_set = self.environ.get_even_empty(&variable)?.is_some();
        if self.url.is_some() || is_set || !environment.is_disposable() {
            return Ok(Vec::new());
        }
        let is_dev = environment.as_str() == Environment::DEV;
        let unused = match (self.proposed_url(environment)?, self.of_no_use_elsewhere()?) {
            (Some(_), _) => None,
            (None, Some(why)) if is_dev => Some(why),
            (None, _) => self.of_no_use(environment, &variable),
        };
        Ok(unused.into_iter().chain(self.set_below(&variable)).collect())
    }

    fn of_no_use(&self, environment: &Environment, variable: &str) -> Option<String> {
        let compose = self.compose()?;
        let file = compose.file.display();
        if compose.is_unreadable {
            return Some(format!("{file} cannot be read as a compose file, and is passed over"));
        }
        if let Some(service) = compose.service_for(environment) {
            return Some(format!(
                "service {} of {file} is Postgres, and publishes no port on this machine: with \
                 ports: [\"5432:5432\"] there, {} writes its URL",
                service.name,
                hint::command("init")
            ));
        }
        let built = compose.maybe_postgres.first()?;
        Some(format!(
            "service {built} of {file} has no image that tells what it is: if it is Postgres, set \
             {variable} to its URL"
        ))
    }

    /// The `.env` file of a directory below that has the variable, which is read only there.
    fn set_below(&self, variable: &str) -> Option<String> {
        if !self.root.found {
            return None;
        }
        let entries = std::fs::read_dir(self.project_root()).ok()?.flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.path().join(".env")).collect();
        files.sort();
        let sets = |text: String| {
            text.lines().any(|line| {
                let line = line.trim_start();
                let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
                line.strip_prefix(variable).is_some_and(|rest| rest.trim_start().starts_with('='))
            })
        };
        // A pipe would be waited for.
        files.retain(|it| it.is_file());
        let file = files.into_iter().find(|it| regular_file::read_to_string(it).is_ok_and(sets))?;
        let directory = self.shortened(file.parent()?.to_owned());
        Some(format!(
            "{} sets {variable}, which counts only below {}",
            self.shortened(file).display(),
            directory.display()
        ))
    }
}
