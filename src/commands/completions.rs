use clap_complete::Shell;

use super::Context;
use crate::error::{ExitStatus, Result};

/// Print the completions for a shell
///
/// bash: cruddur-db completions bash > ~/.local/share/bash-completion/completions/cruddur-db
#[derive(Debug, clap::Args)]
#[command(alias = "completion")]
pub struct Args {
    shell: Shell,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut (context.program)(), "cruddur-db", &mut script);
        context.ui.stdout(&String::from_utf8_lossy(&script))?;
        Ok(ExitStatus::Done)
    }
}
