use serde_json::Value;

use crate::error::Error;

/// What was reported besides the result, kept for the one object that JSON has on stderr.
#[derive(Debug, Default)]
pub struct Messages {
    pub warnings: Vec<String>,
    pub notices: Vec<String>,
}

impl Messages {
    /// The object: `{"error": .., "warnings": [..], "notices": [..]}`, of which only what there is.
    /// None when there is nothing to say.
    pub fn take(&mut self, error: Option<&Error>) -> Option<Value> {
        let mut object = error.map_or_else(|| Value::Object(Default::default()), Error::to_json);
        let Self { warnings, notices } = std::mem::take(self);
        for (key, lines) in [("warnings", warnings), ("notices", notices)] {
            if !lines.is_empty() {
                object[key] = lines.into();
            }
        }
        object.as_object().is_some_and(|object| !object.is_empty()).then_some(object)
    }
}
