use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::error::Error;

/// The owner of a rule: a user and a workspace, as `USER@WORKSPACE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owner(String);

impl Owner {
    /// The longest value that a tag can have. Source: Amazon EC2 User Guide, "Tag restrictions".
    const LONGEST: usize = 256;

    /// Characters that are not allowed in tags and descriptions become `-`.
    pub fn new(user: &str, workspace: &str) -> Self {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_.-@".contains(c);
        let text = format!("{user}@{workspace}");
        Self(text.chars().map(|c| if fits(c) { c } else { '-' }).take(Self::LONGEST).collect())
    }

    /// The part before the last `@`; all of it where there is none.
    pub fn user(&self) -> &str {
        self.0.rsplit_once('@').map_or(self.0.as_str(), |(user, _)| user)
    }
}

impl FromStr for Owner {
    type Err = Error;

    /// Errors (usage): empty, or with characters that are not allowed in a tag.
    fn from_str(text: &str) -> Result<Self, Error> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_.-@".contains(c);
        if text.is_empty() || text.len() > Self::LONGEST || !text.chars().all(fits) {
            return Err(Error::usage(format!(
                "{text:?} is not a valid owner: use 1 to 256 letters, digits and _ . - @"
            )));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A rule's description, checked by AWS's rules before it is sent. Source: Amazon EC2 API
/// Reference, IpRange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Description(String);

impl Description {
    /// What the old script wrote.
    pub fn gitpod() -> Self {
        Self("GITPOD".to_owned())
    }

    pub fn of_owner(owner: &Owner) -> Self {
        // An owner is always a valid description.
        Self(format!("cruddur-db {owner}").chars().take(255).collect())
    }

    /// The description of a rule that `sg-run` creates for the duration of a command.
    pub fn of_run(owner: &Owner) -> Self {
        Self(format!("cruddur-db sg-run {owner}").chars().take(255).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Description {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let fits = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
        if let Some(odd) = text.chars().find(|c| !fits(*c)) {
            return Err(Error::usage(format!("a description cannot contain {odd:?}"))
                .with_hint("letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*"));
        }
        if text.len() > 255 {
            return Err(Error::usage("a description has at most 255 characters"));
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_fit_into_tags() {
        assert_eq!(Owner::new("ann b", "gitpod/1").to_string(), "ann-b@gitpod-1");
        assert_eq!(Owner::new(&"x".repeat(300), "h").to_string().len(), 256);
        assert!("a b".parse::<Owner>().is_err());
        assert!("Andrew's".parse::<Description>().is_err());
        assert!("GITPOD (ann) #1".parse::<Description>().is_ok());
    }
}
