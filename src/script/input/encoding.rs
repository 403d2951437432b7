//! Client encodings. Everything that is sent is UTF-8; a file in another encoding is converted
//! while it is read, line by line: any line may change the encoding of the next.

use std::borrow::Cow;

use encoding_rs::mem::decode_latin1;

use crate::error::{Error, Result};

/// The encoding of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Passed through unchanged; also for `SQL_ASCII`.
    Utf8,
    /// True ISO 8859-1, not Windows-1252 under its name.
    Latin1,
    Other(&'static encoding_rs::Encoding),
}

/// Postgres's names that are not in the WHATWG registry, in lower case without punctuation, beside
/// those of Windows's code pages. Source: PostgreSQL documentation, "Character Set Support".
const NAMES: [(&str, &str); 17] = [
    ("latin7", "iso-8859-13"),
    ("latin8", "iso-8859-14"),
    ("latin9", "iso-8859-15"),
    ("latin10", "iso-8859-16"),
    ("win", "windows-1251"),
    ("win866", "ibm866"),
    ("alt", "ibm866"),
    ("koi8r", "koi8-r"),
    ("koi8u", "koi8-u"),
    ("mskanji", "shift_jis"),
    ("shiftjis", "shift_jis"),
    ("win932", "shift_jis"),
    ("euccn", "gbk"),
    ("win936", "gbk"),
    ("uhc", "euc-kr"),
    ("eucjp", "euc-jp"),
    ("euckr", "euc-kr"),
];

impl Encoding {
    /// An encoding by its name in Postgres. Case and punctuation do not matter, as in the server.
    ///
    /// Errors: the encoding is not supported.
    pub fn named(name: &str) -> Result<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let plain = plain.to_lowercase();
        match plain.as_str() {
            "utf8" | "unicode" | "sqlascii" => return Ok(Self::Utf8),
            "latin1" | "iso88591" => return Ok(Self::Latin1),
            _ => {}
        }
        let page = plain.strip_prefix("windows").or_else(|| plain.strip_prefix("win"));
        let label = match NAMES.iter().find(|(name, _)| *name == plain) {
            Some((_, label)) => (*label).to_owned(),
            None => page.map_or_else(|| plain.clone(), |page| format!("windows-{page}")),
        };
        let known = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        known.map(Self::Other).ok_or_else(|| {
            Error::failed(format!("the encoding {name} is not supported"))
                .with_hint("convert the file to UTF-8: iconv -f ENCODING -t UTF-8 FILE")
        })
    }

    /// The bytes in UTF-8. They are whole lines, or the last one.
    ///
    /// Errors: bytes that are invalid in this encoding.
    pub fn decode<'a>(&self, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>> {
        let text = match self {
            Self::Utf8 => return Ok(Cow::Borrowed(bytes)),
            Self::Latin1 => Some(decode_latin1(bytes)),
            Self::Other(encoding) => {
                encoding.decode_without_bom_handling_and_without_replacement(bytes)
            }
        };
        match text {
            Some(Cow::Borrowed(text)) => Ok(Cow::Borrowed(text.as_bytes())),
            Some(Cow::Owned(text)) => Ok(Cow::Owned(text.into_bytes())),
            None => Err(Error::failed("bytes that are not in the file's encoding")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(name: &str, bytes: &[u8]) -> String {
        let encoding = Encoding::named(name).unwrap();
        String::from_utf8(encoding.decode(bytes).unwrap().into_owned()).unwrap()
    }

    #[test]
    fn names_are_those_of_postgres() {
        assert_eq!(decoded("LATIN1", b"caf\xe9\x80"), "café\u{80}");
        assert_eq!(decoded("iso_8859_1", b"\xe9"), "é");
        assert_eq!(decoded("WIN1252", b"\x80"), "€");
        assert_eq!(decoded("LATIN9", b"\xa4"), "€");
        assert_eq!(decoded("ISO_8859_5", b"\xb0"), "А");
        assert_eq!(decoded("KOI8R", b"\xc1"), "а");
        assert_eq!(decoded("SJIS", b"\x83\x5c"), "ソ");
        assert_eq!(decoded("EUC_JP", b"\xc6\xfc"), "日");
        assert_eq!(decoded("BIG5", b"\xa4\xa4"), "中");
        assert_eq!(decoded("utf-8", "é".as_bytes()), "é");
        assert!(Encoding::named("MULE_INTERNAL").is_err());
        assert!(Encoding::named("SJIS").unwrap().decode(b"\x83").is_err());
    }
}
