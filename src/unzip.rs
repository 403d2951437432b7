//! Zip files in memory: a wheel, or the code of a Lambda function.

use std::io::Read;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use crate::error::{Error, Result};

pub struct Entry<'a> {
    /// With `/` between its directories. That of a directory ends with one.
    pub name: &'a str,
    pub compressed: &'a [u8],
    method: u16,
    /// The CRC-32 of the contents.
    checksum: usize,
    /// The permissions, if it was written on Unix.
    pub mode: Option<u32>,
}

/// The most that is unpacked of a file. Source: AWS Lambda quotas; a wheel of Postgres has less.
const MAX: u64 = 250 * 1024 * 1024;

impl Entry<'_> {
    /// Errors: it is compressed in another way than zips mostly are; it is damaged, or too large.
    pub fn contents(&self) -> Result<Vec<u8>> {
        let mut contents = Vec::new();
        match self.method {
            0 => contents.extend_from_slice(self.compressed),
            8 => {
                let decoder = DeflateDecoder::new(self.compressed);
                let length = decoder.take(MAX).read_to_end(&mut contents);
                if length.map_err(|_| damaged())? as u64 == MAX {
                    return Err(Error::failed("a file in the zip is too large"));
                }
            }
            _ => return Err(damaged()),
        }
        let mut crc = Crc::new();
        crc.update(&contents);
        if crc.sum() as usize == self.checksum { Ok(contents) } else { Err(damaged()) }
    }
}

/// All files, in their order. Errors: it is no zip, or one with 64-bit sizes.
pub fn entries(zip: &[u8]) -> Result<Vec<Entry<'_>>> {
    read(zip).ok_or_else(damaged)
}

fn damaged() -> Error {
    Error::failed("the zip file is damaged")
}

/// The format is PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16: numbers are little-endian,
/// and the list of the files is at the end.
fn read(zip: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end = zip.windows(4).rposition(|bytes| bytes == b"PK\x05\x06")?;
    let mut at = long(zip, end + 16)?;
    let mut entries = Vec::new();
    for _ in 0..short(zip, end + 10)? {
        let method = short(zip, at + 10)?.try_into().ok()?;
        let checksum = long(zip, at + 16)?;
        let (size, name) = (long(zip, at + 20)?, short(zip, at + 28)?);
        let (extra, comment) = (short(zip, at + 30)?, short(zip, at + 32)?);
        let is_unix = *zip.get(at + 5)? == 3;
        let mode = short(zip, at + 40)?.try_into().ok().filter(|_| is_unix);
        let local = long(zip, at + 42)?;
        let begin = local + 30 + short(zip, local + 26)? + short(zip, local + 28)?;
        let compressed = zip.get(begin..begin.checked_add(size)?)?;
        let name_at = at + 46;
        at = name_at + name + extra + comment;
        let name = std::str::from_utf8(zip.get(name_at..name_at + name)?).ok()?;
        entries.push(Entry { name, compressed, method, checksum, mode });
    }
    Some(entries)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?).try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_zip_is_refused() {
        for bytes in [&b""[..], b"PK\x05\x06", &[b'P'; 100]] {
            assert!(entries(bytes).is_err());
        }
        // An empty one.
        let mut empty = b"PK\x05\x06".to_vec();
        empty.resize(22, 0);
        assert!(entries(&empty).unwrap().is_empty());
    }
}
