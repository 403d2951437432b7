//! Words without an option's name: an environment, and with it files or numbers.

use std::ffi::OsString;
use std::path::PathBuf;

use super::Context;
use crate::error::{Error, Result};
use crate::model::Environment;

/// Separates the environment from the files: a word of letters, digits, - and _ that begins with a
/// letter is an environment, even if a file has that name.
///
/// Errors (usage): it is none that is known, or two are named.
pub fn files(
    context: &Context,
    word: Option<OsString>,
    files: Vec<PathBuf>,
) -> Result<(Option<String>, Vec<PathBuf>)> {
    let words = word.into_iter().map(PathBuf::from).chain(files);
    let (mut named, mut files) = (Vec::new(), Vec::new());
    for word in words {
        if word.as_os_str().is_empty() {
            "".parse::<Environment>()?;
        }
        match word.to_str().and_then(|text| text.parse::<Environment>().ok()) {
            Some(environment) => named.push(environment),
            None => files.push(word),
        }
    }
    for environment in &named {
        let file = format!("A file of that name is written ./{environment}");
        context.config.check_known(environment, &file)?;
    }
    if let [first, second, ..] = named.as_slice() {
        return Err(Error::usage(format!("two environments are named: {first} and {second}"))
            .with_hint(format!("a file is written ./{second}")));
    }
    Ok((named.pop().map(|environment| environment.to_string()), files))
}

/// The same for at most one file. `what` names it.
pub fn file(
    context: &Context,
    word: Option<OsString>,
    file: Option<PathBuf>,
    what: &str,
) -> Result<(Option<String>, Option<PathBuf>)> {
    let (word, mut files) = files(context, word, file.into_iter().collect())?;
    if files.len() > 1 {
        return Err(Error::usage(format!("only one {what} can be given")));
    }
    Ok((word, files.pop()))
}

/// The same for versions of migrations.
pub fn versions(word: Option<OsString>, versions: Vec<i64>) -> Result<(Option<String>, Vec<i64>)> {
    numbers(word, versions, "a version", |text| text.parse().ok())
}

/// The same for process IDs.
pub fn process_ids(
    word: Option<OsString>,
    process_ids: Vec<i32>,
) -> Result<(Option<String>, Vec<i32>)> {
    let parse = |text: &str| text.parse().ok().filter(|process_id| *process_id > 0);
    numbers(word, process_ids, "a process ID", parse)
}

/// Tells the environment from numbers, which begin with a digit. `what` says what a number is.
///
/// Errors (usage): the word is neither.
fn numbers<T>(
    word: Option<OsString>,
    numbers: Vec<T>,
    what: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<(Option<String>, Vec<T>)> {
    let Some(word) = word else { return Ok((None, numbers)) };
    let text = word.to_string_lossy().into_owned();
    if text.parse::<Environment>().is_ok() {
        return Ok((Some(text), numbers));
    }
    let first = parse(&text)
        .ok_or_else(|| Error::usage(format!("{text:?} is neither an environment nor {what}")))?;
    Ok((None, std::iter::once(first).chain(numbers).collect()))
}
