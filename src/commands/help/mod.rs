//! Help texts that clap does not generate: the commands in groups, examples, and a pointer to the
//! global options.

mod examples;
mod overview;

use clap::Command;
use clap::builder::Styles;
use clap::builder::styling::Style;

pub use self::examples::examples;
pub use self::overview::grouped;

/// What `-h` leaves out.
const POINTER: &str = "More, the global options (--env, --url, --format ...) and examples: --help";

/// Gives the program and all its commands their help texts.
pub fn with_texts(program: Command) -> Command {
    let options = program.clone().help_template("{options}").render_long_help();
    let long = [
        overview::long(&program),
        format!("{}\n{options}", heading("Options")),
        examples::section(""),
    ];
    let short = overview::short(&program);
    program
        .mut_subcommands(|command| with_examples(command, ""))
        .help_template("{about-with-newline}\n{usage-heading} {usage}{after-help}")
        .after_help(short)
        .after_long_help(long.join("\n\n"))
}

fn with_examples(command: Command, above: &str) -> Command {
    let path = format!("{above} {}", command.get_name()).trim_start().to_owned();
    let section = examples::section(&path);
    let command = command.mut_subcommands(|below| with_examples(below, &path));
    let own = command.get_after_long_help().map(|own| own.ansi().to_string());
    let long = [own.unwrap_or_default(), section].join("\n\n");
    command.after_help(POINTER).after_long_help(long.trim().to_owned())
}

/// How clap shows a heading.
const HEADER: &Style = Styles::styled().get_header();

fn heading(text: &str) -> String {
    format!("{HEADER}{text}:{HEADER:#}")
}
