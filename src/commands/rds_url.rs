use crate::commands::Context;
use crate::commands::aws::{AwsArgs, InstanceArg};
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::ops::instances;
use crate::report::rds::UrlShown;

/// Print the connection URL, without the password
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    /// User [default: the master user]
    #[arg(long, value_name = "NAME")]
    user: Option<String>,

    /// Database [default: the instance's first]
    #[arg(long, value_name = "NAME")]
    database: Option<String>,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (name, aws) = self.instance.find(&self.aws, context).await?;
        let instance = instances::find(&aws.rds(), &name).await?;
        if !instance.is_postgres() {
            let engine = instance.engine.as_deref().unwrap_or("unknown");
            return Err(Error::usage(format!("{name} is not Postgres: its engine is {engine}")));
        }
        let url = instance.url(self.user.as_deref(), self.database.as_deref());
        let url = url.ok_or_else(|| {
            Error::failed(format!("{name} is {} and has no endpoint yet", instance.status))
                .with_hint(format!("wait for it: {}", hint::command(format!("rds-wait {name}"))))
        })?;
        context.report(&UrlShown { url })
    }
}
