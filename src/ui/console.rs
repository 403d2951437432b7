use std::io::IsTerminal;

use console::Term;

use super::{Ui, stderr};
use crate::args::Format;
use crate::console::Screen;
use crate::error::{Error, Result};
use crate::report::query::QueryResult;

impl Screen for Ui {
    fn result(&self, result: &QueryResult) -> Result<()> {
        let mut text = match self.format {
            Format::Json => result.to_json(),
            Format::Text | Format::Github => result.to_string(),
        };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.stdout(&text)
    }

    fn text(&self, text: &str) -> Result<()> {
        match self.format {
            Format::Json => {
                self.note(text.trim_end());
                Ok(())
            }
            Format::Text | Format::Github => self.stdout(text),
        }
    }

    fn note(&self, line: &str) {
        // At a terminal someone is waiting for it.
        match self.format == Format::Json && !std::io::stdin().is_terminal() {
            true => self.messages().notices.push(line.to_owned()),
            false => stderr(line),
        }
    }

    fn error(&self, error: &Error) {
        Ui::error(self, error);
    }

    fn width(&self) -> Option<usize> {
        Term::stdout().size_checked().map(|(_, width)| width.into())
    }
}
