//! Calls whose answers are lost: what AWS did is looked for, and told.

use std::sync::atomic::{AtomicUsize, Ordering};

use snapbox::str;

use super::{at, described, not_found, setup};
use crate::common::{Account, HttpServer, Reply, Request, Sandbox, between};
use crate::policies::{allowed, passed_on};

/// A way to the emulator on which the answers to the first calls of this action are lost.
fn losing(account: &Account, action: &'static str, losses: usize) -> HttpServer {
    let address = account.endpoint().trim_start_matches("http://").to_owned();
    let calls = AtomicUsize::new(0);
    HttpServer::start(move |request, _| {
        let reply = passed_on(request, &address);
        let is_it = request.action() == action;
        match is_it && calls.fetch_add(1, Ordering::Relaxed) < losses {
            true => Reply::HangUp,
            false => reply,
        }
    })
}

/// The emulator with an instance, and a sandbox on such a way.
fn setup_losing(action: &'static str, losses: usize) -> (Account, Sandbox, HttpServer) {
    let (account, mut sandbox) = setup();
    account.instance("db1", &[]);
    let server = losing(&account, action, losses);
    sandbox.set("AWS_ENDPOINT_URL", server.url()).set("AWS_MAX_ATTEMPTS", "2");
    (account, sandbox, server)
}

#[test]
fn a_deletion_is_told_with_its_snapshot() {
    for losses in [1, 2] {
        let (account, sandbox, server) = setup_losing("DeleteDBInstance", losses);
        sandbox.run(["rds-delete", "db1", "--confirm", "db1", "--quiet"]).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1 is deleted
last snapshot: db1-final-[..]

"#]]);
        assert_eq!(account.instance_xml("db1"), None);
        allowed("rds-delete", &server, "rds:DescribeDBSnapshots");
    }
}

#[test]
fn a_deletion_without_the_snapshot_of_this_call_says_so() {
    // Somebody else deletes it, with another snapshot or none.
    let server = HttpServer::start(|request, before| match (request.action().as_str(), before) {
        ("DescribeDBSnapshots", _) => {
            Reply::rds_error(404, "DBSnapshotNotFound", "DBSnapshot not found.")
        }
        (action, 0) => unprotected(action, "available"),
        ("DeleteDBInstance", _) => Reply::rds_error(
            400,
            "InvalidDBInstanceState",
            "Instance db1 is already being deleted.",
        ),
        (action, _) => unprotected(action, "deleting"),
    });
    let args = ["rds-delete", "db1", "--confirm", "db1", "--no-wait", "--quiet"];
    at(&server).run(args).check(str![[r#"
exit 0
--- stdout
db1 in ca-central-1 is deleting
note: the answer was lost, and the last snapshot db1-final-[..] is not seen; look again with: aws rds describe-db-snapshots --db-snapshot-identifier db1-final-[..] --region ca-central-1

"#]]);
}

pub fn unprotected(action: &str, status: &str) -> Reply {
    match described(action, status) {
        Reply::Body(code, kind, text) => {
            let text = text.replace("<DeletionProtection>true", "<DeletionProtection>false");
            Reply::Body(code, kind, text)
        }
        other => other,
    }
}

#[test]
fn stops_and_starts_are_told() {
    for losses in [1, 2] {
        let (account, mut sandbox, _server) = setup_losing("StopDBInstance", losses);
        let run = sandbox.run(["rds-stop", "db1", "--yes"]).succeeded();
        assert!(run.stdout.starts_with("db1 in ca-central-1 is stopped\n"), "{run:?}");
        let server = losing(&account, "StartDBInstance", losses);
        sandbox.set("AWS_ENDPOINT_URL", server.url());
        let run = sandbox.run(["rds-start", "db1"]).succeeded();
        assert!(run.stdout.contains("status       available\n"), "{run:?}");
    }
}

#[test]
fn a_new_instance_is_not_hidden() {
    for losses in [1, 2] {
        let (account, sandbox, _server) = setup_losing("CreateDBInstance", losses);
        let run = sandbox.run(["rds-create", "db2", "--yes"]).succeeded();
        assert!(run.stdout.starts_with("instance     db2 in ca-central-1\n"), "{run:?}");
        assert_eq!(between(&account.instance_xml("db2").unwrap(), "DBInstanceStatus"), "available");
    }
}

/// A server that hangs up at this call; `then` is what it says from then on.
fn silent(
    call: &'static str,
    before: &'static str,
    then: impl Fn(&Request) -> Reply + Send + Sync + 'static,
) -> HttpServer {
    let asked = AtomicUsize::new(0);
    HttpServer::start(move |request, _| {
        let action = request.action();
        if action == call {
            asked.store(1, Ordering::Relaxed);
            return Reply::HangUp;
        }
        match (asked.load(Ordering::Relaxed), before) {
            (1, _) => then(request),
            (_, "") => not_found(),
            (_, status) => unprotected(&action, status),
        }
    })
}

#[test]
fn what_cannot_be_known_is_said_to_be_unknown() {
    let stop = ["rds-stop", "db1", "--yes"];
    let same = silent("StopDBInstance", "available", |it| described(&it.action(), "available"));
    at(&same).run(stop).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] cannot be reached
detail: db1 is available so far, and may still be stopped
hint: see what it is: `cruddur-db rds-status db1`

"#]]);
    let gone = |call, before| silent(call, before, |_| Reply::HangUp);
    at(&gone("StopDBInstance", "available")).run(stop).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] cannot be reached
detail: whether db1 is stopped is not known
hint: see what it is: `cruddur-db rds-status db1`

"#]]);
    let start = gone("StartDBInstance", "stopped");
    at(&start).run(["rds-start", "db1", "--region", "eu-west-3"]).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] cannot be reached
detail: whether db1 is started is not known
hint: see what it is: `cruddur-db rds-status db1 --region eu-west-3`

"#]]);
    let delete = gone("DeleteDBInstance", "available");
    at(&delete).run(["rds-delete", "db1", "--confirm", "db1"]).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] cannot be reached
detail: whether db1 is deleted is not known
if it was, its last snapshot is db1-final-[..]: aws rds describe-db-snapshots --db-snapshot-identifier db1-final-[..] --region ca-central-1
hint: see what it is: `cruddur-db rds-status db1`

"#]]);
    let create = ["rds-create", "db1", "--yes", "--quiet"];
    at(&gone("CreateDBInstance", "")).run(create).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] cannot be reached
detail: db1 may have been created, and would cost money
hint: see whether it is there: `cruddur-db rds-status db1`

"#]]);
    let none = silent("CreateDBInstance", "", |_| not_found());
    at(&none).run(create).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] cannot be reached
detail: db1 may have been created, and would cost money
hint: see whether it is there: `cruddur-db rds-status db1`

"#]]);
}

#[test]
fn an_operation_that_runs_is_named_with_the_instance() {
    let server = HttpServer::start(|request, _| match request.action().as_str() {
        "StopDBInstance" => Reply::rds_error(
            400,
            "InvalidDBInstanceState",
            "Instance db1 is not in available state.",
        ),
        action => described(action, "backing-up"),
    });
    at(&server).run(["rds-stop", "db1", "--yes"]).check(str![[r#"
exit 1
--- stderr
error: Instance db1 is not in available state (InvalidDBInstanceState)
hint: wait for the current operation to end: `cruddur-db rds-status db1` shows it

"#]]);
}
