use std::fmt;

/// A password or token. It has no `Display` or `Serialize`, and its `Debug` shows nothing,
/// so that it is only revealed by [`Secret::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself, for the call that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Whether the value of a variable or setting with this name may be a secret.
pub fn names_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["pass", "pw", "secret", "token", "key"].iter().any(|word| name.contains(word))
}

/// Whether the text contains a URL or a connection string with a password.
pub fn has_password(text: &str) -> bool {
    // A password may contain what is not encoded.
    let is_url = |rest: &str| rest.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
    text.split("://").skip(1).any(is_url) || text.to_ascii_lowercase().contains("password=")
}

/// For command-line arguments.
impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}
