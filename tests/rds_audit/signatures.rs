//! Every request is signed as botocore, which the AWS CLI is made of, signs it.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::recorded::{CALLS, account, at, call};
use crate::common::{Request, Run, python_tools};

/// Prints what botocore puts into the header, a line for each request, at the request's own time.
const SIGN: &str = r#"
import datetime, json, sys
import botocore.auth, botocore.awsrequest, botocore.credentials
for request in json.load(sys.stdin):
    scope, names = request["credential"].split("/"), request["signed"].split(";")
    key, _, region, service, _ = scope
    then = datetime.datetime.strptime(request["date"], "%Y%m%dT%H%M%SZ")
    botocore.auth.get_current_datetime = lambda then=then: then
    own = {"x-amz-date", "x-amz-security-token"}
    headers = {name: request["headers"][name] for name in names if name not in own}
    made = botocore.awsrequest.AWSRequest(
        method=request["method"], url="http://" + request["headers"]["host"] + request["path"],
        headers=headers, data=request["body"].encode())
    credentials = botocore.credentials.Credentials(key, "canary-Zq7", request["session"])
    botocore.auth.SigV4Auth(credentials, service, region).add_auth(made)
    print(made.headers["Authorization"])
"#;

/// A request as the script reads it.
fn described(request: &Request) -> Value {
    let authorization = request.header("authorization");
    let part = |name: &str| {
        let part = authorization.split_once(&format!("{name}=")).unwrap().1;
        part.split(',').next().unwrap().to_owned()
    };
    let mut first = request.head.lines().next().unwrap().split(' ');
    let headers = request.head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), json!(value)));
    let session = request.header("x-amz-security-token");
    json!({
        "method": first.next(),
        "path": first.next(),
        "headers": headers.collect::<serde_json::Map<_, _>>(),
        "body": request.body,
        "credential": part("Credential"),
        "signed": part("SignedHeaders"),
        "date": request.header("x-amz-date"),
        "session": Some(session).filter(|it| !it.is_empty()),
    })
}

/// The header of each request, as botocore makes it.
fn by_botocore(requests: &[Request]) -> Vec<String> {
    let described: Vec<_> = requests.iter().map(described).collect();
    let mut python = Command::new(python_tools("tests/requirements.txt").join("bin/python"))
        .args(["-c", SIGN])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = python.stdin.take().unwrap();
    input.write_all(json!(described).to_string().as_bytes()).unwrap();
    drop(input);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn compare(session: Option<&str>) {
    let server = account(true);
    let mut sandbox = at(&server);
    if let Some(session) = session {
        sandbox.set("AWS_SESSION_TOKEN", session);
    }
    let audit: Run = sandbox.run(["rds-audit", "db1", "--fail-on", "never"]);
    assert_eq!(audit.status, Some(0), "{audit:?}");
    let requests = server.requests();
    for expected in CALLS {
        assert!(requests.iter().any(|request| call(request) == expected), "{expected}");
    }
    let signed = by_botocore(&requests);
    assert_eq!(signed.len(), requests.len());
    for (request, signed) in requests.iter().zip(signed) {
        assert_eq!(request.header("authorization"), signed, "{}", request.head);
        assert_eq!(request.header("x-amz-security-token"), session.unwrap_or_default());
    }
}

#[test]
fn they_are_those_of_botocore() {
    compare(None);
}

#[test]
fn they_are_those_of_botocore_for_temporary_credentials() {
    compare(Some("FwoG+/xy=="));
}
