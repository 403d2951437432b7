//! What README, the pages of docs and the crate's documentation promise, and the test that holds
//! each.
//!
//! A line of the table: the words as they stand there (blanks and line ends count alike), ` => `,
//! and a test of this binary or of a module of `src`. A section without a promise is a failure.

mod small;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const TABLE: &str = include_str!("table.txt");

/// Sections that promise nothing of their own.
const SILENT: [&str; 5] = ["Install", "Commands", "Documentation", "Working on it", "Licence"];

/// README and the pages of docs.
fn pages() -> Vec<String> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let files = std::fs::read_dir(docs).unwrap().map(|entry| entry.unwrap().path());
    let pages = files.filter(|file| file.extension().is_some_and(|end| end == "md"));
    let texts = pages.map(|file| std::fs::read_to_string(file).unwrap());
    [read("README.md")].into_iter().chain(texts).collect()
}

fn promises() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with("## "));
    lines.map(|line| line.split_once(" => ").unwrap_or_else(|| panic!("no test: {line}")))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Words with one blank between them, and without the sign of a comment.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim_start().trim_start_matches("//!"));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_words_stand_where_they_are_quoted_from() {
    let text = plain(&(pages().join("\n") + "\n" + &read("src/lib.rs")));
    let gone: Vec<_> =
        promises().map(|(words, _)| words).filter(|words| !text.contains(&plain(words))).collect();
    assert!(gone.is_empty(), "no longer promised, or in other words: {gone:#?}");
}

#[test]
fn every_promise_has_a_test_that_is_there() {
    let missing: BTreeSet<_> =
        promises().map(|(_, test)| test).filter(|test| !is_test(test)).collect();
    assert!(missing.is_empty(), "no such test: {missing:#?}");
    assert!(!is_test("promises::no_such_test") && !is_test("no_such_module::x"));
}

#[test]
fn every_section_has_a_promise_that_is_held() {
    for page in pages() {
        for section in page.split("\n## ").flat_map(|part| part.split("\n### ")) {
            let (title, text) = section.split_once('\n').unwrap_or((section, ""));
            let text = plain(text);
            let held = promises().any(|(words, _)| text.contains(&plain(words)));
            let silent = text.is_empty() || SILENT.contains(&title);
            assert!(held || silent, "nothing holds what {title:?} says");
        }
    }
}

/// Whether a path such as `sg::allow::each_has_one_rule` leads to a function with `#[test]`.
fn is_test(path: &str) -> bool {
    let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
    let directory = if module.starts_with("src::") { "" } else { "tests/" };
    let file = PathBuf::from(format!("{directory}{}", module.replace("::", "/")));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [file.with_extension("rs"), file.join("mod.rs")].iter().any(|file| {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        let mut lines = text.lines().map(str::trim_start);
        let mut marked = false;
        lines.any(|line| {
            let is_function = ["fn ", "async fn "].iter().any(|word| {
                line.strip_prefix(word)
                    .and_then(|rest| rest.strip_prefix(name))
                    .is_some_and(|rest| rest.starts_with('('))
            });
            let found = marked && is_function;
            // Other attributes may stand in between.
            marked =
                line == "#[test]" || line == "#[tokio::test]" || marked && line.starts_with("#[");
            found
        })
    })
}
