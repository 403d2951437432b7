//! One input, read piece by piece: its bytes, their position in the file, and what variables
//! insert.

mod copy_data;
mod decoder;

pub use copy_data::CopyPiece;

use self::decoder::Decoder;
use crate::error::Result;
use crate::script::input::encoding::Encoding;
use crate::script::input::position::{FileName, Position};
use crate::script::input::reader::{Reader, refuse_foreign, refuse_formats};

/// How much is usually read at a time.
pub const CHUNK: usize = 64 * 1024;

/// The buffered bytes of an input, and what replaces them.
pub struct Source {
    name: FileName,
    decoder: Decoder,
    buffer: Vec<u8>,
    /// How much of the buffer is consumed.
    at: usize,
    position: Position,
    frames: Vec<Frame>,
    /// Bytes of the input that were consumed (of an uncompressed file: its bytes).
    consumed: u64,
}

/// Bytes at the front of the buffer that are not there in the file.
struct Frame {
    remaining: usize,
    /// Where the file continues after them.
    resume: Option<Position>,
    /// The variable whose value they are.
    variable: Option<String>,
}

impl Source {
    /// Reads the first piece and detects the kind of file.
    pub async fn open(name: FileName, reader: Reader, encoding: Encoding) -> Result<Self> {
        let mut source = Self::open_data(name, reader, Encoding::Utf8).await?;
        refuse_foreign(source.window().0, &source.name)?;
        source.begin_in(encoding);
        Ok(source)
    }

    /// The same for a CSV file. The server names the line of a NUL.
    pub async fn open_csv(name: FileName, reader: Reader, encoding: Encoding) -> Result<Self> {
        let mut source = Self::open_data(name, reader, Encoding::Utf8).await?;
        refuse_formats(source.window().0, &source.name)?;
        source.begin_in(encoding);
        Ok(source)
    }

    /// The input is in this encoding, or in UTF-8 if it begins with its byte order mark.
    fn begin_in(&mut self, encoding: Encoding) {
        match self.window().0.starts_with(b"\xef\xbb\xbf") {
            true => self.skip(3),
            false => self.set_encoding(encoding),
        }
    }

    /// Reads the first piece of a file in which every byte is significant.
    pub async fn open_data(name: FileName, reader: Reader, encoding: Encoding) -> Result<Self> {
        Self::open_in_chunks(name, reader, encoding, CHUNK).await
    }

    /// The same, with so many bytes read at a time.
    pub async fn open_in_chunks(
        name: FileName,
        reader: Reader,
        encoding: Encoding,
        chunk: usize,
    ) -> Result<Self> {
        let mut source = Self {
            name,
            decoder: Decoder::new(reader, chunk),
            buffer: Vec::new(),
            at: 0,
            position: Position::START,
            frames: Vec::new(),
            consumed: 0,
        };
        source.fill().await?;
        source.set_encoding(encoding);
        Ok(source)
    }

    /// Consumes bytes that have no position (a byte order mark).
    fn skip(&mut self, length: usize) {
        self.at += length;
        self.consumed += length as u64;
    }

    /// The first byte is at this position in the file.
    pub fn begin_at(&mut self, position: Position) {
        self.position = position;
    }

    pub fn name(&self) -> &FileName {
        &self.name
    }

    pub fn position(&self) -> Position {
        self.position
    }

    /// Whether the next byte is from a variable's value, not the file.
    pub fn in_variable(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.variable.is_some())
    }

    /// How many nested values are being read.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Whether the variable's own value is being read.
    pub fn expands(&self, name: &str) -> bool {
        self.frames.iter().any(|frame| frame.variable.as_deref() == Some(name))
    }

    /// The buffered bytes, and whether nothing follows that could continue a token.
    pub fn window(&self) -> (&[u8], bool) {
        match self.frames.last() {
            Some(frame) => (&self.buffer[self.at..self.at + frame.remaining], true),
            None => (&self.buffer[self.at..], self.decoder.ended),
        }
    }

    /// Whether everything is read and consumed.
    pub fn is_done(&self) -> bool {
        self.decoder.ended && self.at == self.buffer.len()
    }

    /// Bytes read from the input so far.
    pub fn bytes(&self) -> u64 {
        self.consumed
    }

    /// Consumes bytes of the window and returns them.
    pub fn take(&mut self, length: usize) -> &[u8] {
        let bytes = &self.buffer[self.at..self.at + length];
        if !self.in_variable() {
            self.position = self.position.after(bytes);
        }
        self.advance(length);
        &self.buffer[self.at - length..self.at]
    }

    fn advance(&mut self, length: usize) {
        self.at += length;
        for frame in &mut self.frames {
            frame.remaining = frame.remaining.saturating_sub(length);
        }
        while let Some(frame) = self.frames.pop_if(|frame| frame.remaining == 0) {
            if let Some(resume) = frame.resume {
                self.position = resume;
            }
        }
        if self.frames.is_empty() {
            self.consumed += length as u64;
        }
    }

    /// Replaces the next bytes, which are a variable reference, by its value.
    pub fn expand(&mut self, length: usize, name: &str, value: &str) {
        self.take(length);
        self.insert(value.as_bytes());
        self.frames.push(Frame {
            remaining: value.len(),
            resume: None,
            variable: Some(name.to_owned()),
        });
        // An empty value ends immediately.
        self.advance(0);
    }

    /// Puts back what was taken before other lines (the rest of the line after a COPY).
    pub fn put_back(&mut self, bytes: &[u8], position: Position) {
        if bytes.is_empty() {
            return;
        }
        self.insert(bytes);
        let resume = std::mem::replace(&mut self.position, position);
        self.frames.push(Frame { remaining: bytes.len(), resume: Some(resume), variable: None });
    }

    fn insert(&mut self, bytes: &[u8]) {
        // Consumed bytes are dropped in bulk, so that the rest need not be moved each time.
        match self.at.checked_sub(bytes.len()) {
            Some(from) => {
                self.buffer[from..self.at].copy_from_slice(bytes);
                self.at = from;
            }
            None => {
                self.buffer.splice(..self.at, bytes.iter().copied());
                self.at = 0;
            }
        }
        for frame in &mut self.frames {
            frame.remaining += bytes.len();
        }
    }

    /// Reads more after the window.
    pub async fn fill(&mut self) -> Result<()> {
        self.fill_with(false).await
    }

    /// The same. `data` says that no line changes the encoding before the end of COPY data.
    async fn fill_with(&mut self, data: bool) -> Result<()> {
        if self.decoder.ended {
            return Ok(());
        }
        self.buffer.drain(..self.at);
        self.at = 0;
        self.decoder.fill(&mut self.buffer, data, (&self.name, self.position)).await
    }

    /// The rest of the line, without its newline, for a psql command.
    pub async fn line(&mut self) -> Result<&[u8]> {
        loop {
            let (window, complete) = self.window();
            if complete || memchr::memchr(b'\n', window).is_some() {
                break;
            }
            self.fill().await?;
        }
        let window = self.window().0;
        Ok(&window[..memchr::memchr(b'\n', window).unwrap_or(window.len())])
    }

    /// Takes the rest of the line with its newline; COPY data begins behind it. What is read
    /// after the data, if anything, goes back with [`Source::put_back`].
    pub async fn take_rest_of_line(&mut self) -> Result<Vec<u8>> {
        let mut rest = Vec::new();
        loop {
            let window = self.window().0;
            let newline = memchr::memchr(b'\n', window);
            let length = newline.map_or(window.len(), |at| at + 1);
            rest.extend_from_slice(self.take(length));
            if newline.is_some() || self.is_done() {
                return Ok(rest);
            }
            self.fill().await?;
        }
    }

    /// The first buffered bytes.
    pub fn piece(&self, length: usize) -> &[u8] {
        &self.buffer[self.at..self.at + length]
    }

    /// From here on the input is in this encoding; in full from the next line on, where the one
    /// before was not UTF-8.
    pub fn set_encoding(&mut self, encoding: Encoding) {
        let from = self.at + self.frames.first().map_or(0, |frame| frame.remaining);
        self.decoder.set_encoding(encoding, &mut self.buffer, from);
    }

    /// Whether the file is unchanged since it was opened.
    pub fn check_unchanged(&self) -> Result<()> {
        self.decoder.reader.check_unchanged(&self.name)
    }
}
