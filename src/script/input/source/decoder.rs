//! Bytes of an input in UTF-8, whatever its encoding is.

use crate::error::{Error, Result};
use crate::script::input::encoding::Encoding;
use crate::script::input::position::{FileName, Position};
use crate::script::input::reader::Reader;

/// Reads an input piece by piece, and converts it.
pub struct Decoder {
    pub reader: Reader,
    encoding: Encoding,
    /// What was read but not converted yet; only used if the encoding is not UTF-8.
    raw: Vec<u8>,
    /// How much of it is consumed.
    raw_at: usize,
    /// Everything is read and converted.
    pub ended: bool,
    /// How much is read at a time.
    chunk: usize,
}

impl Decoder {
    pub fn new(reader: Reader, chunk: usize) -> Self {
        let encoding = Encoding::Utf8;
        Self { reader, encoding, raw: Vec::new(), raw_at: 0, ended: false, chunk }
    }

    /// Appends more input. The longer the unread part, the more is read, so that a token over
    /// many pieces costs linear time. `data` says that no line changes the encoding before the end
    /// of COPY data.
    ///
    /// Errors: the file of this name cannot be read, or contains invalid bytes, for which
    /// this is the position.
    pub async fn fill(
        &mut self,
        unread: &mut Vec<u8>,
        data: bool,
        (name, position): (&FileName, Position),
    ) -> Result<()> {
        let unreadable = |error: std::io::Error| {
            Error::failed(format!("{} cannot be read", name.path().display())).because(error)
        };
        if self.encoding == Encoding::Utf8 {
            let wanted = self.chunk.max(unread.len());
            self.ended = self.reader.read(unread, wanted).await.map_err(unreadable)? == 0;
            return Ok(());
        }
        let end = loop {
            if let Some(length) = whole_lines(&self.raw[self.raw_at..], data) {
                break self.raw_at + length;
            }
            self.raw.drain(..self.raw_at);
            self.raw_at = 0;
            let wanted = self.chunk.max(self.raw.len());
            if self.reader.read(&mut self.raw, wanted).await.map_err(unreadable)? == 0 {
                self.ended = true;
                break self.raw.len();
            }
        };
        let text = self.encoding.decode(&self.raw[self.raw_at..end]);
        unread.extend_from_slice(&text.map_err(|error| error.with_location(name.at(position)))?);
        self.raw_at = end;
        Ok(())
    }

    /// From here on the input is in this encoding; in full from the next line on, where the one
    /// before was not UTF-8. `from` says where in what is unread the next line begins.
    pub fn set_encoding(&mut self, encoding: Encoding, unread: &mut Vec<u8>, from: usize) {
        let before = std::mem::replace(&mut self.encoding, encoding);
        match (before, encoding) {
            (before, encoding) if before == encoding => {}
            (Encoding::Utf8, _) => {
                self.raw = unread.split_off(from);
                self.raw_at = 0;
                self.ended = false;
            }
            (_, Encoding::Utf8) => {
                unread.extend_from_slice(&self.raw[self.raw_at..]);
                self.raw.clear();
                self.raw_at = 0;
            }
            _ => {}
        }
    }
}

/// The length of the lines that may be converted at once: one, or of COPY data those up to the
/// line that ends it.
fn whole_lines(raw: &[u8], data: bool) -> Option<usize> {
    if !data || raw.starts_with(b"\\.") {
        return memchr::memchr(b'\n', raw).map(|at| at + 1);
    }
    let end = memchr::memmem::find(raw, b"\n\\.").or_else(|| memchr::memrchr(b'\n', raw));
    end.map(|at| at + 1)
}
