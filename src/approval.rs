//! Confirmation of destructive work. Destructive operations take an [`Approved`] plan, and only
//! [`approve`] makes one.

use std::ops::Deref;

use crate::error::{Error, Result};
use crate::hint;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// Nothing important can be lost.
    None,
    /// A yes is enough, or `--yes`. `ask` describes what would happen, as a sentence without
    /// its full stop.
    YesNo { ask: String },
    /// The name must be typed, or passed by `--confirm NAME`. `ask` as above.
    TypeName { ask: String, name: String },
}

pub trait Confirmable {
    fn question(&self) -> Confirmation;

    /// What can be lost, in lines that are shown before the prompt.
    fn impact(&self) -> Option<String> {
        None
    }

    /// The hint if there is no terminal: instead of `--yes`, or besides `--confirm`.
    fn without_terminal(&self) -> Option<String> {
        None
    }
}

/// The answers on the command line.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    pub yes: bool,
    pub confirm: Option<String>,
}

/// Prompts the user for a line of text; `ui` on a terminal.
pub trait Asker {
    fn can_ask(&self) -> bool;

    /// Shows the prompt and returns the line typed, without its end.
    fn ask_line(&self, prompt: &str) -> impl Future<Output = Result<String>>;
}

/// A confirmed plan. It can only be constructed here.
#[derive(Debug)]
pub struct Approved<P>(P);

impl<P> Deref for Approved<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.0
    }
}

/// Asks for the confirmation that the plan needs.
///
/// Errors (declined): the answer is no or another name; there is no terminal and no flag
/// was given, in which case the flag is named.
pub async fn approve<P: Confirmable>(
    plan: P,
    answers: &Answers,
    asker: &impl Asker,
) -> Result<Approved<P>> {
    match plan.question() {
        Confirmation::None => {}
        Confirmation::YesNo { ask } => {
            yes_or_no(&ask, plan.without_terminal(), answers, asker).await?;
        }
        Confirmation::TypeName { ask, name } => {
            typed_name(&ask, &name, plan.without_terminal(), answers, asker).await?;
        }
    }
    Ok(Approved(plan))
}

async fn yes_or_no(
    ask: &str,
    otherwise: Option<String>,
    answers: &Answers,
    asker: &impl Asker,
) -> Result<()> {
    if answers.yes {
        return Ok(());
    }
    if !asker.can_ask() {
        return Err(Error::declined(format!("confirmation needed: {ask}")).with_hint(
            otherwise.unwrap_or_else(|| format!("confirm with: {}", hint::again("--yes"))),
        ));
    }
    let answer = asker.ask_line(&format!("{ask}. Continue? [y/N]")).await?;
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Error::declined("declined; nothing was changed")),
    }
}

/// Errors (declined): another name was given to confirm with.
pub fn check_name(given: Option<&str>, name: &str) -> Result<()> {
    match given {
        Some(given) if given != name => Err(Error::declined(format!(
            "--confirm is {given:?}, but the name is {name:?}; nothing was changed"
        ))),
        _ => Ok(()),
    }
}

async fn typed_name(
    ask: &str,
    name: &str,
    otherwise: Option<String>,
    answers: &Answers,
    asker: &impl Asker,
) -> Result<()> {
    if answers.confirm.is_some() {
        return check_name(answers.confirm.as_deref(), name);
    }
    if !asker.can_ask() {
        let not_enough = if answers.yes { "--yes is not enough here; " } else { "" };
        let otherwise = otherwise.map(|hint| format!("; {hint}")).unwrap_or_default();
        let again = hint::again(&format!("--confirm {}", hint::quoted(name)));
        return Err(Error::declined(format!("confirmation needed: {ask}"))
            .with_hint(format!("{not_enough}confirm with: {again}{otherwise}")));
    }
    let not_enough = if answers.yes { " (--yes is not enough here)" } else { "" };
    let answer = asker.ask_line(&format!("{ask}.\nType {name} to continue{not_enough}")).await?;
    // Users may type extra spaces, but a name may contain some.
    if answer == name || answer.trim() == name {
        return Ok(());
    }
    Err(Error::declined("the names do not match; nothing was changed"))
}
