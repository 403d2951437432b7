//! Arguments of the commands about the user pool and its trigger.

use crate::commands::Context;
use crate::error::{Error, Result};

/// Which Cognito user pool.
#[derive(Debug, clap::Args)]
pub struct PoolArg {
    /// Cognito user pool [default: AWS_COGNITO_USER_POOL_ID]
    #[arg(long, value_name = "ID")]
    pool_id: Option<String>,
}

impl PoolArg {
    /// Errors (usage): there is none, or one that no pool can have.
    pub fn id(&self, context: &Context) -> Result<String> {
        if let Some(id) = &self.pool_id {
            return checked_pool(id, "--pool-id");
        }
        configured_pool(context)?.ok_or_else(|| {
            Error::usage("no user pool is named")
                .with_hint("pass --pool-id or set AWS_COGNITO_USER_POOL_ID")
        })
    }
}

/// Which Lambda function.
#[derive(Debug, clap::Args)]
pub struct FunctionArg {
    /// Lambda function
    #[arg(long, value_name = "NAME", default_value = "cruddur-post-confirmation")]
    function: String,
}

impl FunctionArg {
    /// Errors (usage): no function can have this name. Source: Lambda API reference,
    /// CreateFunction.
    pub fn name(&self) -> Result<String> {
        let name = &self.function;
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if (1..=64).contains(&name.len()) && name.chars().all(fits) {
            return Ok(name.clone());
        }
        Err(Error::usage(format!("{name:?} is not a valid function name"))
            .with_hint("use up to 64 letters, digits, - and _"))
    }
}

/// The pool that the environment names, if it names one.
pub fn configured_pool(context: &Context) -> Result<Option<String>> {
    const VARIABLE: &str = "AWS_COGNITO_USER_POOL_ID";
    context.config.var(VARIABLE)?.map(|id| checked_pool(&id, VARIABLE)).transpose()
}

fn checked_pool(id: &str, origin: &str) -> Result<String> {
    let id = id.trim();
    let fits = id.split_once('_').is_some_and(|(region, rest)| {
        region.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && region.contains('-')
            && !rest.is_empty()
            && rest.chars().all(|c| c.is_ascii_alphanumeric())
    });
    if fits {
        return Ok(id.to_owned());
    }
    Err(Error::usage(format!("{origin} is not the ID of a user pool: {id:?}"))
        .with_hint("pool IDs look like ca-central-1_6qYzY93Qy; a client ID is something else"))
}
