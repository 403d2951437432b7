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
        wrong.extend(without_text(&page).map(|option| format!("{name}: {option} has no text")));
        for named in page.lines().filter_map(|line| line.strip_prefix(".BR ")) {
            let file = named.replace(" (1)", ".1").replace("\\-", "-");
            if !sandbox.work().join("man1").join(&file).is_file() {
                wrong.push(format!("{name}: {file} is not written"));
            }
        }
        let examples = examples(&page);
        assert!(examples.len() >= 3, "{name}: src/commands/man/examples.txt");
        wrong.extend(examples.iter().filter_map(|line| problem(line, &path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The headers of entries that nothing is said of.
fn without_text(page: &str) -> impl Iterator<Item = &str> {
    page.split(".TP\n").skip(1).filter_map(|entry| {
        let (header, text) = entry.split_once('\n').unwrap();
        (text.is_empty() || text.starts_with('.') || text.starts_with('\n')).then_some(header)
    })
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
    for text in
        ["\\fB\\-\\-url\\fR \\fI<URL>\\fR\nConnection URL", "[default: text]\nOutput format\n"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    let page = sandbox.run(["man"]).succeeded().stdout;
    assert!(page.contains(".TH cruddur-db 1"), "{page}");
    assert!(page.contains(".SH SUBCOMMANDS\n.SS Database\n.TP\n.BR cruddur\\-db\\-init (1)\n"));
    assert!(!page.contains("db\\-help (1)"), "{page}");
    for words in [&["nonsense"][..], &["sessions", "nonsense"], &["setup", "--out", "x"]] {
        sandbox.run([&["man"], words].concat()).ended_with(2);
    }
    let run = sandbox.run(["man", "sessions", "kil"]).ended_with(2);
    assert!(run.stderr.contains("did you mean: `cruddur-db man sessions kill`"), "{run:?}");
    sandbox.write("file", "");
    let run = sandbox.run(["man", "--out", "file"]).ended_with(1);
    assert!(run.stderr.contains("file cannot be written"), "{run:?}");
}
