//! AWS SDK settings in `.env` files.

use super::{Config, Environ};
use crate::error::{Error, Result};

const PREFIX: &str = "AWS_";

/// Credentials come from one source as a whole: a token does not match another source's key.
const LOGIN: [&str; 3] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/// Settings of other AWS tools that the SDK ignores, and their replacements.
const IGNORED: [(&str, &str); 4] = [
    ("AWS_CA_BUNDLE", "add the CA certificate to the system's"),
    ("AWS_DEFAULT_PROFILE", "set AWS_PROFILE"),
    ("AWS_SECURITY_TOKEN", "set AWS_SESSION_TOKEN"),
    ("AWS_METADATA_SERVICE_TIMEOUT", "leave it out"),
];

impl Environ {
    /// Copies the AWS settings of the files to the process environment, the only place where the
    /// SDK reads all of them. They are inherited by programs that we start, as they would after
    /// `set -a; . ./.env`.
    ///
    /// Call it at program start, while there is only one thread.
    pub fn lend_aws_settings(&self) {
        for name in self.names_in_files().filter(|name| self.is_lent(name)) {
            let Ok(Some(value)) = self.get(name) else { continue };
            if value.file.is_some() && !value.text.contains('\0') {
                // SAFETY: there is no other thread yet that could read the environment.
                unsafe { std::env::set_var(name, value.text) };
            }
        }
    }

    fn is_lent(&self, name: &str) -> bool {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let other_login = LOGIN.contains(&name) && self.path(LOGIN[0]).is_some();
        name.starts_with(PREFIX) && name.chars().all(fits) && !other_login
    }
}

impl Config {
    /// Errors (usage): a setting of AWS in a `.env` file that cannot be read, or that the SDK
    /// does not know. Ignoring it might use another account.
    pub fn check_aws_settings(&self) -> Result<()> {
        for name in self.environ.names_in_files().filter(|name| name.starts_with(PREFIX)) {
            let Some(value) = self.environ.get(name)? else { continue };
            let ignored = IGNORED.iter().find(|(ignored, _)| name == *ignored);
            if let (Some((_, instead)), Some(file)) = (ignored, value.file) {
                let place = file.display();
                return Err(Error::usage(format!("{name} in {place} has no effect here"))
                    .with_hint(format!("{instead}; --no-dotenv ignores the file")));
            }
        }
        Ok(())
    }
}
