//! A session for interactive statements: each is sent separately, its rows are returned as
//! text, and the session keeps the state that the statements leave.

use crate::error::{Error, Result};
use crate::hint;
use crate::interrupt::Interrupt;
use crate::model::{RowSet, Target};
use crate::postgres::client::{Client, Fault, Reply, Status};
use crate::postgres::{explain_fault, sqlstate};
use crate::script::input::source::Source;
use crate::script::load::cancel_guard::CancelGuard;
use crate::script::load::copy_data::Data;
use crate::script::load::diagnostics::{ErrorPosition, described, excerpt_at, without_secret};
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;

#[derive(Debug)]
pub struct Failure {
    pub error: Error,
    /// The connection can no longer be used.
    pub lost: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, lost: false }
    }
}

/// Where what comes while statements run goes to.
#[derive(Clone, Copy)]
pub struct Output<'o> {
    pub notice: &'o dyn Fn(&str),
    /// Data of `COPY .. TO STDOUT`. False when no more is wanted.
    pub data: &'o dyn Fn(&[u8]) -> bool,
}

impl Output<'_> {
    /// For questions of ours, which have neither.
    const NONE: Self = Self { notice: &|_| {}, data: &|_| true };
}

/// A session that runs interactive statements one by one.
pub struct InteractiveSession<'c> {
    client: Client,
    guard: CancelGuard<'c>,
    target: Target,
    /// Every transaction begins as READ ONLY. Said each time, and not once for the session: a
    /// pooler may give another session to each transaction, and hands this one on to others.
    read_only: bool,
}

/// A message, and whether the user sent it.
type Message<'m> = (&'m str, bool);

impl<'c> InteractiveSession<'c> {
    /// Errors: the server does not enforce read-only transactions.
    pub async fn open(
        client: Client,
        target: Target,
        interrupt: &'c Interrupt,
        read_only: bool,
    ) -> Result<Self> {
        let guard = CancelGuard::new(&client, interrupt);
        let unasked = client.set_unasked(false);
        let mut dialogue = Self { client, guard, target, read_only };
        for set in unasked {
            dialogue.ask(set).await.map_err(|failure| failure.error)?;
        }
        if read_only {
            let look = [("BEGIN READ ONLY", false), ("SHOW transaction_read_only", true)];
            let look = [look[0], look[1], ("ROLLBACK", false)];
            let (sets, fault) = dialogue.exchange(&look, usize::MAX, Output::NONE, None).await;
            if let Some(fault) = fault {
                return Err(explain_fault(fault, &dialogue.target));
            }
            let on = sets.first().and_then(|set| set.rows.first()?.first()?.as_deref());
            if on != Some("on") {
                return Err(Error::failed("the server does not keep a transaction read-only"));
            }
        }
        Ok(dialogue)
    }

    /// Ends the session.
    pub async fn close(self) {
        self.client.close().await;
    }

    /// The database, and how it is reached.
    pub fn target(&self) -> &Target {
        &self.target
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Sends a statement and reads its results, of which at most `keep`
    /// rows each are kept. Failures come after completed statements.
    ///
    /// Errors: those of the server, with the line and a caret under it, and its place when the
    /// statement is a file's; COPY from the client, which another method does.
    pub async fn run(
        &mut self,
        statement: &Statement,
        keep: usize,
        output: Output<'_>,
    ) -> (Vec<RowSet>, Result<(), Failure>) {
        if !self.read_only {
            let message = [(statement.text(), true)];
            let (sets, fault) = self.exchange(&message, keep, output, None).await;
            return (sets, fault.map_or(Ok(()), |fault| Err(self.explain(fault, statement, 0))));
        }
        let (mut sets, mut before) = (Vec::new(), 0);
        for piece in statement.pieces(self.client.standard_strings()) {
            let messages = self.held_to_reading(&piece);
            let (more, fault) = self.exchange(&messages, keep, output, None).await;
            sets.extend(more);
            if let Some(fault) = fault {
                return (sets, Err(self.explain(fault, statement, before)));
            }
            before += piece.text().len();
        }
        (sets, Ok(()))
    }

    /// The messages that make a statement, and the transaction that it begins, read-only.
    fn held_to_reading<'m>(&self, piece: &'m Statement) -> Vec<Message<'m>> {
        let asked = (piece.text(), true);
        match (self.client.status(), piece.kind()) {
            (Status::Idle, Kind::Begin { .. }) => {
                let writes = piece.tokens().any(|token| token.is("write"));
                let more = (!writes).then_some(("SET TRANSACTION READ ONLY", false));
                [asked].into_iter().chain(more).collect()
            }
            (Status::Idle, Kind::Commit | Kind::Rollback | Kind::Prepare) => vec![asked],
            (Status::Idle, _) => vec![("BEGIN READ ONLY", false), asked, ("COMMIT", false)],
            _ => vec![asked],
        }
    }

    /// Sends messages and reads all replies. Returns the results of the user's, and
    /// the first error.
    async fn exchange(
        &mut self,
        messages: &[Message<'_>],
        keep: usize,
        output: Output<'_>,
        mut data: Option<&mut Data<'_>>,
    ) -> (Vec<RowSet>, Option<Fault>) {
        let Self { client, guard, .. } = self;
        let (mut sets, mut set, mut fault) = (Vec::new(), RowSet::default(), None);
        let mut wanted = true;
        let work = async {
            for (text, _) in messages {
                client.query(text)?;
            }
            let mut left = messages.iter();
            let mut asked = left.next().is_some_and(|(_, asked)| *asked);
            loop {
                match client.next().await? {
                    Reply::Columns(columns) => (set.returns, set.columns) = (true, columns),
                    Reply::Row(row) if set.rows.len() < keep => set.rows.push(row.values()),
                    Reply::Done(tag) => {
                        (set.count, set.tag) = (tag.rows(), tag.0);
                        sets.extend(Some(std::mem::take(&mut set)).filter(|_| asked));
                    }
                    Reply::Notice(notice) => (output.notice)(&notice.lines()),
                    Reply::Error(error) => {
                        fault.get_or_insert(Fault::Server(error));
                    }
                    Reply::CopyIn { binary } => match &mut data {
                        Some(data) => data.feed(client, guard, binary).await?,
                        None => client.copy_fail("there is no data here")?,
                    },
                    Reply::Ready(_) => match left.next() {
                        Some((_, next)) => asked = *next,
                        None => return Ok(()),
                    },
                    Reply::Data(data) if wanted => {
                        wanted = (output.data)(&data);
                        if !wanted {
                            guard.cancel_once().await;
                        }
                    }
                    Reply::Row(_) | Reply::Empty | Reply::CopyOut | Reply::Data(_) => {}
                }
            }
        };
        let done: Result<std::io::Result<()>, Fault> = guard.run(work).await;
        let lost = match done {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(Fault::Lost(error)),
            Err(given_up) => Some(given_up),
        };
        (sets, fault.or(lost))
    }

    /// The rows of an internal query.
    pub async fn ask(&mut self, question: String) -> Result<RowSet, Failure> {
        let message = [(question.as_str(), true)];
        let (mut sets, fault) = self.exchange(&message, usize::MAX, Output::NONE, None).await;
        match fault {
            None => Ok(sets.pop().unwrap_or_default()),
            Some(fault) => {
                let lost = fault.is_lost();
                Err(Failure { error: explain_fault(fault, &self.target), lost })
            }
        }
    }

    /// Runs `COPY .. FROM STDIN` with the data of a source. `in_script` means that a line `\.`
    /// ends it, and not the source. Returns the rows that were copied.
    pub async fn copy_in(
        &mut self,
        statement: &Statement,
        source: &mut Source,
        in_script: bool,
        output: Output<'_>,
    ) -> Result<u64, Failure> {
        let make = if in_script { Data::in_script } else { Data::whole };
        let mut data = make(source, &|_, _| {});
        let messages = match self.read_only {
            true => self.held_to_reading(statement),
            false => vec![(statement.text(), true)],
        };
        let (sets, fault) = self.exchange(&messages, 0, output, Some(&mut data)).await;
        let (stopped, (file, first)) = (data.take_stopped(), data.place());
        data.finish();
        match (stopped, fault) {
            (Some(error), _) => Err(error.into()),
            (None, None) => Ok(sets.last().map_or(0, |set| set.count)),
            (None, Some(fault)) => {
                let line = ErrorPosition::of(&fault).copy_line;
                let mut failure = self.explain(fault, statement, 0);
                if let Some(line) = line {
                    let line = first.lines_down(line.saturating_sub(1)).line;
                    failure.error = failure.error.with_location(file.at_line(line));
                }
                Err(failure)
            }
        }
    }

    /// An error in the part of a statement that begins at this byte.
    fn explain(&self, fault: Fault, statement: &Statement, from: usize) -> Failure {
        let lost = fault.is_lost();
        let (text, origin) = (statement.text(), &statement.origin);
        let part = text.get(from..).unwrap_or(text);
        let fault = without_secret(fault, part, self.client.counts_bytes());
        let error_position = ErrorPosition::of(&fault);
        let offset = error_position.offset_in(part, self.client.counts_bytes());
        let offset = offset.map(|offset| from + offset);
        let mut error = described(fault, &error_position, &self.target, None);
        if self.read_only && error.code() == Some(sqlstate::READ_ONLY) {
            error = error.with_hint("--read-only makes every transaction read-only: leave it out");
        }
        if lost {
            error = Error::unreachable(format!("the connection is lost: {}", error.message()))
                .with_hint(format!(
                    "uncommitted changes are lost; reconnect with: {}",
                    hint::command("connect")
                ));
        }
        let typed = origin.file.path().as_os_str().is_empty();
        let Some(offset) = offset else {
            let error = if typed || lost { error } else { error.with_location(origin.location()) };
            return Failure { error, lost };
        };
        let position = origin.position_at(text, offset);
        if !typed {
            error = error.with_location(origin.file.at(position));
        }
        error = error.with_excerpt(excerpt_at(text, offset, (!typed).then_some(position.line)));
        Failure { error, lost }
    }
}
