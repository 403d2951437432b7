//! URLs as other programs' libraries take them, and the same for libpq.

use super::parameters::is_foreign;

/// What libraries have before `://`, before a driver's name.
const SCHEMES: [&str; 2] = ["postgresql", "postgres"];

/// A URL without what only another program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainUrl {
    /// May hold a password.
    pub text: String,
    /// What was left out or is written otherwise: parts of the URL by name.
    pub without: Vec<String>,
}

/// The URL without its driver (`postgresql+psycopg2://`) and its parameters of other programs
/// (Prisma's `schema`, which is the search path, `pgbouncer`). None where there is nothing of them.
pub fn plain_url(text: &str) -> Option<PlainUrl> {
    let (scheme, rest) = text.trim_end().split_once("://")?;
    let mut without = Vec::new();
    let scheme = match scheme.split_once('+') {
        Some((scheme, driver)) if SCHEMES.contains(&scheme) => {
            without.push(format!("the driver {driver}"));
            scheme
        }
        None if SCHEMES.contains(&scheme) => scheme,
        _ => return None,
    };
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut kept = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !is_foreign(key) {
            kept.push(pair.to_owned());
            continue;
        }
        without.push(format!("the parameter {key}"));
        // The default of the search path.
        if matches!(key, "schema" | "currentSchema") && !matches!(value, "" | "public") {
            // Elsewhere its case counts.
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let quote = if value.chars().all(is_plain) { "" } else { "%22" };
            kept.push(format!("options=-csearch_path%3D{quote}{value}{quote}"));
        }
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let text = format!("{scheme}://{before}{query}");
    (!without.is_empty()).then_some(PlainUrl { text, without })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_another_program_goes() {
        for (url, plain) in [
            ("postgresql://u:p@h/d?schema=public", Some("postgresql://u:p@h/d")),
            (
                "postgres://h/d?schema=shop&sslmode=require",
                Some("postgres://h/d?options=-csearch_path%3Dshop&sslmode=require"),
            ),
            (
                "postgres://h/d?schema=MyApp",
                Some("postgres://h/d?options=-csearch_path%3D%22MyApp%22"),
            ),
            ("postgres://h/d?pgbouncer=true&connection_limit=1", Some("postgres://h/d")),
            ("postgresql+psycopg2://u@h/d\n", Some("postgresql://u@h/d")),
            ("postgres+asyncpg://u@h/d?schema=public", Some("postgres://u@h/d")),
            ("postgresql://h/d?sslmode=require", None),
            ("mysql+pymysql://h/d", None),
            ("sqlite:///x.db", None),
            ("", None),
        ] {
            assert_eq!(plain_url(url).map(|it| it.text).as_deref(), plain, "{url}");
        }
        let without = plain_url("postgres+asyncpg://h/d?schema=public").unwrap().without;
        assert_eq!(without, ["the driver asyncpg", "the parameter schema"]);
    }
}
