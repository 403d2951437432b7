use std::process::Stdio;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use snapbox::str;

use super::{at, described, not_found};
use crate::common::{HttpServer, Outcome, Reply, TIMEOUT};

const QUICK: [&str; 4] = ["rds-wait", "db1", "--interval", "10ms"];

#[test]
fn short_outages_and_throttling_are_waited_out() {
    let server = HttpServer::start(|request, before| match before {
        0 => Reply::rds_error(400, "Throttling", "Rate exceeded"),
        1 => Reply::rds_error(503, "ServiceUnavailable", "Service Unavailable"),
        2 => Reply::html(502),
        3 => Reply::HangUp,
        4 => Reply::Half("<DescribeDBInstancesResponse>".into()),
        5 => described(&request.action(), "creating"),
        _ => described(&request.action(), "available"),
    });
    at(&server).run(QUICK).check(str![[r#"
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
AWS is asked too often (Throttling); trying again
db1: creating after [..]s
db1: available after [..]s

"#]]);
}

#[test]
fn long_outages_are_not() {
    let server = HttpServer::always(Reply::rds_error(400, "Throttling", "Rate exceeded"));
    at(&server).run(QUICK).check(str![[r#"
exit 3
--- stderr
AWS is asked too often (Throttling); trying again
error: no longer waiting, since AWS could not be reached: AWS is asked too often (Throttling)
hint: wait a minute, then try again

"#]]);
    assert_eq!(server.requests().len(), 21);
}

/// AWS goes on with what it was told: how to wait for it later is not lost.
#[test]
fn a_session_that_expires_meanwhile_ends_the_waiting_only() {
    let server = HttpServer::start(|request, before| match before {
        0 => not_found(),
        1 | 2 => described(&request.action(), "creating"),
        _ => Reply::rds_error(403, "ExpiredToken", "The security token is expired"),
    });
    let create = ["rds-create", "db1", "--yes", "--quiet", "--interval", "10ms"];
    at(&server).run(create).check(str![[r#"
exit 3
--- stderr
error: the AWS session has expired
detail: AWS continues; db1 was creating; resume waiting with: `cruddur-db rds-wait db1`
hint: log in again (aws sso login) or renew AWS_SESSION_TOKEN

"#]]);
}

#[test]
fn states_that_nothing_ends_end_it() {
    for status in ["incompatible-network", "storage-full", "failed", "deleting", "stopped"] {
        let server = HttpServer::start(move |request, _| described(&request.action(), status));
        let run = at(&server).run(QUICK).ended_with(1);
        assert!(
            run.stderr.contains(&format!("db1 is {status}, which waiting will not")),
            "{run:?}"
        );
        assert_eq!(server.requests().len(), 1);
        if status == "stopped" {
            run.check(str![[r#"
exit 1
--- stderr
db1: stopped after [..]s
error: db1 is stopped, which waiting will not change
hint: start it: `cruddur-db rds-start db1`

"#]]);
        }
    }
}

#[test]
fn an_unknown_instance_is_no_reason_to_wait() {
    let server = HttpServer::always(not_found());
    at(&server).run(QUICK).check(str![[r#"
exit 1
--- stderr
error: there is no RDS instance db1 in ca-central-1
hint: use --region for another region

"#]]);
    at(&server).run(["rds-wait", "db1", "--for", "deleted"]).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1 is deleted

"#]]);
    at(&server).run(["rds-wait", "-x"]).ended_with(2);
    at(&server).run(["rds-wait", "a--b"]).check(str![[r#"
exit 2
--- stderr
error: INSTANCE is "a--b": 1 to 63 letters, digits and hyphens, beginning with a letter, without a hyphen at the end or two in a row

"#]]);
}

#[test]
fn what_is_refused_is_not_waited_for() {
    let reply = Reply::rds_error(403, "AccessDenied", "User: x is not authorized to perform it");
    let server = HttpServer::always(reply);
    at(&server).run(QUICK).check(str![[r#"
exit 1
--- stderr
error: AWS does not allow this user rds:DescribeDBInstances in ca-central-1
hint: ask the account's administrator to allow rds:DescribeDBInstances in an IAM policy

"#]]);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn time_runs_out() {
    let server = HttpServer::start(|request, _| described(&request.action(), "creating"));
    let args = QUICK.iter().chain(&["--timeout", "1s"]).copied();
    let run = at(&server).run(args);
    run.check(str![[r#"
exit 1
--- stderr
db1: creating after [..]s
error: db1 is creating after [..]s
hint: AWS continues; resume waiting with: `cruddur-db rds-wait db1`

"#]]);
    assert!(server.requests().len() > 1);
    let help = at(&server).run(["rds-wait", "--help"]).succeeded().stdout;
    assert!(help.contains("[default: 15s]") && help.contains("[default: 30m]"), "{help}");
}

#[test]
fn an_interrupt_ends_the_waiting_only() {
    let (seen, wait) = std::sync::mpsc::channel();
    let server = HttpServer::start(move |request, _| {
        let _ = seen.send(());
        described(&request.action(), "creating")
    });
    let sandbox = at(&server);
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let child = sandbox
            .command(["rds-wait", "db1", "--interval", "20ms"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Twice seen, once surely noted.
        (0..3).for_each(|_| wait.recv_timeout(TIMEOUT).unwrap());
        kill(Pid::from_raw(child.id().cast_signed()), signal).unwrap();
        let run = sandbox.finished(child.outcome());
        run.check(str![[r#"
exit 130
--- stderr
db1: creating after [..]s
error: no longer waiting; db1 is creating
hint: AWS continues; resume waiting with: `cruddur-db rds-wait db1`

"#]]);
        while wait.try_recv().is_ok() {}
    }
}
