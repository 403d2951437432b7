//! Ctrl-C while AWS makes a change: what is said of it is true.

use std::process::Stdio;
use std::sync::{Mutex, mpsc};

use nix::sys::signal::Signal;
use snapbox::str;

use super::{at, item, rule_set, signal};
use crate::common::{HttpServer, Outcome, Reply, Request, Run, Sandbox, TIMEOUT};
use crate::policies::passed_on;
use crate::rds::{described, not_found, unprotected};

/// Interrupts the command in the middle of this call, which is answered then, or never.
fn interrupt(
    args: &[&str],
    call: &'static str,
    is_answered: bool,
    answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    sandbox: impl FnOnce(&HttpServer) -> Sandbox,
) -> Run {
    let (seen, wait) = mpsc::channel();
    let (go, gone) = mpsc::channel();
    let gone = Mutex::new(gone);
    let server = HttpServer::start(move |request, _| {
        if request.head.starts_with(call) || request.action() == call {
            let _ = seen.send(());
            if !is_answered {
                return Reply::Stall;
            }
            let _ = gone.lock().unwrap().recv_timeout(TIMEOUT);
        }
        answer(request)
    });
    let mut sandbox = sandbox(&server);
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "20s");
    let mut command = sandbox.command(args.iter().copied());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait.recv_timeout(TIMEOUT).unwrap();
    signal(&child, Signal::SIGINT);
    // It is seen before the answer.
    std::thread::sleep(std::time::Duration::from_millis(200));
    let _ = go.send(());
    sandbox.finished(child.outcome())
}

fn rules(request: &Request) -> Reply {
    let ours = [("cruddur-db:owner", "ann@workspace-1")];
    rule_set(&request.action(), &item("sgr-1", "8.8.4.4/32", &ours))
}

fn instance(status: &'static str) -> impl Fn(&Request) -> Reply {
    move |request| described(&request.action(), status)
}

#[test]
fn what_became_of_a_change_is_said() {
    let run = |args, call, is_answered| interrupt(args, call, is_answered, rules, at);
    let rest = || {
        run(&["sg-allow-my-ip"], "DescribeSecurityGroupRules", false).check(str![[r#"
exit 130
--- stderr
error: interrupted; nothing was changed

"#]]);
        run(&["sg-allow-my-ip"], "ModifySecurityGroupRules", false).check(str![[r#"
exit 130
--- stderr
error: interrupted; it is unknown whether 8.8.8.8/32 is let in
hint: see what is there now: `cruddur-db sg-list`

"#]]);
    };
    let revoke = || {
        run(&["sg-revoke"], "RevokeSecurityGroupIngress", true).check(str![[r#"
exit 130
--- stderr
error: interrupted; the rules are revoked
hint: see what is there now: `cruddur-db sg-list`

"#]]);
        run(&["sg-revoke"], "RevokeSecurityGroupIngress", false).check(str![[r#"
exit 130
--- stderr
error: interrupted; it is unknown whether the rules are revoked
hint: see what is there now: `cruddur-db sg-list`

"#]]);
    };
    let stop = || {
        let args = ["rds-stop", "db1", "--yes"];
        interrupt(&args, "StopDBInstance", true, instance("available"), at).check(str![[r#"
exit 130
--- stderr
error: interrupted; db1 is being stopped
hint: see what is there now: `cruddur-db rds-status db1`

"#]]);
    };
    let start = || {
        let args = ["rds-start", "db1"];
        interrupt(&args, "StartDBInstance", false, instance("stopped"), at).check(str![[r#"
exit 130
--- stderr
error: interrupted; it is unknown whether db1 is being started
hint: see what is there now: `cruddur-db rds-status db1`

"#]]);
    };
    let create = || {
        let run = |is_answered| {
            let answer = |request: &Request| match request.action().as_str() {
                "DescribeDBInstances" => not_found(),
                action => described(action, "creating"),
            };
            interrupt(
                &["rds-create", "db1", "--yes", "-q"],
                "CreateDBInstance",
                is_answered,
                answer,
                at,
            )
        };
        run(true).check(str![[r#"
exit 130
--- stderr
error: interrupted; db1 is being created
hint: see what is there now: `cruddur-db rds-status db1`

"#]]);
        run(false).check(str![[r#"
exit 130
--- stderr
error: interrupted; it is unknown whether db1 is being created
hint: see what is there now: `cruddur-db rds-status db1`

"#]]);
    };
    let delete = || {
        let answer = |request: &Request| unprotected(&request.action(), "available");
        let args = ["rds-delete", "db1", "--confirm", "db1"];
        interrupt(&args, "DeleteDBInstance", false, answer, at).check(str![[r#"
exit 130
--- stderr
error: interrupted; it is unknown whether db1 is being deleted; its last snapshot was to be db1-final-[..]
hint: see what is there now: `cruddur-db rds-status db1`

"#]]);
    };
    let none = || {
        let run = run(&["sg-run", "true"], "AuthorizeSecurityGroupIngress", false);
        assert!(run.stderr.contains("may still appear in sg-1"), "{run:?}");
        assert!(run.stderr.ends_with("error: interrupted; the command was not run\n"), "{run:?}");
    };
    let deploy = || {
        let setup = crate::trigger::setup();
        let address = setup.account.endpoint().trim_start_matches("http://").to_owned();
        let (zip, role) = (setup.zip.to_str().unwrap().to_owned(), setup.role.clone());
        let at = |server: &HttpServer| {
            let mut sandbox = setup.sandbox;
            sandbox.set("AWS_ENDPOINT_URL", server.url());
            sandbox
        };
        let args = ["trigger-deploy", &zip, "--quiet", "--yes", "--role", &role];
        let call = "POST /2015-03-31/functions ";
        let answer = move |request: &Request| passed_on(request, &address);
        interrupt(&args, call, false, answer, at).check(str![[r#"
exit 130
--- stderr
error: interrupted; it is unknown whether the trigger is deployed
hint: see what is there now: `cruddur-db trigger-status`

"#]]);
    };
    std::thread::scope(|scope| {
        scope.spawn(rest);
        scope.spawn(revoke);
        scope.spawn(stop);
        scope.spawn(start);
        scope.spawn(create);
        scope.spawn(delete);
        scope.spawn(none);
        scope.spawn(deploy);
    });
}
