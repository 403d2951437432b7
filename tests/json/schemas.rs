//! The schemas are those of the types, and each command has one. That outputs keep to them is
//! asserted of every run, by `common::json_output`.

use std::process::Command;

use clap::CommandFactory;
use cruddur_db::cli::Cli;

use crate::common::{Sandbox, mistake, schema_of};

/// Commands that write no JSON of their own: text for other programs, and another program's output.
const WITHOUT: [&str; 4] = ["completions", "man", "schema-json", "sg-run"];

#[test]
fn they_are_those_of_the_types() {
    let root = env!("CARGO_MANIFEST_DIR");
    let made = Command::new("python3").arg("tests/json/schemas.py").current_dir(root).output();
    let made = made.unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let there = std::fs::read(format!("{root}/src/commands/schema_json/schemas.json")).unwrap();
    assert!(
        made.stdout == there,
        "write them again: python3 tests/json/schemas.py > src/commands/schema_json/schemas.json"
    );
}

#[test]
fn every_command_has_one() {
    let mut commands = Vec::new();
    walk(&Cli::command(), "", &mut commands);
    commands.retain(|path| !WITHOUT.contains(&path.as_str()));
    let missing: Vec<_> = commands.iter().filter(|path| schema_of(path).is_none()).collect();
    assert!(missing.is_empty(), "COMMANDS in tests/json/schemas.py has no {missing:?}");
    let page = std::fs::read_to_string("docs/reference.md").unwrap();
    let (_, sentence) = page.split_once("the result is one JSON value").unwrap();
    for command in ["man", "completions", "sg-run"] {
        assert!(WITHOUT.contains(&command) && sentence.contains(&format!("`{command}`")));
    }
}

/// Commands that do something, and do not only have others below them.
fn walk(command: &clap::Command, path: &str, found: &mut Vec<String>) {
    if !path.is_empty() && !command.is_subcommand_required_set() {
        found.push(path.to_owned());
    }
    for inner in command.get_subcommands() {
        walk(inner, format!("{path} {}", inner.get_name()).trim(), found);
    }
}

#[test]
fn each_is_printed_with_what_it_needs() {
    let sandbox = Sandbox::new();
    let wait = sandbox.run(["schema-json", "wait"]).succeeded().json();
    assert_eq!(wait["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(wait["title"], "cruddur-db wait");
    assert_eq!(wait["$ref"], "#/$defs/ServerUp");
    let types: Vec<_> = wait["$defs"].as_object().unwrap().keys().collect();
    assert_eq!(types, ["ServerUp"]);
    for command in ["sessions", "migration status", "error", "config"] {
        let args = ["schema-json"].into_iter().chain(command.split(' '));
        let schema = sandbox.run(args).succeeded().stdout;
        let parsed: serde_json::Value = serde_json::from_str(&schema).unwrap();
        for name in schema.split("\"#/$defs/").skip(1) {
            let name = name.split('"').next().unwrap();
            assert!(parsed["$defs"].get(name).is_some(), "{command} has no {name}");
        }
    }
    let all = sandbox.run(["schema-json"]).succeeded().json();
    assert!(all["commands"]["sg-list"].is_object());
    let run = sandbox.run(["schema-json", "list"]).ended_with(2);
    let said = "error: there is no JSON schema for the command \"list\"\n";
    assert!(run.stderr.starts_with(said), "{run:?}");
    let run = sandbox.run(["schema-json", "nothing"]).ended_with(2);
    assert!(run.stderr.contains("`cruddur-db schema-json` prints all"), "{run:?}");
}

#[test]
fn mistakes_are_seen() {
    let schema = schema_of("wait").unwrap();
    let mistake = |value: serde_json::Value| mistake(schema, &value);
    assert_eq!(mistake(serde_json::json!({"database_exists": true, "seconds": 0.5})), None);
    for (value, what) in [
        (serde_json::json!({"database_exists": true}), "has no seconds"),
        (serde_json::json!({"database_exists": 1, "seconds": 0.5}), "is no \"boolean\""),
        (serde_json::json!({"database_exists": true, "seconds": 1, "x": 1}), "has x, too"),
        (serde_json::json!([]), "is no \"object\""),
    ] {
        let said = mistake(value).unwrap();
        assert!(said.contains(what), "{said}");
    }
}
