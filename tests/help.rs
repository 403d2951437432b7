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
{"error":{"hint":"see --help","kind":"usage","message":"unexpected argument '--nonsense' found"}}

"#]]);
}
