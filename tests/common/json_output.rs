//! What `--format json` promises, asserted for every run of the program in any test: stdout has
//! JSON only, stderr has one object or nothing, and both are as the schemas say.

use std::ffi::OsString;
use std::process::Output;

use clap::{ArgMatches, CommandFactory};
use cruddur_db::cli::Cli;
use serde_json::{Deserializer, Value};

use super::json_schema::{mistake, schema_of};

/// Commands whose output is another program's, or text in any format.
const OTHERS: [&str; 5] = ["sg-run", "completions", "man", "schema-json", "__complete"];

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
    let silent = stdout.is_empty() && output.status.success() && !several;
    assert!(!silent, "{args:?}: no value on stdout: {stderr:?}");
    if let Some(mistake) = stderr.first().and_then(|it| mistake(schema_of("error")?, it)) {
        panic!("stderr of {args:?} is not as its schema says: {mistake}");
    }
    for value in &stdout {
        // Of several that were started, it is one.
        let mistakes: Vec<String> =
            candidates.iter().filter_map(|args| wrong(args, value)).collect();
        let fits = mistakes.len() < candidates.len();
        assert!(fits, "stdout of {args:?} is not as its schema says: {}", mistakes[0]);
    }
    if output.status.code().is_some_and(|code| code != 0) {
        let said = stderr.iter().any(|it| it.get("error").is_some());
        assert!(said || !stdout.is_empty(), "{args:?} says nothing of what is wrong");
    }
}

/// What is wrong with a value that the command with these arguments wrote.
fn wrong(args: &[OsString], value: &Value) -> Option<String> {
    let program = [OsString::from("cruddur-db")];
    let matches = Cli::command().try_get_matches_from(program.iter().chain(args)).ok()?;
    let command = words(&matches);
    match schema_of(&command) {
        Some(schema) => mistake(schema, value),
        None => Some(format!("{command} has no schema: see tests/json/schemas.py")),
    }
}

/// The command and those below it.
fn words(matches: &ArgMatches) -> String {
    match matches.subcommand() {
        Some((name, inner)) => format!("{name} {}", words(inner)).trim_end().to_owned(),
        None => String::new(),
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
