//! Consent to lose something. Destructive operations take an [`Approved`] plan, and only
//! [`approve`] makes one.

use std::ops::Deref;

use crate::error::{Error, Result};

/// How strongly a plan has to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// Nothing that matters can be lost.
    None,
    /// A yes is enough; `--yes` gives it. `ask` says what would happen, as a sentence without
    /// its full stop.
    YesNo { ask: String },
    /// The name must be typed, or given by `--confirm NAME`. `ask` as above.
    TypeName { ask: String, name: String },
}

/// What a plan puts at impact.
pub trait Confirmable {
    fn question(&self) -> Confirmation;

    /// What can be lost, in lines that are shown before the question.
    fn impact(&self) -> Option<String> {
        None
    }

    /// What to do where no one can be asked, if that is not simply `--yes`.
    fn without_terminal(&self) -> Option<String> {
        None
    }
}

/// The answers that came with the command line.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// `--yes`
    pub yes: bool,
    /// `--confirm NAME`
    pub confirm: Option<String>,
}

/// Someone who can be asked a line of text; `ui` on a terminal.
pub trait Asker {
    /// Whether there is anyone to ask.
    fn can_ask(&self) -> bool;

    /// Shows the prompt and returns the line typed, without its end.
    fn ask_line(&self, prompt: &str) -> impl Future<Output = Result<String>>;
}

/// A plan that was agreed to. It cannot be made anywhere else.
#[derive(Debug)]
pub struct Approved<P>(P);

impl<P> Deref for Approved<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.0
    }
}

/// Asks what the plan needs to be asked.
///
/// Errors (declined): the answer is no or another name; there is no one to ask and no flag
/// answered, in which case the flag is named.
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
        Confirmation::TypeName { ask, name } => typed_name(&ask, &name, answers, asker).await?,
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
        return Err(Error::declined(format!("confirmation needed: {ask}"))
            .with_hint(otherwise.unwrap_or_else(|| "give --yes to agree".to_owned())));
    }
    let answer = asker.ask_line(&format!("{ask}. Go on? [y/N]")).await?;
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Error::declined("declined; nothing was changed")),
    }
}

async fn typed_name(ask: &str, name: &str, answers: &Answers, asker: &impl Asker) -> Result<()> {
    if let Some(given) = &answers.confirm {
        if given == name {
            return Ok(());
        }
        return Err(Error::declined(format!(
            "--confirm says {given:?}, but this is {name:?}; nothing was changed"
        )));
    }
    if !asker.can_ask() {
        return Err(Error::declined(format!("confirmation needed: {ask}"))
            .with_hint(format!("give --confirm {name:?} to agree; --yes is not enough here")));
    }
    let not_enough = if answers.yes { " (--yes is not enough here)" } else { "" };
    let answer = asker.ask_line(&format!("{ask}.\nType {name} to go on{not_enough}")).await?;
    // A terminal adds no spaces, but people do; a name may have its own.
    if answer == name || answer.trim() == name {
        return Ok(());
    }
    Err(Error::declined("that is not its name; nothing was changed"))
}
