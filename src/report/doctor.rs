//! The results of `doctor`, check by check.

use std::fmt;

use console::style;
use serde::Serialize;

use super::control_characters::printable;
use crate::model::{Environment, Target};

/// The status of a check. Unknown is not a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    Pass,
    Warn,
    Fail,
    Unknown,
}

impl Health {
    fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "FAIL",
            Self::Unknown => "unknown",
        }
    }

    fn shown(self) -> String {
        let word = style(format!("{:<7}", self.word()));
        match self {
            Self::Pass => word.green(),
            Self::Warn => word.yellow(),
            Self::Fail => word.red().bold(),
            Self::Unknown => word.yellow(),
        }
        .to_string()
    }
}

/// The checks, from the nearest to the farthest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    Configuration,
    ManagedServer,
    Dns,
    Tcp,
    Tls,
    Login,
    Database,
    Pooler,
    Privileges,
    Version,
    Extensions,
    Schema,
    Tag,
    AwsCredentials,
    RdsInstance,
    SecurityGroup,
    RdsSecurity,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Configuration => "configuration",
            Self::ManagedServer => "managed server",
            Self::Dns => "DNS",
            Self::Tcp => "TCP",
            Self::Tls => "TLS",
            Self::Login => "login",
            Self::Database => "database",
            Self::Pooler => "pooler",
            Self::Privileges => "privileges",
            Self::Version => "version",
            Self::Extensions => "extensions",
            Self::Schema => "schema",
            Self::Tag => "tag",
            Self::AwsCredentials => "AWS credentials",
            Self::RdsInstance => "RDS instance",
            Self::SecurityGroup => "security group",
            Self::RdsSecurity => "RDS security",
        })
    }
}

/// One check.
#[derive(Debug, Serialize)]
pub struct Checked {
    pub layer: Layer,
    pub health: Health,
    pub found: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// `None` for a check that was not run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
}

/// The results of all checks, in order.
#[derive(Debug, Serialize)]
pub struct Diagnosis {
    pub environment: Environment,
    /// `None` if not configured, or the managed server is not running.
    pub target: Option<Target>,
    pub health: Health,
    pub layers: Vec<Checked>,
    /// The text has the times, too.
    #[serde(skip)]
    pub times: bool,
}

impl Diagnosis {
    pub fn new(environment: Environment, target: Option<Target>, layers: Vec<Checked>) -> Self {
        let any = |health| layers.iter().any(|checked| checked.health == health);
        let health = if any(Health::Fail) {
            Health::Fail
        } else if any(Health::Warn) || any(Health::Unknown) {
            Health::Warn
        } else {
            Health::Pass
        };
        Self { environment, target, health, layers, times: false }
    }

    fn count(&self, health: Health) -> usize {
        self.layers.iter().filter(|checked| checked.health == health).count()
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_skipped = |checked: &Checked| checked.seconds.is_none();
        for run in self.layers.chunk_by(|a, b| is_skipped(a) && is_skipped(b) && a.found == b.found)
        {
            let [Checked { layer, health, found, fix, seconds }] = run else {
                let found = run.first().map_or("", |checked| &checked.found);
                writeln!(f, "{} {} checks {found}", Health::Unknown.shown(), run.len())?;
                continue;
            };
            let (found, fix) = (printable(found), fix.as_deref().map(printable));
            let mut lines = found.lines();
            let first = lines.next().unwrap_or_default();
            let time = match self.times {
                true => format!(" {:>8}", seconds.map_or(String::new(), |it| format!("{it:.3} s"))),
                false => String::new(),
            };
            writeln!(f, "{} {:<15}{time}  {first}", health.shown(), layer.to_string())?;
            let more = lines.map(str::to_owned);
            let fix = fix.iter().flat_map(|fix| fix.lines()).enumerate().map(|(index, line)| {
                format!("{}{line}", if index == 0 { "fix: " } else { "     " })
            });
            for line in more.chain(fix) {
                writeln!(f, "{:1$}{line}", "", if self.times { 34 } else { 25 })?;
            }
        }
        let counts = [
            (self.count(Health::Fail), "failed", "failed"),
            (self.count(Health::Warn), "warning", "warnings"),
            (self.count(Health::Unknown), "unknown", "unknown"),
        ];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, more)| format!("{count} {}", if *count == 1 { one } else { more }))
            .collect();
        match counts.as_slice() {
            [] => write!(f, "all {} checks passed", self.layers.len()),
            counts => write!(f, "of {} checks: {}", self.layers.len(), counts.join(", ")),
        }
    }
}
