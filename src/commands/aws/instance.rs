//! Which RDS instance a command is about: the one that is named, else that of the environment.

use super::{AwsArgs, remote_target};
use crate::args::Candidates;
use crate::aws::{Aws, alias};
use crate::commands::Context;
use crate::error::{Error, Kind, Result};
use crate::model::{DatabaseUrl, InstanceSpec, RdsHost, Target, Way};
use crate::ops::instances::{with_names, without_names};

/// Which RDS instance.
#[derive(Debug, clap::Args)]
pub struct InstanceArg {
    /// RDS instance [default: that of PROD_CONNECTION_URL]
    #[arg(value_name = "INSTANCE", add = Candidates::Instances)]
    instance: Option<String>,
}

impl InstanceArg {
    /// The instance's name, and AWS in its region. Without a name, it is the instance of the
    /// environment's URL, by its host, and never that of another environment.
    ///
    /// Errors (usage): nothing names an instance, with the instances there are; the URL leads to
    /// an instance of the same name in another account, in another region than the requested, or
    /// to none.
    pub async fn find(&self, args: &AwsArgs, context: &Context) -> Result<(String, Aws)> {
        let (name, aws, gone) = self.located(args, context).await?;
        match gone {
            Some(error) => Err(with_names(&aws, error).await),
            None => Ok((name, aws)),
        }
    }

    /// The same for an instance that may be deleted already.
    pub async fn find_even_gone(&self, args: &AwsArgs, context: &Context) -> Result<(String, Aws)> {
        let (name, aws, _) = self.located(args, context).await?;
        Ok((name, aws))
    }

    /// The instance, and the error that the one of the URL is gone.
    async fn located(
        &self,
        args: &AwsArgs,
        context: &Context,
    ) -> Result<(String, Aws, Option<Error>)> {
        if let Some(name) = &self.instance {
            return Ok((checked_instance(name)?, args.load(context).await?, None));
        }
        let (host, name, origin) = match of_environment(context).await {
            Ok(found) => found,
            Err(error) if error.kind() == Kind::Usage => {
                return Err(match args.load(context).await {
                    Ok(aws) => with_names(&aws, error).await,
                    Err(why) => without_names(error, &why),
                });
            }
            Err(error) => return Err(error),
        };
        let aws = args.load_in(context, &host.region).await?;
        let region = aws.region();
        if region != host.region {
            return Err(Error::usage(format!(
                "the region is {region}, but the instance is {name} in {}, of {origin}",
                host.region
            ))
            .with_hint("leave --region out, or name the instance"));
        }
        let Some(instance) = aws.rds().instance(&name).await? else {
            let gone =
                Error::usage(format!("there is no instance {name} in {region}, as of {origin}"));
            return Ok((name, aws, Some(gone)));
        };
        if instance.endpoint.is_some_and(|it| !it.host.eq_ignore_ascii_case(&host.host)) {
            return Err(Error::usage(format!(
                "{} is not the host of this account's {name}, but of {origin}",
                host.host
            ))
            .with_hint("use --profile for the account of that instance, or name one of this"));
        }
        context.ui.status(&format!("{name} in {region}, of {origin}"));
        Ok((name, aws, None))
    }
}

/// The first host of the environment's URLs that is an instance's, or an alias of one.
async fn of_environment(context: &Context) -> Result<(RdsHost, String, String)> {
    let target = remote_target(context).map_err(|error| error.prefixed("no instance is named"))?;
    let origin = target.origin.to_string();
    let hosts = hosts(&target);
    for host in &hosts {
        let Some(found) = alias::resolve(host).await else { continue };
        let Some(name) = found.instance.clone() else { continue };
        let origin = match RdsHost::parse(host) {
            Some(_) => origin,
            None => format!("{origin}, whose host {host} points to {}", found.host),
        };
        return Ok((found, name, origin));
    }
    Err(Error::usage(format!(
        "no instance is named, and {origin} leads to {}, which is not the endpoint of one",
        hosts.join(", ")
    )))
}

/// The hosts of the URL and of the other one, where there is a pooled and a direct one.
fn hosts(target: &Target) -> Vec<String> {
    let other = match &target.way {
        Way::Pooled(other) | Way::Direct(other) => Some(&other.url),
        Way::Only => None,
    };
    let servers = [Some(&target.url), other].into_iter().flatten().flat_map(DatabaseUrl::servers);
    let mut hosts: Vec<String> =
        servers.filter_map(|server| server.host.name().map(str::to_owned)).collect();
    hosts.dedup();
    hosts
}

/// The name as AWS keeps it. Errors (usage): no instance can have it.
pub fn checked_instance(name: &str) -> Result<String> {
    let name = name.to_ascii_lowercase();
    match InstanceSpec::name_problem(&name) {
        None => Ok(name),
        Some(problem) => Err(Error::usage(problem.to_string())),
    }
}
