use crate::approval::Confirmation;
use crate::model::Target;

/// The confirmation before rows are written: none, or the database name if the
/// environment is protected, as for seeds. `what` would happen, as in `a user would be added`.
pub(super) fn question(target: &Target, what: &str) -> Confirmation {
    if !target.protected {
        return Confirmation::None;
    }
    let name = target.database().to_string();
    let ask = format!("{what} in database {name} of {}", target.environment);
    Confirmation::TypeName { ask, name }
}
