use std::io::Read;
use std::path::{Path, PathBuf};

use super::Context;
use super::target::AccessMode;
use crate::approval::approve;
use crate::commands::arguments::{DatabaseArgs, WriteArgs};
use crate::error::{Error, ExitStatus, Result};
use crate::ops::post_confirmation::PostConfirmation;
use crate::report::confirmed::ConfirmPlan;

/// Do what the Lambda function does, for one event in a file
///
/// For trying out events of Cognito's post-confirmation trigger, and for repairing a sign-up
/// whose call failed. Asks for the database's name when the environment is protected.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The event as JSON, or - for standard input
    #[arg(value_name = "EVENT")]
    event: PathBuf,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let event = read(&self.event)?;
        let Some((target, _)) = context
            .database_unless_dry(self.write.dry_run, &self.database, None, AccessMode::Safe)
            .await?
        else {
            return Ok(ExitStatus::Done);
        };
        let plan = ConfirmPlan { target: target.clone() };
        if self.write.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        approve(plan, &self.write.answers(), &context.ui).await?;
        let keys = context.config.environ.aws_keys()?;
        let confirmed = PostConfirmation::new(target, keys).handle(&event).await;
        let confirmed = confirmed.map_err(|refusal| {
            let person = refusal.reason.for_person();
            refusal.error.detail(format!("the person would be told: {person}"))
        })?;
        context.ui.report(&confirmed)?;
        Ok(ExitStatus::Done)
    }
}

fn read(path: &Path) -> Result<serde_json::Value> {
    let name = path.display();
    let unreadable =
        |error: std::io::Error| Error::usage(format!("{name} cannot be read")).because(error);
    let text = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(unreadable)?;
        text
    } else {
        std::fs::read_to_string(path).map_err(unreadable)?
    };
    serde_json::from_str(&text)
        .map_err(|error| Error::usage(format!("{name} is not JSON")).because(error))
}
