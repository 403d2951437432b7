//! The files that a load would read, without a server.

use std::path::PathBuf;

use super::csv::Csv;
use super::files::FileStack;
use super::scan::pass_data;
use super::scanner::Event;
use crate::error::Result;
use crate::script::input::Input;
use crate::script::input::encoding::Encoding;
use crate::script::syntax::copy_command;
use crate::script::syntax::meta_command::Command;
use crate::script::syntax::statement_kind::Kind;
use crate::script::syntax::variables::Variables;

/// No more files are looked into: one that includes itself by an `\if` would have no end here.
const MOST: usize = 10_000;

/// The files on disk that the inputs are, and those that they name by `\i`, `\ir` and `\copy`, in
/// the order in which they come up. Every branch of `\if` is looked into, so that some may be
/// missing.
///
/// Errors (usage): an input cannot be read.
pub async fn files_named(inputs: &[Input], variables: &[(String, String)]) -> Result<Vec<PathBuf>> {
    let mut given = Variables::default();
    for (name, value) in variables {
        given.set(name, value.as_str())?;
    }
    let mut files = FileStack::new(None);
    for input in inputs {
        if let Some(csv) = Csv::of(input) {
            files.open_csv(csv.path(), Encoding::Utf8).await?;
            continue;
        }
        let source = files.open_input(input).await?;
        files.push(source, input.name().to_owned(), 0);
        let mut variables = given.clone();
        // What the load would refuse, it refuses by itself.
        while let Ok(true) = step(&mut files, &mut variables).await {}
        while files.current().is_some() {
            let _ = files.close_current();
        }
    }
    Ok(files.named().to_vec())
}

/// Passes over what comes next in the present file. Returns whether there is more of the input.
async fn step(files: &mut FileStack, variables: &mut Variables) -> Result<bool> {
    let restricted = files.is_restricted();
    let Some(file) = files.current() else { return Ok(false) };
    match file.scanner.next(variables).await? {
        Event::End => return Ok(!files.close_current()?),
        Event::Count => {}
        Event::Statement(statement) => {
            if matches!(statement.kind(), Kind::CopyIn { .. }) {
                pass_data(file.scanner.source()).await?;
            }
        }
        Event::Command(position) => {
            let place = file.scanner.source().name().at(position);
            match file.command(variables, restricted).await {
                Ok(Command::Include { path, relative }) if files.named().len() < MOST => {
                    let relative_to = relative.then_some(&place);
                    // It may stand where it is never read.
                    let _ = files.include(&path, relative_to, variables.changes()).await;
                }
                Ok(Command::Copy(line)) => copy(files, &line).await?,
                Ok(Command::Set { name, value }) => variables.set(&name, value)?,
                Ok(Command::Unset(name)) => variables.unset(&name),
                Ok(Command::ChangeDirectory(path)) => files.change_directory(&path),
                _ => {}
            }
        }
    }
    Ok(true)
}

/// `\copy`: the file that it names, or the data that follows.
async fn copy(files: &mut FileStack, line: &str) -> Result<()> {
    let Ok(parsed) = copy_command::parse(line) else { return Ok(()) };
    match (parsed.file, files.current()) {
        (Some(path), _) => _ = files.open_data(&path).await,
        (None, Some(file)) => pass_data(file.scanner.source()).await?,
        (None, None) => {}
    }
    Ok(())
}
