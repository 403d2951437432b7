//! The structure file: the schema as created by the migrations, with the rows of their tables,
//! so that a database created from it has nothing pending. It is identical wherever it is
//! written: it contains no version, owner or time.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::dump;
use crate::error::{Error, Result};
use crate::partial;
use crate::postgres::dump::Part;
use crate::postgres::{ConnectRequest, Identifier, bookkeeping, explain_fault};
use crate::progress::Silent;
use crate::regular_file;
use crate::script::reading::{Statement, Token, Tokens};
use crate::script::{Input, Position, Scanned, scan};

/// The first line, which identifies it.
const MARKER: &str =
    "-- Written by cruddur-db after migrating in dev. Do not edit: it is replaced.";

/// The relevant part of pg_dump's header.
const SETTINGS: &str = "SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
";

/// Settings of pg_dump that change from one statement to the next.
const KEPT_SETTINGS: [&str; 1] = ["default_table_access_method"];

const DEFAULT_PRIVILEGES: &str = "ALTER DEFAULT PRIVILEGES";

/// Errors (usage): a file exists that was not written here.
pub fn check(path: &Path) -> Result<()> {
    match read(path)? {
        Some(text) if text.lines().next() != Some(MARKER) => Err(Error::usage(format!(
            "{} was not written by cruddur-db and would be overwritten",
            path.display()
        ))
        .with_hint("change structure in cruddur-db.toml, or remove the file")),
        _ => Ok(()),
    }
}

fn read(path: &Path) -> Result<Option<String>> {
    regular_file::if_any(regular_file::read_to_string(path))
        .map_err(|error| Error::unreadable(path, error))
}

/// The contents of the file. `table` is the migration table as written in SQL.
///
/// Errors: none of the programs fits the server; pg_dump's; the server's.
pub async fn dump(login: ConnectRequest<'_>, programs: &[PathBuf], table: &str) -> Result<String> {
    let dumper = dump::choose(login, programs).await?;
    // A token may have expired meanwhile.
    let target = login.target.clone().renewed().await?;
    let mut client = login.connect_client().await?;
    let rows = bookkeeping::statements(&mut client, &target, table).await?;
    let owner = client.ask("SELECT current_user").await;
    let owner = owner.map_err(|fault| explain_fault(fault, &target))?;
    client.close().await;
    let owner = owner.unwrap_or_default();
    let mut dumped = Vec::new();
    let read = async |piece: &[u8]| {
        dumped.extend_from_slice(piece);
        Ok(())
    };
    dumper.run(&target, Part::Structure, &Silent, read).await?;
    let dumped = String::from_utf8(dumped);
    text(&dumped.map_err(|error| Error::failed("pg_dump failed").because(error))?, &owner, &rows)
}

/// Writes the file, unless unchanged. Returns whether it did.
pub fn write(path: &Path, text: &str) -> Result<bool> {
    check(path)?;
    if read(path)?.as_deref() == Some(text) {
        return Ok(false);
    }
    let directory = partial::directory_of(path);
    let write = || {
        std::fs::create_dir_all(directory)?;
        let mut partial = partial::begin(directory, 0o666)?;
        partial.write_all(text.as_bytes())?;
        partial.as_file().sync_all()?;
        partial.persist(path).map_err(|error| error.error)
    };
    let cannot = |error| Error::unwritable(path, error).also("the database is migrated");
    write().map(|_| true).map_err(cannot)
}

/// The objects belong to `owner`, whose name differs elsewhere.
fn text(dumped: &str, owner: &str, rows: &[String]) -> Result<String> {
    let input = Input::Read {
        name: "what pg_dump writes".into(),
        text: dumped.into(),
        start: Position::START,
    };
    let mut text = format!("{MARKER}\n\n{SETTINGS}");
    for piece in scan(&input)? {
        // `\restrict` is for psql.
        let Scanned::Statement(statement) = piece else { continue };
        if is_kept(&statement, owner) {
            let statement = without_comments(statement.text());
            text.push_str(&format!("\n{}\n", of_whoever_loads(statement, owner)));
        }
    }
    if !rows.is_empty() {
        text.push('\n');
    }
    rows.iter().for_each(|row| text.push_str(&format!("{row};\n")));
    Ok(text)
}

/// Settings of pg_dump's session are omitted. Comments on extensions and on the schema
/// `public` can only be set by their owners, and every database has them.
fn is_kept(statement: &Statement, owner: &str) -> bool {
    let mut tokens = statement.tokens();
    if tokens.accept(&["reset"]) {
        return false;
    }
    if tokens.accept(&["grant"]) || tokens.accept(&["revoke"]) {
        // The owner's privileges are implied.
        return grantee(tokens).as_deref() != Some(owner);
    }
    if tokens.accept(&["set"]) {
        let name = tokens.next().and_then(|token| token.name());
        return name.is_some_and(|name| KEPT_SETTINGS.contains(&name.as_str()));
    }
    if tokens.accept(&["select"]) {
        let function = tokens.qualified_name().and_then(|mut name| name.pop());
        return function.as_deref() != Some("set_config");
    }
    if tokens.accept(&["comment", "on"]) {
        let public = |token: Token<'_>| token.name().as_deref() == Some("public");
        let is_owners = tokens.accept(&["extension"])
            || tokens.accept(&["schema"]) && tokens.next().is_some_and(public);
        return !is_owners;
    }
    true
}

fn grantee(mut tokens: Tokens<'_>) -> Option<String> {
    let mut last = None;
    while let Some(token) = tokens.next() {
        if token.is("to") || token.is("from") {
            last = tokens.clone().next().and_then(|token| token.name());
        }
    }
    last
}

/// Default privileges of the owner become those of whoever loads the file.
fn of_whoever_loads(statement: &str, owner: &str) -> String {
    if !statement.starts_with(DEFAULT_PRIVILEGES) {
        return statement.to_owned();
    }
    let names = [owner.to_owned(), Identifier(owner).to_string()];
    let of_owner = names
        .iter()
        .find_map(|name| statement.strip_prefix(&format!("{DEFAULT_PRIVILEGES} FOR ROLE {name} ")));
    match of_owner {
        Some(rest) => format!("{DEFAULT_PRIVILEGES} {rest}"),
        None => statement.to_owned(),
    }
}

/// Without the comment lines before it, which differ between versions of pg_dump.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim();
    while rest.starts_with("--") {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
    }
    rest
}
