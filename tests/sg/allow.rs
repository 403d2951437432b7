use snapbox::str;

use super::Setup;
use crate::common::{HttpServer, Reply};

#[test]
fn the_old_way_makes_the_same_rule() {
    let mut setup = Setup::new();
    let rule = setup.rule("RULE", "8.8.4.4/32", 5432, None);
    setup.sandbox.set("DB_SG_RULE_ID", &rule).set("GITPOD_IP", "8.8.8.8");
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
modified: 8.8.8.8/32 to port 5432 of [GROUP] by [RULE], in place of 8.8.4.4/32

"#]]);
    assert_eq!(
        setup.account.rules(&setup.group),
        [format!("{rule} tcp 5432-5432 8.8.8.8/32 GITPOD")]
    );
    // The second time there is nothing to do.
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
already allowed: 8.8.8.8/32 to port 5432 of [GROUP] by [RULE]

"#]]);
}

#[test]
fn a_rule_id_is_enough() {
    let mut setup = Setup::new();
    let rule = setup.rule("RULE", "8.8.4.4/32", 5432, None);
    setup.sandbox.set("DB_SG_ID", "").set("GITPOD_IP", " \n");
    setup
        .sandbox
        .run(["sg-allow-my-ip", "--rule-id", &rule, "--ip", "8.8.8.8", "--description", "ann"])
        .check(str![[r#"
exit 0
--- stdout
modified: 8.8.8.8/32 to port 5432 of [GROUP] by [RULE], in place of 8.8.4.4/32

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 ann"]);
}

#[test]
fn everyone_has_a_rule_of_their_own() {
    let mut setup = Setup::new();
    setup.rule("BOB", "8.8.4.4/32", 5432, Some("bob@workspace-2"));
    setup.rule("OTHER", "8.8.4.4/32", 22, Some("ann@workspace-1"));
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).check(str![[r#"
exit 0
--- stdout
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..]

"#]]);
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z

"#]]);
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "1.1.1.1"]).check(str![[r#"
exit 0
--- stdout
modified: 1.1.1.1/32 to port 5432 of [GROUP] by sgr-[..], in place of 8.8.8.8/32, until [..]Z

"#]]);
    assert_eq!(
        setup.rules(),
        [
            "tcp 5432-5432 8.8.4.4/32",
            "tcp 22-22 8.8.4.4/32",
            "tcp 5432-5432 1.1.1.1/32 cruddur-db ann@workspace-1",
        ]
    );
    let xml = setup.account.rules_xml(&setup.group);
    assert!(xml.contains("cruddur-db:since"), "{xml}");
}

#[test]
fn an_ipv6_rule_stands_beside_the_other() {
    let setup = Setup::new();
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).succeeded();
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "2606:4700::1111", "--ipv6"]).check(str![[r#"
exit 0
--- stdout
added: 2606:4700::1111/128 to port 5432 of [GROUP] by sgr-[..]
note: only instances with network type DUAL are reachable by IPv6

"#]]);
    assert_eq!(
        setup.rules(),
        [
            "tcp 5432-5432 8.8.8.8/32 cruddur-db ann@workspace-1",
            "tcp 5432-5432 2606:4700::1111/128 cruddur-db ann@workspace-1",
        ]
    );
}

#[test]
fn a_ttl_is_marked_and_renewed() {
    let setup = Setup::new();
    let run = setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--ttl", "12h"]);
    run.check(str![[r#"
exit 0
--- stdout
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z

"#]]);
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--ttl", "7d"]).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z

"#]]);
    let forever = ["sg-allow-my-ip", "--ip", "8.8.8.8", "--ttl", "never"];
    setup.sandbox.run(forever).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..]

"#]]);
    let xml = setup.account.rules_xml(&setup.group);
    assert!(xml.contains("<value>never</value>"), "{xml}");
    setup.sandbox.run(forever).check(str![[r#"
exit 0
--- stdout
already allowed: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..]

"#]]);
    for (ttl, verb) in [("1d", "shortened"), ("1h", "shortened"), ("2h", "prolonged")] {
        let run = setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--ttl", ttl]);
        assert!(run.stdout.starts_with(&format!("{verb}: 8.8.8.8/32")), "{run:?}");
    }
}

#[test]
fn what_another_rule_allows_needs_none_of_ours() {
    let mut setup = Setup::new();
    setup.rule("BOB", "8.8.8.8/32", 5432, Some("bob@workspace-2"));
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).check(str![[r#"
exit 0
--- stdout
already allowed by another rule: 8.8.8.8/32 to port 5432 of [GROUP] by [BOB]
note: [BOB] belongs to bob@workspace-2, who may revoke it

"#]]);
    // Ours is for an address that we no longer have, so it goes.
    setup.rule("OURS", "1.1.1.1/32", 5432, Some("ann@workspace-1"));
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).check(str![[r#"
exit 0
--- stdout
already allowed by another rule: 8.8.8.8/32 to port 5432 of [GROUP] by [BOB]
note: [BOB] belongs to bob@workspace-2, who may revoke it
note: removed your rule [OURS] for 1.1.1.1/32, which is no longer needed

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32"]);
}

#[test]
fn each_has_one_rule() {
    let mut setup = Setup::new();
    // Two at once, from a workspace whose address changed meanwhile.
    setup.rule("ONE", "8.8.4.4/32", 5432, Some("ann@workspace-1"));
    setup.rule("TWO", "8.8.8.8/32", 5432, Some("ann@workspace-1"));
    setup.rule("IPV6", "2606:4700::1111/128", 5432, Some("ann@workspace-1"));
    setup.rule("OTHER", "8.8.4.4/32", 22, Some("ann@workspace-1"));
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).check(str![[r#"
exit 0
--- stdout
shortened: 8.8.8.8/32 to port 5432 of [GROUP] by [TWO], until [..]Z
note: removed your rule [ONE] for 8.8.4.4/32, which is no longer needed

"#]]);
    assert_eq!(
        setup.rules(),
        ["tcp 5432-5432 8.8.8.8/32", "tcp 5432-5432 2606:4700::1111/128", "tcp 22-22 8.8.4.4/32"]
    );
}

#[test]
fn a_dry_run_changes_nothing() {
    let mut setup = Setup::new();
    setup.rule("OPEN", "0.0.0.0/0", 5432, None);
    let args = ["sg-allow-my-ip", "--ip", "8.8.8.8", "--dry-run", "--ttl", "1h"];
    setup.sandbox.run(args).check(str![[r#"
exit 0
--- stdout
would add: 8.8.8.8/32 to port 5432 of [GROUP], until [..]Z
note: [OPEN] opens port 5432 to everyone (0.0.0.0/0)

"#]]);
    let run =
        setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--dry-run", "--format", "json"]);
    run.check(str![[r#"
exit 0
--- stdout
{
  "dry_run": true,
  "action": "added",
  "region": "ca-central-1",
  "group": "[GROUP]",
  "port": 5432,
  "cidr": "8.8.8.8/32",
  "rule": null,
  "description": "cruddur-db ann@workspace-1",
  "owner": "ann@workspace-1",
  "until": "[..]",
  "notes": [
    "[OPEN] opens port 5432 to everyone (0.0.0.0/0)"
  ]
}

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 0.0.0.0/0"]);
}

#[test]
fn json_says_what_was_done() {
    let mut setup = Setup::new();
    let rule = setup.rule("RULE", "8.8.4.4/32", 5432, None);
    setup.sandbox.set("DB_SG_RULE_ID", &rule).set("GITPOD_IP", "8.8.8.8");
    setup.sandbox.run(["sg-allow-my-ip", "--format", "json", "--quiet"]).check(str![[r#"
exit 0
--- stdout
{
  "dry_run": false,
  "action": "modified",
  "region": "ca-central-1",
  "group": "[GROUP]",
  "port": 5432,
  "cidr": "8.8.8.8/32",
  "rule": "[RULE]",
  "previous": "8.8.4.4/32",
  "description": "GITPOD",
  "notes": []
}

"#]]);
}

#[test]
fn the_group_is_found_from_the_database() {
    let mut setup = Setup::new();
    let xml = setup
        .account
        .instance("db1", &[("VpcSecurityGroupIds.VpcSecurityGroupId.1", &setup.group)]);
    let host = crate::common::between(&xml, "Address");
    setup.sandbox.set("DB_SG_ID", "").hide(&host, "[HOST]");
    setup
        .sandbox
        .set("PROD_CONNECTION_URL", format!("postgresql://u:canary-Zq7@{host}:5432/cruddur"));
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).check(str![[r#"
exit 0
--- stdout
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..]

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 cruddur-db ann@workspace-1"]);
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--instance", "db1"]).check(str![[
        r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z

"#
    ]]);
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--instance", "db2"]).check(str![[
        r#"
exit 1
--- stderr
error: there is no RDS instance db2 in ca-central-1
hint: use --region for another region

"#
    ]]);
    // The region is in the host's name.
    setup.sandbox.set("AWS_REGION", "");
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z

"#]]);
    let elsewhere = ["sg-allow-my-ip", "--ip", "8.8.8.8", "--region", "us-east-1"];
    setup.sandbox.run(elsewhere).check(str![[r#"
exit 2
--- stderr
error: no RDS instance in us-east-1 has the host of PROD_CONNECTION_URL, [HOST]
hint: the host is in ca-central-1: `cruddur-db sg-allow-my-ip --ip 8.8.8.8 --region ca-central-1`

"#]]);
    // A host that no instance has.
    setup.sandbox.set("PROD_CONNECTION_URL", "postgresql://u@db.example/cruddur");
    let unknown = ["sg-allow-my-ip", "--ip", "8.8.8.8", "--region", "ca-central-1"];
    let run = setup.sandbox.run(unknown).ended_with(2);
    let there = "error: no RDS instance in ca-central-1 has the host of PROD_CONNECTION_URL, \
                 db.example\ndetail: instances in ca-central-1:\n";
    assert!(run.stderr.contains(there), "{run:?}");
    assert!(run.stderr.contains("hint: name the group with --sg-id or DB_SG_ID"), "{run:?}");
}

#[test]
fn several_groups_are_listed() {
    let setup = Setup::new();
    let other = setup.account.group("web-allow");
    let groups = [
        ("VpcSecurityGroupIds.VpcSecurityGroupId.1", setup.group.as_str()),
        ("VpcSecurityGroupIds.VpcSecurityGroupId.2", other.as_str()),
    ];
    setup.account.instance("db3", &groups);
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--instance", "db3"]).check(str![[
        r#"
exit 1
--- stderr
error: db3 has 2 security groups: [GROUP], sg-[..]
hint: name one of them with --sg-id instead of --instance

"#
    ]]);
}

#[test]
fn a_rule_for_a_private_instance_does_not_hide_that_it_leads_nowhere() {
    let setup = Setup::new();
    let private = [
        ("VpcSecurityGroupIds.VpcSecurityGroupId.1", setup.group.as_str()),
        ("PubliclyAccessible", "false"),
    ];
    setup.account.instance("db4", &private);
    let run = setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--instance", "db4"]);
    let text = run.succeeded();
    let way = "the instance has no public address: connect from inside its VPC, or through a host \
               there: `cruddur-db connect --tunnel=ssm:INSTANCE-ID --env prod`";
    assert!(text.stdout.contains(way), "{text:?}");
}

#[test]
fn check_says_what_answers() {
    let setup = Setup::new();
    let mut sandbox = setup.sandbox;
    let check = |sandbox: &crate::common::Sandbox| {
        sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--check"])
    };
    // An address of this machine that the program takes for another one.
    sandbox.set("PROD_CONNECTION_URL", "postgresql://u@0.0.0.0:1/cruddur");
    check(&sandbox).check(str![[r#"
exit 3
--- stdout
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..]
check: 0.0.0.0:1 refuses connections: no server is running there

"#]]);
    let web = HttpServer::always(Reply::HangUp);
    let port = web.url().rsplit(':').next().unwrap().to_owned();
    sandbox.hide(&port, "[PORT]");
    sandbox.set("PROD_CONNECTION_URL", format!("postgresql://u@0.0.0.0:{port}/cruddur"));
    check(&sandbox).check(str![[r#"
exit 3
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
check: 0.0.0.0:[PORT] accepts connections, but is not Postgres

"#]]);
    let port = crate::common::Postgres::shared().port();
    sandbox.hide(port.to_string(), "[PORT]");
    sandbox.set("PROD_CONNECTION_URL", format!("postgresql://u@0.0.0.0:{port}/cruddur"));
    check(&sandbox).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
check: 0.0.0.0:[PORT] answers: Postgres, without TLS

"#]]);
    sandbox.set("PROD_CONNECTION_URL", "");
    check(&sandbox).check(str![[r#"
exit 2
--- stderr
error: --check needs the database: PROD_CONNECTION_URL is empty
hint: set PROD_CONNECTION_URL, or: `cruddur-db sg-allow-my-ip --ip 8.8.8.8 --check --instance NAME`

"#]]);
}
