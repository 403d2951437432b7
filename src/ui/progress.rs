mod line;

use std::fmt;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, WeakProgressBar};

use self::line::State;
use super::Ui;
use crate::progress::Progress;

/// Shorter work is not shown.
const TIMEOUT: Duration = Duration::from_millis(500);

/// A statement that takes longer is named.
const SLOW: Duration = Duration::from_secs(5);

/// How wide a line of a log may be.
const LOG_COLUMNS: usize = 160;

/// A spinner, or a bar once the size is known, on stderr if that is a terminal. Elsewhere a
/// line of a log now and then.
///
/// It begins with the first thing that is done: before it, the terminal may be needed for
/// something else.
pub struct Bar {
    ui: Ui,
    bar: ProgressBar,
    state: Shared,
    begins: Once,
    terminal: bool,
    /// The thread that writes to the log ends with this.
    log: Mutex<Option<Sender<()>>>,
}

type Shared = Arc<Mutex<State>>;

fn locked(state: &Shared) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bar {
    pub fn new(ui: Ui, terminal: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let state = Arc::new(Mutex::new(State::new(Instant::now())));
        bar.set_style(style(Arc::clone(&state)));
        Self { terminal, ui, bar, state, begins: Once::new(), log: Mutex::default() }
    }

    pub fn weak(&self) -> WeakProgressBar {
        self.bar.downgrade()
    }

    fn begin(&self) {
        if self.ui.quiet {
            return;
        }
        if self.terminal { self.draw_soon() } else { self.log_every(self.ui.log_interval) }
    }

    fn draw_soon(&self) {
        let weak = self.bar.downgrade();
        std::thread::spawn(move || {
            std::thread::sleep(TIMEOUT);
            // Already finished if the work was short.
            if let Some(bar) = weak.upgrade().filter(|bar| !bar.is_finished()) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(Duration::from_millis(100));
            }
        });
    }

    fn log_every(&self, interval: Duration) {
        let (end, ended) = channel();
        *self.log.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        let (state, ui) = (Arc::clone(&self.state), self.ui.clone());
        std::thread::spawn(move || {
            while ended.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                ui.status(&locked(&state).line(LOG_COLUMNS, false, Instant::now()));
            }
        });
    }
}

impl Progress for Bar {
    fn doing(&self, what: &str) {
        locked(&self.state).doing(what, Instant::now());
        self.begins.call_once(|| self.begin());
    }

    fn part(&self, part: Option<&str>) {
        locked(&self.state).part(part, Instant::now());
    }

    fn slow(&self, statement: &str, elapsed: Duration) {
        if elapsed < SLOW.min(self.ui.log_interval) {
            return;
        }
        let is_new = locked(&self.state).slow(statement, elapsed, Instant::now());
        if is_new && !self.terminal {
            let line = locked(&self.state).line(LOG_COLUMNS, false, Instant::now());
            self.ui.status(&line);
        }
    }

    fn bytes(&self, done: u64, total: Option<u64>) {
        locked(&self.state).bytes(done, total);
    }

    fn rows(&self, rows: u64) {
        locked(&self.state).rows(rows);
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

/// One line, made for the terminal as wide as it is now.
fn style(state: Shared) -> ProgressStyle {
    let draw = move |bar: &ProgressState, out: &mut dyn fmt::Write| {
        let columns = usize::from(Term::stderr().size().1);
        let frame = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
        let tick = (bar.elapsed().as_millis() / 100) as usize % frame.len();
        // The last column stays free: some terminals wrap there.
        let line = locked(&state).line(columns.saturating_sub(3), true, Instant::now());
        // A bar that cannot be drawn is no reason to stop.
        let _ = write!(out, "{} {line}", frame[tick]);
    };
    ProgressStyle::with_template("{line}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .with_key("line", draw)
}
