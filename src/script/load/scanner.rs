//! One file as a sequence of statements and commands of psql.

use super::dump_marks::DumpMarks;
use crate::error::{Error, Result};
use crate::script::input::position::Position;
use crate::script::input::source::Source;
use crate::script::syntax::lexer::Lexer;
use crate::script::syntax::reference::{Form, Reference};
use crate::script::syntax::statement::{Statement, StatementBuffer};
use crate::script::syntax::step::{Inside, Step};
use crate::script::syntax::variables::{LONGEST, Variables};

/// The server's message for an unterminated comment.
const SYNTAX_ERROR: &str = "42601";

/// The variable that the previous statement sets.
pub const ROW_COUNT: &str = "ROW_COUNT";

/// What comes next in a file.
#[derive(Debug)]
pub enum Event {
    Statement(Statement),
    /// A row-count variable follows: everything read before must be done.
    Count,
    /// A backslash was read; the rest of the line tells the command.
    Command(Position),
    End,
}

/// Reads a source to its end, as psql does.
pub struct Scanner {
    source: Source,
    lexer: Lexer,
    buffer: StatementBuffer,
    /// Where the current statement, quote or comment began.
    began: Position,
    /// Text in a branch of `\if` that is not taken is read and ignored.
    inactive: bool,
    /// `ROW_COUNT` was just requested: it may be inserted.
    counted: bool,
    /// The statement is several to the server.
    several: bool,
    /// Bytes that variables have inserted into the current statement.
    put_in: usize,
    /// How many of them were nested in other values.
    nested: usize,
    marks: DumpMarks,
}

/// How many unterminated nested comments are left to the server to refuse.
const DEEPEST_COMMENT: u32 = 100;

/// How many variables of a statement may be nested in others, and how deep.
const MOST_NESTED: usize = 10_000;
const DEEPEST: usize = 100;

impl Scanner {
    pub fn new(source: Source, standard_strings: bool) -> Self {
        Self {
            source,
            lexer: Lexer::new(standard_strings),
            buffer: StatementBuffer::default(),
            began: Position::START,
            inactive: false,
            counted: false,
            several: false,
            put_in: 0,
            nested: 0,
            marks: DumpMarks::default(),
        }
    }

    pub fn source(&mut self) -> &mut Source {
        &mut self.source
    }

    /// At the end of the file: whether it lacks the end of a dump.
    pub fn is_cut_short(&mut self) -> bool {
        self.marks.is_cut_short()
    }

    /// Bytes read from the input so far.
    pub fn bytes(&self) -> u64 {
        self.source.bytes()
    }

    /// The text read so far as a statement, if any.
    ///
    /// Errors: invalid bytes.
    pub fn take_buffer(&mut self) -> Result<Option<Statement>> {
        if !self.buffer.is_started() {
            return Ok(None);
        }
        let odd = self.lexer.take_odd();
        self.lexer.reset();
        self.buffer.finish(self.source.name(), odd).map(Some)
    }

    /// What was read of a statement so far.
    pub fn buffer(&self) -> Option<String> {
        self.buffer.is_started().then(|| self.buffer.text().into_owned())
    }

    /// `\r`: discards what was read so far.
    pub fn forget_buffer(&mut self) {
        self.buffer.clear();
        self.lexer.reset();
    }

    /// Sets whether backslashes in `'..'` are literal, from the next line on.
    pub fn change_strings(&mut self, standard: bool) {
        self.lexer.change_strings(standard);
    }

    pub fn is_inactive(&self) -> bool {
        self.inactive
    }

    /// The lexer's state, to return to with [`Scanner::go_on`].
    pub fn lexer(&self) -> Lexer {
        self.lexer.clone()
    }

    /// After a command of `\if`: whether what follows is ignored, and the lexer to continue with
    /// if it is another one.
    pub fn go_on(&mut self, inactive: bool, lexer: Option<Lexer>) {
        self.inactive = inactive;
        if let Some(lexer) = lexer {
            self.lexer = lexer;
        }
        self.buffer.moved();
    }

    /// Reads up to the next event.
    ///
    /// Errors: reading, invalid bytes, an unterminated quote or comment.
    pub async fn next(&mut self, variables: &Variables) -> Result<Event> {
        loop {
            let (window, complete) = self.source.window();
            let step = self.lexer.step(window, complete, self.buffer.is_started());
            if let Some(at) = self.lexer.opened() {
                self.began = self.source.position().after(&window[..at]);
            }
            match step {
                Step::NeedMore if self.source.is_done() => return self.end(),
                Step::NeedMore => self.source.fill().await?,
                Step::Blank(length) => self.marks.see(self.source.take(length)),
                Step::Text(length) => self.text(length),
                Step::End(length) => {
                    self.text(length);
                    let odd = self.lexer.take_odd() | std::mem::take(&mut self.several);
                    if !self.inactive {
                        return self.buffer.finish(self.source.name(), odd).map(Event::Statement);
                    }
                }
                Step::Backslash => {
                    let position = self.source.position();
                    self.source.take(1);
                    self.buffer.moved();
                    return Ok(Event::Command(position));
                }
                Step::Escaped(byte) => {
                    self.several |= byte == b';';
                    self.source.take(1);
                    self.buffer.moved();
                    self.text(1);
                }
                Step::Variable(reference) if reference.name == ROW_COUNT && !self.counted => {
                    self.counted = true;
                    return Ok(Event::Count);
                }
                Step::Variable(reference) => {
                    self.counted = false;
                    self.variable(&reference, variables)?;
                }
            }
        }
    }

    fn text(&mut self, length: usize) {
        self.marks.end_line();
        let position = self.source.position();
        let fixed = self.source.in_variable();
        let bytes = self.source.take(length);
        if !self.inactive {
            self.buffer.push(bytes, position, fixed);
        }
        if fixed != self.source.in_variable() {
            self.buffer.moved();
        }
    }

    fn variable(&mut self, reference: &Reference, variables: &Variables) -> Result<()> {
        let Reference { form, name, length } = reference;
        let value = if self.inactive { None } else { variables.substitute(*form, name) };
        self.buffer.moved();
        if !self.source.in_variable() && !self.buffer.is_started() {
            (self.put_in, self.nested) = (0, 0);
        }
        self.put_in += value.as_ref().map_or(0, String::len);
        self.nested += usize::from(self.source.in_variable());
        if self.put_in > LONGEST || self.nested > MOST_NESTED || self.source.depth() > DEEPEST {
            return Err(Error::failed(format!("the variable {name} expands without end"))
                .with_hint(format!(
                    "a statement may have 16 MiB of variables, {MOST_NESTED} of them nested, \
                     {DEEPEST} levels deep"
                ))
                .with_location(self.source.name().at(self.source.position())));
        }
        match value {
            Some(value) if *form != Form::Plain => {
                let position = self.source.position();
                self.source.take(*length);
                self.buffer.push(value.as_bytes(), position, true);
            }
            Some(value) if !self.source.expands(name) => self.source.expand(*length, name, &value),
            _ => self.text(*length),
        }
        self.buffer.moved();
        Ok(())
    }

    /// The rest at the end of the file is a statement too, as in psql; even within a quote,
    /// which is left to the server.
    fn end(&mut self) -> Result<Event> {
        // The server reports the same, but takes quadratic time for nested ones.
        let comment = match self.lexer.inside() {
            Inside::BlockComment(outer) => !self.buffer.is_started() || *outer > DEEPEST_COMMENT,
            _ => false,
        };
        if comment && !self.inactive {
            return Err(Error::failed("unterminated /* comment")
                .with_sqlstate(SYNTAX_ERROR)
                .with_location(self.source.name().at(self.began)));
        }
        if !self.buffer.is_started() || self.inactive {
            return Ok(Event::End);
        }
        let open = !matches!(self.lexer.inside(), Inside::Nothing | Inside::EscapeEnd);
        if !open {
            self.buffer.trim_newlines();
        }
        let odd = self.lexer.take_odd() | std::mem::take(&mut self.several) || open;
        self.lexer.reset();
        self.buffer.finish(self.source.name(), odd).map(Event::Statement)
    }
}
