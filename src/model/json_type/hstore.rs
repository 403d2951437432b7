use super::{string, unquoted};

/// `"a"=>"1", "b"=>NULL` as an object of strings. Source: PostgreSQL, `contrib/hstore/hstore_io.c`.
pub fn write(text: &str, out: &mut String) -> Option<()> {
    let mut rest = text;
    out.push('{');
    while !rest.is_empty() {
        let (key, length) = unquoted(rest)?;
        string(&key, out);
        out.push_str(": ");
        rest = rest[length..].strip_prefix("=>")?;
        if let Some(after) = rest.strip_prefix("NULL") {
            out.push_str("null");
            rest = after;
        } else {
            let (value, length) = unquoted(rest)?;
            string(&value, out);
            rest = &rest[length..];
        }
        if let Some(after) = rest.strip_prefix(", ") {
            out.push_str(", ");
            rest = after;
        }
    }
    out.push('}');
    Some(())
}
