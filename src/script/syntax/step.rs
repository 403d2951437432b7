//! The lexer's steps and states.

use super::reference::Reference;

/// What the lexer found, and how many bytes of the window it consumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// White space or a comment, before the first token of a statement.
    Blank(usize),
    /// This many bytes belong to the statement, unchanged.
    Text(usize),
    /// This many bytes, the last of which is a semicolon that ends the statement.
    End(usize),
    /// A backslash (one byte) that begins a command of psql.
    Backslash,
    /// `\;` or `\:` (two bytes): the second belongs to the statement.
    Escaped(u8),
    Variable(Reference),
    /// The window ends within a token; more of the input is needed.
    NeedMore,
}

/// The quote or comment that the lexer is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside {
    Nothing,
    /// `'..'` without backslash escapes.
    Quote,
    /// `E'..'`, or any string while standard_conforming_strings is off.
    Escape,
    /// Just after the closing quote of an escape string: another quote continues it.
    EscapeEnd,
    /// `".."`.
    Identifier,
    /// `$tag$..$tag$`, with the whole delimiter.
    Dollar(Vec<u8>),
    /// `-- ..` to the end of the line.
    LineComment,
    /// `/* .. */`, with how many more are open.
    BlockComment(u32),
}
