use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use tokio::time::Instant;

use crate::interrupt::Interrupt;
use crate::postgres::client::{Canceller, Client, Fault};

/// How often and how long a cancel request is repeated: what the server has not ended by then is
/// abandoned.
const AGAIN: Duration = Duration::from_millis(300);

/// How long a cancel request may take when there is nothing left to cancel.
const ASKED: Duration = Duration::from_secs(1);

/// How often the server may refuse the cancel connection.
const TRIES: u32 = 5;

const ENOUGH: Duration = Duration::from_secs(10);

/// Work on the server that an interrupt cancels.
pub struct CancelGuard<'c> {
    interrupt: &'c Interrupt,
    canceller: Canceller,
}

impl<'c> CancelGuard<'c> {
    pub fn new(client: &Client, interrupt: &'c Interrupt) -> Self {
        Self { interrupt, canceller: client.canceller() }
    }

    pub fn is_raised(&self) -> bool {
        self.interrupt.is_raised()
    }

    /// Ends when the user interrupts.
    pub async fn raised(&self) {
        self.interrupt.wait().await;
    }

    /// Waits for the work. After an interrupt, cancel requests are sent until it ends.
    ///
    /// Errors: the request failed, or the server does not end the work; the work is abandoned, and
    /// the connection with it.
    pub async fn run<T>(&self, work: impl Future<Output = T>) -> Result<T, Fault> {
        let asking = AtomicBool::new(false);
        let mut cancel = pin!(self.cancel(&asking));
        let done = tokio::select! {
            biased;
            done = work => done,
            error = &mut cancel => return Err(Fault::Lost(error)),
        };
        // A started request is completed: pgbouncer 1.18 crashes, with all sessions,
        // if the client disconnects first.
        let asked = poll_fn(|cx| {
            let over = !asking.load(Ordering::Relaxed) || cancel.as_mut().poll(cx).is_ready();
            if over || !asking.load(Ordering::Relaxed) { Poll::Ready(()) } else { Poll::Pending }
        });
        // Its outcome does not matter.
        let _ = tokio::time::timeout(ASKED, asked).await;
        Ok(done)
    }

    async fn cancel(&self, asking: &AtomicBool) -> io::Error {
        self.interrupt.wait().await;
        let deadline = Instant::now() + ENOUGH;
        let mut refused = 0;
        while Instant::now() < deadline && refused < TRIES {
            asking.store(true, Ordering::Relaxed);
            let asked = self.canceller.cancel().await;
            asking.store(false, Ordering::Relaxed);
            match asked {
                Ok(()) => refused = 0,
                Err(_) => refused += 1,
            }
            tokio::time::sleep(AGAIN).await;
        }
        io::ErrorKind::TimedOut.into()
    }
}
