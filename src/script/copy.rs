//! COPY data: from the script itself, and from files that `\copy` names.

use super::input;
use super::kind::{Kind, kind};
use super::loader::{Loader, Stop};
use super::place::{Clues, placed};
use super::position::Position;
use super::source::{Data, Source};
use super::statement::Statement;
use super::tokens::Tokens;
use crate::error::{Error, Location, Result};

/// How the data of one COPY ended.
pub struct Sent {
    pub result: Result<u64, sqlx::Error>,
    /// Reading failed, or the user interrupted; the server was told to forget the data.
    pub stopped: Option<Error>,
}

impl Loader<'_> {
    /// `COPY .. FROM STDIN` in a script: the lines after its own are the data.
    pub async fn copy_from_file(
        &mut self,
        statement: Statement,
        table: String,
    ) -> Result<(), Stop> {
        self.flush_open().await?;
        let Some(mut file) = self.files.pop() else { return Ok(()) };
        let source = &mut file.scanner.source;
        let behind = source.position();
        let rest = source.take_rest_of_line().await?;
        let first = source.position();
        let sent = self.copy(&statement, source, first, true).await;
        if !rest.iter().all(|byte| byte.is_ascii_whitespace()) {
            source.put_back(&rest, behind);
        }
        self.files.push(file);
        self.ordinal += 1;
        let rows = sent?;
        self.loaded.statements += 1;
        self.loaded.count_rows(&table, rows);
        Ok(())
    }

    /// Streams data from a source. `in_script` says that a line `\.` ends it, and not the file.
    async fn copy(
        &mut self,
        statement: &Statement,
        source: &mut Source,
        first: Position,
        in_script: bool,
    ) -> Result<u64, Stop> {
        let file = source.name().clone();
        let kind = kind(statement);
        if let Kind::CopyIn { table } = &kind {
            self.progress.doing(&format!("{}: copying {table}", file.path().display()));
        }
        let tell = self.byte_teller();
        let sent = match self.session.copy_in(&statement.text).await {
            Err(error) => Sent { result: Err(error), stopped: None },
            Ok((copy, guard)) => stream(copy, guard, source, first, in_script, &tell).await,
        };
        self.tell_notices();
        match sent {
            Sent { stopped: Some(error), .. } => Err(error.into()),
            Sent { result: Ok(rows), .. } => Ok(rows),
            Sent { result: Err(error), .. } => {
                if let Some(interrupted) = self.was_interrupted(&error) {
                    return Err(interrupted.into());
                }
                let clues = Clues::of(&error);
                let error = match (clues.copy_line, clues.character) {
                    (Some(line), _) => {
                        let position = first.lines_down(line.saturating_sub(1));
                        placed(error, &clues, self.target, &file, position)
                    }
                    (None, character) => {
                        let text = &statement.text;
                        let before = character.unwrap_or(1).saturating_sub(1);
                        let offset =
                            text.char_indices().nth(before).map_or(text.len(), |(at, _)| at);
                        let origin = &statement.origin;
                        let position = origin.position_at(text, offset);
                        placed(error, &clues, self.target, &origin.file, position)
                    }
                };
                Err(self.advise(error, &clues.sqlstate).into())
            }
        }
    }

    /// Streams a whole file into the table.
    pub async fn copy_file(
        &mut self,
        statement: &Statement,
        source: &mut Source,
        table: &str,
    ) -> Result<(), Stop> {
        self.flush_open().await?;
        let first = source.position();
        let rows = self.copy(statement, source, first, false).await?;
        source.check_unchanged()?;
        self.ordinal += 1;
        self.loaded.statements += 1;
        self.loaded.count_rows(table, rows);
        Ok(())
    }

    /// `COPY .. TO STDOUT`: psql would print it.
    pub async fn copy_out(&mut self, statement: Statement) -> Result<(), Stop> {
        self.flush_open().await?;
        self.ordinal += 1;
        match self.session.copy_out(&statement.text).await {
            Ok(_) => {
                self.loaded.statements += 1;
                Ok(())
            }
            Err(error) => {
                let clues = Clues::of(&error);
                let start = statement.origin.start();
                let error = placed(error, &clues, self.target, &statement.origin.file, start);
                Err(self.advise(error, &clues.sqlstate).into())
            }
        }
    }
}

type Copy<'s> = sqlx::postgres::PgCopyIn<&'s mut sqlx::postgres::PgConnection>;

/// Sends what the source holds, up to the end of the data.
pub async fn stream(
    mut copy: Copy<'_>,
    guard: &super::session::Guard<'_>,
    source: &mut Source,
    first: Position,
    in_script: bool,
    tell: &(dyn Fn(u64) + Sync),
) -> Sent {
    let mut fresh = true;
    if !copy.is_textual() && in_script {
        let error = Error::failed("binary COPY data in a script cannot be told from SQL");
        return abort(copy, error.at(source.name().at(first))).await;
    }
    loop {
        if guard.is_raised() {
            let error = Error::interrupted(
                "interrupted; everything was rolled back; the database is as before",
            );
            return abort(copy, error).await;
        }
        let next = async { if in_script { source.data(fresh).await } else { source.rest().await } };
        let data = tokio::select! {
            biased;
            // A pipe may have nothing to say for long.
            () = guard.raised() => continue,
            data = next => data,
        };
        let length = match data {
            Err(error) => return abort(copy, error).await,
            Ok(Data::End(length)) => {
                source.take(length);
                break;
            }
            Ok(Data::Truncated) => {
                let error = Error::failed("the COPY data that begins here has no end")
                    .hint("a line with \\. alone ends it; perhaps the file was cut off");
                return abort(copy, error.at(source.name().at(first))).await;
            }
            Ok(Data::Piece(length)) => length,
        };
        let piece = source.piece(length);
        let sent = guard.run(copy.send(piece)).await.and_then(|sent| sent.map(drop));
        if let Err(error) = sent {
            return Sent { result: Err(error), stopped: None };
        }
        fresh = piece.last() == Some(&b'\n');
        source.take(length);
        tell(source.bytes());
    }
    let result = guard.run(copy.finish()).await.and_then(|done| done);
    Sent { result, stopped: None }
}

/// Tells the server to forget the data.
async fn abort(copy: Copy<'_>, error: Error) -> Sent {
    let result = copy.abort("the load stopped").await.map(|()| 0);
    Sent { result, stopped: Some(error) }
}

/// `\copy`: the statement that the server gets, and the file.
pub async fn copy_command(
    loader: &mut Loader<'_>,
    line: &str,
    place: &Location,
) -> Result<(), Stop> {
    let name = super::position::FileName::new(&place.file);
    let position = Position { line: place.line.unwrap_or(1), column: place.column.unwrap_or(1) };
    if let Some(text) = shown(line) {
        return loader.copy_out(Statement::made(text, name, position)).await;
    }
    let parsed = parse(line)?;
    let statement = Statement::made(parsed.statement, name, position);
    match parsed.file {
        None => loader.copy_from_file(statement, parsed.table).await,
        Some(path) => {
            let path = loader.resolve(&loader.at_home(&path));
            let mut source = input::open_data(&path, &mut loader.readable, loader.encoding)
                .await
                .map_err(|error| Error::failed(error.message()))?;
            loader.copy_file(&statement, &mut source, &parsed.table).await
        }
    }
}

/// `\copy .. to stdout` only shows something.
fn shown(line: &str) -> Option<String> {
    let mut tokens = Tokens::new(line);
    tokens.accept(&["binary"]);
    tokens.qualified_name();
    tokens.skip_parentheses();
    let shown = tokens.accept(&["to", "stdout"]) || tokens.accept(&["to", "pstdout"]);
    let text = format!("COPY {line}").replacen("pstdout", "stdout", 1);
    shown.then(|| text.trim_end().trim_end_matches(';').to_owned())
}

/// What a `\\copy` line asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct CopyCommand {
    pub statement: String,
    pub table: String,
    /// None when the data follows in the script.
    pub file: Option<String>,
}

/// Reads `\copy [binary] table [(columns)] from {'file' | file | stdin} [options]`.
pub fn parse(line: &str) -> Result<CopyCommand> {
    let mut tokens = Tokens::new(line);
    let head_begins = tokens.rest();
    tokens.accept(&["binary"]);
    let table = tokens.qualified_name();
    tokens.skip_parentheses();
    let head = head_begins[..head_begins.len() - tokens.rest().len()].to_owned();
    if !tokens.accept(&["from"]) {
        return Err(if line.split_whitespace().any(|word| word.eq_ignore_ascii_case("to")) {
            Error::failed("\\copy to a file is refused: a load writes no files")
        } else {
            Error::failed("\\copy is read as: \\copy TABLE [(COLUMNS)] from FILE [OPTIONS]")
        });
    }
    let Some(table) = table else {
        return Err(Error::failed("\\copy needs the name of a table"));
    };
    let rest = tokens.rest().trim_start();
    let (file, options) = file_name(rest)?;
    let file = match file.to_ascii_lowercase().as_str() {
        "program" if !rest.starts_with('\'') => {
            return Err(Error::failed(
                "\\copy from a program is refused: no file may run programs here",
            ));
        }
        "pstdin" if !rest.starts_with('\'') => {
            return Err(Error::failed("\\copy from pstdin is refused: name a file"));
        }
        "stdin" if !rest.starts_with('\'') => None,
        _ => Some(file),
    };
    let options = options.trim().trim_end_matches(';');
    let statement = format!("COPY {} FROM STDIN {options}", head.trim());
    Ok(CopyCommand { statement, table: table.join("."), file })
}

/// The file's name: in quotes, or up to white space.
fn file_name(rest: &str) -> Result<(String, &str)> {
    let Some(quoted) = rest.strip_prefix('\'') else {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(';');
        if name.is_empty() {
            return Err(Error::failed("\\copy needs the name of a file"));
        }
        return Ok((name.to_owned(), &rest[end..]));
    };
    let mut name = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\'' if characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                name.push('\'');
                characters.next();
            }
            '\'' => return Ok((name, &quoted[at + 1..])),
            other => name.push(other),
        }
    }
    Err(Error::failed("the file's name in \\copy is not closed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_becomes_a_statement_and_a_file() {
        let parsed =
            parse("public.\"T\" (a, b) from 'it''s.csv' with (format csv, header);").unwrap();
        assert_eq!(
            parsed.statement,
            "COPY public.\"T\" (a, b) FROM STDIN with (format csv, header)"
        );
        assert_eq!(parsed.table, "public.T");
        assert_eq!(parsed.file.unwrap(), "it's.csv");
        let parsed = parse("t from data.txt").unwrap();
        assert_eq!(
            (parsed.statement.trim_end(), parsed.file.as_deref()),
            ("COPY t FROM STDIN", Some("data.txt"))
        );
        assert_eq!(parse("t from stdin csv").unwrap().file, None);
        assert_eq!(parse("t from 'stdin' csv").unwrap().file.unwrap(), "stdin");
        for line in ["t to 'x'", "(select 1) to 'x'", "t from program 'ls'", "t", "", "t from 'x"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
