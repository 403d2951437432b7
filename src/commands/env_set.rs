use super::Context;
use super::arguments::ChangeArgs;
use crate::error::{ExitStatus, Result};
use crate::ops;

/// Tag the database with its environment
///
/// Commands that may lose data refuse a database that is tagged with another environment. create,
/// setup and restore tag the databases that they create. Changing a tag asks for the database's
/// name, as does tagging a remote or protected database.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    change: ChangeArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let open = self.change.to_destroy("cruddur-db env-set").creating();
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let (plan, mut session) = ops::tag::plan(work.login(), work.progress.as_ref()).await?;
        let done = format!("database {} was tagged as {}", plan.name, work.target.environment);
        let apply = async |plan| {
            context.interrupt.finish(&done, ops::tag::apply(&mut session, &plan)).await
        };
        context.execute(plan, &self.change, apply).await
    }
}
