//! What is shown and kept before something is lost, and how it comes back.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use flate2::write::GzEncoder;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use snapbox::str;

use crate::common::{Database, Gate, Outcome, Pgbouncer, Postgres, Sandbox, Verdict};

/// What a dump has to bring back: odd names, kinds of objects, values that need escapes.
const ODD: &str = r#"
create schema "Od""d S";
create table "Od""d S"."Tä'ble" (id int generated always as identity primary key,
    "Col ü" text not null, data bytea, n numeric default 0, at timestamptz);
insert into "Od""d S"."Tä'ble" ("Col ü", data, at)
    select E'a\tb\nc\\.\\N ' || i, decode('00ff', 'hex'), '2026-11-24 04:05:06+00'
    from generate_series(1, 500) i;
create table child (parent int references "Od""d S"."Tä'ble", tags text[]);
insert into child select i, array['x', null, '{"}'] from generate_series(1, 500) i;
create view v as select count(*) from child;
create materialized view m as select 1 as one;
create sequence s start 41; select nextval('s');
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger t before insert on child for each row execute function f();
create type mood as enum ('sad', 'happy');
create index on child (parent) where parent > 3;
comment on table child is 'it''s a "comment"';
"#;

/// A sandbox whose `prod` is this database; it is protected.
fn prod(database: &Database) -> Sandbox {
    let mut sandbox = Sandbox::with(database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.set("CRUDDUR_ENV", "prod");
    sandbox
}

fn backups(sandbox: &Sandbox) -> Vec<PathBuf> {
    let directory = sandbox.backups().join("prod");
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn unpacked(file: &Path) -> String {
    let output = Command::new("gzip").arg("-dc").arg(file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_drop_takes_restore_brings_back() {
    for name in ["b plain", "B ack/up\n\"ü' .x"] {
        let database = Postgres::shared().missing_database_named(name);
        let sandbox = prod(&database);
        sandbox.run(["create"]).succeeded();
        database.psql(ODD);
        let before = sandbox.run(["dump"]).succeeded().stdout;

        let dropped = sandbox.run(["drop", "--confirm", name, "--format", "json"]);
        let file = backups(&sandbox).remove(0);
        let shown = dropped.succeeded().json()["backup"].as_str().unwrap().to_owned();
        assert!(shown.ends_with(file.file_name().unwrap().to_str().unwrap()), "{shown}");
        assert!(!database.exists());
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));

        sandbox.run(["restore", "--last"]).succeeded();
        assert_eq!(sandbox.run(["dump"]).succeeded().stdout, before);
        assert_eq!(database.psql(crate::tag::TAG), "cruddur-db: environment=prod");

        // psql loads it as well.
        sandbox.run(["drop", "--confirm", name, "--no-backup"]).succeeded();
        sandbox.run(["create"]).succeeded();
        let sql = sandbox.write("backup.sql", unpacked(&file));
        let mut psql = Command::new(crate::common::program("psql"));
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f"]);
        assert!(psql.arg(sql).arg(database.url()).status().unwrap().success());
        assert_eq!(sandbox.run(["dump"]).succeeded().stdout, before);
        assert_eq!(backups(&sandbox).len(), 1);
    }
}

#[test]
fn owner_encoding_and_locale_come_back() {
    let database = Postgres::shared().missing_database();
    let owner = Postgres::shared().role("login");
    let sandbox = prod(&database);
    let odd = ["--encoding", "LATIN1", "--locale", "C", "--template", "template0"];
    sandbox.run(["create", "--owner", &owner.name].into_iter().chain(odd)).succeeded();
    database.psql("create table t as select 'é' as x");
    sandbox.run(["drop", "--confirm", &database.name]).succeeded();
    sandbox.run(["restore", "--last"]).succeeded();
    let sql = "select pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, \
               datctype from pg_database where datname = current_database()";
    assert_eq!(database.psql(sql), format!("{}|LATIN1|C|C", owner.name));
    assert_eq!(database.psql("select x from t"), "é");
}

#[test]
fn what_was_said_of_the_database_comes_back() {
    let server = Postgres::shared();
    let database = server.database();
    let (app, reader) = (server.role("login"), server.role("login"));
    let sandbox = prod(&database);
    database.psql(&format!(
        "alter database {0} set search_path = \"$user\", \"Odd, one\", public; \
         alter database {0} set my.setting = 'it''s \\ odd'; \
         alter role {1} in database {0} set statement_timeout = '7s'; \
         revoke all on database {0} from public; \
         grant connect on database {0} to {1}; \
         grant connect, temporary on database {0} to {2} with grant option; \
         comment on database {0} is 'ours; don''t drop'; \
         alter database {0} connection limit 50",
        database.name, app.name, reader.name
    ));
    let said = "select datacl, datconnlimit, shobj_description(oid, 'pg_database'), \
                (select string_agg(setrole::text || setconfig::text, ' ' order by setrole) \
                 from pg_db_role_setting where setdatabase = d.oid) \
                from pg_database d where datname = current_database()";
    sandbox.run(["env-set", "--confirm", &database.name]).succeeded();
    let before = database.psql(said);
    sandbox.run(["drop", "--confirm", &database.name]).succeeded();
    sandbox.run(["restore", "--last"]).succeeded();
    assert_eq!(database.psql(said), before);
    // Into another one, without what names roles.
    let other = server.missing_database();
    let mut elsewhere = Sandbox::with(&other);
    elsewhere.set("CONNECTION_URL", other.url());
    let file = backups(&sandbox).remove(0);
    let file = file.to_str().unwrap();
    elsewhere.run(["restore", file, "--no-owner", "--no-acl"]).succeeded();
    let after = other.psql(said);
    assert!(after.starts_with("|50|ours; don't drop\ncruddur-db: environment=dev|0{"), "{after}");
    assert!(!after.contains("statement_timeout"), "{after}");
    // A role that is gone is told, and keeps nothing else from coming back.
    drop(database);
    drop(reader);
    let run = elsewhere.run(["restore", file]).succeeded();
    assert!(
        run.stderr.contains("not restored for the database: GRANT CONNECT ON DATABASE"),
        "{run:?}"
    );
    assert!(other.psql(said).contains(&format!("{}=c/postgres", app.name)));
}

#[test]
fn setup_and_schema_load_keep_one_too() {
    let database = Postgres::shared().database();
    database.psql("create table precious as select 1 as x");
    let sandbox = prod(&database);
    sandbox.write("schema/schema.sql", "create table if not exists users (handle text);");
    sandbox.write("seeds/seed.sql", "insert into users values ('x');");
    let name = &database.name;
    sandbox.run(["schema-load", "--confirm", name]).succeeded();
    assert_eq!(backups(&sandbox).len(), 1);
    let json = sandbox.run(["setup", "--confirm", name, "--format", "json"]).succeeded().json();
    assert!(json["backup"].as_str().unwrap().contains("/backups/prod/"), "{json}");
    assert_eq!(backups(&sandbox).len(), 2);
    sandbox.run(["seed", "--confirm", name, "--no-backup"]).succeeded();
    // Nothing is lost by these.
    sandbox.run(["schema-load", "--check"]).succeeded();
    sandbox.run(["schema-load", "--dry-run"]).succeeded();
    sandbox.run(["drop", "--confirm", "other"]).ended_with(4);
    assert_eq!(backups(&sandbox).len(), 2);
    sandbox.run(["restore", "--last", "--confirm", name]).succeeded();
    assert_eq!(backups(&sandbox).len(), 3);
    assert_eq!(database.psql("select x from precious"), "1");
}

#[test]
fn dev_is_backed_up_when_told() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["drop", "--backup"]).succeeded();
    assert!(run.stderr.contains("backup kept: [ROOT]/backups/dev/"), "{run:?}");
    sandbox.run(["restore", "--last"]).succeeded();
    assert_eq!(database.psql("select count(*) from t"), "0");
    sandbox.run(["drop"]).succeeded();
    assert_eq!(std::fs::read_dir(sandbox.backups().join("dev")).unwrap().count(), 1);
    sandbox.run(["drop", "--backup", "--no-backup"]).ended_with(2);
}

#[test]
fn the_list_has_the_newest_first_and_only_backups() {
    let database = Postgres::shared().database();
    let mut sandbox = prod(&database);
    sandbox.run(["restore", "--list"]).check(str![[r#"
exit 0
--- stdout
there are no backups

"#]]);
    sandbox.run(["restore", "--last"]).check(str![[r#"
exit 2
--- stderr
error: there is no backup of database [DB] of prod in [ROOT]/backups
hint: `cruddur-db restore --list` shows all backups

"#]]);
    sandbox.write("file.sql", "select 1;");
    for _ in 0..3 {
        let load = ["schema-load", "file.sql", "--confirm", &database.name];
        sandbox.run(load).succeeded();
    }
    std::fs::write(sandbox.backups().join("prod/other.sql.gz"), "not gzip").unwrap();
    let left = sandbox.backups().join("prod/.cruddur-db.x.partial");
    std::fs::write(&left, "half").unwrap();
    std::fs::write(sandbox.backups().join("stray"), "").unwrap();
    let list = sandbox.run(["restore", "--list", "--format", "json"]).succeeded().json();
    let taken: Vec<_> = list.as_array().unwrap().iter().map(|it| it["taken"].as_str()).collect();
    assert_eq!(taken.len(), 3, "{list}");
    assert!(taken.is_sorted_by(|a, b| a >= b), "{taken:?}");
    assert_eq!(list[0]["environment"], "prod");
    // The next backup clears away what a killed one left.
    sandbox.run(["schema-load", "file.sql", "--confirm", &database.name]).succeeded();
    assert!(!left.exists());
    let text = sandbox.run(["restore", "--list"]).succeeded().stdout;
    assert!(text.starts_with("taken ") && text.lines().count() == 5, "{text}");
    sandbox.set("CRUDDUR_ENV", "other");
    let text = sandbox.run(["restore", "--list"]).succeeded().stdout;
    assert_eq!(text, "there are no backups\n");
}

#[test]
fn a_protected_database_shows_what_is_in_it() {
    let database = Postgres::shared().database();
    let sandbox = prod(&database);
    database.psql(
        "create table users as select * from generate_series(1, 1234); analyze users; \
         create table empty (x int); create schema app; create table app.t as select 1; \
         analyze app.t",
    );
    let run = sandbox.run(["drop"]).ended_with(4);
    assert!(run.stderr.contains("contents: 3 tables, about 1235 rows, "), "{run:?}");
    assert!(run.stderr.contains("; last activity 20"), "{run:?}");
    assert!(run.stderr.contains("public.users  1234\napp.t         1\n"), "{run:?}");
    assert!(run.stderr.contains("will be dropped after a backup"), "{run:?}");
    let run = sandbox.run(["drop", "--no-backup"]).ended_with(4);
    assert!(run.stderr.contains("will be dropped\n"), "{run:?}");

    let mut holder = database.hold("a client");
    let json = sandbox.run(["drop", "--dry-run", "--format", "json"]).succeeded().json();
    let contents = &json["contents"];
    assert_eq!(contents["tables"][0]["name"], "users", "{json}");
    assert_eq!(contents["tables"][0]["rows"], 1234, "{json}");
    assert_eq!(contents["tables"][2]["rows"], serde_json::Value::Null, "{json}");
    assert!(contents["bytes"].as_i64().unwrap() > 1_000_000, "{json}");
    assert!(contents["last_activity"].is_string(), "{json}");
    assert_eq!(json["sessions"][0]["app"], "a client", "{json}");
    assert_eq!(json["backup"]["directory"], "[ROOT]/backups/prod");
    holder.kill().unwrap();
    holder.wait().unwrap();

    sandbox.write("schema/schema.sql", "select 1;");
    sandbox.write("seeds/seed.sql", "select 1;");
    for command in ["setup", "schema-load"] {
        let run = sandbox.run([command]).ended_with(4);
        assert!(run.stderr.contains("contents: 3 tables"), "{run:?}");
        let json = sandbox.run([command, "--dry-run", "--format", "json"]).succeeded().json();
        let plan = if command == "setup" { &json["drop"] } else { &json };
        assert_eq!(plan["contents"]["tables"][0]["rows"], 1234, "{json}");
    }
    assert!(!sandbox.backups().exists());
}

#[test]
fn a_database_that_lets_nobody_in_is_unknown_inside() {
    let database = Postgres::shared().database();
    let sandbox = prod(&database);
    let admin = |sql: &str| Postgres::shared().psql("postgres", sql);
    admin(&format!("alter database {} allow_connections false", database.name));
    let run = sandbox.run(["drop", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("contents: unknown, since database"), "{run:?}");
    // No backup, no drop.
    let run = sandbox.run(["drop", "--confirm", &database.name]).ended_with(3);
    assert!(run.stderr.contains("nothing was changed"), "{run:?}");
    assert!(database.exists());
    sandbox.run(["drop", "--confirm", &database.name, "--no-backup"]).succeeded();
}

#[test]
fn without_pg_dump_nothing_is_lost_by_default() {
    let database = Postgres::shared().database();
    let mut sandbox = prod(&database);
    sandbox.set("PATH", "/nowhere").set("CRUDDUR_PG_BINDIR", "/nowhere");
    sandbox.run(["drop", "--confirm", &database.name]).check(str![[r#"
exit 1
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
error: database [DB] cannot be backed up: pg_dump was not found
hint: install the client programs of Postgres [VERSION] (apt-get install postgresql-client, brew install libpq), or continue without a backup: --no-backup

"#]]);
    assert!(database.exists());
    sandbox.run(["drop", "--confirm", &database.name, "--no-backup"]).succeeded();
    // There is nothing to keep.
    sandbox.run(["drop", "--confirm", &database.name]).succeeded();
}

#[test]
fn a_directory_that_cannot_be_written_stops_everything() {
    let database = Postgres::shared().database();
    let mut sandbox = prod(&database);
    sandbox.set("CRUDDUR_BACKUP_DIR", sandbox.write("a file", "").join("below"));
    let run = sandbox.run(["drop", "--confirm", &database.name]).ended_with(1);
    assert!(run.stderr.contains("nothing was changed: "), "{run:?}");
    assert!(run.stderr.contains("a file/below/prod cannot be written"), "{run:?}");
    assert!(
        run.stderr.contains("hint: continue without one: `cruddur-db drop --confirm "),
        "{run:?}"
    );
    assert!(database.exists());
}

#[test]
fn a_full_disk_stops_everything_and_leaves_no_file() {
    let database = Postgres::shared().database();
    database.psql("create table t as select md5(i::text) from generate_series(1, 20000) i");
    let sandbox = prod(&database);
    let program = sandbox.command(["drop", "--confirm", &database.name]);
    // The system refuses to write more than this, as a full disk does.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""]);
    shell.arg(program.get_program()).args(program.get_args());
    shell.env_clear().envs(sandbox.environment()).current_dir(sandbox.work());
    let run = sandbox.finished(shell.output().unwrap()).ended_with(1);
    assert!(run.stderr.contains("the file cannot be written: File too large"), "{run:?}");
    assert!(database.exists());
    assert_eq!(backups(&sandbox), Vec::<PathBuf>::new());
}

/// A command whose backup waits for a lock on the table, which the other process holds.
fn waiting(sandbox: &Sandbox, database: &Database, command: &str) -> (Child, Child) {
    let mut locker = Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-A", "-t", &database.url()])
        .args(["-c", "begin", "-c", "lock t", "-c", "select 'locked'"])
        .args(["-c", "select pg_sleep(600)"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(locker.stdout.as_mut().unwrap()).lines();
    drop(lines.next());
    let args = [command, "--confirm", &database.name];
    let child = sandbox.command(args).stderr(Stdio::piped()).spawn().unwrap();
    let sql = "select count(*) from pg_stat_activity where datname = current_database() \
               and wait_event_type = 'Lock'";
    database.wait_for(sql, "1");
    (child, locker)
}

#[test]
fn an_interrupted_backup_stops_everything_and_leaves_no_file() {
    for command in ["drop", "setup", "schema-load"] {
        let database = Postgres::shared().database();
        database.psql("create table t (x int)");
        let sandbox = prod(&database);
        sandbox.write("schema/schema.sql", "select 1;");
        sandbox.write("seeds/seed.sql", "select 1;");
        let (child, mut locker) = waiting(&sandbox, &database, command);
        kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
        let run = sandbox.finished(child.outcome()).ended_with(130);
        assert!(run.stderr.contains("interrupted"), "{run:?}");
        assert_eq!(backups(&sandbox), Vec::<PathBuf>::new());
        assert!(database.exists());
        locker.kill().unwrap();
        locker.wait().unwrap();
    }
}

#[test]
fn a_pg_dump_that_is_cut_off_stops_everything_and_leaves_no_file() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = prod(&database);
    let (child, mut locker) = waiting(&sandbox, &database, "drop");
    database.psql(
        "select pg_terminate_backend(pid) from pg_stat_activity \
         where datname = current_database() and wait_event_type = 'Lock'",
    );
    let run = sandbox.finished(child.outcome()).ended_with(1);
    assert!(run.stderr.contains("nothing was changed: "), "{run:?}");
    assert!(run.stderr.contains("pg_dump failed: "), "{run:?}");
    assert_eq!(backups(&sandbox), Vec::<PathBuf>::new());
    assert!(database.exists());
    locker.kill().unwrap();
    locker.wait().unwrap();
}

/// Those that other tests restore into at the same time are gone soon.
pub fn no_database_is_left_aside() {
    let sql = "select string_agg(datname, ' ') from pg_database \
               where datname like 'cruddur_db_restore_%'";
    Postgres::shared().wait_for(sql, "");
}

#[test]
fn a_failed_restore_leaves_the_database_as_it_was() {
    let database = Postgres::shared().database();
    database.psql("create table precious as select 1 as x");
    let sandbox = Sandbox::with(&database);
    sandbox.write("bad.sql", "create table t (x int);\ncommit;\nselect nonsense;\n");
    let run = sandbox.run(["restore", "bad.sql"]).ended_with(1);
    assert!(run.stderr.contains("bad.sql:3:8: column \"nonsense\""), "{run:?}");
    sandbox.run(["drop", "--backup", "--dry-run"]).succeeded();
    sandbox.write("good.sql", "create table t (x int);");
    sandbox.run(["schema-load", "good.sql", "--backup"]).succeeded();
    let whole = std::fs::read_dir(sandbox.backups().join("dev")).unwrap().next().unwrap().unwrap();
    let bytes = std::fs::read(whole.path()).unwrap();
    sandbox.write("cut.sql.gz", &bytes[..bytes.len() - 9]);
    sandbox.run(["restore", "cut.sql.gz"]).ended_with(1);
    assert_eq!(database.psql("select x from precious"), "1");
    no_database_is_left_aside();
}

/// One transaction could not hold the locks of so many tables.
#[test]
fn a_backup_of_many_tables_comes_back() {
    let server = Postgres::private("max_connections = 8\nmax_locks_per_transaction = 10");
    server.psql("postgres", "create database many");
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", server.url("many"));
    let tables = (0..1000).map(|it| {
        format!(
            "CREATE TABLE public.t{it} (\n    id integer NOT NULL\n);\n\
             COPY public.t{it} (id) FROM stdin;\n{it}\n\\.\n\
             ALTER TABLE ONLY public.t{it} ADD CONSTRAINT t{it}_pkey PRIMARY KEY (id);\n"
        )
    });
    sandbox.write("many.sql", tables.collect::<String>());
    let run = sandbox.run(["schema-load", "many.sql"]).ended_with(1);
    assert!(run.stderr.contains("(SQLSTATE 53200)"), "{run:?}");
    assert!(run.stderr.contains("use `cruddur-db restore FILE`"), "{run:?}");
    sandbox.run(["restore", "many.sql"]).succeeded();
    let count = "select count(*) from pg_tables where schemaname = 'public'";
    assert_eq!(server.psql("many", count), "1000");
}

#[test]
fn an_interrupted_restore_leaves_the_database_as_it_was() {
    let server = Postgres::private("");
    server.psql("postgres", "create database kept");
    server.psql("kept", "create table precious as select 1 as x");
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", server.url("kept"));
    sandbox.write("slow.sql", "create table t (x int);\nselect pg_sleep(600);\n");
    let child = sandbox.command(["restore", "slow.sql"]).stderr(Stdio::piped()).spawn().unwrap();
    let sql = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'";
    server.wait_for(sql, "1");
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    sandbox.finished(child.outcome()).ended_with(130);
    assert_eq!(server.psql("kept", "select x from precious"), "1");
    let sql = "select string_agg(datname, ' ' order by datname) from pg_database \
               where not datistemplate";
    assert_eq!(server.psql("postgres", sql), "kept postgres");
}

#[test]
fn a_restore_asks_like_a_drop_and_throws_out_who_is_connected() {
    let database = Postgres::shared().database();
    let sandbox = prod(&database);
    sandbox.write("file.sql", "create table t (x int);");
    let run = sandbox.run(["restore", "file.sql"]).ended_with(4);
    assert!(run.stderr.contains("will be replaced by file.sql after a backup"), "{run:?}");
    let plan = sandbox.run(["restore", "file.sql", "--dry-run", "--format", "json"]);
    assert_eq!(plan.succeeded().json()["drop"]["present"], true);
    let mut holder = database.hold("a stubborn client");
    let run = sandbox.run(["restore", "file.sql", "--confirm", &database.name]).succeeded();
    assert!(run.stderr.contains("a stubborn client"), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "0");
    holder.wait().unwrap();
}

#[test]
fn what_is_no_backup_is_refused_before_anything() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.write("t.csv", "x\n1\n");
    for (args, message) in [
        (&["restore"][..], "restore needs a backup"),
        (&["restore", "no.sql"], "no.sql does not exist"),
        (&["restore", "."], ". is not a file"),
        (&["restore", "t.csv"], "t.csv is the data of one table"),
        (&["restore", "t.csv", "--last"], "a file cannot be combined with --last or --list"),
        (&["restore", "--list", "--last"], "cannot be used with"),
        (&["restore", "--last"], "there is no backup of database d of dev"),
    ] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains(message), "{args:?}: {run:?}");
    }
}

/// Projects may have a database of the same name, each on its own server.
#[test]
fn the_last_backup_is_one_of_this_server() {
    let database = Postgres::shared().database();
    let gate = Gate::open(Postgres::shared().port(), |_| Verdict::Forward);
    let mut sandbox = prod(&database);
    sandbox.hide(format!(":{}", Postgres::shared().port()), ":[PORT]");
    sandbox.hide(format!(":{}", gate.port()), ":[OTHER]");
    let (here, there) = (database.url(), at(&database.url(), gate.port()));
    let name = database.name.as_str();
    sandbox.write("file.sql", "select 1;");
    let load = ["schema-load", "file.sql", "--confirm", name];
    let last = ["restore", "--last", "--dry-run", "--no-backup"];
    sandbox.set("PROD_CONNECTION_URL", &there).run(load).succeeded();
    let file = backups(&sandbox)[0].display().to_string();
    let date = file.rsplit_once('-').unwrap().1.strip_suffix(".sql.gz").unwrap();
    sandbox.hide(date, "[DATE]");
    sandbox.set("PROD_CONNECTION_URL", &here);
    sandbox.run(["restore", "--last"]).check(str![[r#"
exit 2
--- stderr
error: there is no backup of database [DB] of prod on this server; the newest is of 127.0.0.1:[OTHER]
hint: `cruddur-db restore --list` shows all backups; to restore that one: `cruddur-db restore [ROOT]/backups/prod/[DB]-[DATE].sql.gz`

"#]]);

    let first = backups(&sandbox);
    sandbox.run(load).succeeded();
    sandbox.run(last).succeeded();
    let own = backups(&sandbox).into_iter().find(|it| !first.contains(it)).unwrap();
    // The same machine by another name.
    let localhost = here.replacen("127.0.0.1", "localhost", 1);
    sandbox.set("PROD_CONNECTION_URL", &localhost).run(last).succeeded();
    sandbox.set("PROD_CONNECTION_URL", &here);

    // Newer ones: of the other server, and with a date that is still to come.
    let packed = |text: String| {
        let mut packer = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    };
    let line = unpacked(&own).lines().next().unwrap().to_owned();
    let (head, rest) = line.split_once("\"taken\":\"").unwrap();
    let dated = |date: &str| format!("{head}\"taken\":\"{date}{}\n", &rest[20..]);
    let directory = sandbox.backups().join("prod");
    let future = directory.join("future.sql.gz");
    std::fs::write(&future, packed(dated("2999-01-01T00:00:00Z"))).unwrap();
    let taken = &rest[..20];
    sandbox.hide(taken, "[TAKEN]");
    let run = sandbox.run(last).succeeded();
    let said = "warning: passed over a newer backup, which is dated in the future: ";
    assert!(run.stderr.starts_with(said), "{run:?}");
    let said = "by the backup of prod's [DB] on 127.0.0.1:[PORT], taken [TAKEN]\n";
    assert!(run.stdout.contains(said), "{run:?}");
    std::fs::remove_file(&own).unwrap();
    let run = sandbox.run(last).succeeded();
    assert!(run.stdout.contains(", taken 2999-01-01T00:00:00Z (in the future)\n"), "{run:?}");
    let other = dated("2999-01-01T00:00:00Z")
        .replace(&format!(":{}\"", Postgres::shared().port()), &format!(":{}\"", gate.port()));
    std::fs::write(&own, packed(dated(taken))).unwrap();
    std::fs::write(&future, packed(other)).unwrap();
    let run = sandbox.run(last).succeeded();
    let newer = "passed over a newer backup, which is of another server, 127.0.0.1:[OTHER]: ";
    assert!(run.stderr.contains(newer), "{run:?}");
    assert!(run.stdout.contains(said), "{run:?}");
}

/// The same URL with another port.
fn at(url: &str, port: u16) -> String {
    url.replacen(&format!(":{}/", Postgres::shared().port()), &format!(":{port}/"), 1)
}

/// The backup of what it replaced would bring the damage back.
#[test]
fn the_last_backup_is_not_what_a_restore_replaced() {
    let server = Postgres::shared();
    let database = server.database();
    database.psql("create table orders as select generate_series(1, 100) as i");
    let owner = format!("{}_owner", database.name);
    database.psql(&format!("create role {owner}; alter table orders owner to {owner}"));
    let sandbox = prod(&database);
    sandbox.write("oops.sql", "drop table orders;");
    let name = database.name.as_str();
    sandbox.run(["schema-load", "oops.sql", "--confirm", name]).succeeded();
    server.psql("postgres", &format!("drop role {owner}"));
    let last = ["restore", "--last", "--confirm", name];
    let run = sandbox.run(last).ended_with(1);
    assert!(run.stderr.contains("--no-owner"), "{run:?}");
    let count = "select count(*) from orders";
    for _ in 0..2 {
        let run = sandbox.run(last.iter().chain(&["--no-owner"])).succeeded();
        let said = "passed over a newer backup, which was taken before a restore";
        assert!(run.stderr.contains(said), "{run:?}");
        assert_eq!(database.psql(count), "100");
    }
    // Where there is no other, it is that one.
    let of_restore = |file: &PathBuf| unpacked(file).contains("\"command\":\"restore\"");
    backups(&sandbox).iter().filter(|it| !of_restore(it)).for_each(|it| {
        std::fs::remove_file(it).unwrap();
    });
    sandbox.run(last).succeeded();
}

/// pg_dump writes them in a transaction of their own.
#[test]
fn large_objects_come_back_by_every_way() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let database = server.database();
    server.psql("postgres", &format!("alter database {} owner to {}", database.name, owner.name));
    let sql = "create table t (x int); insert into t values (1); \
               select lo_from_bytea(4711, 'some bytes'), lo_from_bytea(4712, 'more')";
    crate::common::psql(&owner.url(&database.name), sql);
    let held = "select count(*), sum(length(lo_get(loid))) from \
                (select distinct loid from pg_largeobject) l";
    let pooler = Pgbouncer::start(server, "transaction", &[&owner.name]);
    for url in [
        database.url(),
        owner.url(&database.name),
        pooler.url(&database.name),
        pooler.url_of(&owner.name, &database.name),
    ] {
        let mut sandbox = Sandbox::with(&database);
        sandbox.set("CONNECTION_URL", url).hide(&owner.name, "[OWNER]");
        sandbox.run(["dump", "lo.sql"]).succeeded();
        crate::common::psql(&owner.url(&database.name), "select lo_unlink(4711); delete from t");
        let run = sandbox.run(["restore", "lo.sql"]).succeeded();
        assert!(!run.stderr.contains("commits"), "{run:?}");
        assert_eq!(database.psql(held), "2|14");
        assert_eq!(database.psql("select count(*) from t"), "1");
    }
}

#[test]
fn secrets_in_settings_are_kept_but_not_shown() {
    let database = Postgres::shared().database();
    let name = &database.name;
    for (setting, value) in
        [("app.password", "canary"), ("app.dsn", "postgres://u:canary@h/d"), ("app.plain", "open")]
    {
        database.psql(&format!("alter database {name} set {setting} = '{value}'"));
    }
    let sandbox = prod(&database);
    sandbox.run(["drop", "--confirm", name]).succeeded();
    for args in [
        &["restore", "--list"][..],
        &["restore", "--list", "--format", "json"],
        &["restore", "--last", "--dry-run", "--no-backup"],
        &["restore", "--last", "--dry-run", "--no-backup", "--format", "json"],
    ] {
        let run = sandbox.run(args).succeeded();
        assert!(!format!("{run:?}").contains("canary"), "{run:?}");
        assert_eq!(run.stdout.contains("\"open\""), args.contains(&"json"), "{run:?}");
    }
    sandbox.run(["restore", "--last", "--confirm", name]).succeeded();
    assert_eq!(database.psql("show app.password"), "canary");
}

#[test]
fn a_backup_comes_back_without_its_tablespace() {
    let server = Postgres::private("");
    let place = server.data_dir().parent().unwrap().join("space");
    std::fs::create_dir(&place).unwrap();
    let owner = std::fs::metadata(server.data_dir()).unwrap();
    std::os::unix::fs::chown(&place, Some(owner.uid()), Some(owner.gid())).unwrap();
    server.psql("postgres", &format!("create tablespace elsewhere location '{}'", place.display()));
    server.psql("postgres", "create database spaced tablespace elsewhere");
    server.psql("spaced", "create table t as select 1 as x");
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", server.url("spaced"));
    sandbox.run(["drop", "--backup"]).succeeded();
    server.psql("postgres", "drop tablespace elsewhere");
    let run = sandbox.run(["restore", "--last"]).succeeded();
    let said = "in the default tablespace: there is no elsewhere";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(server.psql("spaced", "select x from t"), "1");
}

#[test]
fn seeds_of_production_are_backed_up_before() {
    let database = Postgres::shared().database();
    database.psql("create table t as select generate_series(1, 9) as x");
    let sandbox = prod(&database);
    sandbox.write("seed.sql", "truncate t; insert into t values (0);");
    let name = database.name.as_str();
    sandbox.run(["seed", "seed.sql", "--dry-run"]).succeeded();
    assert!(backups(&sandbox).is_empty());
    let run = sandbox.run(["seed", "seed.sql", "--confirm", name]).succeeded();
    assert!(run.stderr.contains("backup kept: "), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "1");
    sandbox.run(["restore", "--last", "--confirm", name]).succeeded();
    assert_eq!(database.psql("select count(*) from t"), "9");
    sandbox.run(["seed", "seed.sql", "--confirm", name, "--no-backup"]).succeeded();
    assert_eq!(backups(&sandbox).len(), 2);
}

#[test]
fn the_second_backup_of_a_second_is_the_newer_one() {
    let database = Postgres::shared().database();
    let sandbox = prod(&database);
    sandbox.run(["drop", "--confirm", &database.name]).succeeded();
    let first = backups(&sandbox).remove(0);
    let name = first.display().to_string();
    let name = name.strip_suffix(".sql.gz").unwrap();
    let all = ["-10", "-2", ""].map(|number| format!("{name}{number}.sql.gz"));
    for other in &all[..2] {
        std::fs::copy(&first, other).unwrap();
    }
    let list = sandbox.run(["restore", "--list", "--format", "json"]).succeeded().json();
    let name_of = |file: &str| file.rsplit('Z').next().unwrap().to_owned();
    let files = list.as_array().unwrap().iter().map(|it| name_of(it["file"].as_str().unwrap()));
    assert_eq!(files.collect::<Vec<_>>(), all.map(|it| name_of(&it)));
}
