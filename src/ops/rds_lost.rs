//! Calls that change an instance, when AWS's answers are lost.

use std::time::Duration;

use tokio::time::sleep;

use crate::aws::rds::{Rds, Refused};
use crate::error::{Kind, Result};
use crate::hint;
use crate::model::Instance;
use crate::ops::sg_rule::LAG;

/// What the instance is, looked at until it is as the call should have made it or AWS's answers can
/// no longer be late: whether it is so, and its status as far as that is known.
pub async fn look(
    rds: &Rds,
    identifier: &str,
    is_done: impl Fn(Option<&Instance>) -> bool,
) -> (bool, Option<String>) {
    let mut status = None;
    for pause in [Duration::ZERO].into_iter().chain(LAG) {
        sleep(pause).await;
        match rds.instance(identifier).await {
            Ok(seen) if is_done(seen.as_ref()) => return (true, None),
            Ok(seen) => status = Some(seen.map_or("not there".to_owned(), |it| it.status)),
            Err(_) => break,
        }
    }
    (false, status)
}

/// Whether AWS said itself that the call is done, or that is seen afterwards. `what` is what it
/// does, as in "stopped".
///
/// Errors: AWS refuses; the answer is lost, and the instance is not so, or not known.
pub async fn done(
    rds: &Rds,
    identifier: &str,
    sent: Result<(), Refused>,
    what: &str,
    is_done: impl Fn(Option<&Instance>) -> bool,
) -> Result<bool> {
    let Err(Refused { error, may_be_done }) = sent else { return Ok(true) };
    if !may_be_done {
        return Err(error);
    }
    let (is_done, status) = look(rds, identifier, is_done).await;
    if is_done {
        return Ok(false);
    }
    // It is an answer, and it is right.
    if error.kind() != Kind::Unreachable {
        return Err(error);
    }
    let state = match status {
        Some(status) => format!("{identifier} is {status} so far, and may still be {what}"),
        None => format!("whether {identifier} is {what} is not known"),
    };
    let status = hint::command(format!("rds-status {identifier}"));
    Err(error.with_detail(state).with_hint(format!("see what it is: {status}")))
}
