use console::Term;

use super::{Ui, stderr};
use crate::console::Screen;
use crate::error::{Error, Result};
use crate::report::query::QueryResult;

impl Screen for Ui {
    fn result(&self, result: &QueryResult) -> Result<String> {
        self.written(result)
    }

    fn text(&self, text: &str) -> Result<()> {
        self.stdout(text)
    }

    fn data(&self, data: &[u8]) -> Result<()> {
        self.write(data)
    }

    fn note(&self, line: &str) {
        stderr(line);
    }

    fn error(&self, error: &Error) {
        Ui::error(self, error);
    }

    fn size(&self) -> Option<(usize, usize)> {
        Term::stdout().size_checked().map(|(rows, columns)| (rows.into(), columns.into()))
    }
}
