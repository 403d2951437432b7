//! Asking the server what was done when a connection is lost: a restarted one comes back.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::RetryTimeout;

/// How long to ask.
pub const TIMEOUT: Duration = Duration::from_secs(8);

/// Between two attempts.
pub const PAUSE: Duration = Duration::from_millis(200);

/// Repeats an attempt, which is given the time left, until it returns a value. `None`: it did not.
pub async fn ask<T>(mut attempt: impl AsyncFnMut(RetryTimeout) -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + TIMEOUT;
    let asked = timeout_at(deadline, async {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if let Some(answer) = attempt(RetryTimeout(Some(left))).await {
                return answer;
            }
            sleep(PAUSE).await;
        }
    });
    asked.await.ok()
}
