//! The scanner on what nobody writes by hand.

use std::process::Command;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};

use super::cut::cut;
use super::judge::file;
use crate::common::Postgres;

/// Pieces of SQL that a scanner may trip over.
const PIECES: [&str; 52] = [
    "select ",
    "1",
    " ",
    "\n",
    ";",
    ";",
    ";\n",
    "(",
    ")",
    "'",
    "''",
    "E'",
    "e'\\'",
    "\\\\",
    "$$",
    "$a$",
    "$a",
    "$1",
    "a$$b",
    "\"",
    "\"\"",
    "--",
    "-- x;\n",
    "/*",
    "*/",
    "/* ; */",
    "-",
    "/",
    "*",
    ":",
    "::",
    ":=",
    ":'x'",
    ":\"y\"",
    ":z",
    "\\;",
    "\\:",
    "U&'",
    "U&\"",
    "b'",
    "x'1",
    "n'",
    "begin ",
    "end ",
    "case ",
    "atomic ",
    "create function f ",
    "or replace ",
    "é",
    "\r",
    "\t",
    "ab12",
];

fn runner(cases: u32, seed: u64) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    })
}

fn text(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..most)
        .prop_map(|pieces| pieces.concat())
}

#[test]
fn statements_do_not_depend_on_how_the_bytes_come() {
    let cases = (text(60), 1_usize..40);
    let told = |text: &[u8], chunk| cut(text, chunk).map_err(|error| error.to_string());
    runner(3000, 1)
        .run(&cases, |(text, chunk)| {
            let whole = told(text.as_bytes(), 1 << 20);
            prop_assert_eq!(&whole, &told(text.as_bytes(), chunk));
            Ok(())
        })
        .unwrap();
    let bytes = (proptest::collection::vec(any::<u8>(), 0..200), 1_usize..20);
    runner(3000, 2)
        .run(&bytes, |(bytes, chunk)| {
            prop_assert_eq!(told(&bytes, 1 << 20), told(&bytes, chunk));
            Ok(())
        })
        .unwrap();
}

/// Statements of known pieces come out as they went in.
#[test]
fn what_is_joined_is_cut_again() {
    let inner = prop_oneof![
        "[a-z;'$-]{0,9}".prop_map(|s| format!("'{}'", s.replace('\'', "''"))),
        "[a-z;'\\\\]{0,9}"
            .prop_map(|s| format!("E'{}'", s.replace('\\', "\\\\").replace('\'', "\\'"))),
        "[a-z;' \"/*-]{0,9}".prop_map(|s| format!("$t${s}$t$")),
        "[a-z;']{0,9}".prop_map(|s| format!("\"x{s}\"")),
        "[a-z;' ]{0,9}".prop_map(|s| format!("/* {s} /* ; */ */")),
        "[a-z;' ]{0,9}".prop_map(|s| format!("-- {s}\n")),
        "[a-z;0-9]{0,9}".prop_map(|s| format!("({s})")),
        Just("a::text".to_owned()),
        Just("b$$c".to_owned()),
        Just("$1".to_owned()),
    ];
    let statement = proptest::collection::vec(inner, 0..8)
        .prop_map(|pieces| format!("select {};", pieces.join(" ")));
    let all = (proptest::collection::vec(statement, 0..12), 1_usize..50);
    runner(1500, 3)
        .run(&all, |(statements, chunk)| {
            let text = statements.join("\n -- between; them\n");
            prop_assert_eq!(cut(text.as_bytes(), chunk).unwrap(), statements);
            Ok(())
        })
        .unwrap();
}

/// psql prints what it sends (`-e`), and that is what we would send.
#[test]
fn psql_cuts_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    // A block comment before a statement goes with it in psql, and is left out by us; of empty
    // lines it is the other way round.
    let line = text(25).prop_filter("comments", |text| {
        !["/*", "\r", "\n\n", "\n-- "].iter().any(|no| text.contains(no))
    });
    runner(60, 4)
        .run(&line, |text| {
            let text = format!("select {text}");
            let Ok(ours) = cut(text.as_bytes(), 7) else { return Ok(()) };
            let path = file(&directory, "t.sql", &text);
            let output = Command::new(crate::common::program("psql"))
                .args(["-X", "-q", "-e", "-o", "/dev/null", "-f"])
                .arg(&path)
                .arg(database.url())
                .env("PGCLIENTENCODING", "UTF8")
                .output()
                .unwrap();
            let words = String::from_utf8_lossy(&output.stderr);
            if words.contains("invalid command") {
                return Ok(());
            }
            let theirs = String::from_utf8(output.stdout).unwrap();
            let ours = ours.join("\n");
            prop_assert_eq!(ours.trim_end(), theirs.trim_end(), "of {:?}", text);
            Ok(())
        })
        .unwrap();
}

/// Sixteen times the text takes about sixteen times the work; a scanner that began anew with every
/// piece would do 256 times as much. How long others kept it waiting does not count.
#[test]
fn time_is_linear() {
    let taken = |size: usize, unit: &str| {
        let text = format!("select {}", unit.repeat(size / unit.len()));
        let best = (0..3).map(|_| {
            let start = processor_time();
            let _ = cut(text.as_bytes(), 4096);
            processor_time().saturating_sub(start)
        });
        best.min().unwrap().max(Duration::from_millis(1))
    };
    for unit in
        ["'a''b' ", "$x$ y $x$ ", "$x$", "(", "/*", "a:b ", "'", "\"a", "E'\\\\", "-- x\n", "x;"]
    {
        let (small, large) = (taken(25_000, unit), taken(400_000, unit));
        assert!(large < small * 100, "{unit:?}: {small:?} and {large:?}");
    }
}

/// What this thread has used so far.
#[cfg(target_os = "linux")]
fn processor_time() -> Duration {
    let used = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_THREAD).unwrap();
    [used.user_time(), used.system_time()]
        .iter()
        .map(|it| {
            Duration::from_micros(
                u64::try_from(nix::sys::time::TimeValLike::num_microseconds(it)).unwrap(),
            )
        })
        .sum()
}

#[cfg(not(target_os = "linux"))]
fn processor_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}
