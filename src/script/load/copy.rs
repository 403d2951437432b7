//! COPY data: from the script itself, and from files that `\copy` names.

use crate::script::syntax::copy_command::parse;
use std::sync::Arc;

use crate::error::{Error, Location, Result};
use crate::postgres::client::{Client, Fault};
use crate::postgres::sqlstate;
use crate::script::input;
use crate::script::input::position::Position;
use crate::script::input::source::Data as Piece;
use crate::script::input::source::Source;
use crate::script::load::cancel_guard::CancelGuard;
use crate::script::load::entry::{Entry, Role};
use crate::script::load::loader::{Loader, Stop, TransactionState};
use crate::script::load::session::WINDOW;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::tokens::Tokens;

/// Where the data of a statement comes from.
pub struct Data<'s> {
    pub source: &'s mut Source,
    /// A line `\.` ends it, and not the source.
    in_script: bool,
    /// Where the data begins.
    pub first: Position,
    /// What stands behind the statement on its line, and where, once that was taken.
    rest: Option<(Vec<u8>, Position)>,
    /// Reading failed, or the user interrupted; the server was told to forget the data.
    pub stopped: Option<Error>,
}

impl<'s> Data<'s> {
    /// The lines after the one that the source is in.
    pub fn in_script(source: &'s mut Source) -> Self {
        let first = source.position();
        Self { source, in_script: true, first, rest: None, stopped: None }
    }

    /// The whole source.
    pub fn whole(source: &'s mut Source) -> Self {
        let first = source.position();
        Self { source, in_script: false, first, rest: None, stopped: None }
    }

    /// Sends the data that the server waits for. It listens meanwhile, and stops when anything
    /// comes.
    ///
    /// Errors: the connection's. Those of reading are in `stopped`.
    pub async fn feed(
        &mut self,
        client: &mut Client,
        guard: &CancelGuard<'_>,
        binary: bool,
        tell: &(dyn Fn(u64) + Sync),
    ) -> std::io::Result<()> {
        match self.pass(client, guard, binary, tell).await {
            Ok(sent) => sent,
            Err(error) => {
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
        tell: &(dyn Fn(u64) + Sync),
    ) -> Result<std::io::Result<()>> {
        if self.in_script && self.rest.is_none() {
            let behind = self.source.position();
            self.rest = Some((self.source.take_rest_of_line().await?, behind));
        }
        self.first = self.source.position();
        let place = self.source.name().at(self.first);
        if binary && self.in_script {
            let error = Error::failed("binary COPY data in a script cannot be told from SQL");
            return Err(error.at(place));
        }
        let mut fresh = true;
        loop {
            // Where neither side ever waits, nobody else would be heard.
            tokio::task::yield_now().await;
            if guard.is_raised() {
                return Err(Error::interrupted("interrupted"));
            }
            let next = async {
                if self.in_script {
                    self.source.data(fresh).await
                } else {
                    self.source.rest().await
                }
            };
            let piece = tokio::select! {
                biased;
                // A pipe may have nothing to say for long.
                () = guard.raised() => continue,
                piece = next => piece?,
            };
            let length = match piece {
                Piece::End(length) => {
                    self.source.take(length);
                    client.copy_done();
                    return Ok(Ok(()));
                }
                Piece::Truncated => {
                    let error = Error::failed("the COPY data that begins here has no end")
                        .hint("a line with \\. alone ends it; perhaps the file was cut off");
                    return Err(error.at(place));
                }
                Piece::Piece(length) => length,
            };
            let bytes = self.source.piece(length);
            fresh = bytes.last() == Some(&b'\n');
            let sent = client.copy_data(bytes);
            self.source.take(length);
            tell(self.source.bytes());
            if let Err(error) = sent {
                return Ok(Err(error));
            }
            match client.drain().await {
                Ok(true) => {}
                Ok(false) => return Ok(Ok(())),
                Err(error) => return Ok(Err(error)),
            }
        }
    }

    /// Puts back what stood behind the statement.
    pub fn finish(self) {
        if let Some((rest, behind)) = self.rest
            && !rest.iter().all(u8::is_ascii_whitespace)
        {
            self.source.put_back(&rest, behind);
        }
    }
}

/// How the data went to the server.
enum Fed {
    /// Behind the statement; its replies are still to come.
    Ahead,
    /// When the server asked for them; all is answered.
    Asked,
}

impl Loader<'_> {
    /// A statement whose data, if it wants any, stands in the lines after its own.
    pub async fn copy_from_file(
        &mut self,
        statement: Statement,
        table: Option<String>,
    ) -> Result<(), Stop> {
        let place = statement.origin.location();
        self.remember();
        let Some(mut file) = self.files.pop() else { return Ok(()) };
        let mut data = Data::in_script(&mut file.scanner.source);
        let sent = self.copy(statement, table, &mut data).await;
        data.finish();
        self.files.push(file);
        match sent? {
            Fed::Ahead => {}
            Fed::Asked => self.look_at_block(place),
        }
        Ok(())
    }

    /// Whether the data may follow the statement at once: the server passes over them if it does
    /// not take the statement. Source: PostgreSQL documentation, "COPY Operations".
    fn may_run_ahead(&self, statement: &Statement, table: Option<&str>) -> bool {
        table.is_some()
            && matches!(self.block, TransactionState::NotStarted | TransactionState::Managed)
            && !statement.tokens().any(|token| {
                token.is("binary")
                    || token.value().is_some_and(|it| it.eq_ignore_ascii_case("binary"))
            })
    }

    async fn copy(
        &mut self,
        statement: Statement,
        table: Option<String>,
        data: &mut Data<'_>,
    ) -> Result<Fed, Stop> {
        if let Some(table) = &table {
            let file = data.source.name().path().display();
            self.progress.doing(&format!("{file}: copying {table}"));
        }
        let ahead = self.may_run_ahead(&statement, table.as_deref());
        self.open()?;
        let entry = Entry::new(statement, table, Role::File);
        self.session.send_alone(entry).map_err(|error| self.lost(error))?;
        let fed = if ahead {
            self.feed_ahead(data).await?;
            Fed::Ahead
        } else {
            self.receive(0, Some(data)).await?;
            Fed::Asked
        };
        self.move_on().await?;
        Ok(fed)
    }

    /// Sends the data behind their statement.
    async fn feed_ahead(&mut self, data: &mut Data<'_>) -> Result<(), Stop> {
        self.session.note_data(data.source.name().clone(), data.source.position());
        let (tell, before) = (self.byte_teller(), self.session.client.queued());
        let guard = Arc::clone(&self.session.guard);
        let fed = guard.run(data.feed(self.session.client, &guard, false, &tell)).await;
        // It begins behind what else stands on the line of the statement.
        self.session.note_data(data.source.name().clone(), data.first);
        if let Some(stopped) = data.stopped.take() {
            // What psql would have met first: the statement, or one before it.
            return match self.flush().await {
                Err(error) if error.code() != Some(sqlstate::CANCELLED) => Err(error),
                _ => Err(stopped),
            };
        }
        if let Err(error) = fed.unwrap_or_else(|fault| match fault {
            Fault::Lost(error) => Err(error),
            Fault::Server(_) => Ok(()),
        }) {
            return Err(self.flush().await.err().unwrap_or_else(|| self.lost(error)));
        }
        if self.session.client.queued() - before > WINDOW as u64 {
            self.ask_for_xid()?;
        }
        Ok(())
    }

    /// Streams a whole file into the table.
    pub async fn copy_file(
        &mut self,
        statement: Statement,
        source: &mut Source,
        table: &str,
    ) -> Result<(), Stop> {
        self.remember();
        self.copy(statement, Some(table.to_owned()), &mut Data::whole(source)).await?;
        source.check_unchanged()
    }
}

/// `\copy`: the statement that the server gets, and the file.
pub async fn copy_command(
    loader: &mut Loader<'_>,
    line: &str,
    place: &Location,
) -> Result<(), Stop> {
    let name = crate::script::input::position::FileName::new(&place.file);
    let position = Position { line: place.line.unwrap_or(1), column: place.column.unwrap_or(1) };
    if let Some(text) = shown(line) {
        return loader.copy_from_file(Statement::made(text, name, position), None).await;
    }
    let parsed = parse(line)?;
    let statement = Statement::made(parsed.statement, name, position);
    match parsed.file {
        None => loader.copy_from_file(statement, Some(parsed.table)).await,
        Some(path) => {
            let path = loader.resolve(&loader.at_home(&path));
            let mut source = input::open_data(&path, &mut loader.readable, loader.encoding)
                .await
                .map_err(|error| Error::failed(error.message()))?;
            loader.copy_file(statement, &mut source, &parsed.table).await
        }
    }
}

/// `\copy .. to stdout` only shows something.
fn shown(line: &str) -> Option<String> {
    let mut tokens = Tokens::new(line);
    tokens.accept(&["binary"]);
    tokens.qualified_name();
    tokens.skip_parentheses();
    let shown = tokens.accept(&["to", "stdout"]) || tokens.accept(&["to", "pstdout"]);
    let text = format!("COPY {line}").replacen("pstdout", "stdout", 1);
    shown.then(|| text.trim_end().trim_end_matches(';').to_owned())
}
