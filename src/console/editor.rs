//! The line editor, with history and completion. It waits on a separate thread, so that
//! signals are handled meanwhile.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Editor, Helper};

use super::complete::{Names, complete};
use super::finished::is_finished;
use crate::error::{Error, Result};
use crate::script::reading::Tokens;

/// Lines of the history.
const REMEMBERED: usize = 2000;

/// The user's input.
pub enum Line {
    Text(String),
    /// Ctrl-C.
    Cancelled,
    /// Ctrl-D.
    End,
}

/// Reads lines, with history.
pub struct LineEditor {
    /// `None` while it waits.
    editor: Option<Editor<Hints, FileHistory>>,
    history: Option<PathBuf>,
}

impl LineEditor {
    pub fn new(
        names: Arc<Mutex<Names>>,
        standard_strings: bool,
        history: Option<PathBuf>,
    ) -> Result<Self> {
        let config = Config::builder()
            .max_history_size(REMEMBERED)
            .and_then(|config| config.history_ignore_dups(true))
            .map_err(broken)?
            .history_ignore_space(true)
            .completion_type(CompletionType::List)
            .build();
        let mut editor = Editor::with_config(config).map_err(broken)?;
        editor.set_helper(Some(Hints { names, standard_strings }));
        if let Some(path) = &history {
            // There is none before the first session.
            let _ = editor.load_history(path);
        }
        Ok(Self { editor: Some(editor), history })
    }

    /// Reads one line, or several up to the end of a statement. `initial` is the initial text.
    pub async fn read(&mut self, prompt: (String, String), initial: String) -> Result<Line> {
        let Some(mut editor) = self.editor.take() else { return Ok(Line::End) };
        let read = tokio::task::spawn_blocking(move || {
            let line = editor.readline_with_initial(&prompt, (&initial, ""));
            (editor, line)
        });
        let (editor, line) =
            read.await.map_err(|error| Error::failed("the line editor failed").because(error))?;
        self.editor = Some(editor);
        match line {
            Ok(text) => Ok(Line::Text(text)),
            Err(ReadlineError::Interrupted) => Ok(Line::Cancelled),
            Err(ReadlineError::Eof) => Ok(Line::End),
            Err(error) => Err(broken(error)),
        }
    }

    /// Adds the text to the history, unless it begins with a space or sets a password.
    pub fn remember(&mut self, text: &str) {
        let secret = Tokens::new(text).any(|token| token.is("password"));
        let Some(editor) = self.editor.as_mut().filter(|_| !secret) else { return };
        let added = editor.add_history_entry(text.trim_end()).unwrap_or(false);
        if let Some(path) = self.history.as_ref().filter(|_| added) {
            // The history is optional; a full disk must not stop the session.
            let _ = editor.append_history(path);
        }
    }
}

fn broken(error: ReadlineError) -> Error {
    Error::failed("the terminal cannot be read").because(error)
}

/// The editor's callbacks while typing.
struct Hints {
    names: Arc<Mutex<Names>>,
    standard_strings: bool,
}

impl Helper for Hints {}

impl Hinter for Hints {
    type Hint = String;
}

impl Highlighter for Hints {
    fn highlight_candidate<'c>(&self, candidate: &'c str, _: CompletionType) -> Cow<'c, str> {
        Cow::Borrowed(candidate)
    }
}

impl Validator for Hints {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match is_finished(context.input(), self.standard_strings) {
            true => ValidationResult::Valid(None),
            false => ValidationResult::Incomplete,
        })
    }
}

impl Completer for Hints {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(complete(&names, line, position))
    }
}
