use std::fmt;

use crate::error::{Error, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthMethod {
    /// No authentication.
    None,
    Password,
    Md5,
    Gss,
    Sspi,
    ScramSha256,
}

impl AuthMethod {
    const WORDS: [(Self, &str); 6] = [
        (Self::None, "none"),
        (Self::Password, "password"),
        (Self::Md5, "md5"),
        (Self::Gss, "gss"),
        (Self::Sspi, "sspi"),
        (Self::ScramSha256, "scram-sha-256"),
    ];
}

impl fmt::Display for AuthMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::WORDS.iter().find(|(method, _)| method == self);
        f.write_str(word.map_or("", |(_, text)| text))
    }
}

/// `require_auth`: the acceptable ones; by default all. Source: PostgreSQL documentation,
/// "Parameter Key Words" of libpq.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequireAuth {
    text: String,
    allowed: Option<Vec<AuthMethod>>,
}

impl RequireAuth {
    /// Methods, separated by commas; or forbidden ones, each with a `!` before it.
    ///
    /// Errors (usage): both at once; a method unknown to libpq, or a duplicate.
    pub fn read(text: String) -> Result<Self> {
        let negates = text.starts_with('!');
        let mut named = Vec::new();
        for word in text.split(',') {
            if word.starts_with('!') != negates {
                return Err(Error::usage(format!(
                    "require_auth={text} mixes allowed and forbidden methods"
                )));
            }
            let word = word.trim_start_matches('!');
            let method = AuthMethod::WORDS.iter().find(|(_, known)| *known == word);
            let Some((method, _)) = method.filter(|(method, _)| !named.contains(method)) else {
                let known: Vec<&str> = AuthMethod::WORDS.iter().map(|(_, word)| *word).collect();
                return Err(Error::usage(format!(
                    "require_auth={text} is not a value that libpq accepts"
                ))
                .with_hint(format!("each once: {}", known.join(", "))));
            };
            named.push(*method);
        }
        let all = AuthMethod::WORDS.iter().map(|(method, _)| *method);
        let allowed = all.filter(|method| named.contains(method) != negates).collect();
        Ok(Self { text, allowed: Some(allowed) })
    }

    /// Errors (login): the server requests another method.
    pub fn check(&self, method: AuthMethod) -> Result<()> {
        if self.allowed.as_ref().is_none_or(|allowed| allowed.contains(&method)) {
            return Ok(());
        }
        let what = match method {
            AuthMethod::None => "the server requests no authentication".to_owned(),
            method => format!("the server requests {method}"),
        };
        Err(Error::login(format!("{what}, but require_auth={}", self.text))
            .with_hint("its pg_hba.conf requires it, or someone is intercepting the connection"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_libpq_reads_them() {
        let allows =
            |text: &str, method| RequireAuth::read(text.to_owned()).unwrap().check(method).is_ok();
        assert!(allows("scram-sha-256,none", AuthMethod::None));
        assert!(!allows("scram-sha-256", AuthMethod::None));
        assert!(!allows("!password,!md5", AuthMethod::Md5));
        assert!(allows("!password,!md5", AuthMethod::ScramSha256));
        assert!(RequireAuth::default().check(AuthMethod::Password).is_ok());
        for bad in ["md5,!password", "md5,md5", "scram", "md5,"] {
            assert!(RequireAuth::read(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
