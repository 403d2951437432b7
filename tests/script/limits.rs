//! Small files that would become endless, or take for ever: each ends with an error, and soon.

use std::time::{Duration, Instant};

use cruddur_db::error::Error;

use super::judge::{file, load_files};
use crate::common::Postgres;

fn load(text: &str) -> Result<(), Error> {
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory, "self.sql", text);
    let database = Postgres::shared().database();
    let began = Instant::now();
    let loaded = load_files(&database, &[&path]).map(drop);
    // A second at most where nothing else is to do.
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}: {text:.80}", began.elapsed());
    loaded
}

#[track_caller]
fn fails(text: &str, says: &str) {
    let error = load(text).unwrap_err().to_string();
    assert!(error.contains(says), "{error:.500}");
    assert!(error.len() < 2000, "{} bytes: {error:.500}", error.len());
}

/// `a1` to `a40`, each twice the one before it.
fn doubled(value: &str, joined: &str) -> String {
    let steps = (1..=40).map(|step| format!("\\set a{step} ':a{0}{joined}:a{0}'\n", step - 1));
    format!("\\set a0 '{value}'\n{}", steps.collect::<String>())
}

#[test]
fn variables_that_double() {
    let text = format!("\\set a x\n{}", "\\set a :a:a\n".repeat(40));
    fails(&text, ":26:1: variables make the command longer than 16 MiB");
    fails(&format!("{}select :a40;", doubled("x", "")), "the variable a");
    fails(&format!("{}select :a40;", doubled("", "")), "expands without end");
    fails(&format!("{}:a40", doubled("select 1;", "")), "expands without end");
    let long = format!("\\set a {}\n\\echo {}\n", "x".repeat(1 << 20), ":a".repeat(100_000));
    fails(&long, "variables make the command longer than 16 MiB");
}

#[test]
fn variables_deep_in_each_other() {
    let steps = (1..50_000).map(|step| format!("\\set a{step} :a{}\n", step - 1));
    load(&format!("\\set a0 1\n{}select :a49999;", steps.collect::<String>())).unwrap();
    let steps = (1..50_000).map(|step| format!("\\set a{step} '(:a{})'\n", step - 1));
    let text = format!("\\set a0 1\n{}select :a49999;", steps.collect::<String>());
    fails(&text, "expands without end");
}

#[test]
fn many_conditions() {
    let ends = "the file ends within an \\if";
    fails(&"\\if true\n".repeat(100_000), ends);
    fails(&"\\if false\n".repeat(20_000), ends);
    fails(&"\\if true ".repeat(20_000), ends);
    load(&"\\if true\n\\else\n\\endif\n".repeat(10_000)).unwrap();
    load(&format!("{}{}", "\\if 1\n".repeat(20_000), "\\endif\n".repeat(20_000))).unwrap();
}

#[test]
fn a_file_that_includes_itself_with_other_variables() {
    fails("\\set n :n 1\n\\ir self.sql\n", "is more than 100 files deep");
    fails("\\set n 1\n\\ir self.sql\n", "includes itself");
}

#[test]
fn what_is_never_closed() {
    let tags: String = (0..100_000).map(|tag| format!("$a{tag}$ ")).collect();
    fails(&format!("alter {tags};"), "unterminated dollar-quoted string");
    fails(&format!("select {}", "/*".repeat(500_000)), "unterminated /* comment");
    fails(&format!("grant {}", "/* ".repeat(500_000)), "unterminated /* comment");
    fails(&format!("alter {};", "(".repeat(500_000)), "syntax error");
    fails(&format!("alter {};", "'' ".repeat(300_000)), "syntax error");
}

/// However long the line is, a screen's width of it is shown.
#[test]
fn an_error_far_in_a_line_is_short() {
    let values = "(1, 'some words'), ".repeat(150_000);
    let text = format!("create table t (a int, b text);\ninsert into t values {values}(x, '');");
    fails(&text, "self.sql:2:2850023: column \"x\" does not exist");
}
