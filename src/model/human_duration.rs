use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::error::Error;

const UNITS: [(&str, u64); 5] =
    [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

/// A length of time as people write it: `50ms`, `15s`, `30m`, `12h`, `7d`, `1d12h`. It is never
/// zero.
// Not jiff's: that accepts `1.5h` and `PT5S` too, and cannot print only the two largest units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HumanDuration(Duration);

impl HumanDuration {
    pub const fn from_secs(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }

    pub fn duration(self) -> Duration {
        self.0
    }
}

impl From<Duration> for HumanDuration {
    fn from(duration: Duration) -> Self {
        Self(duration)
    }
}

impl FromStr for HumanDuration {
    type Err = Error;

    /// Errors (usage): no number, no unit, a unit twice or after a smaller one, zero, more than
    /// ten years.
    fn from_str(text: &str) -> Result<Self, Error> {
        let unreadable = || {
            Error::usage(format!("{text:?} is not a duration"))
                .with_hint("use numbers and units: 50ms, 15s, 30m, 12h, 7d, 1d12h")
        };
        let longest = 3650 * 86_400_000;
        let (mut rest, mut total, mut smallest) = (text, 0_u64, u64::MAX);
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, tail) = rest.split_at(digits);
            let letters = tail.bytes().take_while(u8::is_ascii_lowercase).count();
            let (unit, tail) = tail.split_at(letters);
            let number: u64 = number.parse().map_err(|_| unreadable())?;
            let (_, factor) =
                UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(unreadable)?;
            if *factor >= smallest {
                return Err(unreadable());
            }
            total = total.saturating_add(number.saturating_mul(*factor));
            (rest, smallest) = (tail, *factor);
        }
        match total {
            0 if text.is_empty() => Err(unreadable()),
            0 => Err(Error::usage(format!("{text:?} is zero"))),
            millis if millis <= longest => Ok(Self(Duration::from_millis(millis))),
            _ => Err(Error::usage(format!("{text:?} is longer than ten years"))),
        }
    }
}

impl fmt::Display for HumanDuration {
    /// The two largest units that are not zero: `1h 5m`, `12s`, `50ms`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX);
        let mut parts = Vec::new();
        for (name, factor) in UNITS.iter().rev() {
            if rest >= *factor && parts.len() < 2 {
                parts.push(format!("{}{name}", rest / factor));
                rest %= factor;
            }
        }
        f.write_str(&if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        for (text, millis, written) in [
            ("50ms", 50, "50ms"),
            ("15s", 15_000, "15s"),
            ("90m", 5_400_000, "1h 30m"),
            ("24h", 86_400_000, "1d"),
            ("7d", 604_800_000, "7d"),
            ("1d12h", 129_600_000, "1d 12h"),
            ("1h5m3s", 3_903_000, "1h 5m"),
        ] {
            let span: HumanDuration = text.parse().unwrap();
            assert_eq!(span.duration().as_millis(), millis);
            assert_eq!(span.to_string(), written);
        }
        for text in [
            "",
            "5",
            "s",
            "-5s",
            "1.5h",
            "5 s",
            "5S",
            "0s",
            "99999999999d",
            "5sm",
            "5s1m",
            "1h1h",
            "1d 12h",
            "1d12",
        ] {
            assert!(text.parse::<HumanDuration>().is_err(), "{text:?}");
        }
    }
}
