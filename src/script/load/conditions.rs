//! `\if` and its family: which parts of a file count.

use super::condition::Condition;
use super::loader::Loader;
use crate::error::{Error, Location, Result};
use crate::progress::Progress;
use crate::script::syntax::meta_command::Command;
use crate::script::syntax::variables::truth;

impl Loader<'_> {
    pub fn condition(&mut self, command: Command, place: &Location) -> Result<()> {
        let Some(file) = self.files.last_mut() else { return Ok(()) };
        let lost = |what: &str| Error::failed(format!("{what} without \\if before it"));
        let was_muted = file.scanner.muted;
        let mut closed = None;
        match command {
            Command::If(expression) => {
                let muted_outside = file.scanner.muted;
                let active = !muted_outside && decide(&expression, self.progress, place);
                let lexer = file.scanner.lexer.clone();
                let condition =
                    Condition { muted_outside, taken: active, active, after_else: false, lexer };
                file.conditions.push(condition);
            }
            Command::Elif(expression) => {
                let open = file.conditions.last_mut().ok_or_else(|| lost("\\elif"))?;
                if open.after_else {
                    return Err(Error::failed("\\elif after \\else"));
                }
                let may = !open.muted_outside && !open.taken;
                open.active = may && decide(&expression, self.progress, place);
                open.taken |= open.active;
            }
            Command::Else => {
                let open = file.conditions.last_mut().ok_or_else(|| lost("\\else"))?;
                if open.after_else {
                    return Err(Error::failed("\\else after \\else"));
                }
                open.active = !open.muted_outside && !open.taken;
                (open.taken, open.after_else) = (true, true);
            }
            _ => {
                closed = Some(file.conditions.pop().ok_or_else(|| lost("\\endif"))?);
            }
        }
        let inner = file.conditions.last();
        let muted = inner.is_some_and(|inner| inner.muted_outside || !inner.active);
        // A branch that is not taken leaves no trace: neither parentheses nor quotes of it.
        if was_muted && !muted {
            let saved = closed.as_ref().or(file.conditions.last());
            if let Some(condition) = saved {
                file.scanner.lexer = condition.lexer.clone();
            }
        } else if muted
            && !was_muted
            && let Some(open) = file.conditions.last_mut()
        {
            open.lexer = file.scanner.lexer.clone();
        }
        file.scanner.muted = muted;
        file.scanner.draft.moved();
        Ok(())
    }
}

/// The value of an expression of `\if`; psql warns of what is no boolean, and takes it for false.
fn decide(expression: &str, progress: &dyn Progress, place: &Location) -> bool {
    truth(expression).unwrap_or_else(|| {
        progress.notice(&format!("{place}: {expression:?} is no boolean, and counts as false"));
        false
    })
}
