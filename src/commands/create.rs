use clap::builder::NonEmptyStringValueParser;

use super::Context;
use super::arguments::{DryRunArg, MaintenanceArg, TargetArgs};
use super::open::Open;
use crate::error::{ExitStatus, Result};
use crate::ops;
use crate::postgres::databases::CreateOptions;

/// Create the database if it does not exist
///
/// A role without CREATEDB is enough when the database exists. A new database is tagged with its
/// environment, and commands for another environment refuse it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Owner of the new database
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new())]
    owner: Option<String>,

    /// Template (template0 for another encoding or locale)
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    template: Option<String>,

    /// Encoding, such as UTF8
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    encoding: Option<String>,

    /// Locale, such as C, en_US.UTF-8 or, for icu, de-DE
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    locale: Option<String>,

    /// Locale provider: libc, icu (since 15) or builtin (since 17)
    #[arg(long, value_name = "NAME", value_parser = ["libc", "icu", "builtin"])]
    locale_provider: Option<String>,

    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    dry: DryRunArg,

    #[command(flatten)]
    target: TargetArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let open = Open::to_write("cruddur-db create", &self.target.database)
            .of(self.target.environment.word())
            .direct()
            .maintenance(self.maintenance.name()?)
            .dry_run(self.dry.dry_run);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        // Another provider needs a template without objects whose order depends on the locale.
        let other = self.locale_provider.is_some().then(|| "template0".to_owned());
        let options = CreateOptions {
            owner: self.owner,
            template: self.template.or(other),
            encoding: self.encoding,
            provider: self.locale_provider.as_deref().map(str::parse).transpose()?,
            locale: self.locale,
            ..CreateOptions::default()
        };
        let (plan, mut maintenance) = ops::create::plan(work.look(), options).await?;
        let apply = async |plan| {
            let created = ops::create::apply(work.look(), maintenance.as_mut(), &plan).await?;
            if let Some(warning) = created.warning() {
                context.ui.warn(&warning);
            }
            Ok(created)
        };
        context.execute(plan, self.dry, apply).await
    }
}
