//! Checks of what the account's organization forbids.

use serde_json::Value;

use super::fix::{aws, quoted};
use super::{Fact, Facts, Finding, Organization, Policy, Unknown};

/// What takes an instance away.
const DELETE: &str = "rds:DeleteDBInstance";

pub fn deletion_policy(facts: &Facts) -> Fact<Finding> {
    let subject = &facts.subject;
    let policies = match facts.organization.as_ref().map_err(Clone::clone)? {
        Organization::None => return Finding::not_applicable("the account is in no organization"),
        Organization::Management => {
            return Finding::fail(
                "the account manages its organization: no service control policy restricts it, and \
                 a database belongs in a member account",
                [aws(subject, "organizations create-account --account-name NAME --email ADDRESS")],
            );
        }
        Organization::Member(policies) => policies,
    };
    let mut doubt = None;
    for policy in policies {
        match denies_deletion(policy) {
            Ok(true) => return Finding::pass(format!("the policy {} denies it", policy.name)),
            Ok(false) => {}
            Err(why) => doubt = Some(why),
        }
    }
    if let Some(why) = doubt {
        return Err(why);
    }
    let content = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["rds:DeleteDBInstance","rds:DeleteDBCluster"],"Resource":"*"}]}"#;
    let account = quoted(subject.instance.account().unwrap_or("ACCOUNT"));
    let create = format!(
        "organizations create-policy --name keep-databases --type SERVICE_CONTROL_POLICY \
         --description 'Databases stay' --content '{content}'"
    );
    let attach = format!("organizations attach-policy --policy-id ID --target-id {account}");
    Finding::fail(
        "no service control policy denies that instances are deleted",
        [create, attach].map(|line| aws(subject, line)),
    )
}

/// Whether the policy denies everyone to delete instances. Unknown where that depends on a
/// condition or a resource, or where the policy cannot be read.
fn denies_deletion(policy: &Policy) -> Fact<bool> {
    let unreadable = || Unknown(format!("the policy {} cannot be read", policy.name));
    let document: Value = serde_json::from_str(&policy.content).map_err(|_| unreadable())?;
    let statements = match &document["Statement"] {
        Value::Array(statements) => statements.clone(),
        statement @ Value::Object(_) => vec![statement.clone()],
        _ => return Err(unreadable()),
    };
    let mut partly = false;
    for statement in &statements {
        match statement["Effect"].as_str() {
            Some("Deny") => {}
            Some("Allow") => continue,
            _ => return Err(unreadable()),
        }
        let named = |field: &str| texts(&statement[field]).ok_or_else(unreadable);
        let meant = match statement.get("NotAction") {
            Some(_) => !named("NotAction")?.iter().any(|action| matches(action, DELETE)),
            None => named("Action")?.iter().any(|action| matches(action, DELETE)),
        };
        let everywhere =
            statement.get("Condition").is_none() && named("Resource").is_ok_and(|it| it == ["*"]);
        match (meant, everywhere) {
            (true, true) => return Ok(true),
            (true, false) => partly = true,
            (false, _) => {}
        }
    }
    match partly {
        true => Err(Unknown(format!("the policy {} denies it under conditions", policy.name))),
        false => Ok(false),
    }
}

fn texts(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(text) => Some(vec![text]),
        Value::Array(texts) => texts.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// Whether a pattern of IAM covers an action: `*` is any text, `?` any character, and case does
/// not matter.
fn matches(pattern: &str, action: &str) -> bool {
    fn rest(pattern: &[u8], text: &[u8]) -> bool {
        match (pattern, text) {
            ([], []) => true,
            ([b'*', after @ ..], _) => {
                rest(after, text) || text.split_first().is_some_and(|(_, text)| rest(pattern, text))
            }
            ([b'?', after @ ..], [_, text @ ..]) => rest(after, text),
            ([one, after @ ..], [other, text @ ..]) => one == other && rest(after, text),
            _ => false,
        }
    }
    // No service accepts longer ones; many stars would never finish.
    pattern.len() <= 128
        && pattern.matches('*').count() <= 4
        && rest(pattern.to_ascii_lowercase().as_bytes(), action.to_ascii_lowercase().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denies(content: &str) -> Option<bool> {
        denies_deletion(&Policy { name: "p".into(), content: content.into() }).ok()
    }

    #[test]
    fn policies_deny_by_patterns() {
        let statement = |action: &str| {
            denies(&format!(
                r#"{{"Statement":{{"Effect":"Deny","Action":{action},"Resource":"*"}}}}"#
            ))
        };
        for action in [
            r#""*""#,
            r#""rds:*""#,
            r#""rds:Delete*""#,
            r#"["s3:*","RDS:deletedbinstance"]"#,
            r#""rds:Delete??Instance""#,
        ] {
            assert_eq!(statement(action), Some(true), "{action}");
        }
        for action in [r#""s3:*""#, r#""rds:DeleteDBCluster""#, r#""rds:Delete""#, "[]"] {
            assert_eq!(statement(action), Some(false), "{action}");
        }
        assert_eq!(statement("7"), None);
    }

    #[test]
    fn what_is_denied_in_part_or_cannot_be_read_is_unknown() {
        for (content, expected) in [
            (r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, Some(false)),
            (r#"{"Statement":[{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}]}"#, Some(true)),
            (
                r#"{"Statement":[{"Effect":"Deny","NotAction":"rds:*","Resource":"*"}]}"#,
                Some(false),
            ),
            (
                r#"{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{}}]}"#,
                None,
            ),
            (r#"{"Statement":[{"Effect":"Deny","Action":"*","Resource":"arn:x"}]}"#, None),
            (r#"{"Statement":[{"Effect":"Deny","Action":"*"}]}"#, None),
            (r#"{"Statement":[{"Action":"*"}]}"#, None),
            ("{}", None),
            ("<html>", None),
        ] {
            assert_eq!(denies(content), expected, "{content}");
        }
    }
}
