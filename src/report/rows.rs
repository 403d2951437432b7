use crate::approval::Confirmation;
use crate::model::Target;

/// User-supplied text, without terminal control characters.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\tc"), "a\u{fffd}[2Jb\tc");
    }
}
