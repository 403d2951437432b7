//! The built-in SQL console: enough to inspect and fix data without psql.
//!
//! ```text
//! terminal ─► editor ─┐
//! -c, stdin, \i ──────┴► script's scanner ─► Console ─► script::InteractiveSession ─► server
//!                                   └ \commands ─┘ └──► Screen (ui)
//! ```
//!
//! Statements are split by psql's rules, sent one by one, and displayed as the server formats them.

mod commands;
mod complete;
mod describe;
mod edit;
mod editor;
mod finished;
mod screen;
mod session;
mod terminal;
mod values;

pub use self::screen::{Screen, Settings};

use self::session::Console;
use crate::error::{Error, ExitStatus, Result};
use crate::interrupt::Interrupt;
use crate::postgres::ConnectRequest;
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

/// Logs in and runs until the input ends.
///
/// Errors: the login; with [`Work::Statements`] the first statement that fails. The status after
/// an error on standard input is 3, as with psql's ON_ERROR_STOP.
pub async fn run(
    login: ConnectRequest<'_>,
    work: Work,
    settings: Settings,
    screen: &dyn Screen,
    interrupt: &Interrupt,
) -> Result<ExitStatus> {
    let mut client = login.connect_client().await?;
    let own = Interrupt::default();
    let cancel = if work == Work::Terminal { &own } else { interrupt };
    let _hold = (work != Work::Terminal).then(|| interrupt.hold());
    let read_only = settings.read_only;
    let dialogue = InteractiveSession::open(&mut client, login.target, cancel, read_only).await?;
    let terminal = work == Work::Terminal;
    let mut console = Console::new(dialogue, login.target, settings, screen, cancel, terminal);
    console.learn_own_types().await;
    let result = match work {
        Work::Terminal => {
            let status = terminal::run(&mut console, interrupt).await;
            client.close().await;
            return status;
        }
        Work::Statements(strings) => console.strings(strings).await,
        Work::Stdin => match console.stdin().await {
            Err(failure) if !interrupt.is_raised() => {
                screen.error(&failure.error);
                client.close().await;
                return Ok(ExitStatus::Child(3));
            }
            other => other,
        },
    };
    client.close().await;
    match result {
        Ok(()) => Ok(ExitStatus::Done),
        Err(_) if interrupt.is_raised() => Err(Error::interrupted("interrupted")),
        Err(failure) => Err(failure.error),
    }
}
