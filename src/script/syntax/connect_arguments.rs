//! The arguments of `\connect`.

use crate::model::connection_string::parse_value;

/// What `\connect` requests; `None` for what it reuses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Connect {
    pub database: Option<String>,
    pub user: Option<String>,
    pub host: Option<String>,
    pub port: Option<String>,
    /// Other connection parameters, or not reusing the previous connection.
    pub other: Option<String>,
}

/// Reads `[-reuse-previous=on|off] [database [user [host [port]]]]`, where the first may be a
/// connection string.
pub fn parse(arguments: &[String]) -> Connect {
    let mut connect = Connect::default();
    let mut words = arguments;
    let mut reuse = None;
    if let [first, rest @ ..] = arguments
        && let Some(value) = first.strip_prefix("-reuse-previous=")
    {
        reuse = Some(super::variables::truth(value) == Some(true));
        (words, connect.other) = (rest, (reuse == Some(false)).then(|| first.clone()));
    }
    let word =
        |index: usize| words.get(index).filter(|word| *word != "-").map(|word| unquoted(word));
    match words.first().map(|word| unquoted(word)) {
        Some(string) if string.contains("://") => {
            connect.other = Some("a connection string".into());
        }
        Some(string) if string.contains('=') => {
            // Otherwise it would reuse nothing of the current connection.
            if reuse != Some(true) {
                connect.other = Some("a connection string".to_owned());
            }
            connect.read(&string);
        }
        _ => connect.database = word(0),
    }
    connect.user = word(1).or(connect.user);
    connect.host = word(2).or(connect.host);
    connect.port = word(3).or(connect.port);
    connect
}

/// A name without its double quotes.
fn unquoted(word: &str) -> String {
    match word.strip_prefix('"').and_then(|word| word.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => word.to_owned(),
    }
}

impl Connect {
    /// Reads a connection string of `keyword = value` pairs, as libpq does.
    fn read(&mut self, string: &str) {
        let mut rest = string.trim_start();
        while let Some((name, after)) = rest.split_once('=') {
            let Ok((value, after)) = parse_value(after.trim_start()) else {
                // libpq refuses it.
                self.other = Some("a broken connection string".to_owned());
                return;
            };
            match name.trim() {
                "dbname" => self.database = Some(value),
                "user" => self.user = Some(value),
                "host" => self.host = Some(value),
                "port" => self.port = Some(value),
                other => self.other = Some(other.to_owned()),
            }
            rest = after.trim_start();
        }
        if !rest.is_empty() {
            self.other = Some(rest.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Connect {
        parse(&arguments.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn names_and_placeholders() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parsed(&[]), Connect::default());
        assert_eq!(parsed(&["-", "-"]), Connect::default());
        assert_eq!(
            parsed(&["\"a\"\"b\""]),
            Connect { database: some("a\"b"), ..Connect::default() }
        );
        assert_eq!(
            parsed(&["d", "u", "h", "1"]),
            Connect {
                database: some("d"),
                user: some("u"),
                host: some("h"),
                port: some("1"),
                other: None
            }
        );
        assert_eq!(parsed(&["-", "u"]), Connect { user: some("u"), ..Connect::default() });
        assert!(parsed(&["-reuse-previous=off", "d"]).other.is_some());
    }

    #[test]
    fn connection_strings() {
        let some = |text: &str| Some(text.to_owned());
        let on = |string: &str| parsed(&["-reuse-previous=on", string]);
        assert_eq!(on("\"dbname='a b'\""), Connect { database: some("a b"), ..Connect::default() });
        assert_eq!(
            on("user = a\\ b dbname='it\\'s' port=1"),
            Connect {
                user: some("a b"),
                database: some("it's"),
                port: some("1"),
                ..Connect::default()
            }
        );
        assert_eq!(on("dbname=a sslmode=disable").other, some("sslmode"));
        assert!(parsed(&["dbname=a"]).other.is_some());
        assert!(on("postgresql://h/d").other.is_some());
    }
}
