use super::Context;
use crate::args::Candidates;
use crate::error::{Error, ExitStatus, Result};

/// Print a manual page
///
/// cruddur-db man setup | man -l -
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command; without it the page of cruddur-db itself
    #[arg(add = Candidates::Commands)]
    command: Option<String>,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let mut program = (context.program)();
        program.build();
        let page = match &self.command {
            None => program,
            Some(name) => {
                let found = program.find_subcommand(name).cloned();
                found.ok_or_else(|| Error::usage(format!("there is no command {name:?}")))?
            }
        };
        let mut text = Vec::new();
        clap_mangen::Man::new(page)
            .render(&mut text)
            .map_err(|error| Error::failed("the page cannot be made").because(error))?;
        context.ui.stdout(&String::from_utf8_lossy(&text))?;
        Ok(ExitStatus::Done)
    }
}
