use std::fs;
use std::path::{Path, PathBuf};

use crate::layers::rust_files;

/// Words and phrases that are private, dated or translated, and what to say instead.
const FORBIDDEN: [(&str, &str); 30] = [
    ("folder", "directory"),
    ("he", "the user, they"),
    ("him", "the user, them"),
    ("his", "the user's, their"),
    ("she", "the user, they"),
    ("her", "the user's, their"),
    ("authorities", "CA certificates"),
    ("in the clear", "unencrypted"),
    ("vouch", "issue"),
    ("vouches", "issues"),
    ("told apart", "distinguished"),
    ("look-up", "lookup, DNS"),
    ("look after", "manage"),
    ("looks after", "manages"),
    ("find out what stands", "diagnose"),
    ("stands between", "connection problems"),
    ("all the same", "anyway, nevertheless"),
    ("for ever", "forever"),
    ("hangs up", "disconnects"),
    ("hung up", "disconnected"),
    ("are well", "passed"),
    ("did not be", "was not"),
    ("gave out", "assigned"),
    ("let us in", "accept the login"),
    ("in vain", "without effect"),
    ("way down", "down migration"),
    ("way up", "up migration"),
    ("way back", "down migration, rollback"),
    ("anew", "again, new"),
    ("set to nothing", "empty"),
];

#[test]
fn no_message_comment_or_page_uses_a_forbidden_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for file in rust_files(&root.join("src")).into_iter().chain(pages(root)) {
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            if !is_words(&file, line) {
                continue;
            }
            let line = line.to_lowercase();
            let words = FORBIDDEN.iter().filter(|(word, _)| contains(&line, word));
            found.extend(words.map(|(word, instead)| {
                format!("{}:{}: {word:?}: {instead}", file.display(), number + 1)
            }));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn words_are_found_whole() {
    assert!(contains("the folder.", "folder") && contains("he", "he"));
    assert!(!contains("the folders", "folder") && !contains("then_he", "he"));
}

/// README, the pages of docs and the like.
fn pages(root: &Path) -> Vec<PathBuf> {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
    let files = [root.to_owned(), root.join("docs")].into_iter().flat_map(|directory| {
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).filter(is_page)
    });
    files.collect()
}

/// Whether the line is prose: of a page, a comment, or with a text. The help of the commands is in
/// lists of its own (`tests/help`).
fn is_words(file: &Path, line: &str) -> bool {
    let is_code = file.extension().is_some_and(|end| end == "rs");
    let is_help = line.trim_start().starts_with("///")
        && file.components().any(|part| part.as_os_str() == "commands");
    !is_code || !is_help && (line.contains("//") || line.contains('"'))
}

fn contains(line: &str, word: &str) -> bool {
    let is_letter = |it: char| it.is_alphanumeric() || it == '_' || it == '-';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_letter) && !line[at + word.len()..].starts_with(is_letter)
    })
}
