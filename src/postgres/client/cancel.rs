//! Cancelling what the server does, by the protocol's own request. It names the session by the
//! key that came at login, which a pooler understands as well.

use std::io;

use bytes::BytesMut;
use postgres_protocol::message::frontend;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::error::Result;
use crate::model::Target;
use crate::postgres::failure::Failure;
use crate::postgres::servers::ATTEMPT;
use crate::postgres::transport::{self, Encryption};

/// Cancels what a session runs, over a connection of its own. Cheap enough to clone.
#[derive(Clone)]
pub struct Canceller {
    /// With the address that the session was found at.
    pub(super) target: Target,
    pub(super) encryption: Encryption,
    /// Process id and secret.
    pub(super) key: Option<(i32, i32)>,
}

impl Canceller {
    /// Asks the server to cancel the statement that the session runs; it may be over by then.
    /// Returns when the server has passed the request on.
    ///
    /// Errors: no connection.
    pub async fn cancel(&self) -> Result<()> {
        let Some((process, secret)) = self.key else { return Ok(()) };
        let ask = async {
            let mut stream = transport::open(&self.target, self.encryption).await?.stream;
            let mut request = BytesMut::new();
            frontend::cancel_request(process, secret, &mut request);
            stream.write_all(&request).await?;
            stream.flush().await?;
            // The server hangs up when it is done. How it does is all the same.
            let _ = stream.read_u8().await;
            Ok::<_, Failure>(())
        };
        let late = |_| Err(io::Error::from(io::ErrorKind::TimedOut).into());
        let asked = tokio::time::timeout(ATTEMPT, ask).await.unwrap_or_else(late);
        asked.map_err(|failure| failure.explain(&self.target))
    }
}
