//! CSV seeds: the file name is the table name, the first record has the column names.

use std::path::Path;

use crate::error::{Error, Result};
use crate::postgres::Identifier;
use crate::script::input::Input;
use crate::script::input::position::{FileName, Position};
use crate::script::input::reader::{refuse_foreign, uncompressed_name};
use crate::script::input::source::Source;
use crate::script::syntax::statement::Statement;

/// A CSV file and its table.
#[derive(Debug, PartialEq, Eq)]
pub struct Csv<'a> {
    path: &'a Path,
    /// The table with its schema, if the name has one.
    table: Vec<String>,
}

impl<'a> Csv<'a> {
    /// The input as CSV, by its name.
    pub fn of(input: &'a Input) -> Option<Self> {
        let Input::File(path) = input else { return None };
        let name = path.file_name()?.to_str()?;
        let lower = name.to_ascii_lowercase();
        let stem = uncompressed_name(&lower).strip_suffix(".csv")?;
        let name = name.get(..stem.len())?;
        let table = without_number(name).split('.').map(str::to_owned).collect();
        Some(Self { path, table })
    }

    pub fn path(&self) -> &Path {
        self.path
    }

    /// The COPY of the file's data, which begin with the first record, and end with the source.
    ///
    /// Errors: a file of another kind, missing column names.
    pub async fn statement(&self, source: &mut Source) -> Result<Statement> {
        refuse_foreign(source.window().0, source.name())?;
        if source.window().0.starts_with(b"\xef\xbb\xbf") {
            source.skip(3);
        }
        let quoted = |names: &[String]| {
            names.iter().map(|name| Identifier(name).to_string()).collect::<Vec<_>>()
        };
        let columns = quoted(&header(source).await?).join(", ");
        let table = quoted(&self.table).join(".");
        let text = format!("COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, HEADER true)");
        Ok(Statement::made(text, FileName::new(self.path), Position::START))
    }
}

/// `010_users` and `010-users` are users: the number orders the files.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['_', '-', '.', ' ']) {
        Some(table) if rest.len() < name.len() && !table.is_empty() => table,
        _ => name,
    }
}

/// The first record, which is not consumed.
async fn header(source: &mut Source) -> Result<Vec<String>> {
    loop {
        let (window, complete) = source.window();
        if let Some(names) = record(window, complete) {
            let wrong = |what: &str| {
                Error::failed(format!("the first line {what}"))
                    .with_hint("the first line of a CSV seed names the columns")
                    .with_location(source.name().at(Position::START))
            };
            let names = names.map_err(|_| wrong("is not UTF-8"))?;
            if names.iter().any(String::is_empty) {
                return Err(wrong("has a column without a name"));
            }
            return Ok(names);
        }
        source.fill().await?;
    }
}

type Fields = std::result::Result<Vec<String>, std::string::FromUtf8Error>;

/// The fields of the first record; `None` until its end has been read. As COPY reads them,
/// which is not how the csv crate does: quotes count in the middle of a field too.
fn record(bytes: &[u8], complete: bool) -> Option<Fields> {
    let mut fields = vec![Vec::new()];
    let mut quoted = false;
    let mut at = 0;
    loop {
        let Some(byte) = bytes.get(at) else {
            if complete {
                break;
            }
            return None;
        };
        match byte {
            b'"' if quoted && bytes.get(at + 1) == Some(&b'"') => {
                fields.last_mut()?.push(b'"');
                at += 1;
            }
            b'"' => quoted = !quoted,
            b',' if !quoted => fields.push(Vec::new()),
            b'\n' | b'\r' if !quoted => break,
            byte => fields.last_mut()?.push(*byte),
        }
        at += 1;
    }
    Some(
        fields
            .into_iter()
            .map(|field| String::from_utf8(field).map(|f| f.trim().to_owned()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_tables() {
        let table = |name: &str| {
            let input = Input::File(name.into());
            Csv::of(&input).map(|csv| csv.table.join("|"))
        };
        assert_eq!(table("seeds/users.csv").unwrap(), "users");
        assert_eq!(table("010_users.CSV").unwrap(), "users");
        assert_eq!(table("public.users.csv.gz").unwrap(), "public|users");
        assert_eq!(table("02_Users.CSV.XZ").unwrap(), "Users");
        assert_eq!(table("01_app.user_2.csv").unwrap(), "app|user_2");
        assert_eq!(table("2024.csv").unwrap(), "2024");
        assert_eq!(table("users.sql"), None);
    }

    #[test]
    fn the_first_record_is_read_by_the_rules_of_csv() {
        let fields = |text: &str, complete| record(text.as_bytes(), complete).map(|f| f.unwrap());
        assert_eq!(fields("a, \"b,\"\"c\"\r\n1,2", false).unwrap(), ["a", "b,\"c"]);
        assert_eq!(fields("a,b", false), None);
        assert_eq!(fields("a,\"b\nc\"\n", false).unwrap(), ["a", "b\nc"]);
        assert_eq!(fields("a", true).unwrap(), ["a"]);
        assert_eq!(fields("", true).unwrap(), [""]);
    }
}
