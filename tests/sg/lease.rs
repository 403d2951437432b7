//! Rules that live as long as a command runs, and what may happen to them meanwhile.

use std::process::Stdio;

use nix::sys::signal::Signal;
use snapbox::str;

use super::run::{open, signal, waiting};
use crate::common::Outcome;

#[test]
fn the_run_that_comes_later_has_the_rule() {
    let setup = open();
    let mut first = waiting(&setup, "echo open; read _; true");
    let mut second = waiting(&setup, "echo open; read _; true");
    drop(first.stdin.take());
    let first = setup.sandbox.finished(first.outcome());
    first.check(str![[r#"
exit 0
--- stderr
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
sgr-[..] of [GROUP] is kept: it was renewed meanwhile

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 cruddur-db sg-run ann@workspace-1"]);
    drop(second.stdin.take());
    let second = setup.sandbox.finished(second.outcome());
    second.check(str![[r#"
exit 0
--- stderr
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
revoked: sgr-[..] of [GROUP], 8.8.8.8/32

"#]]);
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn what_was_allowed_meanwhile_stays() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; true");
    setup.sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
prolonged: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..]

"#]]);
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    assert!(run.stderr.contains("is kept: it was renewed meanwhile"), "{run:?}");
    assert_eq!(setup.rules().len(), 1);
    // From now on it is an ordinary rule of ours.
    let run = setup.sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.contains("already allowed; the rule is kept"), "{run:?}");
    assert_eq!(setup.rules().len(), 1);
}

#[test]
fn what_a_killed_run_left_behind_goes_with_the_next() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; true");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(setup.rules().len(), 1, "nothing can be done after SIGKILL");
    let run = setup.sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.contains("prolonged: 8.8.8.8/32"), "{run:?}");
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn a_rule_that_someone_removed_is_no_error() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; true");
    setup.sandbox.run(["sg-revoke"]).succeeded();
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome()).succeeded();
    assert!(run.stderr.contains("was gone already"), "{run:?}");
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
