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

    /// Runs a text of any number of statements. Errors: the server's; the connection's.
    pub async fn execute(&mut self, sql: String) -> Result<(), Fault> {
        self.run(&[sql]).await?.pop().unwrap_or(Ok(()))
    }
}
