//! Arguments that several AWS commands share, and how they become clients.

mod change;
mod instance;

use std::time::Duration;

use crate::args::Candidates;
use crate::aws::net::AddressServices;
use crate::aws::rds::Rds;
use crate::aws::{Aws, Settings};
use crate::commands::Context;
use crate::config::Source;
use crate::error::{Error, Result};
use crate::model::{
    Goal, Host, HumanDuration, Instance, InstanceEndpoint, PublicIp, RdsHost, Target,
};
use crate::ops::rds_wait::{self, PollInterval, WaitRequest};
use crate::ops::sg_group::GroupBy;

pub use instance::{InstanceArg, checked_instance};

/// Which account and region.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "AWS")]
pub struct AwsArgs {
    /// AWS region [default: AWS_REGION, the profile's or the host name's]
    #[arg(long, value_name = "REGION")]
    region: Option<String>,

    /// AWS profile [default: AWS_PROFILE]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
}

impl AwsArgs {
    /// Loads the SDK's configuration, and prints the endpoint if it is not AWS's.
    pub async fn load(&self, context: &Context) -> Result<Aws> {
        self.load_within(context, None).await
    }

    /// The same, with less time for a request if the usual one is longer.
    pub async fn load_within(&self, context: &Context, limit: Option<Duration>) -> Result<Aws> {
        context.interrupt.watch_changes();
        let config = &context.config;
        config.check_aws_settings()?;
        let region = match self.region.clone().or(config.var("AWS_REGION")?) {
            Some(region) => Some(region),
            None => config.var("AWS_DEFAULT_REGION")?,
        };
        let profile =
            self.profile.clone().map_or_else(|| config.var("AWS_PROFILE"), |it| Ok(Some(it)))?;
        let timeout = request_timeout(context)?;
        let database = database(context).ok();
        let in_host = database.and_then(|it| Some(RdsHost::parse(&it.endpoint.host)?.region));
        let aws = Aws::load(Settings {
            region,
            profile,
            profile_only: self.profile.is_some(),
            fallback_region: in_host,
            request_timeout: timeout.into_iter().chain(limit).min(),
            on_notice: context.ui.on_notice(),
        })
        .await?;
        for endpoint in aws.foreign_endpoints() {
            context.ui.status(&format!("not AWS: requests go to {endpoint}"));
        }
        Ok(aws)
    }

    pub fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The same for a user pool, whose ID contains its region.
    pub async fn load_for_pool(&self, context: &Context, pool: &str) -> Result<Aws> {
        match pool.split_once('_') {
            Some((region, _)) => self.load_in(context, region).await,
            None => self.load(context).await,
        }
    }

    /// The same, in this region if none is named on the command line.
    pub async fn load_in(&self, context: &Context, region: &str) -> Result<Aws> {
        self.in_region(region).load(context).await
    }

    /// The same account, in this region if none is named on the command line.
    pub fn in_region(&self, region: &str) -> Self {
        let region = self.region.clone().or_else(|| Some(region.to_owned()));
        Self { region, profile: self.profile.clone() }
    }
}

pub fn request_timeout(context: &Context) -> Result<Option<Duration>> {
    let timeout = context.config.var("CRUDDUR_AWS_TIMEOUT")?;
    timeout.map(|text| Ok(text.parse::<HumanDuration>()?.duration())).transpose()
}

/// Which security group.
#[derive(Debug, clap::Args)]
pub struct GroupArgs {
    /// Security group [default: DB_SG_ID, then the RDS instance's]
    #[arg(long, value_name = "ID")]
    sg_id: Option<String>,

    /// RDS instance of the group [default: the host in PROD_CONNECTION_URL]
    #[arg(long, value_name = "NAME", conflicts_with = "sg_id", add = Candidates::Instances)]
    instance: Option<String>,

    /// Port of the database [default: the instance's, else 5432]
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,
}

impl GroupArgs {
    /// How the security group is found: an option, then `DB_SG_ID`, then the database's URL.
    pub fn group(&self, context: &Context) -> Result<GroupBy> {
        if let Some(id) = &self.sg_id {
            return Ok(GroupBy::Id(checked_id(id, "sg-", "--sg-id")?));
        }
        if let Some(name) = &self.instance {
            return Ok(GroupBy::Instance(name.clone()));
        }
        if let Some(id) = context.config.var("DB_SG_ID")? {
            return Ok(GroupBy::Id(checked_id(&id, "sg-", "DB_SG_ID")?));
        }
        let Database { endpoint, origin } = database(context).map_err(|error| {
            error.prefixed("no security group is named").with_hint(
                "pass --sg-id or --instance, or set DB_SG_ID, or PROD_CONNECTION_URL to find it by",
            )
        })?;
        Ok(GroupBy::Host { host: endpoint.host, origin })
    }

    /// Whether the security group is known without the database's URL.
    pub fn is_named(&self, context: &Context) -> Result<bool> {
        let named = self.sg_id.is_some() || self.instance.is_some();
        Ok(named || context.config.var("DB_SG_ID")?.is_some())
    }
}

pub struct Database {
    pub endpoint: InstanceEndpoint,
    pub origin: String,
}

/// The database of `--url`, of the environment that is named, or of `prod`.
///
/// Errors (usage): there is no URL, or it leads to this machine.
pub fn database(context: &Context) -> Result<Database> {
    let target = remote_target(context)?;
    let host = match &target.url.host {
        Host::Tcp(name) => name.clone(),
        Host::Socket(_) => target.url.host.to_string(),
    };
    let endpoint = InstanceEndpoint { host, port: target.url.port };
    Ok(Database { endpoint, origin: target.origin.to_string() })
}

/// See [`database`]; with all that is in its URL.
pub fn remote_target(context: &Context) -> Result<Box<Target>> {
    let config = &context.config;
    let environment = match &config.environment {
        Some(environment) => environment.clone(),
        None => "prod".parse()?,
    };
    let Source::Url(target) = config.resolve(&environment)?.source else {
        return Err(Error::usage(format!("environment {environment} is on the managed server")));
    };
    match &target.url.host {
        Host::Tcp(_) if !target.url.host.is_loopback() => Ok(target),
        _ => Err(Error::usage(format!("{} points to this machine", target.origin))),
    }
}

/// The ID of a rule or a group. The two look alike and are often confused.
pub fn checked_id(id: &str, prefix: &str, origin: &str) -> Result<String> {
    let id = id.trim();
    let fits = id.strip_prefix(prefix).is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    });
    if fits {
        return Ok(id.to_owned());
    }
    let hint = match id {
        _ if id.starts_with("sg-") => "that is a group ID; set it as --sg-id or DB_SG_ID",
        _ if id.starts_with("sgr-") => "that is a rule ID; set it as --rule-id or DB_SG_RULE_ID",
        _ => "group IDs look like sg-0b725ebab7e25635e, rule IDs like sgr-070061bba156cfa88",
    };
    let what = if prefix == "sgr-" { "a rule" } else { "a security group" };
    Err(Error::usage(format!("{origin} is not the ID of {what}: {id:?}")).with_hint(hint))
}

/// Which address is mine.
#[derive(Debug, clap::Args)]
pub struct AddressArgs {
    /// Your address [default: GITPOD_IP, then what two public services see]
    #[arg(long, value_name = "ADDRESS")]
    ip: Option<String>,

    /// Use your IPv6 address
    #[arg(long)]
    ipv6: bool,

    /// Ask for the address through HTTPS_PROXY (databases are rarely reached so)
    #[arg(long)]
    via_proxy: bool,
}

impl AddressArgs {
    /// This machine's public address. No service is asked when it is given.
    pub async fn address(&self, context: &Context) -> Result<PublicIp> {
        let (given, origin) = match &self.ip {
            Some(ip) => (Some(ip.clone()), "--ip"),
            None => (context.config.var("GITPOD_IP")?, "GITPOD_IP"),
        };
        if let Some(text) = given.filter(|text| self.ip.is_some() || !text.trim().is_empty()) {
            let ip: PublicIp = text.parse().map_err(|error: Error| error.prefixed(origin))?;
            if self.ipv6 && !ip.is_ipv6() {
                return Err(Error::usage(format!("{origin} is {ip}, but --ipv6 selects IPv6")));
            }
            return Ok(ip);
        }
        let instead = context.config.var("CRUDDUR_IP_SERVICES")?;
        AddressServices::new(self.ipv6, self.via_proxy, instead.as_deref())?.ask().await
    }
}

/// How often to look, and for how long.
#[derive(Debug, clap::Args)]
pub struct PaceArgs {
    /// Polling interval
    #[arg(long, value_name = "TIME", default_value = "15s")]
    interval: HumanDuration,

    /// Time limit
    #[arg(long, value_name = "TIME", default_value = "30m")]
    timeout: HumanDuration,
}

impl PaceArgs {
    pub fn pace(&self) -> PollInterval {
        PollInterval { interval: self.interval.duration(), timeout: self.timeout.duration() }
    }
}

/// Whether and how to wait for what was begun.
#[derive(Debug, clap::Args)]
pub struct WaitArgs {
    /// Do not wait
    #[arg(long)]
    no_wait: bool,

    #[command(flatten)]
    pace: PaceArgs,
}

impl WaitArgs {
    /// Waits, unless that was declined; returns the instance as it is then. `fresh`: the call
    /// that leads to the goal was made just now.
    pub async fn wait_after(
        &self,
        context: &Context,
        rds: &Rds,
        instance: &Instance,
        fresh: bool,
        goal: Goal,
    ) -> Result<Waited> {
        if self.no_wait {
            return Ok(Waited::No);
        }
        let request = WaitRequest { identifier: &instance.identifier, goal, fresh };
        let (pace, progress) = (self.pace.pace(), context.ui.progress());
        let waited = rds_wait::wait(rds, request, pace, &*progress, &context.interrupt).await?;
        Ok(waited.map_or(Waited::Gone, |instance| Waited::There(Box::new(instance))))
    }
}

pub enum Waited {
    /// It was declined.
    No,
    There(Box<Instance>),
    Gone,
}
