use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use snapbox::str;

use crate::common::{Postgres, Sandbox, Watch};

#[test]
fn shows_the_old_columns_and_marks_its_own() {
    let database = Postgres::shared().database();
    let mut holder = database.hold("a client");
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["sessions"]).succeeded();
    let lines: Vec<&str> = run.stdout.lines().collect();
    let columns: Vec<&str> = lines[0].split_whitespace().collect();
    let old = ["process_id", "user", "db", "client_addr", "app", "state", "for"];
    assert_eq!((&columns[..7], &columns[7..]), (&old[..], &["wait", "blocked_by", "query"][..]));
    assert!(lines[1].contains("postgres  [DB]") && lines[1].contains("a client"), "{run:?}");
    assert!(lines[1].contains("active"), "{run:?}");
    assert!(lines[2].contains("* ") && lines[2].contains("cruddur-db sessions"), "{run:?}");

    let json = sandbox.run(["sessions", "--format", "json"]).succeeded().json();
    let sessions = json.as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions[0]["app"], "a client");
    assert_eq!(sessions[0]["client_addr"], "127.0.0.1");
    assert_eq!((&sessions[0]["own"], &sessions[1]["own"]), (&false.into(), &true.into()));
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn all_shows_other_databases() {
    let (database, other) = (Postgres::shared().database(), Postgres::shared().database());
    let mut holder = other.hold("elsewhere");
    let sandbox = Sandbox::with(&database);
    assert!(!sandbox.run(["sessions"]).succeeded().stdout.contains("elsewhere"));
    assert!(sandbox.run(["sessions", "--all"]).succeeded().stdout.contains("elsewhere"));
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn an_ordinary_role_sees_what_it_may() {
    let database = Postgres::shared().database();
    let mut holder = database.hold("not for you");
    let role = Postgres::shared().role("login");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    // The server hides everything about the sessions of others but that they exist.
    let json = sandbox.run(["sessions", "--format", "json"]).succeeded().json();
    let hidden = &json.as_array().unwrap()[0];
    assert_eq!((&hidden["hidden"], &hidden["user"]), (&true.into(), &"postgres".into()), "{json}");
    assert!(hidden["query"].is_null() && hidden["seconds"].is_null(), "{json}");
    assert_eq!(json[1]["own"], true, "{json}");
    let text = sandbox.run(["sessions"]).succeeded().stdout;
    let note = "1 session of other roles without details, which need pg_read_all_stats";
    assert!(text.contains(note), "{text}");
    // It may not end it, and says so.
    let pid = hidden["process_id"].to_string();
    let run = sandbox.run(["sessions", "kill", &pid]).ended_with(1);
    let refused = ["must be a superuser to terminate", "permission denied to terminate"];
    assert!(refused.iter().any(|it| run.stderr.contains(it)), "{run:?}");
    // The provider's own sessions are superusers'; they are not what --all is about.
    let run = sandbox.run(["sessions", "kill", "--all"]).succeeded();
    assert_eq!(run.stdout, "no session ended, 1 session of superusers skipped\n");
    assert!(holder.try_wait().unwrap().is_none());

    Postgres::shared().psql("postgres", &format!("grant pg_read_all_stats to {}", role.name));
    let json = sandbox.run(["sessions", "--format", "json"]).succeeded().json();
    assert_eq!(json[0]["app"], "not for you", "{json}");
    assert_eq!(json[0]["wait"], "Timeout/PgSleep", "{json}");
    assert_eq!(json[0]["query"], "select pg_sleep(600)", "{json}");
    end(holder);
}

#[test]
fn nothing_else_is_printed_when_quiet() {
    let database = Postgres::shared().missing_database();
    Sandbox::with(&database).run(["sessions", "--quiet"]).check(str![[r#"
exit 3
--- stderr
error: database "[DB]" does not exist (SQLSTATE 3D000)
hint: create it with: `cruddur-db create`

"#]]);
}

/// Ends a client of our own.
fn end(mut client: Child) {
    client.kill().unwrap();
    client.wait().unwrap();
}

/// psql with these commands, the last of which it stays in; it has said "here" before.
fn psql(url: &str, application: &str, commands: &[&str]) -> Child {
    let mut psql = Command::new(crate::common::program("psql"));
    psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]);
    for command in commands {
        psql.args(["-c", command]);
    }
    psql.arg(url).env("PGAPPNAME", application);
    let mut client = psql.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(client.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "here\n");
    client
}

/// The process_id of the only session of this application.
fn pid_of(application: &str) -> String {
    let sql = format!("select pid from pg_stat_activity where application_name = '{application}'");
    Postgres::shared().psql("postgres", &sql)
}

/// Waits until the sessions of this application are as many.
fn await_count(application: &str, condition: &str, count: &str) {
    let sql = format!(
        "select count(*) from pg_stat_activity where application_name = '{application}' \
         and {condition}"
    );
    Postgres::shared().wait_for(&sql, count);
}

#[test]
fn filters_pick() {
    let (database, other) = (Postgres::shared().database(), Postgres::shared().database());
    let role = Postgres::shared().role("login");
    let admin = database.hold("admin");
    let app = psql(&role.url(&database.name), "app", &["select 'here'", "select pg_sleep(600)"]);
    let elsewhere = other.hold("elsewhere");
    let sandbox = Sandbox::with(&database);
    let apps = |args: &[&str]| {
        let args = [&["sessions", "--format", "json"], args].concat();
        let json = sandbox.run(args).succeeded().json();
        let apps: Vec<_> = json.as_array().unwrap().iter().map(|it| it["app"].clone()).collect();
        apps
    };
    assert_eq!(apps(&["--user", &role.name]), ["app"]);
    assert_eq!(apps(&["--db", &other.name]), ["elsewhere"]);
    assert_eq!(apps(&["--user", "nobody"]), [""; 0]);
    assert_eq!(apps(&["--user", &role.name, "--state", "active"]), ["app"]);
    assert_eq!(apps(&["--user", &role.name, "--state", "idle-in-transaction"]), [""; 0]);
    assert_eq!(apps(&["--min-duration", "1h"]), [""; 0]);
    assert_eq!(apps(&["--min-duration", "1ms", "--user", &role.name]), ["app"]);
    sandbox.run(["sessions", "--db", "x", "--all"]).ended_with(2);
    sandbox.run(["sessions", "--state", "asleep"]).ended_with(2);
    sandbox.run(["sessions", "--min-duration", "long"]).ended_with(2);
    for client in [admin, app, elsewhere] {
        end(client);
    }
}

#[test]
fn csv_can_be_read_back() {
    let database = Postgres::shared().database();
    let odd = "select 'a,\"b', pg_sleep(600)\n-- \u{fc}";
    let client = psql(&database.url(), "odd, \"name\"", &["select 'here'", odd]);
    let sandbox = Sandbox::with(&database);
    let file = sandbox.work().join("sessions.csv");
    let csv = sandbox.run(["sessions", "--csv"]).succeeded().stdout;
    std::fs::write(&file, csv).unwrap();
    database.psql(
        "create table list (process_id int, \"user\" text, db text, client_addr inet, app text, \
         state text, seconds float8, wait text, query text, blocked_by text, hidden bool, own bool, \
         relation text)",
    );
    database.psql(&format!("\\copy list from '{}' csv header", file.display()));
    let read = database.psql("select app, query from list where not own");
    assert_eq!(read, format!("odd, \"name\"|{odd}"));
    sandbox.run(["sessions", "--csv", "--format", "json"]).ended_with(2);
    end(client);
}

#[test]
fn who_blocks_whom_is_a_tree() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["sessions", "--blocking"]).succeeded();
    assert_eq!(run.stdout, "no session waits for another\n");
    let lock = ["begin", "lock t", "select 'here'", "select pg_sleep(600)"];
    let holder = psql(&database.url(), "holder", &lock);
    let wait = ["select 'here'", "select * from t"];
    let name = "tree waiter of a name with 40 characters";
    let waiter = psql(&database.url(), name, &wait);
    await_count(name, "wait_event_type = 'Lock'", "1");
    let text = sandbox.run(["sessions", "--blocking"]).succeeded().stdout;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("postgres@[DB] holder, active for"), "{text}");
    assert!(lines[1].starts_with("└─ ") && lines[1].contains(&format!("{name}, active")), "{text}");
    assert!(lines[1].contains(" waits for t (Lock/relation), postgres@"), "{text}");
    assert!(lines[1].ends_with(": select * from t"), "{text}");
    assert_eq!(lines.len(), 2, "{text}");
    // A narrow terminal has room for what the tree is about.
    let program = env!("CARGO_BIN_EXE_cruddur-db");
    let mut narrow = sandbox.terminal_sized(80, program, &["sessions", "--blocking"]);
    narrow.wait_for(" waits for t (Lock/relation), ");
    let json = sandbox.run(["sessions", "--blocking", "--format", "json"]).succeeded().json();
    assert_eq!(json[0]["blocks"][0]["app"], name, "{json}");
    assert_eq!(json[0]["blocks"][0]["blocked_by"][0], json[0]["process_id"], "{json}");
    assert_eq!(json[0]["blocks"][0]["relation"], "t", "{json}");
    // In the list it is a column.
    let pid = json[0]["process_id"].to_string();
    let text = sandbox.run(["sessions"]).succeeded().stdout;
    let blocked = text.lines().find(|line| line.contains("tree waiter")).unwrap();
    let blocked: Vec<&str> = blocked.split_whitespace().collect();
    assert!(blocked.windows(2).any(|pair| pair == ["Lock/relation", &pid]), "{text}");
    // It is nobody's else's business.
    let other = Postgres::shared().database();
    let run = Sandbox::with(&other).run(["sessions", "--blocking"]).succeeded();
    assert_eq!(run.stdout, "no session waits for another\n");
    end(holder);
    end(waiter);
}

/// Who waits for a row waits for the transaction that has it; the table is told all the same.
#[test]
fn the_table_of_a_row_is_named() {
    let database = Postgres::shared().database();
    database.psql("create schema s; create table s.rows (x int); insert into s.rows values (1)");
    let sandbox = Sandbox::with(&database);
    let change = ["begin", "update s.rows set x = 2", "select 'here'", "select pg_sleep(600)"];
    let holder = psql(&database.url(), "row holder", &change);
    let wait = ["select 'here'", "update s.rows set x = 3"];
    let first = psql(&database.url(), "row waiter", &wait);
    await_count("row waiter", "wait_event_type = 'Lock'", "1");
    let second = psql(&database.url(), "row waiter", &wait);
    await_count("row waiter", "wait_event_type = 'Lock'", "2");
    let text = sandbox.run(["sessions", "--blocking"]).succeeded().stdout;
    assert!(text.contains("waits for s.rows (Lock/transactionid), "), "{text}");
    assert!(text.contains("waits for s.rows (Lock/tuple), "), "{text}");
    // A plain owner sees no more of others than that they wait, for whom, and where.
    let role = Postgres::shared().role("login");
    let mut plain = Sandbox::with(&database);
    plain.set("CONNECTION_URL", role.url(&database.name));
    let text = plain.run(["sessions", "--blocking"]).succeeded().stdout;
    assert!(text.contains(" waits for s.rows, ") && text.contains(", details hidden"), "{text}");
    let text = plain.run(["sessions"]).succeeded().stdout;
    assert_eq!(text.matches("(hidden)").count(), 3, "{text}");
    [holder, first, second].into_iter().for_each(end);
}

/// The server says of each in a queue that it waits for all ahead of it.
#[test]
fn a_queue_for_one_lock_has_a_line_for_each() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    let lock = ["begin", "lock t", "select 'here'", "select pg_sleep(600)"];
    let holder = psql(&database.url(), "queue holder", &lock);
    let wait = ["begin", "select 'here'", "lock t"];
    let waiters: Vec<_> = (0..12).map(|_| psql(&database.url(), "queue", &wait)).collect();
    await_count("queue", "wait_event_type = 'Lock'", "12");
    let text = sandbox.run(["sessions", "--blocking"]).succeeded().stdout;
    assert_eq!(text.lines().count(), 13, "{text}");
    let last = text.lines().last().unwrap();
    assert!(last.contains(", also behind ") && last.contains(" more: lock t"), "{text}");
    let json = sandbox.run(["sessions", "--blocking", "--format", "json"]).succeeded();
    assert_eq!(json.stdout.matches("\"process_id\"").count(), 13, "{json:?}");
    end(holder);
    waiters.into_iter().for_each(end);
}

#[test]
fn cancel_stops_the_query_and_leaves_the_session() {
    let database = Postgres::shared().database();
    let busy = psql(
        &database.url(),
        "to cancel",
        &[
            "select 'here'",
            "do $$ begin perform pg_sleep(600); exception when query_canceled then \
           perform set_config('application_name', 'cancelled', false); perform pg_sleep(600); \
           end $$",
        ],
    );
    await_count("to cancel", "wait_event = 'PgSleep'", "1");
    let pid = pid_of("to cancel");
    let mut sandbox = Sandbox::with(&database);
    sandbox.hide(&pid, "[PID]");
    let plan = sandbox.run(["sessions", "cancel", &pid, "--dry-run"]).succeeded();
    assert!(plan.stdout.starts_with("1 session would be cancelled:\n"), "{plan:?}");
    let run = sandbox.run(["sessions", "cancel", &pid]).succeeded();
    assert_eq!(run.stdout, "1 session asked to cancel\n");
    await_count("cancelled", &format!("pid = {pid}"), "1");

    let idle = psql(&database.url(), "idler", &["begin", "select 'here'", "\\! sleep 600"]);
    await_count("idler", "state = 'idle in transaction'", "1");
    let pid = pid_of("idler");
    sandbox.hide(&pid, "[IDLE]");
    let run = sandbox.run(["sessions", "cancel", &pid]).ended_with(1);
    assert!(run.stderr.contains("session [IDLE]: it is not running anything"), "{run:?}");
    end(busy);
    end(idle);
}

#[test]
fn kill_ends_those_that_are_named_and_no_others() {
    let (database, other) = (Postgres::shared().database(), Postgres::shared().database());
    let mut doomed = database.hold("doomed");
    let spared = database.hold("spared");
    let mut elsewhere = other.hold("elsewhere doomed");
    let sandbox = Sandbox::with(&database);
    let pid = pid_of("doomed");
    let missing = ["2147483646", "2147483647"];
    let run = sandbox.run(["sessions", "kill", missing[0], &pid, missing[1]]).ended_with(1);
    let said = "there is no other session 2147483646 or 2147483647 on database [DB]; nothing was";
    assert!(run.stderr.contains(said), "{run:?}");
    assert!(doomed.try_wait().unwrap().is_none());
    let run = sandbox.run(["sessions", "kill", &pid]).succeeded();
    assert_eq!(run.stdout, "1 session ended\n");
    assert!(!doomed.wait().unwrap().success());
    // Another database's is not hit by mistake.
    let pid = pid_of("elsewhere doomed");
    sandbox.run(["sessions", "kill", &pid]).ended_with(1);
    let json = sandbox.run(["sessions", "kill", &pid, "--db", &other.name, "--format", "json"]);
    assert_eq!(json.succeeded().json()["done"].as_array().unwrap().len(), 1);
    assert!(!elsewhere.wait().unwrap().success());
    await_count("spared", "true", "1");
    end(spared);
}

#[test]
fn kill_all_spares_only_itself() {
    let database = Postgres::shared().database();
    let role = Postgres::shared().role("login");
    let app = psql(&role.url(&database.name), "app", &["select 'here'", "select pg_sleep(600)"]);
    let clients = [database.hold("one"), database.hold("two")];
    let sandbox = Sandbox::with(&database);
    let plan = sandbox.run(["sessions", "kill", "--all", "--dry-run", "--format", "json"]);
    assert_eq!(plan.succeeded().json()["sessions"].as_array().unwrap().len(), 3);
    let run = sandbox.run(["sessions", "kill", "--all", "--user", &role.name]).succeeded();
    assert_eq!(run.stdout, "1 session ended\n");
    let run = sandbox.run(["sessions", "kill", "--all"]).succeeded();
    assert_eq!(run.stdout, "2 sessions ended\n");
    assert_eq!(sandbox.run(["sessions", "kill", "--all"]).succeeded().stdout, "no session ended\n");
    for mut client in clients.into_iter().chain([app]) {
        assert!(!client.wait().unwrap().success());
    }
}

#[test]
fn kill_idle_takes_those_in_a_transaction_too() {
    let database = Postgres::shared().database();
    let busy = database.hold("busy one");
    let idle = psql(&database.url(), "idle one", &["begin", "select 'here'", "\\! sleep 600"]);
    await_count("idle one", "state = 'idle in transaction'", "1");
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["sessions", "kill", "--idle", "1h"]).succeeded();
    assert_eq!(run.stdout, "no session ended\n");
    let run = sandbox.run(["sessions", "kill", "--idle", "1ms"]).succeeded();
    assert_eq!(run.stdout, "1 session ended\n");
    await_count("idle one", "true", "0");
    await_count("busy one", "true", "1");
    end(idle);
    end(busy);
    // One that goes on while the question stands is not idle any more.
    let mut client = Command::new(crate::common::program("psql"))
        .args(["-X", "-q", &database.url()])
        .env("PGAPPNAME", "waking one")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = client.stdin.take().unwrap();
    writeln!(input, "select 1;").unwrap();
    await_count("waking one", "state = 'idle'", "1");
    let mut sandbox = sandbox;
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let mut terminal = sandbox.terminal(&["sessions", "prod", "kill", "--idle", "1ms"]);
    terminal.wait_for("would be ended").wait_for(": ");
    writeln!(input, "begin; select 'awake';").unwrap();
    await_count("waking one", "query like '%awake%'", "1");
    terminal.press(&format!("{}\r", database.name));
    terminal.wait_for("no session ended, 1 session spared for having done something meanwhile");
    assert_eq!(terminal.end(), 0);
    drop(input);
    assert!(client.wait().unwrap().success());
}

#[test]
fn a_protected_environment_wants_the_name_before_a_kill() {
    let database = Postgres::shared().database();
    let mut client = database.hold("a client of prod");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let run = sandbox.run(["sessions", "prod", "kill", "--all"]).ended_with(4);
    assert!(run.stderr.contains("1 session of database [DB] of prod would be ended"), "{run:?}");
    assert!(client.try_wait().unwrap().is_none());
    let name = &database.name;
    sandbox.run(["sessions", "kill", "--all", "--env", "prod", "--confirm", name]).succeeded();
    assert!(!client.wait().unwrap().success());
}

#[test]
fn what_means_nothing_is_refused() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    for args in [
        &["sessions", "kill"][..],
        &["sessions", "cancel"],
        &["sessions", "kill", "0"],
        &["sessions", "kill", "-1"],
        &["sessions", "kill", "abc"],
        &["sessions", "kill", "1", "--all"],
        &["sessions", "kill", "--all", "--idle", "1m"],
        &["sessions", "--user", "x", "kill", "--all"],
        &["sessions", "--all", "kill", "1"],
        &["sessions", "--watch"],
        &["sessions", "--watch=0"],
        &["sessions", "--watch", "--csv"],
    ] {
        sandbox.run(args).ended_with(2);
    }
}

#[test]
fn watch_ends_on_q() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let mut terminal = sandbox.terminal(&["sessions", "--watch=3600"]);
    terminal.wait_for("every 3600 s; q ends it");
    terminal.press("xq");
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.everything().contains("xq"), "{}", terminal.everything());
}

#[test]
fn watch_draws_again_in_place_until_ctrl_c() {
    let database = Postgres::shared().database();
    let first = database.hold("watched client");
    let sandbox = Sandbox::with(&database);
    let program = sandbox.command(["sessions", "--watch=1"]);
    let words: Vec<String> = std::iter::once(program.get_program())
        .chain(program.get_args())
        .map(|word| word.to_str().unwrap().to_owned())
        .collect();
    // script(1) gives it a terminal of 80 columns.
    let mut script = Command::new("script");
    script.args(["-qefc", &format!("stty rows 24 cols 80; exec {}", words.join(" ")), "/dev/null"]);
    script.env_clear().envs(sandbox.environment()).env("TERM", "xterm");
    let mut script =
        script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let watch = Watch::over(&script);
    let mut shown = String::new();
    let mut output = BufReader::new(script.stdout.take().unwrap());
    let mut read_until = |shown: &mut String, text: &str| {
        while !shown.contains(text) {
            let mut piece = [0; 4096];
            let length = output.read(&mut piece).unwrap();
            assert!(length > 0, "{shown}");
            shown.push_str(&String::from_utf8_lossy(&piece[..length]));
        }
    };
    read_until(&mut shown, "watched client");
    let second = database.hold("came later");
    read_until(&mut shown, "came later");
    // What all have in common is said once; the query has room in its line.
    assert!(shown.contains("user: postgres, client_addr: 127.0.0.1, db: "), "{shown:?}");
    assert!(shown.contains("  select pg_sleep(600)"), "{shown:?}");
    assert!(shown.contains(", every 1 s; q ends it"), "{shown:?}");
    assert!(shown.contains("A\r") && shown.contains("\u{1b}[K"), "{shown:?}");
    let lines = shown.lines().map(|line| console::strip_ansi_codes(line).trim().to_owned());
    assert!(lines.clone().all(|line| line.chars().count() <= 80), "{shown}");
    std::io::Write::write_all(script.stdin.as_mut().unwrap(), b"\x03").unwrap();
    assert_eq!(script.wait().unwrap().code(), Some(0), "{shown}");
    drop(watch);
    await_count("cruddur-db sessions", &format!("datname = '{}'", database.name), "0");
    end(first);
    end(second);
}

#[test]
fn a_database_that_is_not_there_has_no_sessions_to_show() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    for args in [&["sessions", "--db", "nope"][..], &["sessions", "--db", "nope", "--blocking"]] {
        let run = sandbox.run(args).ended_with(1);
        assert!(run.stderr.ends_with("error: the server has no database nope\n"), "{run:?}");
    }
    sandbox.run(["sessions", "--db", "template1"]).succeeded();
}
