use super::differences::{code_sha256, differences};
use super::{DeployPlan, DeploySpec, Found, HANDLER, RUNTIME, URL, network};
use crate::aws::Aws;
use crate::aws::cognito::Pool;
use crate::aws::lambda::{Function, FunctionSpec};
use crate::error::{Error, Result};
use crate::hint;
use crate::report::trigger::TriggerChange;

/// Seconds; Cognito waits no longer than this.
const TIMEOUT: i32 = 5;
/// MiB; it determines the function's CPU share, and the first call needs some for TLS.
const MEMORY: i32 = 256;

/// Compares the current state with the request.
pub async fn plan(aws: &Aws, request: DeploySpec) -> Result<DeployPlan> {
    let (lambda, cognito) = (aws.lambda()?, aws.cognito()?);
    let pool = cognito.pool(&request.pool).await?;
    let function = lambda.function(&request.function).await?;
    let allowed = match &function {
        Some(_) => lambda.allows_pool(&request.function, pool.arn()).await?,
        None => false,
    };
    let spec = spec(&request, function.as_ref())?;
    if spec.subnets.is_empty() {
        network::check(aws, &request.url).await?;
    }
    let mut changes = differences(&spec, &code_sha256(&request.zip), function.as_ref());
    if !allowed {
        let after = format!("pool {} may call it", request.pool);
        changes.push(TriggerChange { what: "permission", before: None, after });
    }
    let arn = function.as_ref().map_or(request.function.as_str(), |function| function.arn.as_str());
    if function.is_none() || pool.post_confirmation() != Some(arn) {
        let before = pool.post_confirmation().map(str::to_owned);
        changes.push(TriggerChange { what: "trigger", before, after: arn.to_owned() });
    }
    Ok(DeployPlan {
        region: aws.region().to_owned(),
        takes_over: takes_over(&request, function.as_ref(), &pool),
        function: request.function,
        pool: request.pool,
        changes,
        test: request.test,
        found: Found { function, pool, spec },
        zip: request.zip,
    })
}

/// The specification: the request, and an existing function's other values.
fn spec(request: &DeploySpec, function: Option<&Function>) -> Result<FunctionSpec> {
    let or = |asked: &Option<String>, known: Option<&String>| asked.clone().or(known.cloned());
    let or_all = |asked: &[String], known: Option<&Vec<String>>| match (asked, known) {
        ([], Some(known)) => known.clone(),
        _ => asked.to_vec(),
    };
    let role = or(&request.role, function.map(|it| &it.role)).ok_or_else(|| {
        Error::usage("a new function needs a role")
            .with_hint("pass --role, the ARN of a role that lambda.amazonaws.com may assume")
    })?;
    let architecture = or(&request.architecture, function.map(|it| &it.architecture));
    let architecture = architecture.filter(|name| !name.is_empty());
    let architecture = architecture.unwrap_or_else(|| request.built_for.to_owned());
    if architecture != request.built_for {
        let message = format!(
            "bootstrap is built for {}, and the function runs on {architecture}",
            request.built_for
        );
        let change = hint::again(&format!("--arch {}", request.built_for));
        return Err(Error::usage(message).with_hint(format!(
            "change the function: {change}; or build the program for {architecture}"
        )));
    }
    if let Some(why) = function.and_then(|it| it.variables_error.as_ref()) {
        // An update replaces them all.
        let message = format!("the variables of function {} cannot be read", request.function);
        return Err(Error::failed(format!("{message}; nothing was changed"))
            .with_detail(why)
            .with_hint("allow kms:Decrypt for the key of the function"));
    }
    let mut variables = function.map(|it| it.variables.clone()).unwrap_or_default();
    variables.insert(URL.to_owned(), request.url.with_password());
    Ok(FunctionSpec {
        name: request.function.clone(),
        runtime: RUNTIME.to_owned(),
        handler: HANDLER.to_owned(),
        architecture,
        role,
        timeout: TIMEOUT,
        memory: function.map_or(MEMORY, |it| it.memory.max(MEMORY)),
        subnets: or_all(&request.subnets, function.map(|it| &it.subnets)),
        security_groups: or_all(&request.security_groups, function.map(|it| &it.security_groups)),
        variables,
    })
}

/// The confirmation, if something would be replaced that we did not set.
fn takes_over(request: &DeploySpec, function: Option<&Function>, pool: &Pool) -> Option<String> {
    if let Some(function) = function.filter(|function| function.runtime != RUNTIME) {
        return Some(format!(
            "{} runs on {}, and its code would be replaced",
            request.function, function.runtime
        ));
    }
    let other = pool.post_confirmation()?;
    let ours = function.is_some_and(|function| function.arn == other);
    (!ours).then(|| format!("pool {} calls {other}, and would no longer", request.pool))
}
