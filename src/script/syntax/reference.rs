//! References to variables.

use super::characters::is_variable_byte;

/// `:name`, `:'name'`, `:"name"` or `:{?name}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub form: Form,
    pub name: String,
    /// The bytes of the whole reference.
    pub length: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `:name`, inserted unchanged and read again.
    Plain,
    /// `:'name'`, as a string constant.
    Literal,
    /// `:"name"`, as a quoted identifier.
    Identifier,
    /// `:{?name}`, TRUE or FALSE.
    Test,
}

/// What a colon begins.
pub enum Colon {
    Reference(Reference),
    /// This many bytes of plain text.
    Plain(usize),
    /// The text is too short to tell.
    NeedMore,
}

/// A colon and what it may begin.
pub fn read(rest: &[u8], complete: bool) -> Colon {
    let (form, skip, close): (_, usize, &[u8]) = match rest.get(1) {
        None if !complete => return Colon::NeedMore,
        Some(b':' | b'=') => return Colon::Plain(2),
        Some(b'\'') => (Form::Literal, 2, b"'"),
        Some(b'"') => (Form::Identifier, 2, b"\""),
        Some(b'{') if rest.len() == 2 && !complete => return Colon::NeedMore,
        Some(b'{') if rest.get(2) == Some(&b'?') => (Form::Test, 3, b"}"),
        Some(byte) if is_variable_byte(*byte) => (Form::Plain, 1, b""),
        _ => return Colon::Plain(1),
    };
    let length = rest[skip..].iter().take_while(|byte| is_variable_byte(**byte)).count();
    let after = &rest[skip + length..];
    if after.is_empty() && !complete {
        return Colon::NeedMore;
    }
    if length == 0 || !after.starts_with(close) {
        return Colon::Plain(1);
    }
    // Names are always UTF-8.
    let name = String::from_utf8_lossy(&rest[skip..skip + length]).into_owned();
    let length = skip + length + close.len();
    Colon::Reference(Reference { form, name, length })
}
