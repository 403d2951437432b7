//! What has been typed on the line whose last word is completed.

use std::ffi::OsString;

use clap::{ArgMatches, FromArgMatches};

use crate::args::{Format, GlobalArgs};
use crate::commands::Context;
use crate::commands::migration_files::MigrationsDirArg;
use crate::model::Environment;
use crate::ui::Ui;

/// The line up to the cursor.
pub(super) struct Line {
    matches: ArgMatches,
    program: fn() -> clap::Command,
    /// Nothing is typed yet of the word.
    pub(super) is_empty_word: bool,
}

impl Line {
    /// Reads what a shell's script passes on: `cruddur-db -- WORDS`, the last of which is
    /// completed. What does not make sense is passed over.
    pub(super) fn of(args: &[OsString], program: fn() -> clap::Command) -> Self {
        let words = args.iter().position(|arg| arg == "--").map_or(&[][..], |at| &args[at + 1..]);
        let before = words.split_last().map_or(&[][..], |(_, before)| before);
        let parser = program().ignore_errors(true);
        let matches = parser.try_get_matches_from(before).unwrap_or_default();
        let is_empty_word = words.last().is_some_and(|word| word.is_empty());
        Self { matches, program, is_empty_word }
    }

    /// The configuration, as a command with these arguments would find it. None where it cannot be
    /// read.
    pub(super) fn context(&self) -> Option<Context> {
        let global = GlobalArgs::from_arg_matches(&self.matches).ok()?;
        Context::new(global, Ui::new(Format::Text, true, false), self.program).ok()
    }

    pub(super) fn environment(&self, context: &Context) -> Option<Environment> {
        context.config.pick(self.word().as_ref().map(Environment::as_str)).ok()
    }

    /// The environment that the line or CRUDDUR_ENV names.
    pub(super) fn named_environment(&self, context: &Context) -> Option<Environment> {
        self.word().or_else(|| context.config.environment.clone())
    }

    /// Whether an environment is named already, so that no word names another.
    pub(super) fn names_environment(&self) -> bool {
        self.context().is_some_and(|context| self.named_environment(&context).is_some())
    }

    fn word(&self) -> Option<Environment> {
        let raw = |level: &ArgMatches| {
            let word = level.try_get_raw("word").ok()??.next()?;
            word.to_str()?.parse().ok()
        };
        self.levels().find_map(raw)
    }

    pub(super) fn migrations_dir(&self) -> Option<MigrationsDirArg> {
        MigrationsDirArg::from_arg_matches(self.levels().last()?).ok()
    }

    /// The program, its command, the command below that.
    fn levels(&self) -> impl Iterator<Item = &ArgMatches> {
        std::iter::successors(Some(&self.matches), |level| Some(level.subcommand()?.1))
    }

    pub(super) fn leaf(&self) -> &ArgMatches {
        self.levels().last().unwrap_or(&self.matches)
    }

    /// The words that name a command, as far as they are there.
    pub(super) fn command_words(&self) -> Vec<&str> {
        let words = self.leaf().try_get_raw("commands").ok().flatten().into_iter().flatten();
        words.filter_map(|word| word.to_str()).collect()
    }

    /// The names of all commands, or of those below the words that are there: `man sessions`.
    pub(super) fn commands(&self) -> Vec<String> {
        let program = (self.program)();
        let command = self
            .command_words()
            .into_iter()
            .try_fold(&program, |above, word| above.find_subcommand(word));
        let below = command.into_iter().flat_map(clap::Command::get_subcommands);
        below.map(|it| it.get_name().to_owned()).collect()
    }
}
