//! Loads beside psql, on this machine and behind a link of 40 ms: time, and memory at its most.
//!
//! `cargo bench --no-default-features --bench load [-- WORD]`; with a word, only the parts whose
//! name has it. The targets stand behind each part's name.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

mod support;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::{PrivateServer, SlowLink, cruddur_db, postgres, side_by_side, time};

fn main() {
    let server = PrivateServer::start();
    let bench = Bench { directory: tempfile::tempdir().unwrap(), url: server.url(server.port()) };
    time(
        postgres("psql")
            .args(["-X", "-q", "-c", "create database cruddur"])
            .arg(bench.url.replace("/cruddur", "/postgres")),
    );
    let link = SlowLink::open(server.port(), Duration::from_millis(40));
    bench.statements("500 statements at 40 ms (20x)", &server.url(link.port()), 500, 3);
    let (connections, turns) = link.take_counts();
    println!("  {connections} connections and {turns} turns in all");
    bench.tables("100 COPY blocks of a row at 40 ms (10x)", &server.url(link.port()), 3);
    bench.tables("100 COPY blocks of a row (1x)", &bench.url, 9);
    bench.one_message(
        "500 statements at 40 ms, psql in one message (0.87x)",
        &server.url(link.port()),
    );
    bench.pg_dump("137 tables of pg_dump at 40 ms (10x)", &server.url(link.port()), 1);
    bench.pg_dump("137 tables of pg_dump (1x)", &bench.url, 7);
    bench.insert();
    bench.statements("500 statements (1.5x)", &bench.url, 500, 15);
    bench.statements("5000 statements (1.5x)", &bench.url, 5000, 3);
    bench.dump();
    bench.csv();
    bench.large_statement();
}

struct Bench {
    directory: tempfile::TempDir,
    url: String,
}

impl Bench {
    fn file(&self, name: &str, write: impl FnOnce(&mut BufWriter<File>)) -> PathBuf {
        let path = self.directory.path().join(name);
        let mut file = BufWriter::new(File::create(&path).unwrap());
        write(&mut file);
        file.flush().unwrap();
        path
    }

    fn psql(&self, url: &str) -> Command {
        let mut command = postgres("psql");
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-1"]).arg(url);
        command
    }

    /// The program's load of a file, and psql's.
    fn compare(&self, name: &str, url: &str, file: &Path, times: usize) {
        let theirs = || time(self.psql(url).arg("-f").arg(file));
        self.compare_with(name, url, file, times, theirs);
    }

    fn compare_with(
        &self,
        name: &str,
        url: &str,
        file: &Path,
        times: usize,
        load: impl Fn() -> Duration,
    ) {
        if !wanted(name) {
            return;
        }
        let mut peak = 0;
        // Every run begins with an empty schema; that is not counted.
        let prepare = || {
            let schema = "drop schema public cascade; create schema public";
            time(self.psql(&self.url).args(["-c", schema]))
        };
        let ours = || {
            prepare();
            let start = Instant::now();
            peak = peak.max(peak_memory(cruddur_db(url).arg("schema-load").arg(file)));
            start.elapsed()
        };
        let theirs = || {
            prepare();
            load()
        };
        let (ours, theirs) = side_by_side(times, ours, theirs);
        report(name, ours, theirs, peak);
    }

    fn statements(&self, name: &str, url: &str, count: usize, times: usize) {
        let file = self.file("statements.sql", |file| {
            for n in 0..count {
                // The server has locks for some thousand tables in one transaction.
                match n {
                    0..500 => writeln!(file, "create table t{n} (a int);"),
                    _ => writeln!(file, "insert into t{} values ({n});", n % 500),
                }
                .unwrap();
            }
        });
        self.compare(name, url, &file, times);
    }

    /// As pg_dump writes small tables.
    fn tables(&self, name: &str, url: &str, times: usize) {
        let file = self.file("tables.sql", |file| {
            for table in 0..100 {
                writeln!(file, "create table c{table} (id int, a text);").unwrap();
            }
            for table in 0..100 {
                writeln!(file, "COPY c{table} (id, a) FROM stdin;\n1\tx\n\\.\n").unwrap();
            }
        });
        self.compare(name, url, &file, times);
    }

    /// Beside the fewest round trips that psql can do with: all in one message.
    fn one_message(&self, name: &str, url: &str) {
        let create: Vec<_> = (0..500).map(|n| format!("create table t{n} (a int);")).collect();
        let file =
            self.file("message.sql", |file| writeln!(file, "{}", create.join("\n")).unwrap());
        let theirs = || time(self.psql(url).args(["-c", &create.join("\n")]));
        self.compare_with(name, url, &file, 5, theirs);
    }

    /// What pg_dump writes of tables with rows, indexes and foreign keys.
    fn pg_dump(&self, name: &str, url: &str, times: usize) {
        let mut sql = String::from("drop schema public cascade; create schema public;");
        for n in 0..137 {
            write!(
                sql,
                "create table p{n} (id serial primary key, a text, b int references p{} (id));\
                 create index on p{n} (a);insert into p{n} (a) select 'x' || g from \
                 generate_series(1, 20) g;",
                if n == 0 { 0 } else { n - 1 }
            )
            .unwrap();
        }
        time(self.psql(&self.url).args(["-c", &sql]));
        let file = self.directory.path().join("pg_dump.sql");
        time(postgres("pg_dump").arg(&self.url).arg("-f").arg(&file));
        let text = std::fs::read_to_string(&file).unwrap().replace("CREATE SCHEMA public;", "");
        std::fs::write(&file, text).unwrap();
        self.compare(name, url, &file, times);
    }

    fn insert(&self) {
        let file = self.file("insert.sql", |file| {
            writeln!(file, "create table i (id int, a text, b text);").unwrap();
            write!(file, "insert into i values (0, 'x', 'y')").unwrap();
            for row in 1..150_000 {
                write!(file, ",\n({row}, 'it''s {row}', 'lorem ipsum dolor')").unwrap();
            }
            writeln!(file, ";").unwrap();
        });
        self.compare("an INSERT of 150,000 rows (1x)", &self.url, &file, 5);
    }

    fn dump(&self) {
        let name = "a dump of 300 MB with COPY (1x, 64 MiB)";
        if !wanted(name) {
            return;
        }
        let file = self.file("dump.sql", |file| {
            for table in 0..10 {
                writeln!(file, "create table d{table} (id int, a text, b text, at timestamp);")
                    .unwrap();
                writeln!(file, "COPY d{table} (id, a, b, at) FROM stdin;").unwrap();
                for row in 0..300_000 {
                    let word = "lorem ipsum dolor\\tsit amet";
                    writeln!(
                        file,
                        "{row}\t{word} {row}\t{word}, {word}\t2024-01-01 00:00:{:02}",
                        row % 60
                    )
                    .unwrap();
                }
                writeln!(file, "\\.\n").unwrap();
            }
        });
        println!("  the dump has {} MB", file.metadata().unwrap().len() / 1_000_000);
        self.compare(name, &self.url, &file, 3);
    }

    fn csv(&self) {
        let name = "a CSV of a million rows (1x)";
        if !wanted(name) {
            return;
        }
        let file = self.file("rows.csv", |file| {
            writeln!(file, "id,name,at").unwrap();
            for row in 0..1_000_000 {
                writeln!(file, "{row},\"name, {row}\",2024-01-01").unwrap();
            }
        });
        let table = "drop table if exists rows; create table rows (id int, name text, at date)";
        let prepare = || time(self.psql(&self.url).args(["-c", table]));
        let ours = || {
            prepare();
            time(cruddur_db(&self.url).arg("seed").arg(&file))
        };
        let copy = format!("\\copy rows from '{}' csv header", file.display());
        let theirs = || {
            prepare();
            time(self.psql(&self.url).args(["-c", &copy]))
        };
        let (ours, theirs) = side_by_side(5, ours, theirs);
        report(name, ours, theirs, 0);
    }

    fn large_statement(&self) {
        for megabytes in [10, 20] {
            let file = self.file("large.sql", |file| {
                write!(file, "select length('").unwrap();
                let mut line = String::new();
                for n in 0..10_000 {
                    write!(line, "it''s {n} -- ; $$ ").unwrap();
                }
                while line.len() < megabytes * 1_000_000 {
                    line.push_str(&line.clone());
                }
                // Not between two quotes.
                let mut length = megabytes * 1_000_000;
                while line.as_bytes()[length - 1] == b'\'' {
                    length -= 1;
                }
                write!(file, "{}');", &line[..length]).unwrap();
            });
            let name = format!("a statement of {megabytes} MB (linear)");
            self.compare(&name, &self.url, &file, 7);
        }
    }
}

fn wanted(name: &str) -> bool {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    words.is_empty() || words.iter().any(|word| name.contains(word.as_str()))
}

fn report(name: &str, ours: Duration, theirs: Duration, peak: u64) {
    let (ours, theirs) = (ours.as_secs_f64(), theirs.as_secs_f64());
    let ratio = theirs / ours;
    let memory = match peak {
        0 => String::new(),
        peak => format!(", {} MiB at most", peak / 1024),
    };
    println!("{name}: {ours:.3} s, psql {theirs:.3} s, {ratio:.2} times as fast{memory}");
}

/// Runs the command to its good end; the most memory that it had, in KiB.
fn peak_memory(command: &mut Command) -> u64 {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    loop {
        peak = peak.max(high_water(&child));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{command:?}");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn high_water(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
