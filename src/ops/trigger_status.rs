//! The status of the post-confirmation trigger.

use super::trigger_deploy::{URL, redacted};
use crate::aws::Aws;
use crate::aws::lambda::Progress;
use crate::error::Result;
use crate::report::trigger::{FunctionShown, TriggerStatus};

pub async fn status(aws: &Aws, name: &str, pool: &str) -> Result<TriggerStatus> {
    let lambda = aws.lambda()?;
    let described = aws.cognito()?.pool(pool).await?;
    let function = lambda.function(name).await?;
    let permission = match &function {
        Some(_) => lambda.allows_pool(name, described.arn()).await?,
        None => false,
    };
    let trigger = described.post_confirmation().map(str::to_owned);
    let ours = function.as_ref().is_some_and(|it| trigger.as_deref() == Some(it.arn.as_str()));
    let function = function.map(|function| FunctionShown {
        database: redacted(function.variables.get(URL)),
        state: match function.progress {
            Progress::Done => "ready".to_owned(),
            Progress::Busy => "busy".to_owned(),
            Progress::Failed(reason) => format!("failed: {reason}"),
        },
        arn: function.arn,
        runtime: function.runtime,
        architecture: function.architecture,
        memory: function.memory,
        timeout: function.timeout,
        code_sha256: function.code_sha256,
        changed: function.changed,
        subnets: function.subnets,
    });
    Ok(TriggerStatus {
        region: aws.region().to_owned(),
        name: name.to_owned(),
        pool: pool.to_owned(),
        function,
        permission,
        trigger,
        connected: ours && permission,
    })
}
