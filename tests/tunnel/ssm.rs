//! Tunnels by AWS Systems Manager, with a stand-in for the AWS CLI and its plugin.

use snapbox::str;

use crate::common::{Postgres, Sandbox, write_program};

/// Forwards the port that it is told to the test's server, as the plugin does.
const FORWARD: &str = r#"#!/usr/bin/env python3
import json, os, socket, sys, threading
open(os.environ["SEEN"], "w").write("\n".join(sys.argv[1:]))
wanted = json.loads(sys.argv[sys.argv.index("--parameters") + 1])
listener = socket.create_server(("127.0.0.1", int(wanted["localPortNumber"][0])))
print("\nStarting session with SessionId: ann-0a1b")
print(f"Port {wanted['localPortNumber'][0]} opened for sessionId ann-0a1b.")
print("Waiting for connections...", flush=True)
def carry(a, b):
    try:
        while data := a.recv(65536):
            b.sendall(data)
    except OSError:
        pass
    for end in (a, b):
        try: end.shutdown(socket.SHUT_RDWR)
        except OSError: pass
while True:
    near, _ = listener.accept()
    far = socket.create_connection(("127.0.0.1", int(wanted["portNumber"][0])))
    for ends in ((near, far), (far, near)):
        threading.Thread(target=carry, args=ends, daemon=True).start()
"#;

/// A server of RDS by its name, which only the stand-in resolves.
fn sandbox(aws: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    let server = Postgres::shared();
    let url = format!(
        "postgresql://postgres:{}@db1.c9xyz.ca-central-1.rds.amazonaws.com:{}/postgres\
         ?sslmode=disable",
        server.password(),
        server.port()
    );
    sandbox.set("PROD_CONNECTION_URL", url).set("PROD_TUNNEL", "ssm:i-0123456789abcdef0");
    sandbox.hide(format!(":{}", server.port()), ":[PORT]");
    let bin = sandbox.root().join("bin");
    write_program(&bin.join("aws"), aws);
    sandbox.set("SEEN", sandbox.root().join("seen"));
    sandbox.prepend_path(&bin);
    sandbox
}

#[test]
fn a_session_forwards_to_the_instance() {
    let sandbox = sandbox(FORWARD);
    let run = sandbox.run(["connect", "prod", "--tunnel", "-q", "--", "-XAtc", "select 7"]);
    assert_eq!(run.succeeded().stdout, "7\n");
    let seen = std::fs::read_to_string(sandbox.root().join("seen")).unwrap();
    let seen: Vec<&str> = seen.lines().collect();
    assert_eq!(
        seen[..6],
        [
            "ssm",
            "start-session",
            "--target",
            "i-0123456789abcdef0",
            "--document-name",
            "AWS-StartPortForwardingSessionToRemoteHost",
        ]
    );
    // The region is the server's, whatever is configured.
    assert_eq!(seen[8..], ["--region", "ca-central-1"]);
    let parameters: serde_json::Value = serde_json::from_str(seen[7]).unwrap();
    assert_eq!(parameters["host"][0], "db1.c9xyz.ca-central-1.rds.amazonaws.com");
    assert!(!seen.join(" ").contains(Postgres::shared().password()));
}

#[test]
fn what_aws_says_is_named_with_what_to_do() {
    let said = |text: &str| sandbox(&format!("#!/bin/sh\necho '{text}' >&2\nexit 254\n"));
    let run = |text: &str| said(text).run(["connect", "prod", "--tunnel", "-c", "select 1"]);
    let operation = "when calling the StartSession operation";
    run(&format!(
        "An error occurred (TargetNotConnected) {operation}: i-0123456789abcdef0 is not connected."
    ))
    .check(str![[r#"
exit 3
--- stderr
warning: sslmode=disable sends the password and the data unencrypted; remove it, and verify-full is used for RDS
error: Systems Manager has no connection to ssm:i-0123456789abcdef0
detail: An error occurred (TargetNotConnected) when calling the StartSession operation: i-0123456789abcdef0 is not connected.
hint: the instance has to run, with the SSM agent, a role with AmazonSSMManagedInstanceCore and a way to AWS; check the region, too

"#]]);
    for (text, status, message) in [
        ("(AccessDeniedException) when calling", 3, "AWS does not allow the session"),
        ("SessionManagerPlugin is not found. Please refer to", 2, "no Session Manager plugin"),
        ("(InvalidInstanceId) when calling", 2, "AWS knows no instance"),
        ("(ExpiredTokenException) when calling", 3, "credentials have expired"),
        ("Unable to locate credentials", 3, "there are no AWS credentials"),
        ("The config profile (x) could not be found", 2, "the AWS profile does not exist"),
        ("something else", 3, "did not open\ndetail: something else"),
    ] {
        let run = run(text).ended_with(status);
        assert!(run.stderr.contains(message), "{run:?}");
    }
    let mut sandbox = said("");
    sandbox.set("PATH", "/nowhere");
    let run = sandbox.run(["connect", "prod", "--tunnel", "-c", "select 1"]).ended_with(2);
    assert!(run.stderr.contains("aws was not found"), "{run:?}");
}
