//! COPY data in a file.

use super::Source;
use crate::error::Result;

/// The next part of COPY data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyPiece {
    /// This many bytes of it.
    Piece(usize),
    /// This many bytes, which are the end of it.
    End(usize),
    /// The file ends without an end of the data.
    Truncated,
}

/// The length of the line that ends COPY data, if it is here.
fn end_of_data(window: &[u8], ended: bool) -> Option<usize> {
    let rest = window.strip_prefix(b"\\.")?;
    match rest {
        [b'\n', ..] => Some(3),
        [b'\r', b'\n', ..] => Some(4),
        b"" | b"\r" if ended => Some(window.len()),
        _ => None,
    }
}

impl Source {
    /// The next piece of COPY data, which ends at a line `\.`. `fresh` means that a
    /// line begins here. The piece is at the front of the window.
    pub async fn data(&mut self, fresh: bool) -> Result<CopyPiece> {
        loop {
            let (window, ended) = (&self.buffer[self.at..], self.decoder.ended);
            let escape = fresh && window.first() == Some(&b'\\');
            if window.is_empty() && ended {
                return Ok(CopyPiece::Truncated);
            }
            if !ended && (window.is_empty() || escape && window.len() < 4) {
                self.fill_with(!escape).await?;
                continue;
            }
            if let (true, Some(length)) = (escape, end_of_data(window, ended)) {
                return Ok(CopyPiece::End(length));
            }
            let length = match memchr::memmem::find(window, b"\n\\.") {
                Some(at) => at + 1,
                None if !ended && window.ends_with(b"\n\\") => window.len() - 1,
                None => window.len(),
            };
            return Ok(CopyPiece::Piece(length));
        }
    }

    /// The next piece of data that ends with the file.
    pub async fn rest(&mut self) -> Result<CopyPiece> {
        while self.at == self.buffer.len() {
            if self.decoder.ended {
                return Ok(CopyPiece::End(0));
            }
            self.fill_with(true).await?;
        }
        Ok(CopyPiece::Piece(self.buffer.len() - self.at))
    }
}
