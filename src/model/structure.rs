use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// The structure of a database: each object's kind and name, and its definition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    /// By kind and name.
    pub objects: BTreeMap<(String, String), String>,
    /// The server's major version: each formats queries differently.
    pub major: i32,
}

/// Objects defined by queries. Between two versions only their existence is compared.
const QUERIES: [&str; 5] = ["view", "materialized view", "rule", "policy", "trigger"];

/// An object that differs between two databases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// `table`, `column`, `index`, ...
    pub kind: String,
    pub name: String,
    /// The expected definition; `None` for one that should not exist.
    pub expected: Option<String>,
    /// The actual definition; `None` for a missing one.
    pub found: Option<String>,
}

impl Structure {
    /// How `found` differs from this one, ordered by kind and name. What belongs to a missing
    /// or extra table is not listed in addition.
    pub fn differences(&self, found: &Self) -> Vec<Drift> {
        let both = self
            .objects
            .keys()
            .chain(found.objects.keys().filter(|key| !self.objects.contains_key(*key)));
        let mut keys: Vec<_> = both.collect();
        keys.sort();
        let differs = |key: &(String, String)| match (self.objects.get(key), found.objects.get(key))
        {
            (Some(_), Some(_)) if self.major != found.major => {
                !QUERIES.contains(&key.0.as_str())
                    && self.objects.get(key) != found.objects.get(key)
            }
            (expected, found) => expected != found,
        };
        let is_whole = |key: &&(String, String)| {
            let (kind, name) = key;
            let is_there = |side: &Self| {
                side.objects.keys().any(|(kind, table)| {
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
                expected: self.objects.get(key).cloned(),
                found: found.objects.get(key).cloned(),
            })
            .collect()
    }
}

/// Whether `public.users.bio` or `users_key of public.users` belongs to `public.users`.
fn belongs_to(name: &str, table: &str) -> bool {
    name.strip_prefix(table).is_some_and(|rest| rest.starts_with('.'))
        || name.strip_suffix(table).is_some_and(|rest| rest.ends_with(" of "))
}

impl Drift {
    /// For one database at two times.
    pub fn after(&self) -> String {
        let Self { kind, name, .. } = self;
        let what = match (&self.expected, &self.found) {
            (Some(_), None) => "is missing",
            (None, Some(_)) => "is left",
            _ => "differs",
        };
        format!("{kind} {name} {what}")
    }
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
        Structure { objects: objects.iter().map(object).collect(), major: 15 }
    }

    #[test]
    fn another_version_may_write_queries_otherwise() {
        let one =
            structure(&[("view", "public.v", "SELECT a.x"), ("index", "public.i", "CREATE INDEX")]);
        let mut other =
            structure(&[("view", "public.v", "SELECT x"), ("index", "public.i", "CREATE INDEX")]);
        assert_eq!(one.differences(&other).len(), 1);
        other.major = 16;
        assert_eq!(one.differences(&other), []);
        other.objects.remove(&("view".to_owned(), "public.v".to_owned()));
        assert_eq!(one.differences(&other).len(), 1);
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
