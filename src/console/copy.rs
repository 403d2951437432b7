//! `\copy`, and COPY to the client.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::session::Console;
use crate::error::{Error, Result};
use crate::model::RowSet;
use crate::partial;
use crate::script::reading::{
    Encoding, InputCache, Scanner, Statement, at_home, open_data, parse_copy, parse_copy_to,
};
use crate::script::{Failure, Output};

impl Console<'_> {
    pub(super) async fn copy(
        &mut self,
        line: &str,
        scanner: &mut Scanner,
        typed: bool,
    ) -> Result<(), Failure> {
        if let Some(to) = parse_copy_to(line)? {
            return match to.file {
                None => self.copy_to_stdout(&Statement::ours(to.statement)).await,
                Some(path) => {
                    let path = at_home(&path, self.settings.home.as_deref());
                    let statement = Statement::ours(self.in_file_encoding(to.statement));
                    let copied = self.copy_to_file(&statement, &path).await;
                    copied.and(self.keep_utf8().await)
                }
            };
        }
        let command = parse_copy(line)?;
        let screen = self.screen;
        let output = Output { notice: &|line| screen.note(line), data: &|_| true };
        let rows = match command.file {
            Some(path) => {
                let path = at_home(&path, self.settings.home.as_deref());
                let cache = &mut InputCache::default();
                // The server converts: it knows of ENCODING and of binary data.
                let mut source = open_data(&path, cache, Encoding::Utf8).await?;
                let statement = Statement::ours(self.in_file_encoding(command.statement));
                let copied = self.dialogue.copy_in(&statement, &mut source, false, output).await;
                let kept = self.keep_utf8().await;
                copied.and_then(|rows| kept.map(|()| rows))?
            }
            None if typed => {
                let error = Error::failed("\\copy from stdin has no data at a terminal");
                return Err(error.with_hint("name a file").into());
            }
            None => {
                let statement = Statement::ours(command.statement);
                self.dialogue.copy_in(&statement, scanner.source(), true, output).await?
            }
        };
        self.show_copied(rows)
    }

    /// Writes the data as the server sends them.
    ///
    /// Errors: the output is JSON, which they are not.
    pub(super) async fn copy_to_stdout(&mut self, statement: &Statement) -> Result<(), Failure> {
        if self.settings.json {
            let error = Error::failed("COPY TO STDOUT cannot write JSON");
            return Err(error.with_hint("SELECT does; \\copy TABLE to FILE writes a file").into());
        }
        let screen = self.screen;
        let write = |data: &[u8]| screen.data(data);
        self.copy_out(statement, &write).await.map(drop)
    }

    /// Writes a file, which appears when it is whole.
    async fn copy_to_file(&mut self, statement: &Statement, path: &Path) -> Result<(), Failure> {
        // A pipe or a device is written itself, and what a link leads to in its place.
        let at = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_special = at.metadata().is_ok_and(|metadata| !metadata.is_file());
        if is_special {
            let file = OpenOptions::new().write(true).open(at);
            let file = file.map_err(|error| Error::unwritable(path, error))?;
            let rows = self.copy_into(statement, &file, path).await?;
            return self.show_copied(rows);
        }
        let partial = begin(at).map_err(|error| Error::unwritable(path, error))?;
        let rows = self.copy_into(statement, partial.as_file(), path).await?;
        partial.persist(at).map_err(|error| Error::unwritable(path, error.error))?;
        self.show_copied(rows)
    }

    async fn copy_into(
        &mut self,
        statement: &Statement,
        file: &File,
        path: &Path,
    ) -> Result<u64, Failure> {
        let writer = RefCell::new(BufWriter::new(file));
        let wrong = |error| Error::unwritable(path, error);
        let write = |data: &[u8]| writer.borrow_mut().write_all(data).map_err(wrong);
        let rows = self.copy_out(statement, &write).await?;
        writer.borrow_mut().flush().map_err(wrong)?;
        Ok(rows)
    }

    /// Returns the rows. Errors: those of the server and of `write`.
    async fn copy_out(
        &mut self,
        statement: &Statement,
        write: &dyn Fn(&[u8]) -> Result<()>,
    ) -> Result<u64, Failure> {
        let (screen, unwritten) = (self.screen, RefCell::new(None));
        let data = |data: &[u8]| match write(data) {
            Ok(()) => true,
            Err(error) => {
                *unwritten.borrow_mut() = Some(error);
                false
            }
        };
        let output = Output { notice: &|line| screen.note(line), data: &data };
        let (sets, result) = self.dialogue.run(statement, 0, output).await;
        // The server says no more than that it was cancelled.
        match unwritten.into_inner() {
            Some(error) => Err(error.into()),
            None => result.map(|()| sets.last().map_or(0, |set: &RowSet| set.count)),
        }
    }
}

/// A file beside the one that it becomes, which keeps its permissions.
fn begin(path: &Path) -> std::io::Result<NamedTempFile> {
    let partial = partial::begin(partial::directory_of(path), 0o666)?;
    if let Ok(metadata) = path.metadata() {
        partial.as_file().set_permissions(metadata.permissions())?;
    }
    Ok(partial)
}
