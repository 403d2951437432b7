//! Connection strings as people paste them, with libpq as the judge of what they mean.

mod generator;
mod logins;
mod parsed;
mod resolved;
mod servers;
mod sources;

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Map, Value};

use crate::common::{Outcome, python_tools};

/// What libpq makes of each case: its parameters, or `error`.
fn judge(cases: &[Value]) -> Vec<Map<String, Value>> {
    let mut python = Command::new(python_tools("tests/requirements.txt").join("bin/python"))
        .args(["-c", include_str!("judge.py")])
        .env_clear()
        .env("HOME", "/nonexistent")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = python.stdin.take().unwrap();
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()).unwrap());
    let output = python.outcome();
    writer.join().unwrap();
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<_> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), cases.len());
    answers
}
