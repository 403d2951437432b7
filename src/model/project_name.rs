use std::fmt;
use std::path::Path;
use std::str::FromStr;

use serde::Serialize;

use super::{DatabaseName, Environment};
use crate::error::Error;

/// The longest one, so that `NAME_test` is a database's name, too.
const MAX_BYTES: usize = 58;

/// Names that are the server's own.
const SYSTEM: [&str; 3] = ["postgres", "template0", "template1"];

/// What a project's databases on the managed server are called: `shop`, and `shop_test`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectName(String);

impl ProjectName {
    /// That of Cruddur, whose schema is built in.
    pub fn cruddur() -> Self {
        Self("cruddur".to_owned())
    }

    /// The name of a directory as an identifier that needs no quotes.
    pub fn of_directory(directory: &Path) -> Self {
        let name = directory.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let fits = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let mut name: String = name.chars().map(fits).take(MAX_BYTES).collect();
        if !name.contains(|c: char| c.is_ascii_alphanumeric()) {
            name = String::from("project");
        }
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || SYSTEM.contains(&name.as_str()) {
            name = format!("db_{}", name.trim_start_matches('_'));
        }
        name.truncate(MAX_BYTES);
        Self(name)
    }

    /// The database of an environment; only `dev` and `test` have one on the managed server.
    pub fn database(&self, environment: &Environment) -> Option<DatabaseName> {
        match environment.as_str() {
            Environment::DEV => Some(self.dev()),
            Environment::TEST => Some(DatabaseName::made(format!("{}_test", self.0))),
            _ => None,
        }
    }

    /// The database of `dev`.
    pub fn dev(&self) -> DatabaseName {
        DatabaseName::made(self.0.clone())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProjectName {
    type Err = Error;

    /// Errors (usage): one that would need quotes, or is the server's own.
    fn from_str(name: &str) -> Result<Self, Error> {
        let nearest = Self::of_directory(Path::new(name));
        match nearest.0 == name {
            true => Ok(nearest),
            false => Err(Error::usage(format!("{name:?} is not a valid name for databases"))
                .with_hint(format!(
                    "use lower-case letters, digits and _, beginning with a letter, such as \
                     {:?}",
                    nearest.0
                ))),
        }
    }
}

impl fmt::Display for ProjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_becomes_an_identifier() {
        let long = "x".repeat(80);
        for (directory, name) in [
            ("/home/me/shop", "shop"),
            ("/home/me/My Shop-2", "my_shop_2"),
            ("/srv/2fa", "db_2fa"),
            ("/srv/.dotfiles", "db_dotfiles"),
            ("/srv/Übung", "db_bung"),
            ("/srv/日本", "project"),
            ("/srv/postgres", "db_postgres"),
            ("/", "project"),
            (&long, &long[..58]),
        ] {
            let made = ProjectName::of_directory(Path::new(directory));
            assert_eq!(made.as_str(), name);
            assert_eq!(name.parse::<ProjectName>().unwrap(), made);
            assert!(made.database(&"test".parse().unwrap()).unwrap().as_str().len() <= 63);
        }
        for name in ["", "Shop", "my-shop", "2fa", "a/b", "postgres", &long] {
            assert!(name.parse::<ProjectName>().is_err(), "{name:?}");
        }
    }
}
