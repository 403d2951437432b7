//! `\if` and related commands: which parts of a file are active.

use super::scanner::Scanner;
use crate::error::{Error, Result};
use crate::script::syntax::lexer::Lexer;
use crate::script::syntax::meta_command::Command;

/// The `\if`s that are open in a file.
#[derive(Default)]
pub struct Conditions(Vec<Condition>);

/// One `\if`.
struct Condition {
    /// The surrounding branch is not taken.
    outer_inactive: bool,
    /// A branch has been taken.
    taken: bool,
    active: bool,
    after_else: bool,
    /// The lexer as it was before a branch that is not taken.
    lexer: Lexer,
}

impl Condition {
    /// Whether the next branch may be taken.
    fn is_live(&self) -> bool {
        !self.outer_inactive && !self.taken
    }
}

impl Conditions {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// An \elif is evaluated only where its branch may be taken.
    pub fn evaluates_elif(&self) -> bool {
        self.0.last().is_some_and(|open| open.is_live() && !open.after_else)
    }

    /// Runs one of the commands; `decide` evaluates an expression.
    ///
    /// Errors: a misplaced command.
    pub fn run(
        &mut self,
        command: &Command,
        scanner: &mut Scanner,
        decide: impl Fn(&str) -> bool,
    ) -> Result<()> {
        let was_inactive = scanner.is_inactive();
        let mut closed = None;
        match command {
            Command::If(expression) => {
                let active = !was_inactive && decide(expression);
                self.0.push(Condition {
                    outer_inactive: was_inactive,
                    taken: active,
                    active,
                    after_else: false,
                    lexer: scanner.lexer(),
                });
            }
            Command::Elif(expression) => {
                let open = self.open_branch("\\elif")?;
                open.active = open.is_live() && decide(expression);
                open.taken |= open.active;
            }
            Command::Else => {
                let open = self.open_branch("\\else")?;
                open.active = open.is_live();
                (open.taken, open.after_else) = (true, true);
            }
            _ => closed = Some(self.0.pop().ok_or_else(|| missing("\\endif"))?),
        }
        let inner = self.0.last_mut();
        let inactive = inner.as_ref().is_some_and(|inner| inner.outer_inactive || !inner.active);
        // A branch not taken has no effect on parentheses and quotes.
        let mut lexer = None;
        match (was_inactive, inactive, inner) {
            (true, false, inner) => {
                lexer = closed.as_ref().or(inner.as_deref()).map(|before| before.lexer.clone());
            }
            (false, true, Some(inner)) => inner.lexer = scanner.lexer(),
            _ => {}
        }
        scanner.go_on(inactive, lexer);
        Ok(())
    }

    fn open_branch(&mut self, command: &str) -> Result<&mut Condition> {
        match self.0.last_mut() {
            None => Err(missing(command)),
            Some(open) if open.after_else => Err(Error::failed(format!("{command} after \\else"))),
            Some(open) => Ok(open),
        }
    }
}

fn missing(command: &str) -> Error {
    Error::failed(format!("{command} without \\if before it"))
}
