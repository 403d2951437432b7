//! The built-in console, with psql as the judge of what it shows, and under a terminal.

use std::io::Write;
use std::process::{Command, Stdio};

use snapbox::str;

use crate::common::{Database, Outcome, Postgres, Run, Sandbox, Terminal, write_program};

const TABLE: &str = "create table users (id int primary key, handle text not null, \"Full Name\" \
                     text); insert into users values (1, 'andrew', 'Andrew Brown'), (2, 'bayko', null)";

/// A sandbox on a database with a table.
fn with_table() -> (Database, Sandbox) {
    let database = Postgres::shared().database();
    database.psql(TABLE);
    let sandbox = Sandbox::with(&database);
    (database, sandbox)
}

/// Feeds the console on its standard input.
pub fn feed(sandbox: &Sandbox, args: &[&str], text: &str) -> Run {
    let mut command = sandbox.command(["connect", "--builtin", "--quiet"].iter().chain(args));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may stop reading at an error.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    sandbox.finished(child.outcome())
}

/// The console at its first prompt, without a psql anywhere.
pub fn open(sandbox: &mut Sandbox, args: &[&str]) -> Terminal {
    sandbox.set("PATH", "/nowhere").set("CRUDDUR_PG_BINDIR", "/nowhere");
    let mut terminal = sandbox.terminal(&[&["connect"], args].concat());
    terminal.wait_for("=# ");
    terminal
}

#[test]
fn shows_what_psql_shows() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let sql = r#"
        create table t (id int, name text, price numeric(8,2), ok bool, at timestamptz);
        insert into t values (1, 'wide 漢字', 1.5, true, '2026-01-02 03:04:05+00'),
                             (20, null, null, false, null), (3, E'two\nlines', 0, null, now());
        update t set at = null where id = 3;
        select id, name, price, ok from t where id <> 3 order by id;
        select at from t where id = 1; select * from t where false;
        select name, id, name as last from t where id = 3; select E'a\nb' as "two words", 1 as x;
        with x as (select 1) insert into t select 5 from x returning id, ok;
        create view v as select 1 as a; create index on t (id); comment on table t is 'x';
        create materialized view m as select * from t; refresh materialized view m;
        create table copied as select * from t; select id into copied_too from t;
        create or replace function f() returns int language sql as 'select 1'; select f();
        do $$ begin end $$; explain (costs off) select 1; show server_encoding;
        create user :nobody; values (1, 'b'), (2, 'c'); table v; set work_mem = '1MB';
        begin; savepoint s; declare c cursor for select 1; fetch c; move c; close c;
        release savepoint s; end; start transaction; abort; delete from t; truncate t;
        lock table t; select E'a\tb', E'\x01', '<b>', 1::money, 'Infinity'::float8, -1::int2;
        select 1 as "a long name", 2 as b; select; alter table t add column x int;
        grant select on t to public; revoke select on t from public; analyze t; vacuum t;
        prepare p as select 7 as seven; execute p; deallocate p; drop view v; drop function f;
    "#;
    let role = format!("u{}", database.name);
    let sql = sql.replace(":nobody", &format!("{role}; drop user {role}"));
    let sql = sql.replace("lock table t;", "begin; lock table t; commit;");
    let mut psql = Command::new(crate::common::program("psql"))
        .args(["-X", "-v", "ON_ERROR_STOP=1", &database.url()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    psql.stdin.take().unwrap().write_all(sql.as_bytes()).unwrap();
    let judge = sandbox.finished(psql.outcome()).succeeded();
    database.psql("drop table t, copied, copied_too cascade");
    let run = feed(&sandbox, &[], &sql).succeeded();
    let lines = |run: &Run| {
        let lines = run.stdout.lines().map(|line| line.trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n")
    };
    snapbox::assert_data_eq!(lines(&run), snapbox::Data::text(lines(&judge)).raw());
}

#[test]
fn an_error_on_standard_input_stops_it_with_its_place() {
    let (database, sandbox) = with_table();
    let sql =
        "insert into users values (3, 'c');\nselect 'é',\n  nme from users;\ndelete from users;\n";
    feed(&sandbox, &[], sql).check(str![[r#"
exit 3
--- stdout
INSERT 0 1
--- stderr
error: <stdin>:3:3: column "nme" does not exist (SQLSTATE 42703)
3 |   nme from users;
  |   ^

"#]]);
    assert_eq!(database.psql("select count(*) from users"), "3");
    feed(&sandbox, &[], "select 'open\n").ended_with(3);
    feed(&sandbox, &[], "select 1;\n\\nonsense\n").check(str![[r#"
exit 3
--- stdout
 ?column? 
----------
        1
(1 row)

--- stderr
error: <stdin>:2:1: invalid command [..]nonsense
hint: [..] lists the commands

"#]]);
}

#[test]
fn strings_are_sent_as_a_whole_and_stop_at_the_first_error() {
    let (database, sandbox) = with_table();
    let doomed = "delete from users; select 1/0";
    let args = ["connect", "--builtin", "--quiet", "-c", "select 1 as a", "-c", doomed, "-c", "x"];
    sandbox.run(args).check(str![[r#"
exit 1
--- stdout
 a 
---
 1
(1 row)

DELETE 2
--- stderr
error: division by zero (SQLSTATE 22012)

"#]]);
    // One message is one transaction.
    assert_eq!(database.psql("select count(*) from users"), "2");
}

#[test]
fn results_are_json_when_that_is_asked_for() {
    let (_database, sandbox) = with_table();
    let run = sandbox.run(["connect", "--format", "json", "-c", "select *, true as ok from users"]);
    let rows = run.succeeded().json();
    let expected = serde_json::json!([
        {"id": 1, "handle": "andrew", "Full Name": "Andrew Brown", "ok": true},
        {"id": 2, "handle": "bayko", "Full Name": null, "ok": true},
    ]);
    assert_eq!(rows, expected);
    let run = sandbox.run(["connect", "--format", "json", "-c", "select 1 as a, 2 as a"]);
    assert!(run.stderr.starts_with(r#"{"notices":["columns with one name: "#), "{run:?}");
    let run = feed(&sandbox, &["--format", "json"], "update users set handle = 'x';\nselect 1/0;");
    let run = run.ended_with(3);
    assert_eq!(run.json(), serde_json::json!({"done": "UPDATE 2", "rows": 2}));
    let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(error["error"]["sqlstate"], "22012");
    assert_eq!(error["error"]["line"], 2);
}

#[test]
fn tables_are_described() {
    let (database, sandbox) = with_table();
    database.psql(
        "create table posts (id int generated always as identity, user_id int references users, \
         likes int default 0 check (likes >= 0)); create view \"Odd\" as select 1 as one",
    );
    feed(&sandbox, &[], "\\d\n\\d posts\n\\dt us*\n\\d \"Odd\"\n\\d nosuch\n").check(str![[r#"
exit 3
--- stdout
              List of relations
 Schema |     Name     |   Type   |  Owner   
--------+--------------+----------+----------
 public | Odd          | view     | postgres
 public | posts        | table    | postgres
 public | posts_id_seq | sequence | postgres
 public | users        | table    | postgres
(4 rows)

                          Table "public.posts"
 Column  |  Type   | Collation | Nullable |           Default            
---------+---------+-----------+----------+------------------------------
 id      | integer |           | not null | generated always as identity
 user_id | integer |           |          |
 likes   | integer |           |          | 0
Check constraints:
    "posts_likes_check" CHECK (likes >= 0)
Foreign-key constraints:
    "posts_user_id_fkey" FOREIGN KEY (user_id) REFERENCES users(id)

         List of relations
 Schema | Name  | Type  |  Owner   
--------+-------+-------+----------
 public | users | table | postgres
(1 row)

                 View "public.Odd"
 Column |  Type   | Collation | Nullable | Default 
--------+---------+-----------+----------+---------
 one    | integer |           |          |

--- stderr
error: <stdin>:5:1: there is no table, view or index nosuch
hint: [..]d lists the relations

"#]]);
    // What looks like a parameter of ours is a name like any other.
    for name in ["$name", "$name.x", "$schema.$name", "$kinds", "$oid.$oid"] {
        let run = feed(&sandbox, &[], &format!("\\d {name}\n")).ended_with(3);
        assert!(run.stderr.contains(&format!("no table, view or index {name}\n")), "{run:?}");
    }
    let run = sandbox.run(["connect", "--builtin", "-c", "\\l"]).succeeded();
    assert!(run.stdout.contains(" [DB] "), "{run:?}");
}

#[test]
fn data_comes_from_the_input_from_files_and_from_scripts() {
    let (database, sandbox) = with_table();
    sandbox.write("users.csv", "id,handle\n7,seven\n8,eight\n");
    sandbox.write("more.sql", "insert into users values (9, 'nine');\n\\q\nselect 'not read';\n");
    let text = "copy users (id, handle) from stdin;\n5\tfive\n6\tsix\n\\.\n\
                \\copy users (id, handle) from 'users.csv' with (format csv, header)\n\
                \\i more.sql\n\\echo over\n";
    feed(&sandbox, &[], text).check(str![[r#"
exit 0
--- stdout
COPY 2
COPY 2
INSERT 0 1
over

"#]]);
    assert_eq!(
        database.psql("select string_agg(handle, ' ' order by id) from users"),
        "andrew bayko five six seven eight nine"
    );
    sandbox.write("bad.sql", "select 1;\n\n select nope;\n");
    sandbox.write("loop.sql", "\\i loop.sql\n");
    sandbox.write("bad.csv", "10,ten\nx,eleven\n");
    let run = feed(&sandbox, &[], "\\i bad.sql\n").ended_with(3);
    assert!(run.stderr.contains("error: bad.sql:3:9: column \"nope\""), "{run:?}");
    let run = feed(&sandbox, &[], "\\i loop.sql\n").ended_with(3);
    assert!(run.stderr.contains("check whether a file includes itself"), "{run:?}");
    let run = feed(&sandbox, &[], "\\copy users (id, handle) from bad.csv csv\n").ended_with(3);
    assert!(run.stderr.contains("error: bad.csv:2: invalid input syntax"), "{run:?}");
    for text in ["\\copy users to program 'ls'\n", "\\i missing.sql\n", "\\e\n"] {
        feed(&sandbox, &[], text).ended_with(3);
    }
}

#[test]
fn settings_of_a_file_hold_for_the_rest_of_it() {
    let (database, sandbox) = with_table();
    let text = b"set standard_conforming_strings = off; set escape_string_warning = off;\n\
                 select 'it\\'s; whole' as text;\nset client_encoding = 'LATIN1';\n\
                 insert into users values (9, 'caf\xe9');\nselect chr(233) as chr;\n";
    sandbox.write("old.sql", text);
    let run = sandbox.run(["connect", "--builtin", "-q", "-c", "\\i old.sql"]).succeeded();
    assert!(run.stdout.contains(" it's; whole\n"), "{run:?}");
    assert!(run.stdout.contains(" chr \n-----\n \u{e9}\n"), "{run:?}");
    assert_eq!(database.psql("select handle from users where id = 9"), "caf\u{e9}");
    // So do files that are named after it, as in psql, until it is UTF-8 again.
    sandbox.write("data", b"10\tna\xefve\n");
    sandbox.write("one.sql", b"select 'x\xe9y' as shown;\n");
    let copy = |to: &str| format!("\\copy (select U&'x\\00e9y', '\u{e9}') to {to}");
    let mut args = vec!["connect".to_owned(), "--builtin".to_owned(), "-q".to_owned()];
    for string in [
        "set client_encoding = 'LATIN1'",
        "SHOW client_encoding;",
        "\\copy users (id, handle) from data",
        "\\i one.sql",
        &copy("latin"),
        &copy("own encoding 'utf8'"),
        "set client_encoding = 'UTF8'",
        &copy("utf8"),
    ] {
        args.extend(["-c".to_owned(), string.to_owned()]);
    }
    let run = sandbox.run(args).succeeded();
    assert!(run.stdout.contains(" x\u{e9}y\n"), "{run:?}");
    let shown = " client_encoding \n-----------------\n LATIN1\n";
    assert!(run.stdout.contains(shown), "{run:?}");
    let read = |name: &str| std::fs::read(sandbox.work().join(name)).unwrap();
    assert_eq!(read("latin"), b"x\xe9y\t\xe9\n");
    assert_eq!(read("utf8"), "x\u{e9}y\t\u{e9}\n".as_bytes());
    assert_eq!(read("own"), read("utf8"));
    assert_eq!(database.psql("select handle from users where id = 10"), "na\u{ef}ve");
}

#[test]
fn notices_come_beside_the_results() {
    let (_database, sandbox) = with_table();
    let sql = "do $$ begin raise notice 'first'; raise warning 'second'; end $$;";
    feed(&sandbox, &[], sql).check(str![[r#"
exit 0
--- stdout
DO
--- stderr
notice: first
warning: second

"#]]);
    let sql = r"do $$ begin raise notice E'\x1b[2J'; raise E'\x07'; end $$;";
    let run = feed(&sandbox, &[], sql).ended_with(3);
    assert!(run.stderr.contains("notice: \\x1B[2J\nerror: <stdin>:1:1: \\x07 "), "{run:?}");
}

#[test]
fn read_only_refuses_to_write() {
    let (database, sandbox) = with_table();
    let args = ["connect", "--builtin", "--read-only", "-c", "delete from users"];
    let run = sandbox.run(args).ended_with(1);
    assert!(run.stderr.contains("SQLSTATE 25006"), "{run:?}");
    assert_eq!(database.psql("select count(*) from users"), "2");
}

#[test]
fn a_person_looks_around_and_fixes_a_row() {
    let (database, mut sandbox) = with_table();
    let name = database.name.clone();
    let mut terminal = open(&mut sandbox, &[]);
    assert!(terminal.everything().contains("psql was not found"));
    terminal.press("select handle\r").wait_for(&format!("dev {name}-# "));
    terminal.press("from us\t where hand\t = 'bayko';\r");
    terminal.wait_for(" bayko").wait_for("(1 row)").wait_for(&format!("{name}=# "));
    terminal.press("begin;\r").wait_for("BEGIN").wait_for(&format!("dev {name}=*# "));
    terminal.press("update users set handle = 'b' where id = 2;\r").wait_for("UPDATE 1");
    terminal.press("selec;\r").wait_for("syntax error").wait_for("  | ^");
    terminal.wait_for(&format!("dev {name}=!# ")).press("commit;\r").wait_for("ROLLBACK");
    terminal.wait_for("=# ").press("select * from users \\gx\r").wait_for("-[ RECORD 2 ]");
    terminal.wait_for("=# ").press("\\x\r").wait_for("expanded display is on");
    terminal.press("\\timing\r").wait_for("timing is on");
    terminal.press("select 1;\r").wait_for("Time: ").wait_for("=# ");
    terminal.press("begin; \r").wait_for("=*# ").press("\x04");
    terminal.wait_for("the open transaction is rolled back");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn ctrl_c_drops_the_line_or_cancels_the_statement() {
    let (database, mut sandbox) = with_table();
    let mut terminal = open(&mut sandbox, &[]);
    terminal.press("select 'half\x03").wait_for("=# ");
    terminal.press("select 'pid' || pg_backend_pid();\r").wait_for("pid").wait_for(" pid");
    let pid = |terminal: &Terminal| {
        let screen = terminal.everything();
        let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
        screen.rsplit(" pid").map(digits).find(|digits| !digits.is_empty()).unwrap()
    };
    terminal.wait_for("=# ");
    let before = pid(&terminal);
    terminal.press("select pg_sleep(600);\r");
    let running = "select count(*) from pg_stat_activity where datname = current_database() \
                   and wait_event = 'PgSleep'";
    database.wait_for(running, "1");
    terminal.press("\x03").wait_for("SQLSTATE 57014").wait_for("=# ");
    assert_eq!(database.psql(running), "0");
    terminal.press("select 'pid' || pg_backend_pid();\r").wait_for(" pid").wait_for("=# ");
    assert_eq!(pid(&terminal), before);
    terminal.press("quit\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_termination_request_leaves_the_terminal_as_it_was() {
    let (database, mut sandbox) = with_table();
    let mut terminal = open(&mut sandbox, &[]);
    let sql = "select pid from pg_stat_activity where application_name = 'cruddur-db connect' \
               and datname = current_database()";
    assert!(!database.psql(sql).is_empty());
    let pid = nix::unistd::Pid::from_raw(terminal.program());
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).unwrap();
    terminal.wait_for("terminated");
    assert_eq!(terminal.end(), 130);
}

#[test]
fn without_a_terminal_an_interrupt_cancels_and_ends_it() {
    let (database, sandbox) = with_table();
    let running = "select count(*) from pg_stat_activity where datname = current_database() \
                   and wait_event = 'PgSleep'";
    let slow = ["connect", "--builtin", "-c", "select pg_sleep(600)"];
    let child = sandbox.command(slow).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    database.wait_for(running, "1");
    let interrupt = |child: &std::process::Child| {
        let pid = nix::unistd::Pid::from_raw(child.id() as i32);
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT).unwrap();
    };
    let child = child.unwrap();
    interrupt(&child);
    let run = sandbox.finished(child.outcome()).ended_with(130);
    assert!(run.stderr.contains("interrupted"), "{run:?}");
    assert_eq!(database.psql(running), "0");
    // Waiting for its input.
    let mut idle = sandbox.command(["connect", "--builtin"]);
    let mut child = idle.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let sql = "select count(*) from pg_stat_activity where datname = current_database() \
               and application_name = 'cruddur-db connect' and state = 'idle'";
    database.wait_for(sql, "1");
    let keys = child.stdin.take();
    interrupt(&child);
    sandbox.finished(child.outcome()).ended_with(130);
    drop(keys);
}

#[test]
fn a_lost_connection_is_told_and_ends_it() {
    let (database, mut sandbox) = with_table();
    let mut terminal = open(&mut sandbox, &[]);
    database.psql(
        "select pg_terminate_backend(pid) from pg_stat_activity \
         where datname = current_database() and pid <> pg_backend_pid()",
    );
    terminal.press("select 1;\r").wait_for("the connection is lost");
    assert_eq!(terminal.end(), 3);
}

#[test]
fn lines_are_kept_for_each_environment_and_passwords_are_not() {
    let (database, mut sandbox) = with_table();
    sandbox.set("STAGING_CONNECTION_URL", database.url());
    let state = sandbox.root().join("state");
    sandbox.set("XDG_STATE_HOME", &state);
    let mut terminal = open(&mut sandbox, &["staging"]);
    let shown = terminal.everything();
    assert!(shown.contains("\x1b[1;31mstaging\x1b[0m "), "{shown:?}");
    terminal.press("select 'kept';\r").wait_for("(1 row)").wait_for("=# ");
    terminal.press(" select 'spaced';\r").wait_for("(1 row)").wait_for("=# ");
    terminal.press("alter role nobody password 'canary';\r").wait_for("does not exist");
    terminal.wait_for("=# ").press("\\q\r");
    assert_eq!(terminal.end(), 0);
    let directory = state.join("cruddur-db/history");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&directory.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o700);
    let kept = std::fs::read_to_string(directory.join("staging.console")).unwrap();
    assert!(kept.contains("select 'kept';"), "{kept}");
    assert!(!kept.contains("spaced") && !kept.contains("canary"), "{kept}");
    assert!(!directory.join("dev.console").exists());
    let mut again = open(&mut sandbox, &["staging"]);
    again.press("\x1b[A\x1b[A").wait_for("select 'kept';").press("\r").wait_for("(1 row)");
}

#[test]
fn the_editor_leaves_its_text_at_the_prompt() {
    let (_database, mut sandbox) = with_table();
    let editor = sandbox.work().join("editor");
    write_program(&editor, "#!/bin/sh\n/bin/sed -i s/1/42/ \"$1\"\n");
    sandbox.set("EDITOR", &editor);
    let mut terminal = open(&mut sandbox, &[]);
    // The editor is run by sh.
    terminal.press("select 1 as answer \\e\r");
    terminal.wait_for("select 42 as answer").press(";\r").wait_for("     42").wait_for("=# ");
}

/// With a pager that marks what it shows.
#[test]
fn what_is_longer_than_the_screen_goes_to_the_pager() {
    let (_database, mut sandbox) = with_table();
    sandbox.set("PAGER", "/bin/sed 's/^/paged /'");
    let mut terminal = open(&mut sandbox, &[]);
    terminal.press("select 1 as short;\r").wait_for(" short ").wait_for("=# ");
    terminal.press("select n from generate_series(1, 1200) n;\r").wait_for("paged  1200");
    terminal.wait_for("paged (1200 rows)").wait_for("=# ");
    terminal.press("\\pset pager off\r").wait_for("the pager is off");
    terminal.press("select n from generate_series(1, 1200) n;\r").wait_for("\r\n 1000\r\n");
    terminal.wait_for("(1200 rows, the first 1000 shown)").wait_for("=# ");
    terminal.press("\\pset pager always\r").wait_for("the pager is always used");
    terminal.press("select 1 as short;\r").wait_for("paged  short");
    drop(terminal);
    sandbox.set("PAGER", "/nowhere/less");
    let mut terminal = open(&mut sandbox, &[]);
    terminal.press("\\pset pager always\r").wait_for("the pager is always used");
    terminal.press("select 1 as short;\r").wait_for("not found").wait_for(" short ");
    drop(terminal);
    // Nothing is paged that nobody looks at.
    let run = feed(&sandbox, &[], "\\pset pager always\nselect 1 as short;\n").succeeded();
    assert!(!run.stdout.contains("paged"), "{run:?}");
}

#[test]
fn the_prompt_says_what_is_still_open() {
    let (database, mut sandbox) = with_table();
    let name = database.name.clone();
    let mut terminal = open(&mut sandbox, &[]);
    for (line, open) in [
        ("select 'a", '\''),
        ("b', \"c", '"'),
        ("\" from (select 1 as \"c", '"'),
        ("\"", '('),
        (") t /* what", '*'),
        ("*/", '-'),
    ] {
        terminal.press(&format!("{line}\r")).wait_for(&format!("dev {name}{open}# "));
    }
    let said = "exit is read as part of the statement; the command is \\q, and Ctrl-C";
    terminal.press("exit\r").wait_for(said).wait_for(&format!("dev {name}-# "));
    terminal.press("\x03").wait_for(&format!("dev {name}=# "));
    terminal.press("select $$\r").wait_for(&format!("dev {name}$# "));
    terminal.press("x$$ as y\r").wait_for(&format!("dev {name}-# "));
    terminal.press(";\r").wait_for("(1 row)").wait_for("=# ");
    // The lines come back from the history as one text.
    terminal.press("\x1b[A").wait_for("select $$").press("\r").wait_for("(1 row)");
}

#[test]
fn a_question_comes_before_every_row_of_production() {
    let (database, mut sandbox) = with_table();
    sandbox.set("PROD_CONNECTION_URL", database.url());
    let mut terminal = open(&mut sandbox, &["prod"]);
    let question = "prod: DELETE without WHERE goes to every row of users. Send it? [y/N] ";
    terminal.press("begin; delete from users;\r").wait_for("BEGIN").wait_for(question);
    terminal.press("\r").wait_for("it was not sent").wait_for("=*# ");
    terminal.press("rollback;\r").wait_for("ROLLBACK").wait_for("=# ");
    terminal.press("with gone as (delete from users returning *) table gone;\r");
    terminal.wait_for(question).press("\x03").wait_for("it was not sent").wait_for("=# ");
    assert_eq!(database.psql("select count(*) from users"), "2");
    terminal.press("delete from users where id = 1;\r").wait_for("DELETE 1").wait_for("=# ");
    terminal.press("delete from users \\g\r").wait_for(question).press("y\r").wait_for("DELETE 1");
    terminal.wait_for("=# ").press("\\q\r");
    assert_eq!(terminal.end(), 0);
    let mut terminal = open(&mut sandbox, &["dev"]);
    terminal.press("delete from users;\r").wait_for("DELETE 0");
    // What was written down is meant.
    let run = feed(&sandbox, &["prod"], "delete from users;\n").succeeded();
    assert!(run.stdout.contains("DELETE 0"), "{run:?}");
}

#[test]
fn another_database_is_a_command_away() {
    let (database, mut sandbox) = with_table();
    let (name, other) = (database.name.clone(), Postgres::shared().database());
    other.psql("create table elsewhere ()");
    let text = format!("\\c {}\n\\dt\n\\c {name}\n\\dt\n\\c {name}_not\n", other.name);
    let run = feed(&sandbox, &[], &text).ended_with(3);
    let tables: Vec<_> = ["elsewhere", "users"].map(|it| run.stdout.find(it).unwrap()).into();
    assert!(tables.is_sorted(), "{run:?}");
    assert!(run.stderr.contains("does not exist"), "{run:?}");
    // At a terminal the session stays where the other cannot be had.
    let mut terminal = open(&mut sandbox, &[]);
    terminal
        .press(&format!("\\c {name}_not\r"))
        .wait_for("does not exist")
        .wait_for(&format!("{name}=# "));
    terminal.press("begin;\r").wait_for("=*# ");
    terminal.press(&format!("\\c {}\t\r", &other.name));
    terminal.wait_for("the open transaction is rolled back");
    terminal.wait_for(&format!("dev {}=# ", other.name));
    terminal.press("\\d else\t\r").wait_for("Table \"public.elsewhere\"");
}

#[test]
fn a_statement_is_watched() {
    let (database, mut sandbox) = with_table();
    let text = "select 'round' as what \\watch c=2 i=0.01\n\
                update users set handle = 'x' returning id \\watch 0.01 m=3\nselect 'over';\n";
    let run = feed(&sandbox, &[], text).succeeded();
    assert_eq!(run.stdout.matches("round").count(), 2, "{run:?}");
    assert!(run.stdout.contains(" (every [TIME])\n what"), "{run:?}");
    assert_eq!(run.stdout.matches("UPDATE 2").count(), 1, "{run:?}");
    let run = feed(&sandbox, &[], "select 1/0 \\watch 0.01\n").ended_with(3);
    assert!(run.stderr.contains("division by zero"), "{run:?}");
    let mut terminal = open(&mut sandbox, &[]);
    let sql = "select count(*) as n from users \\watch 0.01\r";
    terminal.press(sql).wait_for(" 2\r\n");
    database.psql("insert into users values (9, 'new')");
    terminal.wait_for(" 3\r\n").press("\x03").wait_for("=# ");
    terminal.press("\\echo still here\r").wait_for("still here");
    drop(terminal);
    // A reader that has seen enough ends it.
    sandbox.write("watch.sql", "select 1 \\watch 0.01\n");
    let mut command = sandbox.command(["connect", "--builtin", "-q", "-c", "\\i watch.sql"]);
    let (reader, writer) = std::io::pipe().unwrap();
    let mut child = command.stdout(writer).spawn().unwrap();
    drop((command, reader));
    assert!(child.wait().unwrap().success());
}

#[test]
fn tables_are_copied_to_files_and_to_standard_output() {
    let (database, sandbox) = with_table();
    sandbox.write("old.csv", "old\n");
    let text = "\\copy users to 'new.csv' csv header\n\
                \\copy (select handle from users order by id) to old.csv\n\
                copy (select 1, null) to stdout;\n\\copy users (id) to stdout\n\
                \\copy users to ~/null\n\\copy users (id, handle) from stdin\n5\tfive\n\\.\n";
    feed(&sandbox, &[], text).check(str![[r#"
exit 0
--- stdout
COPY 2
COPY 2
1	/N
1
2
COPY 2
COPY 1

"#]]);
    let read = |name: &str| std::fs::read_to_string(sandbox.work().join(name)).unwrap();
    assert!(sandbox.root().join("home/null").is_file());
    assert_eq!(read("new.csv"), "id,handle,Full Name\n1,andrew,Andrew Brown\n2,bayko,\n");
    assert_eq!(read("old.csv"), "andrew\nbayko\n");
    // What cannot be had leaves the file as it was, and nothing beside it.
    for (text, error) in [
        ("\\copy (select 1/(3 - id) from users order by id) to old.csv\n", "division by zero"),
        ("\\copy users to /nowhere/x\n", "written: No such file or directory (os error 2)\n"),
        ("\\copy (select generate_series(1, 1000000)) to /dev/full\n", "No space left"),
    ] {
        let run = feed(&sandbox, &[], &text.replace("(3 - id)", "(2 - id)")).ended_with(3);
        assert!(run.stderr.contains(error), "{run:?}");
    }
    assert_eq!(read("old.csv"), "andrew\nbayko\n");
    let files = std::fs::read_dir(sandbox.work()).unwrap().count();
    assert_eq!(files, 2, "{:?}", std::fs::read_dir(sandbox.work()).unwrap().collect::<Vec<_>>());
    drop(database);
}

#[test]
fn files_and_names_complete() {
    let (_database, mut sandbox) = with_table();
    sandbox.write("scripts/first.sql", "select 'it ran' as it;\n");
    let mut terminal = open(&mut sandbox, &[]);
    terminal.press("\\i scr\tfi\t\r").wait_for("it ran").wait_for("=# ");
    terminal.press("\\d us\t\r").wait_for("Table \"public.users\"").wait_for("=# ");
    terminal.press("\\copy us\t to out.txt\r").wait_for("COPY 2");
}

#[test]
fn an_open_transaction_at_the_end_is_said_to_be_rolled_back() {
    let (database, sandbox) = with_table();
    let sql = "begin; insert into users values (3, 'c');";
    let run = feed(&sandbox, &[], sql).succeeded();
    assert_eq!(run.stderr, "the open transaction is rolled back\n");
    let run = feed(&sandbox, &["--format", "json"], sql).succeeded();
    assert!(run.stderr.contains("the open transaction is rolled back"), "{run:?}");
    let run = sandbox.run(["connect", "--builtin", "--quiet", "-c", sql]).succeeded();
    assert_eq!(run.stderr, "the open transaction is rolled back\n");
    assert_eq!(database.psql("select count(*) from users"), "2");
    assert_eq!(feed(&sandbox, &[], &format!("{sql} commit;")).succeeded().stderr, "");
}

#[test]
fn definitions_are_json_and_copies_are_not() {
    let (database, sandbox) = with_table();
    database.psql("create function f() returns int language sql as 'select 1'");
    let run = feed(&sandbox, &["--format", "json"], "\\sf f\n").succeeded();
    let text = run.json()[0]["definition"].as_str().unwrap().to_owned();
    assert!(text.starts_with("CREATE OR REPLACE FUNCTION public.f()"), "{text}");
    for sql in ["\\copy users to stdout", "copy users to stdout;"] {
        let run = feed(&sandbox, &["--format", "json"], sql).ended_with(3);
        assert_eq!(run.stdout, "");
        assert!(run.stderr.contains("COPY TO STDOUT cannot write JSON"), "{run:?}");
    }
}

#[test]
fn what_only_psql_has_is_hinted_at_where_psql_has_it() {
    let (_database, sandbox) = with_table();
    let hint = |line: &str| {
        let run = feed(&sandbox, &[], line).ended_with(3);
        run.stderr.split_once("hint: ").map_or("", |(_, hint)| hint.trim()).to_owned()
    };
    assert_eq!(hint("\\gset\n"), "psql has it: `cruddur-db connect` opens it");
    assert_eq!(hint("\\da+\n"), "psql has it: `cruddur-db connect` opens it");
    assert_eq!(hint("\\sf+ f\n"), "psql has it: `cruddur-db connect` opens it");
    assert_eq!(hint("\\foo\n"), "\\? lists the commands");
    assert_eq!(hint("\\exit\n"), "\\q leaves");
    assert_eq!(hint("\\echo `date`\n"), "");
}
