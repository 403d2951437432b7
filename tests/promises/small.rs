//! Promises that are too small for a place of their own.

use crate::common::{Database, Pgbouncer, Postgres, Run, Sandbox, paste};

fn place() -> (Database, Sandbox) {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    (database, sandbox)
}

fn load(sandbox: &Sandbox, text: &str) -> Run {
    sandbox.write("x.sql", text);
    sandbox.run(["schema-load", "--quiet", "x.sql"])
}

#[test]
fn database_url_is_not_read() {
    let mut sandbox = Sandbox::new();
    sandbox.set("DATABASE_URL", "postgresql://u@127.0.0.1:1/other");
    let run = sandbox.run(["config"]).succeeded();
    assert!(run.stdout.contains("cruddur on the managed server"), "{run:?}");
}

#[test]
fn a_dry_run_is_taken_by_all_that_change_something() {
    let sandbox = Sandbox::new();
    let changing: &[&str] = &[
        "create",
        "drop",
        "schema-load",
        "seed",
        "setup",
        "restore",
        "env-set",
        "sessions kill",
        "sessions cancel",
        "activity create",
        "user add",
        "server start",
        "server stop",
        "server destroy",
        "server upgrade",
    ];
    let at_aws: &[&str] = &[
        "user sync",
        "post-confirmation",
        "sg-allow-my-ip",
        "sg-revoke",
        "rds-create",
        "rds-start",
        "rds-stop",
        "rds-delete",
        "trigger-deploy",
    ];
    let at_aws = if cfg!(feature = "aws") { at_aws } else { &[] };
    for command in changing.iter().chain(at_aws) {
        let help = sandbox.run(command.split(' ').chain(["--help"])).succeeded();
        assert!(help.stdout.contains("--dry-run"), "{command}");
    }
}

#[test]
fn waiting_is_done_by_all_that_work_on_a_database() {
    let sandbox = Sandbox::new();
    for command in [
        "create",
        "drop",
        "schema-load",
        "seed",
        "setup",
        "dump",
        "restore",
        "connect",
        "sessions",
        "wait",
        "env-set",
        "activity create",
        "activity home",
        "activity show",
        "user add",
        "user list",
    ] {
        let help = sandbox.run(command.split(' ').chain(["--help"])).succeeded();
        assert!(help.stdout.contains("--wait[=<SECONDS>]"), "{command}");
    }
}

#[test]
fn a_compressed_dump_is_restored() {
    let (database, sandbox) = place();
    database.psql("create table t as select 7 as a");
    for name in ["t.sql.zst", "t.sql.gz"] {
        sandbox.run(["dump", name]).succeeded();
        database.psql("drop table t");
        sandbox.run(["restore", name]).succeeded();
        assert_eq!(database.psql("select a from t"), "7");
    }
}

#[test]
fn work_is_done_from_template1_where_there_is_no_postgres() {
    // The pooler stays in template1, where no other test could make a database meanwhile.
    let server = Postgres::private("");
    let line = |name: &str| format!("{name} = host=127.0.0.1 port={}", server.port());
    let pooler =
        Pgbouncer::with_databases(&server, "session", &[line("template1"), line("shop")], &[]);
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", pooler.url("shop"));
    let there = "select count(*) from pg_database where datname = 'shop'";
    sandbox.run(["create"]).succeeded();
    assert_eq!(server.psql("postgres", there), "1");
    sandbox.run(["drop"]).succeeded();
    assert_eq!(server.psql("postgres", there), "0");
}

#[test]
fn a_load_needs_no_program() {
    let (database, mut sandbox) = place();
    sandbox.set("PATH", "/nowhere").set("CRUDDUR_PG_BINDIR", "/nowhere");
    load(&sandbox, "create table t (a int);\ncopy t from stdin;\n1\n\\.\n").succeeded();
    assert_eq!(database.psql("select a from t"), "1");
}

#[test]
fn anothers_extension_keeps_its_comment() {
    let server = Postgres::shared();
    let role = server.role("login");
    let database = server.database();
    database.psql(&format!("alter database {} owner to {}", database.name, role.name));
    database.psql(&format!("grant create on schema public to {}", role.name));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    let comment = "comment on extension plpgsql is 'mine';\n";
    sandbox.write("x.sql", format!("{comment}{comment}create table t (a int);\n"));
    let run = sandbox.run(["schema-load", "x.sql"]).succeeded();
    assert_eq!(run.stderr.matches("COMMENT ON EXTENSION is skipped").count(), 1, "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "0");
}

#[test]
fn programs_and_variables_are_refused_in_files() {
    let (_database, sandbox) = place();
    // Where the server may write.
    let written = Postgres::shared().data_dir().join("written-by-copy");
    let server_copies = [
        format!("copy (select 1) to '{}';", written.display()),
        format!("copy (select 1) to program 'cat >{}';", written.display()),
        "copy t from program 'ls';".to_owned(),
    ];
    let lines = ["\\copy t from program 'ls'", "\\getenv x HOME"].map(str::to_owned);
    for line in lines.into_iter().chain(server_copies) {
        let run = load(&sandbox, &format!("create table t (a text);\n{line}\n")).ended_with(1);
        assert!(run.stderr.contains("x.sql:2:1"), "{run:?}");
        assert!(!line.starts_with("copy") || run.stderr.contains("COPY is refused"), "{run:?}");
        sandbox.run(["seed", "--dry-run", "x.sql"]).ended_with(1);
    }
    assert!(!written.exists());
}

#[test]
fn an_error_ends_a_load_whatever_the_file_says() {
    let (database, sandbox) = place();
    let text = "\\set ON_ERROR_STOP off\ncreate table t (a int);\nselect nope;\nselect 1;\n";
    load(&sandbox, text).ended_with(1);
    assert_eq!(database.psql("select count(*) from pg_tables where tablename = 't'"), "0");
}

#[test]
fn other_dumps_are_for_pg_restore() {
    let (database, sandbox) = place();
    database.psql("create table t as select 1 as n");
    for format in ["custom", "tar", "directory"] {
        let name = format!("it's {format}");
        let mut dump = std::process::Command::new(crate::common::program("pg_dump"));
        let dump = dump.arg(format!("--format={format}")).arg("--file");
        assert!(
            dump.arg(sandbox.work().join(&name)).arg(database.url()).status().unwrap().success()
        );
        for command in ["schema-load", "restore"] {
            let run = sandbox.run([command, &format!("./{name}")]).ended_with(2);
            let (_, hint) = run.stderr.split_once("make SQL of it: ").unwrap();
            let line = hint.lines().next().unwrap();
            assert_eq!(paste(&sandbox, line).status, Some(0), "{line}: {run:?}");
        }
        database.psql("drop table t");
        sandbox.run(["schema-load", &format!("./{name}.sql")]).succeeded();
        assert_eq!(database.psql("table t"), "1");
    }
}

#[test]
fn a_terminal_shows_the_first_thousand_rows() {
    let (_database, mut sandbox) = place();
    sandbox.set("PATH", "/nowhere").set("CRUDDUR_PG_BINDIR", "/nowhere");
    let mut terminal = sandbox.terminal(&["connect"]);
    terminal.wait_for("=# ").press("select n from generate_series(1, 1200) n;\r");
    terminal.wait_for(" 1000").wait_for("1200").wait_for("=# ").press("\x04");
    assert!(!terminal.everything().contains(" 1001"), "{}", terminal.everything());
}

#[test]
fn no_color_is_honoured() {
    let (database, mut sandbox) = place();
    sandbox.set("PATH", "/nowhere").set("CRUDDUR_PG_BINDIR", "/nowhere");
    sandbox.set("PROD_CONNECTION_URL", database.url());
    for (value, is_red) in [("", true), ("1", false)] {
        if !value.is_empty() {
            sandbox.set("NO_COLOR", value);
        }
        let mut terminal = sandbox.terminal(&["connect", "prod"]);
        terminal.wait_for("=# ").press("\x04");
        assert_eq!(terminal.everything().contains("\x1b[1;31m"), is_red, "{value:?}");
    }
}

#[test]
fn the_managed_server_listens_here_only() {
    let server = Postgres::shared();
    assert_eq!(server.psql("postgres", "show listen_addresses"), "127.0.0.1");
}

#[test]
fn text_sorts_by_code_points() {
    let database = Postgres::shared().database();
    let sorted = "select string_agg(c, '' order by c) from unnest(array['b', 'B', 'a', 'ä']) c";
    assert_eq!(database.psql(sorted), "Babä");
}
