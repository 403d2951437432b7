//! The post-confirmation trigger as a Lambda function: the Runtime API, and a line of JSON in
//! the log for each call. The work itself is `ops::post_confirmation`.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use lambda_runtime::{Diagnostic, LambdaEvent, Runtime, service_fn};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::config::Environ;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::trial_event::answer_to_trial;
use crate::ops::post_confirmation::{PostConfirmation, Refusal};
use crate::report::confirmed::{Confirmed, Outcome};

pub fn run() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log(json!({ "level": "error", "event": "start" }), Some(&error));
            error.kind().status().code().into()
        }
    }
}

fn serve() -> Result<()> {
    let environ = Environ::of_process();
    if !environ.is_lambda()? {
        return Err(Error::usage("this program is an AWS Lambda function").with_hint(format!(
            "try an event with: {}",
            hint::command("post-confirmation EVENT.json")
        )));
    }
    let trigger = PostConfirmation::new(environ.trigger_target()?, environ.aws_keys()?);
    // Lambda sends one call at a time.
    let trigger = Arc::new(Mutex::new(trigger));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Error::failed("the runtime cannot start").because(error))?;
    let service = service_fn(|event| answer(Arc::clone(&trigger), event));
    runtime.block_on(async { Runtime::new(service).run().await }).map_err(|error| {
        Error::failed("the Lambda Runtime API is not available").with_detail(error.to_string())
    })
}

/// Returns the event unchanged, including unknown fields, or what the user may see. The answer to
/// an event of `trigger-deploy --test` says that it was one.
async fn answer(
    trigger: Arc<Mutex<PostConfirmation>>,
    event: LambdaEvent<Value>,
) -> Result<Value, Diagnostic> {
    let start = Instant::now();
    let result = trigger.lock().await.handle(&event.payload).await;
    let milliseconds = start.elapsed().as_millis() as u64;
    report(&result, &event, milliseconds);
    match result {
        Ok(Confirmed { outcome: Outcome::RolledBack, .. }) => Ok(answer_to_trial(event.payload)),
        Ok(_) => Ok(event.payload),
        Err(refusal) => Err(Diagnostic {
            error_type: refusal.reason.code().to_owned(),
            error_message: refusal.reason.for_person(),
        }),
    }
}

fn report(result: &Result<Confirmed, Refusal>, event: &LambdaEvent<Value>, milliseconds: u64) {
    let request_id = &event.context.request_id;
    match result {
        Ok(confirmed) => log(
            json!({
                "level": "info",
                "event": confirmed.outcome,
                "trigger": confirmed.trigger,
                "sub": confirmed.sub,
                "request_id": request_id,
                "milliseconds": milliseconds,
            }),
            None,
        ),
        Err(refusal) => log(
            json!({
                "level": "error",
                "event": refusal.reason.code(),
                "sub": event.payload.pointer("/request/userAttributes/sub"),
                "request_id": request_id,
                "milliseconds": milliseconds,
            }),
            Some(&refusal.error),
        ),
    }
}

/// Writes a line. Errors are written without their detail, in which the server quotes the row.
fn log(mut line: Value, error: Option<&Error>) {
    if let Some(error) = error {
        let whole = error.to_json();
        for key in ["kind", "message", "hint", "sqlstate"] {
            if let Some(value) = whole.pointer(&format!("/error/{key}")) {
                line[key] = value.clone();
            }
        }
    }
    // Without the log, a failure cannot be reported.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
