use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::error::Error;

/// The name of an environment: `dev`, `test`, `prod` or one of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Environment(String);

impl Environment {
    pub const DEV: &'static str = "dev";
    pub const TEST: &'static str = "test";

    pub fn dev() -> Self {
        Self(Self::DEV.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The variable with its connection URL, unless the configuration names another.
    pub fn url_variable(&self) -> String {
        self.variable("CONNECTION_URL")
    }

    /// The variable with the direct URL that bypasses a pooler, in the same way.
    pub fn direct_url_variable(&self) -> String {
        self.variable("DIRECT_URL")
    }

    /// The variable with the way to its server through another host.
    pub fn tunnel_variable(&self) -> String {
        self.variable("TUNNEL")
    }

    fn variable(&self, end: &str) -> String {
        if self.0 == Self::DEV {
            return end.to_owned();
        }
        format!("{}_{end}", self.0.to_uppercase().replace('-', "_"))
    }

    /// Whether its database can be made again: `dev` and `test`, which the managed server has
    /// where no URL is set.
    pub fn is_disposable(&self) -> bool {
        matches!(self.as_str(), Self::DEV | Self::TEST)
    }

    /// Whether it is protected unless the configuration says otherwise: all but
    /// `dev` and `test`, since a `staging` behind an SSH tunnel looks local too.
    pub fn protected_by_default(&self) -> bool {
        !self.is_disposable()
    }
}

/// Whether this is a URL, or keywords or SQL with a password.
pub fn may_hold_password(text: &str) -> bool {
    let has_value = text.contains('=') || text.contains(char::is_whitespace);
    text.contains("://") || has_value && text.to_lowercase().contains("password")
}

impl FromStr for Environment {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        // Nothing of it is shown, since it may have a password.
        if may_hold_password(name) {
            return Err(Error::usage("a URL or a statement is not an environment")
                .with_hint("a URL follows --url, and SQL follows connect -c"));
        }
        if !fits {
            return Err(Error::usage(format!(
                "{name:?} is not a valid environment name: use letters, digits, - and _, \
                 beginning with a letter"
            )));
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_environment_has_its_own_variable() {
        for (name, variable) in [
            ("dev", "CONNECTION_URL"),
            ("prod", "PROD_CONNECTION_URL"),
            ("test", "TEST_CONNECTION_URL"),
            ("my-stage", "MY_STAGE_CONNECTION_URL"),
        ] {
            let environment: Environment = name.parse().unwrap();
            assert_eq!(environment.url_variable(), variable);
            let direct = variable.replace("CONNECTION", "DIRECT");
            assert_eq!(environment.direct_url_variable(), direct);
        }
    }

    #[test]
    fn odd_names_are_refused() {
        for name in ["", "1st", "a b", "../x", "é", "-x"] {
            assert!(name.parse::<Environment>().is_err(), "{name:?}");
        }
    }
}
