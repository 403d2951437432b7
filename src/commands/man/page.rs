//! Manual pages in roff: the sections of the command's own, then those that all have.

use std::io::{Result, Write};

use clap::{Arg, Command};
use clap_mangen::Man;

use crate::commands::help::{examples, grouped};

/// EXIT STATUS, ENVIRONMENT and FILES.
const COMMON: &str = include_str!("common.roff");

/// A page by its name, without the section: `cruddur-db-sessions-kill`.
pub(super) struct Page {
    pub(super) name: String,
    pub(super) text: String,
}

/// The page of a command that has been built; `path` is its words: `["sessions", "kill"]`.
pub(super) fn page(command: &Command, path: &[&str]) -> Result<Page> {
    let name = [&["cruddur-db"], path].concat().join("-");
    let source = format!("cruddur-db {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone().mut_args(with_help)).source(source);
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    write_subcommands(command, path, &name, &mut text)?;
    if command.get_after_long_help().is_some() {
        man.render_extra_section(&mut text)?;
    }
    text.write_all(COMMON.as_bytes())?;
    writeln!(text, ".SH EXAMPLES\n.nf")?;
    for line in examples(&path.join(" ")) {
        writeln!(text, "{}", escaped(line))?;
    }
    writeln!(text, ".fi")?;
    if !path.is_empty() {
        writeln!(text, ".SH \"SEE ALSO\"\n.BR cruddur\\-db (1)")?;
    }
    Ok(Page { name, text: String::from_utf8_lossy(&text).into_owned() })
}

/// An option that `-h` leaves out has its one line here.
fn with_help(arg: Arg) -> Arg {
    match arg.get_help().cloned() {
        Some(help) if arg.get_long_help().is_none() => arg.long_help(help),
        _ => arg,
    }
}

/// The pages of the commands below this one, those of the program in the groups of its help.
fn write_subcommands(
    command: &Command,
    path: &[&str],
    name: &str,
    text: &mut Vec<u8>,
) -> Result<()> {
    let groups = match path {
        [] => grouped(command),
        _ => vec![("", subcommands(command).collect())],
    };
    if groups.iter().all(|(_, commands)| commands.is_empty()) {
        return Ok(());
    }
    writeln!(text, ".SH SUBCOMMANDS")?;
    for (group, commands) in groups {
        if !group.is_empty() {
            writeln!(text, ".SS {group}")?;
        }
        for command in commands {
            let page = escaped(&format!("{name}-{}", command.get_name()));
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            writeln!(text, ".TP\n.BR {page} (1)\n{}", escaped(&about))?;
        }
    }
    Ok(())
}

/// The pages of a command and of all below it.
pub(super) fn pages(command: &Command, path: &[&str], pages: &mut Vec<Page>) -> Result<()> {
    pages.push(page(command, path)?);
    for below in subcommands(command) {
        self::pages(below, &[path, &[below.get_name()]].concat(), pages)?;
    }
    Ok(())
}

fn subcommands(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|below| below.get_name() != "help")
}

/// A line as roff prints it unchanged.
fn escaped(line: &str) -> String {
    line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('~', "\\(ti")
}
