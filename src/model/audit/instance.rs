//! Checks of an instance's own properties.

use super::fix::{aws, modify, own, quoted};
use super::{Fact, Facts, Finding, Unknown};

/// Since this major version `rds.force_ssl` is on unless it is set to 0. Source: Amazon RDS User
/// Guide, "Requiring an SSL connection to a PostgreSQL DB instance".
const FORCES_SSL: u32 = 15;

/// Which users attackers try first. Source: Prowler, `rds_instance_default_admin`.
const DEFAULT_USERS: [&str; 2] = ["admin", "postgres"];

pub fn storage_encrypted(facts: &Facts) -> Fact<Finding> {
    let (subject, it) = (&facts.subject, &facts.subject.instance);
    if it.field(it.storage_encrypted, "StorageEncrypted")? {
        return Finding::pass("the storage is encrypted");
    }
    let name = quoted(&it.identifier);
    Finding::fail(
        "the storage is not encrypted; an encrypted copy of a snapshot has to replace the instance",
        [
            format!(
                "rds create-db-snapshot --db-instance-identifier {name} --db-snapshot-identifier \
                 {name}-plain"
            ),
            format!(
                "rds copy-db-snapshot --source-db-snapshot-identifier {name}-plain \
                 --target-db-snapshot-identifier {name}-encrypted --kms-key-id alias/aws/rds"
            ),
            format!(
                "rds restore-db-instance-from-db-snapshot --db-instance-identifier \
                 {name}-encrypted --db-snapshot-identifier {name}-encrypted"
            ),
        ]
        .map(|line| aws(subject, line)),
    )
}

pub fn transport_encrypted(facts: &Facts) -> Fact<Finding> {
    let (subject, it) = (&facts.subject, &facts.subject.instance);
    let group = it.field(it.parameter_group.as_ref(), "DBParameterGroups")?;
    let name = quoted(&it.identifier);
    let major = it.major_version()?;
    let forced = match facts.force_ssl.clone()?.as_deref() {
        Some("1") => true,
        Some("0") => false,
        None => major >= FORCES_SSL,
        Some(other) => return Err(Unknown(format!("rds.force_ssl is {other:?}"))),
    };
    let status = it.field(group.status.as_deref(), "ParameterApplyStatus")?;
    let reboot = aws(subject, format!("rds reboot-db-instance --db-instance-identifier {name}"));
    if forced && status == "in-sync" {
        return Finding::pass("connections without TLS are refused");
    }
    if forced {
        let text = format!("rds.force_ssl is on in {}, which is {status}", group.name);
        return Finding::fail(text, [reboot]);
    }
    let text =
        format!("connections without TLS are accepted: rds.force_ssl is off in {}", group.name);
    let set = |group: &str| {
        let parameter = "ParameterName=rds.force_ssl,ParameterValue=1,ApplyMethod=immediate";
        let call = "rds modify-db-parameter-group --db-parameter-group-name";
        aws(subject, format!("{call} {} --parameters {parameter}", quoted(group)))
    };
    if !group.name.starts_with("default.") {
        return Finding::fail(text, [set(&group.name)]);
    }
    // AWS's own groups cannot be changed.
    let own_group = format!("{}-tls", it.identifier);
    let create = format!(
        "rds create-db-parameter-group --db-parameter-group-name {} --db-parameter-group-family \
         postgres{major} --description 'TLS only'",
        quoted(&own_group)
    );
    let fix = [
        aws(subject, create),
        set(&own_group),
        modify(subject, &format!("--db-parameter-group-name {}", quoted(&own_group))),
        reboot,
    ];
    Finding::fail(text, fix)
}

pub fn iam_auth(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.iam_auth, "IAMDatabaseAuthenticationEnabled")? {
        true => Finding::pass("IAM authentication is on"),
        false => Finding::fail(
            "every login needs a password: IAM authentication is off",
            [modify(&facts.subject, "--enable-iam-database-authentication")],
        ),
    }
}

pub fn deletion_protection(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.deletion_protection, "DeletionProtection")? {
        true => Finding::pass("deletion protection is on"),
        false => Finding::fail(
            "a single call deletes it",
            [modify(&facts.subject, "--deletion-protection")],
        ),
    }
}

pub fn backups(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.backup_retention, "BackupRetentionPeriod")? {
        0 => Finding::fail(
            "there are no automated backups",
            [modify(&facts.subject, "--backup-retention-period 7")],
        ),
        days @ 1.. => Finding::pass(format!("backups of {days} days are kept")),
        days => Err(Unknown(format!("BackupRetentionPeriod is {days}"))),
    }
}

pub fn multi_az(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.multi_az, "MultiAZ")? {
        true => Finding::pass("a standby is in another zone"),
        false => Finding::fail(
            "it is in one zone; a standby in another costs as much again",
            [modify(&facts.subject, "--multi-az")],
        ),
    }
}

pub fn minor_upgrades(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.auto_minor_version_upgrade, "AutoMinorVersionUpgrade")? {
        true => Finding::pass("minor versions are installed automatically"),
        false => Finding::fail(
            "minor versions, which repair security faults, are not installed automatically",
            [modify(&facts.subject, "--auto-minor-version-upgrade")],
        ),
    }
}

pub fn inside_vpc(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.vpc.as_deref(), "VpcId")? {
        "" => Finding::fail("it is in no VPC: every network reaches it", []),
        vpc if vpc.starts_with("vpc-") => Finding::pass(format!("it is in {vpc}")),
        other => Err(Unknown(format!("{other:?} is not the ID of a VPC"))),
    }
}

pub fn default_admin(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    let user = it.field(it.master_username.as_deref(), "MasterUsername")?;
    if !DEFAULT_USERS.contains(&user) {
        return Finding::pass(format!("the master user is {user}"));
    }
    let name = quoted(&it.identifier);
    Finding::fail(
        format!("the master user is {user}, which attackers try first, and cannot be renamed"),
        [own(format!("rds-create {name}-2 --master-username cruddurroot"))],
    )
}

pub fn log_exports(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.log_exports.as_deref() {
        Some(logs @ [_, ..]) => Finding::pass(format!("{} goes to CloudWatch", logs.join(", "))),
        // AWS's own way to say that there are none.
        Some([]) | None => Finding::fail(
            "the server's log does not go to CloudWatch",
            [modify(
                &facts.subject,
                "--cloudwatch-logs-export-configuration EnableLogTypes=postgresql,upgrade",
            )],
        ),
    }
}

pub fn enhanced_monitoring(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.monitoring_interval, "MonitoringInterval")? {
        0 => {
            let account = it.account().unwrap_or("ACCOUNT");
            let role = format!("arn:aws:iam::{account}:role/ROLE");
            Finding::fail(
                "enhanced monitoring is off",
                [modify(
                    &facts.subject,
                    &format!("--monitoring-interval 60 --monitoring-role-arn {}", quoted(&role)),
                )],
            )
        }
        seconds @ 1.. => Finding::pass(format!("the system is measured every {seconds} s")),
        seconds => Err(Unknown(format!("MonitoringInterval is {seconds}"))),
    }
}

pub fn copied_tags(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.copy_tags_to_snapshots, "CopyTagsToSnapshot")? {
        true => Finding::pass("tags are copied to snapshots"),
        false => Finding::fail(
            "tags are not copied to snapshots",
            [modify(&facts.subject, "--copy-tags-to-snapshot")],
        ),
    }
}

pub fn port(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.port, "Endpoint")? {
        5432 => Finding::fail(
            "it listens on port 5432, which everyone tries first",
            [modify(&facts.subject, "--db-port-number 5433")],
        ),
        port => Finding::pass(format!("it listens on port {port}")),
    }
}

/// Without the options that were given, of which one may be the region.
fn create_in(name: &str, region: &str) -> String {
    format!("cruddur-db rds-create {name} --region {region}")
}

pub fn region(facts: &Facts) -> Fact<Finding> {
    let region = &facts.subject.region;
    let near = &facts.regions_of_users;
    if near.is_empty() {
        return Finding::not_applicable("--region-of-users does not say where the users are");
    }
    if near.contains(region) {
        return Finding::pass(format!("it is in {region}, near the users"));
    }
    let name = quoted(&facts.subject.instance.identifier);
    Finding::fail(
        format!("it is in {region}, and the users are near {}", near.join(", ")),
        near.first().map(|near| create_in(&name, near)),
    )
}
