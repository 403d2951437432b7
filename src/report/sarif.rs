//! An audit in SARIF 2.1.0, as GitHub's code scanning reads it. Sources: OASIS, "Static Analysis
//! Results Interchange Format (SARIF) Version 2.1.0"; GitHub's documentation, "SARIF support for
//! code scanning".

use serde_json::{Value, json};

use super::audit::{Audit, described};
use crate::model::Severity;
use crate::model::audit::{AuditVerdict, Examined};

/// GitHub shows no result without a file. This is the one that configures the database.
const FILE: &str = "cruddur-db.toml";

impl Audit {
    /// The failures as results; what is unknown as notifications, since GitHub takes every result
    /// for a failure.
    pub fn to_sarif(&self) -> Value {
        let failed: Vec<&Examined> = self.with(AuditVerdict::Fail).collect();
        let rules: Vec<Value> = self.checks.iter().map(rule).collect();
        let index = |it: &Examined| self.checks.iter().position(|other| other.id == it.id);
        let results: Vec<Value> = failed
            .iter()
            .map(|it| {
                json!({
                    "ruleId": it.id,
                    "ruleIndex": index(it),
                    "level": level(it.severity),
                    "message": { "text": described(it) },
                    "locations": [self.location()],
                    // GitHub knows an alert again by this name only, and would compute it from
                    // the line otherwise, which says nothing about the instance.
                    "partialFingerprints": {
                        "primaryLocationLineHash":
                            format!("{}/{}/{}", self.region, self.instance, it.id),
                    },
                })
            })
            .collect();
        let notifications: Vec<Value> = self
            .with(AuditVerdict::Unknown)
            .map(|it| {
                json!({
                    "level": "warning",
                    "message": { "text": format!("{} is unknown: {}", it.id, described(it)) },
                    "associatedRule": { "id": it.id, "index": index(it) },
                })
            })
            .collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules,
                }},
                // Without the slash the instance would be a run of one category, and each
                // instance's upload would replace the others'.
                "automationDetails": { "id": format!("rds-audit/{}/{}/", self.region, self.instance) },
                "invocations": [{
                    "executionSuccessful": true,
                    "toolExecutionNotifications": notifications,
                }],
                "results": results,
            }],
        })
    }

    fn location(&self) -> Value {
        let name = self.arn.as_ref().unwrap_or(&self.instance);
        json!({
            "physicalLocation": {
                "artifactLocation": { "uri": FILE },
                "region": { "startLine": 1 },
            },
            "logicalLocations": [{
                "name": self.instance,
                "fullyQualifiedName": name,
                "kind": "resource",
            }],
        })
    }
}

fn rule(it: &Examined) -> Value {
    // GitHub rates a result by this number of its rule.
    let score = match it.severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    };
    json!({
        "id": it.id,
        "shortDescription": { "text": it.title },
        "fullDescription": { "text": it.title },
        "help": { "text": it.title },
        "defaultConfiguration": { "level": level(it.severity) },
        "properties": { "security-severity": score, "tags": ["security", "aws", "rds"] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}
