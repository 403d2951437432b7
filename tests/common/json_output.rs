//! What `--format json` promises, asserted for every run of the program in any test: stdout has
//! JSON only, and stderr has one object or nothing.

use std::ffi::OsString;
use std::process::Output;

use serde_json::{Deserializer, Value};

/// Commands whose output is another program's, or text in any format.
const OTHERS: [&str; 4] = ["sg-run", "completions", "man", "__complete"];

/// Checks a run that had one of these lists of arguments. Where one of them asks for text, there is
/// no telling.
#[track_caller]
pub fn check(candidates: &[Vec<OsString>], output: &Output) {
    if candidates.is_empty() || !candidates.iter().all(|args| is_json(args)) {
        return;
    }
    let args = &candidates[0];
    let stderr = values(&output.stderr, args);
    let one = matches!(&stderr[..], [] | [Value::Object(_)]);
    assert!(one, "{args:?}: more than one object on stderr: {stderr:?}");
    let stdout = values(&output.stdout, args);
    let several = args.iter().any(|arg| arg == "connect");
    assert!(several || stdout.len() <= 1, "{args:?}: more than one value on stdout: {stdout:?}");
    if output.status.code().is_some_and(|code| code != 0) {
        let said = stderr.iter().any(|it| it.get("error").is_some());
        assert!(said || !stdout.is_empty(), "{args:?} says nothing of what is wrong");
    }
}

fn is_json(args: &[OsString]) -> bool {
    let own: Vec<&str> =
        args.iter().take_while(|arg| *arg != "--").filter_map(|arg| arg.to_str()).collect();
    let asks =
        own.contains(&"--format=json") || own.windows(2).any(|pair| pair == ["--format", "json"]);
    let other = own.iter().any(|arg| OTHERS.contains(arg) || ["-h", "--help"].contains(arg));
    asks && !other
}

#[track_caller]
fn values(stream: &[u8], args: &[OsString]) -> Vec<Value> {
    Deserializer::from_slice(stream)
        .into_iter()
        .map(|value| {
            let text = String::from_utf8_lossy(stream);
            value.unwrap_or_else(|error| panic!("{args:?} writes what is no JSON, {error}: {text}"))
        })
        .collect()
}
