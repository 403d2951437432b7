//! The security checks of `rds-audit`: facts that were read before, and pure functions from them to
//! what is found. What is not known is never a pass.

mod account;
mod facts;
mod filter_pattern;
mod fix;
mod instance;
mod lifetime;
mod network;
mod organization;
mod planned;
mod stored;
mod table;

use serde::Serialize;

pub use facts::{
    Alarm, Alerts, AuditedInstance, Detector, Fact, Facts, Key, Metric, MetricFilter,
    OfferedVersion, Organization, ParameterGroup, Policy, RouteTable, Snapshot, Subject, Trail,
    Unknown, known,
};
pub use table::{CHECKS, Check, Read};

use super::Severity;

/// What a check has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Pass(String),
    Fail {
        /// Where it is not the check's own.
        severity: Option<Severity>,
        text: String,
        /// Commands, in order.
        fix: Vec<String>,
    },
    /// There is nothing to check.
    NotApplicable(String),
}

impl Finding {
    fn pass(text: impl Into<String>) -> Fact<Self> {
        Ok(Self::Pass(text.into()))
    }

    fn fail(text: impl Into<String>, fix: impl IntoIterator<Item = String>) -> Fact<Self> {
        let fix = fix.into_iter().collect();
        Ok(Self::Fail { severity: None, text: text.into(), fix })
    }

    fn not_applicable(text: impl Into<String>) -> Fact<Self> {
        Ok(Self::NotApplicable(text.into()))
    }

    fn rated(self, severity: Severity) -> Self {
        match self {
            Self::Fail { text, fix, .. } => Self::Fail { severity: Some(severity), text, fix },
            other => other,
        }
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditVerdict {
    Pass,
    Fail,
    /// AWS did not say, or was not allowed to.
    Unknown,
    NotApplicable,
}

/// A check and its result.
#[derive(Debug, Clone, Serialize)]
pub struct Examined {
    /// Prowler's name of the check, where it has one.
    pub id: &'static str,
    pub title: &'static str,
    pub severity: Severity,
    pub verdict: AuditVerdict,
    /// What was found, or why it is unknown.
    pub found: String,
    /// Commands that repair it, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fix: Vec<String>,
}

impl Check {
    /// Decides by what is known.
    pub fn examine(&self, facts: &Facts) -> Examined {
        let (verdict, severity, found, fix) = match (self.decide)(facts) {
            Ok(Finding::Pass(text)) => (AuditVerdict::Pass, None, text, Vec::new()),
            Ok(Finding::NotApplicable(text)) => {
                (AuditVerdict::NotApplicable, None, text, Vec::new())
            }
            Ok(Finding::Fail { severity, text, fix }) => (AuditVerdict::Fail, severity, text, fix),
            Err(Unknown(why)) => (AuditVerdict::Unknown, None, why, Vec::new()),
        };
        let severity = severity.unwrap_or(self.severity);
        Examined { id: self.id, title: self.title, severity, verdict, found, fix }
    }
}

/// What the description of the instance says about its certificate. `None`: it does not say when
/// the certificate expires.
pub fn examine_certificate(subject: Subject) -> Option<Examined> {
    let check = CHECKS.iter().find(|check| check.reads == [Read::Authority])?;
    let examined = check.examine(&Facts::of(subject));
    (examined.verdict != AuditVerdict::Unknown).then_some(examined)
}

/// The checks that the description of the instance decides.
pub fn examine_instance(subject: Subject) -> Vec<Examined> {
    let facts = Facts::of(subject);
    let examined = CHECKS.iter().map(|check| (check, check.examine(&facts)));
    let told = |(check, it): &(&Check, Examined)| {
        check.reads.is_empty() || it.verdict != AuditVerdict::Unknown
    };
    examined.filter(told).map(|(_, examined)| examined).collect()
}
