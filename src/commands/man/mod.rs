mod page;

use std::path::{Path, PathBuf};

use self::page::{Page, page, pages};
use super::Context;
use super::typos::near_subcommand;
use crate::args::Candidates;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;

/// Print a manual page or write all of them
///
/// cruddur-db man sessions kill | man -l -
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Command and subcommand [default: cruddur-db itself]
    #[arg(value_name = "COMMAND", add = Candidates::Commands)]
    commands: Vec<String>,

    /// Write all pages to a directory, such as ~/.local/share/man/man1
    #[arg(long, value_name = "DIR", conflicts_with = "commands", add = Candidates::Directories)]
    out: Option<PathBuf>,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let mut program = (context.program)();
        program.build();
        let failed =
            |error: std::io::Error| Error::failed("the page cannot be created").because(error);
        if let Some(directory) = &self.out {
            let mut all = Vec::new();
            pages(&program, &[], &mut all).map_err(failed)?;
            write_all(&all, directory)?;
            let written = format!("{} pages written to {}", all.len(), directory.display());
            context.ui.status(&written);
            return Ok(ExitStatus::Done);
        }
        let mut command = &program;
        let mut path = Vec::new();
        for word in &self.commands {
            let below = command.find_subcommand(word);
            command = below.ok_or_else(|| {
                let words = self.commands.join(" ");
                let error = Error::usage(format!("there is no command {words:?}"));
                match near_subcommand(word, command) {
                    Some(near) => {
                        let line = [&["man"], &path[..], &[&near]].concat().join(" ");
                        error.with_hint(format!("did you mean: {}", hint::command(line)))
                    }
                    None => {
                        let all = [&path[..], &["-h"]].concat().join(" ");
                        error.with_hint(format!("cruddur-db {all} lists the commands"))
                    }
                }
            })?;
            path.push(command.get_name());
        }
        context.ui.stdout(&page(command, &path).map_err(failed)?.text)?;
        Ok(ExitStatus::Done)
    }
}

fn write_all(pages: &[Page], directory: &Path) -> Result<()> {
    std::fs::create_dir_all(directory).map_err(|error| Error::unwritable(directory, error))?;
    for page in pages {
        let path = directory.join(format!("{}.1", page.name));
        std::fs::write(&path, &page.text).map_err(|error| Error::unwritable(&path, error))?;
    }
    Ok(())
}
