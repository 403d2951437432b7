use super::environment;
use crate::commands::Context;
use crate::commands::arguments::{ChangeArgs, MaintenanceArg};
use crate::commands::files;
use crate::commands::migration_files::{MigrationsDirArg, check_in_dry_run};
use crate::error::{ExitStatus, Result};
use crate::model::{HumanDuration, Method};
use crate::ops;
use crate::ops::files::Kind;
use crate::ops::test_databases::CopyRequest;

/// Create databases for tests, and print their URLs with the password
///
/// Many may ask at once. What earlier runs left is dropped when it is older than --keep and nobody
/// is connected to it. The role needs CREATEDB, and no more.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many
    #[arg(long, short = 'n', value_name = "N",
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    count: Option<u16>,

    /// Print lines for a .env file: NAME=URL, or with --count NAME_1=URL and so on
    #[arg(long, value_name = "NAME", value_parser = variable)]
    variable: Option<String>,

    /// How long unused copies of earlier runs are kept
    #[arg(long, value_name = "TIME", default_value = "1d")]
    keep: HumanDuration,

    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    change: ChangeArgs,
}

fn variable(text: &str) -> std::result::Result<String, String> {
    let fits = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    fits.then(|| text.to_owned()).ok_or_else(|| "it takes letters, digits and _".to_owned())
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.change.target.environment.refuse_number(|count| vec![format!("--count {count}")])?;
        let word = environment(context, self.change.target.environment.word());
        let files = files::of_setup(context, word, &MigrationsDirArg::default())?;
        check_in_dry_run(&self.change.consent, &files)?;
        let open = self
            .change
            .to_write("cruddur-db test-db create")
            .of(word)
            .direct()
            .maintenance(self.maintenance.name()?);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let request = CopyRequest {
            files,
            count: self.count.map(usize::from),
            variable: self.variable,
            keep: self.keep.duration(),
        };
        let (plan, client) = ops::test_databases::plan(work.look(), request).await?;
        if !plan.template_present {
            files::say_which(context, Kind::Schema, &plan.files.schema);
            files::say_which(context, Kind::Seeds, &plan.files.seeds);
        }
        if matches!(plan.target.access.method, Method::Iam | Method::Secret(_)) {
            context.ui.status("the URLs are without the password, which AWS gives for each login");
        }
        let apply = async |plan| ops::test_databases::create(work.look(), client, &plan).await;
        if let Some(created) = context.carry_out(plan, &self.change, apply).await? {
            context.ui.status(&created.summary());
        }
        Ok(ExitStatus::Done)
    }
}
