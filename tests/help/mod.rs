#[cfg(all(feature = "aws", feature = "lambda"))]
use clap::Arg;
use clap::{Command, CommandFactory};
use cruddur_db::cli::Cli;
use snapbox::str;

use crate::common::Sandbox;

/// The names of all commands.
pub fn commands() -> Vec<String> {
    let program = Cli::command();
    let shown = program.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn the_commands_are_on_one_screen_in_groups() {
    let run = Sandbox::new().run(["-h"]).succeeded();
    let alone = Sandbox::new().run::<&str>([]).ended_with(2);
    assert_eq!(alone.stderr, run.stdout);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines.len() <= 30, "{}", run.stdout);
    for line in &lines {
        assert!(line.len() <= 80, "{line}");
    }
    // rds-start, -stop
    let mut shown = Vec::new();
    for line in lines.iter().filter(|line| line.len() > 36) {
        let names: Vec<&str> = line[11..36].trim_end().split(", ").collect();
        let prefix = names[0].split('-').next().unwrap();
        shown.extend(names.iter().map(|name| match name.starts_with('-') {
            true => format!("{prefix}{name}"),
            false => (*name).trim().to_owned(),
        }));
    }
    let long = Sandbox::new().run(["--help"]).succeeded().stdout;
    for name in commands() {
        assert!(shown.contains(&name), "{name} is in no group of src/commands/help/overview.rs");
        assert!(long.contains(&format!("\n  {name} ")), "{name}");
    }
    snapbox::assert_data_eq!(
        run.stdout.split("Server ").next().unwrap().to_owned(),
        str![[r#"
One command for a Postgres database at home, in CI and on Amazon RDS

Usage: cruddur-db [OPTIONS] <COMMAND>

Database   init                      Begin in a project: cruddur-db.toml, .env
           setup                     Recreate with schema, migrations and seeds
           prepare                   Create, fill or migrate as needed
           create, drop              Create; drop and end its sessions
           dump, restore             Write as SQL; restore a backup or dump
           schema-load, seed         Load SQL and CSV files in one transaction
           env-set                   Tag the database with its environment
           test-db                   create, list, drop
Migrations migrate, rollback         Run pending ones; undo the newest
           migration                 new, list, status, test, mark, redo, ...
Look       connect, tunnel           Open psql; forward a port to a private RDS
           sessions                  List sessions; cancel, kill
           doctor                    Diagnose connection problems
           wait, config              Wait for the server; show the configuration

"#]]
    );
}

/// The text of a command begins in one column, on all its lines.
#[test]
fn long_texts_are_wrapped_beside_the_names() {
    let sandbox = Sandbox::new();
    for columns in ["60", "80", "100"] {
        let output = sandbox.command(["--help"]).env("COLUMNS", columns).output().unwrap();
        let help = sandbox.finished(output).succeeded().stdout;
        let list = help.split("Options:\n").next().unwrap().lines();
        let list: Vec<&str> = list.filter(|line| line.starts_with("  ")).collect();
        let indent = list[0].len() - list[0].trim_start_matches("  init").trim_start().len();
        assert!(list.iter().all(|line| line.len() <= columns.parse().unwrap()), "{help}");
        for line in &list {
            let text = line.get(indent..).unwrap_or_default();
            assert!(!text.is_empty() && !text.starts_with(' '), "{columns}: {line}");
            assert!(line[..indent].ends_with(' '), "{columns}: {line}");
        }
        assert!(columns == "100" || list.len() > commands().len(), "{columns}: {help}");
    }
}

/// An option that clap takes for the one that is meant is not shown as if it were required.
#[test]
fn the_usage_in_an_error_is_that_of_the_help() {
    let sandbox = Sandbox::new();
    for words in [&["setup", "--force"][..], &["setup", "--formt", "json"], &["setup", "-k"]] {
        let run = sandbox.run(words.iter().copied()).ended_with(2);
        assert!(run.stderr.contains("\nUsage: cruddur-db setup [OPTIONS] [ENV]\n"), "{run:?}");
    }
}

/// The words of every command and of those below it.
fn paths(command: &Command, path: &[&str], found: &mut Vec<Vec<String>>) {
    for below in command.get_subcommands() {
        let path = [path, &[below.get_name()]].concat();
        found.push(path.iter().map(|word| (*word).to_owned()).collect());
        paths(below, &path, found);
    }
}

#[test]
fn short_help_has_the_commands_own_options_and_long_help_everything() {
    let sandbox = Sandbox::new();
    let mut found = Vec::new();
    paths(&Cli::command(), &[], &mut found);
    assert!(found.len() > 30, "{found:?}");
    for path in found {
        let help = |flag: &str| {
            let words = path.iter().map(String::as_str).chain([flag]);
            sandbox.run(words).succeeded().stdout
        };
        let (short, long) = (help("-h"), help("--help"));
        for text in ["--no-dotenv", "--ca-file", "Examples:", "Global options:"] {
            assert!(!short.contains(text), "{path:?} {text}: {short}");
            assert!(text == "Examples:" || long.contains(text), "{path:?} {text}: {long}");
        }
        assert!(short.contains("the global options (--env, --url, --format ...)"), "{short}");
        // rds-create has an option for each property of an instance.
        assert!(short.lines().count() <= 60 || path[0] == "rds-create", "{short}");
        let examples = long.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{path:?}"));
        let own = format!("  cruddur-db {}", path.join(" "));
        assert!(examples.lines().all(|line| line.starts_with(&own)), "{examples}");
    }
}

#[test]
fn help_says_where_a_shells_line_goes() {
    let help = Sandbox::new().run(["completions", "--help"]).succeeded().stdout;
    assert!(help.contains("eval \"$(cruddur-db completions bash)\""), "{help}");
}

#[test]
fn an_unknown_command_gets_a_suggestion() {
    Sandbox::new().run(["shema-load"]).check(str![[r#"
exit 2
--- stderr
error: unrecognized subcommand 'shema-load'

  tip: some similar subcommands exist: 'schema-load', 'schema-json'

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
{"error":{"hint":"see --help","kind":"usage","message":"unexpected argument '--nonsense' found"}}

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
