use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Error;

/// A time in whole seconds, written in UTC as `2026-11-24T04:05:06Z` (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Seconds since 1970-01-01 UTC; earlier times are clamped.
    pub fn from_unix(seconds: i64) -> Self {
        Self(jiff::Timestamp::from_second(seconds.max(0)).unwrap_or(jiff::Timestamp::MAX))
    }

    /// Seconds since 1970-01-01 UTC.
    pub fn to_unix(self) -> i64 {
        self.0.as_second()
    }

    pub fn after(self, duration: Duration) -> Self {
        Self(self.0.checked_add(duration).unwrap_or(jiff::Timestamp::MAX))
    }

    /// `2026-11-24`
    pub fn date(self) -> String {
        self.0.strftime("%F").to_string()
    }

    /// `20261124040506`: sortable, for names.
    pub fn compact(self) -> String {
        self.0.strftime("%Y%m%d%H%M%S").to_string()
    }

    /// `20261124T040506Z`, the basic format of ISO 8601: sortable, for file names, and
    /// readable.
    pub fn basic(self) -> String {
        self.0.strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self::from_unix(
            jiff::Timestamp::try_from(time).map_or(i64::MAX, jiff::Timestamp::as_second),
        )
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0}", self.0)
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Parses only what `Display` writes: these texts are our own tags.
    fn from_str(text: &str) -> Result<Self, Error> {
        text.parse()
            .map(|time: jiff::Timestamp| Self::from_unix(time.as_second()))
            .ok()
            .filter(|time| time.to_string() == text)
            .ok_or_else(|| Error::usage(format!("{text:?} is not a time in UTC")))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_back() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_164_800, "2024-02-29T00:00:00Z"),
            (1_795_493_106, "2026-11-24T04:05:06Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            let time = Timestamp::from_unix(seconds);
            assert_eq!(time.to_string(), text);
            assert_eq!(text.parse::<Timestamp>().unwrap(), time);
        }
        assert_eq!(Timestamp::from_unix(1_795_493_106).compact(), "20261124040506");
        assert_eq!(Timestamp::from_unix(1_795_493_106).basic(), "20261124T040506Z");
        assert_eq!(Timestamp::from_unix(1_795_493_106).date(), "2026-11-24");
    }

    #[test]
    fn odd_texts_are_refused() {
        for text in [
            "",
            "2026-02-30T00:00:00Z",
            "2026-11-24 04:05:06Z",
            "2026-11-24T24:05:06Z",
            "2026-11-24T04:05:06.5Z",
            "2026-11-24T04:05:60Z",
            "20261124T040506Z",
            "1969-11-24T04:05:06Z",
            "2026-11-24T04:05:06+01:00",
            "never",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text:?}");
        }
    }
}
