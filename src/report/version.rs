//! What the program is and how it was built.

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

/// The build that runs.
#[derive(Debug, Serialize)]
pub struct Version {
    version: &'static str,
    /// Absent in debug builds, and where neither git nor the crate said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'static str>,
    /// Of the commit, not of the build: the same source gives the same program.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The platform, as Rust names it.
    target: &'static str,
    features: Vec<&'static str>,
    debug: bool,
}

impl Version {
    /// Of this program.
    pub fn of_this() -> Self {
        let epoch = option_env!("CRUDDUR_BUILD_EPOCH").and_then(|seconds| seconds.parse().ok());
        let date = epoch.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let features = [("aws", cfg!(feature = "aws")), ("lambda", cfg!(feature = "lambda"))];
        Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: option_env!("CRUDDUR_BUILD_COMMIT"),
            date: date.map(|date| date.to_string()[..10].to_owned()),
            target: option_env!("CRUDDUR_BUILD_TARGET").unwrap_or("unknown"),
            features: features.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect(),
            debug: cfg!(debug_assertions),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "cruddur-db {}", self.version)?;
        writeln!(f, "commit    {}", self.commit.unwrap_or("not recorded"))?;
        if let Some(date) = &self.date {
            writeln!(f, "date      {date}")?;
        }
        writeln!(f, "target    {}", self.target)?;
        let features = self.features.join(", ");
        writeln!(f, "features  {}", if features.is_empty() { "none" } else { &features })?;
        write!(f, "build     {}", if self.debug { "debug" } else { "release" })
    }
}
