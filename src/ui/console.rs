use console::Term;

use super::{Ui, stderr};
use crate::console::Screen;
use crate::error::{Error, Result};
use crate::report::query::QueryResult;

impl Screen for Ui {
    fn result(&self, result: &QueryResult) -> Result<()> {
        self.report(result)
    }

    fn text(&self, text: &str) -> Result<()> {
        self.stdout(text)
    }

    fn note(&self, line: &str) {
        stderr(line);
    }

    fn error(&self, error: &Error) {
        Ui::error(self, error);
    }

    fn width(&self) -> Option<usize> {
        Term::stdout().size_checked().map(|(_, width)| width.into())
    }
}
