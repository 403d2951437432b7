//! Short files that nobody wrote: statements of all kinds, right and wrong, that end anyhow.
//! psql has the last word: each file goes into one database through `psql -1` and into its twin
//! through the loader, and both must succeed, or fail with the same SQLSTATE, and hold the same.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::judge::file;
use super::twins::Twins;

/// So many cases are tried in the suite.
const CASES: usize = 250;

/// What a file may end with, after a last statement with or without its semicolon.
pub const ENDINGS: [&str; 33] = [
    "",
    "\n",
    "\r\n",
    "   ",
    "\t",
    "\n\n \n",
    ";",
    ";\n",
    " ; ; \n",
    " -- a comment",
    "\n-- a comment; select 1",
    "-- a comment\r",
    " /* a comment */",
    " /* open",
    "\\;",
    " \\;\n",
    "\\; -- x",
    " '",
    " \"",
    " $$",
    " (",
    " \\g",
    "\n\\g\n",
    " \\gset",
    "\n\\echo x",
    " \\echo x\n",
    "\\q",
    "\n\\endif",
    "\n\\unrestrict x",
    "\n\\.",
    "\x0c",
    "\u{feff}",
    "\r",
];

/// Statements, without what ends them.
const STATEMENTS: [&str; 51] = [
    "insert into acts select id from users",
    "insert into acts values (7)",
    "insert into acts values (7), (8) returning id",
    "insert into notes select id, handle from users order by id",
    "select id from users",
    "select id from users as u",
    "select 1 as one",
    "select count(*) as n from acts",
    "table users",
    "values (1)",
    "with x as (select 9 as id) insert into acts select id from x",
    "update users set handle = 'x' where id = 1",
    "delete from users where id > 1",
    "create table made (id int)",
    "create table made as select id from users",
    "create table if not exists made (id int default 3)",
    "create view seen as select id from users",
    "create index on users (id)",
    "alter table users add column more text default 'm'",
    "comment on table users is 'people'",
    "truncate acts",
    "lock table users",
    "create schema more",
    "create type mood as enum ('a', 'b')",
    "do $$ begin insert into acts values (5); end $$",
    "do $x$ begin raise notice 'x'; end $x$ language plpgsql",
    "create function one() returns int language sql as 'select 1'",
    "create function two() returns int language sql begin atomic select 1; select 2; end",
    "create procedure three() language sql begin atomic insert into acts values (3); end",
    "create rule r as on insert to notes do also (insert into acts values (1); select 1)",
    "begin",
    "start transaction",
    "commit",
    "end",
    "rollback",
    "abort",
    "commit and chain",
    "rollback and chain",
    "savepoint a",
    "set search_path = more, public",
    "set local work_mem = '1MB'",
    "set client_encoding = 'LATIN1'",
    "set names utf8",
    "set standard_conforming_strings = off",
    "reset all",
    "listen here",
    "prepare p as select 1",
    "set transaction isolation level serializable",
    "set constraints all immediate",
    "grant select on users to public",
    "explain select 1",
];

/// Statements that are wrong, or mostly.
const WRONG: [&str; 13] = [
    "insert into acts select id from users as",
    "select nope",
    "selec 1",
    "insert into acts values (1/0)",
    "insert into acts values ('x')",
    "release a",
    "rollback to a",
    "call three()",
    "select one()",
    "drop table made",
    "insert into made default values",
    "execute p",
    "select 'a\\', 1",
];

/// Lines of psql, which end with their newline.
const COMMANDS: [&str; 24] = [
    "\\set v 4",
    "\\set v ''",
    "\\set w ':v'",
    "insert into acts values (:v);",
    "insert into notes values (1, :'v'), (:v, :{?v});",
    "select :v;",
    "\\unset v",
    "\\if true",
    "\\if false",
    "\\if :v",
    "\\elif true",
    "\\else",
    "\\endif",
    "\\echo :v",
    "select 6 as v \\gset",
    "select id as v from users where id < 0 \\gset",
    "\\ir part.sql",
    "\\ir open.sql",
    "\\set AUTOCOMMIT off",
    "\\set AUTOCOMMIT on",
    "\\r",
    "\\p",
    "copy notes from stdin;\n3\tthree\n4\tfour\n\\.",
    "copy acts from stdin; select 1;\n30\n\\.",
];

/// Words that statements about transactions and settings are made of, rightly or wrongly.
const FIRST: [&str; 12] = [
    "begin", "start", "commit", "end", "rollback", "abort", "set", "reset", "prepare", "release",
    "listen", "discard",
];
const NEXT: [&str; 26] = [
    "work",
    "transaction",
    "and",
    "chain",
    "no",
    "and chain",
    "and no chain",
    "to",
    "a",
    "'x'",
    "isolation level serializable",
    "read only",
    "read write",
    ",",
    "savepoint",
    "local",
    "session",
    "names",
    "client_encoding",
    "= utf8",
    "to 'latin1'",
    "bla",
    "(1)",
    "deferrable",
    "insert into acts values (1)",
    "work_mem = 100",
];

/// A generator whose numbers the seed decides.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, count: usize) -> usize {
        // SplitMix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % count as u64) as usize
    }

    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn odd_statement(&mut self) -> String {
        let mut text = self.one(&FIRST).to_owned();
        for _ in 0..self.below(4) {
            text.push_str(self.one(&[" ", "\n", " /* x */ "]));
            text.push_str(self.one(&NEXT));
        }
        text
    }

    fn statement(&mut self) -> String {
        match self.below(10) {
            0..=6 => self.one(&STATEMENTS).to_owned(),
            7 | 8 => format!("insert into acts values ({})", self.below(100)),
            _ if self.chance(50) => self.one(&WRONG).to_owned(),
            _ => self.odd_statement(),
        }
    }

    fn file(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(5) {
            if self.chance(25) {
                // A command begins a line, mostly.
                text.push_str(if self.chance(90) { "\n" } else { " " });
                text.push_str(self.one(&COMMANDS));
                text.push('\n');
                continue;
            }
            text.push_str(&self.statement());
            if self.chance(85) {
                text.push(';');
                let between = ["\n", " ", "\n\n", " -- c\n", " /* c */ ", "\r\n", "\t", ""];
                text.push_str(self.one(&between));
            } else {
                text.push_str(self.one(&["\n", "\\; ", " \\g\n", ";;\n", " \\gset\n"]));
            }
        }
        text.push_str(&self.statement());
        text.push_str(self.one(&["", ";"]));
        text.push_str(self.one(&ENDINGS));
        text
    }
}

/// The number of cases and the first one's seed: `SCRIPT_CASES` and `SCRIPT_SEED` for a longer
/// run.
pub fn run_of() -> (usize, u64) {
    let number = |name| std::env::var(name).ok().map(|value| value.parse().unwrap());
    let cases = number("SCRIPT_CASES").map(|cases: u64| cases as usize);
    (cases.unwrap_or(CASES), number("SCRIPT_SEED").unwrap_or(1))
}

/// Tries the files, several at a time. Those that differ are all told.
pub fn all_alike<T: Sync>(cases: &[T], make: impl Fn(&tempfile::TempDir, &T) -> PathBuf + Sync) {
    let (next, loaded) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let different = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut twins = Twins::new();
                let directory = tempfile::tempdir().unwrap();
                copy_corpus(directory.path());
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let path = make(&directory, case);
                    if let Some(difference) = twins.difference(&path) {
                        different.lock().unwrap().push(difference);
                    }
                }
                loaded.fetch_add(twins.loaded, Ordering::Relaxed);
            });
        }
    });
    let different = different.into_inner().unwrap();
    let tried = cases.len();
    assert!(next.into_inner() >= tried, "a thread stopped early");
    let loaded = loaded.into_inner();
    assert!(loaded * 4 > tried, "psql loads only {loaded} of {tried}: they try little");
    assert!(
        different.is_empty(),
        "{} of {tried} differ ({loaded} are loaded by psql):\n{}",
        different.len(),
        different.join("\n")
    );
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The files of the corpus, whose parts they include, and two that the generated ones include.
fn copy_corpus(to: &Path) {
    for directory in ["", "parts"] {
        std::fs::create_dir_all(to.join(directory)).unwrap();
        for entry in std::fs::read_dir(corpus().join(directory)).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                std::fs::copy(entry.path(), to.join(directory).join(entry.file_name())).unwrap();
            }
        }
    }
    std::fs::write(to.join("part.sql"), "insert into acts values (70);\n").unwrap();
    std::fs::write(to.join("open.sql"), "insert into acts select id from users").unwrap();
}

#[test]
fn generated_files_load_as_with_psql() {
    let (cases, seed) = run_of();
    let seeds: Vec<u64> = (0..cases as u64).map(|case| seed * 1_000_000 + case).collect();
    all_alike(&seeds, |directory, seed| file(directory, "case.sql", Random(*seed).file()));
}

/// A file without the semicolon of its last statement, if it ends in one.
fn without_semicolon(mut text: Vec<u8>) -> Vec<u8> {
    let end = text.iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    text.truncate(end);
    if text.ends_with(b";") {
        text.pop();
    }
    if text.ends_with(b"\n\\.") {
        // What follows is no part of the data.
        text.push(b'\n');
    }
    text
}

/// What differs, and may.
fn is_known(path: &Path, ending: &str) -> bool {
    // Empty lines within a statement are sent, and psql leaves them out.
    path.ends_with("current_query.sql") && (ending.contains("\n\n") || ending.contains("\\g"))
        // What `\crosstabview` would show is not looked at.
        || path.ends_with("send.sql") && ending.starts_with(' ')
}

/// In the suite every file has one of the endings; in a longer run it has all of them.
#[test]
fn every_file_of_the_corpus_may_end_anyhow() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .collect();
    files.sort();
    let all = std::env::var_os("SCRIPT_CASES").is_some();
    let of_file = |index: usize| {
        (0..ENDINGS.len()).filter(move |ending| all || *ending == (index * 7) % ENDINGS.len())
    };
    let cases: Vec<(&PathBuf, &str)> = files
        .iter()
        .enumerate()
        .flat_map(|(index, path)| of_file(index).map(move |ending| (path, ENDINGS[ending])))
        .filter(|(path, ending)| !is_known(path, ending))
        .collect();
    all_alike(&cases, |directory, (path, ending)| {
        let mut text = without_semicolon(std::fs::read(path).unwrap());
        text.extend_from_slice(ending.as_bytes());
        file(directory, path.file_name().unwrap().to_str().unwrap(), text)
    });
}
