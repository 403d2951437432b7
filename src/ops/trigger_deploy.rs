//! Brings the post-confirmation function to Lambda, and the user pool to call it.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use tokio::time::{Instant, sleep};

use super::{Interrupt, Progress};
use crate::approval::Approved;
use crate::aws::Aws;
use crate::aws::cognito::Pool;
use crate::aws::lambda::{self, Function, FunctionSpec, Lambda};
use crate::error::{Error, Result};
use crate::model::{DatabaseUrl, Secret};
use crate::report::trigger::{DeployPlan, Deployed, TriggerChange};

/// The variable that the function reads.
pub const URL: &str = "CONNECTION_URL";
pub const RUNTIME: &str = "provided.al2023";
const HANDLER: &str = "bootstrap";
/// Seconds; Cognito waits no longer than this.
const TIMEOUT: i32 = 5;
/// MiB; a function gets its share of a processor by it, and the first call needs some for TLS.
const MEMORY: i32 = 256;
/// The most that a request takes as a zip. Source: AWS Lambda quotas.
const MAX_ZIP: usize = 50 * 1024 * 1024;
/// How often to look whether a change came through, and for how long.
const PACE: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(120));

/// What is wished for; `None` and empty leave an existing function as it is.
#[derive(Debug, Clone)]
pub struct Wish {
    pub function: String,
    pub pool: String,
    pub zip: Vec<u8>,
    pub architecture: Option<String>,
    pub role: Option<String>,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
    /// With its password, or without one for IAM authentication.
    pub url: DatabaseUrl,
}

/// What the plan was made from.
pub struct Found {
    function: Option<Function>,
    pool: Pool,
    spec: FunctionSpec,
}

/// Errors (usage): it is no zip that Lambda could run.
pub fn check_zip(zip: &[u8]) -> Result<()> {
    // Source: PKWARE APPNOTE, 4.3.12: a file's entry in the central directory.
    let name = |at: usize| {
        let length = u16::from_le_bytes([*zip.get(at + 28)?, *zip.get(at + 29)?]);
        zip.get(at + 46..at + 46 + usize::from(length))
    };
    let mut entries = memchr::memmem::find_iter(zip, b"PK\x01\x02");
    if !zip.starts_with(b"PK\x03\x04") {
        return Err(Error::usage("the file is not a zip"));
    }
    if zip.len() > MAX_ZIP {
        return Err(Error::usage("the zip is larger than the 50 MiB that Lambda takes"));
    }
    if !entries.any(|at| name(at) == Some(HANDLER.as_bytes())) {
        return Err(Error::usage("the zip has no file bootstrap at its top")
            .hint("cargo lambda build --release --output-format zip makes it so"));
    }
    Ok(())
}

/// Compares what is there with the wish.
pub async fn plan(aws: &Aws, wish: &Wish) -> Result<(DeployPlan, Found)> {
    let (lambda, cognito) = (aws.lambda(), aws.cognito());
    let pool = cognito.pool(&wish.pool).await?;
    let function = lambda.function(&wish.function).await?;
    let allowed = match &function {
        Some(_) => lambda.allows_pool(&wish.function, pool.arn()).await?,
        None => false,
    };
    let spec = spec(wish, function.as_ref())?;
    let mut changes = differences(&spec, &code_sha256(&wish.zip), function.as_ref());
    if !allowed {
        let after = format!("pool {} may call it", wish.pool);
        changes.push(TriggerChange { what: "permission", before: None, after });
    }
    let arn = function.as_ref().map_or(wish.function.as_str(), |function| function.arn.as_str());
    if function.is_none() || pool.post_confirmation() != Some(arn) {
        let before = pool.post_confirmation().map(str::to_owned);
        changes.push(TriggerChange { what: "trigger", before, after: arn.to_owned() });
    }
    let plan = DeployPlan {
        region: aws.region().to_owned(),
        function: wish.function.clone(),
        pool: wish.pool.clone(),
        changes,
        takes_over: takes_over(wish, function.as_ref(), &pool),
    };
    Ok((plan, Found { function, pool, spec }))
}

/// What the function should be: the wish, and what an existing one has beyond it.
fn spec(wish: &Wish, function: Option<&Function>) -> Result<FunctionSpec> {
    let or = |wished: &Option<String>, known: Option<&String>| wished.clone().or(known.cloned());
    let or_all = |wished: &[String], known: Option<&Vec<String>>| match (wished, known) {
        ([], Some(known)) => known.clone(),
        _ => wished.to_vec(),
    };
    let role = or(&wish.role, function.map(|it| &it.role)).ok_or_else(|| {
        Error::usage("a new function needs a role")
            .hint("give --role, the ARN of a role that lambda.amazonaws.com may assume")
    })?;
    let architecture = or(&wish.architecture, function.map(|it| &it.architecture));
    let mut variables = function.map(|it| it.variables.clone()).unwrap_or_default();
    variables.insert(URL.to_owned(), wish.url.with_password());
    Ok(FunctionSpec {
        name: wish.function.clone(),
        runtime: RUNTIME.to_owned(),
        handler: HANDLER.to_owned(),
        architecture: architecture.unwrap_or_else(|| "x86_64".to_owned()),
        role,
        timeout: TIMEOUT,
        memory: function.map_or(MEMORY, |it| it.memory.max(MEMORY)),
        subnets: or_all(&wish.subnets, function.map(|it| &it.subnets)),
        security_groups: or_all(&wish.security_groups, function.map(|it| &it.security_groups)),
        variables,
    })
}

fn differences(spec: &FunctionSpec, code: &str, function: Option<&Function>) -> Vec<TriggerChange> {
    let list = |items: &[String]| match items {
        [] => "none".to_owned(),
        items => items.join(", "),
    };
    let known = function.cloned().unwrap_or_default();
    let (seconds, mib) = (|n: i32| format!("{n} s"), |n: i32| format!("{n} MiB"));
    let mut all = vec![
        ("code", known.code_sha256, code.to_owned()),
        ("runtime", known.runtime, spec.runtime.clone()),
        ("handler", known.handler, spec.handler.clone()),
        ("architecture", known.architecture, spec.architecture.clone()),
        ("role", known.role, spec.role.clone()),
        ("timeout", seconds(known.timeout), seconds(spec.timeout)),
        ("memory", mib(known.memory), mib(spec.memory)),
        ("subnets", list(&known.subnets), list(&spec.subnets)),
        ("security groups", list(&known.security_groups), list(&spec.security_groups)),
    ];
    all.retain(|(_, before, after)| before != after);
    let change = |(what, before, after)| TriggerChange {
        what,
        before: function.is_some().then_some(before),
        after,
    };
    let mut changes: Vec<_> = all.into_iter().map(change).collect();
    changes.extend(url_change(known.variables.get(URL), spec.variables.get(URL)));
    changes
}

/// What the URLs say without their passwords, which may be all that differs.
fn url_change(before: Option<&Secret>, after: Option<&Secret>) -> Option<TriggerChange> {
    if before == after {
        return None;
    }
    let shown = redacted(after)?;
    let before = before.and_then(|secret| redacted(Some(secret)));
    let after = match &before {
        Some(before) if *before == shown => format!("{shown} with another password"),
        _ => shown,
    };
    Some(TriggerChange { what: URL, before, after })
}

/// A URL without its password.
pub fn redacted(url: Option<&Secret>) -> Option<String> {
    let shown = DatabaseUrl::parse(url?.expose()).map(|url| url.to_string());
    Some(shown.unwrap_or_else(|_| "something that is not a URL".to_owned()))
}

fn code_sha256(zip: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(digest(&SHA256, zip))
}

/// The question, when something is in the way that we did not put there.
fn takes_over(wish: &Wish, function: Option<&Function>, pool: &Pool) -> Option<String> {
    if let Some(function) = function.filter(|function| function.runtime != RUNTIME) {
        return Some(format!(
            "{} runs on {}, and its code would be replaced",
            wish.function, function.runtime
        ));
    }
    let other = pool.post_confirmation()?;
    let ours = function.is_some_and(|function| function.arn == other);
    (!ours).then(|| format!("pool {} calls {other}, and would no longer", wish.pool))
}

/// Makes or changes the function, lets the pool call it, and sets the trigger.
///
/// Errors: what AWS says, with what was done before; another setting of the pool changed.
pub async fn apply(
    aws: &Aws,
    wish: &Wish,
    plan: &Approved<DeployPlan>,
    found: Found,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Deployed> {
    let (lambda, name) = (aws.lambda(), wish.function.as_str());
    let changes = |wanted: &dyn Fn(&str) -> bool| plan.changes.iter().any(|it| wanted(it.what));
    let arn = match &found.function {
        None => create(&lambda, &found.spec, &wish.zip, progress).await?,
        Some(function) => {
            progress.doing("waiting for the function");
            settled(&lambda, name).await?;
            if changes(&|what| matches!(what, "code" | "architecture")) {
                progress.doing("replacing the code");
                lambda.update_code(&found.spec, &wish.zip).await?;
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
    if changes(&|what| what == "permission") {
        lambda.allow_pool(name, found.pool.arn(), found.pool.account()).await?;
    }
    if changes(&|what| what == "trigger") {
        progress.doing("setting the trigger");
        // Between an update and its check, the pool may not be as it was.
        let _hold = interrupt.hold();
        aws.cognito().set_post_confirmation(&found.pool, &arn).await?;
    }
    let DeployPlan { region, pool, changes, .. } = (**plan).clone();
    Ok(Deployed { region, function: arn, pool, changes })
}

/// IAM needs a while until Lambda may assume a new role.
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
                .hint("its trust policy has to name lambda.amazonaws.com"));
        }
        progress.doing("waiting until Lambda may assume the role");
        sleep(PACE.0).await;
    };
    settled(lambda, &spec.name).await?;
    Ok(arn)
}

/// Waits until the last change came through: until then the next one is refused.
async fn settled(lambda: &Lambda, name: &str) -> Result<()> {
    let deadline = Instant::now() + PACE.1;
    loop {
        let function = lambda.function(name).await?;
        let function = function.ok_or_else(|| {
            Error::failed(format!("the function {name} is gone; somebody deleted it"))
        })?;
        match function.progress {
            lambda::Progress::Done => return Ok(()),
            lambda::Progress::Failed(reason) => {
                return Err(Error::failed(format!("the function {name} is not ready: {reason}")));
            }
            lambda::Progress::Busy if Instant::now() > deadline => {
                return Err(Error::failed(format!("the function {name} is still being changed"))
                    .hint("run it again later"));
            }
            lambda::Progress::Busy => sleep(PACE.0).await,
        }
    }
}
