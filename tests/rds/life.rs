use std::sync::atomic::{AtomicUsize, Ordering};

use snapbox::str;

use super::{at, described, not_found, setup};
use crate::common::{HttpServer, Reply, Request, between};

#[test]
fn status_and_url() {
    let server = HttpServer::start(|request, _| described(&request.action(), "available"));
    let sandbox = at(&server);
    sandbox.run(["rds-status", "db1"]).check(str![[r#"
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

"#]]);
    sandbox.run(["rds-status", "db1", "--format", "json", "--quiet"]).check(str![[r#"
exit 0
--- stdout
{
  "region": "ca-central-1",
  "instance": {
    "identifier": "db1",
    "status": "available",
    "endpoint": {
      "host": "db1.c9.ca-central-1.rds.amazonaws.com",
      "port": 5432
    },
    "engine": "postgres",
    "secret_arn": "arn:secret",
    "class": "db.t4g.micro",
    "engine_version": "17.5",
    "master_username": "cruddurroot",
    "storage": 20,
    "storage_type": "gp3",
    "max_storage": null,
    "iops": null,
    "availability_zone": null,
    "backup_retention": 7,
    "backup_window": "03:00-03:30",
    "maintenance_window": "sun:05:00-sun:05:30",
    "auto_minor_version_upgrade": true,
    "db_name": "cruddur",
    "multi_az": false,
    "publicly_accessible": false,
    "encrypted": true,
    "kms_key": null,
    "deletion_protection": true,
    "iam_auth": true,
    "copy_tags_to_snapshots": null,
    "subnet_group": null,
    "network_type": null,
    "parameter_group": null,
    "option_group": null,
    "monitoring_interval": null,
    "monitoring_role": null,
    "certificate_authority": null,
    "extended_support": null,
    "performance_insights": null,
    "performance_insights_retention": null,
    "cloudwatch_logs": [
      "postgresql",
      "upgrade"
    ],
    "security_groups": [],
    "created": null,
    "restarts": null,
    "ca": null,
    "certificate_expires": null
  },
  "url": "postgresql://cruddurroot@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur",
  "next": [
    "export PROD_CONNECTION_URL='postgresql://cruddurroot@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur'",
    "log in with its password: `cruddur-db connect --secret 'arn:secret' --env prod`",
    "it is private: connect from inside its VPC, or through a host there: `cruddur-db connect --tunnel=ssm:INSTANCE-ID --env prod` or `cruddur-db connect --tunnel=ssh:USER@HOST --env prod`"
  ]
}

"#]]);
    sandbox.run(["rds-url", "db1"]).check(str![[r#"
exit 0
--- stdout
postgresql://cruddurroot@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur

"#]]);
    sandbox.run(["rds-url", "db1", "--user", "a@b", "--database", "x/y", "--quiet"]).check(str![[
        r#"
exit 0
--- stdout
postgresql://a%40b@db1.c9.ca-central-1.rds.amazonaws.com:5432/x%2Fy

"#
    ]]);
    let creating = HttpServer::start(|request, _| described(&request.action(), "creating"));
    at(&creating).run(["rds-url", "db1"]).check(str![[r#"
exit 1
--- stderr
error: db1 is creating and has no endpoint yet
hint: wait for it: `cruddur-db rds-wait db1`

"#]]);
    at(&creating).run(["rds-status", "db1"]).succeeded();
    let nobody = HttpServer::always(not_found());
    at(&nobody).run(["rds-status", "db1"]).check(str![[r#"
exit 1
--- stderr
error: there is no RDS instance db1 in ca-central-1
hint: use --region for another region

"#]]);
}

#[test]
fn other_engines_have_no_url_of_postgres() {
    let of_engine = |engine: &'static str| {
        HttpServer::start(move |request, _| match described(&request.action(), "available") {
            Reply::Body(status, kind, text) => {
                let text = text.replace("<Engine>postgres<", &format!("<Engine>{engine}<"));
                Reply::Body(status, kind, text)
            }
            other => other,
        })
    };
    let (mysql, aurora) = (of_engine("mysql"), of_engine("aurora-postgresql"));
    at(&mysql).run(["rds-url", "db1"]).check(str![[r#"
exit 2
--- stderr
error: db1 is not Postgres: its engine is mysql

"#]]);
    let run = at(&mysql).run(["rds-status", "db1"]).succeeded();
    assert!(run.stdout.ends_with("\nurl          none: it is not Postgres\n"), "{run:?}");
    let run = at(&mysql).run(["rds-status", "db1", "--format", "json"]).succeeded();
    assert!(run.json()["url"].is_null(), "{run:?}");
    let run = at(&aurora).run(["rds-url", "db1"]).succeeded();
    assert!(run.stdout.starts_with("postgresql://"), "{run:?}");
}

#[test]
fn stopping_asks_and_says_when_it_ends() {
    let (account, sandbox) = setup();
    account.instance("db1", &[]);
    sandbox.run(["rds-stop", "db1"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: db1 in ca-central-1 will be stopped, and all clients disconnected
hint: confirm with: `cruddur-db rds-stop db1 --yes`

"#]]);
    sandbox.run(["rds-stop", "db1", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would stop: db1 in ca-central-1
note: AWS starts it again by itself after 7 days; its storage and backups are billed while it is stopped

"#]]);
    sandbox.run(["rds-stop", "db1", "--yes"]).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1 is stopped
note: AWS starts it again by itself after 7 days; its storage and backups are billed while it is stopped
--- stderr
db1: stopped after [..]s

"#]]);
    assert_eq!(between(&account.instance_xml("db1").unwrap(), "DBInstanceStatus"), "stopped");
    sandbox.run(["rds-stop", "db1"]).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1 is stopped
note: AWS starts it again by itself after 7 days; its storage and backups are billed while it is stopped
--- stderr
db1: stopped after [..]s

"#]]);
    sandbox.run(["rds-start", "db1", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would start: db1 in ca-central-1

"#]]);
    sandbox.run(["rds-start", "db1"]).succeeded();
    assert_eq!(between(&account.instance_xml("db1").unwrap(), "DBInstanceStatus"), "available");
    sandbox.run(["rds-start", "db1"]).succeeded();
}

#[test]
fn a_start_looks_past_what_was() {
    // For a moment after the call, AWS still says that it is stopped.
    let looks = AtomicUsize::new(0);
    let server = HttpServer::start(move |request, _| match request.action().as_str() {
        "DescribeDBInstances" => match looks.fetch_add(1, Ordering::Relaxed) {
            0..2 => described("DescribeDBInstances", "stopped"),
            2 => described("DescribeDBInstances", "starting"),
            _ => described("DescribeDBInstances", "available"),
        },
        action => described(action, "starting"),
    });
    at(&server).run(["rds-start", "db1", "--interval", "10ms"]).succeeded();
}

#[test]
fn deleting_needs_the_name() {
    let (account, sandbox) = setup();
    account.instance("db1", &[]);
    sandbox.run(["rds-delete", "db1"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: db1 in ca-central-1 will be deleted with its automatic backups; the snapshot db1-final-[..] is taken first
hint: confirm with: `cruddur-db rds-delete db1 --confirm db1`

"#]]);
    sandbox.run(["rds-delete", "db1", "--confirm", "db2"]).check(str![[r#"
exit 4
--- stderr
error: --confirm is "db2", but the name is "db1"; nothing was changed

"#]]);
    sandbox.run(["rds-delete", "db1", "--yes"]).ended_with(4);
    sandbox.run(["rds-delete"]).ended_with(2);
    sandbox.run(["rds-delete", "db1", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would delete: db1 in ca-central-1
last snapshot: db1-final-[..]

"#]]);
    assert!(account.instance_xml("db1").is_some());
    sandbox.run(["rds-delete", "db1", "--confirm", "db1"]).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1 is deleted
last snapshot: db1-final-[..]

"#]]);
    assert_eq!(account.instance_xml("db1"), None);
    let snapshots = account.ask("rds", &[("Action", "DescribeDBSnapshots")]);
    assert!(snapshots.contains("<DBSnapshotIdentifier>db1-final-20"), "{snapshots}");
}

#[test]
fn going_without_a_snapshot_is_a_second_question() {
    let (account, sandbox) = setup();
    account.instance("db1", &[]);
    let args = ["rds-delete", "db1", "--skip-final-snapshot", "--confirm", "db1"];
    sandbox.run(args).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: no final snapshot is taken, and the data of db1 is lost permanently
hint: confirm with: `cruddur-db rds-delete db1 --skip-final-snapshot --confirm db1 --yes`

"#]]);
    sandbox.run(["rds-delete", "db1", "--skip-final-snapshot", "--yes"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: db1 in ca-central-1 will be deleted with its automatic backups; nothing is kept
hint: --yes is not enough here; confirm with: `cruddur-db rds-delete db1 --skip-final-snapshot --yes --confirm db1`

"#]]);
    assert!(account.instance_xml("db1").is_some());
    sandbox.run(args.iter().chain(&["--yes"]).copied()).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1 is deleted

"#]]);
    assert_eq!(account.instance_xml("db1"), None);
}

#[test]
fn protection_is_respected() {
    let (account, sandbox) = setup();
    account.instance("db1", &[("DeletionProtection", "true")]);
    sandbox.run(["rds-delete", "db1", "--confirm", "db1"]).check(str![[r#"
exit 1
--- stderr
error: db1 is protected from deletion; nothing was changed
hint: remove the protection first: aws rds modify-db-instance --db-instance-identifier db1 --no-deletion-protection --apply-immediately --region ca-central-1

"#]]);
    assert!(account.instance_xml("db1").is_some());
}

#[test]
fn states_that_are_on_their_way() {
    let acting = |status: &'static str, args: &[&str]| {
        let server = HttpServer::start(move |request, _| described(&request.action(), status));
        let run = at(&server).run(args.iter().copied()).succeeded();
        let actions: Vec<String> = server.requests().iter().map(Request::action).collect();
        (run.stdout, actions)
    };
    let (text, actions) = acting("deleting", &["rds-delete", "db1", "--no-wait"]);
    assert_eq!(text, "db1 in ca-central-1 is deleting\nnote: it was already being deleted\n");
    assert_eq!(actions, ["DescribeDBInstances"]);
    let (text, actions) = acting("stopped", &["rds-stop", "db1", "--no-wait"]);
    assert!(text.starts_with("db1 in ca-central-1 is stopped\n"), "{text}");
    assert_eq!(actions, ["DescribeDBInstances"]);
    let recoverable = "inaccessible-encryption-credentials-recoverable";
    let (_, actions) = acting(recoverable, &["rds-start", "db1", "--no-wait"]);
    assert_eq!(actions, ["DescribeDBInstances", "StartDBInstance", "DescribeDBInstances"]);
}
