//! What clap could not understand, as an object and as an annotation.

use clap::error::{ContextKind, ContextValue};
use serde_json::Value;

use super::{Ui, github};
use crate::args::Format;
use crate::error::Error;

/// Lists of clap, and the fields that hold them.
const LISTS: [(ContextKind, &str); 6] = [
    (ContextKind::ValidValue, "choices"),
    (ContextKind::ValidSubcommand, "choices"),
    (ContextKind::SuggestedValue, "suggestions"),
    (ContextKind::SuggestedSubcommand, "suggestions"),
    (ContextKind::SuggestedArg, "suggestions"),
    (ContextKind::SuggestedCommand, "suggestions"),
];

impl Ui {
    pub fn misuse(&self, error: &clap::Error) {
        let own = described(&error.to_string());
        match self.format {
            Format::Json => {
                let mut object = own.to_json();
                for (kind, field) in LISTS {
                    if let Some(list) = error.get(kind).and_then(list) {
                        object["error"][field] = list;
                    }
                }
                self.stderr(&object.to_string());
            }
            Format::Github => {
                _ = error.print();
                self.stderr(&github::annotation(&own));
            }
            Format::Text => _ = error.print(),
            #[cfg(feature = "aws")]
            Format::Sarif => _ = error.print(),
        }
    }
}

/// The message, with what it lists on lines of its own, and the tips as hint.
fn described(text: &str) -> Error {
    let text = text.trim_start_matches("error: ");
    let (mut message, mut tips) = (String::new(), Vec::new());
    for line in text.lines().take_while(|line| !line.starts_with("Usage: ")) {
        match line.trim().strip_prefix("tip: ") {
            Some(tip) => tips.push(tip.to_owned()),
            // In the list of choices.
            None if line.trim_start().starts_with('[') || line.is_empty() => {}
            None if line.starts_with("For more information") => {}
            None if message.is_empty() => message.push_str(line),
            None => {
                message.push_str(if message.ends_with(':') { " " } else { ", " });
                message.push_str(line.trim());
            }
        }
    }
    let hint = if tips.is_empty() { "see --help".to_owned() } else { tips.join("; ") };
    Error::usage(message).with_hint(hint)
}

fn list(value: &ContextValue) -> Option<Value> {
    match value {
        ContextValue::String(one) => Some(vec![one.as_str()].into()),
        ContextValue::Strings(several) => Some(several.as_slice().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(args: &[&str]) -> String {
        let program = clap::Command::new("it")
            .arg(clap::arg!(--color <WHEN>).value_parser(["always", "never"]))
            .arg(clap::arg!(--from <A>).required(true))
            .arg(clap::arg!(--to <B>).required(true));
        let error = program.try_get_matches_from(args).unwrap_err();
        described(&error.to_string()).to_json()["error"].to_string()
    }

    #[test]
    fn tips_and_lists_are_kept() {
        assert_eq!(
            json(&["it", "--from", "1"]),
            r#"{"hint":"see --help","kind":"usage","message":"the following required arguments were not provided: --to <B>"}"#
        );
        assert_eq!(
            json(&["it", "--form", "1"]),
            r#"{"hint":"a similar argument exists: '--from'","kind":"usage","message":"unexpected argument '--form' found"}"#
        );
        assert_eq!(
            json(&["it", "--color", "nevr"]),
            r#"{"hint":"a similar value exists: 'never'","kind":"usage","message":"invalid value 'nevr' for '--color <WHEN>'"}"#
        );
    }
}
