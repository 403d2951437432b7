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
        let was_inactive = file.scanner.inactive;
        let mut closed = None;
        match command {
            Command::If(expression) => {
                let outer_inactive = file.scanner.inactive;
                let active = !outer_inactive && decide(&expression, self.progress, place);
                let lexer = file.scanner.lexer.clone();
                let condition =
                    Condition { outer_inactive, taken: active, active, after_else: false, lexer };
                file.conditions.push(condition);
            }
            Command::Elif(expression) => {
                let open = file.conditions.last_mut().ok_or_else(|| lost("\\elif"))?;
                if open.after_else {
                    return Err(Error::failed("\\elif after \\else"));
                }
                let may = !open.outer_inactive && !open.taken;
                open.active = may && decide(&expression, self.progress, place);
                open.taken |= open.active;
            }
            Command::Else => {
                let open = file.conditions.last_mut().ok_or_else(|| lost("\\else"))?;
                if open.after_else {
                    return Err(Error::failed("\\else after \\else"));
                }
                open.active = !open.outer_inactive && !open.taken;
                (open.taken, open.after_else) = (true, true);
            }
            _ => {
                closed = Some(file.conditions.pop().ok_or_else(|| lost("\\endif"))?);
            }
        }
        let inner = file.conditions.last();
        let inactive = inner.is_some_and(|inner| inner.outer_inactive || !inner.active);
        // A branch that is not taken leaves no trace: neither parentheses nor quotes of it.
        if was_inactive && !inactive {
            let saved = closed.as_ref().or(file.conditions.last());
            if let Some(condition) = saved {
                file.scanner.lexer = condition.lexer.clone();
            }
        } else if inactive
            && !was_inactive
            && let Some(open) = file.conditions.last_mut()
        {
            open.lexer = file.scanner.lexer.clone();
        }
        file.scanner.inactive = inactive;
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
