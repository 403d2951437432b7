use std::fmt;

use serde::Serialize;

use super::control_characters::printable_line;
use crate::model::{Cidr, Owner, PublicIp, Source, Timestamp};

/// What `sg-allow-my-ip` did, or with `--dry-run` would do.
#[derive(Debug, Serialize)]
pub struct Allowed {
    pub dry_run: bool,
    pub action: Action,
    pub region: String,
    pub group: String,
    pub port: u16,
    pub cidr: Cidr,
    /// The rule that allows the address; unknown before it is added.
    pub rule: Option<String>,
    /// What the rule allowed before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Source>,
    pub description: String,
    /// The owner of the rule; `None` for one that was named by ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// When the rule expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Notes about the group.
    pub notes: Vec<String>,
    /// The state of the database's port afterwards, if checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Checked>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The rule was already right.
    Unchanged,
    /// The rule was right; its expiry was extended.
    Prolonged,
    /// The rule was right; it expires earlier than before.
    Shortened,
    /// A rule that another run has made is used.
    Shared,
    Modified,
    Added,
    /// Another rule allows the address.
    Covered,
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cidr, port, group, .. } = self;
        let verb = match (self.action, self.dry_run) {
            (Action::Unchanged, _) => "already allowed",
            (Action::Prolonged, false) => "prolonged",
            (Action::Prolonged, true) => "would prolong",
            (Action::Shortened, false) => "shortened",
            (Action::Shortened, true) => "would shorten",
            (Action::Shared, _) => "shared with another run",
            (Action::Modified, false) => "modified",
            (Action::Modified, true) => "would modify",
            (Action::Added, false) => "added",
            (Action::Added, true) => "would add",
            (Action::Covered, _) => "already allowed by another rule",
        };
        write!(f, "{verb}: {cidr} to port {port} of {group}")?;
        if let Some(rule) = &self.rule {
            write!(f, " by {rule}")?;
        }
        if let Some(previous) = &self.previous {
            write!(f, ", in place of {previous}")?;
        }
        if let Some(until) = &self.until {
            write!(f, ", until {until}")?;
        }
        for note in &self.notes {
            write!(f, "\nnote: {}", printable_line(note))?;
        }
        match &self.check {
            Some(check) => write!(f, "\n{check}"),
            None => Ok(()),
        }
    }
}

/// What answers at the database's address.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    pub host: String,
    pub port: u16,
    pub answer: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A Postgres server that offers TLS.
    PostgresTls,
    /// A Postgres server that does not.
    PostgresPlain,
    /// Something accepts connections, but is not Postgres.
    Other,
    Refused,
    /// No response: a firewall, or no route.
    Silence,
    /// The name does not resolve, or there is no route.
    NoWay,
}

impl Answer {
    pub fn is_postgres(self) -> bool {
        matches!(self, Self::PostgresTls | Self::PostgresPlain)
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "check: {}:{} ", self.host, self.port)?;
        f.write_str(match self.answer {
            Answer::PostgresTls => "answers: Postgres, with TLS",
            Answer::PostgresPlain => "answers: Postgres, without TLS",
            Answer::Other => "accepts connections, but is not Postgres",
            Answer::Refused => "refuses connections: no server is running there",
            Answer::Silence => {
                "does not answer: check that the instance is publicly accessible, and that its \
                 network sees this address"
            }
            Answer::NoWay => "cannot be reached: check the name and the network",
        })
    }
}

/// The rules of a group that open a port.
#[derive(Debug, Serialize)]
pub struct RulesListed {
    pub region: String,
    pub group: String,
    pub port: u16,
    /// Our public address, if known.
    pub address: Option<PublicIp>,
    pub owner: Owner,
    pub rules: Vec<ListedRule>,
}

#[derive(Debug, Serialize)]
pub struct ListedRule {
    pub rule: String,
    pub traffic: String,
    pub source: Source,
    pub owner: Option<Owner>,
    pub description: Option<String>,
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub state: RuleState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleState {
    /// It allows our current address.
    Current,
    /// It is ours and allows an address that we no longer have.
    Stale,
    /// It has expired.
    Expired,
    /// It allows everyone.
    Open,
    /// It is another user's.
    Other,
}

impl fmt::Display for RuleState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Current => "current",
            Self::Stale => "stale",
            Self::Expired => "expired",
            Self::Open => "open to all",
            Self::Other => "",
        })
    }
}

/// The rules that `sg-revoke` removed, or with `--dry-run` would remove.
#[derive(Debug, Serialize)]
pub struct Revoked {
    pub dry_run: bool,
    pub region: String,
    pub group: String,
    pub rules: Vec<RevokedRule>,
    /// Which rules were kept after all.
    pub notes: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct RevokedRule {
    pub rule: String,
    pub source: Source,
    pub owner: Option<Owner>,
    /// False if it was already removed.
    pub was_there: bool,
}

impl fmt::Display for Revoked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.dry_run { "would revoke" } else { "revoked" };
        if self.rules.is_empty() {
            write!(f, "nothing to revoke in {}", self.group)?;
        }
        for (index, rule) in self.rules.iter().enumerate() {
            let gone = if rule.was_there { "" } else { " (was gone already)" };
            let newline = if index == 0 { "" } else { "\n" };
            write!(f, "{newline}{verb}: {} of {}, {}{gone}", rule.rule, self.group, rule.source)?;
        }
        self.notes.iter().try_for_each(|note| write!(f, "\nnote: {note}"))
    }
}

impl fmt::Display for RulesListed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rules.as_slice() {
            [] => write!(f, "no rule of {} opens port {}", self.group, self.port),
            rules => f.write_str(&rows(rules)),
        }
    }
}

fn rows(rules: &[ListedRule]) -> String {
    let text =
        |value: Option<&dyn fmt::Display>| value.map(ToString::to_string).unwrap_or_default();
    let header = ["RULE", "LETS IN", "ON", "STATE", "OWNER", "SINCE", "UNTIL", "DESCRIPTION"];
    let rows = rules.iter().map(|rule| {
        [
            rule.rule.clone(),
            rule.source.to_string(),
            rule.traffic.clone(),
            rule.state.to_string(),
            text(rule.owner.as_ref().map(|it| it as _)),
            text(rule.since.as_ref().map(|it| it as _)),
            text(rule.until.as_ref().map(|it| it as _)),
            printable_line(rule.description.as_deref().unwrap_or_default()),
        ]
    });
    super::table(header, rows)
}
