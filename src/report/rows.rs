use crate::approval::Question;
use crate::model::Target;

/// What is asked before rows are written: nothing, or the database's name where the
/// environment is protected, as for seeds. `what` would happen, as in `a user would be added`.
pub(super) fn question(target: &Target, what: &str) -> Question {
    if !target.protected {
        return Question::None;
    }
    let name = target.database().to_string();
    let ask = format!("{what} on database {name} of {}", target.environment);
    Question::TypeName { ask, name }
}
