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
db1 in ca-central-1: 31 passed

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
        // A word that is longer stays whole, as does what is quoted.
        let is_long = line.chars().count() > 80 && line.trim().contains(" --");
        assert!(!is_long || line.contains('\''), "{line}");
    }
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
  rds_instance_certificate_expiration
    the certificate authority's certificate expired on 2020-01-01
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --ca-certificate-identifier rds-ca-rsa2048-g1 --apply-immediately /
           --region ca-central-1
  rds_snapshots_public_access
    every AWS account may restore s1
    fix: aws rds modify-db-snapshot-attribute --db-snapshot-identifier s1 /
           --attribute-name restore --values-to-remove all /
           --region ca-central-1

failed, high
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432
    port 5432 is open to everyone by sgr-1, sgr-2
    fix: cruddur-db sg-revoke --sg-id sg-1 --rule-id sgr-1 --rule-id sgr-2
  ec2_securitygroup_allow_wide_open_public_ipv4
    port 5432 is open to 0.0.0.0/1 (sgr-1), 128.0.0.0/1 (sgr-2)
    fix: cruddur-db sg-revoke --sg-id sg-1 --rule-id sgr-1 --rule-id sgr-2
  sg_wide_open_public_ipv6
    port 5432 is open to 2600::/12 (sgr-3)
    fix: cruddur-db sg-revoke --sg-id sg-1 --rule-id sgr-3
  rds_instance_inside_vpc
    it is in no VPC: every network reaches it
  rds_instance_storage_encrypted
    the storage is not encrypted; an encrypted copy of a snapshot has to replace
    the instance
    fix: aws rds create-db-snapshot --db-instance-identifier db1 /
           --db-snapshot-identifier db1-plain --region ca-central-1
         aws rds copy-db-snapshot --source-db-snapshot-identifier db1-plain /
           --target-db-snapshot-identifier db1-encrypted /
           --kms-key-id alias/aws/rds --region ca-central-1
         aws rds restore-db-instance-from-db-snapshot /
           --db-instance-identifier db1-encrypted /
           --db-snapshot-identifier db1-encrypted --region ca-central-1
  rds_instance_transport_encrypted
    connections without TLS are accepted: rds.force_ssl is off in
    default.postgres17
    fix: aws rds create-db-parameter-group --db-parameter-group-name db1-tls /
           --db-parameter-group-family postgres14 --description 'TLS only' /
           --region ca-central-1
         aws rds modify-db-parameter-group --db-parameter-group-name db1-tls /
           --parameters ParameterName=rds.force_ssl,ParameterValue=1,ApplyMethod=immediate /
           --region ca-central-1
         aws rds modify-db-instance --db-instance-identifier db1 /
           --db-parameter-group-name db1-tls --apply-immediately /
           --region ca-central-1
         aws rds reboot-db-instance --db-instance-identifier db1 /
           --region ca-central-1
  rds_instance_deprecated_engine_version
    AWS no longer offers version 14.6
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --engine-version 14.20 --apply-immediately --region ca-central-1
  secretsmanager_automatic_rotation_enabled
    the master user's password is not rotated
    fix: aws secretsmanager rotate-secret --secret-id arn:secret /
           --rotation-rules AutomaticallyAfterDays=7 --region ca-central-1
  rds_snapshots_encrypted
    not encrypted: s1
    fix: aws rds copy-db-snapshot --source-db-snapshot-identifier s1 /
           --target-db-snapshot-identifier s1-encrypted /
           --kms-key-id alias/aws/rds --region ca-central-1
  cloudtrail_multi_region_enabled
    arn:aws:cloudtrail:us-east-1:111122223333:trail/t is stopped
    fix: aws cloudtrail start-logging /
           --name arn:aws:cloudtrail:us-east-1:111122223333:trail/t /
           --region us-east-1
  guardduty_is_enabled
    GuardDuty is suspended
    fix: aws guardduty update-detector --detector-id d1 --enable /
           --region ca-central-1
  guardduty_rds_protection_enabled
    GuardDuty is off
    fix: aws guardduty update-detector --detector-id d1 --enable /
           --features Name=RDS_LOGIN_EVENTS,Status=ENABLED /
           --region ca-central-1

failed, medium
  rds_instance_extended_support
    Extended Support is on: at its end an old version goes on, for money by the
    hour
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --engine-lifecycle-support open-source-rds-extended-support-disabled /
           --apply-immediately --region ca-central-1
  rds_instance_iam_authentication_enabled
    every login needs a password: IAM authentication is off
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --enable-iam-database-authentication --apply-immediately /
           --region ca-central-1
  rds_instance_default_admin
    the master user is postgres, which attackers try first, and cannot be
    renamed
    fix: cruddur-db rds-create db1-2 --master-username cruddurroot
  rds_instance_deletion_protection
    a single call deletes it
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --deletion-protection --apply-immediately --region ca-central-1
  rds_instance_backup_enabled
    there are no automated backups
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --backup-retention-period 7 --apply-immediately /
           --region ca-central-1
  rds_instance_multi_az
    it is in one zone; a standby in another costs as much again
    fix: aws rds modify-db-instance --db-instance-identifier db1 --multi-az /
           --apply-immediately --region ca-central-1
  rds_instance_minor_version_upgrade_enabled
    minor versions, which repair security faults, are not installed
    automatically
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --auto-minor-version-upgrade --apply-immediately /
           --region ca-central-1
  rds_instance_integration_cloudwatch_logs
    the server's log does not go to CloudWatch
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --cloudwatch-logs-export-configuration EnableLogTypes=postgresql,upgrade /
           --apply-immediately --region ca-central-1
  cloudtrail_alerts
    no alarm with an action watches the filter rds
    fix: aws cloudwatch put-metric-alarm --alarm-name rds-calls /
           --metric-name Rds --namespace Audit --statistic Sum --period 300 /
           --evaluation-periods 1 --threshold 1 /
           --comparison-operator GreaterThanOrEqualToThreshold /
           --alarm-actions TOPIC --region us-east-1
  scp_denies_rds_delete
    no service control policy denies that instances are deleted
    fix: aws organizations create-policy --name keep-databases /
           --type SERVICE_CONTROL_POLICY --description 'Databases stay' /
           --content '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["rds:DeleteDBInstance","rds:DeleteDBCluster"],"Resource":"*"}]}' /
           --region ca-central-1
         aws organizations attach-policy --policy-id ID /
           --target-id 111122223333 --region ca-central-1

failed, low
  sg_expired_rules
    expired, but still present: sgr-1
    fix: cruddur-db sg-revoke --expired --all --sg-id sg-1
  rds_instance_enhanced_monitoring_enabled
    enhanced monitoring is off
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --monitoring-interval 60 /
           --monitoring-role-arn arn:aws:iam::111122223333:role/ROLE /
           --apply-immediately --region ca-central-1
  rds_instance_copy_tags_to_snapshots
    tags are not copied to snapshots
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --copy-tags-to-snapshot --apply-immediately --region ca-central-1
  rds_instance_non_default_port
    it listens on port 5432, which everyone tries first
    fix: aws rds modify-db-instance --db-instance-identifier db1 /
           --db-port-number 5433 --apply-immediately --region ca-central-1
  region_near_users
    it is in ca-central-1, and the users are near eu-west-1
    fix: cruddur-db rds-create db1 --region eu-west-1

db1 in ca-central-1: 30 failed, 0 passed

"#]]);
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
    let near = |regions: &str| {
        sandbox.run(["rds-audit", "db1", "--region-of-users", regions, "--fail-on", "never"]).status
    };
    assert_eq!(near("us-gov-west-1,eusc-de-east-1"), Some(0));
    for no_region in ["xx", "eu-west-1,xx", "eu-west-1a", "Ireland", "eu west", ""] {
        assert_eq!(near(no_region), Some(2), "{no_region}");
    }
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
    closed("sarifLog", &sarif);
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    // Source: GitHub's documentation, "SARIF support for code scanning", runAutomationDetails.
    assert_eq!(run["automationDetails"]["id"], "rds-audit/ca-central-1/db1/");
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(sarif["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    // No two of one id.
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len());
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
        let fingerprint = result["partialFingerprints"]["primaryLocationLineHash"].as_str();
        assert!(fingerprint.unwrap().ends_with(result["ruleId"].as_str().unwrap()), "{result:#}");
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

/// An object's kind, the properties that it must have, and those that it has besides; the kind of
/// what is in a property follows its name. Source: SARIF 2.1.0, section 3, which allows no others.
const OBJECTS: [(&str, &str, &str); 16] = [
    ("sarifLog", "version runs:run", "$schema"),
    ("run", "tool:tool", "automationDetails:id invocations:invocation results:result"),
    ("tool", "driver:component", ""),
    ("component", "name", "semanticVersion informationUri rules:rule"),
    (
        "rule",
        "id",
        "shortDescription:text fullDescription:text help:text defaultConfiguration:configuration \
         properties",
    ),
    ("configuration", "", "level"),
    ("text", "text", ""),
    ("id", "", "id"),
    ("invocation", "executionSuccessful", "toolExecutionNotifications:notification"),
    ("notification", "message:text", "level associatedRule:reference"),
    ("reference", "", "id index"),
    ("result", "message:text", "ruleId ruleIndex level locations:location partialFingerprints"),
    ("location", "", "physicalLocation:physical logicalLocations:logical"),
    ("physical", "artifactLocation:artifact", "region:region"),
    ("artifact", "uri", ""),
    ("region", "startLine", ""),
];

/// Whether an object, and all that is in it, has the properties of its kind.
fn closed(kind: &str, value: &Value) {
    if let Some(several) = value.as_array() {
        return several.iter().for_each(|value| closed(kind, value));
    }
    let Some((_, must, may)) = OBJECTS.iter().find(|(name, ..)| *name == kind) else {
        // Logical locations have names only.
        assert_eq!(kind, "logical");
        return assert!(value.as_object().unwrap().values().all(Value::is_string), "{value:#}");
    };
    let has = |text: &'static str| {
        text.split_whitespace().map(|it| it.split_once(':').unwrap_or((it, "")))
    };
    for (name, _) in has(must) {
        assert!(value.get(name).is_some_and(|it| *it != ""), "{kind} without {name}: {value:#}");
    }
    for (name, value) in value.as_object().unwrap() {
        let known = has(must).chain(has(may)).find(|(known, _)| known == name);
        let (_, inner) = known.unwrap_or_else(|| panic!("a {kind} has no {name}"));
        if !inner.is_empty() {
            closed(inner, value);
        }
    }
}

#[test]
fn a_check_that_is_named_twice_is_one() {
    let server = account(false);
    let (az, port) = ("rds_instance_multi_az", "rds_instance_non_default_port");
    let checks = [port, az, az, port].join(",");
    let run = at(&server).run(["rds-audit", "db1", "--format", "sarif", "--checks", &checks]);
    let sarif = run.succeeded().json();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.iter().map(|rule| &rule["id"]).collect::<Vec<_>>(), [az, port]);
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);
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
