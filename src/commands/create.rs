use super::Context;
use super::target::AccessMode;
use crate::approval::{Answers, approve};
use crate::commands::arguments::DatabaseArgs;
use crate::error::{ExitStatus, Result};
use crate::model::DatabaseName;
use crate::ops;
use crate::postgres::ConnectRequest;
use crate::postgres::databases::CreateOptions;

/// Create the database, if it does not exist
///
/// A role without CREATEDB is enough when the database is there already. A new database is
/// tagged with its environment, and commands for another one leave it alone.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The role that will own the database
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,

    /// The database to copy (template0 for another encoding or locale)
    #[arg(long, value_name = "NAME")]
    template: Option<String>,

    /// The character set, such as UTF8
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// The collation and character classes, such as C, en_US.UTF-8 or, for icu, de-DE
    #[arg(long, value_name = "NAME")]
    locale: Option<String>,

    /// Who sorts: libc, icu (servers since 15) or builtin (since 17)
    #[arg(long, value_name = "NAME", value_parser = ["libc", "icu", "builtin"])]
    locale_provider: Option<String>,

    /// The database to work from [default: postgres, then template1]
    #[arg(long, value_name = "NAME")]
    maintenance_db: Option<String>,

    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let maintenance = self.maintenance_db.map(DatabaseName::new).transpose()?;
        let Some((target, _)) =
            context.direct_unless_dry(self.dry_run, &self.database, None, AccessMode::Safe).await?
        else {
            return Ok(ExitStatus::Done);
        };
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db create", retry_timeout };
        let (plan, mut beside) = ops::create::plan(login, maintenance.as_ref()).await?;
        if self.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        let plan = approve(plan, &Answers::default(), &context.ui).await?;
        // Another provider needs a template that nothing is sorted in yet.
        let other = self.locale_provider.is_some().then(|| "template0".to_owned());
        let options = CreateOptions {
            owner: self.owner,
            template: self.template.or(other),
            encoding: self.encoding,
            provider: self.locale_provider.as_deref().map(str::parse).transpose()?,
            locale: self.locale,
            ..CreateOptions::default()
        };
        let created =
            ops::create::apply(beside.as_mut(), &plan, &options, &context.interrupt).await?;
        if let Some(warning) = created.warning() {
            context.ui.warn(&warning);
        }
        context.ui.report(&created)?;
        Ok(ExitStatus::Done)
    }
}
