//! psql's variables.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::model::Target;
use crate::postgres::Identifier;
use crate::script::syntax::characters::is_variable_byte;
use crate::script::syntax::reference::Form;

/// The maximum size of a variable, and of what variables may insert into one statement or the
/// arguments of one command, in bytes. psql has no limit, and grows until the memory is full.
pub const LONGEST: usize = 16 * 1024 * 1024;

/// psql's variables. Names are case-sensitive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variables {
    values: HashMap<String, String>,
    /// How often any was changed.
    changes: u64,
}

/// psql's default. Source: PostgreSQL, `DEFAULT_PROMPT1`.
const PROMPT: &str = "%/%R%x%# ";

impl Variables {
    /// Sets a variable.
    ///
    /// Errors: usage if the name is invalid; failed if the value is too long.
    pub fn set(&mut self, name: &str, value: impl Into<String>) -> Result<()> {
        if name.is_empty() || !name.bytes().all(is_variable_byte) {
            return Err(Error::usage(format!("invalid variable name: {name:?}"))
                .with_hint("use letters, digits and underscores"));
        }
        let value = value.into();
        if value.len() > LONGEST {
            return Err(Error::failed(format!("the variable {name} exceeds 16 MiB")));
        }
        if self.get(name) != Some(&value) {
            self.changes += 1;
            self.values.insert(name.to_owned(), value);
        }
        Ok(())
    }

    /// Sets psql's automatic variables; `database` is the name the files use.
    pub fn set_connection(&mut self, target: &Target, database: &str, version: u32) -> Result<()> {
        let server = target.server();
        let name = format!("{}.{}", version / 10_000, version % 100);
        for (variable, value) in [
            ("DBNAME", database),
            ("USER", &target.user),
            ("HOST", &server.host.to_libpq()),
            ("PORT", &server.port.to_string()),
            ("ENCODING", "UTF8"),
            ("ON_ERROR_STOP", "1"),
            ("ON_ERROR_ROLLBACK", "off"),
            ("AUTOCOMMIT", "on"),
            ("ERROR", "false"),
            ("SQLSTATE", "00000"),
            ("LAST_ERROR_SQLSTATE", "00000"),
            ("LAST_ERROR_MESSAGE", ""),
            ("ROW_COUNT", "0"),
            ("ECHO", "none"),
            ("QUIET", "on"),
            ("COMP_KEYWORD_CASE", "preserve-upper"),
            ("ECHO_HIDDEN", "off"),
            ("FETCH_COUNT", "0"),
            ("HIDE_TABLEAM", "off"),
            ("HIDE_TOAST_COMPRESSION", "off"),
            ("HISTCONTROL", "none"),
            ("HISTSIZE", "500"),
            ("IGNOREEOF", "0"),
            ("PROMPT1", PROMPT),
            ("PROMPT2", PROMPT),
            ("PROMPT3", ">> "),
            ("SHOW_ALL_RESULTS", "on"),
            ("SHOW_CONTEXT", "errors"),
            ("SINGLELINE", "off"),
            ("SINGLESTEP", "off"),
            ("VERBOSITY", "default"),
            ("SERVER_VERSION_NAME", &name),
            ("SERVER_VERSION_NUM", &version.to_string()),
            ("VERSION_NAME", &name),
            ("VERSION_NUM", &version.to_string()),
            ("VERSION", &format!("PostgreSQL {name}")),
        ] {
            self.set(variable, value)?;
        }
        Ok(())
    }

    /// Whether a boolean variable of psql has been turned off.
    pub fn is_off(&self, name: &str) -> bool {
        self.get(name).and_then(truth) == Some(false)
    }

    pub fn unset(&mut self, name: &str) {
        self.changes += u64::from(self.values.remove(name).is_some());
    }

    /// How often a variable has got another value.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The expansion of a reference of this form; `None` if it is left unchanged.
    pub fn substitute(&self, form: Form, name: &str) -> Option<String> {
        let value = self.get(name);
        match form {
            Form::Test => Some(if value.is_some() { "TRUE" } else { "FALSE" }.to_owned()),
            Form::Plain => value.map(str::to_owned),
            Form::Literal => value.map(literal),
            Form::Identifier => value.map(|value| Identifier(value).to_string()),
        }
    }
}

/// A string constant as written by libpq: the space separates the E from what precedes it.
fn literal(value: &str) -> String {
    let quoted = value.replace('\'', "''");
    if quoted.contains('\\') {
        format!(" E'{}'", quoted.replace('\\', "\\\\"))
    } else {
        format!("'{quoted}'")
    }
}

/// A boolean as psql reads it: true, false, yes, no, on, off and their unambiguous beginnings,
/// 1 and 0, in any case.
pub fn truth(text: &str) -> Option<bool> {
    let text = text.to_lowercase();
    let begins = |word: &str, least: usize| text.len() >= least && word.starts_with(text.as_str());
    if begins("true", 1) || begins("yes", 1) || begins("on", 2) || text == "1" {
        Some(true)
    } else if begins("false", 1) || begins("no", 1) || begins("off", 2) || text == "0" {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_for_their_place() {
        let mut variables = Variables::default();
        variables.set("v", r#"it's a "\" "#).unwrap();
        let substitute = |form| variables.substitute(form, "v").unwrap();
        assert_eq!(substitute(Form::Plain), r#"it's a "\" "#);
        assert_eq!(substitute(Form::Literal), r#" E'it''s a "\\" '"#);
        assert_eq!(substitute(Form::Identifier), r#""it's a ""\"" ""#);
        assert_eq!(substitute(Form::Test), "TRUE");
        assert_eq!(variables.substitute(Form::Plain, "w"), None);
        assert_eq!(variables.substitute(Form::Test, "w").unwrap(), "FALSE");
        assert!(variables.set("a b", "").is_err());
    }

    #[test]
    fn truth_is_what_psql_takes_for_it() {
        for text in ["t", "TRUE", "y", "Yes", "on", "1"] {
            assert_eq!(truth(text), Some(true), "{text}");
        }
        for text in ["f", "no", "OFF", "of", "0"] {
            assert_eq!(truth(text), Some(false), "{text}");
        }
        for text in ["", "o", "2", "truer", ":unset"] {
            assert_eq!(truth(text), None, "{text}");
        }
    }
}
