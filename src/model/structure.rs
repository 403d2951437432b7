use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// What a database is made of: each object's kind and name, and its definition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure(pub BTreeMap<(String, String), String>);

/// An object that two databases do not have alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// `table`, `column`, `index`, ...
    pub kind: String,
    pub name: String,
    /// As it should be; absent for one that should not be there.
    pub expected: Option<String>,
    /// As it is; absent for one that is missing.
    pub found: Option<String>,
}

impl Structure {
    /// How `found` differs from this one, in the order of kinds and names. What belongs to a table
    /// that is missing or too many is not named beside it.
    pub fn differences(&self, found: &Self) -> Vec<Drift> {
        let both = self.0.keys().chain(found.0.keys().filter(|key| !self.0.contains_key(*key)));
        let mut keys: Vec<_> = both.collect();
        keys.sort();
        let differs = |key: &(String, String)| self.0.get(key) != found.0.get(key);
        let is_whole = |key: &&(String, String)| {
            let (kind, name) = key;
            let is_there = |side: &Self| {
                side.0.keys().any(|(kind, table)| {
                    matches!(kind.as_str(), "table" | "foreign table" | "type")
                        && belongs_to(name, table)
                })
            };
            match kind.as_str() {
                "column" | "constraint" | "trigger" | "rule" | "policy" => {
                    is_there(self) && is_there(found)
                }
                _ => true,
            }
        };
        keys.into_iter()
            .filter(|key| differs(key))
            .filter(is_whole)
            .map(|key| Drift {
                kind: key.0.clone(),
                name: key.1.clone(),
                expected: self.0.get(key).cloned(),
                found: found.0.get(key).cloned(),
            })
            .collect()
    }
}

/// Whether `public.users.bio` or `users_key of public.users` is of `public.users`.
fn belongs_to(name: &str, table: &str) -> bool {
    name.strip_prefix(table).is_some_and(|rest| rest.starts_with('.'))
        || name.strip_suffix(table).is_some_and(|rest| rest.ends_with(" of "))
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, .. } = self;
        match (&self.expected, &self.found) {
            (Some(_), None) => write!(f, "{kind} {name} is missing"),
            (None, Some(_)) => write!(f, "{kind} {name} is not in the files"),
            (expected, found) => {
                let text = |it: &Option<String>| it.clone().unwrap_or_default();
                write!(f, "{kind} {name} differs\n  is:        {}", text(found))?;
                write!(f, "\n  should be: {}", text(expected))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn structure(objects: &[(&str, &str, &str)]) -> Structure {
        let object =
            |it: &(&str, &str, &str)| ((it.0.to_owned(), it.1.to_owned()), it.2.to_owned());
        Structure(objects.iter().map(object).collect())
    }

    #[test]
    fn what_is_alike_is_not_named() {
        let one = structure(&[("table", "public.a", ""), ("column", "public.a.x", "integer")]);
        assert_eq!(one.differences(&one), []);
    }

    #[test]
    fn each_object_that_differs_is_named_once() {
        let expected = structure(&[
            ("table", "public.a", ""),
            ("column", "public.a.x", "integer"),
            ("column", "public.a.y", "text"),
            ("table", "public.gone", ""),
            ("column", "public.gone.x", "integer"),
            ("constraint", "gone_pkey of public.gone", "PRIMARY KEY (x)"),
        ]);
        let found = structure(&[
            ("table", "public.a", ""),
            ("column", "public.a.x", "bigint"),
            ("column", "public.a.z", "text"),
            ("index", "public.planted", "CREATE INDEX"),
        ]);
        let lines: Vec<_> = expected.differences(&found).iter().map(Drift::to_string).collect();
        assert_eq!(
            lines,
            [
                "column public.a.x differs\n  is:        bigint\n  should be: integer",
                "column public.a.y is missing",
                "column public.a.z is not in the files",
                "index public.planted is not in the files",
                "table public.gone is missing",
            ]
        );
    }
}
