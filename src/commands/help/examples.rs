//! The examples of help texts and manual pages.

use super::heading;

/// By command, under its words in brackets. The tests run them.
const EXAMPLES: &str = include_str!("../man/examples.txt");

/// The examples of a command, named by its words: `sessions kill`, or nothing for the program.
pub fn examples(command: &str) -> impl Iterator<Item = &'static str> {
    let head = format!("[{command}]");
    let rest = EXAMPLES.lines().skip_while(move |line| *line != head).skip(1);
    rest.take_while(|line| !line.starts_with('['))
}

/// The end of a help text. Empty where there are no examples, as for `help` itself.
pub(super) fn section(command: &str) -> String {
    let lines: Vec<String> = examples(command).map(|line| format!("  {line}")).collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!("{}\n{}", heading("Examples"), lines.join("\n")),
    }
}
