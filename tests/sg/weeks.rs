//! The life of a group over weeks: machines that come and go, users of one name, rules that are
//! left behind.

use snapbox::str;

use super::Setup;
use super::run::open;

const PAST: &str = "2020-01-01T00:00:00Z";

#[test]
fn two_machines_of_one_name_have_a_rule_each() {
    let setup = open();
    let other = setup.other_machine();
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8"]).succeeded();
    other.sandbox.run(["sg-allow-my-ip", "--ip", "1.1.1.1"]).succeeded();
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.9"]).succeeded();
    let description = "cruddur-db ann@workspace-1";
    assert_eq!(
        setup.rules(),
        [
            format!("tcp 5432-5432 8.8.8.9/32 {description}"),
            format!("tcp 5432-5432 1.1.1.1/32 {description}"),
        ]
    );
    // The other's rule is not revoked, and not changed when it is named.
    setup.sandbox.run(["sg-revoke"]).succeeded();
    assert_eq!(setup.rules(), [format!("tcp 5432-5432 1.1.1.1/32 {description}")]);
    let rule = setup.account.rules(&setup.group)[0].split(' ').next().unwrap().to_owned();
    let run = setup.sandbox.run(["sg-allow-my-ip", "--rule-id", &rule, "--yes"]);
    run.check(str![[r#"
exit 2
--- stderr
error: sgr-[..] belongs to ann@workspace-1 on another machine
hint: without --rule-id and DB_SG_RULE_ID a rule of your own is used

"#]]);
}

/// As early versions made them, it may be of another machine with the same name.
#[test]
fn a_rule_that_names_no_machine_is_left_alone() {
    let mut setup = open();
    let old = setup.rule("OLD", "9.9.9.2/32", 5432, Some("ann@workspace-1"));
    let machine = [
        ("Action", "DeleteTags"),
        ("ResourceId.1", old.as_str()),
        ("Tag.1.Key", "cruddur-db:machine"),
    ];
    setup.account.ask("ec2", &machine);
    setup.sandbox.run(["sg-allow-my-ip"]).succeeded();
    setup.sandbox.run(["sg-revoke"]).succeeded();
    assert_eq!(setup.rules(), ["tcp 5432-5432 9.9.9.2/32"]);
    // What leads on is said.
    setup.sandbox.run(["sg-revoke"]).check(str![[r#"
exit 0
--- stdout
nothing to revoke in [GROUP]
note: your name, but not this machine's, is on [OLD]; to revoke anyway: `cruddur-db sg-revoke --rule-id [OLD]`

"#]]);
    setup.sandbox.run(["sg-allow-my-ip", "--rule-id", &old]).check(str![[r#"
exit 2
--- stderr
error: [OLD] belongs to ann@workspace-1, but names no machine: an early version made it, or its tag was removed
hint: remove it with `cruddur-db sg-revoke --rule-id [OLD]`; without --rule-id and DB_SG_RULE_ID a rule of your own is used

"#]]);
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "9.9.9.2"]).check(str![[r#"
exit 0
--- stdout
already allowed by another rule: 9.9.9.2/32 to port 5432 of [GROUP] by [OLD]
note: [OLD] belongs to ann@workspace-1 on an unknown machine, who may revoke it
note: [OLD] names no machine: an early version made it, or its tag was removed; if it is yours, remove it with `cruddur-db sg-revoke --rule-id [OLD]`

"#]]);
    setup.tag(&old, "cruddur-db:until", PAST);
    setup.sandbox.run(["sg-revoke", "--expired"]).succeeded();
    assert_eq!(setup.rules(), [""; 0]);
}

/// A cloud workspace is one machine, whatever became of its disk.
#[test]
fn a_workspace_keeps_its_rule() {
    let (mut setup, count) = (open(), |setup: &Setup| setup.rules().len());
    for workspace in ["ws-1", "ws-1", "ws-2"] {
        let mut fresh = setup.other_machine();
        fresh.sandbox.set("GITPOD_WORKSPACE_ID", workspace).set("CRUDDUR_OWNER", "");
        fresh.sandbox.set("GITPOD_GIT_USER_EMAIL", "ann@example.com").set("GITPOD_IP", "");
        let ip = if workspace == "ws-1" { "8.8.8.8" } else { "8.8.8.9" };
        fresh.sandbox.run(["sg-allow-my-ip", "--ip", ip]).succeeded();
        setup = fresh;
    }
    assert_eq!(count(&setup), 2);
    assert_eq!(setup.rules()[0], "tcp 5432-5432 8.8.8.8/32 cruddur-db ann@ws-1");
}

#[test]
fn rules_have_an_end_unless_told() {
    let mut setup = open();
    let until = |setup: &Setup| {
        let run = setup.sandbox.run(["sg-allow-my-ip", "--dry-run", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.succeeded().stdout).unwrap();
        let until = json["until"].as_str().unwrap();
        let until: jiff::Timestamp = until.parse().unwrap();
        (until.duration_since(jiff::Timestamp::now()).as_secs() + 600) / 3600
    };
    assert_eq!(until(&setup), 30 * 24);
    setup.sandbox.set("CI", "true");
    assert_eq!(until(&setup), 12);
    for (name, workspace) in [
        ("CODESPACE_NAME", "fuzzy-lamp"),
        ("GITPOD_WORKSPACE_ID", "ann-cruddur-1"),
        // Ona has only this one.
        ("GITPOD_ENVIRONMENT_ID", "0197e3a4-0000-7000-8000-000000000000"),
    ] {
        setup.sandbox.unset("CI").set(name, workspace);
        assert_eq!(until(&setup), 12, "{name}");
        setup.sandbox.unset(name);
        assert_eq!(until(&setup), 30 * 24);
    }
    setup.sandbox.set("CODESPACE_NAME", "fuzzy-lamp");
    let run = setup.sandbox.run(["sg-allow-my-ip", "--dry-run", "--ttl", "never"]).succeeded();
    assert!(!run.stdout.contains("until"), "{run:?}");
}

/// A workspace's terminals all begin with it.
#[test]
fn six_at_once_have_one_rule() {
    let setup = open();
    setup.sandbox.forget_machine();
    // First there is no rule, and then there is one whose end each of them sets anew.
    for _ in 0..2 {
        let allow = |hours: u8| {
            let ttl = format!("{hours}h");
            setup.sandbox.run(["sg-allow-my-ip", "--ttl", &ttl]).succeeded()
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (1..=6).map(|hours| scope.spawn(move || allow(hours))).collect();
            for thread in threads {
                let run = thread.join().unwrap();
                assert!(
                    run.stdout.contains(": 8.8.8.8/32 to port 5432 of [GROUP] by sgr-"),
                    "{run:?}"
                );
                assert!(!run.stdout.contains("another rule"), "{run:?}");
            }
        });
        assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 cruddur-db ann@workspace-1"]);
    }
}

/// Three weeks of five people who open a workspace every working day.
#[test]
fn the_group_does_not_fill_up() {
    let setup = open();
    let people = ["ann", "bob", "cem", "dee", "eva"];
    for day in 0..15 {
        for (number, person) in people.iter().enumerate() {
            let mut workspace = setup.other_machine();
            workspace
                .sandbox
                .set("CRUDDUR_OWNER", format!("{person}@ws-{day}"))
                .set("GITPOD_WORKSPACE_ID", format!("{person}-{day}"));
            let ip = format!("8.8.{number}.{}", day + 1);
            workspace.sandbox.run(["sg-allow-my-ip", "--ip", &ip]).succeeded();
        }
        assert_eq!(setup.rules().len(), people.len(), "day {day}");
        // The night passes.
        for rule in setup.account.rules(&setup.group) {
            setup.tag(rule.split_once(' ').unwrap().0, "cruddur-db:until", PAST);
        }
    }
}

#[test]
fn an_expired_rule_for_my_address_is_taken_over() {
    let mut setup = open();
    let old = setup.rule("OLD", "8.8.8.8/32", 5432, Some("ann@workspace-0"));
    setup.tag(&old, "cruddur-db:until", PAST);
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by [OLD], until [..]Z
note: [OLD] was a rule of ann@workspace-0 that has expired, and is now yours

"#]]);
    let xml = setup.account.rules_xml(&setup.group);
    assert!(xml.contains("<value>ann@workspace-1</value>") && !xml.contains(PAST), "{xml}");
    // Bob's stays, expired or not.
    let bobs = setup.rule("BOBS", "9.9.9.9/32", 5432, Some("bob@workspace-2"));
    setup.tag(&bobs, "cruddur-db:until", PAST);
    setup.sandbox.run(["sg-allow-my-ip"]).succeeded();
    assert_eq!(setup.rules().len(), 2);
}

#[test]
fn expired_rules_of_everyone_go_after_a_question() {
    let mut setup = open();
    for (name, cidr, owner) in [
        ("MINE", "9.9.9.1/32", "ann@workspace-0"),
        ("BOBS", "9.9.9.2/32", "bob@workspace-2"),
        ("CEMS", "9.9.9.3/32", "cem@workspace-3"),
    ] {
        let rule = setup.rule(name, cidr, 5432, Some(owner));
        setup.tag(&rule, "cruddur-db:until", PAST);
    }
    setup.rule("DEES", "9.9.9.4/32", 5432, Some("dee@workspace-4"));
    setup.sandbox.run(["sg-revoke", "--expired", "--all"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: 2 expired rules of others:
  [BOBS] (9.9.9.2/32, tcp 5432, no description) belongs to bob@workspace-2
  [CEMS] (9.9.9.3/32, tcp 5432, no description) belongs to cem@workspace-3
revoking them locks out whoever needs them
hint: confirm with: `cruddur-db sg-revoke --expired --all --yes`

"#]]);
    assert_eq!(setup.rules().len(), 4);
    // Mine need no question, whichever machine made them.
    setup.sandbox.run(["sg-revoke", "--expired"]).check(str![[r#"
exit 0
--- stdout
revoked: [MINE] of [GROUP], 9.9.9.1/32

"#]]);
    setup.sandbox.run(["sg-revoke", "--expired", "--all", "--yes"]).succeeded();
    assert_eq!(setup.rules(), ["tcp 5432-5432 9.9.9.4/32"]);
}

#[test]
fn several_rules_can_be_named() {
    let mut setup = open();
    let [one, two] = [("ONE", "9.9.9.1/32"), ("TWO", "9.9.9.2/32")]
        .map(|(name, cidr)| setup.rule(name, cidr, 5432, Some("ann@workspace-1")));
    setup.rule("THREE", "9.9.9.3/32", 5432, Some("ann@workspace-1"));
    let args = ["sg-revoke", "--rule-id", &one, "--rule-id", &two];
    setup.sandbox.run(args).check(str![[r#"
exit 0
--- stdout
revoked: [ONE] of [GROUP], 9.9.9.1/32
revoked: [TWO] of [GROUP], 9.9.9.2/32

"#]]);
    // One that is not there keeps the others from being removed.
    let three = setup.account.rules(&setup.group)[0].split(' ').next().unwrap().to_owned();
    setup.sandbox.run(["sg-revoke", "--rule-id", &three, "--rule-id", &one]).ended_with(1);
    assert_eq!(setup.rules().len(), 1);
}

/// The README says that only our own rule is ever changed or removed.
#[test]
fn a_named_rule_of_someone_else_is_changed_after_a_question_only() {
    let mut setup = open();
    let rule = setup.account.rule_described(&setup.group, "8.8.4.4/32", "office");
    setup.sandbox.hide(&rule, "[RULE]").set("DB_SG_RULE_ID", &rule);
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: [RULE] (8.8.4.4/32, tcp 5432, "office") was not added by cruddur-db; it would allow 8.8.8.8/32 instead
hint: confirm with: `cruddur-db sg-allow-my-ip --yes`

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.4.4/32 office"]);
    setup.sandbox.run(["sg-allow-my-ip", "--yes"]).check(str![[r#"
exit 0
--- stdout
modified: 8.8.8.8/32 to port 5432 of [GROUP] by [RULE], in place of 8.8.4.4/32

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 office"]);
    // Once it is right, nothing is asked.
    setup.sandbox.run(["sg-allow-my-ip"]).succeeded();
}

#[test]
fn two_halves_are_open_to_everyone() {
    let mut setup = open();
    setup.rule("LOW", "0.0.0.0/1", 5432, None);
    setup.rule("HIGH", "128.0.0.0/1", 5432, None);
    let run = setup.sandbox.run(["sg-allow-my-ip", "--dry-run", "--ttl", "never"]);
    run.check(str![[r#"
exit 0
--- stdout
would add: 8.8.8.8/32 to port 5432 of [GROUP]
note: [LOW] (0.0.0.0/1) and [HIGH] (128.0.0.0/1) together open port 5432 to everyone

"#]]);
    let run = setup.sandbox.run(["sg-list"]).succeeded();
    assert_eq!(run.stdout.matches("open to all").count(), 2, "{run:?}");
}

/// All public addresses of IPv6, without those that are nobody's.
#[test]
fn all_that_is_public_is_everyone() {
    let mut setup = open();
    setup.rule("ALL", "2000::/3", 5432, None);
    let run = setup.sandbox.run(["sg-allow-my-ip", "--dry-run"]).succeeded();
    let note = "[ALL] opens port 5432 to everyone (2000::/3)";
    assert!(run.stdout.contains(note), "{run:?}");
    let run = setup.sandbox.run(["sg-list"]).succeeded();
    assert_eq!(run.stdout.matches("open to all").count(), 1, "{run:?}");
}

/// A rule whose time is over lets nobody in for long: the next call of its owner removes it.
#[test]
fn an_expired_rule_of_someone_else_is_no_access() {
    let mut setup = open();
    let bobs = setup.rule("BOBS", "8.8.8.8/32", 5432, Some("bob@workspace-2"));
    setup.tag(&bobs, "cruddur-db:until", PAST);
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
modified: 8.8.8.8/32 to port 5432 of [GROUP] by [BOBS], until [..]Z
note: [BOBS] was a rule of bob@workspace-2 that has expired, and is now yours

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 cruddur-db ann@workspace-1"]);
    // A run does the same for its time.
    setup.sandbox.run(["sg-revoke"]).succeeded();
    let bobs = setup.rule("BOBS2", "8.8.8.8/32", 5432, Some("bob@workspace-2"));
    setup.tag(&bobs, "cruddur-db:until", PAST);
    setup.sandbox.run(["sg-run", "true"]).check(str![[r#"
exit 0
--- stderr
already allowed: 8.8.8.8/32 to port 5432 of [GROUP] by [BOBS2], until [..]Z
revoked: [BOBS2] of [GROUP], 8.8.8.8/32

"#]]);
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn a_rule_of_someone_else_that_ends_first_is_said_to() {
    let mut setup = open();
    let bobs = setup.rule("BOBS", "8.8.8.8/32", 5432, Some("bob@workspace-2"));
    setup.tag(&bobs, "cruddur-db:until", "2190-01-01T00:00:00Z");
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
already allowed by another rule: 8.8.8.8/32 to port 5432 of [GROUP] by [BOBS]
note: [BOBS] belongs to bob@workspace-2, until 2190-01-01T00:00:00Z, who may revoke it

"#]]);
    setup.sandbox.run(["sg-allow-my-ip", "--ttl", "never"]).check(str![[r#"
exit 0
--- stdout
already allowed by another rule: 8.8.8.8/32 to port 5432 of [GROUP] by [BOBS]
note: [BOBS] belongs to bob@workspace-2, who may revoke it, and ends 2190-01-01T00:00:00Z, before yours would: AWS takes no second rule for the same address, so run this again then

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32"]);
}

#[test]
fn a_machine_without_a_home_has_one_rule() {
    let setup = open();
    let mut sandbox = setup.other_machine().sandbox;
    sandbox.set("HOME", "/dev/null/nowhere");
    for ip in ["8.8.8.8", "8.8.8.9", "8.8.8.10"] {
        let run = sandbox.run(["sg-allow-my-ip", "--ip", ip]);
        // A system without an identifier of its own is told where one can be kept.
        assert!(run.status == Some(0) || run.stderr.contains("set XDG_STATE_HOME to"), "{run:?}");
    }
    assert!(setup.rules().len() <= 1, "{:?}", setup.rules());
}
