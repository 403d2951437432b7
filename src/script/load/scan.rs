//! Scans a text without a server: its statements and commands, each with its position.

use futures_util::FutureExt;

use crate::error::{Error, Location, Result};
use crate::script::input::cache::InputCache;
use crate::script::input::encoding::Encoding;
use crate::script::input::source::{CopyPiece, Source};
use crate::script::input::{Input, open};
use crate::script::load::scanner::{Event, Scanner};
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;
use crate::script::syntax::variables::Variables;

/// An item of a text.
#[derive(Debug, Clone)]
pub enum Scanned {
    Statement(Statement),
    /// A `\command` with its arguments, up to the end of the line.
    Command {
        text: String,
        place: Location,
    },
}

/// Reads the whole text. All branches of `\if` are read, and COPY data is skipped.
///
/// Errors: those of reading: invalid bytes, an unterminated comment.
pub fn scan(input: &Input) -> Result<Vec<Scanned>> {
    // Reading a text never blocks.
    all(input).now_or_never().unwrap_or_else(|| Err(Error::failed("the text is not available")))
}

async fn all(input: &Input) -> Result<Vec<Scanned>> {
    let source = open(input, &mut InputCache::default(), Encoding::Utf8).await?;
    let mut scanner = Scanner::new(source, true);
    let variables = Variables::default();
    let mut found = Vec::new();
    loop {
        match scanner.next(&variables).await? {
            Event::End => return Ok(found),
            Event::Count => {}
            Event::Command(position) => {
                let place = scanner.source().name().at(position);
                let line = scanner.source().line().await?;
                let (text, length) = (String::from_utf8_lossy(line).into_owned(), line.len());
                scanner.source().take(length);
                found.push(Scanned::Command { text, place });
            }
            Event::Statement(statement) => {
                if matches!(statement.kind(), Kind::CopyIn { .. }) {
                    pass_data(scanner.source()).await?;
                }
                if !statement.is_empty() {
                    found.push(Scanned::Statement(statement));
                }
            }
        }
    }
}

/// Skips the data of a COPY, and leaves the rest of the statement's line.
pub async fn pass_data(source: &mut Source) -> Result<()> {
    let behind = source.position();
    let rest = source.take_rest_of_line().await?;
    let mut fresh = true;
    loop {
        match source.data(fresh).await? {
            CopyPiece::Truncated => break,
            CopyPiece::End(length) => {
                source.take(length);
                break;
            }
            CopyPiece::Piece(length) => fresh = source.take(length).ends_with(b"\n"),
        }
    }
    source.put_back(&rest, behind);
    Ok(())
}
