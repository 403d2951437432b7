//! A `.env` file as python-dotenv reads it. Source: its parser.py and variables.py, version 1.2.

use std::collections::HashMap;

use super::{Outside, Problem};

/// What python-dotenv reads for a variable, and where.
pub struct Reading {
    pub line: u64,
    pub value: Result<Option<String>, Problem>,
    /// The variables of the file that the value refers to.
    pub refers_to: Vec<String>,
}

impl Reading {
    fn problem(line: u64, problem: Problem) -> Self {
        Self { line, value: Err(problem), refers_to: Vec::new() }
    }
}

/// One entry, or invalid lines.
struct Binding<'a> {
    line: u64,
    /// `None`: a comment, an empty end, or invalid lines.
    key: Option<&'a str>,
    value: Option<String>,
    broken: Option<&'a str>,
}

/// The last entry of each variable.
pub fn read(text: &str, outside: Outside<'_>) -> HashMap<String, Reading> {
    let mut readings: HashMap<String, Reading> = HashMap::new();
    let mut reader = Reader { text, at: 0 };
    while reader.at < text.len() {
        let binding = reader.binding();
        let broken = binding.broken.unwrap_or_default();
        for (sign, problem) in [('=', Problem::Broken), (':', Problem::Colon)] {
            for (line, name) in names(broken, binding.line, sign) {
                readings.insert(name.to_owned(), Reading::problem(line, problem.clone()));
            }
        }
        let Some(key) = binding.key else { continue };
        if let Some((_, name)) = names(key, binding.line, ':').next() {
            readings.insert(name.to_owned(), Reading::problem(binding.line, Problem::Colon));
        }
        let mut refers_to = Vec::new();
        let value = binding.value;
        let value = value.map(|it| expand(&it, outside, &readings, &mut refers_to)).transpose();
        readings.insert(key.to_owned(), Reading { line: binding.line, value, refers_to });
    }
    readings
}

/// Each variable that is set, in order, and where: from its name to the end of its lines.
pub fn places(text: &str) -> Vec<(&str, std::ops::Range<usize>)> {
    let mut reader = Reader { text, at: 0 };
    let mut places = Vec::new();
    while reader.at < text.len() {
        let start = reader.at;
        let Some(key) = reader.binding().key else { continue };
        let entry = &text[start..reader.at];
        // The name's own place, behind blanks and `export`.
        let name = key.as_ptr() as usize - text.as_ptr() as usize;
        let name = name - usize::from(text[..name].ends_with('\''));
        places.push((key, name..start + entry.trim_end_matches(is_newline).len()));
    }
    places
}

/// The variables that lines seem to set by this sign: by `=`, or by `:` as in YAML.
fn names(lines: &str, first: u64, sign: char) -> impl Iterator<Item = (u64, &str)> {
    (first..).zip(lines.split('\n')).filter_map(move |(number, line)| {
        let line = line.trim_start();
        let line = line.strip_prefix("export").map_or(line, str::trim_start);
        let name = line.split_once(sign)?.0.trim();
        let name = if sign == '=' { name.trim_matches('\'') } else { name };
        let fits = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        fits.then_some((number, name))
    })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// Python's `\s`.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

fn is_newline(c: char) -> bool {
    c == '\n' || c == '\r'
}

fn is_blank(c: char) -> bool {
    is_space(c) && !is_newline(c)
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn line(&self) -> u64 {
        self.text[..self.at].matches('\n').count() as u64 + 1
    }

    fn binding(&mut self) -> Binding<'a> {
        self.take(is_space);
        let (start, line) = (self.at, self.line());
        let none = Binding { line, key: None, value: None, broken: None };
        if self.at == self.text.len() {
            return none;
        }
        match self.entry() {
            Some((key, value)) => Binding { key, value, ..none },
            None => {
                self.take(|c| !is_newline(c));
                Binding { broken: Some(&self.text[start..self.at]), ..none }
            }
        }
    }

    /// The key and the value; `None` for invalid lines.
    fn entry(&mut self) -> Option<(Option<&'a str>, Option<String>)> {
        if let Some(rest) = self.rest().strip_prefix("export")
            && rest.starts_with(is_blank)
        {
            self.at += "export".len();
            self.take(is_blank);
        }
        let key = self.key()?;
        self.take(is_blank);
        let mut value = None;
        if self.peek() == Some('=') {
            self.at += 1;
            let blanks = self.take(is_blank);
            let comment = !blanks.is_empty() && self.peek() == Some('#');
            value = Some(if comment { String::new() } else { self.value()? });
        }
        self.take(is_blank);
        if self.peek() == Some('#') {
            self.take(|c| !is_newline(c));
        }
        match self.peek() {
            None => Some((key, value)),
            Some(c) if is_newline(c) => {
                self.at += 1;
                Some((key, value))
            }
            Some(_) => None,
        }
    }

    /// The outer `None` is an error, the inner one a comment.
    fn key(&mut self) -> Option<Option<&'a str>> {
        let key = match self.peek() {
            Some('#') => return Some(None),
            Some('\'') => {
                let length = self.rest()[1..].find('\'')?;
                let key = &self.rest()[1..=length];
                self.at += length + 2;
                key
            }
            _ => self.take(|c| c != '=' && c != '#' && !is_space(c)),
        };
        (!key.is_empty()).then_some(Some(key))
    }

    fn value(&mut self) -> Option<String> {
        match self.peek() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            _ => {
                let line = self.take(|c| !is_newline(c));
                Some(without_comment(line).trim_end_matches(is_space).to_owned())
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut value = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, c)) = characters.next() {
            match c {
                c if c == quote => {
                    self.at += at + 1;
                    return Some(value);
                }
                '\\' => {
                    let escaped = characters.next()?.1;
                    match unescape(escaped, quote) {
                        Some(c) => value.push(c),
                        None => value.extend(['\\', escaped]),
                    }
                }
                c => value.push(c),
            }
        }
        None
    }
}

fn unescape(escaped: char, quote: char) -> Option<char> {
    match escaped {
        '\\' | '\'' => Some(escaped),
        _ if quote == '\'' => None,
        '"' => Some('"'),
        'a' => Some('\x07'),
        'b' => Some('\x08'),
        'f' => Some('\x0c'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'v' => Some('\x0b'),
        _ => None,
    }
}

/// Up to a `#` that follows a space.
fn without_comment(line: &str) -> &str {
    let hashes = line.match_indices('#');
    let comment = hashes.map(|(at, _)| at).find(|at| line[..*at].ends_with(is_space));
    comment.map_or(line, |at| &line[..at])
}

/// Expands `${NAME}` and `${NAME:-default}`, also in quotes of either kind.
fn expand(
    value: &str,
    outside: Outside<'_>,
    readings: &HashMap<String, Reading>,
    refers_to: &mut Vec<String>,
) -> Result<String, Problem> {
    let mut text = String::new();
    let mut rest = value;
    while let Some(at) = rest.find("${") {
        let Some((name, default, length)) = reference(&rest[at..]) else {
            text.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        text.push_str(&rest[..at]);
        let inside = readings.get(name).map(|reading| &reading.value);
        match (outside(name), inside, default) {
            (Some(outside), _, _) => text.push_str(&outside),
            (None, Some(Ok(Some(inside))), _) => {
                refers_to.push(name.to_owned());
                text.push_str(inside);
            }
            (None, Some(Err(problem)), _) => return Err(problem.clone()),
            (None, None, Some(default)) => text.push_str(default),
            (None, Some(Ok(None)) | None, _) => {
                return Err(Problem::Undefined(name.to_owned()));
            }
        }
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    Ok(text)
}

/// Name, default and length of the reference that the text begins with.
fn reference(text: &str) -> Option<(&str, Option<&str>, usize)> {
    let end = 2 + text[2..].find(['}', ':'])?;
    let name = &text[2..end];
    if text[end..].starts_with('}') {
        return Some((name, None, end + 1));
    }
    let default = text[end..].strip_prefix(":-")?;
    let default = &default[..default.find('}')?];
    Some((name, Some(default), end + 2 + default.len() + 1))
}
