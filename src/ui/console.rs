use std::io::IsTerminal;
use std::sync::atomic::Ordering;

use console::Term;

use super::{Ui, stderr};
use crate::args::Format;
use crate::console::Screen;
use crate::error::{Error, Result};
use crate::report::printable;
use crate::report::query::QueryResult;

impl Screen for Ui {
    fn result(&self, result: &QueryResult) -> Result<String> {
        let mut text = match self.format {
            Format::Json => result.to_json(),
            _ => result.to_string(),
        };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }

    fn text(&self, text: &str) -> Result<()> {
        match self.format {
            Format::Json => {
                self.note(text.trim_end());
                Ok(())
            }
            _ => self.stdout(text),
        }
    }

    fn data(&self, data: &[u8]) -> Result<()> {
        self.write(data)
    }

    fn note(&self, line: &str) {
        // At a terminal someone is waiting for it.
        match self.format == Format::Json && !std::io::stdin().is_terminal() {
            true => self.messages().notices.push(line.to_owned()),
            false => stderr(&printable(line)),
        }
    }

    fn error(&self, error: &Error) {
        Ui::error(self, error);
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    fn size(&self) -> Option<(usize, usize)> {
        Term::stdout().size_checked().map(|(rows, columns)| (rows.into(), columns.into()))
    }
}
