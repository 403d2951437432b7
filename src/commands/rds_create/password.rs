use std::io::{BufRead, IsTerminal, Read};

use crate::approval::Asker;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::model::{MasterPassword, Secret};

/// How the master password is given; one way only, and never as an argument.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Master password")]
#[group(multiple = false)]
pub struct PasswordArgs {
    /// Let AWS manage the password in Secrets Manager [default]
    #[arg(long, visible_alias = "manage-master-user-password")]
    manage_password: bool,

    /// Prompt for the password
    #[arg(long)]
    password_prompt: bool,

    /// Read the password from this environment variable
    #[arg(long, value_name = "NAME")]
    password_env: Option<String>,

    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,

    /// Only there to be refused with a reason.
    #[arg(long, hide = true, num_args = 0..=1, value_parser = secret)]
    master_user_password: Option<Option<Secret>>,
}

/// Longer than any password that AWS takes.
const LONGEST_LINE: u64 = 4096;

impl PasswordArgs {
    /// Errors (usage): the password was given as an argument, as the original command did it.
    pub fn refuse_argument(&self) -> Result<()> {
        match self.master_user_password {
            None => Ok(()),
            Some(_) => {
                Err(Error::usage("a password cannot be an argument: other users would see it")
                    .with_hint(
                        "leave it to AWS, or pass --password-prompt, --password-env NAME or \
                     --password-stdin; and change the one you typed",
                    ))
            }
        }
    }

    /// The password, as far as no one need be asked for it.
    pub async fn without_asking(&self, context: &Context) -> Result<MasterPassword> {
        if let Some(name) = &self.password_env {
            let value = context.config.var(name)?;
            let value = value.ok_or_else(|| {
                Error::usage(format!("the variable {name} of --password-env is not set"))
            })?;
            return Ok(MasterPassword::Given(Secret::new(value)));
        }
        if self.password_stdin {
            // On a thread of its own, so that Ctrl-C is seen meanwhile.
            let read = tokio::task::spawn_blocking(first_line)
                .await
                .map_err(|error| Error::failed("standard input cannot be read").because(error))?;
            return read.map(MasterPassword::Given);
        }
        Ok(MasterPassword::Managed)
    }

    /// Asks for the password if that was asked.
    pub async fn asked(&self, context: &Context) -> Result<Option<MasterPassword>> {
        if !self.password_prompt {
            return Ok(None);
        }
        if !context.ui.can_ask() {
            return Err(Error::declined("there is no terminal to prompt for the password")
                .with_hint("pass --password-env NAME or --password-stdin, or leave it to AWS"));
        }
        let ask = context.ui.ask_password("Master password", Some("Once more"));
        Ok(Some(MasterPassword::Given(ask.await?)))
    }
}

fn first_line() -> Result<Secret> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return Err(Error::usage("--password-stdin would show the password as it is typed")
            .with_hint("pass --password-prompt, or pipe the password in"));
    }
    let mut line = String::new();
    stdin.lock().take(LONGEST_LINE).read_line(&mut line).map_err(|error| {
        Error::usage("no password can be read from standard input").because(error)
    })?;
    Ok(Secret::new(line.trim_end_matches(['\n', '\r'])))
}

/// Takes anything, so that no refusal repeats it.
fn secret(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(Secret::new(text))
}
