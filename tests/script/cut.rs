//! The scanner by itself: everything one can think of may be given to it.

use std::io::Cursor;
use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use cruddur_db::error::Result;
use cruddur_db::script::reading::{
    Encoding, Event, FileName, Kind, Reader, Scanner, Source, Variables, pass_data,
};

/// The statements that a load would send of this text. Commands are passed over to the end of
/// their line, and COPY data to its own. `chunk` says how many bytes are read at a time.
///
/// Errors: those of reading, as in a load.
pub fn cut(text: &[u8], chunk: usize) -> Result<Vec<String>> {
    // Nothing here waits for anybody.
    match pin!(statements(text, chunk.max(1))).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(statements) => statements,
        Poll::Pending => unreachable!("the text is at hand"),
    }
}

async fn statements(text: &[u8], chunk: usize) -> Result<Vec<String>> {
    let bytes = Box::new(Cursor::new(text.to_vec()));
    let reader = Reader::Ready { bytes, origin: None };
    let name = FileName::new(Path::new("text"));
    let source = Source::open_in_chunks(name, reader, Encoding::Utf8, chunk).await?;
    let mut scanner = Scanner::new(source, true);
    let variables = Variables::default();
    let mut statements = Vec::new();
    loop {
        match scanner.next(&variables).await? {
            Event::End => return Ok(statements),
            Event::Count => {}
            Event::Command(_) => {
                let length = scanner.source().line().await?.len();
                scanner.source().take(length);
            }
            Event::Statement(statement) => {
                if matches!(statement.kind(), Kind::CopyIn { .. }) {
                    pass_data(scanner.source()).await?;
                }
                statements.push(statement.text().to_owned());
            }
        }
    }
}
