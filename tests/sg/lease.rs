//! Rules that live as long as a command runs, and what may happen to them meanwhile.

use std::process::Stdio;

use nix::sys::signal::Signal;
use snapbox::str;

use super::run::{first_line, open, signal, waiting};
use crate::common::{Outcome, Sandbox};

#[test]
fn the_last_run_removes_the_rule() {
    let setup = open();
    let mut first = waiting(&setup, "echo open; read _; true");
    let mut second = waiting(&setup, "echo open; read _; true");
    drop(first.stdin.take());
    let first = setup.sandbox.finished(first.outcome());
    first.check(str![[r#"
exit 0
--- stderr
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
sgr-[..] of [GROUP] is kept: other runs use it

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 cruddur-db sg-run ann@workspace-1"]);
    drop(second.stdin.take());
    let second = setup.sandbox.finished(second.outcome());
    second.check(str![[r#"
exit 0
--- stderr
shared with another run: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
revoked: sgr-[..] of [GROUP], 8.8.8.8/32

"#]]);
    assert_eq!(setup.rules(), [""; 0]);
    assert_eq!(locks(&setup.sandbox), ["gate"]);
}

fn locks(sandbox: &Sandbox) -> Vec<String> {
    let directory = sandbox.root().join("home/.local/state/cruddur-db/sg-run");
    let entries = std::fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Each of them sees the rule while its command runs, whoever ends first.
#[test]
fn eight_at_once_have_the_rule_to_their_ends() {
    let setup = open();
    let run = || {
        let args = ["sg-run", "--", "bash", "-c", "echo open; read _; exit 7"];
        let mut command = setup.sandbox.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let mut runs: Vec<_> = (0..8).map(|_| run()).collect();
    for child in &mut runs {
        first_line(child);
    }
    for mut child in runs {
        assert_eq!(setup.rules().len(), 1);
        drop(child.stdin.take());
        setup.sandbox.finished(child.outcome()).ended_with(7);
    }
    assert_eq!(setup.rules(), [""; 0]);
}

/// Behind one address, with one name.
#[test]
fn runs_on_two_machines_share_a_rule() {
    let setup = open();
    let other = setup.other_machine();
    let mut first = waiting(&setup, "echo open; read _; true");
    let mut second = waiting(&other, "echo open; read _; true");
    drop(first.stdin.take());
    let first = setup.sandbox.finished(first.outcome()).succeeded();
    assert!(first.stderr.contains("is kept: other runs use it"), "{first:?}");
    assert_eq!(setup.rules().len(), 1);
    drop(second.stdin.take());
    let second = other.sandbox.finished(second.outcome()).succeeded();
    assert!(second.stderr.contains("revoked: sgr-"), "{second:?}");
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn what_was_allowed_meanwhile_stays() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; true");
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z

"#]]);
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    assert!(run.stderr.contains("is kept: it is a rule of sg-allow-my-ip"), "{run:?}");
    assert_eq!(setup.rules().len(), 1);
    // From now on it is a rule that a run neither changes nor removes.
    let before = setup.account.rules_xml(&setup.group);
    assert!(!before.contains("cruddur-db:run:"), "{before}");
    let run = setup.sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.contains("already allowed: 8.8.8.8/32"), "{run:?}");
    assert_eq!(setup.account.rules_xml(&setup.group), before);
}

/// In an office, several people are behind one address.
#[test]
fn a_rule_of_someone_elses_run_becomes_ones_own() {
    let setup = open();
    let mut bob = setup.other_machine();
    bob.sandbox.set("CRUDDUR_OWNER", "bob@workspace-2");
    let mut child = waiting(&setup, "echo open; read _; true");
    bob.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
modified: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
note: sgr-[..] was made by a run of ann@workspace-1, and is now yours: it stays after it

"#]]);
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    assert!(run.stderr.contains("is kept: it is a rule of sg-allow-my-ip"), "{run:?}");
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 cruddur-db bob@workspace-2"]);
    bob.sandbox.run(["sg-allow-my-ip", "--ttl", "never"]).succeeded();
    // It stays when its time is up in the middle of a run.
    let run = setup.sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.contains("already allowed by another rule"), "{run:?}");
    bob.sandbox.run(["sg-allow-my-ip", "--ttl", "1h"]).check(str![[r#"
exit 0
--- stdout
shortened: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z

"#]]);
    let mut child = waiting(&setup, "echo open; read _; true");
    for rule in setup.account.rules(&setup.group) {
        setup.tag(rule.split_once(' ').unwrap().0, "cruddur-db:until", "2020-01-01T00:00:00Z");
    }
    bob.sandbox.run(["sg-allow-my-ip", "--ip", "1.1.1.1"]).succeeded();
    assert_eq!(setup.rules()[0], "tcp 5432-5432 8.8.8.8/32 cruddur-db bob@workspace-2");
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    assert!(run.stderr.contains("revoked: sgr-"), "{run:?}");
}

#[test]
fn a_change_of_address_leaves_the_rule_of_a_run() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; true");
    setup.sandbox.run(["sg-allow-my-ip", "--ip", "1.1.1.1"]).succeeded();
    assert_eq!(setup.rules().len(), 2);
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    assert!(run.stderr.contains("revoked: sgr-"), "{run:?}");
    assert_eq!(setup.rules(), ["tcp 5432-5432 1.1.1.1/32 cruddur-db ann@workspace-1"]);
}

#[test]
fn what_a_killed_run_left_behind_goes_with_the_next() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; true");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(setup.rules().len(), 1, "nothing can be done after SIGKILL");
    let run = setup.sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.contains("revoked: sgr-"), "{run:?}");
    assert_eq!(setup.rules(), [""; 0]);
}

/// Another machine cannot know that the run was killed; the lease's end tells it.
#[test]
fn a_lease_that_is_over_keeps_no_rule() {
    let setup = open();
    let other = setup.other_machine();
    let mut child = waiting(&setup, "echo open; read _; true");
    child.kill().unwrap();
    child.wait().unwrap();
    let run = other.sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.contains("is kept: other runs use it"), "{run:?}");
    setup.end_leases();
    let run = other.sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.contains("revoked: sgr-"), "{run:?}");
    assert_eq!(setup.rules(), [""; 0]);
}

/// A rule that stays would fill up with them, since AWS allows 50 tags.
#[test]
fn leases_that_are_over_are_taken_off_a_rule_that_stays() {
    let mut setup = open();
    let rule = setup.rule("BOBS", "8.8.8.8/32", 5432, Some("bob@workspace-2"));
    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(1);
    setup.tag(&rule, "cruddur-db:until", &soon.strftime("%FT%TZ").to_string());
    setup.tag(&rule, "cruddur-db:run:dead", "2020-01-01T00:00:00Z m-9");
    setup.tag(&rule, "cruddur-db:run:alive", "2190-01-01T00:00:00Z m-8");
    setup.sandbox.run(["sg-run", "true"]).succeeded();
    let xml = setup.account.rules_xml(&setup.group);
    assert_eq!(xml.matches("cruddur-db:run:").count(), 1, "{xml}");
    assert!(xml.contains("cruddur-db:run:alive"), "{xml}");
}

#[test]
fn a_run_whose_rule_was_taken_says_so() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; true");
    setup.sandbox.run(["sg-revoke"]).succeeded();
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    let warning = "warning: sgr-[..] of [GROUP] was removed by someone while the command ran";
    snapbox::assert_data_eq!(run.stderr.lines().last().unwrap(), warning);
    // The same of a rule that it only relied on.
    let mut setup = open();
    let mine = setup.rule("MINE", "8.8.8.8/32", 5432, Some("bob@workspace-2"));
    let mut child = waiting(&setup, "echo open; read _; true");
    setup.sandbox.run(["sg-revoke", "--rule-id", &mine, "--yes"]).succeeded();
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    assert!(run.stderr.contains("was removed by someone while the command ran"), "{run:?}");
}

#[test]
fn a_command_that_is_killed_ends_as_in_a_shell() {
    let setup = open();
    let child = waiting(&setup, "echo open; kill -KILL $$");
    setup.sandbox.finished(child.outcome()).ended_with(137);
    assert_eq!(setup.rules(), [""; 0]);
    let script = "trap 'exit 31' QUIT; echo open; while :; do read -t 1 _; done";
    let child = waiting(&setup, script);
    signal(&child, Signal::SIGQUIT);
    setup.sandbox.finished(child.outcome()).ended_with(31);
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn another_port_is_no_other_matter() {
    let setup = open();
    let run = setup.sandbox.run(["sg-run", "--port", "6543", "--", "true"]).succeeded();
    assert!(run.stderr.contains("to port 6543"), "{run:?}");
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn the_commands_streams_are_its_own() {
    let setup = open();
    let mut child = setup
        .sandbox
        .command(["sg-run", "--quiet", "--", "cat"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), &[0, 255, 10, 7]).unwrap();
    let output = child.outcome();
    assert_eq!((output.stdout.as_slice(), output.stderr.len()), ([0, 255, 10, 7].as_slice(), 0));
}
