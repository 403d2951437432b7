//! A `.env` file as the shell reads it: its assignments. What a command in it would do is not
//! followed. Source: POSIX, "Shell Command Language".

mod expansion;

use std::collections::HashMap;

use super::{Known, Outside};

/// What the shell reads for each variable that it sets, and in which line.
pub type Readings = HashMap<String, (Known, u64)>;

enum Part {
    Text(String),
    /// A reference; the default counts when the variable is unset and, with `:`, when it is empty.
    Variable {
        name: String,
        default: Option<(bool, String)>,
    },
    /// Something that only a shell could evaluate.
    Unknown,
}

struct Word {
    /// `NAME=` before it, unquoted.
    name: Option<String>,
    parts: Vec<Part>,
    line: u64,
}

/// Reads up to the end, or to an unterminated quote, where the shell fails too.
pub fn read(text: &str, outside: Outside<'_>) -> Readings {
    let mut shell = Shell {
        text,
        at: 0,
        words: Vec::new(),
        conditional: false,
        piped: false,
        outside,
        readings: HashMap::new(),
    };
    while shell.at < text.len() && shell.step().is_some() {}
    if shell.at >= text.len() {
        shell.end_command(false);
    }
    shell.readings
}

/// Commands that run within the shell. Source: POSIX, "Special Built-In Utilities".
const SPECIAL: [&str; 15] = [
    ".", ":", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set",
    "shift", "times", "trap", "unset",
];

struct Shell<'a> {
    text: &'a str,
    at: usize,
    /// The command that is being read.
    words: Vec<Word>,
    /// Whether it depends on another one (`&&`, `||`).
    conditional: bool,
    /// Whether it runs in a subshell.
    piped: bool,
    outside: Outside<'a>,
    readings: Readings,
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

fn name_length(text: &str) -> usize {
    if !text.starts_with(begins_name) {
        return 0;
    }
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
}

impl<'a> Shell<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn accept(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// Reads a separator or a word. `None`: an unterminated quote.
    fn step(&mut self) -> Option<()> {
        if self.accept(" ") || self.accept("\t") || self.accept("\\\n") {
        } else if self.accept("\n") || self.accept(";") {
            self.end_command(false);
        } else if self.accept("#") {
            self.skip_line();
        } else if self.accept("&&") || self.accept("||") {
            self.end_command(false);
            self.conditional = true;
        } else if self.accept("&") {
            self.end_command(true);
        } else if self.accept("|") {
            self.end_command(true);
            self.piped = true;
        } else if self.accept("(") || self.accept(")") {
            // An array of bash, or an error: unknown, up to the end of the line.
            self.words.last_mut().into_iter().for_each(|word| word.parts.push(Part::Unknown));
            self.skip_line();
        } else if self.rest().starts_with(['<', '>']) {
            let rest = self.rest().trim_start_matches(['<', '>', '&', '|', '-', ' ', '\t']);
            self.at = self.text.len() - rest.len();
            self.word()?;
        } else {
            let word = self.word()?;
            self.words.push(word);
        }
        Some(())
    }

    /// Runs the command if it only sets variables. `in_subshell`: in a subshell.
    fn end_command(&mut self, in_subshell: bool) {
        if self.words.is_empty() {
            // An empty line; a pipe continues after it.
            return;
        }
        let mut words = std::mem::take(&mut self.words);
        let in_subshell = std::mem::take(&mut self.piped) || in_subshell;
        let conditional = std::mem::take(&mut self.conditional);
        let exports = words.first().is_some_and(|word| {
            word.name.is_none() && matches!(&word.parts[..], [Part::Text(text)] if text == "export")
        });
        if exports {
            for word in &mut words {
                self.named_by_text(word);
            }
            words.retain(|word| word.name.is_some());
        }
        // A word that expands to nothing is removed.
        words.retain(|word| {
            let bare = word.parts.iter().all(|part| matches!(part, Part::Variable { .. }));
            let empty = || self.evaluate(&word.parts).is_some_and(|text| text.trim().is_empty());
            word.name.is_some() || !bare || !empty()
        });
        let command = words.iter().find(|word| word.name.is_none());
        let special = command.and_then(|word| self.evaluate(&word.parts));
        let special = special.is_some_and(|name| SPECIAL.contains(&name.as_str()));
        if in_subshell || command.is_some() && !special {
            return;
        }
        // Assignments before such a command persist in some shells.
        let conditional = conditional || special;
        words.retain(|word| word.name.is_some());
        for Word { name, parts, line } in words {
            let value = if conditional { None } else { self.evaluate(&parts) };
            self.readings.insert(name.unwrap_or_default(), (value, line));
        }
    }

    /// `export` uses its expanded words, even if the `=` is quoted.
    fn named_by_text(&self, word: &mut Word) {
        let Some(text) = self.evaluate(&word.parts).filter(|_| word.name.is_none()) else { return };
        let length = name_length(&text);
        if length > 0 && text[length..].starts_with('=') {
            word.name = Some(text[..length].to_owned());
            word.parts = vec![Part::Text(text[length + 1..].to_owned())];
        }
    }

    fn evaluate(&self, parts: &[Part]) -> Known {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Variable { name, default } => {
                    let value = match (self.outside)(name) {
                        Some(value) => Some(value),
                        None => match self.readings.get(name) {
                            Some((known, _)) => Some(known.clone()?),
                            None => None,
                        },
                    };
                    text.push_str(&match (value, default) {
                        (Some(value), Some((true, default))) if value.is_empty() => default.clone(),
                        (Some(value), _) => value,
                        (None, default) => default.clone().unwrap_or_default().1,
                    });
                }
                Part::Unknown => return None,
            }
        }
        Some(text)
    }

    fn word(&mut self) -> Option<Word> {
        let line = self.text[..self.at].matches('\n').count() as u64 + 1;
        let mut word = Word { name: None, parts: Vec::new(), line };
        let length = name_length(self.rest());
        if length > 0 && self.rest()[length..].starts_with('=') {
            word.name = Some(self.rest()[..length].to_owned());
            self.at += length + 1;
            self.tilde(&mut word.parts);
        }
        while let Some(c) = self.rest().chars().next() {
            match c {
                ' ' | '\t' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>' => break,
                '\'' => {
                    let length = self.rest()[1..].find('\'')?;
                    word.parts.push(Part::Text(self.rest()[1..=length].to_owned()));
                    self.at += length + 2;
                }
                '"' => self.double_quoted(&mut word.parts)?,
                '\\' => {
                    let escaped = self.rest().chars().nth(1);
                    self.at += 1 + escaped.map_or(0, char::len_utf8);
                    let text = escaped.filter(|c| *c != '\n').map(String::from);
                    // A backslash at the very end is literal.
                    word.parts.push(Part::Text(match escaped {
                        None => "\\".to_owned(),
                        Some(_) => text.unwrap_or_default(),
                    }));
                }
                '$' | '`' => self.reference(&mut word.parts)?,
                c => {
                    self.at += c.len_utf8();
                    word.parts.push(Part::Text(c.into()));
                    if c == ':' && word.name.is_some() {
                        self.tilde(&mut word.parts);
                    }
                }
            }
        }
        if word.parts.len() > 1 && word.parts.iter().all(|part| matches!(part, Part::Text(_))) {
            let whole = self.evaluate(&word.parts).unwrap_or_default();
            word.parts = vec![Part::Text(whole)];
        }
        Some(word)
    }
}
