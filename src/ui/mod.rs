//! The output of the program: results on stdout, everything else on stderr.

mod clap_error;
mod console;
mod github;
mod keys;
mod messages;
mod progress;
mod prompt;
mod screen;

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::console::style;
use indicatif::{ProgressBar, WeakProgressBar};

use crate::args::Format;
use crate::error::{Error, ExitStatus, Kind, Location, Result};
use crate::progress::Progress;
use crate::report::{Report, printable};

pub use keys::Keys;
pub use screen::Screen;

use messages::Messages;

#[derive(Clone)]
pub struct Ui {
    pub format: Format,
    pub quiet: bool,
    pub verbose: bool,
    /// How often a log, where there is no terminal, gets a line about progress.
    pub log_interval: Duration,
    asking: Arc<AtomicBool>,
    /// The reader of stdout has closed it.
    closed: Arc<AtomicBool>,
    /// What is drawn below the last line on the terminal.
    bar: Arc<Mutex<Option<WeakProgressBar>>>,
    /// With JSON: what was said, for the one object on stderr.
    messages: Arc<Mutex<Messages>>,
}

impl Ui {
    /// JSON is quiet: stderr has one object, or nothing.
    pub fn new(format: Format, quiet: bool, verbose: bool) -> Self {
        Self {
            format,
            quiet: quiet || format == Format::Json,
            verbose,
            log_interval: Duration::from_secs(30),
            asking: Arc::default(),
            closed: Arc::default(),
            bar: Arc::default(),
            messages: Arc::default(),
        }
    }

    /// Whether the program waits for the user's answer. Prompts come before anything is
    /// changed.
    pub fn is_asking(&self) -> bool {
        self.asking.load(Ordering::SeqCst)
    }

    fn bar(&self) -> Option<ProgressBar> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.upgrade()
    }

    fn stderr(&self, line: &str) {
        match self.bar() {
            Some(bar) => bar.suspend(|| stderr(line)),
            None => stderr(line),
        }
    }

    /// Prints a result on stdout. A closed pipe is not an error.
    pub fn report(&self, report: &impl Report) -> Result<()> {
        self.stdout(&self.written(report)?)
    }

    /// The same for what was changed, which an error must not hide.
    pub fn report_done(&self, report: &impl Report) -> Result<()> {
        self.report(report).map_err(|error| error.also("the work itself was done"))
    }

    fn written(&self, report: &impl Report) -> Result<String> {
        let mut text = match self.format {
            Format::Json => serde_json::to_string_pretty(report).map_err(|error| {
                Error::failed("the result cannot be written as JSON").because(error)
            })?,
            _ => report.to_string(),
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }

    /// Writes text to stdout unchanged. The progress bar is cleared.
    pub fn stdout(&self, text: &str) -> Result<()> {
        self.write(text.as_bytes())
    }

    fn write(&self, bytes: &[u8]) -> Result<()> {
        if let Some(bar) = self.bar() {
            bar.finish_and_clear();
        }
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                self.closed.store(true, Ordering::SeqCst);
                Ok(())
            }
            written => {
                written.map_err(|error| Error::failed("stdout cannot be written").because(error))
            }
        }
    }

    /// A status line; `--quiet` hides it.
    pub fn status(&self, line: &str) {
        if self.verbose && self.format == Format::Json {
            self.messages().notices.push(line.to_owned());
        } else if !self.quiet {
            self.stderr(&printable(line));
        }
    }

    /// Writes status lines, for code that does not know the user's side.
    pub fn on_notice(&self) -> Arc<dyn Fn(&str) + Send + Sync> {
        let ui = self.clone();
        Arc::new(move |line| ui.status(line))
    }

    /// A line for `--verbose`.
    pub fn detail(&self, line: &str) {
        if self.verbose {
            self.status(line);
        }
    }

    /// A warning, shown even with `--quiet`.
    pub fn warn(&self, line: &str) {
        match self.format {
            Format::Json => self.messages().warnings.push(line.to_owned()),
            _ => {
                let line = printable(line);
                self.stderr(&format!("{} {line}", style("warning:").yellow().bold().for_stderr()));
            }
        }
    }

    /// With `--format github`, an annotation: `error`, `warning` or `notice`.
    #[cfg(feature = "aws")]
    pub fn annotate_as(&self, level: &str, title: &str, message: &str) {
        if self.format == Format::Github {
            stderr(&github::titled(level, title, message));
        }
    }

    /// With `--format github`, a warning about a line of a file.
    pub fn annotate(&self, place: &Location, message: &str) {
        if self.format == Format::Github {
            stderr(&github::warning(place, message));
        }
    }

    /// How the program ends: an error is said. With JSON, so are the messages that were kept.
    pub fn finish(&self, result: Result<ExitStatus>) -> ExitStatus {
        match result {
            Ok(status) => {
                if let Some(object) = self.messages().take(None) {
                    self.stderr(&object.to_string());
                }
                status
            }
            Err(error) => {
                self.error(&error);
                error.kind().status()
            }
        }
    }

    pub fn error(&self, error: &Error) {
        if self.format == Format::Json {
            let object = self.messages().take(Some(error));
            object.into_iter().for_each(|object| self.stderr(&object.to_string()));
            return;
        }
        if error.kind() == Kind::Interrupted && std::io::stderr().is_terminal() {
            // The cursor is after a prompt, or after the ^C echoed by the terminal.
            stderr("");
        }
        // Messages of servers and names may have escape sequences.
        let text = printable(error.to_string());
        self.stderr(&format!("{} {text}", style("error:").red().bold().for_stderr()));
        if self.format == Format::Github {
            self.stderr(&github::annotation(error));
        }
    }

    fn messages(&self) -> MutexGuard<'_, Messages> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new progress display, which disappears when dropped.
    pub fn progress(&self) -> Box<dyn Progress> {
        let bar = progress::Bar::new(self.clone(), std::io::stderr().is_terminal());
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.weak());
        Box::new(bar)
    }
}

fn stderr(line: &str) {
    // Without stderr, a failure cannot be reported.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
