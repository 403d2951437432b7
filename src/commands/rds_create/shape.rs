use crate::error::{Error, Result};
use crate::model::{InstanceSpec, instance_properties};

/// What the instance is to be. The names of `aws rds create-db-instance` are understood, too.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Instance")]
pub struct ShapeArgs {
    /// Name [default: cruddur-db-instance]
    #[arg(value_name = "INSTANCE")]
    name: Option<String>,

    #[arg(long = "db-instance-identifier", hide = true, conflicts_with = "name")]
    identifier: Option<String>,

    #[arg(long, hide = true, value_parser = ["postgres"])]
    engine: Option<String>,

    /// Begin with the bootcamp's settings; other options override them
    #[arg(long, value_parser = ["bootcamp"], value_name = "NAME")]
    preset: Option<String>,

    #[command(flatten)]
    properties: Properties,

    /// Days of Performance Insights: 7 is free
    #[arg(
        long,
        visible_alias = "performance-insights-retention-period",
        value_name = "DAYS",
        allow_negative_numbers = true
    )]
    performance_insights_retention: Option<i32>,

    #[command(flatten)]
    switches: InsightsAndSupport,

    /// Logs to export to CloudWatch: postgresql, upgrade, iam-db-auth-error, or none
    ///
    /// On the instance they are gone after three days, with the traces of an attack. What errors
    /// quote is in them, so they may hold personal data: give their log group a retention.
    #[arg(
        long,
        visible_alias = "enable-cloudwatch-logs-exports",
        value_name = "LOG",
        num_args = 1..,
        value_delimiter = ','
    )]
    cloudwatch_logs: Option<Vec<String>>,

    /// Security group (repeatable) [default: the VPC's own]
    #[arg(long, visible_alias = "vpc-security-group-ids", value_name = "ID", num_args = 1..)]
    security_group: Vec<String>,

    /// Tag as KEY=VALUE (repeatable)
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,

    /// Several tags, as KEY=VALUE or as the AWS CLI takes them: Key=KEY,Value=VALUE
    #[arg(long, value_name = "TAG", num_args = 1..)]
    tags: Vec<String>,
}

macro_rules! arguments {
    ($(
        $(#[$help:meta])* $name:ident: $kind:ident<$type:ident> = $default:expr,
        [$flag:literal $($arg:tt)*] $(/ $no:ident [$($no_arg:tt)*])?,
        $request:ident, $reply:expr $(, json = $json:meta)?;
    )*) => {
        /// A switch may be given alone, with =false, or as --no-... like in the original command.
        #[derive(Debug, clap::Args)]
        struct Properties {
            $(
                $(#[$help])*
                #[arg(long = $flag $($arg)*)]
                $(#[arg(
                    value_name = "BOOL",
                    num_args = 0..=1,
                    require_equals = true,
                    default_missing_value = "true",
                    conflicts_with = stringify!($no)
                )])?
                $name: Option<$type>,
                $(#[arg(long, hide = true $($no_arg)*)] $no: bool,)?
            )*
        }

        impl Properties {
            fn apply(&self, spec: &mut InstanceSpec) {
                $(
                    $(if self.$no { spec.$name = false; })?
                    if let Some(value) = self.$name.clone() {
                        spec.$name = value.into();
                    }
                )*
            }
        }
    };
}

instance_properties!(arguments);

/// Each may be given alone or with =false.
#[derive(Debug, clap::Args)]
struct InsightsAndSupport {
    /// Enable Performance Insights
    #[arg(long, visible_alias = "enable-performance-insights", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    performance_insights: Option<bool>,
    #[arg(
        long,
        hide = true,
        alias = "no-enable-performance-insights",
        conflicts_with = "performance_insights"
    )]
    no_performance_insights: bool,

    /// Pay for extended support of an old version [default: false]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    extended_support: Option<bool>,
}

impl ShapeArgs {
    /// The spec, with a managed password, and what the preset has changed.
    pub fn spec(&self, region: &str) -> Result<(InstanceSpec, Vec<String>)> {
        let (mut spec, changes) = match self.preset {
            Some(_) => InstanceSpec::bootcamp(region),
            None => (InstanceSpec::default(), Vec::new()),
        };
        let name = self.name.as_ref().or(self.identifier.as_ref());
        // AWS keeps it in lower case.
        if let Some(name) = name {
            spec.identifier = name.to_ascii_lowercase();
        }
        if self.properties.multi_az == Some(true) {
            // A zone of the preset's own does not stand in the way of an explicit request.
            spec.availability_zone = None;
        }
        self.properties.apply(&mut spec);
        self.switches.apply(&mut spec);
        if let Some(days) = self.performance_insights_retention {
            if spec.performance_insights.is_none() {
                return Err(Error::usage(
                    "--performance-insights-retention needs --performance-insights",
                ));
            }
            spec.performance_insights = Some(days);
        }
        for group in &self.security_group {
            spec.security_groups.push(crate::commands::aws::checked_id(
                group,
                "sg-",
                "--security-group",
            )?);
        }
        if let Some(logs) = &self.cloudwatch_logs {
            spec.cloudwatch_logs = log_names(logs);
        }
        // AWS keeps them in these cases.
        spec.network_type = spec.network_type.map(|kind| kind.to_ascii_uppercase());
        spec.maintenance_window = spec.maintenance_window.map(|it| it.to_ascii_lowercase());
        let tags = self.tag.iter().chain(&self.tags);
        spec.tags = tags.map(|tag| pair(tag)).collect::<Result<_>>()?;
        Ok((spec, changes))
    }
}

impl InsightsAndSupport {
    fn apply(&self, spec: &mut InstanceSpec) {
        spec.extended_support = self.extended_support.unwrap_or(spec.extended_support);
        match self.performance_insights {
            Some(true) => spec.performance_insights = spec.performance_insights.or(Some(7)),
            Some(false) => spec.performance_insights = None,
            None if self.no_performance_insights => spec.performance_insights = None,
            None => {}
        }
    }
}

/// The names, also from a JSON list, as the AWS CLI's manual has it.
fn log_names(logs: &[String]) -> Vec<String> {
    let plain = |log: &String| log.trim_matches(|c| "[]\" ".contains(c)).to_owned();
    let mut names: Vec<String> = logs.iter().map(plain).collect();
    names.retain(|name| !name.is_empty());
    names.sort();
    names.dedup();
    if names == ["none"] { Vec::new() } else { names }
}

fn pair(tag: &str) -> Result<(String, String)> {
    let shorthand = tag.strip_prefix("Key=").and_then(|rest| rest.split_once(",Value="));
    if let Some((key, value)) = shorthand {
        return Ok((key.to_owned(), value.to_owned()));
    }
    let (key, value) = tag
        .split_once('=')
        .ok_or_else(|| Error::usage(format!("--tag is {tag:?}: use KEY=VALUE")))?;
    Ok((key.to_owned(), value.to_owned()))
}
