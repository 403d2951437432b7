use cruddur_db::model::connection_string;
use serde_json::json;

use super::generator::{self, Random};
use super::judge;

/// Where we are stricter than libpq, and say so.
const STRICTER: [&str; 8] = [
    // Other programs read such a password otherwise.
    "which is not allowed in a URL",
    "a line break or another control character",
    "is not UTF-8",
    // libpq says these when it connects.
    "is not a whole number",
    "is not an IP address",
    // libpq takes everything up to the first @ for the user.
    "contains a percent sign",
    "its IPv6 address",
    "it does not begin with",
];

#[test]
fn strings_are_taken_apart_as_libpq_does() {
    let mut random = Random(1);
    let mut texts: Vec<String> = (0..1500).map(|_| generator::text(&mut random)).collect();
    for index in 0..1500 {
        texts.push(generator::slipped(&mut random, &texts[index].clone()));
    }
    let cases: Vec<_> = texts.iter().map(|text| json!({ "text": text })).collect();
    let mut differ = Vec::new();
    let mut same = 0;
    for (text, theirs) in texts.iter().zip(judge(&cases)) {
        let agrees = match connection_string::parse(text) {
            Ok(ours) => {
                let laxer = "extra key/value separator";
                let error = theirs.get("error").and_then(|error| error.as_str());
                json!(ours) == json!(theirs) || error.is_some_and(|it| it.contains(laxer))
            }
            Err(error) => {
                let message = error.message();
                // libpq lets a name before the @ have a question mark in it.
                let early = text.find('?').is_some_and(|at| text[at..].contains('@'));
                early
                    || theirs.contains_key("error")
                    || STRICTER.iter().any(|it| message.contains(it))
            }
        };
        same += usize::from(agrees && !theirs.contains_key("error"));
        if !agrees {
            let ours = connection_string::parse(text).map_err(|error| error.message());
            differ.push(format!("{text:?}\n  ours   {ours:?}\n  libpq  {theirs:?}"));
        }
    }
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
    assert!(same > 1500, "only {same} were understood");
}
