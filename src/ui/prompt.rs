use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::Ordering;

use nix::sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr};

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
        let _echo = Echo::keep();
        let prompt = prompt.to_owned();
        let confirm = confirm.map(str::to_owned);
        self.blocking(move || {
            loop {
                let password = read_hidden(&prompt)?;
                match &confirm {
                    Some(again) if read_hidden(again)? != password => {
                        writeln!(std::io::stderr(), "They differ; try again")?;
                    }
                    _ if password.is_empty() => {}
                    _ => return Ok(password),
                }
            }
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

/// The same for what must not be shown.
fn read_hidden(prompt: &str) -> io::Result<String> {
    let echo = Echo::keep();
    if let Some(before) = &echo.0 {
        let mut hidden = before.clone();
        hidden.local_flags.remove(LocalFlags::ECHO);
        hidden.local_flags.insert(LocalFlags::ECHONL);
        tcsetattr(io::stdin(), SetArg::TCSANOW, &hidden)?;
    }
    write!(io::stderr(), "{prompt}: ")?;
    read_line()
}

/// The terminal's state before echo was disabled for a password. Ctrl-C drops the prompt, and the
/// thread that waits has no time to clean up.
struct Echo(Option<Termios>);

impl Echo {
    fn keep() -> Self {
        Self(tcgetattr(std::io::stdin()).ok())
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // Nothing can be done if the terminal is gone.
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSANOW, before);
        }
    }
}
