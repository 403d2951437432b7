//! Tunnels by AWS Systems Manager, with a stand-in for the AWS CLI and its plugin.

use snapbox::str;

use crate::common::{Postgres, Sandbox, write_program};

/// The AWS CLI as it starts the plugin. It knows no other arguments, and ignores what the user's keys
/// send while the plugin runs. Source: awscli, `customizations/sessionmanager.py`.
const AWS: &str = r#"#!/usr/bin/env python3
import argparse, json, os, signal, subprocess
parser = argparse.ArgumentParser(allow_abbrev=False)
for name in ("ssm", "start-session"):
    parser.add_argument(name, choices=[name])
for name in ("--target", "--document-name", "--parameters"):
    parser.add_argument(name, required=True)
for name in ("--region", "--profile"):
    parser.add_argument(name)
args = parser.parse_args()
parameters = json.loads(args.parameters)
assert all(isinstance(it, str) for value in parameters.values() for it in value), parameters
request = {"Target": args.target, "DocumentName": args.document_name, "Parameters": parameters}
region = args.region or os.environ["AWS_REGION"]
open(os.environ["SEEN"], "w").write(json.dumps({"region": region, **request}))
subprocess.check_output(["session-manager-plugin", "--version"], text=True)
variable = "AWS_SSM_START_SESSION_RESPONSE"
response = {"SessionId": "ann-0a1b", "TokenValue": "token", "StreamUrl": "wss://localhost/"}
for name in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
    signal.signal(name, signal.SIG_IGN)
subprocess.check_call(
    ["session-manager-plugin", variable, region, "StartSession", args.profile or "",
     json.dumps(request), f"https://ssm.{region}.amazonaws.com"],
    env={**os.environ, variable: json.dumps(response)})
"#;

/// The plugin: it forwards the port that it is told to the test's server, and ends its session at AWS
/// on the signals of keys alone. Source: session-manager-plugin, `muxportforwarding.go`.
const PLUGIN: &str = r#"#!/usr/bin/env python3
import json, os, signal, socket, sys, threading
if sys.argv[1:] == ["--version"]:
    sys.exit(print("1.2.764.0"))
response, region, operation, profile, request, endpoint = sys.argv[1:]
response = json.loads(os.environ[response])
wanted = json.loads(request)["Parameters"]
def end(*_):
    print("Terminate signal received, exiting.")
    open(os.environ["SEEN"] + "-ended", "w").write(response["SessionId"])
    os._exit(0)
for name in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
    signal.signal(name, end)
local = wanted["localPortNumber"][0]
listener = socket.create_server(("127.0.0.1", int(local)))
print(f"\nStarting session with SessionId: {response['SessionId']}")
print(f"Port {local} opened for sessionId {response['SessionId']}.")
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
fn a_session_forwards_to_the_instance_and_ends_with_the_command() {
    let sandbox = sandbox(AWS);
    write_program(&sandbox.root().join("bin/session-manager-plugin"), PLUGIN);
    let run = sandbox.run(["connect", "prod", "--tunnel", "-q", "--", "-XAtc", "select 7"]);
    assert_eq!(run.succeeded().stdout, "7\n");
    let seen = std::fs::read_to_string(sandbox.root().join("seen")).unwrap();
    assert!(!seen.contains(Postgres::shared().password()));
    let seen: serde_json::Value = serde_json::from_str(&seen).unwrap();
    // The region is the server's, whatever is configured.
    assert_eq!(seen["region"], "ca-central-1");
    assert_eq!(seen["Target"], "i-0123456789abcdef0");
    assert_eq!(seen["DocumentName"], "AWS-StartPortForwardingSessionToRemoteHost");
    assert_eq!(seen["Parameters"]["host"][0], "db1.c9xyz.ca-central-1.rds.amazonaws.com");
    // Otherwise it would go on at AWS until it has been idle for long.
    let ended = std::fs::read_to_string(sandbox.root().join("seen-ended"));
    assert_eq!(ended.unwrap(), "ann-0a1b");
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
