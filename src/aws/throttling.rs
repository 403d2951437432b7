//! Calls that AWS refuses because too many come, as when a whole team starts its workspaces: they
//! are made again for longer than those that fail for other reasons.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use aws_config::retry::{ErrorKind, RetryConfig};
use aws_sdk_ec2::config::interceptors::FinalizerInterceptorContextRef;
use aws_sdk_ec2::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_ec2::error::BoxError;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryReason,
};
use aws_smithy_types::config_bag::{Storable, StoreReplace};
use tokio::time::Instant;

use crate::random;

/// Told what the user should know meanwhile.
pub type OnNotice = Arc<dyn Fn(&str) + Send + Sync>;

/// How long a call is made again.
const RETRY_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest pause between two attempts. Each is random, so that machines that began together
/// do not go on together.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Nobody wonders about a shorter wait.
const UNNOTICED: Duration = Duration::from_secs(3);

/// What the clients of all services do about it.
#[derive(Clone)]
pub struct Throttling {
    timeout: Duration,
    on_notice: OnNotice,
    is_told: Arc<AtomicBool>,
}

impl Throttling {
    /// `attempt` is the timeout of one request: it shortens a shorter bound, so that the call's
    /// own is not reached.
    pub fn new(attempt: Duration, on_notice: OnNotice) -> Self {
        Self { timeout: RETRY_TIMEOUT.min(attempt * 3 / 2), on_notice, is_told: Arc::default() }
    }

    /// The longest next pause of a call that was refused first at that time; none if it has been
    /// made again for long enough.
    pub fn longest_pause(&self, since: Instant) -> Option<Duration> {
        let waited = since.elapsed();
        let left = self.timeout.checked_sub(waited).filter(|left| !left.is_zero())?;
        if waited > UNNOTICED && !self.is_told.swap(true, Ordering::Relaxed) {
            (self.on_notice)(&format!(
                "AWS is asked too often; trying again for {} s at most",
                left.as_secs().max(1)
            ));
        }
        Some(left.min(LONGEST_PAUSE))
    }
}

/// A part of this pause, at random.
pub fn part_of(pause: Duration) -> Duration {
    pause * u32::from(random::number() as u16) / u32::from(u16::MAX)
}

impl fmt::Debug for Throttling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Throttling({:?})", self.timeout)
    }
}

/// Of one call: since when and how often it was refused, and how often it is made otherwise.
#[derive(Debug, Clone)]
struct Refused {
    since: Instant,
    times: u32,
    otherwise: RetryConfig,
}

impl Storable for Refused {
    type Storer = StoreReplace<Self>;
}

/// The SDK counts attempts, whatever they fail for. So their number and pauses are set after each.
impl Intercept for Throttling {
    fn name(&self) -> &'static str {
        "Throttling"
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let is_throttled = components.retry_classifiers().any(|classifier| {
            matches!(
                classifier.classify_retry(context.inner()),
                RetryAction::RetryIndicated(RetryReason::RetryableError {
                    kind: ErrorKind::ThrottlingError,
                    ..
                })
            )
        });
        let mut refused = match (bag.load::<Refused>().cloned(), bag.load::<RetryConfig>()) {
            (Some(refused), _) => refused,
            (None, Some(otherwise)) if is_throttled => {
                Refused { since: Instant::now(), times: 0, otherwise: otherwise.clone() }
            }
            (None, _) => return Ok(()),
        };
        refused.times += u32::from(is_throttled);
        let otherwise = refused.otherwise.clone();
        let attempts = otherwise.max_attempts();
        // Those that were refused do not count.
        let more = otherwise.clone().with_max_attempts(attempts.saturating_add(refused.times));
        let config = match is_throttled {
            // One attempt is what the user wants of all calls.
            _ if attempts == 1 => otherwise,
            false => more,
            true => match self.longest_pause(refused.since) {
                Some(pause) => more.with_max_backoff(pause),
                None => otherwise.with_max_attempts(1),
            },
        };
        bag.interceptor_state().store_put(refused);
        bag.interceptor_state().store_put(config);
        Ok(())
    }
}
