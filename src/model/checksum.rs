use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha384};

/// The SHA-384 of a migration's text, as sqlx stores it.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Checksum(Vec<u8>);

impl Checksum {
    /// The checksum of the text on disk, without the characters to ignore by `sqlx.toml`.
    pub fn of(text: &str, ignored: &BTreeSet<char>) -> Self {
        let mut digest = Sha384::new();
        for part in text.split(|c| ignored.contains(&c)) {
            digest.update(part);
        }
        Self(digest.finalize().to_vec())
    }

    /// Parses the digits of [`fmt::Display`], with or without a `\x` prefix.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("\\x").unwrap_or(text);
        let pairs = digits.as_bytes().chunks(2);
        let bytes = pairs.map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        bytes.collect::<Option<Vec<u8>>>().map(Self)
    }

    /// Whether this is the checksum of the same text with different line ends, or with or without a
    /// byte order mark: git on Windows changes both, and the statements stay the same.
    pub fn differs_by_line_ends(&self, text: &str, ignored: &BTreeSet<char>) -> bool {
        let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let windows = plain.replace('\n', "\r\n");
        let variants = [plain, windows].into_iter().flat_map(|text| {
            let marked = format!("\u{feff}{text}");
            [text, marked]
        });
        variants.into_iter().any(|variant| Self::of(&variant, ignored) == *self)
    }
}

/// From the hexadecimal digits of a row; others, which no file has, are read as none.
impl<'de> Deserialize<'de> for Checksum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self::from_hex(&text).unwrap_or_default())
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_sha_384() {
        let none = BTreeSet::new();
        // Source: `printf abc | sha384sum`.
        assert_eq!(
            Checksum::of("abc", &none).to_string(),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
             8086072ba1e7cc2358baeca134c825a7"
        );
        let ignored = BTreeSet::from(['\r', 'x']);
        assert_eq!(Checksum::of("xa\r\nbx", &ignored), Checksum::of("a\nb", &none));
        assert_ne!(Checksum::of("xa", &none), Checksum::of("a", &none));
    }

    #[test]
    fn hex_is_read_back() {
        let sum = Checksum::of("abc", &BTreeSet::new());
        assert_eq!(Checksum::from_hex(&sum.to_string()), Some(sum.clone()));
        assert_eq!(Checksum::from_hex(&format!("\\x{sum}")), Some(sum));
        for text in ["abc", "0g", "é"] {
            assert_eq!(Checksum::from_hex(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn line_ends_and_marks_are_no_edit(lines in prop::collection::vec("[a-z é]{0,6}", 0..6)) {
            let none = BTreeSet::new();
            let (unix, windows) = (lines.join("\n"), lines.join("\r\n"));
            let forms = [&unix, &windows, &format!("\u{feff}{unix}"), &format!("\u{feff}{windows}")]
                .map(String::as_str)
                .map(str::to_owned);
            for stored in &forms {
                for found in &forms {
                    let stored = Checksum::of(stored, &none);
                    prop_assert!(stored.differs_by_line_ends(found, &none));
                    let other = format!("{found}.");
                    prop_assert!(!stored.differs_by_line_ends(&other, &none));
                }
            }
        }
    }
}
