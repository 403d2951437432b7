use std::sync::Once;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, WeakProgressBar};

use super::Ui;
use crate::progress::Progress;

/// Nothing is drawn for what is over sooner than this.
const TIMEOUT: Duration = Duration::from_millis(500);

/// A spinner, or a bar once the size is known, on stderr when that is a terminal.
///
/// Drawing begins with the first thing that is done: before it, the terminal may be needed for
/// something else.
pub struct Bar {
    ui: Ui,
    bar: ProgressBar,
    draws: Once,
    terminal: bool,
}

impl Bar {
    pub fn new(ui: Ui, terminal: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(spinner());
        Self { terminal: terminal && !ui.quiet, ui, bar, draws: Once::new() }
    }

    pub fn weak(&self) -> WeakProgressBar {
        self.bar.downgrade()
    }

    fn draw_soon(&self) {
        let weak = self.bar.downgrade();
        std::thread::spawn(move || {
            std::thread::sleep(TIMEOUT);
            // Gone or finished when the work was quick.
            if let Some(bar) = weak.upgrade().filter(|bar| !bar.is_finished()) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(Duration::from_millis(100));
            }
        });
    }
}

impl Progress for Bar {
    fn doing(&self, what: &str) {
        if self.terminal {
            self.draws.call_once(|| self.draw_soon());
        }
        // The size was that of what came before.
        self.bar.set_style(spinner());
        self.bar.unset_length();
        self.bar.set_position(0);
        self.bar.set_message(what.to_owned());
    }

    fn bytes(&self, done: u64, total: Option<u64>) {
        if let (Some(total), None) = (total, self.bar.length()) {
            self.bar.set_style(byte_bar());
            self.bar.set_length(total);
        }
        self.bar.set_position(done);
    }

    fn notice(&self, line: &str) {
        self.ui.status(line);
    }

    fn warn(&self, line: &str) {
        self.ui.warn(line);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn spinner() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {msg} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

fn byte_bar() -> ProgressStyle {
    ProgressStyle::with_template(
        "{msg} {bar:30} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec} {eta}",
    )
    .unwrap_or_else(|_| ProgressStyle::default_bar())
}
