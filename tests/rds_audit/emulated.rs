//! The command against the emulator, which makes what it is asked about.

use serde_json::{Value, json};

use crate::common::{Account, Emulator};

/// The verdict of each check that is named.
fn verdicts(audit: &Value, ids: &[&str]) -> Vec<String> {
    let checks = audit["checks"].as_array().unwrap();
    let verdict = |id: &&str| {
        let check = checks.iter().find(|check| check["id"] == **id).unwrap();
        format!("{id}: {}", check["verdict"].as_str().unwrap())
    };
    ids.iter().map(verdict).collect()
}

fn audited(account: &Account) -> Value {
    let run = account.sandbox().run(["rds-audit", "db1", "--format", "json", "--fail-on", "never"]);
    run.succeeded().json()
}

#[test]
fn the_default_instance_passes_what_it_can() {
    let account = Emulator::moto().account();
    let sandbox = account.sandbox();
    sandbox.run(["rds-create", "db1", "--yes", "--interval", "10ms"]).succeeded();
    let audit = audited(&account);
    assert_eq!(
        verdicts(
            &audit,
            &[
                "rds_instance_no_public_access",
                "rds_instance_storage_encrypted",
                "rds_instance_iam_authentication_enabled",
                "rds_instance_deletion_protection",
                "rds_instance_backup_enabled",
                "rds_instance_copy_tags_to_snapshots",
                "rds_instance_default_admin",
                "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432",
            ]
        )
        .join("\n"),
        "rds_instance_no_public_access: pass\n\
         rds_instance_storage_encrypted: pass\n\
         rds_instance_iam_authentication_enabled: pass\n\
         rds_instance_deletion_protection: pass\n\
         rds_instance_backup_enabled: pass\n\
         rds_instance_copy_tags_to_snapshots: pass\n\
         rds_instance_default_admin: pass\n\
         ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432: pass",
        "{audit:#}"
    );
}

#[test]
fn the_account_is_asked_for_what_watches_it() {
    let account = Emulator::moto().account();
    account.instance("db1", &[("BackupRetentionPeriod", "0")]);
    let ids = [
        "rds_instance_backup_enabled",
        "cloudtrail_multi_region_enabled",
        "cloudtrail_alerts",
        "guardduty_is_enabled",
        "guardduty_rds_protection_enabled",
        "scp_denies_rds_delete",
    ];
    assert_eq!(
        verdicts(&audited(&account), &ids),
        [
            "rds_instance_backup_enabled: fail",
            "cloudtrail_multi_region_enabled: fail",
            "cloudtrail_alerts: fail",
            "guardduty_is_enabled: fail",
            "guardduty_rds_protection_enabled: fail",
            "scp_denies_rds_delete: not_applicable",
        ]
    );
    watch(&account);
    assert_eq!(
        verdicts(&audited(&account), &ids[1..]),
        [
            "cloudtrail_multi_region_enabled: pass",
            "cloudtrail_alerts: pass",
            "guardduty_is_enabled: pass",
            "guardduty_rds_protection_enabled: pass",
            "scp_denies_rds_delete: fail",
        ]
    );
}

/// Makes a trail with an alarm, a detector, and an organization.
fn watch(account: &Account) {
    let region = Account::REGION;
    account.json("logs", "Logs_20140328.CreateLogGroup", json!({ "logGroupName": "trail" }));
    let trail = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101";
    account.bucket("audited-trail");
    account.json(
        "cloudtrail",
        &format!("{trail}.CreateTrail"),
        json!({
            "Name": "account",
            "S3BucketName": "audited-trail",
            "IsMultiRegionTrail": true,
            "CloudWatchLogsLogGroupArn":
                format!("arn:aws:logs:{region}:111122223333:log-group:trail:*"),
        }),
    );
    account.json("cloudtrail", &format!("{trail}.StartLogging"), json!({ "Name": "account" }));
    account.json(
        "cloudtrail",
        &format!("{trail}.PutEventSelectors"),
        json!({
            "TrailName": "account",
            "EventSelectors": [{ "ReadWriteType": "All", "IncludeManagementEvents": true }],
        }),
    );
    account.json(
        "logs",
        "Logs_20140328.PutMetricFilter",
        json!({
            "logGroupName": "trail",
            "filterName": "rds",
            "filterPattern": "{ $.eventSource = rds.amazonaws.com }",
            "metricTransformations":
                [{ "metricName": "Rds", "metricNamespace": "Audit", "metricValue": "1" }],
        }),
    );
    account.ask(
        "monitoring",
        &[
            ("Action", "PutMetricAlarm"),
            ("AlarmName", "rds"),
            ("MetricName", "Rds"),
            ("Namespace", "Audit"),
            ("ComparisonOperator", "GreaterThanThreshold"),
            ("EvaluationPeriods", "1"),
            ("Period", "300"),
            ("Threshold", "0"),
            ("Statistic", "Sum"),
            ("AlarmActions.member.1", "arn:aws:sns:x"),
        ],
    );
    account.post(
        "guardduty",
        "/detector",
        json!({
            "enable": true,
            "features": [{ "name": "RDS_LOGIN_EVENTS", "status": "ENABLED" }],
        }),
    );
    account.json(
        "organizations",
        "AWSOrganizationsV20161128.CreateOrganization",
        json!({ "FeatureSet": "ALL" }),
    );
}

#[test]
fn the_internet_is_followed_to_the_instance() {
    let account = Emulator::moto().account();
    let group = account.group("open");
    account.rule(&group, "0.0.0.0/1", 5432, None);
    account.subnet_group("all");
    account.instance(
        "db1",
        &[
            ("PubliclyAccessible", "true"),
            ("VpcSecurityGroupIds.VpcSecurityGroupId.1", &group),
            ("DBSubnetGroupName", "all"),
        ],
    );
    let check = |expected: &str| {
        let audit = audited(&account);
        let checks = audit["checks"].as_array().unwrap();
        let it = checks.iter().find(|it| it["id"] == "rds_instance_no_public_access").unwrap();
        let shown = format!("{} {}", it["verdict"], it["severity"]).replace('"', "");
        assert_eq!(shown, expected, "{it:#}");
    };
    check("fail low");
    account.rule(&group, "128.0.0.0/1", 5432, None);
    // The group is open, and the VPC has no way to the internet.
    check("fail low");
    account.internet_gateway();
    check("fail critical");
}
