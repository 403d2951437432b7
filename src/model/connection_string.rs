//! Parses connection strings as libpq does: URLs, and `host=... dbname=...`.
//!
//! Source of the rules: PostgreSQL documentation, chapter "Connection Strings" of libpq. Stricter
//! than libpq: a password in a URL with characters that other programs interpret differently is
//! refused with the character and its position. Laxer: a value in a URL may contain =.

use percent_encoding::percent_decode_str;

use super::parameters::{Parameters, check_name, check_value};
use crate::error::{Error, Result};

const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];

/// Parses a connection string. Errors (usage) never quote a value: they name its part, and for a
/// password the kind of character and its position.
pub fn parse(text: &str) -> Result<Parameters> {
    if let Some(rest) = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)) {
        return parse_url(rest);
    }
    let before_value = text.split('=').next().unwrap_or_default();
    if !text.contains('=') || before_value.contains("://") {
        return Err(no_string(text));
    }
    parse_keywords(text)
}

fn no_string(text: &str) -> Error {
    let error = Error::usage("it does not begin with postgresql:// or postgres://");
    if text.starts_with("jdbc:") {
        return error.with_hint("remove jdbc: and write user and password before the host");
    }
    match text.split_once("://") {
        Some((scheme, _)) if scheme.starts_with("postgres") => {
            error.with_hint("remove the driver's name from the scheme")
        }
        _ => error,
    }
}

/// `key = 'value'`, separated by spaces; a backslash escapes the next character.
fn parse_keywords(text: &str) -> Result<Parameters> {
    let mut parameters = Parameters::new();
    let mut rest = text.trim_start_matches(is_space);
    let mut after_secret = false;
    while !rest.is_empty() {
        let end = rest.find(|c| c == '=' || is_space(c)).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let Some(after) = after.trim_start_matches(is_space).strip_prefix('=') else {
            let count = parameters.len() + 1;
            return Err(Error::usage(format!(
                "the name of its parameter {count} has no = after it"
            ))
            .with_hint("quote a value that contains spaces: password='a b'"));
        };
        let (value, after) = parse_value(after.trim_start_matches(is_space))?;
        // What follows a password may be part of it, which must not be quoted.
        let name = check_name(key);
        name.map_err(|error| if after_secret { broken_secret() } else { error })?;
        after_secret = matches!(key, "password" | "sslpassword");
        store(&mut parameters, key, value)?;
        rest = after.trim_start_matches(is_space);
    }
    Ok(parameters)
}

fn broken_secret() -> Error {
    Error::usage("what follows its password is not a parameter")
        .with_hint("quote a value that contains spaces: password='a b'")
}

/// A value of a keyword/value string, and what follows it. Errors (usage): no closing quote.
pub(crate) fn parse_value(text: &str) -> Result<(String, &str)> {
    let (quoted, text) = match text.strip_prefix('\'') {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => value.extend(characters.next().map(|(_, next)| next)),
            '\'' if quoted => return Ok((value, &text[at + 1..])),
            c if !quoted && is_space(c) => return Ok((value, &text[at..])),
            other => value.push(other),
        }
    }
    if quoted {
        return Err(Error::usage("a quoted value has no closing quote"));
    }
    Ok((value, ""))
}

/// The characters of C's isspace.
fn is_space(character: char) -> bool {
    character.is_ascii_whitespace() || character == '\x0b'
}

fn store(parameters: &mut Parameters, key: &str, value: String) -> Result<()> {
    if value.contains('\0') {
        return Err(Error::usage(format!("its {key} contains a NUL character")));
    }
    check_value(key, &value)?;
    parameters.insert(key.to_owned(), value);
    Ok(())
}

fn parse_url(rest: &str) -> Result<Parameters> {
    reject_broken_password(rest)?;
    if rest.contains(char::is_control) {
        return Err(Error::usage("it contains a line break or another control character"));
    }
    let (before_query, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = before_query.split_once('/').unwrap_or((before_query, ""));
    let (userinfo, servers) = authority.split_once('@').unwrap_or(("", authority));
    let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
    let (hosts, ports) = parse_servers(servers)?;
    let mut parameters = Parameters::new();
    for (key, part, text) in [
        ("user", "user name", user),
        ("password", "password", password),
        ("host", "host", &hosts),
        ("port", "port", &ports),
        ("dbname", "database name", path),
    ] {
        if !text.is_empty() {
            store(&mut parameters, key, decode(text, part)?)?;
        }
    }
    parse_query(query, &mut parameters)?;
    Ok(parameters)
}

/// The hosts and the ports of `host1:5432,[::1]:5433`, each as a list; both are still encoded.
fn parse_servers(text: &str) -> Result<(String, String)> {
    let (mut hosts, mut ports) = (Vec::new(), Vec::new());
    for server in text.split(',') {
        let (host, after) = match server.strip_prefix('[') {
            Some(rest) => rest
                .split_once(']')
                .ok_or_else(|| Error::usage("its IPv6 address has no closing bracket"))?,
            None => server.split_at(server.find(':').unwrap_or(server.len())),
        };
        if server.starts_with('[')
            && (host.is_empty() || !matches!(after.chars().next(), None | Some(':')))
        {
            return Err(Error::usage("its IPv6 address is empty, or followed by more than a port"));
        }
        hosts.push(host);
        ports.push(after.strip_prefix(':').unwrap_or(after));
    }
    Ok((hosts.join(","), ports.join(",")))
}

fn parse_query(query: &str, parameters: &mut Parameters) -> Result<()> {
    let query = query.strip_suffix('&').unwrap_or(query);
    for pair in query.split('&').filter(|_| !query.is_empty()) {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| Error::usage("a query parameter has no value: use name=value"))?;
        let key = decode(key, "query")?;
        let value = decode(value, &key)?;
        // As libpq does for JDBC URLs.
        let (key, value) = match (key.as_str(), value.as_str()) {
            ("ssl", "true") => ("sslmode", "require".to_owned()),
            (key, _) => (key, value),
        };
        check_name(key)?;
        store(parameters, key, value)?;
    }
    Ok(())
}

/// Finds an unencoded password before it is parsed as something else.
fn reject_broken_password(rest: &str) -> Result<()> {
    let Some((userinfo, _)) = rest.rsplit_once('@') else { return Ok(()) };
    let (before_query, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = before_query.split_once('/').unwrap_or((before_query, ""));
    // An @ in the query (a socket directory, an option) does not belong to a password, and one in
    // the path does: it is what follows a slash of a password.
    let is_query =
        query.split('&').all(|pair| check_name(pair.split('=').next().unwrap_or(pair)).is_ok());
    let at_signs = authority.matches('@').count();
    if at_signs <= 1 && !path.contains('@') && query.contains('@') && is_query {
        return Ok(());
    }
    let has_password = authority.split('@').next().is_some_and(|user| user.contains(':'));
    if path.contains('@') && !has_password {
        return Err(Error::usage(
            "its database name contains an at sign, which is not allowed in a URL",
        )
        .with_hint("write %40 instead, and %2F for a slash of a user name or password"));
    }
    let Some((_, password)) = userinfo.split_once(':') else { return Ok(()) };
    for (index, character) in password.chars().enumerate() {
        let (kind, code) = match character {
            '@' => ("an at sign", "%40"),
            '/' => ("a slash", "%2F"),
            '?' => ("a question mark", "%3F"),
            '#' => ("a hash sign", "%23"),
            '%' if !is_escape(&password.chars().skip(index).take(3).collect::<String>()) => {
                ("a percent sign", "%25")
            }
            c if c.is_whitespace() => ("a space", "%20"),
            c if c.is_control() => ("a control character", "its % code"),
            _ => continue,
        };
        return Err(Error::usage(format!(
            "its password contains {kind} (character {}), which is not allowed in a URL",
            index + 1
        ))
        .with_hint(format!(
            "write {code} instead, or remove the password from the URL and set PGPASSWORD"
        )));
    }
    Ok(())
}

fn is_escape(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some('%') && text.len() == 3 && characters.all(|c| c.is_ascii_hexdigit())
}

fn decode(text: &str, part: &str) -> Result<String> {
    let text = text.trim_matches(' ');
    if text.contains(' ') {
        return Err(
            Error::usage(format!("its {part} contains a space")).with_hint("write %20 for a space")
        );
    }
    let bytes = text.as_bytes();
    for (index, _) in text.match_indices('%') {
        if !bytes.get(index..index + 3).is_some_and(|b| b[1..].iter().all(u8::is_ascii_hexdigit)) {
            return Err(Error::usage(format!(
                "its {part} contains a percent sign that is not followed by two hexadecimal digits"
            ))
            .with_hint("write %25 for a percent sign"));
        }
    }
    let decoded = percent_decode_str(text).decode_utf8();
    let decoded =
        decoded.map_err(|_| Error::usage(format!("its {part} is not UTF-8 when decoded")))?;
    if decoded.contains('\0') {
        return Err(Error::usage(format!("its {part} contains a NUL character")));
    }
    Ok(decoded.into_owned())
}
