//! `trigger-deploy --test`: the function is called once, and rolls back what it did.

use serde_json::Value;

use super::DeployPlan;
use crate::aws::lambda::{Answer, Lambda};
use crate::error::{Error, Result};
use crate::model::trial_event;
use crate::random;

/// Calls the function with a user that nobody has.
///
/// Errors: it failed, with the reason from its log; its program is older than this event.
pub(super) async fn run(lambda: &Lambda, plan: &DeployPlan) -> Result<()> {
    let event = trial_event::trial_event(&plan.region, &plan.pool, &random::hex(8)?);
    let answer = lambda.invoke(&plan.function, &event).await?;
    if answer.has_failed {
        return Err(failure(&answer));
    }
    if !trial_event::is_answer_to_trial(&answer.payload) {
        return Err(Error::failed(
            "the function's program does not know tests: it is an older one",
        )
        .with_hint("build the zip from this version, or leave --test out"));
    }
    Ok(())
}

/// What the function has logged as an error, else what it answered.
fn failure(answer: &Answer) -> Error {
    let lines = answer.log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let logged = lines.rev().find(|line| line["level"] == "error").unwrap_or_default();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let said = text(&logged["message"]).or_else(|| text(&answer.payload["errorMessage"]));
    let error = Error::failed(format!(
        "the function's test failed: {}",
        said.unwrap_or_else(|| "no reason given".to_owned())
    ));
    match text(&logged["hint"]) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}
