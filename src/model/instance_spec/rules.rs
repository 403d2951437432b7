mod monitoring;
mod storage;
mod windows;

use std::fmt;

use super::{InstanceSpec, MasterPassword, reserved};
use crate::error::{Error, Result};

/// A rule of AWS that a value violates, with the value's flag.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    pub flag: &'static str,
    pub rule: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.flag, self.rule)
    }
}

/// The first minor version available for new instances; `EARLIEST` is the first major
/// one. Source: AWS's notice on deprecated minor versions of RDS for PostgreSQL of May 2026.
const MINORS: [(u32, u32); 4] = [(14, 18), (15, 13), (16, 9), (17, 5)];
const EARLIEST: u32 = 13;

impl InstanceSpec {
    /// Checks everything that AWS would refuse, before anything is sent.
    ///
    /// Errors (usage): every violated rule, by its flag. Source: Amazon RDS API
    /// Reference, CreateDBInstance.
    pub fn validate(&self, region: &str) -> Result<()> {
        let mut problems = self.problems(region).into_iter();
        let Some(first) = problems.next() else { return Ok(()) };
        let rest: Vec<String> = problems.map(|problem| format!("also: {problem}")).collect();
        let error = Error::usage(first.to_string());
        Err(if rest.is_empty() { error } else { error.with_detail(rest.join("\n")) })
    }

    /// Why no instance can have this name, if so.
    pub fn name_problem(name: &str) -> Option<Problem> {
        hyphenated(name, 63).map(|rule| Problem { flag: "INSTANCE", rule })
    }

    /// The rules that the values violate.
    pub fn problems(&self, region: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut say = |flag, rule: Option<String>| {
            problems.extend(rule.map(|rule| Problem { flag, rule }));
        };
        say("INSTANCE", hyphenated(&self.identifier, 63));
        say("--class", class(&self.class));
        say("--engine-version", engine_version(&self.engine_version));
        let (user, database) = (&self.master_username, &self.db_name);
        say("--master-username", underscored(user, reserved::is_user(user), 16));
        if let MasterPassword::Given(password) = &self.password {
            say("the password", password_rule(password.expose()));
        }
        say("--storage-type", storage::kind(self, region));
        say("--storage", storage::size(self));
        say("--max-storage", storage::growth(self));
        say("--iops", storage::iops(self));
        say("--kms-key", storage::key(self, region));
        say("--availability-zone", self.zone(region));
        say("--backup-retention", days(self.backup_retention));
        say("--backup-window", windows::backup(self));
        say("--maintenance-window", windows::maintenance(self));
        say("--port", (self.port < 1150).then(|| format!("is {}: from 1150 to 65535", self.port)));
        say("--db-name", underscored(database, reserved::is_database(database), 63));
        say("--network-type", monitoring::network(self));
        say("--option-group", monitoring::option_group(self));
        say("--cloudwatch-logs", monitoring::logs(self));
        say("--monitoring-interval", monitoring::interval(self));
        say("--monitoring-role", monitoring::role(self));
        say("--performance-insights-retention", self.performance_insights.and_then(insights));
        for tag in &self.tags {
            say("--tag", tag_rule(tag));
        }
        say("--tag", several_tags(&self.tags));
        problems
    }

    fn zone(&self, region: &str) -> Option<String> {
        let zone = self.availability_zone.as_deref()?;
        if self.multi_az {
            return Some("excludes --multi-az, which uses two zones".to_owned());
        }
        if zone == region {
            return Some(format!(
                "is {zone}, a region: a zone has an additional letter, such as {region}a"
            ));
        }
        let letter = zone.strip_prefix(region).unwrap_or_default();
        let fits = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_lowercase());
        (!fits).then(|| format!("is {zone:?}: not a zone of {region}, such as {region}a"))
    }
}

/// Whether a text begins with a letter and continues with letters, digits and `more`.
fn is_name(text: &str, more: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
}

/// A name that may have hyphens.
fn hyphenated(name: &str, most: usize) -> Option<String> {
    let fits =
        is_name(name, "-") && name.len() <= most && !name.contains("--") && !name.ends_with('-');
    (!fits).then(|| {
        format!(
            "is {name:?}: 1 to {most} letters, digits and hyphens, beginning with a letter, \
             without a hyphen at the end or two in a row"
        )
    })
}

/// A name in Postgres.
fn underscored(name: &str, is_reserved: bool, most: usize) -> Option<String> {
    if is_reserved {
        return Some(format!("is {name}: a reserved word of the engine"));
    }
    let fits = is_name(name, "_") && name.len() <= most;
    (!fits).then(|| {
        format!("is {name:?}: 1 to {most} letters, digits and underscores, beginning with a letter")
    })
}

fn class(class: &str) -> Option<String> {
    let mut parts = class.split('.');
    let fits = parts.next() == Some("db")
        && parts.clone().count() == 2
        && parts.all(|part| is_name(part, "-") || part.starts_with(|c: char| c.is_ascii_digit()));
    if fits && class.starts_with("db.t2.") {
        return Some(format!("is {class}: not available for new instances; use db.t4g.micro"));
    }
    (!fits).then(|| format!("is {class:?}: classes look like db.t4g.micro"))
}

fn engine_version(version: &str) -> Option<String> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = version.split('.');
    let major = parts.next().filter(|part| digits(part)).and_then(|part| part.parse::<u32>().ok());
    let minor = parts.next();
    let fits = minor.is_none_or(digits) && parts.next().is_none();
    let Some(major) = major.filter(|_| fits) else {
        return Some(format!(
            "is {version:?}: use a major version such as 17, or with the minor, such as 17.5"
        ));
    };
    if major < EARLIEST {
        return Some(format!("is {version}: not available for new instances; use 17"));
    }
    let (_, first) = MINORS.iter().find(|(it, _)| *it == major)?;
    let retired = minor?.parse().is_ok_and(|minor: u32| minor < *first);
    retired.then(|| format!("is {version}: no longer available; use {major} for the newest minor"))
}

/// Never repeats the password. The service's own refusal names `/`, `@`, `"` and the space.
fn password_rule(password: &str) -> Option<String> {
    let length = password.chars().count();
    let kind = |c: char| match c {
        '/' => Some("a slash"),
        '@' => Some("an @"),
        '"' => Some("a double quote"),
        ' ' => Some("a space"),
        '\t' | '\n' | '\r' => Some("a tab or a line end"),
        c if c.is_ascii_graphic() => None,
        _ => Some("a character outside printable ASCII"),
    };
    if let Some((place, kind)) =
        password.chars().enumerate().find_map(|(place, c)| Some((place, kind(c)?)))
    {
        return Some(format!(
            "has {kind} as character {}: printable ASCII without / @ \" and space",
            place + 1
        ));
    }
    (!(8..=128).contains(&length)).then(|| format!("has {length} characters: from 8 to 128"))
}

fn days(days: i32) -> Option<String> {
    (!(0..=35).contains(&days)).then(|| format!("is {days} days: from 0 (no backups) to 35"))
}

fn insights(days: i32) -> Option<String> {
    let fits = days == 7 || days == 731 || days % 31 == 0 && (1..=23).contains(&(days / 31));
    (!fits).then(|| format!("is {days} days: 7 (free), 31 times 1 to 23, or 731"))
}

fn tag_rule((key, value): &(String, String)) -> Option<String> {
    let fits = |text: &str| text.chars().all(|c| c.is_alphanumeric() || " _.:/=+-@".contains(c));
    let is_reserved = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.starts_with("aws:") || text.starts_with("rds:")
    };
    if key.is_empty() || ![key, value].iter().all(|text| fits(text) && !is_reserved(text)) {
        return Some(format!(
            "is {key}={value}: KEY=VALUE of letters, digits, spaces and _ . : / = + - @, neither \
             beginning with aws: or rds:"
        ));
    }
    let (key, value) = (key.chars().count(), value.chars().count());
    (key > 128 || value > 256).then(|| {
        format!("has {key} characters in its key and {value} in its value: at most 128 and 256")
    })
}

fn several_tags(tags: &[(String, String)]) -> Option<String> {
    const MOST: usize = 50;
    if tags.len() > MOST {
        return Some(format!("is given {} times: at most {MOST}", tags.len()));
    }
    let mut keys: Vec<&str> = tags.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    let twice = keys.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(format!("names the key {} twice", twice[0]))
}

#[cfg(test)]
mod tests;
