use std::io::Write;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use snapbox::str;

use super::{CANARY, at, described, not_found, setup};
use crate::common::{HttpServer, Outcome, Request, between, botocore};

#[test]
fn the_plan_names_costs_and_checks() {
    let (account, sandbox) = setup();
    sandbox.run(["rds-create", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
instance     cruddur-db-instance in ca-central-1
engine       postgres 17, db.t4g.micro
storage      20 GiB gp3, encrypted
zone         one, chosen by AWS
network      private, port 5432
database     cruddur
login        cruddurroot, password managed by Secrets Manager, IAM authentication
protection   7 days of backups; deletion protection on
maintenance  automatic minor version upgrades
monitoring   logs in CloudWatch: postgresql, upgrade
costs money:
  db.t4g.micro, by the hour while it runs
  20 GiB of gp3, by the month, also while it is stopped
  backups beyond 20 GiB in all
  the secret of the master password, by the month
  logs in CloudWatch, by the GB, until the retention of their log group deletes them
failed security checks:
  it is in one zone; a standby in another costs as much again: --multi-az (rds_instance_multi_az, Medium)
  enhanced monitoring is off: --monitoring-interval 60 and --monitoring-role (rds_instance_enhanced_monitoring_enabled, Low)
  it listens on port 5432, which everyone tries first: --port (rds_instance_non_default_port, Low)

"#]]);
    sandbox.run(["rds-create", "--dry-run", "--preset", "bootcamp"]).check(str![[r#"
exit 0
--- stdout
instance     cruddur-db-instance in ca-central-1
engine       postgres 14, db.t3.micro
storage      20 GiB gp2, encrypted
zone         ca-central-1a
network      public address, port 5432
database     cruddur
login        root, password managed by Secrets Manager
insights     Performance Insights, kept 7 days
protection   no backups; deletion protection off
maintenance  automatic minor version upgrades
monitoring   no logs in CloudWatch
changed from the original:
  engine version 14, the newest minor that AWS has (14.6 can no longer be created)
  the password is not on the command line
  no Extended Support, which is billed now: AWS upgrades an old version instead
costs money:
  db.t3.micro, by the hour while it runs
  20 GiB of gp2, by the month, also while it is stopped
  the secret of the master password, by the month
  a public IPv4 address, by the hour
failed security checks:
  whether the internet reaches it is unknown: the VPC's default security group is not read: --publicly-accessible=false (rds_instance_no_public_access, Critical)
  connections without TLS are accepted: rds.force_ssl is off in default.postgres14: --engine-version 15 or later (rds_instance_transport_encrypted, High)
  every login needs a password: IAM authentication is off: --iam-auth (rds_instance_iam_authentication_enabled, Medium)
  a single call deletes it: --deletion-protection (rds_instance_deletion_protection, Medium)
  there are no automated backups: --backup-retention 7 (rds_instance_backup_enabled, Medium)
  it is in one zone; a standby in another costs as much again: --multi-az (rds_instance_multi_az, Medium)
  the server's log does not go to CloudWatch: --cloudwatch-logs postgresql,upgrade (rds_instance_integration_cloudwatch_logs, Medium)
  enhanced monitoring is off: --monitoring-interval 60 and --monitoring-role (rds_instance_enhanced_monitoring_enabled, Low)
  tags are not copied to snapshots: --copy-tags-to-snapshots (rds_instance_copy_tags_to_snapshots, Low)
  it listens on port 5432, which everyone tries first: --port (rds_instance_non_default_port, Low)

"#]]);
    sandbox
        .run([
            "rds-create",
            "db1",
            "--dry-run",
            "--format",
            "json",
            "--multi-az",
            "--tag",
            "team=cruddur",
        ])
        .check(str![[r#"
exit 0
--- stdout
{
  "dry_run": true,
  "region": "ca-central-1",
  "spec": {
    "identifier": "db1",
    "password": "managed by Secrets Manager",
    "class": "db.t4g.micro",
    "engine_version": "17",
    "master_username": "cruddurroot",
    "storage": 20,
    "storage_type": "gp3",
    "max_storage": null,
    "iops": null,
    "availability_zone": null,
    "backup_retention": 7,
    "backup_window": null,
    "maintenance_window": null,
    "auto_minor_version_upgrade": true,
    "port": 5432,
    "db_name": "cruddur",
    "multi_az": true,
    "publicly_accessible": false,
    "storage_encrypted": true,
    "kms_key": null,
    "deletion_protection": true,
    "iam_auth": true,
    "copy_tags_to_snapshots": true,
    "subnet_group": null,
    "network_type": null,
    "parameter_group": null,
    "option_group": null,
    "monitoring_interval": null,
    "monitoring_role": null,
    "certificate_authority": null,
    "performance_insights": null,
    "extended_support": false,
    "cloudwatch_logs": [
      "postgresql",
      "upgrade"
    ],
    "security_groups": [],
    "tags": [
      [
        "team",
        "cruddur"
      ]
    ]
  },
  "changes": [],
  "costs": [
    "db.t4g.micro, by the hour while it runs, twice for the second zone",
    "20 GiB of gp3, by the month, also while it is stopped, twice for the second zone",
    "backups beyond 20 GiB in all",
    "the secret of the master password, by the month",
    "logs in CloudWatch, by the GB, until the retention of their log group deletes them"
  ],
  "findings": [
    {
      "id": "rds_instance_enhanced_monitoring_enabled",
      "severity": "low",
      "text": "enhanced monitoring is off: --monitoring-interval 60 and --monitoring-role"
    },
    {
      "id": "rds_instance_non_default_port",
      "severity": "low",
      "text": "it listens on port 5432, which everyone tries first: --port"
    }
  ]
}

"#]]);
    assert_eq!(account.instance_xml("cruddur-db-instance"), None);
    let region = ["rds-create", "--dry-run", "--preset", "bootcamp", "--region", "us-east-1"];
    let run = sandbox.run(region).succeeded();
    assert!(
        run.stdout.contains("availability zone us-east-1a (ca-central-1a is not in"),
        "{run:?}"
    );
}

#[test]
fn it_is_made_only_after_a_yes() {
    let (account, sandbox) = setup();
    sandbox.run(["rds-create", "db1"]).check(str![[r#"
exit 4
--- stderr
instance     db1 in ca-central-1
engine       postgres 17, db.t4g.micro
storage      20 GiB gp3, encrypted
zone         one, chosen by AWS
network      private, port 5432
database     cruddur
login        cruddurroot, password managed by Secrets Manager, IAM authentication
protection   7 days of backups; deletion protection on
maintenance  automatic minor version upgrades
monitoring   logs in CloudWatch: postgresql, upgrade
costs money:
  db.t4g.micro, by the hour while it runs
  20 GiB of gp3, by the month, also while it is stopped
  backups beyond 20 GiB in all
  the secret of the master password, by the month
  logs in CloudWatch, by the GB, until the retention of their log group deletes them
failed security checks:
  it is in one zone; a standby in another costs as much again: --multi-az (rds_instance_multi_az, Medium)
  enhanced monitoring is off: --monitoring-interval 60 and --monitoring-role (rds_instance_enhanced_monitoring_enabled, Low)
  it listens on port 5432, which everyone tries first: --port (rds_instance_non_default_port, Low)
error: confirmation needed: db1 will be created in ca-central-1 and cost money from then on
hint: confirm with: `cruddur-db rds-create db1 --yes`

"#]]);
    assert_eq!(account.instance_xml("db1"), None);
    sandbox.run(["rds-create", "db1", "--yes", "--quiet"]).check(str![[r#"
exit 0
--- stdout
instance     db1 in ca-central-1
status       available
engine       postgres 17, db.t4g.micro
storage      20 GiB gp3, encrypted
zone         ca-central-1a
login        cruddurroot, password in Secrets Manager, IAM authentication
network      private, sg-[..]
protection   7 days of backups, at [..] UTC; deletion protection on
maintenance  automatic minor version upgrades, [..] UTC
monitoring   logs in CloudWatch: postgresql, upgrade
url          postgresql://cruddurroot@db1.aaaaaaaaaa.ca-central-1.rds.amazonaws.com:5432/cruddur
to connect:
  export PROD_CONNECTION_URL='postgresql://cruddurroot@db1.aaaaaaaaaa.ca-central-1.rds.amazonaws.com:5432/cruddur'
  log in with its password: `cruddur-db connect --secret 'arn:aws:secretsmanager:ca-central-1:[..]:secret:rds!db-[..]' --env prod`
  it is private: connect from inside its VPC, or through a host there: `cruddur-db connect --tunnel=ssm:INSTANCE-ID --env prod` or `cruddur-db connect --tunnel=ssh:USER@HOST --env prod`

"#]]);
    let xml = account.instance_xml("db1").unwrap();
    for (name, value) in [
        ("StorageEncrypted", "true"),
        ("PubliclyAccessible", "false"),
        ("DeletionProtection", "true"),
        ("BackupRetentionPeriod", "7"),
        ("StorageType", "gp3"),
        ("EngineVersion", "17"),
        ("MultiAZ", "false"),
    ] {
        assert_eq!(between(&xml, name).to_lowercase(), value, "{name}");
    }
    // Again: it is there as asked for.
    let again = sandbox.run(["rds-create", "DB1", "--yes"]).succeeded();
    assert!(again.stderr.contains("db1 exists as requested"), "{again:?}");
    // With other wishes it is not.
    sandbox
        .run([
            "rds-create",
            "db1",
            "--yes",
            "--storage",
            "30",
            "--no-deletion-protection",
            "--engine-version",
            "16",
        ])
        .check(str![[r#"
exit 1
--- stderr
error: db1 exists, but differs from what was requested
detail: --engine-version: asked for 16, it is 17
--storage: asked for 30, it is 20
--deletion-protection: asked for off, it is on
hint: nothing was changed; choose another name, or change it in the AWS console

"#]]);
}

#[test]
fn the_original_command_is_understood() {
    let (account, sandbox) = setup();
    let flags = "--db-instance-identifier cruddur-db-instance --db-instance-class db.t3.micro \
         --engine postgres --engine-version 14 --master-username root --allocated-storage 20 \
         --availability-zone ca-central-1a --backup-retention-period 0 --port 5432 --no-multi-az \
         --db-name cruddur --storage-type gp2 --publicly-accessible --storage-encrypted \
         --enable-performance-insights --performance-insights-retention-period 7 \
         --no-deletion-protection --yes --quiet --format json";
    let run =
        sandbox.run(std::iter::once("rds-create").chain(flags.split_whitespace())).succeeded();
    let instance = &run.json()["instance"];
    assert_eq!(instance["class"], "db.t3.micro");
    assert_eq!(instance["master_username"], "root");
    assert_eq!(instance["publicly_accessible"], true);
    // The preset is the same but for what the command did not say.
    let preset = "rds-create --preset bootcamp --yes --iam-auth --copy-tags-to-snapshots --cloudwatch-logs \
         postgresql upgrade";
    sandbox.run(preset.split_whitespace()).succeeded();
    let xml = account.instance_xml("cruddur-db-instance").unwrap();
    assert_eq!(between(&xml, "BackupRetentionPeriod"), "0");
}

#[test]
fn the_password_is_given_in_secret_or_not_at_all() {
    let (_, mut sandbox) = setup();
    sandbox.set("DB_PASSWORD", CANARY).set("BAD_PASSWORD", "canary@Zq7");
    let mut runs = vec![
        sandbox.run(["rds-create", "db1", "--yes", "--password-env", "DB_PASSWORD"]).succeeded(),
        sandbox
            .run([
                "rds-create",
                "db1",
                "--yes",
                "-v",
                "--password-env",
                "DB_PASSWORD",
                "--format",
                "json",
            ])
            .succeeded(),
    ];
    for (args, status) in [
        (vec!["--password-env", "BAD_PASSWORD"], 2),
        (vec!["--password-env", "NO_PASSWORD"], 2),
        (vec!["--password-prompt"], 4),
        (vec!["--password-stdin"], 2),
        (vec!["--password-env", "DB_PASSWORD", "--password-stdin"], 2),
        (vec!["--master-user-password", CANARY], 2),
        (vec!["--master-user-password=canary-Zq7"], 2),
        (vec!["--master-user-password=canary-Zq7", "--storage", "1"], 2),
    ] {
        let all = ["rds-create", "db2", "--yes"].iter().chain(&args).copied();
        runs.push(sandbox.run(all).ended_with(status));
    }
    let mut child = sandbox
        .command(["rds-create", "db3", "--yes", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"canary-Zq7\n").unwrap();
    runs.push(sandbox.finished(child.outcome()).succeeded());
    let mut terminal = sandbox.terminal(&["rds-create", "db4", "--yes", "--password-prompt"]);
    terminal.wait_for("Master password: ").press("canary-Zq7\r");
    terminal.wait_for("Once more: ").press("canary-Zq8\r").wait_for("They differ; try again");
    terminal.wait_for("Master password: ").press("canary-Zq7\r");
    terminal.wait_for("Once more: ").press("canary-Zq7\r");
    assert_eq!(terminal.end(), 0, "{}", terminal.everything());
    assert!(!terminal.everything().contains("canary"));
    for run in &runs {
        assert!(!format!("{run:?}").contains("canary"), "{run:?}");
    }
    runs[2].check(str![[r#"
exit 2
--- stderr
error: the password has an @ as character 7: printable ASCII without / @ " and space

"#]]);
    runs[3].check(str![[r#"
exit 2
--- stderr
error: the variable NO_PASSWORD of --password-env is not set

"#]]);
    runs[4].check(str![[r#"
exit 4
--- stderr
error: there is no terminal to prompt for the password
hint: pass --password-env NAME or --password-stdin, or leave it to AWS

"#]]);
    runs[7].check(str![[r#"
exit 2
--- stderr
error: a password cannot be an argument: other users would see it
hint: leave it to AWS, or pass --password-prompt, --password-env NAME or --password-stdin; and change the one you typed

"#]]);
}

#[test]
fn what_aws_would_refuse_is_not_sent() {
    let server = HttpServer::start(|_, _| not_found());
    let sandbox = at(&server);
    let run = |args: &[&str]| sandbox.run(["rds-create", "--yes"].iter().chain(args).copied());
    run(&[
        "1abc",
        "--storage",
        "5",
        "--port",
        "80",
        "--backup-retention",
        "-1",
        "--master-username",
        "admin",
    ])
    .check(str![[r#"
exit 2
--- stderr
error: INSTANCE is "1abc": 1 to 63 letters, digits and hyphens, beginning with a letter, without a hyphen at the end or two in a row
detail: also: --master-username is admin: a reserved word of the engine
also: --storage is 5 GiB: gp3 has from 20 to 65536
also: --backup-retention is -1 days: from 0 (no backups) to 35
also: --port is 80: from 1150 to 65535

"#]]);
    run(&["--availability-zone", "ca-central-1"]).check(str![[r#"
exit 2
--- stderr
error: --availability-zone is ca-central-1, a region: a zone has an additional letter, such as ca-central-1a

"#]]);
    run(&["--preset", "bootcamp", "--engine-version", "14.6"]).check(str![[r#"
exit 2
--- stderr
error: --engine-version is 14.6: no longer available; use 14 for the newest minor

"#]]);
    run(&["--availability-zone", "ca-central-1a", "--multi-az"]).check(str![[r#"
exit 2
--- stderr
error: --availability-zone excludes --multi-az, which uses two zones

"#]]);
    run(&["--performance-insights-retention", "7"]).check(str![[r#"
exit 2
--- stderr
error: --performance-insights-retention needs --performance-insights

"#]]);
    run(&["--performance-insights", "--performance-insights-retention", "8"]).ended_with(2);
    run(&["--security-group", "default"]).ended_with(2);
    run(&["--tag", "x"]).ended_with(2);
    run(&["--engine", "mysql"]).ended_with(2);
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn it_waits_through_the_states() {
    let looks = AtomicUsize::new(0);
    let server = HttpServer::start(move |request, _| match request.action().as_str() {
        "CreateDBInstance" => described("CreateDBInstance", "creating"),
        action => match looks.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => not_found(),
            2 | 3 => described(action, "creating"),
            4 => described(action, "backing-up"),
            _ => described(action, "available"),
        },
    });
    let sandbox = at(&server);
    sandbox
        .run([
            "rds-create",
            "db1",
            "--yes",
            "--interval",
            "20ms",
            "--password-env",
            "AWS_SECRET_ACCESS_KEY",
        ])
        .check(str![[r#"
exit 0
--- stdout
instance     db1 in ca-central-1
status       available
engine       postgres 17.5, db.t4g.micro
storage      20 GiB gp3, encrypted
zone         ?
login        cruddurroot, password in Secrets Manager, IAM authentication
network      private
protection   7 days of backups, at 03:00-03:30 UTC; deletion protection on
maintenance  automatic minor version upgrades, sun:05:00-sun:05:30 UTC
monitoring   logs in CloudWatch: postgresql, upgrade
url          postgresql://cruddurroot@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur
to connect:
  export PROD_CONNECTION_URL='postgresql://cruddurroot@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur'
  log in with its password: `cruddur-db connect --secret 'arn:secret' --env prod`
  it is private: connect from inside its VPC, or through a host there: `cruddur-db connect --tunnel=ssm:INSTANCE-ID --env prod` or `cruddur-db connect --tunnel=ssh:USER@HOST --env prod`
--- stderr
instance     db1 in ca-central-1
engine       postgres 17, db.t4g.micro
storage      20 GiB gp3, encrypted
zone         one, chosen by AWS
network      private, port 5432
database     cruddur
login        cruddurroot, password given, IAM authentication
protection   7 days of backups; deletion protection on
maintenance  automatic minor version upgrades
monitoring   logs in CloudWatch: postgresql, upgrade
costs money:
  db.t4g.micro, by the hour while it runs
  20 GiB of gp3, by the month, also while it is stopped
  backups beyond 20 GiB in all
  logs in CloudWatch, by the GB, until the retention of their log group deletes them
failed security checks:
  it is in one zone; a standby in another costs as much again: --multi-az (rds_instance_multi_az, Medium)
  enhanced monitoring is off: --monitoring-interval 60 and --monitoring-role (rds_instance_enhanced_monitoring_enabled, Low)
  it listens on port 5432, which everyone tries first: --port (rds_instance_non_default_port, Low)
db1 is being created; Ctrl-C stops waiting, not the creation
db1: creating after [..]s
db1: backing-up after [..]s
db1: available after [..]s

"#]]);
    let sent = server.requests().into_iter().find(|it| it.action() == "CreateDBInstance").unwrap();
    for (field, value) in [
        ("MasterUserPassword", CANARY),
        ("ManageMasterUserPassword", ""),
        ("PubliclyAccessible", "false"),
        ("StorageEncrypted", "true"),
        ("EngineLifecycleSupport", "open-source-rds-extended-support-disabled"),
        ("EngineVersion", "17"),
        ("Iops", ""),
    ] {
        assert_eq!(sent.field(field), value, "{field}");
    }
}

#[test]
fn a_create_that_was_repeated_finds_its_own_work() {
    let server = HttpServer::start(|request, before| match (request.action().as_str(), before) {
        ("CreateDBInstance", _) => crate::common::Reply::rds_error(
            400,
            "DBInstanceAlreadyExists",
            "DB instance already exists",
        ),
        (_, 0) => not_found(),
        (action, _) => described(action, "available"),
    });
    at(&server).run(["rds-create", "db1", "--yes", "--quiet", "--interval", "20ms"]).succeeded();
}

/// What the bootcamp's command asked for.
const ORIGINAL: &str = "rds.create_db_instance(DBInstanceIdentifier='cruddur-db-instance', \
     DBInstanceClass='db.t3.micro', Engine='postgres', EngineVersion='14.6', \
     MasterUsername='root', MasterUserPassword='good-database-password-1', AllocatedStorage=20, \
     AvailabilityZone='ca-central-1a', BackupRetentionPeriod=0, Port=5432, MultiAZ=False, \
     DBName='cruddur', StorageType='gp2', PubliclyAccessible=True, StorageEncrypted=True, \
     EnablePerformanceInsights=True, PerformanceInsightsRetentionPeriod=7, \
     DeletionProtection=False)";

#[test]
fn the_preset_is_the_original_but_for_what_is_named() {
    let server = HttpServer::start(|request, _| match request.action().as_str() {
        "CreateDBInstance" => described("CreateDBInstance", "creating"),
        _ => not_found(),
    });
    let sandbox = at(&server);
    sandbox.run(["rds-create", "--preset", "bootcamp", "--yes", "--no-wait"]).succeeded();
    botocore(&sandbox, ORIGINAL);
    let sent: Vec<Request> =
        server.requests().into_iter().filter(|it| it.action() == "CreateDBInstance").collect();
    let [mut ours, mut theirs] = [sent[0].form(), sent[1].form()];
    let same: Vec<String> = ours
        .iter()
        .filter(|(key, value)| theirs.get(*key) == Some(value))
        .map(|(key, _)| key.clone())
        .collect();
    for key in &same {
        ours.remove(key);
        theirs.remove(key);
    }
    let lines = |form: std::collections::BTreeMap<String, String>| -> Vec<String> {
        form.into_iter().map(|(key, value)| format!("{key}={value}")).collect()
    };
    // The version, the password and the support have changed; the rest is what AWS takes when it
    // is not told.
    assert_eq!(
        lines(ours),
        [
            "AutoMinorVersionUpgrade=true",
            "CopyTagsToSnapshot=false",
            "EnableIAMDatabaseAuthentication=false",
            "EngineLifecycleSupport=open-source-rds-extended-support-disabled",
            "EngineVersion=14",
            "ManageMasterUserPassword=true",
        ]
    );
    assert_eq!(
        lines(theirs),
        ["EngineVersion=14.6", "MasterUserPassword=good-database-password-1"]
    );
}
