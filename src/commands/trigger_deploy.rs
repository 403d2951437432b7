use std::path::PathBuf;

use clap::ValueEnum;

use super::Context;
use super::arguments::YesArgs;
use super::aws::{AwsArgs, remote_target};
use super::aws_trigger::{FunctionArg, PoolArg};
use crate::args::Candidates;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::model::{DatabaseUrl, RdsHost};
use crate::ops::trigger_deploy::{self, DeploySpec};
use crate::regular_file;

/// Deploy the Cognito trigger
///
/// Uploads the zip as a Lambda function and makes the user pool call it after each sign-up. The
/// function connects to the database of prod (or --env, --url) with its password, or with IAM
/// authentication where there is none or --iam is given. Other settings of the pool stay as they
/// are; that is checked afterwards.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Zip file that holds the program as bootstrap
    #[arg(value_name = "ZIP", add = Candidates::Files(&[".zip"]))]
    zip: PathBuf,

    #[command(flatten)]
    function: FunctionArg,

    #[command(flatten)]
    pool: PoolArg,

    /// Role of the function (required for a new function)
    #[arg(long, value_name = "ARN")]
    role: Option<String>,

    /// Architecture of the program [default: the function's, else the program's]
    #[arg(long, value_enum, value_name = "ARCH")]
    arch: Option<Arch>,

    /// Subnet of the database's VPC (repeatable)
    #[arg(long = "subnet", value_name = "ID", requires = "security_groups")]
    subnets: Vec<String>,

    /// Security group of the function, with --subnet
    #[arg(
        long = "security-group",
        id = "security_groups",
        value_name = "ID",
        requires = "subnets"
    )]
    security_groups: Vec<String>,

    /// Leave the password out and use IAM authentication
    #[arg(long)]
    iam: bool,

    /// Call the function once, before the pool does, with a user that it rolls back
    #[arg(long)]
    test: bool,

    #[command(flatten)]
    consent: YesArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Arch {
    #[value(name = "x86_64")]
    X86_64,
    Arm64,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let spec = self.spec(context)?;
        let aws = self.aws.load_for_pool(context, &spec.pool).await?;
        let plan = trigger_deploy::plan(&aws, spec).await?;
        let progress = context.ui.progress();
        let apply = async |plan| {
            let deployed =
                trigger_deploy::apply(&aws, &plan, progress.as_ref(), &context.interrupt);
            let look = hint::command("trigger-status");
            context.change_at_aws("the trigger is deployed", look, deployed).await
        };
        context.execute(plan, &self.consent, apply).await
    }

    fn spec(&self, context: &Context) -> Result<DeploySpec> {
        let zip =
            regular_file::read(&self.zip).map_err(|error| Error::unreadable(&self.zip, error))?;
        let program = trigger_deploy::check_zip(&zip)
            .map_err(|error| error.prefixed(&self.zip.display().to_string()))?;
        let architecture = self.arch.map(|arch| match arch {
            Arch::X86_64 => "x86_64",
            Arch::Arm64 => "arm64",
        });
        Ok(DeploySpec {
            function: self.function.name()?,
            pool: self.pool.id(context)?,
            zip,
            built_for: program.architecture,
            architecture: architecture.map(str::to_owned),
            role: self.role.clone(),
            subnets: self.subnets.clone(),
            security_groups: self.security_groups.clone(),
            url: self.url(context)?,
            test: self.test,
        })
    }

    /// The database's URL as the function gets it.
    fn url(&self, context: &Context) -> Result<DatabaseUrl> {
        let target = remote_target(context)
            .map_err(|error| error.prefixed("the function needs a database"))?;
        let mut url = target.url.clone();
        url.user = Some(target.user.clone());
        if self.iam {
            url.set_password(None);
        }
        let on_rds = RdsHost::parse(&url.host.to_string()).is_some();
        match &url.password {
            None if !on_rds => Err(Error::usage(format!("{} has no password", target.origin))
                .with_hint("IAM authentication works with hosts of RDS only")),
            _ => Ok(url),
        }
    }
}
