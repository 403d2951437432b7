//! Sends and receives bytes at the same time.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::{Buf, BytesMut};
use postgres_protocol::message::backend::{Header, Message};
use tokio::io::{AsyncReadExt, AsyncWrite};

use super::message::{columns, garbage};
use super::{Client, READ, Reply, Row, ServerMessage, Status, Tag, WAITING};

impl Client {
    pub(super) fn put_plain(&mut self, write: impl FnOnce(&mut BytesMut)) {
        let before = self.outgoing.len();
        write(&mut self.outgoing);
        self.queued += (self.outgoing.len() - before) as u64;
    }

    pub(super) fn put(
        &mut self,
        write: impl FnOnce(&mut BytesMut) -> io::Result<()>,
    ) -> io::Result<()> {
        let before = self.outgoing.len();
        let result = write(&mut self.outgoing);
        if result.is_err() {
            self.outgoing.truncate(before);
        }
        self.queued += (self.outgoing.len() - before) as u64;
        result
    }

    /// How many bytes were ever queued. Compared with [`Client::sent`], it shows whether a message
    /// has left this machine.
    pub fn queued(&self) -> u64 {
        self.queued
    }

    /// How many of these bytes the operating system has accepted.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// The next reply. Cancel safe.
    pub async fn next(&mut self) -> io::Result<Reply> {
        loop {
            if let Some(reply) = self.arrived()? {
                return Ok(reply);
            }
            poll_fn(|cx| self.poll_move(cx)).await?;
        }
    }

    pub(super) fn arrived(&mut self) -> io::Result<Option<Reply>> {
        if let Some(reply) = self.early.pop_front() {
            return Ok(Some(reply));
        }
        self.parsed()
    }

    pub(super) fn parsed(&mut self) -> io::Result<Option<Reply>> {
        while let Some(message) = self.message()? {
            if let Some(reply) = self.reply(message)? {
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    /// Waits until little is left to send. False when the server has reported an error and does
    /// not want the rest of the data. Cancel safe.
    pub async fn drain(&mut self) -> io::Result<bool> {
        let mut waits = false;
        loop {
            let moved = poll_fn(|cx| match self.poll_move(cx) {
                Poll::Pending if !waits => Poll::Ready(Ok(())),
                other => other,
            });
            let moved = moved.await;
            while let Some(reply) = self.parsed()? {
                let failed = matches!(reply, Reply::Error(_));
                self.early.push_back(reply);
                if failed {
                    return Ok(false);
                }
            }
            moved?;
            waits = self.outgoing.len() > WAITING;
            if !waits {
                return Ok(true);
            }
        }
    }

    pub(super) fn message(&mut self) -> io::Result<Option<Message>> {
        if let Some(header) = Header::parse(&self.incoming).map_err(garbage)?
            && usize::try_from(header.len()).is_ok_and(|length| length > self.longest)
        {
            return Err(garbage("a message longer than Postgres sends"));
        }
        Message::parse(&mut self.incoming).map_err(garbage)
    }

    pub(super) fn reply(&mut self, message: Message) -> io::Result<Option<Reply>> {
        Ok(Some(match message {
            Message::RowDescription(body) => Reply::Columns(columns(&body).map_err(garbage)?),
            Message::DataRow(body) => Reply::Row(Row(body)),
            Message::CommandComplete(body) => {
                Reply::Done(Tag(body.tag().map_err(garbage)?.to_owned()))
            }
            Message::EmptyQueryResponse => Reply::Empty,
            Message::ErrorResponse(body) => {
                let mut error = ServerMessage::read(body.fields()).map_err(garbage)?;
                error.as_another = self.acts_as_another;
                Reply::Error(error.into())
            }
            Message::NoticeResponse(body) => {
                Reply::Notice(ServerMessage::read(body.fields()).map_err(garbage)?.into())
            }
            Message::CopyInResponse(body) => Reply::CopyIn { binary: body.format() != 0 },
            Message::CopyOutResponse(_) => Reply::CopyOut,
            Message::CopyData(body) => Reply::Data(body.into_bytes()),
            Message::ReadyForQuery(body) => {
                self.status = Status::read(body.status())?;
                Reply::Ready(self.status)
            }
            Message::ParameterStatus(body) => {
                let text = |part: io::Result<&str>| part.map(str::to_owned).map_err(garbage);
                self.parameters.insert(text(body.name())?, text(body.value())?);
                return Ok(None);
            }
            Message::ParseComplete
            | Message::BindComplete
            | Message::CloseComplete
            | Message::CopyDone
            | Message::NoData
            | Message::NotificationResponse(_)
            | Message::ParameterDescription(_) => return Ok(None),
            _ => return Err(garbage("an unexpected message")),
        }))
    }

    /// Moves bytes in both directions; ready when some were moved.
    pub(super) fn poll_move(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut moved = false;
        while self.broken.is_none() && !self.outgoing.is_empty() {
            match Pin::new(&mut self.stream).poll_write(cx, &self.outgoing) {
                Poll::Ready(Ok(0)) => self.broken = Some(io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(length)) => {
                    self.outgoing.advance(length);
                    self.sent += length as u64;
                    (moved, self.unflushed) = (true, true);
                }
                Poll::Ready(Err(error)) => self.broken = Some(error),
                Poll::Pending => break,
            }
        }
        if self.broken.is_none() && self.unflushed {
            match Pin::new(&mut self.stream).poll_flush(cx) {
                Poll::Ready(Ok(())) => self.unflushed = false,
                Poll::Ready(Err(error)) => self.broken = Some(error),
                Poll::Pending => {}
            }
        }
        self.incoming.reserve(READ);
        let read = pin!(self.stream.read_buf(&mut self.incoming));
        match read.poll(cx) {
            Poll::Ready(Ok(0)) => {
                let end = io::ErrorKind::UnexpectedEof.into();
                Poll::Ready(Err(self.broken.take().unwrap_or(end)))
            }
            Poll::Ready(Ok(_)) => Poll::Ready(Ok(())),
            Poll::Ready(Err(error)) => Poll::Ready(Err(self.broken.take().unwrap_or(error))),
            Poll::Pending if moved => Poll::Ready(Ok(())),
            Poll::Pending => Poll::Pending,
        }
    }
}
