//! A database takes another one's place: whatever happens meanwhile, there is always a whole one.

use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use cruddur_db::model::DatabaseName;
use cruddur_db::postgres::databases::{replaced_name, staging_name};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use snapbox::str;

use crate::common::{Database, Gate, Postgres, Run, Sandbox, Verdict, Watch, psql, wait_until};

/// Which of the two databases this is.
const WHICH: &str = "select string_agg(v, ' ') from which";

/// How often a test that can run longer by hand goes round: `CRUDDUR_TEST_ROUNDS=50`.
fn rounds(few: usize) -> usize {
    let given = std::env::var("CRUDDUR_TEST_ROUNDS").ok();
    given.map_or(few, |text| text.parse().unwrap())
}

/// A sandbox with files that make the new database, and the database that is there before.
fn old_one() -> (Sandbox, Database) {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    make_old(&database);
    sandbox.write("schema/schema.sql", "create table which (v text);\n");
    sandbox.write("seeds/one.sql", "insert into which values ('new');\n");
    sandbox.write("dump.sql", "create table which (v text);\ninsert into which values ('new');\n");
    (sandbox, database)
}

fn make_old(database: &Database) {
    database.psql("drop table if exists which; create table which as select 'old'::text as v");
}

fn own_names(database: &Database) -> [String; 2] {
    let name = DatabaseName::new(&*database.name).unwrap();
    [staging_name(&name).to_string(), replaced_name(&name).to_string()]
}

/// What of our own stands beside the database.
fn left_beside(database: &Database) -> String {
    let [staging, replaced] = own_names(database);
    let sql = format!(
        "select coalesce(string_agg(datname, ' '), '') from pg_database \
         where datname in ('{staging}', '{replaced}')"
    );
    Postgres::shared().psql("postgres", &sql)
}

/// Waits until the server has dealt with what a dead client asked for.
fn await_silence(database: &Database) {
    let [staging, replaced] = own_names(database);
    let sql = format!(
        "select count(*) from pg_stat_activity where datname in ('{0}', '{staging}', '{replaced}') \
         or state <> 'idle' and pid <> pg_backend_pid() \
            and strpos(query, '{staging}') > 0",
        database.name
    );
    Postgres::shared().wait_for(&sql, "0");
}

#[test]
fn a_setup_that_fails_leaves_the_database_as_it_was() {
    let (sandbox, database) = old_one();
    for (path, sql) in [
        ("schema/schema.sql", "create table which (v text);\ncommit;\nselect nonsense;\n"),
        ("seeds/one.sql", "insert into which values ('new');\ncommit;\nselect nonsense;\n"),
    ] {
        let whole = std::fs::read(sandbox.work().join(path)).unwrap();
        sandbox.write(path, sql);
        let run = sandbox.run(["setup"]).ended_with(1);
        assert!(run.stderr.contains(&format!("{path}:3:8: column \"nonsense\"")), "{run:?}");
        assert!(!run.stderr.contains("stays"), "{run:?}");
        sandbox.write(path, whole);
        assert_eq!(database.psql(WHICH), "old");
        assert_eq!(left_beside(&database), "");
    }
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
load         schema/schema.sql, seeds/one.sql: 2 statements, which 1 row ([TIME])
replace      database [DB] replaced ([TIME])

"#]]);
    assert_eq!(database.psql(WHICH), "new");
    assert_eq!(left_beside(&database), "");
}

#[test]
fn setup_keeps_what_was_said_of_the_database() {
    let server = Postgres::shared();
    let (owner, reader) = (server.role("login"), server.role("login"));
    let (sandbox, database) = old_one();
    let name = &database.name;
    database.psql(&format!(
        "alter database {name} owner to {0}; alter database {name} set work_mem = '5MB'; \
         alter role {1} in database {name} set statement_timeout = '7s'; \
         revoke all on database {name} from public; grant connect on database {name} to {1}; \
         comment on database {name} is 'ours'; alter database {name} connection limit 50",
        owner.name, reader.name
    ));
    sandbox.run(["env-set"]).succeeded();
    let said = "select pg_get_userbyid(datdba), encoding, datcollate, datctype, datacl, \
                datconnlimit, shobj_description(oid, 'pg_database'), \
                (select string_agg(setrole::text || setconfig::text, ' ' order by setrole) \
                 from pg_db_role_setting where setdatabase = d.oid) \
                from pg_database d where datname = current_database()";
    let before = database.psql(said);
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql(WHICH), "new");
    assert_eq!(database.psql(said), before);
    assert!(before.contains("ours\ncruddur-db: environment=dev"), "{before}");
}

/// The files mean the database by its name, which the new one does not have yet.
#[test]
fn what_the_files_say_of_the_database_is_said_of_the_new_one() {
    let (sandbox, database) = old_one();
    let name = &database.name;
    database.psql(&format!(
        "alter database {name} set work_mem = '5MB'; alter database {name} set geqo = off; \
         comment on database {name} is 'old'"
    ));
    sandbox.write(
        "schema/schema.sql",
        format!(
            "create database {name};\n\\connect {name}\ncreate table which (v text);\n\
             alter database {name} set work_mem = '6MB';\ncomment on database {name} is 'new';\n\
             grant temporary on database {name} to public;\n\
             alter database :\"DBNAME\" set my.word = 'x';\n"
        ),
    );
    for command in [&["setup"][..], &["restore", "schema/schema.sql"]] {
        sandbox.run(command).succeeded();
        let said = "select shobj_description(d.oid, 'pg_database'), setconfig::text \
                    from pg_database d join pg_db_role_setting s on s.setdatabase = d.oid \
                    where datname = current_database()";
        assert_eq!(
            database.psql(said),
            "new\ncruddur-db: environment=dev|{work_mem=6MB,geqo=off,my.word=x}"
        );
    }
    // A file that fails has said nothing of the old one.
    sandbox.write(
        "schema/schema.sql",
        format!("alter database {name} set work_mem = '7MB';\nselect nonsense;\n"),
    );
    sandbox.run(["setup"]).ended_with(1);
    assert_eq!(database.psql("show work_mem"), "6MB");
}

/// Visits every database all the time, as monitors do, until it is told to stop. Returns how
/// often it was inside one of ours.
fn monitor(database: &Database, stop: &AtomicBool) -> usize {
    let [staging, replaced] = own_names(database);
    let names = [database.name.clone(), staging, replaced];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut visits = 0;
    runtime.block_on(async {
        while !stop.load(Ordering::Relaxed) {
            for name in &names {
                use sqlx::{Connection, Executor};
                let url = Postgres::shared().url(name);
                let Ok(mut session) = sqlx::PgConnection::connect(&url).await else { continue };
                let done = session.execute("select count(*) from pg_class").await;
                visits += usize::from(done.is_ok());
                // Left open, as monitors do, until the next round.
                tokio::time::sleep(Duration::from_millis(3)).await;
                let _ = session.close().await;
            }
        }
    });
    visits
}

#[test]
fn a_monitor_in_every_database_is_in_nobodys_way() {
    let (sandbox, database) = old_one();
    let stop = AtomicBool::new(false);
    let visits = thread::scope(|scope| {
        let monitors: Vec<_> = (0..2).map(|_| scope.spawn(|| monitor(&database, &stop))).collect();
        for round in 0..rounds(4) {
            let args = if round % 2 == 0 { &["setup"][..] } else { &["restore", "dump.sql"] };
            let run = sandbox.run(args);
            if run.status != Some(0) {
                stop.store(true, Ordering::Relaxed);
            }
            run.succeeded();
        }
        stop.store(true, Ordering::Relaxed);
        monitors.into_iter().map(|it| it.join().unwrap()).sum::<usize>()
    });
    assert!(visits > 0);
    assert_eq!(database.psql(WHICH), "new");
    assert_eq!(left_beside(&database), "");
}

#[test]
fn many_at_once_go_one_after_the_other() {
    let (sandbox, database) = old_one();
    for round in 0..rounds(1) {
        for count in [2, 6, 12] {
            let runs: Vec<Run> = thread::scope(|scope| {
                let all: Vec<_> = (0..count)
                    .map(|number| {
                        let args = match (number + round) % 4 {
                            0 => &["restore", "dump.sql"][..],
                            1 => &["drop"],
                            _ => &["setup"],
                        };
                        let sandbox = &sandbox;
                        scope.spawn(move || sandbox.run(args))
                    })
                    .collect();
                all.into_iter().map(|run| run.join().unwrap()).collect()
            });
            for run in &runs {
                assert_eq!(run.status, Some(0), "{run:?}");
            }
            assert_eq!(left_beside(&database), "");
        }
    }
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql(WHICH), "new");
}

/// Somebody who has the lock, in the middle of a setup.
fn busy_setup(sandbox: &Sandbox, database: &Database) -> Child {
    sandbox.write("schema/schema.sql", "create table which (v text);\nselect pg_sleep(600);\n");
    let child =
        sandbox.command(["setup"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let [staging, _] = own_names(database);
    let sql = format!(
        "select count(*) from pg_stat_activity where datname = '{staging}' \
         and wait_event = 'PgSleep'"
    );
    Postgres::shared().wait_for(&sql, "1");
    child
}

#[test]
fn who_waits_is_told_for_whom_and_may_leave() {
    use std::io::{BufRead, BufReader, Read};
    let (sandbox, database) = old_one();
    let mut busy = busy_setup(&sandbox, &database);
    for args in [&["setup"][..], &["drop"], &["restore", "dump.sql"], &["schema-load", "dump.sql"]]
    {
        let mut waiting = sandbox.command(args).stderr(Stdio::piped()).spawn().unwrap();
        let _watch = Watch::over(&waiting);
        let mut lines = BufReader::new(waiting.stderr.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("warning: waiting for another setup of ") {
            line.clear();
            assert!(lines.read_line(&mut line).unwrap() > 0, "{args:?} did not wait");
        }
        assert!(line.contains("(process ID ") && line.contains("as postgres)"), "{line}");
        kill(Pid::from_raw(waiting.id() as i32), Signal::SIGINT).unwrap();
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        assert_eq!(waiting.wait().unwrap().code(), Some(130));
        assert!(rest.contains("interrupted while waiting for another setup"), "{rest}");
        assert!(rest.contains("nothing was changed"), "{rest}");
    }
    // Looking and trying need no lock.
    sandbox.run(["drop", "--dry-run"]).succeeded();
    sandbox.run(["schema-load", "seeds/one.sql", "--check"]).succeeded();
    busy.kill().unwrap();
    busy.wait().unwrap();
    let sql = "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'";
    let [staging, _] = own_names(&database);
    Postgres::shared().psql("postgres", &format!("{sql} and datname = '{staging}'"));
    assert_eq!(database.psql(WHICH), "old");
    // What the killed one left is found, said, and removed.
    sandbox.write("schema/schema.sql", "create table which (v text);\n");
    let run = sandbox.run(["setup"]).succeeded();
    let said = format!("removed database {staging}, which an interrupted command had left behind");
    assert!(run.stderr.contains(&said), "{run:?}");
    assert_eq!(database.psql(WHICH), "new");
    assert_eq!(left_beside(&database), "");
}

/// The URL of the database through a gate.
fn through(gate: &Gate, database: &Database) -> String {
    let port = Postgres::shared().port();
    database.url().replace(&format!(":{port}/"), &format!(":{}/", gate.port()))
}

/// How many pieces a command sends in all.
fn pieces(sandbox: &mut Sandbox, database: &Database, args: &[&str]) -> usize {
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    let gate = Gate::open(Postgres::shared().port(), move |count| {
        counter.store(count, Ordering::SeqCst);
        Verdict::Forward
    });
    sandbox.set("CONNECTION_URL", through(&gate, database));
    sandbox.run(args).succeeded();
    sent.load(Ordering::SeqCst)
}

/// The points to try, spread over all of them.
fn points(all: usize, few: usize) -> Vec<usize> {
    let count = rounds(few).min(all);
    (0..count).map(|index| 1 + index * (all - 1) / count.saturating_sub(1).max(1)).collect()
}

#[test]
fn killed_at_any_point_the_database_is_as_before_or_complete() {
    let (mut sandbox, database) = old_one();
    for args in [&["setup"][..], &["restore", "dump.sql"]] {
        let all = pieces(&mut sandbox, &database, args);
        for point in points(all, 5) {
            make_old(&database);
            let child = Arc::new(Mutex::new(None::<Pid>));
            let victim = Arc::clone(&child);
            let gate = Gate::open(Postgres::shared().port(), move |count| {
                if count != point {
                    return Verdict::Forward;
                }
                wait_until("its process ID", || victim.lock().unwrap().is_some());
                kill(victim.lock().unwrap().unwrap(), Signal::SIGKILL).unwrap();
                // The server may have got the last message or not.
                if point % 2 == 0 { Verdict::Cut } else { Verdict::ForwardAndCut }
            });
            sandbox.set("CONNECTION_URL", through(&gate, &database));
            let mut program = sandbox.command(args);
            let mut run = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            *child.lock().unwrap() = Some(Pid::from_raw(run.id() as i32));
            run.wait().unwrap();
            await_silence(&database);
            let which = database.psql(WHICH);
            assert!(which == "old" || which == "new", "{args:?} at {point} of {all}: {which}");
            sandbox.set("CONNECTION_URL", database.url());
            sandbox.run(args).succeeded();
            assert_eq!(database.psql(WHICH), "new", "{args:?} after {point} of {all}");
            assert_eq!(left_beside(&database), "", "{args:?} after {point} of {all}");
        }
    }
}

#[test]
fn a_link_that_breaks_at_any_point_is_told_truly() {
    let (mut sandbox, database) = old_one();
    for args in [&["setup"][..], &["restore", "dump.sql"]] {
        let all = pieces(&mut sandbox, &database, args);
        for point in points(all, 5) {
            make_old(&database);
            let gate = Gate::open(Postgres::shared().port(), move |count| match count {
                count if count != point => Verdict::Forward,
                _ if point % 2 == 0 => Verdict::Cut,
                _ => Verdict::ForwardAndCut,
            });
            sandbox.set("CONNECTION_URL", through(&gate, &database));
            let run = sandbox.run(args);
            await_silence(&database);
            let which = database.psql(WHICH);
            let context = format!("{args:?} at {point} of {all}: {which}, {run:?}");
            match run.status {
                Some(0) => assert_eq!(which, "new", "{context}"),
                _ if run.stderr.contains("is unknown") => {
                    assert!(which == "old" || which == "new", "{context}");
                }
                _ => assert_eq!(which, "old", "{context}"),
            }
            sandbox.set("CONNECTION_URL", database.url());
            sandbox.run(args).succeeded();
            assert_eq!(left_beside(&database), "", "{context}");
        }
    }
}

#[test]
fn a_role_like_the_master_of_rds_does_everything() {
    let server = Postgres::shared();
    let master = server.role("login createdb createrole");
    let database = server.missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", master.url(&database.name)).unset("CONNECTION_URL");
    sandbox.set("CRUDDUR_ENV", "prod");
    sandbox.write("schema/schema.sql", "create table which (v text);\n");
    sandbox.write("seeds/one.sql", "insert into which values ('new');\n");
    let name = database.name.as_str();
    sandbox.run(["setup", "--confirm", name]).succeeded();
    assert_eq!(database.psql(crate::tag::TAG), "cruddur-db: environment=prod");
    let mut holder = {
        let url = master.url(name);
        sandbox.command(["connect", "-c", "select pg_sleep(600)", "--url", &url]).spawn().unwrap()
    };
    sandbox.run(["setup", "--confirm", name]).succeeded();
    holder.kill().unwrap();
    holder.wait().unwrap();
    sandbox.run(["drop", "--confirm", name]).succeeded();
    sandbox.run(["restore", "--last"]).succeeded();
    assert_eq!(database.psql(WHICH), "new");
    assert_eq!(database.psql(crate::tag::TAG), "cruddur-db: environment=prod");
    // The tag keeps other environments off, and changes only with the name.
    let url = master.url(name);
    sandbox.set("CONNECTION_URL", &url).unset("PROD_CONNECTION_URL").set("CRUDDUR_ENV", "dev");
    for args in [&["setup"][..], &["drop"], &["schema-load", "schema/schema.sql"]] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains("is tagged as prod, but this is dev"), "{run:?}");
    }
    sandbox.run(["env-set"]).ended_with(4);
    sandbox.run(["env-set", "--confirm", name]).succeeded();
    sandbox.run(["drop"]).succeeded();
    assert!(!database.exists());
}

#[test]
fn a_role_that_may_not_replace_is_told_so_and_nothing_happens() {
    let server = Postgres::shared();
    let (sandbox, database) = old_one();
    let stranger = server.role("login createdb");
    let mut sandbox = sandbox;
    sandbox.hide(&stranger.name, "[ROLE]").set("CONNECTION_URL", stranger.url(&database.name));
    for args in [&["setup"][..], &["restore", "dump.sql"]] {
        let run = sandbox.run(args).ended_with(1);
        let said = "belongs to role postgres, so [ROLE] may not replace it; nothing was changed";
        assert!(run.stderr.contains(said), "{run:?}");
    }
    assert_eq!(database.psql(WHICH), "old");
}

#[test]
fn what_holds_a_database_is_named_before_anything() {
    let (sandbox, database) = old_one();
    let server = Postgres::private("max_prepared_transactions = 2\nwal_level = logical");
    server.psql("postgres", "create database held");
    server.psql("held", "create table which as select 'old'::text as v");
    // In this order: the slot would wait for the transaction.
    server.psql("held", "select pg_create_logical_replication_slot('s', 'pgoutput')");
    server.psql("held", "begin; insert into which values ('x'); prepare transaction 'p'");
    drop(database);
    let mut sandbox = sandbox;
    sandbox.set("CONNECTION_URL", server.url("held"));
    for args in [&["setup"][..], &["restore", "dump.sql"]] {
        let run = sandbox.run(args).ended_with(1);
        assert!(run.stderr.contains("1 prepared transaction, 1 replication slot"), "{run:?}");
    }
    assert_eq!(server.psql("held", WHICH), "old");
}

#[test]
fn a_server_without_room_changes_nothing() {
    let (sandbox, database) = old_one();
    let server = Postgres::shared();
    let narrow = server.role("login createdb connection limit 1");
    database.psql(&format!("alter database {} owner to {}", database.name, narrow.name));
    let mut sandbox = sandbox;
    sandbox.set("CONNECTION_URL", narrow.url(&database.name));
    for args in [&["setup"][..], &["restore", "dump.sql"], &["drop"]] {
        let run = sandbox.run(args);
        assert!(matches!(run.status, Some(1 | 3)), "{run:?}");
        assert!(run.stderr.contains("too many connections for role"), "{run:?}");
    }
    assert_eq!(database.psql(WHICH), "old");
    assert_eq!(left_beside(&database), "");
}

/// The look at the old database, beside the work, takes no room away from it.
#[test]
fn room_for_three_sessions_is_enough() {
    let narrow = Postgres::shared().role("login createdb connection limit 3");
    let (mut sandbox, database) = old_one();
    database.psql(&format!("alter database {} owner to {}", database.name, narrow.name));
    sandbox.set("CONNECTION_URL", narrow.url(&database.name));
    for _ in 0..10 {
        sandbox.run(["setup"]).succeeded();
        // Their sessions end a moment after them.
        let left = "select count(*) from pg_stat_activity where usename = ";
        database.wait_for(&format!("{left}'{}'", narrow.name), "0");
    }
    assert_eq!(database.psql(WHICH), "new");
}

/// Another command has swapped the database between our logins and the lock.
#[test]
fn a_load_logs_in_again_where_its_sessions_were_ended_before_it_had_the_lock() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.write("schema/schema.sql", "create table t (a int);\n");
    let name = database.name.clone();
    let mut ended = false;
    let gate = Gate::open(Postgres::shared().port(), move |_| {
        let ours = format!("from pg_stat_activity where datname = '{name}'");
        let psql = |sql: &str| Postgres::shared().psql("postgres", sql);
        // The session that looks and the one that loads; the lock's is in another database.
        if !ended && psql(&format!("select count(*) {ours}")) == "2" {
            ended = true;
            psql(&format!("select count(pg_terminate_backend(pid)) {ours}"));
            Postgres::shared().wait_for(&format!("select count(*) {ours}"), "0");
        }
        Verdict::Forward
    });
    let port = Postgres::shared().port().to_string();
    sandbox.set("CONNECTION_URL", database.url().replace(&port, &gate.port().to_string()));
    sandbox.run(["schema-load"]).succeeded();
    assert_eq!(database.psql("select count(*) from t"), "0");
}

#[test]
fn a_load_needs_room_for_two_sessions() {
    let narrow = Postgres::shared().role("login connection limit 2");
    let database = Postgres::shared().database();
    database.psql(&format!("alter database {} owner to {}", database.name, narrow.name));
    database.psql("create table t (a int)");
    database.psql(&format!("alter table t owner to {}", narrow.name));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", narrow.url(&database.name));
    let file = sandbox.write("one.sql", "insert into t values (1);\n");
    // One that waited for room that it takes itself would not end.
    for more in [&[][..], &["--wait=600"]] {
        for _ in 0..5 {
            for command in ["schema-load", "seed"] {
                let args = [command].into_iter().chain(more.iter().copied());
                let args: Vec<_> =
                    args.map(Into::into).chain([file.clone().into_os_string()]).collect();
                sandbox.run(args).succeeded();
            }
        }
    }
    assert_eq!(database.psql("select count(*) from t"), "20");
}

#[test]
fn a_template_of_another_collation_version_is_no_obstacle() {
    let server = Postgres::private("");
    server.psql("postgres", "create database kept");
    server.psql("kept", "create table which as select 'old'::text as v");
    // Servers before do not look at it.
    let looks = server.major() >= 15;
    if looks {
        let sql = "update pg_database set datcollversion = '0.1' where datname = 'template1'";
        server.psql("postgres", sql);
    }
    let (mut sandbox, database) = old_one();
    drop(database);
    sandbox.set("CONNECTION_URL", server.url("kept"));
    let run = sandbox.run(["setup"]).succeeded();
    let said = run.stderr.contains("using template0, since for template1: ");
    assert_eq!(said, looks, "{run:?}");
    assert_eq!(server.psql("kept", WHICH), "new");
}

#[test]
fn sessions_that_may_not_be_ended_leave_the_database_as_it_was() {
    let server = Postgres::shared();
    let owner = server.role("login createdb");
    let (mut sandbox, database) = old_one();
    database.psql(&format!("alter database {} owner to {}", database.name, owner.name));
    let mut holder = database.hold("a superuser's session");
    sandbox.set("CONNECTION_URL", owner.url(&database.name));
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains("cannot be replaced and is unchanged"), "{run:?}");
    assert!(run.stderr.contains("`cruddur-db sessions` shows it"), "{run:?}");
    assert_eq!(database.psql(WHICH), "old");
    assert_eq!(left_beside(&database), "");
    holder.kill().unwrap();
    holder.wait().unwrap();
}

/// Who sorts a database, by which locale and rules, and how.
fn how(database: &Database) -> String {
    database.psql(
        "select coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'), \
         coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'), \
         to_jsonb(d) ->> 'daticurules', \
         (select string_agg(x, '' order by x) from unnest(array['B', 'a', 'z', 'ä']) x) \
         from pg_database d where datname = current_database()",
    )
}

fn has_icu(server: &Postgres) -> bool {
    let sql = "select count(*) > 0 from pg_collation where collname like 'de%-x-icu'";
    server.major() >= 15 && server.psql("postgres", sql) == "t"
}

/// What `create` with a provider makes comes back with setup, drop and restore.
fn comes_back(sandbox: &Sandbox, database: &Database, expected: &str) {
    assert_eq!(how(database), expected);
    sandbox.write("schema/schema.sql", "create table which (v text);\n");
    sandbox.write("seeds/one.sql", "insert into which values ('new');\n");
    sandbox.run(["setup"]).succeeded();
    assert_eq!(how(database), expected);
    sandbox.run(["drop", "--backup"]).succeeded();
    sandbox.run(["restore", "--last"]).succeeded();
    assert_eq!(how(database), expected);
    assert_eq!(database.psql(WHICH), "new");
}

#[test]
fn locale_providers_come_back() {
    let server = Postgres::shared();
    let made = |provider: &str, locale: &str| {
        let database = server.missing_database();
        let sandbox = Sandbox::with(&database);
        let run = sandbox.run(["create", "--locale-provider", provider, "--locale", locale]);
        (sandbox, database, run)
    };
    let (sandbox, database, run) = made("libc", "C");
    run.succeeded();
    comes_back(&sandbox, &database, "c|||Bazä");
    let (sandbox, database, run) = made("icu", "de-DE");
    if has_icu(server) {
        run.succeeded();
        comes_back(&sandbox, &database, "i|de-DE||aäBz");
    } else {
        let why = "does not support the locale provider icu\n";
        let built_without = "ICU is not supported in this build";
        assert!(run.stderr.contains(why) || run.stderr.contains(built_without), "{run:?}");
        assert!(!database.exists());
    }
    let (sandbox, database, run) = made("builtin", "C.UTF-8");
    if server.major() >= 17 {
        run.succeeded();
        comes_back(&sandbox, &database, "b|C.UTF-8||Bazä");
    } else {
        let run = run.ended_with(2);
        assert!(run.stderr.contains("does not support the locale provider builtin\n"), "{run:?}");
        assert!(!database.exists());
    }
    if has_icu(server) && server.major() >= 16 {
        let database = server.missing_database();
        let name = &database.name;
        let sql = "locale_provider icu icu_locale 'de-DE' icu_rules '&z < a' template template0";
        server.psql("postgres", &format!("create database {name} {sql}"));
        comes_back(&Sandbox::with(&database), &database, "i|de-DE|&z < a|Bzaä");
    }
}

/// A backup of another server, which has more than this one.
#[test]
fn a_provider_that_the_server_lacks_is_replaced_and_said() {
    let server = Postgres::shared();
    let has_rules = has_icu(server) && server.major() >= 16;
    let icu = (r#""icu","locale":"de-DE""#, "i|de-DE||aäBz");
    let rules = (r#""icu","locale":"de-DE","rules":"&z < a""#, "i|de-DE|&z < a|Bzaä");
    let builtin = (r#""builtin","locale":"C.UTF-8""#, "b|C.UTF-8||Bazä");
    let fast = (r#""builtin","locale":"PG_UNICODE_FAST""#, "b|PG_UNICODE_FAST||Bazä");
    for ((label, expected), has) in [
        (icu, has_icu(server)),
        (rules, has_rules),
        (builtin, server.major() >= 17),
        (fast, server.major() >= 18),
    ] {
        let database = server.missing_database();
        let sandbox = Sandbox::with(&database);
        let backup = format!(
            "-- cruddur-db backup: {{\"environment\":\"dev\",\"database\":\"x\",\"server\":\"h:1\",\
             \"taken\":\"2026-01-01T00:00:00Z\",\"owner\":\"postgres\",\"encoding\":\"UTF8\",\
             \"collation\":\"C\",\"character_type\":\"C\",\"provider\":{label},\
             \"connection_limit\":-1,\"comment\":null,\"settings\":[],\"grants\":null}}\n\
             create table which as select 'new'::text as v;\n"
        );
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, backup.as_bytes()).unwrap();
        sandbox.write("backup.sql.gz", packed.finish().unwrap());
        let run = sandbox.run(["restore", "backup.sql.gz"]).succeeded();
        let said = run.stderr.lines().filter(|line| line.starts_with("sorted ")).count();
        let without_rules = has_icu(server) && label == rules.0;
        match (has, without_rules) {
            (true, _) => assert_eq!((how(&database).as_str(), said), (expected, 0), "{run:?}"),
            (false, true) => assert_eq!((how(&database).as_str(), said), (icu.1, 1), "{run:?}"),
            (false, false) => {
                assert_eq!((how(&database).as_str(), said), ("c|||Bazä", 1), "{run:?}");
            }
        }
        assert_eq!(database.psql(WHICH), "new");
    }
}

/// An own database of a role that may make none.
fn plain_owner(server: &'static Postgres) -> (Sandbox, Database, crate::common::Role) {
    let (mut sandbox, database) = old_one();
    let owner = server.role("login");
    let name = &database.name;
    database.psql(&format!(
        "alter database {name} owner to {0}; alter table which owner to {0}; \
         grant all on schema public to {0}",
        owner.name
    ));
    sandbox.hide(&owner.name, "[OWNER]").set("CONNECTION_URL", owner.url(name));
    (sandbox, database, owner)
}

#[test]
fn a_plain_owner_empties_and_loads_in_one_transaction() {
    let server = Postgres::shared();
    let (sandbox, database, owner) = plain_owner(server);
    psql(
        &owner.url(&database.name),
        "create schema \"S x\"; create table \"S x\".t (a serial primary key, b text); \
         create type mood as enum ('sad'); create domain d as mood; \
         create view v as select * from which; create materialized view m as select 1 as x; \
         create function f(m mood) returns int language sql as 'select 1'; \
         create procedure p() language sql as 'select 1'; \
         create aggregate agg(int) (sfunc = int4pl, stype = int); \
         create operator === (leftarg = int, rightarg = int, function = int4eq); \
         create sequence s; create collation c from \"C\"; create statistics st on a, b from \
         \"S x\".t; select lo_create(4711); create table two (x int) partition by range (x); \
         create table two1 partition of two for values from (1) to (5); \
         alter default privileges in schema public grant select on tables to public",
    );
    // A seed that fails undoes everything, the emptying too.
    let whole = std::fs::read(sandbox.work().join("seeds/one.sql")).unwrap();
    sandbox.write("seeds/one.sql", "insert into which values ('new');\nselect nonsense;\n");
    sandbox.run(["setup"]).ended_with(1);
    assert_eq!(database.psql(WHICH), "old");
    assert_eq!(database.psql("select count(*) from two"), "0");
    // So does one that would commit in the middle.
    sandbox.write("seeds/one.sql", "commit;\ninsert into which values ('new');\n");
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains("seeds/one.sql:1:1: "), "{run:?}");
    assert_eq!(database.psql(WHICH), "old");
    sandbox.write("seeds/one.sql", whole);
    sandbox.run(["setup", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be emptied
since role [OWNER] does not have CREATEDB
schema would be loaded from schema/schema.sql
seeds would be loaded from seeds/one.sql
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [OWNER] (local)

"#]]);
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://[OWNER]:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [OWNER] (local)
role [OWNER] does not have CREATEDB: the database is emptied and loaded in place
reset        emptied; schema/schema.sql, seeds/one.sql: 2 statements, which 1 row ([TIME])

"#]]);
    let left = "select string_agg(relname, ' ' order by relname) from pg_class \
                where relnamespace::regnamespace::text not like 'pg!_%' escape '!' \
                and relnamespace <> 'information_schema'::regnamespace";
    assert_eq!(database.psql(left), "which");
    assert_eq!(database.psql("select count(*) from pg_largeobject_metadata"), "0");
    assert_eq!(database.psql("select to_regtype('mood') is null"), "t");
    let run = sandbox.run(["restore", "dump.sql"]).succeeded();
    assert!(run.stderr.contains("emptied and loaded in place"), "{run:?}");
    assert_eq!(database.psql(WHICH), "new");
    database.psql(&format!("reassign owned by {0} to postgres; drop owned by {0}", owner.name));
}

#[test]
fn a_plain_owner_does_not_wait_for_others_without_end() {
    let server = Postgres::shared();
    let (sandbox, database, owner) = plain_owner(server);
    let mut holder = database.after(&["begin", "lock table which in access share mode"]);
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains("canceling statement due to lock timeout"), "{run:?}");
    assert!(run.stderr.contains("`cruddur-db sessions` shows it"), "{run:?}");
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(database.psql(WHICH), "old");
    database.psql(&format!("reassign owned by {0} to postgres; drop owned by {0}", owner.name));
}

/// What a file means depends on them.
#[test]
fn files_are_loaded_under_the_settings_of_the_database() {
    let (sandbox, database) = old_one();
    let name = &database.name;
    database.psql(&format!(
        "alter database {name} set datestyle = 'ISO, DMY'; \
         alter database {name} set timezone = 'America/Toronto'; \
         alter role postgres in database {name} set search_path = app, public; \
         alter database {name} set default_transaction_read_only = on"
    ));
    sandbox.write(
        "schema/schema.sql",
        "create schema app; create table which (v text, at timestamptz);\n",
    );
    sandbox.write(
        "seeds/one.sql",
        "insert into which values ('01/02/2024'::date, '2024-07-01 12:00');\n",
    );
    let said = "select string_agg(v || ' ' || (at at time zone 'UTC'), '') from app.which";
    for _ in 0..2 {
        sandbox.run(["setup"]).succeeded();
        assert_eq!(database.psql(said), "2024-02-01 2024-07-01 16:00:00");
    }
    let settings = "select count(*) from pg_db_role_setting, unnest(setconfig) where setdatabase = \
                    (select oid from pg_database where datname = current_database())";
    assert_eq!(database.psql(settings), "4");
}

#[test]
fn a_search_path_that_leads_nowhere_is_named() {
    let (sandbox, database) = old_one();
    database.psql(&format!("alter database {} set search_path = gone", database.name));
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains("ALTER DATABASE \"[DB]\" RESET search_path"), "{run:?}");
    assert_eq!(database.psql("select v from public.which"), "old");
    assert_eq!(left_beside(&database), "");
}

/// It could be created for the owner, but not renamed or dropped.
#[test]
fn an_owner_that_the_role_does_not_inherit_from_is_named_before() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let member = server.role("login createdb noinherit");
    let (mut sandbox, database) = old_one();
    server.psql("postgres", &format!("grant {} to {}", owner.name, member.name));
    database.psql(&format!(
        "alter database {} owner to {1}; alter table which owner to {1}",
        database.name, owner.name
    ));
    sandbox.run(["drop", "--backup"]).succeeded();
    sandbox.set("CONNECTION_URL", member.url(&database.name)).hide(&owner.name, "[OWNER]");
    let run = sandbox.run(["restore", "--last"]).ended_with(1);
    assert!(run.stderr.contains("this role does not inherit from [OWNER]; nothing"), "{run:?}");
    assert!(!database.exists());
    assert_eq!(left_beside(&database), "");
}

#[test]
fn a_setting_that_the_owner_may_not_set_is_written_out() {
    let server = Postgres::shared();
    let owner = server.role("login createdb");
    let (mut sandbox, database) = old_one();
    let name = &database.name;
    database.psql(&format!(
        "alter database {name} owner to {}; \
         alter database {name} set log_min_duration_statement = 100; \
         alter role postgres in database {name} set app.jwt_secret = 'canary-Zq7'",
        owner.name
    ));
    sandbox.set("CONNECTION_URL", owner.url(name));
    let run = sandbox.run(["setup"]).succeeded();
    let said =
        |text: &str| run.stderr.contains(&format!("not restored for the database: ALTER {text}"));
    assert!(
        said("DATABASE \"[DB]\" SET \"log_min_duration_statement\" = '100': permission"),
        "{run:?}"
    );
    assert!(
        said("ROLE \"postgres\" IN DATABASE \"[DB]\" SET \"app\".\"jwt_secret\" = '***': "),
        "{run:?}"
    );
}

/// A pooler or a monitor may hold on to it.
#[test]
fn a_leftover_that_is_in_use_stops_no_drop() {
    let server = Postgres::shared();
    let owner = server.role("login createdb");
    let (mut sandbox, database) = old_one();
    let name = &database.name;
    let [staging, _] = own_names(&database);
    database.psql(&format!("alter database {name} owner to {}", owner.name));
    server.psql("postgres", &format!("create database {staging} owner {}", owner.name));
    let leftover = server.missing_database_named(&staging);
    let mut holder = leftover.hold("a superuser's session");
    sandbox.set("CONNECTION_URL", owner.url(name)).hide(&staging, "[STAGING]");
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains("nothing was changed: an interrupted command left"), "{run:?}");
    assert!(run.stderr.contains("`cruddur-db sessions --db [STAGING]` shows who is"), "{run:?}");
    assert_eq!(database.psql(WHICH), "old");
    let run = sandbox.run(["drop"]).succeeded();
    assert!(run.stderr.contains("left database [STAGING], which cannot be dropped"), "{run:?}");
    assert!(!database.exists());
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn a_plain_owner_leaves_what_is_other_peoples() {
    let server = Postgres::shared();
    let (sandbox, database, owner) = plain_owner(server);
    database.psql("create table foreign_one (x int)");
    sandbox.run(["setup", "--dry-run"]).ended_with(1);
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains("it contains public.foreign_one of other roles"), "{run:?}");
    assert_eq!(database.psql(WHICH), "old");
    // What would go with a schema or a table of the role's own.
    database.psql("drop table foreign_one");
    let own = owner.url(&database.name);
    for (mine, theirs, name) in [
        ("create schema s", "create table s.orders (x int)", "s.orders"),
        ("create schema s", "create function s.f() returns int return 1", "s.f()"),
        ("create schema s", "create function f(which) returns int return 1", "public.f()"),
    ] {
        psql(&own, mine);
        database.psql(theirs);
        let run = sandbox.run(["setup"]).ended_with(1);
        assert!(run.stderr.contains(&format!("it contains {name} of other roles")), "{run:?}");
        database.psql("drop schema s cascade; drop function if exists f(which)");
    }
    assert_eq!(database.psql(WHICH), "old");
    database.psql(&format!("reassign owned by {0} to postgres; drop owned by {0}", owner.name));
}
