use clap_complete::Shell;

use super::{Context, complete};
use crate::error::{Error, ExitStatus, Result};

/// What goes where, for each shell.
const START_FILES: &str = "\
Put this line at the end of the shell's start file, and open a new shell:

  bash        ~/.bashrc
              eval \"$(cruddur-db completions bash)\"
  zsh         ~/.zshrc
              eval \"$(cruddur-db completions zsh)\"
  fish        ~/.config/fish/config.fish
              cruddur-db completions fish | source
  powershell  the file that $PROFILE names
              cruddur-db completions powershell | Out-String | Invoke-Expression
  elvish      ~/.config/elvish/rc.elv
              eval (cruddur-db completions elvish | slurp)";

/// Print the completion script for a shell
///
/// Completes commands, options, environments, files by their endings, backups, versions of
/// migrations, sessions of an unprotected database that answers at once, and listed values. Starts
/// and changes nothing.
#[derive(Debug, clap::Args)]
#[command(alias = "completion", after_long_help = START_FILES)]
pub struct Args {
    /// Shell
    shell: Shell,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let script = complete::script(self.shell)
            .map_err(|error| Error::failed("the script cannot be created").because(error))?;
        context.ui.stdout(&String::from_utf8_lossy(&script))?;
        Ok(ExitStatus::Done)
    }
}
