//! The manual pages.

use clap::{Command, CommandFactory, Parser};
use cruddur_db::cli::Cli;

use crate::common::Sandbox;

/// The words of every command and every one below it.
fn paths(command: &Command, path: &[&str], found: &mut Vec<Vec<String>>) {
    found.push(path.iter().map(|word| (*word).to_owned()).collect());
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        paths(below, &[path, &[below.get_name()]].concat(), found);
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let sandbox = Sandbox::new();
    let mut found = Vec::new();
    paths(&Cli::command(), &[], &mut found);
    assert!(found.len() > 30, "{found:?}");
    sandbox.run(["man", "--out", "man1"]).succeeded();
    let mut wrong = Vec::new();
    for path in found {
        let mut name = vec!["cruddur-db".to_owned()];
        name.extend(path.clone());
        let name = name.join("-");
        let page = std::fs::read_to_string(sandbox.work().join(format!("man1/{name}.1"))).unwrap();
        assert!(page.contains(&format!(".TH {name} 1")), "{page}");
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ENVIRONMENT", "FILES"] {
            assert!(page.contains(&format!(".SH {section}\n")), "{name}: {section}");
        }
        assert!(page.contains(".SH \"EXIT STATUS\"\n"), "{name}");
        let examples = examples(&page);
        assert!(!examples.is_empty(), "{name} has none in src/commands/man/examples.txt");
        wrong.extend(examples.iter().filter_map(|line| problem(line, &path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lines of a page's examples.
fn examples(page: &str) -> Vec<String> {
    let part = page.split(".SH EXAMPLES\n.nf\n").nth(1).unwrap().split(".fi").next().unwrap();
    part.lines().map(|line| line.replace("\\-", "-").replace("\\(ti", "~")).collect()
}

/// What keeps the line from being a call of this command.
fn problem(line: &str, path: &[String]) -> Option<String> {
    // Every other piece is one word in quotes.
    let words = line.split('"').enumerate().flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect(),
        _ => vec![piece.to_owned()],
    });
    let words: Vec<String> = words.take_while(|word| word != "|").collect();
    if !path.iter().zip(&words[1..]).all(|(a, b)| a == b) {
        return Some(format!("{line} is no example of {path:?}"));
    }
    Cli::try_parse_from(&words).err().map(|error| format!("{line}: {error}"))
}

#[test]
fn one_page_is_printed() {
    let sandbox = Sandbox::new();
    let page = sandbox.run(["man", "sessions", "kill"]).succeeded().stdout;
    assert!(page.contains(".TH cruddur-db-sessions-kill 1"), "{page}");
    assert!(page.contains("cruddur\\-db sessions kill \\-\\-idle 10m \\-\\-user app\n"), "{page}");
    assert!(sandbox.run(["man"]).succeeded().stdout.contains(".TH cruddur-db 1"));
    for words in [&["nonsense"][..], &["sessions", "nonsense"], &["setup", "--out", "x"]] {
        sandbox.run([&["man"], words].concat()).ended_with(2);
    }
    sandbox.write("file", "");
    let run = sandbox.run(["man", "--out", "file"]).ended_with(1);
    assert!(run.stderr.contains("file cannot be written"), "{run:?}");
}
