//! The examples in the README are run, in their order, in one folder with a managed server.

use std::path::Path;
use std::process::Command;

use crate::common::Sandbox;

/// A command of a `console` block and what the README says it prints.
struct Example {
    line: usize,
    command: String,
    output: String,
}

#[test]
fn the_examples_print_what_the_readme_says() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let examples = examples(&std::fs::read_to_string(&readme).unwrap());
    assert!(examples.len() > 10, "{}", examples.len());
    let mut sandbox = Sandbox::new();
    let program = Path::new(env!("CARGO_BIN_EXE_cruddur-db")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap().into_string().unwrap();
    sandbox.set("PATH", format!("{}:{path}", program.display()));
    for example in examples {
        let mut shell = Command::new("sh");
        shell.env_clear().envs(sandbox.environment()).current_dir(sandbox.work());
        let output = shell.args(["-c", &format!("{{ {}\n}} 2>&1", example.command)]).output();
        let printed = String::from_utf8(output.unwrap().stdout).unwrap();
        let (printed, expected) = (levelled(&printed), levelled(&example.output));
        assert_eq!(
            printed, expected,
            "README.md:{}: {}\nit prints:\n{printed}",
            example.line, example.command
        );
    }
}

fn examples(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match line.strip_prefix("$ ") {
                Some(command) => examples.push(Example {
                    line: index + 1,
                    command: command.to_owned(),
                    output: String::new(),
                }),
                None => {
                    let last = examples.last_mut().unwrap();
                    last.output.push_str(line);
                    last.output.push('\n');
                }
            },
        }
    }
    examples
}

/// Numbers, and what is as long as them, differ from run to run: `0.17 s`, ports, process ids.
fn levelled(text: &str) -> String {
    let mut level = String::new();
    for line in text.lines().map(str::trim_end) {
        let mut in_number = false;
        for character in line.chars() {
            let digit = character.is_ascii_digit() || in_number && character == '.';
            if digit && !in_number {
                level.push('#');
            }
            in_number = digit;
            // Columns are as wide as the numbers in them.
            if !(digit || character == ' ' && level.ends_with(' ')) {
                level.push(character);
            }
        }
        level.push('\n');
    }
    level.trim().to_owned()
}
