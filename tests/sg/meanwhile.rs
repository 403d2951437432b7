//! What happens between a look and a call, or while a question stands.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use snapbox::str;

use super::run::open;
use super::{Setup, at, item, rule_set, tagged};
use crate::common::{HttpServer, Reply};
use crate::policies::passed_on;

const PAST: &str = "2020-01-01T00:00:00Z";
const FUTURE: &str = "2190-01-01T00:00:00Z";
const UNTIL: &str = "cruddur-db:until";

#[test]
fn what_was_renewed_while_the_question_stood_is_kept() {
    let mut setup = open();
    let [bobs, cems] = [("BOBS", "9.9.9.2/32", "bob@ws-2"), ("CEMS", "9.9.9.3/32", "cem@ws-3")]
        .map(|(name, cidr, owner)| {
            let rule = setup.rule(name, cidr, 5432, Some(owner));
            setup.tag(&rule, UNTIL, PAST);
            rule
        });
    let mut terminal = setup.sandbox.terminal(&["sg-revoke", "--expired", "--all"]);
    terminal.wait_for("2 expired rules of others:");
    terminal.wait_for("revoking them locks out whoever needs them. Continue? [y/N]");
    setup.tag(&bobs, UNTIL, FUTURE);
    terminal.press("y\r").wait_for(&format!("revoked: {cems} of"));
    terminal.wait_for(&format!("note: {bobs} is kept: it was renewed meanwhile, until {FUTURE}"));
    assert_eq!(terminal.end(), 0);
    assert_eq!(setup.rules(), ["tcp 5432-5432 9.9.9.2/32"]);
}

/// Its machine renews it in between.
#[test]
fn what_was_renewed_after_the_look_is_kept() {
    for args in [&["sg-allow-my-ip"][..], &["sg-run", "true"]] {
        let mut setup = open();
        let old = setup.rule("OLD", "9.9.9.2/32", 5432, Some("ann@workspace-0"));
        setup.tag(&old, UNTIL, PAST);
        let address = setup.account.endpoint().trim_start_matches("http://").to_owned();
        let other = setup.other_machine();
        let server = HttpServer::start(move |request, before| {
            let reply = passed_on(request, &address);
            if before == 0 {
                other.tag(&old, UNTIL, FUTURE);
            }
            reply
        });
        setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
        setup.sandbox.run(args.iter().copied()).succeeded();
        assert_eq!(setup.rules()[0], "tcp 5432-5432 9.9.9.2/32", "{args:?}");
    }
}

#[test]
fn what_a_run_uses_since_the_look_is_kept() {
    let mut setup = open();
    setup.rule("MINE", "8.8.8.8/32", 5432, Some("ann@workspace-1"));
    let stale = setup.rule("STALE", "9.9.9.2/32", 5432, Some("ann@workspace-1"));
    let address = setup.account.endpoint().trim_start_matches("http://").to_owned();
    let other = setup.other_machine();
    let server = HttpServer::start(move |request, before| {
        let reply = passed_on(request, &address);
        if before == 0 {
            other.tag(&stale, "cruddur-db:run:0a1b", &format!("{FUTURE} m-1"));
        }
        reply
    });
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    let run = setup.sandbox.run(["sg-allow-my-ip"]).succeeded();
    assert!(run.stdout.contains("note: [STALE] is kept: a run uses it\n"), "{run:?}");
}

/// Each sees the other's lease, and takes away only its own. The one that is late to look again may
/// find nothing to remove.
#[test]
fn of_two_runs_that_end_at_once_one_removes_the_rule() {
    let left =
        item("sgr-1", "8.8.8.8/32", &[("cruddur-db:owner", "ann@workspace-1"), (UNTIL, "runs")]);
    for (left, last) in
        [(left, "RevokeSecurityGroupIngress"), (String::new(), "DescribeSecurityGroupRules")]
    {
        let made = Mutex::new(String::new());
        let server = HttpServer::start(move |request, _| {
            let mut made = made.lock().unwrap();
            let other = "<item><key>cruddur-db:run:0a1b</key>\
                         <value>2190-01-01T00:00:00Z m-1</value></item>";
            match request.action().as_str() {
                "AuthorizeSecurityGroupIngress" => {
                    *made = tagged(request).replace("<tagSet>", &format!("<tagSet>{other}"));
                }
                // The other one's goes at the same time.
                "DeleteTags" => *made = left.clone(),
                _ => {}
            }
            rule_set(&request.action(), &made)
        });
        let run = at(&server).run(["sg-run", "true"]).succeeded();
        assert!(run.stderr.ends_with("revoked: sgr-1 of sg-1, 8.8.8.8/32\n"), "{run:?}");
        assert_eq!(server.requests().pop().unwrap().action(), last);
    }
}

/// A way to the emulator on which a run of this owner begins just before the rule is added.
fn beside_a_run(setup: &Setup, owner: &'static str) -> HttpServer {
    let address = setup.account.endpoint().trim_start_matches("http://").to_owned();
    let (account, group) = (setup.account, setup.group.clone());
    let has_begun = AtomicBool::new(false);
    HttpServer::start(move |request, _| {
        let changes = ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"];
        let is_change = changes.contains(&request.action().as_str());
        if is_change && !has_begun.swap(true, Ordering::Relaxed) {
            let rule = account.rule(&group, "8.8.8.8/32", 5432, Some(owner));
            let lease = format!("{FUTURE} m-1");
            for (key, value) in [(UNTIL, "runs"), ("cruddur-db:run:0a1b", lease.as_str())] {
                let tag = [
                    ("Action", "CreateTags"),
                    ("ResourceId.1", rule.as_str()),
                    ("Tag.1.Key", key),
                    ("Tag.1.Value", value),
                ];
                account.ask("ec2", &tag);
            }
            if request.action() == "ModifySecurityGroupRules" {
                // The emulator takes it, and AWS does not.
                return Reply::ec2_error(400, "InvalidPermission.Duplicate", "It exists");
            }
        }
        passed_on(request, &address)
    })
}

#[test]
fn a_rule_of_a_run_that_begins_meanwhile_becomes_ones_own() {
    let mut setup = open();
    let server = beside_a_run(&setup, "ann@workspace-1");
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url()).hide(server.url(), "[AWS]");
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until 2190-01-01T00:00:00Z

"#]]);
    assert!(!setup.account.rules_xml(&setup.group).contains("<value>runs</value>"));
    // The same beside a run of somebody else.
    let mut setup = open();
    let server = beside_a_run(&setup, "bob@workspace-2");
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url()).hide(server.url(), "[AWS]");
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
modified: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until 2190-01-01T00:00:00Z
note: sgr-[..] was made by a run of bob@workspace-2, and is now yours: it stays after it

"#]]);
    let xml = setup.account.rules_xml(&setup.group);
    assert!(!xml.contains("<value>runs</value>") && !xml.contains("bob@"), "{xml}");
}

/// It is another rule's that is named, which cannot take the address; that of the run goes soon.
#[test]
fn a_named_rule_beside_a_run_is_no_success() {
    let mut setup = open();
    let mine = setup.rule("MINE", "8.8.4.4/32", 5432, None);
    let server = beside_a_run(&setup, "bob@workspace-2");
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url()).hide(server.url(), "[AWS]");
    setup.sandbox.run(["sg-allow-my-ip", "--rule-id", &mine]).check(str![[r#"
exit 1
--- stderr
error: sgr-[..] allows 8.8.8.8/32 already, but ends with a run of sg-run, and AWS takes no second rule for the same address
hint: without --rule-id and DB_SG_RULE_ID that rule becomes yours

"#]]);
}

#[test]
fn a_named_rule_of_ones_own_gets_a_new_end() {
    let mut setup = open();
    setup.sandbox.run(["sg-allow-my-ip"]).succeeded();
    let rule = setup.account.rules(&setup.group)[0].split_once(' ').unwrap().0.to_owned();
    setup.sandbox.hide(&rule, "[MINE]").set("DB_SG_RULE_ID", &rule);
    for ip in ["8.8.8.8", "8.8.8.9"] {
        setup.tag(&rule, UNTIL, PAST);
        let run = setup.sandbox.run(["sg-allow-my-ip", "--ip", ip]).succeeded();
        assert!(!run.stdout.contains(PAST), "{run:?}");
        assert!(!setup.account.rules_xml(&setup.group).contains(PAST));
        let listed = setup.sandbox.run(["sg-list", "--ip", ip]).succeeded();
        assert!(listed.stdout.contains("current"), "{listed:?}");
        let text = format!("tcp 5432-5432 {ip}/32 cruddur-db ann@workspace-1");
        assert_eq!(setup.rules(), [text]);
    }
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
modified: 8.8.8.8/32 to port 5432 of [GROUP] by [MINE], in place of 8.8.8.9/32, until [..]Z

"#]]);
    // One without an end keeps none.
    setup.tag(&rule, UNTIL, "never");
    let run = setup.sandbox.run(["sg-allow-my-ip"]).succeeded();
    assert!(run.stdout.starts_with("already allowed: "), "{run:?}");
    assert!(!run.stdout.contains("until"), "{run:?}");
}

#[test]
fn what_was_revoked_before_an_error_is_told() {
    let tags = [("cruddur-db:owner", "ann@workspace-0"), (UNTIL, PAST)];
    let rules: String = ["sgr-1", "sgr-2", "sgr-3"]
        .iter()
        .zip(["9.9.9.1/32", "9.9.9.2/32", "9.9.9.3/32"])
        .map(|(id, cidr)| item(id, cidr, &tags))
        .collect();
    let server = HttpServer::start(move |request, _| {
        let action = request.action();
        match (action.as_str(), request.field("SecurityGroupRuleId.1").as_str()) {
            ("RevokeSecurityGroupIngress", "sgr-2") => {
                Reply::ec2_error(503, "RequestLimitExceeded", "Request limit exceeded.")
            }
            _ => rule_set(&action, &rules),
        }
    });
    let args = ["sg-revoke", "--expired", "--all", "--yes"];
    at(&server).run(args).check(str![[r#"
exit 3
--- stderr
error: AWS is asked too often (RequestLimitExceeded)
detail: revoked before: sgr-1
not revoked, as far as is known: sgr-2, sgr-3
hint: wait a minute, then try again

"#]]);
    let run = at(&server).run(args.iter().chain(&["--format", "json"]).copied()).ended_with(3);
    assert!(run.stderr.contains("revoked before: sgr-1"), "{run:?}");
}

/// While it is being created there is no endpoint, which has the port later.
#[test]
fn the_port_of_an_instance_that_is_being_created() {
    let server = |port: &'static str| {
        HttpServer::start(move |request, _| match request.action().as_str() {
            "DescribeDBInstances" => Reply::xml(format!(
                "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance>\
                 <DBInstanceIdentifier>porty</DBInstanceIdentifier>\
                 <DBInstanceStatus>creating</DBInstanceStatus>{port}<VpcSecurityGroups>\
                 <VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1</VpcSecurityGroupId>\
                 <Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups>\
                 </DBInstance></DBInstances></DescribeDBInstancesResult>\
                 </DescribeDBInstancesResponse>"
            )),
            action => rule_set(action, ""),
        })
    };
    let args = ["sg-allow-my-ip", "--instance", "porty", "--dry-run"];
    for port in [
        "<PendingModifiedValues><Port>6432</Port></PendingModifiedValues>\
         <DbInstancePort>0</DbInstancePort>",
        "<DbInstancePort>6432</DbInstancePort>",
    ] {
        let run = at(&server(port)).run(args).succeeded();
        assert!(run.stdout.starts_with("would add: 8.8.8.8/32 to port 6432 of sg-1"), "{run:?}");
    }
    let unknown = server("<DbInstancePort>0</DbInstancePort>");
    at(&unknown).run(args).check(str![[r#"
exit 1
--- stderr
error: the port of porty is not known: it is creating
hint: wait for it: `cruddur-db rds-wait porty`; or name the port with --port

"#]]);
    at(&unknown).run(["sg-list", "--instance", "porty"]).ended_with(1);
    at(&unknown).run(["sg-revoke", "--instance", "porty"]).ended_with(1);
    let known = server("<DbInstancePort>6432</DbInstancePort>");
    at(&known).run(args.iter().chain(&["--check"]).copied()).check(str![[r#"
exit 1
--- stderr
error: porty is creating, and has no address to check yet
hint: wait for it: `cruddur-db rds-wait porty`; or leave --check out

"#]]);
}
