//! The commands for AWS against another emulator, so that none works only with the habits of one.

use serde_json::Value;

use crate::common::{Postgres, between, ministack_account};

/// From nothing to a loaded database: the instance's place is the tests' own server, whose role is
/// as RDS's master is.
#[test]
fn an_instance_is_created_used_stopped_and_started() {
    let server = Postgres::shared();
    let (role, database) = (server.role("login createdb createrole"), server.missing_database());
    let (account, port) = (ministack_account(), server.port().to_string());
    let mut sandbox = account.sandbox();
    sandbox.set("PGPASSWORD", server.password());
    let create = ["rds-create", "db1", "--yes", "--password-env", "PGPASSWORD", "--port", &port];
    let names = ["--master-username", &role.name, "--db-name", &database.name];
    // It exports no logs.
    let names = names.into_iter().chain(["--cloudwatch-logs", "none"]);
    let made = sandbox.run(create.into_iter().chain(names.clone())).succeeded();
    assert!(made.stderr.contains("db1: available after "), "{made:?}");
    // It has what was asked for, and is not made twice.
    let xml = account.instance_xml("db1").unwrap();
    for (name, value) in [
        ("StorageEncrypted", "true"),
        ("PubliclyAccessible", "false"),
        ("DeletionProtection", "true"),
        ("IAMDatabaseAuthenticationEnabled", "true"),
        ("BackupRetentionPeriod", "7"),
        ("MasterUsername", &role.name),
    ] {
        assert_eq!(between(&xml, name), value, "{name} in {xml}");
    }
    sandbox.run(create.into_iter().chain(names)).ended_with(0);

    let url = sandbox.run(["rds-url", "db1"]).succeeded().stdout;
    let place = format!("localhost:{port}/{}", database.name);
    assert_eq!(url.trim_end(), format!("postgresql://{}@{place}", role.name));
    sandbox.set("PROD_CONNECTION_URL", url.trim_end());
    sandbox.write("schema/schema.sql", "create table tables (id int);");
    sandbox.write("seeds/seed.sql", "insert into tables values (1), (2);");
    sandbox.run(["setup", "prod", "--confirm", &database.name]).succeeded();
    let rows = ["connect", "prod", "--quiet", "--format", "json", "-c", "table tables"];
    assert_eq!(sandbox.run(rows).succeeded().json().as_array().unwrap().len(), 2);

    sandbox.run(["rds-stop", "db1", "--yes", "--interval", "10ms"]).succeeded();
    let status = |status: &str| {
        let run = sandbox.run(["rds-status", "db1", "--format", "json"]);
        assert_eq!(run.json()["instance"]["status"], status, "{run:?}");
    };
    status("stopped");
    sandbox.run(["rds-start", "db1", "--interval", "10ms"]).succeeded();
    status("available");
}

#[test]
fn a_rule_is_added_moved_listed_and_revoked() {
    let account = ministack_account();
    let group = account.group("db");
    let mut sandbox = account.sandbox();
    sandbox.set("DB_SG_ID", &group).set("CRUDDUR_OWNER", "ann@home");
    let (others, owned) = ("9.9.9.9/32 office", "cruddur-db ann@home");
    account.rule_described(&group, "9.9.9.9/32", "office");
    let rules = || -> Vec<String> {
        let rules = account.rules(&group);
        rules.iter().map(|rule| rule.split_once("5432-5432 ").unwrap().1.to_owned()).collect()
    };
    let check = |expected: &[String]| assert_eq!(rules(), expected);
    for ip in ["8.8.8.8", "1.1.1.1", "1.1.1.1"] {
        sandbox.run(["sg-allow-my-ip", "--ip", ip]).succeeded();
        check(&[others.to_owned(), format!("{ip}/32 {owned}")]);
    }
    let listed: Value = sandbox.run(["sg-list", "--format", "json"]).succeeded().json();
    assert_eq!(listed.to_string().matches("/32").count(), 2, "{listed:#}");
    sandbox.run(["sg-run", "--ip", "8.8.4.4", "--", "true"]).succeeded();
    check(&[others.to_owned(), format!("1.1.1.1/32 {owned}")]);
    sandbox.run(["sg-revoke"]).succeeded();
    check(&[others.to_owned()]);
}

/// It has no GuardDuty, and leaves things out: what is not answered is unknown.
#[test]
fn the_audit_passes_nothing_that_it_could_not_ask() {
    let account = ministack_account();
    account.instance("db1", &[("PubliclyAccessible", "true"), ("BackupRetentionPeriod", "0")]);
    let run = account.sandbox().run(["rds-audit", "db1", "--format", "json"]);
    let audit = run.ended_with(1).json();
    let verdict = |id: &str| {
        let mut checks = audit["checks"].as_array().unwrap().iter();
        checks.find(|check| check["id"] == id).unwrap()["verdict"].as_str().unwrap().to_owned()
    };
    for failed in ["rds_instance_storage_encrypted", "rds_instance_backup_enabled"] {
        assert_eq!(verdict(failed), "fail", "{failed}");
    }
    for unknown in ["rds_instance_extended_support", "guardduty_rds_protection_enabled"] {
        assert_eq!(verdict(unknown), "unknown", "{unknown}");
    }
}
