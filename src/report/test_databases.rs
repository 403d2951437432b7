//! Test databases: those that were made, are there, or were dropped.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{bytes, counted, duration, seconds, table};
use crate::model::{DatabaseName, DatabaseUrl, TestDatabase, TestDatabaseKind, Timestamp};

/// New test databases. Their URLs have passwords, as that of `server url`: handing them to other
/// programs is what they are for.
#[derive(Debug)]
pub struct TestDatabasesCreated {
    pub template: DatabaseName,
    /// By this command; false when it was there.
    pub template_made: bool,
    pub urls: Vec<DatabaseUrl>,
    /// The name of the variable in lines for a `.env` file; None for URLs alone.
    pub variable: Option<String>,
    /// Whether the variables have numbers.
    pub is_numbered: bool,
    /// Those of earlier runs that nobody has used for long.
    pub dropped: Vec<DatabaseName>,
    pub seconds: f64,
}

impl TestDatabasesCreated {
    fn variable_of(&self, index: usize) -> Option<String> {
        let name = self.variable.as_ref()?;
        Some(if self.is_numbered { format!("{name}_{}", index + 1) } else { name.clone() })
    }

    pub fn summary(&self) -> String {
        let time = seconds(self.seconds);
        let made = format!("{} made in {time}", counted(self.urls.len(), "test database"));
        match self.dropped.len() {
            0 => made,
            count => format!("{made}; {count} of earlier runs dropped"),
        }
    }
}

/// One of them, for programs.
#[derive(serde::Serialize)]
struct Made<'a> {
    name: &'a str,
    url: &'a str,
    /// For a `.env` file, where one is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<String>,
}

impl Serialize for TestDatabasesCreated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let secrets: Vec<_> = self.urls.iter().map(DatabaseUrl::with_password).collect();
        let made = self.urls.iter().zip(&secrets);
        let databases: Vec<Made<'_>> = made
            .enumerate()
            .map(|(index, (url, secret))| Made {
                name: url.database.as_str(),
                url: secret.expose(),
                variable: self.variable_of(index),
            })
            .collect();
        let mut object = serializer.serialize_struct("TestDatabasesCreated", 5)?;
        object.serialize_field("databases", &databases)?;
        object.serialize_field("template", &self.template)?;
        object.serialize_field("template_made", &self.template_made)?;
        object.serialize_field("dropped", &self.dropped)?;
        object.serialize_field("seconds", &self.seconds)?;
        object.end()
    }
}

impl fmt::Display for TestDatabasesCreated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, url) in self.urls.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            let secret = url.with_password();
            let url = secret.expose();
            match self.variable_of(index) {
                None => f.write_str(url)?,
                Some(name) => write!(f, "{name}={}", quoted(url))?,
            }
        }
        Ok(())
    }
}

/// As a shell and readers of `.env` files take it: most take no quotes where none are needed.
fn quoted(url: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:/@%?=,".contains(c);
    if url.chars().all(is_plain) { url.to_owned() } else { format!("'{url}'") }
}

/// The test databases of a database.
#[derive(Debug, serde::Serialize)]
pub struct TestDatabaseList {
    pub databases: Vec<TestDatabase>,
    /// Those of them that belong to other projects.
    pub other_projects: Vec<OfOtherProject>,
    #[serde(skip)]
    pub now: Timestamp,
}

impl fmt::Display for TestDatabaseList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.databases.is_empty() {
            return f.write_str("no test databases");
        }
        let rows = self.databases.iter().map(|it| {
            let age = self.now.to_unix().saturating_sub(it.used.to_unix());
            let kind = match it.kind {
                TestDatabaseKind::Template => "template",
                TestDatabaseKind::Copy => "copy",
            };
            [
                it.name.to_string(),
                kind.to_owned(),
                duration(age as f64),
                it.sessions.to_string(),
                it.bytes.map(bytes).unwrap_or_default(),
            ]
        });
        f.write_str(&table(["NAME", "KIND", "AGE", "SESSIONS", "SIZE"], rows))?;
        self.other_projects.iter().try_for_each(|it| write!(f, "\n{it}"))
    }
}

/// Test databases that are gone.
#[derive(Debug, serde::Serialize)]
pub struct TestDatabasesDropped {
    pub dropped: Vec<DatabaseName>,
    /// Those that stay, since somebody uses them.
    pub in_use: Vec<DatabaseName>,
    /// Those that stay, since they belong to other projects.
    pub other_projects: Vec<OfOtherProject>,
}

/// A test database of another project on the same server.
#[derive(Debug, Clone, serde::Serialize)]
pub struct OfOtherProject {
    pub name: DatabaseName,
    /// The project's directory.
    pub project: String,
}

impl fmt::Display for OfOtherProject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} belongs to directory {}", self.name, self.project)
    }
}

impl fmt::Display for TestDatabasesDropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.dropped.len() {
            0 => f.write_str("nothing to drop")?,
            count => write!(f, "{} dropped", counted(count, "test database"))?,
        }
        self.in_use.iter().try_for_each(|name| write!(f, "\n{name} is in use, and stays"))?;
        self.other_projects.iter().try_for_each(|it| write!(f, "\n{it}, and stays"))
    }
}
