//! What a load tells on its way.

use super::diagnostics::with_excerpt;
use super::loaded::MOST_NOTICES;
use super::loader::Loader;
use crate::error::Error;

impl<'a> Loader<'a> {
    /// Tells how far the load is.
    pub fn tell_bytes(&self) {
        self.byte_teller()(0);
    }

    /// Tells how far the load is while data is copied: out of the input itself, of which the
    /// teller is told the bytes that are done, unless a file in it is being read.
    pub fn byte_teller(&self) -> impl Fn(u64) + Sync + use<'a> {
        let (progress, done, total) = (self.progress, self.done_bytes, self.total_bytes);
        let outer = self.files.first().map(|file| file.scanner.source.bytes());
        move |now| progress.bytes(done + outer.unwrap_or(now), total)
    }

    /// An input is over, of so many bytes.
    pub fn end_input(&mut self, bytes: u64) {
        self.done_bytes += bytes;
        self.loaded.bytes += bytes;
    }

    /// Adds to the notices of the load.
    pub fn say(&mut self, line: &str) {
        self.progress.notice(line);
        if self.loaded.notices.len() < MOST_NOTICES {
            self.loaded.notices.push(line.to_owned());
        }
    }

    /// An error with the line it is about, and what has become of the transaction. `undone` says
    /// that the server rolled it back.
    pub fn show(&self, error: Error, undone: bool) -> Error {
        if error.kind() != crate::error::Kind::Interrupted {
            return with_excerpt(error, &self.readable);
        }
        let state = match &self.committed_at {
            _ if self.options.disposable => "; nothing was changed".to_owned(),
            Some(place) => format!("; what stands before {place} is committed and stays"),
            None if self.left_behind().is_some() => {
                format!("; {}", self.left_behind().unwrap_or_default())
            }
            None if undone => "; everything was rolled back; the database is as before".to_owned(),
            None => "; the server rolls back as soon as it sees that nobody listens; the database \
                     is as before then"
                .to_owned(),
        };
        Error::interrupted(format!("interrupted{state}"))
    }
}
