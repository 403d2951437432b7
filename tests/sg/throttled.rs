//! AWS is asked too often, as when many workspaces start at once.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Instant;

use nix::sys::signal::Signal;
use snapbox::str;

use super::{at, item, rule_set, signal};
use crate::common::{HttpServer, Outcome, Reply, Sandbox, wait_until};

/// As AWS writes it for a service: EC2's form differs.
fn refused(action: &str) -> Reply {
    match action {
        "DescribeDBInstances" => Reply::rds_error(400, "Throttling", "Rate exceeded"),
        "GetCallerIdentity" => Reply::rds_error(400, "ThrottlingException", "Rate exceeded"),
        _ => Reply::ec2_error(503, "RequestLimitExceeded", "Request limit exceeded."),
    }
}

/// A server that refuses each call as often as the SDK makes one, and then takes it.
fn crowded() -> HttpServer {
    let seen = Mutex::<BTreeMap<String, u32>>::default();
    HttpServer::start(move |request, _| {
        let action = request.action();
        let mut seen = seen.lock().unwrap();
        let before = seen.entry(action.clone()).or_default();
        *before += 1;
        match action.as_str() {
            _ if *before <= 3 => refused(&action),
            "DescribeDBInstances" => Reply::rds_error(404, "DBInstanceNotFound", "no"),
            "GetCallerIdentity" => Reply::xml(
                "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/ann\
                 </Arn><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
            ),
            action => {
                let ours = [("cruddur-db:owner", "ann@workspace-1")];
                rule_set(action, &item("sgr-1", "8.8.8.8/32", &ours))
            }
        }
    })
}

/// With as many attempts as the SDK makes by itself.
fn usual(server: &HttpServer) -> Sandbox {
    let mut sandbox = at(server);
    sandbox.unset("AWS_MAX_ATTEMPTS");
    sandbox
}

#[test]
fn every_service_is_asked_for_longer_and_not_for_ever() {
    let taken = || {
        let server = crowded();
        let run = usual(&server).run(["sg-allow-my-ip", "--ttl", "never"]).succeeded();
        assert!(run.stdout.starts_with("already allowed"), "{run:?}");
        assert_eq!(server.requests().len(), 4);
        let run = usual(&server).run(["rds-status", "db1"]).ended_with(1);
        assert!(run.stderr.contains("there is no RDS instance db1"), "{run:?}");
    };
    let known = || {
        let url = "postgresql://u@db1.aaaaaaaaaa.ca-central-1.rds.amazonaws.com/d";
        let run = usual(&crowded()).run(["doctor", "--url", url]).ended_with(1);
        assert!(run.stdout.contains("user ann of account 1"), "{run:?}");
    };
    // Too long for the pause between two attempts to reach from the first notice to the end.
    let given_up = || {
        let server = HttpServer::start(|request, _| refused(&request.action()));
        let mut sandbox = usual(&server);
        sandbox.set("CRUDDUR_AWS_TIMEOUT", "5500ms");
        let started = Instant::now();
        sandbox.run(["sg-list"]).check(str![[r#"
exit 3
--- stderr
AWS is asked too often; trying again for [..] s at most
error: AWS is asked too often (RequestLimitExceeded)
hint: wait a minute, then try again

"#]]);
        let spent = started.elapsed().as_millis();
        assert!((8_000..12_000).contains(&spent), "{spent}");
        assert!(server.requests().len() > 3);
    };
    let interrupted = || {
        let server = HttpServer::start(|request, _| refused(&request.action()));
        let sandbox = usual(&server);
        let mut command = sandbox.command(["sg-allow-my-ip"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        wait_until("the fourth attempt", || server.requests().len() > 3);
        let started = Instant::now();
        signal(&child, Signal::SIGINT);
        sandbox.finished(child.outcome()).ended_with(130);
        assert!(started.elapsed().as_secs() < 2);
    };
    std::thread::scope(|scope| {
        scope.spawn(taken);
        scope.spawn(known);
        scope.spawn(given_up);
        scope.spawn(interrupted);
    });
}
