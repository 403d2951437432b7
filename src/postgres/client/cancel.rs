//! Cancelling a statement with the protocol's cancel request. It identifies the session by the
//! key received at login, which poolers support too.

use std::io;

use bytes::BytesMut;
use postgres_protocol::message::frontend;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::error::Result;
use crate::model::Target;
use crate::postgres::failure::Failure;
use crate::postgres::servers::ATTEMPT;
use crate::postgres::transport::{self, Encryption};

/// Cancels what a session runs, over a separate connection. Cheap to clone.
#[derive(Clone)]
pub struct Canceller {
    /// With the address that the session is connected to.
    pub(super) target: Target,
    pub(super) encryption: Encryption,
    /// Process ID and secret key.
    pub(super) key: Option<(i32, i32)>,
}

impl Canceller {
    /// Asks the server to cancel the session's current statement, which may have ended by then.
    /// Returns when the server has processed the request.
    ///
    /// Errors: the connection fails.
    pub async fn cancel(&self) -> Result<()> {
        let Some((process, secret)) = self.key else { return Ok(()) };
        let ask = async {
            let mut stream = transport::open(&self.target, self.encryption).await?.stream;
            let mut request = BytesMut::new();
            frontend::cancel_request(process, secret, &mut request);
            stream.write_all(&request).await?;
            stream.flush().await?;
            // The server closes the connection when it is done, in whatever way.
            let _ = stream.read_u8().await;
            Ok::<_, Failure>(())
        };
        let late = |_| Err(io::Error::from(io::ErrorKind::TimedOut).into());
        let asked = tokio::time::timeout(ATTEMPT, ask).await.unwrap_or_else(late);
        asked.map_err(|failure| failure.explain(&self.target))
    }
}
