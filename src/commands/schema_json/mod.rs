use serde_json::{Map, Value, json};

use super::Context;
use crate::args::Candidates;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;

/// What each command writes, by its words, and the types that they share. The tests check every
/// output of theirs against it.
const SCHEMAS: &str = include_str!("schemas.json");

/// Print the JSON Schema of what a command writes with --format json
///
/// `error` is the schema of what stderr has. Without a command, those of all are printed.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub struct Args {
    /// The command, and the one below it
    #[arg(value_name = "COMMAND", add = Candidates::CommandsWithSchema)]
    commands: Vec<String>,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        if self.commands.is_empty() {
            context.ui.stdout(SCHEMAS)?;
            return Ok(ExitStatus::Done);
        }
        let all: Value = serde_json::from_str(SCHEMAS)
            .map_err(|error| Error::failed("the schemas cannot be read").because(error))?;
        let name = self.commands.join(" ");
        let Some(schema) = all["commands"].get(&name) else {
            return Err(Error::usage(format!("there is no JSON schema for the command {name:?}"))
                .with_hint(format!("{} prints all", hint::command("schema-json"))));
        };
        context.ui.stdout(&format!("{:#}\n", whole(&name, schema, &all["$defs"])))?;
        Ok(ExitStatus::Done)
    }
}

/// Whether there is a schema of this command, or of one below it.
pub(super) fn knows(words: &[&str]) -> bool {
    let all: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
    let name = words.join(" ");
    let mut names = all["commands"].as_object().into_iter().flat_map(Map::keys);
    names.any(|it| it.strip_prefix(&name).is_some_and(|it| it.is_empty() || it.starts_with(' ')))
}

/// The schema as a document of its own, with the types that it needs.
fn whole(name: &str, schema: &Value, types: &Value) -> Value {
    let mut needed = Map::new();
    collect(schema, types, &mut needed);
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("cruddur-db {name}"),
        "$defs": needed,
    });
    for (key, value) in schema.as_object().into_iter().flatten() {
        whole[key] = value.clone();
    }
    whole
}

/// Adds the types that a schema names, and those that they name.
fn collect(schema: &Value, types: &Value, needed: &mut Map<String, Value>) {
    match schema {
        Value::Object(object) => {
            let name = object.get("$ref").and_then(Value::as_str);
            let name = name.and_then(|name| name.strip_prefix("#/$defs/"));
            if let Some(name) = name.filter(|name| !needed.contains_key(*name)) {
                needed.insert(name.to_owned(), types[name].clone());
                collect(&types[name], types, needed);
            }
            object.values().for_each(|value| collect(value, types, needed));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, types, needed)),
        _ => {}
    }
}
