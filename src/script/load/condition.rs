use crate::script::syntax::lexer::Lexer;

/// One `\if`.
pub struct Condition {
    /// The surrounding branch is not taken.
    pub outer_inactive: bool,
    /// A branch has been taken.
    pub taken: bool,
    pub active: bool,
    pub after_else: bool,
    /// The lexer as it was before a branch that is not taken.
    pub lexer: Lexer,
}
