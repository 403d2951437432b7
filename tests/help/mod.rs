#[cfg(all(feature = "aws", feature = "lambda"))]
use clap::{Arg, Command, CommandFactory};
#[cfg(all(feature = "aws", feature = "lambda"))]
use cruddur_db::cli::Cli;
use snapbox::str;

use crate::common::Sandbox;

/// The names of all commands, as the help lists them.
pub fn commands() -> Vec<String> {
    let help = Sandbox::new().run(["--help"]).succeeded().stdout;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_explains_itself() {
    let sandbox = Sandbox::new();
    let names = commands();
    assert!(names.len() > 10, "{names:?}");
    for name in names.iter().filter(|name| *name != "help") {
        let help = sandbox.run([name.as_str(), "--help"]).succeeded().stdout;
        assert!(help.contains("Usage: cruddur-db"), "{name}");
    }
}

#[test]
fn no_command_is_a_usage_error() {
    Sandbox::new().run::<&str>([]).ended_with(2);
}

#[test]
fn an_unknown_command_gets_a_suggestion() {
    Sandbox::new().run(["shema-load"]).check(str![[r#"
exit 2
--- stderr
error: unrecognized subcommand 'shema-load'

  tip: a similar subcommand exists: 'schema-load'

Usage: cruddur-db [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]]);
}

#[test]
fn a_broken_configuration_does_not_stop_the_help() {
    let sandbox = Sandbox::new();
    sandbox.write("cruddur-db.toml", "nonsense");
    sandbox.run(["--help"]).succeeded();
    sandbox.run(["--version"]).succeeded();
    sandbox.run(["setup", "--help"]).succeeded();
}

#[test]
fn a_usage_error_is_json_when_results_are() {
    Sandbox::new().run(["sessions", "--nonsense", "--format", "json"]).check(str![[r#"
exit 2
--- stderr
{"error":{"hint":"to pass '--nonsense' as a value, use '-- --nonsense'","kind":"usage","message":"unexpected argument '--nonsense' found"}}

"#]]);
}

#[cfg(all(feature = "aws", feature = "lambda"))]
#[test]
fn the_tree_of_commands_is_known() {
    let mut root = Cli::command().disable_help_flag(true).disable_version_flag(true);
    root.build();
    let mut tree =
        "Every command, with all its arguments; (hidden ones) are in no help.\n".to_owned();
    add_tree(&root, "", &mut tree);
    snapbox::assert_data_eq!(tree, snapbox::file!["tree.txt"].raw());
}

#[cfg(all(feature = "aws", feature = "lambda"))]
#[test]
fn the_short_help_of_every_command_is_known() {
    let mut root = Cli::command();
    root.build();
    let (sandbox, mut texts) = (Sandbox::new(), String::new());
    add_help(&root, &[], &sandbox, &mut texts);
    snapbox::assert_data_eq!(texts, snapbox::file!["texts.txt"].raw());
}

/// A line for the command and one for each of its arguments; then its subcommands.
#[cfg(all(feature = "aws", feature = "lambda"))]
fn add_tree(command: &Command, indent: &str, tree: &mut String) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    tree.push_str(&format!("{indent}{}: {about}\n", command.get_name()));
    let is_own = |arg: &&Arg| !arg.is_global_set() || indent.is_empty();
    for arg in command.get_arguments().filter(is_own) {
        let mut line = arg.to_string();
        if let Some(short) = arg.get_short() {
            line = format!("-{short}, {line}");
        }
        for alias in arg.get_visible_aliases().unwrap_or_default() {
            line.push_str(&format!(", --{alias}"));
        }
        match arg.is_hide_set() {
            true => tree.push_str(&format!("{indent}    ({line})\n")),
            false => {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                tree.push_str(&format!("{indent}    {line}: {help}\n"));
            }
        }
    }
    for command in command.get_subcommands().filter(|it| it.get_name() != "help") {
        add_tree(command, &format!("{indent}  "), tree);
    }
}

#[cfg(all(feature = "aws", feature = "lambda"))]
fn add_help(command: &Command, path: &[&str], sandbox: &Sandbox, texts: &mut String) {
    let run = sandbox.run(path.iter().copied().chain(["-h"])).succeeded();
    texts.push_str(&format!(
        "$ cruddur-db {}\n{}\n",
        [path, &["-h"]].concat().join(" "),
        run.stdout
    ));
    for command in command.get_subcommands().filter(|it| it.get_name() != "help") {
        add_help(command, &[path, &[command.get_name()]].concat(), sandbox, texts);
    }
}
