use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::differences::{code_sha256, differences};
use super::{DeployPlan, trial};
use crate::approval::Approved;
use crate::aws::Aws;
use crate::aws::lambda::{self, Created, FunctionSpec, Lambda};
use crate::error::{Error, Kind, Result};
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::report::trigger::Deployed;

/// How often to check whether an update completed, and for how long.
const PACE: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(120));

/// Creates or updates the function, allows the pool to call it, and sets the trigger.
///
/// Errors: AWS's, with what was done before; another setting of the pool changed.
pub async fn apply(
    aws: &Aws,
    plan: &Approved<DeployPlan>,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Deployed> {
    let DeployPlan { function: name, found, zip, .. } = &**plan;
    let lambda = aws.lambda()?;
    let changes = |wanted: &dyn Fn(&str) -> bool| plan.changes.iter().any(|it| wanted(it.what));
    let arn = match &found.function {
        None => create(&lambda, &found.spec, zip, progress).await?,
        Some(function) => {
            progress.doing("waiting for the function");
            settled(&lambda, name).await?;
            if changes(&|what| matches!(what, "code" | "architecture")) {
                progress.doing("replacing the code");
                change(&lambda, name, || lambda.update_code(&found.spec, zip)).await?;
            }
            if changes(&|what| !matches!(what, "code" | "architecture" | "permission" | "trigger"))
            {
                progress.doing("changing the function");
                change(&lambda, name, || lambda.update_configuration(&found.spec)).await?;
            }
            function.arn.clone()
        }
    };
    if plan.test {
        progress.doing("testing the function");
        trial::run(&lambda, plan).await.map_err(|error| {
            let pool = match changes(&|what| what == "trigger") {
                true => "the pool does not call it yet",
                false => "the pool calls it as before",
            };
            error.with_detail(format!("the function is deployed; {pool}"))
        })?;
    }
    if changes(&|what| what == "permission") {
        lambda.allow_pool(name, found.pool.arn(), found.pool.account()).await?;
    }
    if changes(&|what| what == "trigger") {
        progress.doing("setting the trigger");
        // Between an update and its check, the pool may have changed.
        let _hold = interrupt.hold();
        aws.cognito()?.set_post_confirmation(&found.pool, &arn).await?;
    }
    let (region, pool, changes) = (plan.region.clone(), plan.pool.clone(), plan.changes.clone());
    Ok(Deployed { region, function: arn, pool, changes, tested: plan.test })
}

/// Creates the function. IAM takes a while until Lambda may assume a new role.
async fn create(
    lambda: &Lambda,
    spec: &FunctionSpec,
    zip: &[u8],
    progress: &dyn Progress,
) -> Result<String> {
    progress.doing("creating the function");
    let deadline = Instant::now() + PACE.1;
    let arn = loop {
        match lambda.create(spec, zip).await {
            Ok(Created::Begun(arn)) => break arn,
            Ok(Created::Exists(error)) => break after_all(lambda, spec, zip, error).await?,
            Err(error) if error.kind() == Kind::Unreachable => {
                let name = &spec.name;
                let error = error.with_detail(format!("the function {name} may have been created"));
                break after_all(lambda, spec, zip, error.with_hint(AGAIN)).await?;
            }
            Err(error) => return Err(error),
            Ok(Created::RoleIsNew) => {}
        }
        if Instant::now() > deadline {
            return Err(Error::failed(format!("Lambda cannot assume the role {}", spec.role))
                .with_hint("add lambda.amazonaws.com to its trust policy"));
        }
        progress.doing("waiting until Lambda may assume the role");
        sleep(PACE.0).await;
    };
    settled(lambda, &spec.name).await?;
    Ok(arn)
}

const AGAIN: &str = "run the same again: it goes on from what is there";

/// The function, if the call whose answer was lost has created it: it is as specified.
///
/// Errors: this one, otherwise.
async fn after_all(
    lambda: &Lambda,
    spec: &FunctionSpec,
    zip: &[u8],
    error: Error,
) -> Result<String> {
    match lambda.function(&spec.name).await {
        Ok(Some(it)) if differences(spec, &code_sha256(zip), Some(&it)).is_empty() => Ok(it.arn),
        _ => Err(error),
    }
}

/// Makes a call that changes the function, which may be made twice, and waits for its end.
async fn change<F>(lambda: &Lambda, name: &str, call: impl Fn() -> F) -> Result<()>
where
    F: Future<Output = Result<bool>>,
{
    let lost = |error: Error| match error.kind() {
        Kind::Unreachable => {
            let detail = format!("the function {name} may have been changed");
            error.with_detail(detail).with_hint(AGAIN)
        }
        _ => error,
    };
    for _ in 0..2 {
        let begun = call().await.map_err(lost)?;
        settled(lambda, name).await?;
        if begun {
            return Ok(());
        }
    }
    Err(Error::failed(format!("the function {name} is being changed by someone else"))
        .with_hint(AGAIN))
}

/// Waits until the last update completed: until then the next one is refused.
async fn settled(lambda: &Lambda, name: &str) -> Result<()> {
    let deadline = Instant::now() + PACE.1;
    loop {
        let function = lambda.function(name).await?;
        let function =
            function.ok_or_else(|| Error::failed(format!("the function {name} was deleted")))?;
        match function.progress {
            lambda::Progress::Done => return Ok(()),
            lambda::Progress::Failed(reason) => {
                return Err(Error::failed(format!("the function {name} is not ready: {reason}")));
            }
            lambda::Progress::Busy if Instant::now() > deadline => {
                return Err(Error::failed(format!("the function {name} is still being changed"))
                    .with_hint("run it again later"));
            }
            lambda::Progress::Busy => sleep(PACE.0).await,
        }
    }
}
