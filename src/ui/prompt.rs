use std::fmt;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::Ordering;

use dialoguer::theme::{SimpleTheme, Theme};
use nix::errno::Errno;
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
        let before = Settings::keep();
        before.hide_input().map_err(unreadable)?;
        let prompt = prompt.to_owned();
        let confirm = confirm.map(str::to_owned);
        self.blocking(move || {
            loop {
                let password = read_hidden(&prompt)?;
                match &confirm {
                    Some(again) if read_hidden(again)? != password => {
                        show(|theme, f| theme.format_error(f, "They differ; try again"), "\n")?;
                    }
                    _ => return Ok(Secret::new(password)),
                }
            }
        })
        .await
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
            Ok(Err(error)) => Err(unreadable(error)),
            Err(error) => Err(Error::failed("the prompt failed").because(error)),
        }
    }
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::declined("the answer cannot be read").because(error)
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

/// A line that the terminal does not show. Errors: Ctrl-D; it is empty.
fn read_hidden(prompt: &str) -> io::Result<String> {
    show(|theme, f| theme.format_password_prompt(f, prompt), "")?;
    let line = read_line()?;
    if line.is_empty() {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    show(|theme, f| theme.format_password_prompt_selection(f, prompt), "\n")?;
    Ok(line)
}

/// Writes at the beginning of the terminal's line.
fn show(format: impl Fn(&SimpleTheme, &mut String) -> fmt::Result, end: &str) -> io::Result<()> {
    let mut text = "\r".to_owned();
    format(&SimpleTheme, &mut text).map_err(io::Error::other)?;
    std::io::stderr().lock().write_all((text + end).as_bytes())
}

/// The terminal's settings, which are as before when this is dropped: the thread that waits for a
/// password has no time to clean up when Ctrl-C drops the prompt.
pub struct Settings(pub Option<Termios>);

impl Settings {
    pub fn keep() -> Self {
        Self(tcgetattr(std::io::stdin()).ok())
    }

    /// What is typed is not shown from here on, and what was typed before is not read. It comes
    /// before a prompt: a program that types at once would find its password shown, or lost.
    fn hide_input(&self) -> nix::Result<()> {
        let mut settings = self.0.clone().ok_or(Errno::ENOTTY)?;
        settings.local_flags.remove(LocalFlags::ECHO);
        tcsetattr(std::io::stdin(), SetArg::TCSAFLUSH, &settings)
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
