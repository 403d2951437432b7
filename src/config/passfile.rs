//! libpq's password file. Source: PostgreSQL documentation, chapter "The Password File".

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::model::{DatabaseName, Host, Secret, Server, default_socket_directory};
use crate::regular_file;

/// The file, if it exists. Errors are libpq's warnings: it is not a file, or others can read it,
/// so that it is ignored.
pub fn read(path: &Path) -> Result<Option<String>, String> {
    let Ok(metadata) = std::fs::metadata(path) else { return Ok(None) };
    let shown = path.display();
    if !metadata.is_file() {
        return Err(format!("password file \"{shown}\" is not a plain file"));
    }
    if metadata.permissions().mode() & 0o077 != 0 {
        return Err(format!(
            "password file \"{shown}\" has group or world access; permissions should be u=rw \
             (0600) or less"
        ));
    }
    Ok(regular_file::read_to_string(path).ok())
}

pub fn lookup(text: &str, server: &Server, database: &DatabaseName, user: &str) -> Option<Secret> {
    text.lines().find_map(|line| entry_for(line, server, database, user))
}

fn entry_for(line: &str, server: &Server, database: &DatabaseName, user: &str) -> Option<Secret> {
    if line.starts_with('#') {
        return None;
    }
    let fields = split(line);
    let [host, port, name, role, password] = fields.as_slice() else { return None };
    let fits = |field: &str, value: &str| field == "*" || field == value;
    let host_fits = match &server.host {
        Host::Tcp(name) => fits(host, name),
        // libpq's default directory matches the name localhost.
        Host::Socket(directory) if *directory == default_socket_directory() => {
            fits(host, "localhost")
        }
        Host::Socket(directory) => fits(host, &directory.to_string_lossy()),
    };
    let all = host_fits
        && fits(port, &server.port.to_string())
        && fits(name, database.as_str())
        && fits(role, user);
    all.then(|| Secret::new(password))
}

/// Splits at colons; a backslash escapes the next character.
fn split(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            ':' if fields.len() < 5 => fields.push(String::new()),
            '\\' => fields.last_mut().into_iter().for_each(|f| f.extend(characters.next())),
            other => fields.last_mut().into_iter().for_each(|f| f.push(other)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DatabaseUrl;

    #[test]
    fn finds_the_first_fitting_line() {
        let url = DatabaseUrl::parse("postgresql://h:5433/d").unwrap();
        for (line, password) in [
            ("h:5433:d:u:pw", Some("pw")),
            ("*:*:*:*:p\\:w\\\\", Some("p:w\\")),
            ("h:5432:d:u:pw", None),
            ("h:5433:d:other:pw", None),
            ("# h:5433:d:u:pw", None),
            ("h:5433:d:u", None),
        ] {
            let found = entry_for(line, &url.servers()[0], &url.database, "u")
                .map(|s| s.expose().to_owned());
            assert_eq!(found.as_deref(), password, "{line}");
        }
    }
}
