use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use crate::error::{Error, Kind, Result};

/// How long a change that is under way may take after an interrupt.
const MOMENT: Duration = Duration::from_secs(3);

/// Ctrl-C, for operations.
///
/// Work that holds a [`Hold`] is not dropped when the user interrupts: it gets the interrupt
/// through [`Interrupt::wait`], cleans up (cancel on the server, roll back) and returns by
/// itself. Work without one is dropped at its next await.
#[derive(Clone)]
pub struct Interrupt {
    signal: watch::Sender<bool>,
    holds: Arc<AtomicUsize>,
    shields: Arc<AtomicUsize>,
    /// Every change is made under a hold.
    watched: Arc<AtomicBool>,
    /// There was a hold.
    begun: Arc<AtomicBool>,
}

impl Default for Interrupt {
    fn default() -> Self {
        Self {
            signal: watch::Sender::new(false),
            holds: Arc::default(),
            shields: Arc::default(),
            watched: Arc::default(),
            begun: Arc::default(),
        }
    }
}

impl Interrupt {
    pub fn raise(&self) {
        self.signal.send_replace(true);
    }

    /// Resets it: the interrupted work has ended, and the next may begin.
    pub fn lower(&self) {
        self.signal.send_replace(false);
    }

    pub fn is_raised(&self) -> bool {
        *self.signal.borrow()
    }

    /// Returns once the user has interrupted; immediately if they already have.
    pub async fn wait(&self) {
        let mut receiver = self.signal.subscribe();
        // The sender lives in self, so waiting cannot fail.
        let _ = receiver.wait_for(|raised| *raised).await;
    }

    /// Returns once the user has interrupted and what was under way then has had a moment.
    pub async fn wait_and_more(&self) {
        self.wait().await;
        tokio::time::sleep(MOMENT).await;
    }

    /// While the guard exists, an interrupt does not drop the work.
    pub fn hold(&self) -> Hold {
        self.begun.store(true, Ordering::SeqCst);
        self.holds.fetch_add(1, Ordering::SeqCst);
        Hold(Arc::clone(&self.holds))
    }

    /// While the guard exists, no number of interrupts drops the work: the signals are for
    /// a program that we run, and something must be undone after it.
    pub fn shield(&self) -> Hold {
        self.begun.store(true, Ordering::SeqCst);
        self.shields.fetch_add(1, Ordering::SeqCst);
        Hold(Arc::clone(&self.shields))
    }

    /// Runs a change that commits at its end. An interrupt leaves it a moment, so that the outcome
    /// can be told: as in `{what} was added`. A part of the change that has a [`Hold`] of its own is
    /// waited for.
    pub async fn finish<T>(
        &self,
        done: &str,
        change: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let _hold = self.hold();
        let mut change = std::pin::pin!(change);
        tokio::select! {
            biased;
            () = self.wait() => {}
            result = &mut change => return result,
        }
        let outcome = match timeout(MOMENT, &mut change).await {
            Err(_) if self.holds.load(Ordering::SeqCst) > 1 => Ok(change.await),
            outcome => outcome,
        };
        Err(match outcome {
            Ok(Ok(_)) => Error::interrupted(format!("interrupted; {done}")),
            Ok(Err(error)) if error.kind() != Kind::Unreachable => failed(&error),
            // The connection is lost, or the answer takes too long.
            _ => Error::interrupted(format!("interrupted; it is unknown whether {done}")),
        })
    }

    /// From here on every change is made under a hold.
    pub fn watch_changes(&self) {
        self.watched.store(true, Ordering::SeqCst);
    }

    /// Whether certainly nothing was changed so far.
    pub fn is_harmless(&self) -> bool {
        self.watched.load(Ordering::SeqCst) && !self.begun.load(Ordering::SeqCst)
    }

    pub fn is_shielded(&self) -> bool {
        self.shields.load(Ordering::SeqCst) > 0
    }

    pub fn is_held(&self) -> bool {
        self.holds.load(Ordering::SeqCst) > 0
    }
}

/// The error of work that failed on an interrupt.
pub fn failed(error: &Error) -> Error {
    let interrupted = Error::interrupted(format!("interrupted; {}", error.message()));
    match error.detail() {
        Some(detail) => interrupted.with_detail(detail),
        None => interrupted,
    }
}

/// See [`Interrupt::hold`] and [`Interrupt::shield`].
pub struct Hold(Arc<AtomicUsize>);

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
