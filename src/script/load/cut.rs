//! The scanner by itself, for tests that give it everything one can think of.

use std::io::{Cursor, Read};
use std::path::Path;

use futures_util::FutureExt;

use crate::error::{Error, Result};
use crate::script::input::encoding::Encoding;
use crate::script::input::position::FileName;
use crate::script::input::reader::Reader;
use crate::script::input::source::Source;
use crate::script::load::scan::pass_data;
use crate::script::load::scanner::{Event, Scanner};
use crate::script::syntax::statement_kind::{Kind, kind};
use crate::script::syntax::variables::Variables;

/// The statements that a load would send of this text. Commands are passed over to the end of
/// their line, and COPY data to its own. `chunk` says how many bytes are read at a time.
///
/// Errors: those of reading, as in a load.
pub fn cut(text: &[u8], chunk: usize) -> Result<Vec<String>> {
    // Nothing here waits for anybody.
    statements(text, chunk.max(1))
        .now_or_never()
        .unwrap_or_else(|| Err(Error::failed("the text is not at hand")))
}

async fn statements(text: &[u8], chunk: usize) -> Result<Vec<String>> {
    let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(text.to_vec()));
    let reader = Reader::Ready { bytes, origin: None };
    let name = FileName::new(Path::new("text"));
    let source = Source::open_in_chunks(name, reader, Encoding::Utf8, chunk).await?;
    let mut scanner = Scanner::new(source, true);
    let variables = Variables::default();
    let mut statements = Vec::new();
    loop {
        match scanner.next(&variables).await? {
            Event::End => return Ok(statements),
            Event::Count => scanner.counted = true,
            Event::Command(_) => {
                let length = scanner.source.line().await?.len();
                scanner.source.take(length);
            }
            Event::Statement(statement) => {
                if matches!(kind(&statement), Kind::CopyIn { .. }) {
                    pass_data(&mut scanner.source).await?;
                }
                statements.push(statement.text);
            }
        }
    }
}
