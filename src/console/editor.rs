//! The line editor, with history and completion. It waits on a separate thread, so that
//! signals are handled meanwhile.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rustyline::completion::{Completer, FilenameCompleter};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Editor, Helper};

use super::complete::{Names, complete, path_argument};
use super::finished::{command_word, open_at_end};
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
    pub fn new(names: Arc<Mutex<Names>>, history: Option<PathBuf>) -> Result<Self> {
        let config = Config::builder()
            .max_history_size(REMEMBERED)
            .and_then(|config| config.history_ignore_dups(true))
            .map_err(broken)?
            .history_ignore_space(true)
            .completion_type(CompletionType::List)
            .build();
        let mut editor = Editor::with_config(config).map_err(broken)?;
        editor.set_helper(Some(Hints { names, before: String::new() }));
        if let Some(path) = &history {
            // There is none before the first session.
            let _ = editor.load_history(path);
        }
        Ok(Self { editor: Some(editor), history })
    }

    /// Reads a statement or a command, which may take several lines. The prompt is that of what is
    /// still open, `=` for nothing. `initial` stands there already. `standard_strings`: backslashes
    /// in `'..'` are literal. `note` tells a word that is a command only at the beginning.
    pub async fn read(
        &mut self,
        prompt: impl Fn(char) -> (String, String),
        initial: String,
        standard_strings: bool,
        note: impl Fn(&str),
    ) -> Result<Line> {
        let (mut text, mut open, mut initial) = (String::new(), '=', initial);
        loop {
            match self.line(prompt(open), std::mem::take(&mut initial), &text).await? {
                Line::Text(line) if text.is_empty() => text = line,
                Line::Text(line) => {
                    let all = format!("{text}\n{line}");
                    let word = command_word(&line).filter(|_| matches!(open, '-' | '('));
                    if let Some(command) = word
                        && open_at_end(&all, standard_strings).is_some()
                    {
                        note(&format!(
                            "{} is read as part of the statement; the command is {command}, and \
                             Ctrl-C drops the statement",
                            line.trim()
                        ));
                    }
                    text = all;
                }
                other => return Ok(other),
            }
            match open_at_end(&text, standard_strings) {
                Some(still) => open = still,
                None => return Ok(Line::Text(text)),
            }
        }
    }

    /// Reads one line, behind others of the same statement.
    async fn line(
        &mut self,
        prompt: (String, String),
        initial: String,
        before: &str,
    ) -> Result<Line> {
        let Some(mut editor) = self.editor.take() else { return Ok(Line::End) };
        if let Some(hints) = editor.helper_mut() {
            before.clone_into(&mut hints.before);
        }
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

/// Whether the answer to a question is yes. Ctrl-C and Ctrl-D mean no.
pub async fn ask(question: String) -> Result<bool> {
    let ask = tokio::task::spawn_blocking(move || {
        let mut editor = rustyline::DefaultEditor::new()?;
        editor.readline(&question)
    });
    match ask.await.map_err(|error| Error::failed("the line editor failed").because(error))? {
        Ok(answer) => Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")),
        Err(ReadlineError::Interrupted | ReadlineError::Eof) => Ok(false),
        Err(error) => Err(broken(error)),
    }
}

fn broken(error: ReadlineError) -> Error {
    Error::failed("the terminal cannot be read").because(error)
}

/// The editor's callbacks while typing.
struct Hints {
    names: Arc<Mutex<Names>>,
    /// The lines of the statement before this one.
    before: String,
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

impl Validator for Hints {}

impl Completer for Hints {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        if self.before.is_empty()
            && let Some(path) = line.get(..position).and_then(path_argument)
        {
            let (start, found) = FilenameCompleter::new().complete_path(path, path.len())?;
            let found = found.into_iter().map(|pair| pair.replacement).collect();
            return Ok((position - path.len() + start, found));
        }
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let text = format!("{}\n{line}", self.before);
        let shift = text.len() - line.len();
        let (start, found) = complete(&names, &text, shift + position);
        Ok((start.saturating_sub(shift), found))
    }
}
