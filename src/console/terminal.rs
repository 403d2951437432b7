//! The interactive loop: prompt, signals, and what happens between two lines.

use std::io::IsTerminal;

use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};

use super::editor::{Line, LineEditor};
use super::finished;
use super::session::{Console, Next};
use crate::error::{Error, ExitStatus, Result};
use crate::interrupt::Interrupt;
use crate::signals::Signals;

/// Reads and runs statements until the user quits. Ctrl-C only cancels the running statement;
/// `program` is the interrupt of the whole program, which is suspended meanwhile.
pub async fn run(console: &mut Console<'_>, program: &Interrupt) -> Result<ExitStatus> {
    let cancel = console.interrupt;
    let _shield = program.shield();
    let _terminal = Restore::new();
    let mut signals = Signals::watch()?;
    let names = std::sync::Arc::clone(&console.names);
    let mut editor = LineEditor::new(names, console.settings.history.clone())?;
    console.screen.note("\\? lists the commands, \\q leaves");
    let mut initial = String::new();
    loop {
        if during(&mut signals, console.learn_names(), cancel).await.is_none() {
            return Err(ended());
        }
        cancel.lower();
        signals.forget();
        let (start, strings) =
            (std::mem::take(&mut initial), console.dialogue.client().standard_strings());
        let (prompt, note) = (|open| console.prompt(open), |text: &str| console.screen.note(text));
        let line = tokio::select! {
            line = editor.read(prompt, start, strings, note) => line?,
            () = signals.end() => return Err(ended()),
        };
        let text = match line {
            Line::Text(text) if text.trim().is_empty() => continue,
            Line::Text(text) => text,
            Line::Cancelled => continue,
            Line::End => {
                console.screen.text("\\q\n")?;
                break;
            }
        };
        editor.remember(&text);
        let text = finished::command_word(&text).map_or(text, str::to_owned);
        let Some(next) = during(&mut signals, console.typed(text), cancel).await else {
            return Err(ended());
        };
        match next {
            Ok(Next::Go) => {}
            Ok(Next::Edit(text)) => initial = text,
            Ok(Next::Leave) => break,
            Err(failure) if failure.lost => return Err(failure.error),
            Err(failure) => console.screen.error(&failure.error),
        }
    }
    console.note_open_transaction();
    Ok(ExitStatus::Done)
}

fn ended() -> Error {
    Error::interrupted("terminated; an open transaction is rolled back")
}

/// Runs the work; Ctrl-C cancels it on the server. `None` if the console has to end, which
/// cancels it too.
async fn during<T>(
    signals: &mut Signals,
    work: impl Future<Output = T>,
    cancel: &Interrupt,
) -> Option<T> {
    let mut work = std::pin::pin!(work);
    let mut ending = false;
    loop {
        tokio::select! {
            done = &mut work => return (!ending).then_some(done),
            ends = signals.any() => {
                ending |= ends;
                cancel.raise();
            }
        }
    }
}

/// Restores the terminal, even if a line was being edited.
struct Restore(Option<Termios>);

impl Restore {
    fn new() -> Self {
        Self(tcgetattr(std::io::stdin()).ok())
    }
}

impl Drop for Restore {
    fn drop(&mut self) {
        let Some(before) = &self.0 else { return };
        if std::io::stdin().is_terminal() {
            // A failure cannot be reported anymore.
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSANOW, before);
        }
    }
}
