use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use snapbox::str;

use super::{Setup, at, item, rule_set, tagged};
use crate::common::{HttpServer, Outcome, Reply};

pub fn open() -> Setup {
    let mut setup = Setup::new();
    setup.sandbox.set("GITPOD_IP", "8.8.8.8");
    setup
}

#[test]
fn the_rule_is_there_while_the_command_runs() {
    let setup = open();
    let mut child = waiting(&setup, "echo open; read _; echo done; exit 7");
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32 cruddur-db sg-run ann@workspace-1"]);
    drop(child.stdin.take());
    let run = setup.sandbox.finished(child.outcome());
    run.check(str![[r#"
exit 7
--- stdout
done
--- stderr
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
revoked: sgr-[..] of [GROUP], 8.8.8.8/32

"#]]);
    assert_eq!(setup.rules(), [""; 0]);
}

/// Starts `sg-run` with this script, and waits until it has printed a line.
pub fn waiting(setup: &Setup, script: &str) -> Child {
    started(&mut setup.sandbox.command(["sg-run", "--", "bash", "-c", script])).0
}

/// The child, and the line that it has printed.
fn started(command: &mut Command) -> (Child, String) {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let line = first_line(&mut child);
    (child, line)
}

/// The line that it prints, waited for.
pub fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    // One byte at a time, so that the rest stays for whoever reads on.
    let stdout = BufReader::with_capacity(1, child.stdout.as_mut().unwrap());
    stdout.take_line(&mut line);
    line
}

pub fn signal(child: &Child, signal: Signal) {
    kill(Pid::from_raw(child.id().cast_signed()), signal).unwrap();
}

trait TakeLine {
    fn take_line(self, line: &mut String);
}

impl<R: BufRead> TakeLine for R {
    fn take_line(mut self, line: &mut String) {
        self.read_line(line).unwrap();
    }
}

#[test]
fn signals_are_for_the_command_and_the_rule_goes() {
    for (signal, script, status) in [
        (Signal::SIGTERM, "echo open; exec sleep 60", 143),
        (Signal::SIGINT, "echo open; exec sleep 60", 130),
        (Signal::SIGHUP, "echo open; exec sleep 60", 129),
        // The command decides.
        (Signal::SIGTERM, "trap 'exit 5' TERM; echo open; while :; do read -t 1 _; done", 5),
    ] {
        let setup = open();
        let child = waiting(&setup, script);
        assert_eq!(setup.rules().len(), 1);
        self::signal(&child, signal);
        let run = setup.sandbox.finished(child.outcome());
        assert_eq!(run.status, Some(status), "{signal} {run:?}");
        assert_eq!(setup.rules(), [""; 0], "{signal}");
    }
}

/// We ignore it, and so does the command.
#[test]
fn under_nohup_a_hang_up_changes_nothing() {
    let setup = open();
    let script = "echo $$; read _; exit 7";
    let args = ["sg-run", "--", "bash", "-c", script];
    let (mut child, line) = started(&mut setup.sandbox.under_nohup(args));
    let command = Pid::from_raw(line.trim().parse().unwrap());
    for _ in 0..3 {
        signal(&child, Signal::SIGHUP);
        kill(command, Signal::SIGHUP).unwrap();
    }
    assert_eq!(setup.rules().len(), 1);
    drop(child.stdin.take());
    setup.sandbox.finished(child.outcome()).ended_with(7);
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn several_interrupts_change_nothing() {
    let setup = open();
    let child = waiting(
        &setup,
        "trap 'n=x$n; echo $n; [ $n = xxx ] && exit 3' INT; echo open; while :; do read -t 1 _; done",
    );
    let mut child = child;
    for _ in 0..3 {
        signal(&child, Signal::SIGINT);
        let mut line = String::new();
        BufReader::with_capacity(1, child.stdout.as_mut().unwrap()).take_line(&mut line);
        assert!(line.starts_with('x'), "{line}");
    }
    let run = setup.sandbox.finished(child.outcome()).ended_with(3);
    assert!(run.stderr.contains("revoked: sgr-"), "{run:?}");
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn a_command_that_cannot_be_started_leaves_no_rule() {
    let setup = open();
    setup.sandbox.run(["sg-run", "--", "no-such-program"]).check(str![[r#"
exit 2
--- stderr
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
revoked: sgr-[..] of [GROUP], 8.8.8.8/32
error: there is no program no-such-program

"#]]);
    setup.sandbox.run(["sg-run"]).ended_with(2);
    assert_eq!(setup.rules(), [""; 0]);
}

#[test]
fn what_was_open_before_stays_open() {
    let mut setup = open();
    setup.rule("MINE", "8.8.8.8/32", 5432, Some("ann@workspace-1"));
    setup.sandbox.run(["sg-run", "true"]).check(str![[r#"
exit 0
--- stderr
already allowed: 8.8.8.8/32 to port 5432 of [GROUP] by [MINE]

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32"]);
    let mut setup = open();
    setup.rule("BOB", "8.8.8.8/32", 5432, Some("bob@workspace-2"));
    setup.sandbox.run(["sg-run", "--quiet", "--", "bash", "-c", "exit 9"]).check(str![[r#"
exit 9

"#]]);
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.8.8/32"]);
}

#[test]
fn the_shared_rule_is_left_alone() {
    let mut setup = open();
    let shared = setup.rule("SHARED", "8.8.4.4/32", 5432, None);
    setup.sandbox.set("DB_SG_RULE_ID", &shared);
    setup.sandbox.run(["sg-run", "true"]).succeeded();
    assert_eq!(setup.rules(), ["tcp 5432-5432 8.8.4.4/32"]);
}

#[test]
fn a_rule_that_stays_behind_is_an_error() {
    let server = || {
        let added = Mutex::new(item("sgr-2", "8.8.4.4/32", &[]));
        HttpServer::start(move |request, _| {
            let mut added = added.lock().unwrap();
            match request.action().as_str() {
                "RevokeSecurityGroupIngress" => Reply::ec2_error(403, "AccessDenied", "No."),
                action => {
                    if action == "AuthorizeSecurityGroupIngress" {
                        *added = tagged(request);
                    }
                    rule_set(action, &added)
                }
            }
        })
    };
    at(&server()).run(["sg-run", "true"]).check(str![[r#"
exit 1
--- stderr
added: 8.8.8.8/32 to port 5432 of sg-1 by sgr-1, until [..]Z
error: the rule sgr-1 of sg-1 may still exist: AWS does not allow this user ec2:RevokeSecurityGroupIngress in ca-central-1
hint: see with cruddur-db sg-list, remove with cruddur-db sg-revoke

"#]]);
    // The command's own failure counts more.
    let run = at(&server()).run(["sg-run", "--", "bash", "-c", "exit 9"]).ended_with(9);
    assert!(run.stderr.contains("warning: the rule sgr-1 of sg-1 may still exist"), "{run:?}");
}
