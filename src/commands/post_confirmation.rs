use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Context;
use super::arguments::{ConsentArgs, DatabaseArgs};
use super::open::Open;
use super::words;
use crate::approval::Approved;
use crate::args::Candidates;
use crate::error::{Error, ExitStatus, Result};
use crate::ops::post_confirmation::PostConfirmation;
use crate::ops::tag;
use crate::report::confirmed::ConfirmPlan;

const EVENTS: Candidates = Candidates::Files(&[".json"]);

/// Handle one sign-up as the Lambda function does
///
/// For trying out events of Cognito's post-confirmation trigger, and for repairing a sign-up whose
/// call failed. Asks for the database's name in a protected environment.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&EVENTS))]
    word: Option<OsString>,

    /// JSON file, or - for standard input
    #[arg(value_name = "EVENT", add = EVENTS)]
    event: Option<PathBuf>,

    #[command(flatten)]
    consent: ConsentArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (word, event) = words::file(context, self.word, self.event, "event")?;
        let event = event.ok_or_else(|| {
            Error::usage("post-confirmation needs a file with an event")
                .with_hint("- is standard input")
        })?;
        let event = read(&event)?;
        let open = Open::to_write("cruddur-db post-confirmation", &self.database)
            .of(word.as_deref())
            .creating()
            .consent(&self.consent);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let keys = context.config.environ.aws_keys()?;
        let plan = ConfirmPlan { target: work.target.clone() };
        let apply = async |plan: Approved<ConfirmPlan>| {
            tag::connect_to_write(work.login()).await?.close().await;
            let handled = async {
                let mut post_confirmation = PostConfirmation::new(plan.target.clone(), keys);
                post_confirmation.handle(&event).await.map_err(|refusal| {
                    let person = refusal.reason.for_person();
                    refusal.error.with_detail(format!("the user would see: {person}"))
                })
            };
            context.interrupt.finish("the event was handled", handled).await
        };
        context.execute(plan, &self.consent, apply).await
    }
}

fn read(path: &Path) -> Result<serde_json::Value> {
    let text = match path == Path::new("-") {
        true => std::io::read_to_string(std::io::stdin()),
        false => std::fs::read_to_string(path),
    };
    let text = text.map_err(|error| Error::unreadable(path, error))?;
    serde_json::from_str(&text)
        .map_err(|error| Error::usage(format!("{} is not JSON", path.display())).because(error))
}
