use std::fmt;

use super::{InstanceSpec, MasterPassword, reserved};
use crate::error::{Error, Result};

/// A rule of AWS that a value breaks, by the flag that gave the value.
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

/// The first minor version that AWS still makes instances of; `EARLIEST` is the first major
/// one. Source: AWS's notice on deprecated minor versions of RDS for PostgreSQL of May 2026.
const MINORS: [(u32, u32); 4] = [(14, 18), (15, 13), (16, 9), (17, 5)];
const EARLIEST: u32 = 13;

/// Smallest and largest storage in GiB.
const STORAGE: [(&str, i32, i32); 5] = [
    ("gp2", 20, 65_536),
    ("gp3", 20, 65_536),
    ("io1", 100, 65_536),
    ("io2", 100, 65_536),
    ("standard", 5, 3_072),
];

impl InstanceSpec {
    /// Checks everything that AWS would refuse, before anything is sent.
    ///
    /// Errors (usage): every rule that is broken, by its flag. Source: Amazon RDS API
    /// Reference, CreateDBInstance.
    pub fn validate(&self, region: &str) -> Result<()> {
        let mut problems = self.problems(region).into_iter();
        let Some(first) = problems.next() else { return Ok(()) };
        let rest: Vec<String> = problems.map(|problem| format!("also: {problem}")).collect();
        let error = Error::usage(first.to_string());
        Err(if rest.is_empty() { error } else { error.detail(rest.join("\n")) })
    }

    /// Why no instance can have this name, if that is so.
    pub fn name_problem(name: &str) -> Option<Problem> {
        identifier(name).map(|rule| Problem { flag: "INSTANCE", rule })
    }

    /// The rules that the values break.
    pub fn problems(&self, region: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut say = |flag, rule: Option<String>| {
            problems.extend(rule.map(|rule| Problem { flag, rule }));
        };
        say("INSTANCE", identifier(&self.identifier));
        say("--class", class(&self.class));
        say("--engine-version", engine_version(&self.engine_version));
        say("--master-username", master_username(&self.master_username));
        if let MasterPassword::Given(password) = &self.password {
            say("the password", password_rule(password.expose()));
        }
        say("--storage", storage(&self.storage_type, self.storage));
        say("--availability-zone", self.zone(region));
        say("--backup-retention", days(self.backup_retention));
        say("--port", (self.port < 1150).then(|| format!("is {}: from 1150 to 65535", self.port)));
        say("--db-name", db_name(&self.db_name));
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
            return Some("does not go with --multi-az, which takes two zones by itself".to_owned());
        }
        if zone == region {
            return Some(format!("is {zone}, a region: a zone has a letter more, as {region}a"));
        }
        let letter = zone.strip_prefix(region).unwrap_or_default();
        let fits = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_lowercase());
        (!fits).then(|| format!("is {zone:?}: not a zone of {region}, as {region}a is"))
    }
}

/// Whether a text begins with a letter and goes on with letters, digits and `more`.
fn is_name(text: &str, more: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
}

fn identifier(name: &str) -> Option<String> {
    let fits =
        is_name(name, "-") && name.len() <= 63 && !name.contains("--") && !name.ends_with('-');
    (!fits).then(|| {
        format!(
            "is {name:?}: 1 to 63 letters, digits and hyphens, beginning with a letter, without \
             a hyphen at the end or two in a row"
        )
    })
}

fn class(class: &str) -> Option<String> {
    let mut parts = class.split('.');
    let fits = parts.next() == Some("db")
        && parts.clone().count() == 2
        && parts.all(|part| is_name(part, "-") || part.starts_with(|c: char| c.is_ascii_digit()));
    if fits && class.starts_with("db.t2.") {
        return Some(format!("is {class}: no longer made for new instances; take db.t4g.micro"));
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
        return Some(format!("is {version:?}: a major version as 17, or with the minor, as 17.5"));
    };
    if major < EARLIEST {
        return Some(format!("is {version}: AWS makes no new instances of it; take 17"));
    }
    let (_, first) = MINORS.iter().find(|(it, _)| *it == major)?;
    let retired = minor?.parse().is_ok_and(|minor: u32| minor < *first);
    retired
        .then(|| format!("is {version}: AWS no longer makes it; give {major} for the newest minor"))
}

fn master_username(name: &str) -> Option<String> {
    if reserved::is_user(name) {
        return Some(format!("is {name}: a word that the engine keeps for itself"));
    }
    let fits = is_name(name, "_") && name.len() <= 16;
    (!fits).then(|| {
        format!("is {name:?}: 1 to 16 letters, digits and underscores, beginning with a letter")
    })
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
    match length {
        0..8 => Some(format!("has {length} characters: from 8 to 128")),
        8..=128 => None,
        _ => Some(format!("has {length} characters: from 8 to 128")),
    }
}

fn storage(kind: &str, size: i32) -> Option<String> {
    let Some((_, least, most)) = STORAGE.iter().find(|(name, ..)| *name == kind) else {
        let names = STORAGE.map(|(name, ..)| name).join(", ");
        return Some(format!("cannot be checked: --storage-type is {kind:?}, not one of {names}"));
    };
    let fits = (*least..=*most).contains(&size);
    (!fits).then(|| format!("is {size} GiB: {kind} has from {least} to {most}"))
}

fn days(days: i32) -> Option<String> {
    (!(0..=35).contains(&days)).then(|| format!("is {days} days: from 0 (no backups) to 35"))
}

fn db_name(name: &str) -> Option<String> {
    if reserved::is_database(name) {
        return Some(format!("is {name}: a word that the engine keeps for itself"));
    }
    let fits = is_name(name, "_") && name.len() <= 63;
    (!fits).then(|| {
        format!("is {name:?}: 1 to 63 letters, digits and underscores, beginning with a letter")
    })
}

fn insights(days: i32) -> Option<String> {
    let fits = days == 7 || days == 731 || days % 31 == 0 && (1..=23).contains(&(days / 31));
    (!fits).then(|| format!("is {days} days: 7 (free), 31 times 1 to 23, or 731"))
}

fn tag_rule((key, value): &(String, String)) -> Option<String> {
    let fits = |text: &str, most: usize| {
        text.len() <= most && text.chars().all(|c| c.is_alphanumeric() || " _.:/=+-@".contains(c))
    };
    let is_theirs = key.to_ascii_lowercase().starts_with("aws:");
    if key.is_empty() || !fits(key, 128) || !fits(value, 256) || is_theirs {
        return Some(format!(
            "is {key}={value}: KEY=VALUE of letters, digits, spaces and _ . : / = + - @, and \
             KEY not beginning with aws:"
        ));
    }
    None
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
mod tests {
    use super::*;
    use crate::model::Secret;

    const REGION: &str = "ca-central-1";

    /// Sets one value and returns the flags of the rules that are then broken.
    fn broken(change: impl FnOnce(&mut InstanceSpec)) -> Vec<&'static str> {
        let mut spec = InstanceSpec::sound();
        change(&mut spec);
        spec.problems(REGION).iter().map(|problem| problem.flag).collect()
    }

    fn text(flag: &str, good: &[&str], bad: &[&str], set: fn(&mut InstanceSpec, String)) {
        for value in good {
            assert_eq!(broken(|spec| set(spec, value.to_string())), [""; 0], "{flag} {value:?}");
        }
        for value in bad {
            assert_eq!(broken(|spec| set(spec, value.to_string())), [flag], "{flag} {value:?}");
        }
    }

    fn number(flag: &str, good: &[i32], bad: &[i32], set: fn(&mut InstanceSpec, i32)) {
        for value in good {
            assert_eq!(broken(|spec| set(spec, *value)), [""; 0], "{flag} {value}");
        }
        for value in bad {
            assert_eq!(broken(|spec| set(spec, *value)), [flag], "{flag} {value}");
        }
    }

    #[test]
    fn both_presets_are_sound() {
        assert_eq!(broken(|_| {}), [""; 0]);
        for region in [REGION, "us-east-1"] {
            let (bootcamp, changes) = InstanceSpec::bootcamp(region);
            assert_eq!(bootcamp.problems(region), []);
            assert_eq!(changes.len(), if region == REGION { 2 } else { 3 });
        }
    }

    #[test]
    fn names() {
        let long = "a".repeat(64);
        text(
            "INSTANCE",
            &["a", "cruddur-db-instance", "Abc", &long[..63]],
            &["", "1abc", "a--b", "abc-", "-a", "a_b", "a.b", "é", &long],
            |spec, value| spec.identifier = value,
        );
        text(
            "--master-username",
            &["root", "cruddurroot", "A_1", &long[..16]],
            &[
                "",
                "admin",
                "Admin",
                "user",
                "rdsadmin",
                "pg_x",
                "Select",
                "1a",
                "a-b",
                "a b",
                &long[..17],
            ],
            |spec, value| spec.master_username = value,
        );
        text(
            "--db-name",
            &["cruddur", "a_1", &long[..63]],
            &["", "1a", "a-b", "db", "template1", "rdsadmin", "table", &long],
            |spec, value| spec.db_name = value,
        );
    }

    #[test]
    fn classes_and_versions() {
        text(
            "--class",
            &["db.t3.micro", "db.t4g.micro", "db.m6id.2xlarge", "db.x2iedn.16xlarge"],
            &["", "t3.micro", "db.t3", "db..micro", "db.t3.micro.x", "db.t2.micro"],
            |spec, value| spec.class = value,
        );
        text(
            "--engine-version",
            &["17", "17.5", "14", "14.20", "15.13", "13", "13.4", "18", "18.1"],
            &[
                "", "14.6", "14.17", "15.12", "16.8", "17.4", "12", "9.6", "17.", "17.5.1", "v17",
                "latest", "17-R1",
            ],
            |spec, value| spec.engine_version = value,
        );
    }

    #[test]
    fn passwords() {
        let long = "x".repeat(129);
        text(
            "the password",
            &["canary-7", "!#$%&'()*+", &long[..128]],
            &[
                "",
                "short-7",
                "with/slash",
                "with@sign",
                "with\"quote",
                "with space",
                "passwörd",
                "line\nend1",
                &long,
            ],
            |spec, value| spec.password = MasterPassword::Given(Secret::new(value)),
        );
        let mut spec = InstanceSpec::sound();
        spec.password = MasterPassword::Given(Secret::new("canary@Zq7"));
        assert!(!spec.validate(REGION).unwrap_err().to_string().contains("canary"));
        assert!(!format!("{spec:?}").contains("canary"));
        assert!(!serde_json::to_string(&spec).unwrap().contains("canary"));
    }

    #[test]
    fn numbers() {
        number("--storage", &[20, 65_536], &[-1, 0, 5, 19, 65_537], |spec, value| {
            spec.storage = value;
        });
        number("--storage", &[100], &[20, 99], |spec, value| {
            spec.storage = value;
            spec.storage_type = "io1".into();
        });
        number("--storage", &[5, 3072], &[4, 3073], |spec, value| {
            spec.storage = value;
            spec.storage_type = "standard".into();
        });
        assert_eq!(broken(|spec| spec.storage_type = "ssd".into()), ["--storage"]);
        number("--backup-retention", &[0, 1, 35], &[-1, 36, 99], |spec, value| {
            spec.backup_retention = value;
        });
        number("--port", &[1150, 5432, 65_535], &[1, 80, 1149], |spec, value| {
            spec.port = u16::try_from(value).unwrap();
        });
        number(
            "--performance-insights-retention",
            &[7, 31, 62, 713, 731],
            &[0, 1, 8, 30, 94, 732, 744],
            |spec, value| spec.performance_insights = Some(value),
        );
    }

    #[test]
    fn zones() {
        let zone = |zone: &str, multi_az| {
            broken(|spec| {
                spec.availability_zone = Some(zone.to_owned());
                spec.multi_az = multi_az;
            })
        };
        assert_eq!(zone("ca-central-1a", false), [""; 0]);
        for bad in ["ca-central-1", "us-east-1a", "a", "", "ca-central-1ab", "ca-central-12"] {
            assert_eq!(zone(bad, false), ["--availability-zone"], "{bad}");
        }
        assert_eq!(zone("ca-central-1a", true), ["--availability-zone"]);
        assert_eq!(broken(|spec| spec.multi_az = true), [""; 0]);
    }

    #[test]
    fn tags() {
        let tag =
            |key: &str, value: &str| broken(|spec| spec.tags = vec![(key.into(), value.into())]);
        assert_eq!(tag("team", "cruddur"), [""; 0]);
        for (key, value) in [("", "x"), ("aws:x", "y"), ("AWS:x", "y"), ("a", "<b>")] {
            assert_eq!(tag(key, value), ["--tag"]);
        }
        let many = |count: usize, key: fn(usize) -> String| {
            broken(|spec| spec.tags = (0..count).map(|n| (key(n), String::new())).collect())
        };
        assert_eq!(many(50, |n| n.to_string()), [""; 0]);
        assert_eq!(many(51, |n| n.to_string()), ["--tag"]);
        assert_eq!(many(2, |_| "team".to_owned()), ["--tag"]);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let mut spec = InstanceSpec::sound();
        (spec.storage, spec.port) = (1, 80);
        let text = spec.validate(REGION).unwrap_err().to_string();
        assert_eq!(
            text,
            "--storage is 1 GiB: gp3 has from 20 to 65536\n\
             detail: also: --port is 80: from 1150 to 65535"
        );
    }
}
