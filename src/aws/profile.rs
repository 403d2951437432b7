//! A profile of `~/.aws/config`, as far as it explains why it leads to no credentials.

use std::borrow::Cow;

use aws_config::profile::{self, ProfileSet};
use aws_credential_types::provider::error::CredentialsError;
use aws_types::os_shim_internal::{Env, Fs};

use super::causes::{chain, innermost};
use crate::error::{Error, Result};
use crate::hint::quoted;

/// So many are named.
const SHOWN: usize = 8;

const KEYS: [[&str; 2]; 2] = [
    ["aws_access_key_id", "aws_secret_access_key"],
    ["aws_secret_access_key", "aws_access_key_id"],
];

/// What a profile's credentials come from rather than from its `credential_process`.
const BEFORE: [&str; 8] = [
    "credential_source",
    "web_identity_token_file",
    "sso_account_id",
    "sso_region",
    "sso_role_name",
    "sso_session",
    "sso_start_url",
    "login_session",
];

/// The first version of the AWS CLI with `aws login`. Source: AWS CLI User Guide, "Login for AWS
/// local development using console credentials".
const LOGIN: (u32, u32) = (2, 32);

/// So many lines of a process are shown.
const LINES: usize = 4;

/// The profile that is used, and all others.
pub struct Profile {
    all: ProfileSet,
    /// It was named; otherwise it is `default`, which need not exist.
    named: bool,
}

/// Credentials that a process gives, and the roles that are assumed by them, in order.
pub struct ByProcess<'a> {
    pub command: &'a str,
    pub roles: Vec<Role<'a>>,
}

/// A role as a profile names it.
pub struct Role<'a> {
    pub arn: &'a str,
    pub name: Option<&'a str>,
    pub external_id: Option<&'a str>,
}

impl Profile {
    /// Errors (usage): a file that cannot be read.
    pub async fn load(name: Option<&str>) -> Result<Self> {
        let selected = name.map(|name| Cow::Owned(name.to_owned()));
        let files = Default::default();
        let all = profile::load(&Fs::real(), &Env::real(), &files, selected).await;
        let all = all.map_err(|error| {
            Error::usage("the configuration of AWS cannot be read").with_detail(innermost(&error))
        })?;
        Ok(Self { named: name.is_some() || all.selected_profile() != "default", all })
    }

    /// The command of the AWS CLI that gives the credentials of `aws login`, if they come from
    /// there. The SDK's own way takes 24 more crates, and who has logged in has the CLI.
    pub fn by_cli(&self) -> Option<String> {
        let selected = self.all.selected_profile();
        let source = self.all.get_profile(self.source(selected).ok()?)?;
        source.get("login_session")?;
        Some(aws("aws configure export-credentials --format process", selected))
    }

    /// The command that gives the credentials, or those of the roles that lead to it. `None`: they
    /// come from elsewhere, or the profile is wrong. Source: the order in which the SDK consults a
    /// profile's settings.
    pub fn process(&self) -> Option<ByProcess<'_>> {
        let (mut name, mut roles) = (self.all.selected_profile(), Vec::new());
        let mut seen = vec![name];
        loop {
            let profile = self.all.get_profile(name)?;
            let has = |key: &&str| profile.get(key).is_some();
            if seen.len() > 1 && KEYS[0].iter().all(has) {
                return None;
            }
            let mut next = None;
            if let Some(arn) = profile.get("role_arn").filter(|_| !has(&"web_identity_token_file"))
            {
                let [name, external_id] =
                    ["role_session_name", "external_id"].map(|key| profile.get(key));
                roles.push(Role { arn, name, external_id });
                next = Some(profile.get("source_profile").filter(|_| !has(&"credential_source"))?);
            }
            if let Some(next) = next.filter(|next| *next != name) {
                // A circle is the SDK's to name.
                if seen.contains(&next) {
                    return None;
                }
                seen.push(next);
                name = next;
                continue;
            }
            if BEFORE.iter().any(has) {
                return None;
            }
            roles.reverse();
            return Some(ByProcess { command: profile.get("credential_process")?, roles });
        }
    }

    /// That the AWS CLI of this version does not know `aws login`.
    pub fn outdated(&self, version: Option<(u32, u32)>) -> Option<Error> {
        let version = version.filter(|version| *version < LOGIN)?;
        let name = self.source(self.all.selected_profile()).ok()?;
        let (major, minor) = LOGIN;
        Some(
            Error::login(format!(
                "AWS profile {name} is for `aws login`, and the AWS CLI here is {}.{}",
                version.0, version.1
            ))
            .with_hint(format!(
                "install version {major}.{minor} of the AWS CLI or a later one, then: {}",
                aws("aws login", name)
            )),
        )
    }

    /// What is wrong with the profile, if that is why there are no credentials.
    pub fn explain(&self, error: &CredentialsError) -> Option<Error> {
        let name = match self.source(self.all.selected_profile()) {
            Ok(name) => name,
            Err(missing) => return Some(missing).filter(|_| self.named),
        };
        if let Some(error) = self.needs_code(error) {
            return Some(error);
        }
        let has = |key: &str| self.all.get_profile(name).is_some_and(|it| it.get(key).is_some());
        if has("login_session") {
            return Some(not_logged_in(name, "aws login").with_detail(said(error)));
        }
        let session = self.all.get_profile(name).and_then(|it| it.get("sso_session"));
        if let Some(session) = session.filter(|session| self.all.sso_session(session).is_none()) {
            let missing = format!("AWS profile {name} names the SSO session {session}");
            return Some(Error::usage(format!("{missing}, which does not exist")).with_hint(
                format!("add [sso-session {session}] to ~/.aws/config: aws configure sso-session"),
            ));
        }
        if has("sso_session") || has("sso_start_url") {
            return is_about_login(error).then(|| not_logged_in(name, "aws sso login"));
        }
        for [there, missing] in KEYS {
            if has(there) && !has(missing) {
                let it = format!("AWS profile {name} has {there}, but no {missing}");
                let set = aws("aws configure", name);
                return Some(Error::usage(it).with_hint(format!("set both with: {set}")));
            }
        }
        let command = self.all.get_profile(name)?.get("credential_process")?;
        let process =
            format!("the credential_process of AWS profile {name} ({})", program(command));
        if matches!(error, CredentialsError::ProviderTimedOut(_)) {
            let error = Error::unreachable(format!("{process} did not end in time"));
            let hint = "it may wait for an answer or a key; CRUDDUR_AWS_TIMEOUT waits longer";
            return Some(error.with_hint(hint));
        }
        innermost(error).contains("external process").then(|| {
            Error::login(format!("{process} returned no credentials"))
                .with_detail(said(error))
                .with_hint("run it by hand to see what it says")
        })
    }

    /// The SDK does not know `mfa_serial`: it asks for the role without a code, and AWS refuses.
    fn needs_code(&self, error: &CredentialsError) -> Option<Error> {
        let name = self.all.selected_profile();
        self.all.get_profile(name)?.get("mfa_serial")?;
        let refused = chain(error).any(|cause| cause.to_string().contains("AccessDenied"));
        refused.then(|| {
            let export = aws("aws configure export-credentials --format env", name);
            Error::login(format!("the role of AWS profile {name} needs an MFA code"))
                .with_detail(said(error))
                .with_hint(format!(
                    "the AWS CLI asks for it: eval \"$({export})\"; then use neither --profile nor \
                     AWS_PROFILE"
                ))
        })
    }

    /// The profile where the credentials of this one come from. Errors (usage): it is not there.
    fn source<'a>(&'a self, name: &'a str) -> Result<&'a str> {
        let (mut name, mut by) = (name, None);
        // A circle is the SDK's to name.
        for _ in 0..20 {
            let Some(profile) = self.all.get_profile(name) else {
                return Err(self.missing(name, by));
            };
            match profile.get("source_profile") {
                Some(next) if next != name => (by, name) = (Some(name), next),
                _ => break,
            }
        }
        Ok(name)
    }

    fn missing(&self, name: &str, by: Option<&str>) -> Error {
        let mut names: Vec<&str> = self.all.profiles().collect();
        names.sort_unstable();
        let more = if names.len() > SHOWN { ", ..." } else { "" };
        names.truncate(SHOWN);
        let there = match names.as_slice() {
            [] => "there are none".to_owned(),
            names => format!("there are {}{more}", names.join(", ")),
        };
        let by = by.map(|by| format!(", which {by} names")).unwrap_or_default();
        Error::usage(format!("there is no AWS profile {name}{by}: {there}"))
            .with_hint("check --profile, AWS_PROFILE and ~/.aws/config")
    }
}

fn not_logged_in(profile: &str, login: &str) -> Error {
    Error::login(format!("AWS profile {profile} is not logged in"))
        .with_hint(format!("log in with: {}", aws(login, profile)))
}

/// The reason; of a process, the end of what it says itself.
fn said(error: &CredentialsError) -> String {
    let whole = innermost(error);
    let Some((_, stderr)) = whole.split_once("Stderr: ") else { return whole };
    let lines: Vec<&str> = stderr.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

/// Whether a login helps: not against a network without a way to AWS, nor for a role that is
/// forbidden.
fn is_about_login(error: &CredentialsError) -> bool {
    let other = ["dispatch failure", "timed out", "ForbiddenException", "AccessDenied"];
    !chain(error).any(|cause| other.iter().any(|other| cause.to_string().contains(other)))
}

/// A command of the AWS CLI.
fn aws(command: &str, profile: &str) -> String {
    format!("{command} --profile {}", quoted(profile))
}

/// What a command line runs. Its arguments, and variables that it sets, may be secret.
fn program(command: &str) -> &str {
    let command = command.trim();
    if let Some((path, _)) = command.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        return path;
    }
    let mut words = command.split_whitespace();
    words.find(|word| !word.contains(['=', '"', '\''])).unwrap_or("a command")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_named_without_what_may_be_secret() {
        for (command, name) in [
            ("/opt/bin/awscreds --token s3cret", "/opt/bin/awscreds"),
            ("TOKEN=s3cret vault read", "vault"),
            ("\"C:/Program Files/x\" --token s3cret", "C:/Program Files/x"),
            ("'s3cret'", "a command"),
            ("", "a command"),
        ] {
            assert_eq!(program(command), name);
        }
    }
}
