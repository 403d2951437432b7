//! The schemas that the program publishes, and as much of JSON Schema as they use. Stricter than
//! they are: an object has no properties but those that are listed, where some are.

use std::sync::LazyLock;

use serde_json::Value;

static SCHEMAS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../src/commands/schema_json/schemas.json")).unwrap()
});

/// The schema of a command, by its words. `error` is that of stderr.
pub fn schema_of(command: &str) -> Option<&'static Value> {
    SCHEMAS["commands"].get(command)
}

/// What is wrong with a value, and where.
pub fn mistake(schema: &Value, value: &Value) -> Option<String> {
    check(schema, value, "").err()
}

fn check(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let wrong = |what: String| Err(format!("{at}: {value} {what}"));
    if let Some(name) = schema["$ref"].as_str() {
        let found = SCHEMAS.pointer(name.trim_start_matches('#'));
        check(found.unwrap_or_else(|| panic!("there is no {name}")), value, at)?;
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let mistakes: Vec<_> = any.iter().filter_map(|it| check(it, value, at).err()).collect();
        if mistakes.len() == any.len() {
            return wrong(format!("fits none of:\n  {}", mistakes.join("\n  ")));
        }
    }
    if schema.get("const").is_some_and(|only| only != value) {
        return wrong(format!("is not {}", schema["const"]));
    }
    if schema["enum"].as_array().is_some_and(|values| !values.contains(value)) {
        return wrong(format!("is none of {}", schema["enum"]));
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    if !types.is_empty() && !types.iter().any(|it| is_a(it.as_str().unwrap(), value)) {
        return wrong(format!("is no {}", schema["type"]));
    }
    if schema["minimum"].as_i64().is_some_and(|least| value.as_i64().is_some_and(|it| it < least)) {
        return wrong("is too small".to_owned());
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        check(&schema["items"], item, &format!("{at}/{index}"))?;
    }
    let (Some(object), Some(known)) = (value.as_object(), schema["properties"].as_object()) else {
        return Ok(());
    };
    let required = schema["required"].as_array().into_iter().flatten();
    let mut required = required.filter_map(Value::as_str);
    if let Some(name) = required.find(|name| !object.contains_key(*name)) {
        return wrong(format!("has no {name}"));
    }
    for (name, value) in object {
        let Some(schema) = known.get(name) else { return wrong(format!("has {name}, too")) };
        check(schema, value, &format!("{at}/{name}"))?;
    }
    Ok(())
}

fn is_a(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type {other}"),
    }
}
