use snapbox::str;

use super::{at, described, not_found, setup};
use crate::common::{HttpServer, Reply, Request, botocore};

const ROLE: &str = "arn:aws:iam::123456789012:role/rds-monitoring";

/// The options as `aws rds create-db-instance` has them.
const OPTIONS: &str = "--allocated-storage 400 --max-allocated-storage 1000 --iops 12000 \
     --kms-key-id alias/cruddur --enable-cloudwatch-logs-exports postgresql iam-db-auth-error \
     --monitoring-interval 60 --monitoring-role-arn arn:aws:iam::123456789012:role/rds-monitoring \
     --no-auto-minor-version-upgrade --network-type dual --preferred-backup-window 03:00-04:00 \
     --preferred-maintenance-window Sun:05:00-Sun:06:00 --option-group-name default:postgres-17 \
     --tags Key=team,Value=cruddur cost=low";

fn create(more: &str) -> Vec<String> {
    let words = format!("rds-create db1 --yes --no-wait --quiet {OPTIONS} {more}");
    words.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_option_reaches_aws_under_its_own_name() {
    let server = HttpServer::start(|request, _| match request.action().as_str() {
        "CreateDBInstance" => described("CreateDBInstance", "creating"),
        _ => not_found(),
    });
    let sandbox = at(&server);
    sandbox.run(create("")).succeeded();
    botocore(
        &sandbox,
        &format!(
            "rds.create_db_instance(DBInstanceIdentifier='db1', DBInstanceClass='db.t4g.micro', \
             Engine='postgres', EngineVersion='17', MasterUsername='cruddurroot', \
             ManageMasterUserPassword=True, AllocatedStorage=400, MaxAllocatedStorage=1000, \
             Iops=12000, StorageType='gp3', StorageEncrypted=True, KmsKeyId='alias/cruddur', \
             BackupRetentionPeriod=7, PreferredBackupWindow='03:00-04:00', \
             PreferredMaintenanceWindow='sun:05:00-sun:06:00', AutoMinorVersionUpgrade=False, \
             Port=5432, DBName='cruddur', MultiAZ=False, PubliclyAccessible=False, \
             NetworkType='DUAL', DeletionProtection=True, EnableIAMDatabaseAuthentication=True, \
             CopyTagsToSnapshot=True, OptionGroupName='default:postgres-17', \
             EnablePerformanceInsights=False, MonitoringInterval=60, MonitoringRoleArn='{ROLE}', \
             EnableCloudwatchLogsExports=['iam-db-auth-error', 'postgresql'], \
             EngineLifecycleSupport='open-source-rds-extended-support-disabled', \
             Tags=[{{'Key': 'team', 'Value': 'cruddur'}}, {{'Key': 'cost', 'Value': 'low'}}])"
        ),
    );
    let requests = server.requests();
    let sent: Vec<&Request> =
        requests.iter().filter(|it| it.action() == "CreateDBInstance").collect();
    assert_eq!(sent[0].form(), sent[1].form());
}

#[test]
fn the_plan_says_what_they_are_and_what_they_cost() {
    let (_, sandbox) = setup();
    sandbox.run(create("--dry-run")).check(str![[r#"
exit 0
--- stdout
instance     db1 in ca-central-1
engine       postgres 17, db.t4g.micro
storage      400 GiB gp3, 12000 IOPS, growing to 1000 GiB, encrypted with alias/cruddur
zone         one, chosen by AWS
network      private, IPv6 too, port 5432
database     cruddur
login        cruddurroot, password managed by Secrets Manager, IAM authentication
protection   7 days of backups, at 03:00-04:00 UTC; deletion protection on
maintenance  no automatic minor version upgrades, sun:05:00-sun:06:00 UTC
monitoring   logs in CloudWatch: iam-db-auth-error, postgresql; Enhanced Monitoring every 60 s
costs money:
  db.t4g.micro, by the hour while it runs
  400 GiB of gp3, by the month, also while it is stopped
  storage up to 1000 GiB as it grows, which it does for good
  12000 IOPS, by the month
  the KMS key, by the month and by use
  backups beyond 400 GiB in all
  the secret of the master password, by the month
  logs in CloudWatch, by the GB, until the retention of their log group deletes them
  Enhanced Monitoring, by the GB in CloudWatch
failed security checks:
  it is in one zone; a standby in another costs as much again: --multi-az (rds_instance_multi_az, Medium)
  minor versions, which repair security faults, are not installed automatically: --auto-minor-version-upgrade (rds_instance_minor_version_upgrade_enabled, Medium)
  it listens on port 5432, which everyone tries first: --port (rds_instance_non_default_port, Low)

"#]]);
}

#[test]
fn an_instance_with_options_is_compared_with_them() {
    let (account, sandbox) = setup();
    let group = [
        ("Action", "CreateOptionGroup"),
        ("OptionGroupName", "cruddur"),
        ("OptionGroupDescription", "cruddur"),
        ("EngineName", "postgres"),
        ("MajorEngineVersion", "13"),
    ];
    account.ask("rds", &group);
    let own = OPTIONS.replace("default:postgres-17", "cruddur");
    let create = || {
        let words = ["rds-create", "db1", "--yes", "--no-wait"].into_iter();
        words.chain(own.split_whitespace())
    };
    sandbox.run(create()).succeeded();
    let again = sandbox.run(create()).succeeded();
    assert!(again.stderr.contains("db1 exists as requested"), "{again:?}");
    let other = "--max-storage 2000 --iops 13000 --kms-key \
         1234abcd-12ab-34cd-56ef-1234567890ab --monitoring-interval 30 \
         --backup-window 01:00-02:00 --maintenance-window mon:05:00-mon:06:00 \
         --option-group own --auto-minor-version-upgrade --cloudwatch-logs none";
    let mut args: Vec<&str> =
        "rds-create db1 --yes --storage 400 --network-type ipv4".split(' ').collect();
    args.extend(other.split_whitespace());
    args.extend(["--monitoring-role", "arn:aws:iam::123456789012:role/other"]);
    sandbox.run(args).check(str![[r#"
exit 1
--- stderr
error: db1 exists, but differs from what was requested
detail: --max-storage: asked for 2000, it is 1000
--iops: asked for 13000, it is 12000
--backup-window: asked for 01:00-02:00, it is 03:00-04:00
--maintenance-window: asked for mon:05:00-mon:06:00, it is sun:05:00-sun:06:00
--auto-minor-version-upgrade: asked for on, it is off
--kms-key: asked for 1234abcd-12ab-34cd-56ef-1234567890ab, it is alias/cruddur
--option-group: asked for own, it is cruddur
--monitoring-interval: asked for 30, it is 60
--monitoring-role: asked for arn:aws:iam::123456789012:role/other, it is arn:aws:iam::123456789012:role/rds-monitoring
--cloudwatch-logs: asked for none, it is iam-db-auth-error, postgresql
hint: nothing was changed; choose another name, or change it in the AWS console

"#]]);
}

#[test]
fn what_an_instance_has_none_of_is_a_difference() {
    let server = HttpServer::start(|request, _| described(&request.action(), "available"));
    let asked = "rds-create db1 --yes --max-storage 100 --monitoring-interval 60 --monitoring-role";
    at(&server).run(asked.split(' ').chain([ROLE])).check(str![[r#"
exit 1
--- stderr
error: db1 exists, but differs from what was requested
detail: --max-storage: asked for 100, it is none
--monitoring-role: asked for arn:aws:iam::123456789012:role/rds-monitoring, it is none
hint: nothing was changed; choose another name, or change it in the AWS console

"#]]);
    // The same key by its ID, its ARN and an alias, whose key AWS does not name here.
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let arn = format!("arn:aws:kms:ca-central-1:123456789012:key/{id}");
    let keyed = {
        let arn = arn.clone();
        HttpServer::start(move |request, _| {
            let Reply::Body(status, kind, body) = described(&request.action(), "available") else {
                unreachable!()
            };
            let key = format!("<KmsKeyId>{arn}</KmsKeyId></DBInstance>");
            Reply::Body(status, kind, body.replace("</DBInstance>", &key))
        })
    };
    for key in [id, &arn, "alias/cruddur"] {
        at(&keyed).run(["rds-create", "db1", "--yes", "--quiet", "--kms-key", key]).succeeded();
    }
    let other = "mrk-1234abcd12ab34cd56ef1234567890ab";
    let run = at(&keyed).run(["rds-create", "db1", "--yes", "--kms-key", other]).ended_with(1);
    assert!(run.stderr.contains(&format!("--kms-key: asked for {other}, it is {arn}")), "{run:?}");
}

#[test]
fn logs_that_are_not_yet_exported_are_counted() {
    let server = HttpServer::start(|request, _| {
        let Reply::Body(status, kind, body) = described(&request.action(), "backing-up") else {
            unreachable!()
        };
        let (before, rest) = body.split_once("<EnabledCloudwatchLogsExports>").unwrap();
        let (_, after) = rest.split_once("</EnabledCloudwatchLogsExports>").unwrap();
        let pending = "<PendingModifiedValues><PendingCloudwatchLogsExports><LogTypesToEnable>\
             <member>postgresql</member><member>upgrade</member></LogTypesToEnable>\
             </PendingCloudwatchLogsExports></PendingModifiedValues>";
        Reply::Body(status, kind, format!("{before}{pending}{after}"))
    });
    at(&server).run(["rds-create", "db1", "--yes", "--no-wait"]).succeeded();
}

#[test]
fn what_aws_would_refuse_of_them_is_not_sent() {
    let server = HttpServer::start(|_, _| not_found());
    let sandbox = at(&server);
    let run = |args: &str| sandbox.run(["rds-create", "--yes"].into_iter().chain(args.split(' ')));
    run("--max-allocated-storage 21 --iops 3000 --kms-key-id cruddur \
         --enable-cloudwatch-logs-exports slowquery --monitoring-interval 60 \
         --preferred-backup-window 03:00-04:00 --preferred-maintenance-window sun:03:30-sun:04:30 \
         --option-group-name default:postgres-16 --network-type IPV6 --tags aws:x=y")
    .check(str![[r#"
exit 2
--- stderr
error: --max-storage is 21 GiB: from 22, 10 % more than --storage, to 65536
detail: also: --iops needs 400 GiB of gp3: below, there are 3000 at no cost
also: --kms-key is "cruddur": a key's ID or ARN, or alias/NAME
also: --maintenance-window is sun:03:30-sun:04:30, which overlaps --backup-window
also: --network-type is "IPV6": IPV4 or DUAL
also: --option-group is default:postgres-16: version 17 has default:postgres-17
also: --cloudwatch-logs is "slowquery": postgresql, upgrade, iam-db-auth-error or none
also: --monitoring-interval needs --monitoring-role, which lets RDS write to CloudWatch
also: --tag is aws:x=y: KEY=VALUE of letters, digits, spaces and _ . : / = + - @, neither beginning with aws: or rds:

"#]]);
    run("--storage-type io1 --storage 100").check(str![[r#"
exit 2
--- stderr
error: --iops is needed by io1

"#]]);
    run("--monitoring-role-arn role").check(str![[r#"
exit 2
--- stderr
error: --monitoring-interval other than 0 is needed by --monitoring-role
detail: also: --monitoring-role is "role": the ARN of a role looks like arn:aws:iam::123456789012:role/NAME

"#]]);
    assert_eq!(server.requests().len(), 0);
}
