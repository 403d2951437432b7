//! The built-in SQL console: enough to inspect and fix data without psql.
//!
//! ```text
//! terminal ─► editor ─┐
//! -c, stdin, \i ──────┴► script's scanner ─► Console ─► script::InteractiveSession ─► server
//!                                   └ \commands ─┘ └──► Screen (ui)
//! ```
//!
//! Statements are split by psql's rules, sent one by one, and displayed as the server formats them.

mod command;
mod commands;
mod complete;
mod connection;
mod copy;
mod describe;
mod edit;
mod editor;
mod finished;
mod keywords;
mod listing;
mod pager;
mod prompt;
mod screen;
mod session;
mod settings;
mod terminal;
mod unbounded;
mod unknown;
mod values;
mod watch;

pub use self::screen::{Screen, Settings};

use self::session::Console;
use crate::error::{Error, ExitStatus, Result};
use crate::interrupt::Interrupt;
use crate::postgres::ConnectRequest;
use crate::postgres::client::Client;
use crate::script::InteractiveSession;

/// The input of the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// An interactive terminal.
    Terminal,
    /// Standard input, up to the first error.
    Stdin,
    /// These strings, each sent as a whole, up to the first error.
    Statements(Vec<String>),
}

/// Works on the session until there is nothing more. `login` is how it logged in.
///
/// Errors: with [`Work::Statements`] the first statement that fails. The status after
/// an error on standard input is 3, as with psql's ON_ERROR_STOP.
pub async fn run(
    client: Client,
    login: ConnectRequest<'_>,
    work: Work,
    settings: Settings,
    screen: &dyn Screen,
    interrupt: &Interrupt,
) -> Result<ExitStatus> {
    let own = Interrupt::default();
    let cancel = if work == Work::Terminal { &own } else { interrupt };
    // Statements may change something, so that an interrupt may not say that nothing was changed.
    drop(interrupt.hold());
    let _hold = (work != Work::Terminal).then(|| interrupt.hold());
    let read_only = settings.read_only;
    let target = login.target.clone();
    let dialogue = InteractiveSession::open(client, target, cancel, read_only).await?;
    let terminal = work == Work::Terminal;
    let mut console = Console::new(dialogue, login, settings, screen, cancel, terminal);
    console.learn_own_types().await;
    let result = match work {
        Work::Terminal => {
            let status = terminal::run(&mut console, interrupt).await;
            console.dialogue.close().await;
            return status;
        }
        Work::Statements(strings) => console.strings(strings).await,
        Work::Stdin => match console.stdin().await {
            Err(failure) if !interrupt.is_raised() => {
                screen.error(&failure.error);
                console.dialogue.close().await;
                return Ok(ExitStatus::Child(3));
            }
            other => other,
        },
    };
    if result.is_ok() {
        console.note_open_transaction();
    }
    console.dialogue.close().await;
    match result {
        Ok(()) => Ok(ExitStatus::Done),
        Err(_) if interrupt.is_raised() => Err(Error::interrupted("interrupted")),
        Err(failure) => Err(failure.error),
    }
}
