//! What is shown while something takes long: a bar on a terminal, lines in a log.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::common::{Database, Outcome, Postgres, Sandbox, Terminal, Watch};

/// Two files that each wait for a lock at their beginning, and are large enough for a bar.
fn two_files(sandbox: &Sandbox) {
    for (name, lock, kilobytes) in [("first.sql", 1, 1500), ("second.sql", 2, 900)] {
        let gate = format!(
            "insert into n values (1);\nselect pg_advisory_xact_lock({lock}) as it_waits;\n"
        );
        let line = format!("select '{}';\n", "x".repeat(989));
        assert_eq!(line.len(), 1000);
        let rest = line.repeat(kilobytes - 1) + &"-".repeat(1000 - gate.len());
        sandbox.write(name, gate + &rest);
    }
}

/// Who holds a lock until they are killed.
struct Lock(Child);

impl Lock {
    fn hold(database: &Database, number: u8) -> Self {
        Self(database.after(&[&format!("select pg_advisory_lock({number})")]))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It has nothing else to do than to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The lines that were drawn, without what steers the terminal.
fn drawn(terminal: &Terminal) -> Vec<String> {
    let screen = terminal.everything();
    let lines = screen.split(['\r', '\n']).map(|line| console::strip_ansi_codes(line).into_owned());
    lines.map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn the_bar_fits_the_terminal_and_begins_anew_with_each_file() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    database.psql("create table n (a int)");
    two_files(&sandbox);
    // A statement is named sooner than after 5 s.
    sandbox.set("CRUDDUR_LOG_INTERVAL", "1ms");
    let program = env!("CARGO_BIN_EXE_cruddur-db");
    for columns in [80, 40] {
        let (first, second) = (Lock::hold(&database, 1), Lock::hold(&database, 2));
        let args = ["seed", "first.sql", "second.sql"];
        let mut terminal = sandbox.terminal_sized(columns, program, &args);
        terminal.wait_for("loading first.sql [=").wait_for("] ").wait_for("%");
        terminal.wait_for("first.sql:2: select pg_");
        drop(first);
        terminal.wait_for("loading second.sql [=").wait_for("] ").wait_for("%");
        drop(second);
        terminal.wait_for("loaded first.sql, second.sql");
        assert_eq!(terminal.end(), 0);
        let lines = drawn(&terminal);
        let bars: Vec<_> = lines.iter().filter(|line| line.contains("[=")).collect();
        let wide = |line: &&&String| console::measure_text_width(line) >= columns.into();
        assert_eq!(bars.iter().find(wide), None);
        if columns == 80 {
            assert!(bars.iter().any(|bar| bar.contains("first.sql") && bar.contains("/1.5 MB")));
            assert!(bars.iter().any(|bar| bar.contains("second.sql") && bar.contains("/900.0 kB")));
        }
    }
}

#[test]
fn copy_shows_rows() {
    let database = Postgres::shared().database();
    database.psql("create table t (a text)");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CRUDDUR_LOG_INTERVAL", "1ms");
    let rows = format!("{}\n", "y".repeat(999)).repeat(4000);
    sandbox.write("t.csv", format!("a\n{rows}"));
    let lock = database.after(&["begin", "lock table t"]);
    let mut terminal = sandbox.terminal(&["seed", "t.csv"]);
    terminal.wait_for("copying t from t.csv [=").wait_for("%").wait_for(" rows");
    drop(Lock(lock));
    terminal.wait_for("t 4000 rows");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_log_gets_a_line_now_and_then() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    database.psql("create table n (a int)");
    two_files(&sandbox);
    sandbox.set("CRUDDUR_LOG_INTERVAL", "20ms");
    let lock = Lock::hold(&database, 1);
    let mut command = sandbox.command(["seed", "first.sql"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _watch = Watch::over(&child);
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let line = lines.find(|line| line.starts_with("loading first.sql ")).unwrap();
    assert!(!line.contains(['\r', '\x1b', '[']), "{line:?}");
    let named = "first.sql:2: select pg_advisory_xact_lock(1) as it_waits; ";
    lines.find(|line| line.starts_with(named)).unwrap();
    drop(lock);
    lines.for_each(drop);
    sandbox.finished(child.outcome()).succeeded();
    for args in [["seed", "--quiet", "first.sql"], ["seed", "--format=json", "first.sql"]] {
        sandbox.set("CRUDDUR_LOG_INTERVAL", "1ms");
        let run = sandbox.run(args).succeeded();
        assert!(!run.stderr.contains("loading"), "{run:?}");
    }
    sandbox.set("CRUDDUR_LOG_INTERVAL", "often");
    let run = sandbox.run(["seed", "first.sql"]).ended_with(2);
    assert!(run.stderr.contains("CRUDDUR_LOG_INTERVAL"), "{run:?}");
}
