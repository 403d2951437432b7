use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::args::Format;
use crate::aws::checked_region;
use crate::commands::Context;
use crate::commands::aws::{AwsArgs, InstanceArg};
use crate::error::{Error, ExitStatus, Result};
use crate::model::audit::{AuditVerdict, CHECKS, Check};
use crate::model::{Severity, Timestamp};
use crate::ops::rds_audit::{self, AuditRequest};
use crate::report::audit::{Audit, described};

/// Check the security of an instance and its account
///
/// Only reads. What AWS does not show is unknown, never passed. Exits with 1 when a check fails that
/// is rated high or critical. --format sarif is for code scanning.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    /// Exit with 1 for failures rated so or worse, and for unknowns (several with commas)
    #[arg(
        long,
        value_name = "SEVERITY",
        value_enum,
        value_delimiter = ',',
        default_value = "high"
    )]
    fail_on: Vec<FailOn>,

    /// Only these checks (several with commas) [default: all]
    #[arg(
        long,
        value_name = "ID",
        value_delimiter = ',',
        value_parser = checks(),
        hide_possible_values = true
    )]
    checks: Vec<&'static Check>,

    /// Regions that are near the users (several with commas)
    #[arg(long, value_name = "REGION", value_delimiter = ',', value_parser = region)]
    region_of_users: Vec<String>,

    #[command(flatten)]
    aws: AwsArgs,

    /// Output format
    // The global option, with the value that only this command takes.
    #[arg(long, value_name = "FORMAT", value_parser = formats(), default_value = "text",
          hide_short_help = true, help_heading = "Global options")]
    format: Format,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let all = Format::value_variants().iter().filter_map(Format::to_possible_value);
    PossibleValuesParser::new(all.map(|value| value.hide(false)))
        .try_map(|name| Format::from_str(&name, false))
}

/// What makes the audit fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Critical,
    High,
    Medium,
    Low,
    Unknown,
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Critical => Some(Severity::Critical),
            Self::High => Some(Severity::High),
            Self::Medium => Some(Severity::Medium),
            Self::Low => Some(Severity::Low),
            Self::Unknown | Self::Never => None,
        }
    }
}

fn checks() -> impl TypedValueParser<Value = &'static Check> {
    let ids = CHECKS.iter().map(|check| PossibleValue::new(check.id).help(check.title));
    PossibleValuesParser::new(ids).try_map(|id| {
        CHECKS.iter().find(|check| check.id == id).ok_or_else(|| Error::usage("no such check"))
    })
}

fn region(text: &str) -> Result<String> {
    checked_region(text).map(str::to_owned)
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        if self.fail_on.contains(&FailOn::Never) && self.fail_on.len() > 1 {
            return Err(Error::usage("--fail-on never cannot be combined with others"));
        }
        let (identifier, aws) = self.instance.find(&self.aws, context).await?;
        let checks = match self.checks.is_empty() {
            true => CHECKS.iter().collect(),
            // Each once, in the order of the table.
            false => CHECKS.iter().filter(|it| self.checks.iter().any(|c| c.id == it.id)).collect(),
        };
        let progress = context.ui.progress();
        progress.doing(&format!("auditing {identifier}"));
        let request = AuditRequest {
            identifier,
            profile: self.aws.profile().map(str::to_owned),
            regions_of_users: self.region_of_users.clone(),
            checks,
            now: Timestamp::now(),
        };
        let mut audit = rds_audit::audit(&aws, request).await?;
        drop(progress);
        audit.is_verbose = context.ui.verbose;
        show(context, &audit, self.format)?;
        Ok(if self.is_failed(&audit) { ExitStatus::Failed } else { ExitStatus::Done })
    }

    fn is_failed(&self, audit: &Audit) -> bool {
        let least = self.fail_on.iter().filter_map(|it| it.severity()).max();
        least.is_some_and(|least| audit.failures(least).next().is_some())
            || self.fail_on.contains(&FailOn::Unknown) && audit.unknown > 0
    }
}

fn show(context: &Context, audit: &Audit, format: Format) -> Result<()> {
    let ui = &context.ui;
    if format == Format::Sarif {
        return ui.stdout(&format!("{:#}\n", audit.to_sarif()));
    }
    ui.report(audit)?;
    for it in &audit.checks {
        let level = match (it.verdict, it.severity) {
            (AuditVerdict::Fail, Severity::Critical | Severity::High) => "error",
            (AuditVerdict::Fail, _) => "warning",
            (AuditVerdict::Unknown, _) => "notice",
            (AuditVerdict::Pass | AuditVerdict::NotApplicable, _) => continue,
        };
        ui.annotate_as(level, it.id, &described(it));
    }
    Ok(())
}
