//! The trigger's cold start, from starting the process to the answer to its first call, which
//! adds a user on a local server; and the size of its zip. Beside it the Python original's way:
//! a handler that connects with psycopg2.
//!
//! `cargo build --profile function --no-default-features --features lambda --bin post-confirmation`
//! first; then `cargo bench --profile dev --bench trigger`, since only programs are measured.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    dead_code,
    unused_imports,
    reason = "a measurement that cannot go on should stop; the tests' tools are used in part"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use common::{Function, Postgres, Sandbox, python_tools};
use serde_json::{Value, json};

const ROUNDS: usize = 25;

/// What the ratios of the medians, and of the sizes, must reach.
const LEAST_SPEEDUP: f64 = 5.0;
const LEAST_SHRINKING: f64 = 1.5;

/// The handler of the Python original without its faults, in the loop of a Lambda runtime
/// that knows nothing but urllib.
const PYTHON: &str = r#"
import json, os, urllib.request
import psycopg2

def lambda_handler(event, context):
    user = event["request"]["userAttributes"]
    connection = psycopg2.connect(os.environ["CONNECTION_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.users (display_name, email, handle, cognito_user_id)"
            " VALUES (%s, %s, %s, %s)",
            (user["name"], user["email"], user["preferred_username"], user["sub"]),
        )
    connection.close()
    return event

base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    with urllib.request.urlopen(base + "next") as reply:
        call, event = reply.headers["Lambda-Runtime-Aws-Request-Id"], json.load(reply)
    answer = json.dumps(lambda_handler(event, None)).encode()
    urllib.request.urlopen(base + call + "/response", answer).read()
"#;

fn main() {
    let database = Postgres::shared().database();
    Sandbox::with(&database).run(["schema-load", "--quiet"]).succeeded();
    let url = database.url();
    let venv = python_tools("benches/requirements.txt");
    let program = program();

    let (mut ours, mut theirs, mut warm) = (Vec::new(), Vec::new(), Vec::new());
    // The first round warms the file cache and is not counted.
    for round in 0..=ROUNDS {
        let (one, function) = cold(Command::new(&program).env_clear(), &url, &format!("r{round}"));
        let start = Instant::now();
        function.invoke(&event(&format!("w{round}"))).unwrap();
        let second = start.elapsed();
        let mut python = Command::new(venv.join("bin/python"));
        let (other, _) = cold(python.args(["-c", PYTHON]).env_clear(), &url, &format!("p{round}"));
        if round > 0 {
            ours.push(one);
            theirs.push(other);
            warm.push(second);
        }
    }
    let added = database.psql("select count(*) from users");
    assert_eq!(added, (3 * (ROUNDS + 1)).to_string(), "all of them add users");
    let (ours, theirs, warm) = (median(ours), median(theirs), median(warm));
    let speedup = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("post-confirmation, first call  {ours:>9.1?}  (median of {ROUNDS})");
    println!("post-confirmation, second call {warm:>9.1?}");
    println!("Python and psycopg2            {theirs:>9.1?}");
    println!("ratio {speedup:.1} (at least {LEAST_SPEEDUP})");

    let (ours, theirs) = (zipped(&program), zipped(&psycopg2(&venv)));
    let shrinking = theirs as f64 / ours as f64;
    println!("zip: {ours} bytes; the handler's psycopg2 alone: {theirs} bytes");
    println!("ratio {shrinking:.2} (at least {LEAST_SHRINKING})");
    assert!(speedup >= LEAST_SPEEDUP && shrinking >= LEAST_SHRINKING);
}

/// The time from starting the process to its first answer.
fn cold(command: &mut Command, url: &str, handle: &str) -> (Duration, Function) {
    let event = event(handle);
    let start = Instant::now();
    let function = Function::spawn(command.env("CONNECTION_URL", url));
    function.invoke(&event).unwrap();
    (start.elapsed(), function)
}

fn event(handle: &str) -> Value {
    json!({
        "version": "1", "triggerSource": "PostConfirmation_ConfirmSignUp",
        "region": "r", "userPoolId": "p", "userName": "n",
        "callerContext": { "awsSdkVersion": "v", "clientId": "c" },
        "request": { "userAttributes": {
            "sub": format!("sub-{handle}"), "name": "N", "email": "e", "preferred_username": handle,
        }},
        "response": {},
    })
}

/// What is put into the zip: built with the profile `function`.
fn program() -> PathBuf {
    let target = Path::new(env!("CARGO_BIN_EXE_post-confirmation")).ancestors().nth(2).unwrap();
    let program = target.join("function/post-confirmation");
    assert!(program.exists(), "{} is not built; see the head of this file", program.display());
    program
}

/// The directories that a zip of the Python handler has to bring along.
fn psycopg2(venv: &Path) -> PathBuf {
    let lib = std::fs::read_dir(venv.join("lib")).unwrap().next().unwrap().unwrap().path();
    lib.join("site-packages")
}

/// The size of a zip with this program, or with the directories of psycopg2 below this one.
fn zipped(path: &Path) -> u64 {
    let script = r#"
import os, sys, zipfile
path, out = sys.argv[1:]
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    if os.path.isfile(path):
        archive.write(path, "bootstrap")
    else:
        for top in ("psycopg2", "psycopg2_binary.libs"):
            for directory, _, files in os.walk(os.path.join(path, top)):
                for file in files:
                    if not file.endswith(".pyc"):
                        full = os.path.join(directory, file)
                        archive.write(full, os.path.relpath(full, path))
print(os.path.getsize(out))
"#;
    let out = tempfile::NamedTempFile::new().unwrap();
    let output =
        Command::new("python3").args(["-c", script]).arg(path).arg(out.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
