use std::io::{IsTerminal, Write};

use console::{Term, truncate_str};

use super::Ui;
use crate::args::Format;
use crate::error::{Error, Result};
use crate::report::Report;

/// A text that is redrawn in place on the terminal.
pub struct Screen {
    term: Term,
    lines: usize,
}

impl Ui {
    pub fn can_redraw(&self) -> bool {
        self.format == Format::Text && std::io::stdout().is_terminal()
    }

    pub fn columns(&self) -> Option<usize> {
        self.can_redraw().then(|| Term::stdout().size().1.into())
    }

    /// A screen to draw on, below the existing output.
    pub fn screen(&self) -> Screen {
        Screen { term: Term::stdout(), lines: 0 }
    }

    /// Like [`Ui::report`]; on a terminal, long lines are truncated.
    pub fn report_to_width(&self, report: &impl Report) -> Result<()> {
        let Some(columns) = self.columns() else { return self.report(report) };
        let lines = cut(&report.to_string(), columns);
        self.stdout(&(lines.join("\n") + "\n"))
    }
}

impl Screen {
    /// Draws the text over the previous one, as much as fits.
    pub fn draw(&mut self, text: &str) -> Result<()> {
        let (rows, columns) = self.term.size();
        let mut lines = cut(text, columns.into());
        // The last row is the cursor's: a line feed there would move everything up.
        let room = usize::from(rows).saturating_sub(2).max(1);
        if lines.len() > room {
            let more = lines.len() - room + 1;
            lines.truncate(room - 1);
            lines.push(format!("and {more} more"));
        }
        let mut frame = match self.lines {
            0 => String::new(),
            lines => format!("\x1b[{lines}A\r"),
        };
        for line in &lines {
            frame.push_str(line);
            // Clears the rest of the line.
            frame.push_str("\x1b[K\n");
        }
        frame.push_str("\x1b[J");
        self.lines = lines.len();
        let drawn = self.term.write_all(frame.as_bytes()).and_then(|()| self.term.flush());
        drawn.map_err(|error| Error::failed("the terminal cannot be written").because(error))
    }
}

fn cut(text: &str, columns: usize) -> Vec<String> {
    // Control characters in a name or a query would move the cursor.
    let plain = |line: &str| line.replace(char::is_control, " ");
    text.lines().map(|line| truncate_str(&plain(line), columns, "…").into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn lines_are_cut_by_what_they_take() {
        assert_eq!(cut("abcdef\nab\n日本語\n", 5), ["abcd…", "ab", "日本…"]);
        assert_eq!(cut("a\x1b[2Jb", 20), ["a [2Jb"]);
    }
}
