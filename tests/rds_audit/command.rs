//! The command, on recorded answers.

use std::collections::BTreeSet;

use cruddur_db::model::audit::{CHECKS, Check};
use serde_json::Value;
use snapbox::str;

use super::recorded::{CALLS, account, account_but, at, call};
use crate::common::{HttpServer, Reply};

#[test]
fn an_account_without_faults_passes_everything() {
    let server = account(true);
    let sandbox = at(&server);
    let users = ["rds-audit", "db1", "--region-of-users", "ca-central-1,us-east-2"];
    sandbox.run(users).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1: 30 passed

"#]]);
    let all = [&users[..], &["--format", "json"]].concat();
    let audit = sandbox.run(all).succeeded().json();
    assert_eq!(audit["passed"], CHECKS.len(), "{audit:#}");
    assert_eq!(audit["arn"], "arn:aws:rds:ca-central-1:111122223333:db:db1");
}

#[test]
fn failures_come_first_with_their_repairs() {
    let server = account(false);
    let sandbox = at(&server);
    let run = sandbox.run(["rds-audit", "db1", "--region-of-users", "eu-west-1"]);
    for line in run.stdout.lines() {
        assert!(line.chars().count() <= 80 || line.contains('\''), "{line}");
    }
    run.check(str![[r#""#]]);
}

#[test]
fn verbose_lists_what_passed() {
    let server = account(true);
    let checks = "rds_instance_multi_az,region_near_users";
    let run = at(&server).run(["rds-audit", "db1", "--verbose", "--checks", checks]);
    run.check(str![[r#"
exit 0
--- stdout
passed
  rds_instance_multi_az
    a standby is in another zone

not applicable
  region_near_users
    --region-of-users does not say where the users are

db1 in ca-central-1: 1 passed

"#]]);
    // Nothing is asked for that no check needs.
    let calls: Vec<String> = server.requests().iter().map(call).collect();
    assert_eq!(calls, ["DescribeDBInstances"]);
}

#[test]
fn the_exit_status_follows_the_severity() {
    let server = account(false);
    let sandbox = at(&server);
    let status = |checks: &str, fail_on: &str| {
        let args = ["rds-audit", "db1", "--quiet", "--checks", checks, "--fail-on", fail_on];
        sandbox.run(args).status
    };
    let (high, medium) = ("rds_instance_storage_encrypted", "rds_instance_multi_az");
    assert_eq!(status(high, "high"), Some(1));
    assert_eq!(status(high, "critical"), Some(0));
    assert_eq!(status(high, "never"), Some(0));
    assert_eq!(status(medium, "high"), Some(0));
    assert_eq!(status(medium, "critical,medium"), Some(1));
    assert_eq!(status(medium, "low"), Some(1));
    assert_eq!(status(medium, "never,low"), Some(2));
    assert_eq!(status(medium, "unknown"), Some(0));
    assert_eq!(status("no_such_check", "high"), Some(2));
    let run = sandbox.run(["rds-audit", "db1", "--checks", medium]);
    assert_eq!(run.status, Some(0), "high is the default: {run:?}");
}

#[test]
fn what_is_denied_is_unknown_and_not_passed() {
    let server = account_but(true, |call| {
        match call {
        "DescribeDBInstances" => None,
        "ListDetectors" => Some(Reply::Body(
            403,
            "application/json",
            r#"{"__type":"AccessDeniedException","message":"User: arn:x is not authorized to perform: guardduty:ListDetectors"}"#.to_owned(),
        )),
        call if super::recorded::is_xml(call) => {
            Some(Reply::rds_error(403, "AccessDenied", "not authorized"))
        }
        _ => Some(Reply::Body(
            400,
            "application/x-amz-json-1.1",
            r#"{"__type":"com.amazonaws.x#AccessDeniedException","Message":"no"}"#.to_owned(),
        )),
    }
    });
    let sandbox = at(&server);
    let audit = sandbox.run(["rds-audit", "db1", "--format", "json"]).succeeded().json();
    for check in audit["checks"].as_array().unwrap() {
        let id = check["id"].as_str().unwrap();
        let table = CHECKS.iter().find(|check| check.id == id).unwrap();
        // A private instance is not reached, whatever its rules.
        let is_decided = table.reads.is_empty() || id == "rds_instance_no_public_access";
        assert_eq!(check["verdict"] == "unknown", !is_decided, "{check:#}");
    }
    let only = ["rds-audit", "db1", "--checks", "guardduty_is_enabled"];
    sandbox.run(only).check(str![[r#"
exit 0
--- stdout
unknown
  guardduty_is_enabled
    AWS does not allow this user guardduty:ListDetectors in ca-central-1

db1 in ca-central-1: 1 unknown, 0 passed

"#]]);
    sandbox.run([&only[..], &["--fail-on", "high,unknown"]].concat()).ended_with(1);
}

#[test]
fn an_instance_that_is_not_there_or_runs_something_else() {
    let server = HttpServer::start(|_, _| {
        Reply::rds_error(404, "DBInstanceNotFound", "DBInstance db1 not found.")
    });
    at(&server).run(["rds-audit", "db1"]).check(str![[r#"
exit 1
--- stderr
error: there is no RDS instance db1 in ca-central-1
hint: use --region for another region

"#]]);
    let server = account_but(true, |call| {
        let answer = super::recorded::answer(call, true);
        let other = answer.replace("<Engine>postgres", "<Engine>mysql");
        (call == "DescribeDBInstances").then(|| Reply::xml(other))
    });
    at(&server).run(["rds-audit", "db1"]).check(str![[r#"
exit 2
--- stderr
error: db1 runs mysql; the checks are for postgres

"#]]);
}

#[test]
fn github_annotations_are_one_line_each() {
    let server = account(false);
    let checks = "rds_instance_no_public_access,rds_instance_multi_az";
    let run = at(&server).run(["rds-audit", "db1", "--format", "github", "--checks", checks]);
    run.check(str![[r#"
exit 1
--- stdout
failed, critical
  rds_instance_no_public_access
    the internet reaches port 5432: by a public address, sgr-1, sgr-2 and
    subnet-1
    fix: cruddur-db sg-revoke --sg-id sg-1 --rule-id sgr-1 --rule-id sgr-2
         aws rds modify-db-instance --db-instance-identifier db1 /
           --no-publicly-accessible --apply-immediately --region ca-central-1

failed, medium
  rds_instance_multi_az
    it is in one zone; a standby in another costs as much again
    fix: aws rds modify-db-instance --db-instance-identifier db1 --multi-az /
           --apply-immediately --region ca-central-1

db1 in ca-central-1: 2 failed, 0 passed
--- stderr
::error title=rds_instance_no_public_access::the internet reaches port 5432: by a public address, sgr-1, sgr-2 and subnet-1%0Afix: cruddur-db sg-revoke --sg-id sg-1 --rule-id sgr-1 --rule-id sgr-2%0Afix: aws rds modify-db-instance --db-instance-identifier db1 --no-publicly-accessible --apply-immediately --region ca-central-1
::warning title=rds_instance_multi_az::it is in one zone; a standby in another costs as much again%0Afix: aws rds modify-db-instance --db-instance-identifier db1 --multi-az --apply-immediately --region ca-central-1

"#]]);
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let server = account_but(false, |call| (call == "DescribeKey").then(|| Reply::html(502)));
    let mut sandbox = at(&server);
    sandbox.set("AWS_MAX_ATTEMPTS", "1");
    let run = sandbox.run(["rds-audit", "db1", "--format", "sarif"]).ended_with(1);
    let sarif = run.json();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    let rules = driver["rules"].as_array().unwrap();
    let levels = ["none", "note", "warning", "error"];
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string(), "{rule:#}");
        assert!(levels.contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
        let score: f32 = rule["properties"]["security-severity"].as_str().unwrap().parse().unwrap();
        assert!((0.0..=10.0).contains(&score));
    }
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 20, "{sarif:#}");
    for result in results {
        assert!(result["message"]["text"].is_string(), "{result:#}");
        assert!(levels.contains(&result["level"].as_str().unwrap()));
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string());
        assert_eq!(place["region"]["startLine"], 1);
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let unknown = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert!(unknown.iter().all(|it| it["message"]["text"].is_string()));
    assert!(
        results.iter().all(|result| result["ruleId"] != "guardduty" && result["kind"].is_null())
    );
    sandbox.run(["sg-list", "--format", "sarif"]).ended_with(2);
}

#[test]
fn only_reading_calls_are_made_and_the_documented_ones() {
    let documented: BTreeSet<String> = documented_policy();
    let mut made = BTreeSet::new();
    for good in [true, false] {
        let server = account(good);
        at(&server).run(["rds-audit", "db1", "--fail-on", "never"]).succeeded();
        made.extend(server.requests().iter().map(call));
        for request in server.requests() {
            assert!(request.header("authorization").starts_with("AWS4-HMAC-SHA256 "));
            assert!(!format!("{request:?}").contains("canary"), "{request:?}");
        }
    }
    assert_eq!(made, CALLS.iter().map(|&call| call.to_owned()).collect());
    let mut listed: BTreeSet<String> = CHECKS
        .iter()
        .flat_map(|check| check.reads)
        .flat_map(|read| read.permissions())
        .map(|&permission| permission.to_owned())
        .collect();
    listed.insert("rds:DescribeDBInstances".to_owned());
    assert_eq!(documented, listed, "the policy in docs/iam-policies.md");
    let actions: BTreeSet<String> =
        listed.iter().map(|it| it.split_once(':').unwrap().1.to_owned()).collect();
    // For a group without rules.
    made.insert("DescribeSecurityGroups".to_owned());
    assert_eq!(made, actions);
}

/// The actions of the policy for `rds-audit` in the documentation.
fn documented_policy() -> BTreeSet<String> {
    let page = include_str!("../../docs/iam-policies.md");
    let section = page.split("## `rds-audit`").nth(1).unwrap();
    let policy = section.split("```json").nth(1).unwrap().split("```").next().unwrap();
    let policy: Value = serde_json::from_str(policy).unwrap();
    let actions = policy["Statement"][0]["Action"].as_array().unwrap();
    actions.iter().map(|action| action.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_documentation_lists_every_check() {
    let page = include_str!("../../docs/rds.md");
    let row = |check: &Check| {
        let Check { id, title, severity, .. } = check;
        let severity = serde_json::to_value(severity).unwrap();
        format!("| `{id}` | {} | {title} |", severity.as_str().unwrap())
    };
    let rows: Vec<String> = CHECKS.iter().map(row).collect();
    assert!(page.contains(&rows.join("\n")), "docs/rds.md should have:\n{}", rows.join("\n"));
}
