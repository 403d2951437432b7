//! CSV seeds: the file name is the table name, the first record has the column names.

use std::path::Path;

use crate::error::{Error, Result};
use crate::postgres::Identifier;
use crate::script::input::Input;
use crate::script::input::position::{FileName, Position};
use crate::script::input::reader::uncompressed_name;
use crate::script::input::source::Source;
use crate::script::syntax::statement::Statement;

pub const NOT_UTF8: &str = "a CSV seed is read as UTF-8; PGCLIENTENCODING=LATIN1, or \
                            client_encoding=LATIN1 in the URL, names another encoding";

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
        let table = without_number(without_date(name)).split('.').map(str::to_owned).collect();
        Some(Self { path, table })
    }

    pub fn path(&self) -> &Path {
        self.path
    }

    /// The table, as SQL names it.
    pub fn table(&self) -> String {
        quoted(&self.table).join(".")
    }

    /// The columns that the file has.
    ///
    /// `columns` are those of the table, where they are known: a name that the header writes in other
    /// letters, as in `ID` for `id`, is that of the column.
    ///
    /// Errors: as [`Csv::header`].
    pub async fn names(&self, source: &mut Source, columns: &[String]) -> Result<Vec<String>> {
        let names = header(source).await?;
        Ok(names.into_iter().map(|name| column(name, columns)).collect())
    }

    /// The COPY of the file's data, which begin with the first record, and end with the source.
    pub fn statement(&self, names: &[String]) -> Statement {
        let (table, names) = (self.table(), quoted(names).join(", "));
        let text = format!("COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, HEADER true)");
        Statement::made(text, FileName::new(self.path), Position::START)
    }
}

fn quoted(names: &[String]) -> Vec<String> {
    names.iter().map(|name| Identifier(name).to_string()).collect()
}

/// The column that the header means: the one of this name, or else the only one that differs from
/// it in capitals alone.
fn column(name: String, columns: &[String]) -> String {
    if columns.contains(&name) {
        return name;
    }
    let mut similar = columns.iter().filter(|it| it.to_lowercase() == name.to_lowercase());
    match (similar.next(), similar.next()) {
        (Some(only), None) => only.clone(),
        _ => name,
    }
}

/// `2024-01-02_people` and `2024-01_people` are people: the date is for the order of the files.
fn without_date(name: &str) -> &str {
    let is_date = |date: &str| {
        date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => matches!(byte, b'-' | b'_'),
            _ => byte.is_ascii_digit(),
        })
    };
    let table = |length| {
        let (date, rest) = name.split_at_checked(length)?;
        let table = rest.strip_prefix(['_', '-', '.', ' '])?;
        let is_name = table.contains(|c: char| !c.is_ascii_digit());
        (is_date(date) && is_name).then_some(table)
    };
    table("2024-01-02".len()).or_else(|| table("2024-01".len())).unwrap_or(name)
}

/// `010_users` and `010-users` are users: the number orders the files.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['_', '-', '.', ' ']) {
        Some(table) if rest.len() < name.len() && !table.is_empty() => table,
        _ => name,
    }
}

/// The names of the first record, which stays at the front of the source.
pub async fn header(source: &mut Source) -> Result<Vec<String>> {
    loop {
        let (window, complete) = source.window();
        let wrong = |what: &str| {
            Error::failed(what)
                .with_hint("the first line of a CSV seed names the columns")
                .with_location(source.name().at(Position::START))
        };
        if let Some(names) = record(window, complete) {
            if window.is_empty() {
                return Err(wrong("the file is empty"));
            }
            let not_text = |_| wrong("the first line is not UTF-8").with_hint(NOT_UTF8);
            let names = names.map_err(not_text)?;
            if names.iter().any(String::is_empty) {
                return Err(wrong("the first line has a column without a name"));
            }
            let other = [';', '\t', '|'].into_iter().find(|it| names[0].contains(*it));
            if let (1, Some(separator), false) = (names.len(), other, window.starts_with(b"\"")) {
                let name = if separator == '\t' { "tabs".into() } else { format!("{separator}") };
                return Err(wrong(&format!("the first line is separated by {name}"))
                    .with_hint("save the file with commas between the fields"));
            }
            return Ok(names);
        }
        if window.len() > LONGEST_HEADER {
            let hint = "the first line of a CSV seed names the columns; perhaps a quote is open";
            return Err(wrong("the first line has no end within 1 MiB").with_hint(hint));
        }
        source.fill().await?;
    }
}

/// More is not read for the names of columns: Postgres allows 1600 of 63 bytes.
const LONGEST_HEADER: usize = 1 << 20;

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
        assert_eq!(table("2024-01-02_people.csv").unwrap(), "people");
        assert_eq!(table("2024-01_people.csv").unwrap(), "people");
        assert_eq!(table("2024_01_02_01_app.people.csv").unwrap(), "app|people");
        assert_eq!(table("2024-01-02.csv").unwrap(), "01-02");
        assert_eq!(table("users.sql"), None);
    }

    #[test]
    fn headers_mean_the_columns_that_are_there() {
        let columns = ["id", "Name", "NAME", "x"].map(str::to_owned);
        for (name, meant) in [("ID", "id"), ("Name", "Name"), ("name", "name"), ("X y", "X y")] {
            assert_eq!(column(name.to_owned(), &columns), meant);
        }
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
