//! What a shell offers when Tab is pressed: its script asks the program, by a variable. Nothing is
//! changed, started or said by that, and no secret shown.
//!
//! ```text
//! shells (script) ─► complete ─► line (what is typed) ─► candidates ─► sessions, aws
//! ```

#[cfg(feature = "aws")]
mod aws;
mod candidates;
mod line;
mod sessions;
mod shells;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap_complete::{ArgValueCompleter, CompleteEnv};

use self::candidates::find;
use self::line::Line;
pub use self::shells::script;
use self::shells::{NAME, SHELLS, VARIABLE};
use crate::args::Candidates;

/// Answers a shell's script. None for a call like any other.
pub fn complete(args: &[OsString], program: fn() -> clap::Command) -> Option<ExitCode> {
    let factory = || with_candidates(built(program()), &Arc::new(Line::of(args, program)));
    let environment = CompleteEnv::with_factory(factory).var(VARIABLE).shells(SHELLS);
    let answered = environment.bin(NAME).completer(NAME).try_complete(args.iter().cloned(), None);
    match answered {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        Err(error) => {
            // Below a line that is being typed, an error would only disturb.
            if !args.iter().any(|arg| arg == "--") {
                let _ = error.print();
            }
            Some(ExitCode::from(2))
        }
    }
}

fn built(mut program: clap::Command) -> clap::Command {
    program.build();
    program
}

/// Gives the arguments their candidates. Options are offered when their first - is typed, or where
/// there is nothing else.
fn with_candidates(command: clap::Command, line: &Arc<Line>) -> clap::Command {
    let of_line = Arc::clone(line);
    let command = command.mut_args(move |arg| {
        let hidden = of_line.is_empty_word && !arg.is_positional();
        let arg = if hidden { arg.hide(true) } else { arg };
        let Some(wanted) = arg.get::<Candidates>().copied() else { return arg };
        let line = Arc::clone(&of_line);
        arg.add(ArgValueCompleter::new(move |current: &std::ffi::OsStr| {
            find(wanted, current, &line)
        }))
    });
    command.mut_subcommands(|below| with_candidates(below, line))
}
