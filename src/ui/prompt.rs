use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::Ordering;

use console::Term;
use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};

use super::Ui;
use crate::approval::Asker;
use crate::args::Format;
use crate::error::{Error, Result};
use crate::model::Secret;

impl Asker for Ui {
    /// Both stdin and stderr must be terminals, and JSON output disables prompts.
    fn can_ask(&self) -> bool {
        self.format == Format::Text
            && std::io::stdin().is_terminal()
            && std::io::stderr().is_terminal()
    }

    /// Reads in the terminal's own line mode, which screen readers and large print can follow.
    async fn ask_line(&self, prompt: &str) -> Result<String> {
        let prompt = format!("{prompt}: ");
        self.blocking(move || {
            std::io::stderr().lock().write_all(prompt.as_bytes())?;
            read_line()
        })
        .await
    }
}

impl Ui {
    /// Reads a password without showing it, twice when `confirm` is a second prompt.
    pub async fn ask_password(&self, prompt: &str, confirm: Option<&str>) -> Result<Secret> {
        let _before = Settings::keep();
        let prompt = prompt.to_owned();
        let confirm = confirm.map(str::to_owned);
        self.blocking(move || {
            let mut asked =
                dialoguer::Password::new().with_prompt(prompt).allow_empty_password(true);
            if let Some(again) = confirm {
                asked = asked.with_confirmation(again, "They differ; try again");
            }
            let password = asked.interact_on(&Term::stderr()).map_err(|error| match error {
                dialoguer::Error::IO(error) => error,
            })?;
            // Ctrl-D, too.
            Some(password).filter(|it| !it.is_empty()).ok_or(ErrorKind::UnexpectedEof.into())
        })
        .await
        .map(Secret::new)
    }

    /// Waits on a separate thread, so that Ctrl-C is handled meanwhile.
    async fn blocking<T: Send + 'static>(
        &self,
        ask: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.asking.store(true, Ordering::SeqCst);
        // Nothing is drawn over the prompt.
        let bar = self.bar();
        let answer = tokio::task::spawn_blocking(move || match bar {
            Some(bar) => bar.suspend(ask),
            None => ask(),
        })
        .await;
        self.asking.store(false, Ordering::SeqCst);
        match answer {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                // The cursor is after the prompt.
                self.stderr("");
                Err(Error::declined("no answer; nothing was changed"))
            }
            Ok(Err(error)) => Err(Error::declined("the answer cannot be read").because(error)),
            Err(error) => Err(Error::failed("the prompt failed").because(error)),
        }
    }
}

/// A line of the terminal, without its end. Errors: Ctrl-D.
fn read_line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    match line.strip_suffix('\n') {
        Some(text) => Ok(text.strip_suffix('\r').unwrap_or(text).to_owned()),
        None => Err(ErrorKind::UnexpectedEof.into()),
    }
}

/// The terminal's settings, which are as before when this is dropped: the thread that waits for a
/// password has no time to clean up when Ctrl-C drops the prompt.
pub struct Settings(pub Option<Termios>);

impl Settings {
    pub fn keep() -> Self {
        Self(tcgetattr(std::io::stdin()).ok())
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // Nothing can be done if the terminal is gone.
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSANOW, before);
        }
    }
}
