//! The first message of a session: who logs in, where, and which settings the client asks for.
//!
//! It asks for no more than libpq does. The driver would ask for TimeZone, DateStyle and
//! extra_float_digits, which overrides what the role, the database and the server have set, and
//! which pgbouncer refuses (the last one, as it comes configured).

use crate::model::Target;

/// Protocol 3.0. Source: PostgreSQL documentation, "Message Formats", StartupMessage.
const PROTOCOL: i32 = 196_608;

/// The message. `application` becomes the session's application_name unless the URL has one.
pub fn message(target: &Target, application: &str) -> Vec<u8> {
    let url = &target.url;
    let options = url.config.options.as_str();
    let mut parameters = vec![
        ("user", target.user.as_str()),
        ("database", url.database.as_str()),
        ("application_name", url.config.application_name.as_deref().unwrap_or(application)),
        ("client_encoding", "UTF8"),
    ];
    if !options.is_empty() {
        parameters.push(("options", options));
    }
    encode(&parameters)
}

fn encode(parameters: &[(&str, &str)]) -> Vec<u8> {
    let mut body = PROTOCOL.to_be_bytes().to_vec();
    for text in parameters.iter().flat_map(|(name, value)| [name, value]) {
        // A NUL would end the text, and what follows would be a parameter.
        body.extend(text.bytes().filter(|byte| *byte != 0));
        body.push(0);
    }
    body.push(0);
    let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX);
    [&length.to_be_bytes()[..], &body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_laid_out_as_the_protocol_wants() {
        let message = encode(&[("user", "a\0b")]);
        assert_eq!(message, b"\0\0\0\x11\0\x03\0\0user\0ab\0\0");
    }
}
