//! Texts of any number of statements, of which only the outcome matters.

use super::{Client, Fault, Reply};

impl Client {
    /// Sends each text as a separate message, all at once unless a pooler is seen, and returns the
    /// outcome of each. A later one runs even if an earlier one failed.
    ///
    /// Errors: the connection's.
    pub async fn run(&mut self, messages: &[String]) -> Result<Vec<Result<(), Fault>>, Fault> {
        let mut done = Vec::new();
        // Old poolers give the session to others after each message, although it has been sent the
        // next one.
        for together in messages.chunks(if self.has_made_up_pid() { 1 } else { usize::MAX }) {
            for message in together {
                self.query(message)?;
            }
            for _ in together {
                done.push(self.outcome().await?);
            }
        }
        Ok(done)
    }

    /// The outcome of the next message sent with [`Client::query`].
    ///
    /// Errors: the connection's.
    pub async fn outcome(&mut self) -> Result<Result<(), Fault>, Fault> {
        let mut fault = None;
        loop {
            match self.next().await {
                Ok(Reply::Error(error)) => fault = fault.or(Some(error)),
                Ok(Reply::Ready(_)) => {
                    return Ok(fault.map_or(Ok(()), |error| Err(Fault::Server(error))));
                }
                Ok(_) => {}
                // Its last error says more than the closed connection.
                Err(lost) => return Err(fault.map_or(Fault::Lost(lost), Fault::Server)),
            }
        }
    }

    /// The first value of the first row of the last query in it. Errors: the server's; the
    /// connection's.
    pub async fn ask(&mut self, sql: &str) -> Result<Option<String>, Fault> {
        self.query(sql)?;
        let (mut value, mut fault) = (None, None);
        loop {
            match self.next().await {
                Ok(Reply::Columns(_)) => value = None,
                Ok(Reply::Row(row)) if value.is_none() => {
                    value = Some(row.values().into_iter().next());
                }
                Ok(Reply::Error(error)) => fault = fault.or(Some(error)),
                Ok(Reply::Ready(_)) => break,
                Err(_) if fault.is_some() => break,
                reply => drop(reply?),
            }
        }
        fault.map_or_else(|| Ok(value.flatten().flatten()), |error| Err(Fault::Server(error)))
    }

    /// Runs a text of any number of statements. Errors: the server's; the connection's.
    pub async fn execute(&mut self, sql: String) -> Result<(), Fault> {
        self.run(&[sql]).await?.pop().unwrap_or(Ok(()))
    }
}
