//! What characters may begin and go on with, by psql's lexer.

/// White space of the lexer: no other character of Unicode is.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | 0x0b)
}

/// What a variable's name may hold.
pub fn is_variable_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// What an unquoted identifier may begin with.
pub fn starts_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// What an unquoted identifier may go on with.
pub fn continues_word(byte: u8) -> bool {
    is_variable_byte(byte) || byte == b'$'
}
