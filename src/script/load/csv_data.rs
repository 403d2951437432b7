//! The data of a CSV file. Before Postgres 18, a record `\.` ends CSV data wherever it stands, without
//! an error: it is sent in quotes, which mean the same value.

use crate::error::Result;
use crate::script::input::source::{CopyPiece, Source};

/// How the record is sent.
const IN_QUOTES: &[u8] = b"\"\\.\"";

/// What was sent of a CSV file.
#[derive(Debug)]
pub struct CsvData {
    /// A quoted field is open.
    quoted: bool,
    /// A record begins.
    fresh: bool,
}

impl Default for CsvData {
    fn default() -> Self {
        Self { quoted: false, fresh: true }
    }
}

impl CsvData {
    /// The next piece, of which such a record is one.
    pub async fn next_piece(&self, source: &mut Source) -> Result<CopyPiece> {
        loop {
            if let end @ (CopyPiece::End(_) | CopyPiece::Truncated) = source.rest().await? {
                return Ok(end);
            }
            let (window, ended) = source.window();
            match self.length(window, ended) {
                0 => source.fill().await?,
                length => return Ok(CopyPiece::Piece(length)),
            }
        }
    }

    /// The piece as it is sent.
    pub fn sent<'b>(&mut self, piece: &'b [u8]) -> &'b [u8] {
        let is_end = self.fresh && !self.quoted && piece == b"\\.";
        self.quoted ^= has_open_quote(piece);
        self.fresh = piece.last().is_some_and(|byte| is_newline(*byte));
        if is_end { IN_QUOTES } else { piece }
    }

    /// How much of the window is a piece; 0 if it is too short to tell.
    fn length(&self, window: &[u8], ended: bool) -> usize {
        let (mut quoted, mut counted) = (self.quoted, 0);
        for at in memchr::memmem::find_iter(window, b"\\.") {
            quoted ^= has_open_quote(&window[counted..at]);
            counted = at;
            let begins = at.checked_sub(1).map_or(self.fresh, |before| is_newline(window[before]));
            let ends = window.get(at + 2).map(|byte| is_newline(*byte));
            match ends {
                _ if quoted || !begins => {}
                Some(false) => {}
                // The record is a piece of its own.
                Some(true) if at == 0 => return 2,
                None if at == 0 && ended => return 2,
                Some(true) | None => return at,
            }
        }
        let may_begin = !ended && window.ends_with(b"\\");
        window.len() - usize::from(may_begin)
    }
}

fn has_open_quote(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'"', bytes).count() % 2 == 1
}

fn is_newline(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
