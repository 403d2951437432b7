use super::Context;
use super::target::AccessMode;
use crate::approval::{Answers, approve};
use crate::commands::arguments::DatabaseArgs;
use crate::error::{ExitStatus, Result};
use crate::ops;
use crate::postgres::ConnectRequest;

/// Tag the database with its environment
///
/// Commands that may lose something refuse a database that is tagged as another environment's.
/// create, setup and restore tag the databases that they make. Changing a tag asks for the
/// database's name, as does tagging a remote or protected one.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment, whose database gets its name as the tag
    #[arg(value_name = "ENV")]
    word: Option<String>,

    /// Agree by giving the database's name
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,

    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let word = self.word.as_deref();
        let Some((target, _)) = context
            .database_unless_dry(self.dry_run, &self.database, word, AccessMode::Destructive)
            .await?
        else {
            return Ok(ExitStatus::Done);
        };
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db env-set", retry_timeout };
        let (plan, mut session) = ops::tag::plan(login).await?;
        if self.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        let answers = Answers { yes: false, confirm: self.confirm };
        let plan = approve(plan, &answers, &context.ui).await?;
        context.ui.report(&ops::tag::apply(&mut session, &plan).await?)?;
        Ok(ExitStatus::Done)
    }
}
