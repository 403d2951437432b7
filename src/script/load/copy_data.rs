//! COPY data: from the script itself, and from files that `\copy` names.

use std::io;

use super::cancel_guard::CancelGuard;
use super::csv_data::CsvData;
use crate::error::{Error, Result};
use crate::postgres::client::Client;
use crate::script::input::position::{FileName, Position, newlines};
use crate::script::input::source::{CopyPiece, Source};
use crate::script::syntax::statement::Statement;

/// Hears how many bytes of a source are done, and rows where they can be counted.
pub type DataTeller<'s> = &'s (dyn Fn(u64, Option<u64>) + Sync);

/// Where the data of a statement comes from.
pub struct Data<'s> {
    source: &'s mut Source,
    /// A line `\.` ends it, and not the source.
    in_script: bool,
    /// Where the data begins.
    first: Position,
    /// What follows the statement on its line, and its position, once taken.
    rest: Option<(Vec<u8>, Position)>,
    /// Called with the number of bytes of the source that are done, and of rows.
    tell: DataTeller<'s>,
    rows: Option<RowCounter>,
    /// The source is a CSV file.
    csv: Option<CsvData>,
    /// Reading failed, or the user interrupted; the server was told to discard the data.
    stopped: Option<Error>,
}

impl<'s> Data<'s> {
    /// The lines after the one that the source is in.
    pub fn in_script(source: &'s mut Source, tell: DataTeller<'s>) -> Self {
        Self { in_script: true, ..Self::whole(source, tell) }
    }

    pub fn whole(source: &'s mut Source, tell: DataTeller<'s>) -> Self {
        let first = source.position();
        let (rest, rows, csv, stopped) = (None, None, None, None);
        Self { source, in_script: false, first, rest, tell, rows, csv, stopped }
    }

    /// A whole CSV file.
    pub fn csv(source: &'s mut Source, tell: DataTeller<'s>) -> Self {
        Self { csv: Some(CsvData::default()), ..Self::whole(source, tell) }
    }

    /// The file, and where the data begins in it.
    pub fn place(&self) -> (FileName, Position) {
        (self.source.name().clone(), self.first)
    }

    /// Counts the rows, by the options of this COPY.
    pub fn count_rows(&mut self, copy: &Statement) {
        let has = |word| copy.tokens().any(|token| token.value().is_some_and(|it| it == word));
        self.rows = (!has("binary")).then(|| RowCounter { csv: has("csv"), ..Default::default() });
    }

    /// What stopped the reading, reported once.
    pub fn take_stopped(&mut self) -> Option<Error> {
        self.stopped.take()
    }

    /// Sends the data that the server waits for. Reads replies meanwhile, and stops when anything
    /// arrives.
    ///
    /// Errors: the connection's. Those of reading come from [`Data::take_stopped`].
    pub async fn feed(
        &mut self,
        client: &mut Client,
        guard: &CancelGuard<'_>,
        binary: bool,
    ) -> io::Result<()> {
        match self.pass(client, guard, binary).await {
            Ok(()) => Ok(()),
            Err(Broken::Connection(error)) => Err(error),
            Err(Broken::Reading(error)) => {
                self.stopped = Some(error);
                client.copy_fail("the load stopped")
            }
        }
    }

    async fn pass(
        &mut self,
        client: &mut Client,
        guard: &CancelGuard<'_>,
        binary: bool,
    ) -> Result<(), Broken> {
        self.begin(binary).await?;
        let mut fresh = true;
        loop {
            // If neither side ever waits, other tasks would starve.
            tokio::task::yield_now().await;
            let length = match self.next_piece(guard, fresh).await? {
                CopyPiece::Piece(length) => length,
                CopyPiece::End(length) => {
                    self.source.take(length);
                    client.copy_done();
                    return Ok(());
                }
                CopyPiece::Truncated => {
                    let error = Error::failed("the COPY data that begins here has no end")
                        .with_hint("a line with \\. alone ends it; perhaps the file was cut off");
                    return Err(error.with_location(self.source.name().at(self.first)).into());
                }
            };
            let bytes = self.source.piece(length);
            fresh = bytes.last() == Some(&b'\n');
            let data = self.csv.as_mut().map_or(bytes, |csv| csv.sent(bytes));
            let sent = client.copy_data(data);
            let rows = self.rows.as_mut().map(|rows| rows.count(bytes));
            self.source.take(length);
            (self.tell)(self.source.bytes(), rows);
            sent.map_err(Broken::Connection)?;
            if !client.drain().await.map_err(Broken::Connection)? {
                return Ok(());
            }
        }
    }

    /// Skips to where the data begins.
    async fn begin(&mut self, binary: bool) -> Result<()> {
        if self.in_script && self.rest.is_none() {
            let behind = self.source.position();
            self.rest = Some((self.source.take_rest_of_line().await?, behind));
        }
        self.first = self.source.position();
        if binary && self.in_script {
            return Err(Error::failed(
                "binary COPY data in a script cannot be distinguished from SQL",
            )
            .with_location(self.source.name().at(self.first)));
        }
        Ok(())
    }

    async fn next_piece(&mut self, guard: &CancelGuard<'_>, fresh: bool) -> Result<CopyPiece> {
        let next = async {
            match &self.csv {
                Some(csv) => csv.next_piece(self.source).await,
                None if self.in_script => self.source.data(fresh).await,
                None => self.source.rest().await,
            }
        };
        tokio::select! {
            biased;
            // A pipe may be silent for a long time.
            () = guard.raised() => Err(Error::interrupted("interrupted")),
            piece = next => piece,
        }
    }

    /// Puts back what followed the statement.
    pub fn finish(self) {
        if let Some((rest, behind)) = self.rest
            && !rest.iter().all(u8::is_ascii_whitespace)
        {
            self.source.put_back(&rest, behind);
        }
    }
}

/// Counts rows, as far as progress needs it: the server counts them for the report.
#[derive(Debug, Default)]
struct RowCounter {
    csv: bool,
    /// A quoted field is open, in which a newline ends no row.
    quoted: bool,
    rows: u64,
}

impl RowCounter {
    /// Returns the rows by now.
    fn count(&mut self, bytes: &[u8]) -> u64 {
        if !self.csv {
            self.rows += newlines(bytes);
            return self.rows;
        }
        for at in memchr::memchr2_iter(b'"', b'\n', bytes) {
            match bytes[at] {
                b'"' => self.quoted = !self.quoted,
                _ => self.rows += u64::from(!self.quoted),
            }
        }
        self.rows
    }
}

/// What ends the data early.
enum Broken {
    Reading(Error),
    Connection(io::Error),
}

impl From<Error> for Broken {
    fn from(error: Error) -> Self {
        Self::Reading(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newline_in_quotes_ends_no_row() {
        let mut rows = RowCounter { csv: true, ..RowCounter::default() };
        assert_eq!(rows.count(b"a,b\n1,\"two"), 1);
        assert_eq!(rows.count(b"\nlines\"\"\"\n"), 2);
        assert_eq!(RowCounter::default().count(b"a\t\"\nb\n"), 2);
    }
}
