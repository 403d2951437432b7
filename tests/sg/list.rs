use snapbox::str;

use super::Setup;

/// A group with a rule of each kind.
fn mixed() -> Setup {
    let mut setup = Setup::new();
    setup.rule("BOB", "8.8.4.4/32", 5432, Some("bob@workspace-2"));
    let old = setup.rule("OLD", "9.9.9.9/32", 5433, Some("ann@workspace-1"));
    setup.tag(&old, "cruddur-db:until", "2020-01-01T00:00:00Z");
    let bobs_old = setup.rule("BOBS-OLD", "9.9.9.10/32", 5432, Some("bob@workspace-2"));
    setup.tag(&bobs_old, "cruddur-db:until", "2020-01-01T00:00:00Z");
    setup.rule("OPEN", "0.0.0.0/0", 5432, None);
    setup.rule("MINE", "8.8.8.8/32", 5432, Some("ann@workspace-1"));
    setup.rule("STALE", "1.1.1.1/32", 5432, Some("ann@workspace-1"));
    setup.sandbox.set("GITPOD_IP", "8.8.8.8");
    setup
}

#[test]
fn the_list_says_whose_and_in_what_state() {
    let mut setup = mixed();
    setup.sandbox.run(["sg-list"]).check(str![[r#"
exit 0
--- stdout
RULE                   LETS IN      ON        STATE        OWNER            SINCE  UNTIL                 DESCRIPTION
[MINE]  8.8.8.8/32   tcp 5432  current      ann@workspace-1
[STALE]  1.1.1.1/32   tcp 5432  stale        ann@workspace-1
[BOB]  8.8.4.4/32   tcp 5432               bob@workspace-2
[BOBS-OLD]  9.9.9.10/32  tcp 5432  expired      bob@workspace-2         2020-01-01T00:00:00Z
[OPEN]  0.0.0.0/0    tcp 5432  open to all

"#]]);
    setup.sandbox.run(["sg-list", "--port", "5433", "--format", "json"]).check(str![[r#"
exit 0
--- stdout
{
  "region": "ca-central-1",
  "group": "[GROUP]",
  "port": 5433,
  "address": "8.8.8.8",
  "owner": "ann@workspace-1",
  "rules": [
    {
      "rule": "[OLD]",
      "traffic": "tcp 5433",
      "source": "9.9.9.9/32",
      "owner": "ann@workspace-1",
      "description": null,
      "since": null,
      "until": "2020-01-01T00:00:00Z",
      "state": "expired"
    }
  ]
}

"#]]);
    setup.sandbox.run(["sg-list", "--port", "1"]).check(str![[r#"
exit 0
--- stdout
no rule of [GROUP] opens port 1

"#]]);
    // Without an address the list is still worth having.
    setup.sandbox.set("GITPOD_IP", "10.0.0.1");
    let run = setup.sandbox.run(["sg-list"]).succeeded();
    assert!(run.stderr.contains("warning: the current rule is unknown"), "{run:?}");
}

#[test]
fn only_our_own_rules_go() {
    let setup = mixed();
    setup.sandbox.run(["sg-revoke", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would revoke: [MINE] of [GROUP], 8.8.8.8/32
would revoke: [STALE] of [GROUP], 1.1.1.1/32

"#]]);
    setup.sandbox.run(["sg-revoke", "--expired"]).check(str![[r#"
exit 0
--- stdout
revoked: [OLD] of [GROUP], 9.9.9.9/32

"#]]);
    setup.sandbox.run(["sg-revoke", "--expired"]).check(str![[r#"
exit 0
--- stdout
nothing to revoke in [GROUP]

"#]]);
    setup.sandbox.run(["sg-revoke", "--format", "json", "--quiet"]).check(str![[r#"
exit 0
--- stdout
{
  "dry_run": false,
  "region": "ca-central-1",
  "group": "[GROUP]",
  "rules": [
    {
      "rule": "[MINE]",
      "source": "8.8.8.8/32",
      "owner": "ann@workspace-1",
      "was_there": true
    },
    {
      "rule": "[STALE]",
      "source": "1.1.1.1/32",
      "owner": "ann@workspace-1",
      "was_there": true
    }
  ],
  "notes": []
}

"#]]);
    setup.sandbox.run(["sg-revoke"]).check(str![[r#"
exit 0
--- stdout
nothing to revoke in [GROUP]

"#]]);
    assert_eq!(
        setup.rules(),
        ["tcp 5432-5432 8.8.4.4/32", "tcp 5432-5432 9.9.9.10/32", "tcp 5432-5432 0.0.0.0/0"]
    );
}

#[test]
fn anothers_rule_needs_its_id_and_a_yes() {
    let mut setup = Setup::new();
    let bob = setup.rule("BOB", "8.8.4.4/32", 5432, Some("bob@workspace-2"));
    let nobody = setup.rule("NOBODY", "8.8.4.5/32", 5432, None);
    // The variable of the old script is not a wish to remove the rule.
    setup.sandbox.set("DB_SG_RULE_ID", &bob);
    setup.sandbox.run(["sg-revoke"]).succeeded();
    assert_eq!(setup.rules().len(), 2);
    setup.sandbox.run(["sg-revoke", "--rule-id", &bob]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: [BOB] (8.8.4.4/32, tcp 5432, no description) belongs to bob@workspace-2; revoking it locks out whoever needs it
hint: confirm with: `cruddur-db sg-revoke --rule-id [BOB] --yes`

"#]]);
    setup.sandbox.run(["sg-revoke", "--rule-id", &nobody]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: [NOBODY] (8.8.4.5/32, tcp 5432, no description) has no owner; revoking it locks out whoever needs it
hint: confirm with: `cruddur-db sg-revoke --rule-id [NOBODY] --yes`

"#]]);
    assert_eq!(setup.rules().len(), 2);
    setup.sandbox.run(["sg-revoke", "--rule-id", &bob, "--yes"]).check(str![[r#"
exit 0
--- stdout
revoked: [BOB] of [GROUP], 8.8.4.4/32

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.4.5/32"]);
    setup.sandbox.run(["sg-revoke", "--rule-id", &bob, "--yes"]).check(str![[r#"
exit 1
--- stderr
error: [BOB] is not an inbound rule of [GROUP]
hint: `cruddur-db sg-list` shows the rules

"#]]);
    setup.sandbox.run(["sg-revoke", "--rule-id", "all", "--yes"]).ended_with(2);
}
