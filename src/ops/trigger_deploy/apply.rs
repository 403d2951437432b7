use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{DeployPlan, trial};
use crate::approval::Approved;
use crate::aws::Aws;
use crate::aws::lambda::{self, FunctionSpec, Lambda};
use crate::error::{Error, Result};
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
                lambda.update_code(&found.spec, zip).await?;
                settled(&lambda, name).await?;
            }
            if changes(&|what| !matches!(what, "code" | "architecture" | "permission" | "trigger"))
            {
                progress.doing("changing the function");
                lambda.update_configuration(&found.spec).await?;
                settled(&lambda, name).await?;
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

/// IAM takes a while until Lambda may assume a new role.
async fn create(
    lambda: &Lambda,
    spec: &FunctionSpec,
    zip: &[u8],
    progress: &dyn Progress,
) -> Result<String> {
    progress.doing("creating the function");
    let deadline = Instant::now() + PACE.1;
    let arn = loop {
        if let Some(arn) = lambda.create(spec, zip).await? {
            break arn;
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
