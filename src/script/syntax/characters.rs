//! Character classes of psql's lexer.

/// White space of the lexer: no other character of Unicode is.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | 0x0b)
}

/// Characters allowed in a variable name.
pub fn is_variable_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Characters that may begin an unquoted identifier.
pub fn starts_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// Characters that may continue an unquoted identifier.
pub fn continues_word(byte: u8) -> bool {
    is_variable_byte(byte) || byte == b'$'
}
