//! What people and programs see: results on stdout, everything else on stderr.

mod console;
mod github;
mod progress;
mod prompt;
mod screen;

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::console::style;
use indicatif::{ProgressBar, WeakProgressBar};

use crate::args::Format;
use crate::error::{Error, Kind, Location, Result};
use crate::progress::Progress;
use crate::report::Report;

pub use screen::Screen;

/// The user's side of the program.
#[derive(Clone)]
pub struct Ui {
    pub format: Format,
    pub quiet: bool,
    pub verbose: bool,
    /// How often a log, where there is no terminal, gets a line about progress.
    pub log_interval: Duration,
    asking: Arc<AtomicBool>,
    /// What is drawn below the lines on the terminal.
    bar: Arc<Mutex<Option<WeakProgressBar>>>,
}

impl Ui {
    pub fn new(format: Format, quiet: bool, verbose: bool) -> Self {
        let log_interval = Duration::from_secs(30);
        Self { format, quiet, verbose, log_interval, asking: Arc::default(), bar: Arc::default() }
    }

    /// Whether nobody wants to hear of progress.
    fn is_silent(&self) -> bool {
        self.quiet || self.format == Format::Json
    }

    /// Whether an answer of the user is being waited for. Questions come before anything is
    /// changed.
    pub fn is_asking(&self) -> bool {
        self.asking.load(Ordering::SeqCst)
    }

    /// The bar that is drawn now.
    fn bar(&self) -> Option<ProgressBar> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.upgrade()
    }

    /// Writes a line above the bar.
    fn stderr(&self, line: &str) {
        match self.bar() {
            Some(bar) => bar.suspend(|| stderr(line)),
            None => stderr(line),
        }
    }

    /// Prints a result on stdout. A reader that went away is not an error.
    pub fn report(&self, report: &impl Report) -> Result<()> {
        self.stdout(&self.written(report)?)
    }

    /// A result as it is printed.
    fn written(&self, report: &impl Report) -> Result<String> {
        let mut text = match self.format {
            Format::Text | Format::Github => report.to_string(),
            Format::Json => serde_json::to_string_pretty(report).map_err(|error| {
                Error::failed("the result cannot be written as JSON").because(error)
            })?,
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }

    /// Writes text to stdout as it is. Progress that is drawn is over.
    pub fn stdout(&self, text: &str) -> Result<()> {
        self.write(text.as_bytes())
    }

    fn write(&self, bytes: &[u8]) -> Result<()> {
        if let Some(bar) = self.bar() {
            bar.finish_and_clear();
        }
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Error::failed("stdout cannot be written").because(error))
            }
            _ => Ok(()),
        }
    }

    /// A line about what is going on; `--quiet` drops it.
    pub fn status(&self, line: &str) {
        if !self.quiet {
            self.stderr(line);
        }
    }

    /// A line for those who asked with `--verbose`.
    pub fn detail(&self, line: &str) {
        if self.verbose && !self.quiet {
            self.stderr(line);
        }
    }

    /// A line that matters even under `--quiet`.
    pub fn warn(&self, line: &str) {
        self.stderr(&format!("{} {line}", style("warning:").yellow().bold().for_stderr()));
    }

    /// With `--format github`, a line of a file that someone should look at.
    pub fn annotate(&self, place: &Location, message: &str) {
        if self.format == Format::Github {
            stderr(&github::warning(place, message));
        }
    }

    /// The last word of a command that failed.
    pub fn error(&self, error: &Error) {
        if error.kind() == Kind::Interrupted && std::io::stderr().is_terminal() {
            // The cursor stands behind a prompt, or behind the ^C that the terminal echoed.
            stderr("");
        }
        let text =
            || self.stderr(&format!("{} {error}", style("error:").red().bold().for_stderr()));
        match self.format {
            Format::Text => text(),
            Format::Json => self.stderr(&error.to_json().to_string()),
            Format::Github => {
                text();
                self.stderr(&github::annotation(error));
            }
        }
    }

    /// A new place to show progress in; it disappears when dropped.
    pub fn progress(&self) -> Box<dyn Progress> {
        let bar = progress::Bar::new(self.clone(), std::io::stderr().is_terminal());
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.weak());
        Box::new(bar)
    }
}

fn stderr(line: &str) {
    // There is no one left to tell when stderr is gone.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
