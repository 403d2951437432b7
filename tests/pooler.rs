//! Every command that talks to a database, through pgbouncer with the defaults of its package.

use std::time::{Duration, Instant};

use snapbox::str;

use crate::common::{Pgbouncer, Postgres, Sandbox, psql};

/// Each transaction on another connection to the server than the one before, as on a pooler with
/// many clients.
pub const ROUND_ROBIN: &str = "transaction\nserver_round_robin = 1";

/// Has the pool open the connections that it goes round: two clients at the same time need two.
pub fn spread(url: &str) {
    let pid = || psql(url, "select pg_backend_pid() from pg_sleep(0.1)");
    let deadline = Instant::now() + Duration::from_secs(20);
    let on_one = || {
        std::thread::scope(|scope| {
            let other = scope.spawn(pid);
            pid() == other.join().unwrap()
        })
    };
    while on_one() {
        assert!(Instant::now() < deadline, "all transactions are on one connection");
    }
}

/// Runs the commands in the order of a day, each on what the one before left.
fn walk(mode: &str) {
    let server = Postgres::shared();
    let pooler = Pgbouncer::start(server, mode, &[]);
    let database = server.missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    sandbox.write("notes.sql", "create table notes (id int); insert into notes values (1), (2);");
    let run = |line: &str| sandbox.run(line.split(' ')).succeeded();
    let says = |line: &str, expected: &str| {
        let run = run(line);
        assert!(run.stdout.contains(expected), "{mode}: {line}: {run:?}");
    };
    says("create --quiet", "created");
    says("create --quiet", "already exists");
    let url = pooler.url(&database.name);
    let spread = || {
        if mode == ROUND_ROBIN {
            spread(&url);
        }
    };
    spread();
    says("schema-load --quiet", "loaded");
    says("seed --quiet", "public.users 2 rows, public.activities 2 rows");
    says("schema-load --check --quiet notes.sql", "rolled back");
    says("seed --quiet notes.sql", "notes 2 rows");
    assert_eq!(database.psql("select count(*) from notes"), "2");
    run(&format!("setup --quiet --confirm {}", database.name));
    spread();
    says("activity create --handle bayko --message hi --quiet", "hi");
    assert_eq!(run("activity home --format json").json().as_array().unwrap().len(), 3);
    let id = database.psql("select uuid from activities where message = 'hi'");
    says(&format!("activity show {id} --quiet"), "hi");
    says("user add --handle ann --display-name A --email a@example.com --quiet", "ann");
    assert_eq!(run("user list --format json").json().as_array().unwrap().len(), 3);
    says("sessions --quiet", "cruddur-db sessions");
    says("sessions --blocking --quiet", "no session waits");
    says("sessions kill --idle 1h --quiet", "no session ended");
    // But for what every version of Postgres comes to, and for the pooler itself.
    let is_well = |line: &str| {
        ["pass ", "warn    version", "warn    pooler"].iter().any(|word| line.starts_with(word))
    };
    let looked = run("doctor").stdout;
    let mut layers = looked.lines().filter(|line| !line.starts_with(' '));
    assert!(layers.by_ref().take(12).all(is_well), "{mode}: {looked}");
    assert_eq!(layers.count(), 1, "{mode}: {looked}");
    says("wait --quiet", "up");
    says("env-set dev --quiet", "is tagged as dev");
    says("connect --quiet -c select(41+1)", "42");
    says("connect --quiet --builtin -c select(41+1)", "42");
    run("dump all.sql");
    let dumped = std::fs::read_to_string(sandbox.work().join("all.sql")).unwrap();
    assert!(dumped.contains("ann\ta@example.com"), "{dumped}");
    says("restore all.sql --quiet", "restored");
    assert_eq!(database.psql("select count(*) from users"), "3");
    says("drop --backup --quiet", "dropped");
    assert!(!database.exists());
    says("restore --last --quiet", "restored");
    assert_eq!(database.psql("select count(*) from users"), "3");
    says("drop --quiet", "dropped");
}

#[test]
fn every_command_works_in_session_mode() {
    walk("session");
}

#[test]
fn every_command_works_in_transaction_mode() {
    walk(ROUND_ROBIN);
}

/// Two servers and a database of the same name on each, one of which the pooler leads to.
#[test]
fn a_pooler_before_two_servers_loses_nothing_on_the_wrong_one() {
    let (server, other) = (Postgres::shared(), Postgres::private(""));
    let database = server.database();
    let name = &database.name;
    database.psql("create table precious as select 1 as x");
    other.psql("postgres", &format!("create database {name}"));
    let lines = [
        format!("postgres = host=127.0.0.1 port={}", server.port()),
        format!(
            "{name} = host=127.0.0.1 port={} user=postgres password={}",
            other.port(),
            other.password()
        ),
    ];
    let pooler = Pgbouncer::with_databases(server, "session", &lines, &[]);
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", pooler.url(name));
    sandbox.write("dump.sql", "select 1;");
    for args in [&["drop"][..], &["setup"], &["restore", "dump.sql"], &["drop", "--dry-run"]] {
        let run = sandbox.run(args).ended_with(1);
        assert!(run.stderr.contains("is on another server than the maintenance"), "{run:?}");
    }
    assert_eq!(database.psql("select x from precious"), "1");
}

/// The tag counts of the database that the pooler leads to, whatever it calls it.
#[test]
fn an_alias_of_the_pooler_is_seen_through() {
    let server = Postgres::shared();
    let database = server.missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.write("schema/schema.sql", "create table if not exists t (x int);");
    sandbox.write("seeds/t.sql", "insert into t values (1);");
    sandbox.run(["setup", "prod"]).succeeded();
    let lines = [
        format!("dev_alias = host=127.0.0.1 port={} dbname={}", server.port(), database.name),
        format!("postgres = host=127.0.0.1 port={}", server.port()),
    ];
    // Without a line for all others, the new database cannot be filled through the pooler.
    let narrow = Pgbouncer::with_databases(server, "session", &lines, &[]);
    sandbox.set("CONNECTION_URL", narrow.url("dev_alias"));
    let run = sandbox.run(["setup"]).ended_with(3);
    assert!(run.stderr.contains("nothing was changed: no such database"), "{run:?}");
    assert!(run.stderr.contains("a pooler that lists its databases"), "{run:?}");
    let lines = [&lines[..], &[format!("* = host=127.0.0.1 port={}", server.port())]].concat();
    let pooler = Pgbouncer::with_databases(server, "transaction", &lines, &[]);
    sandbox.set("CONNECTION_URL", pooler.url("dev_alias")).unset("PROD_CONNECTION_URL");
    for args in [&["schema-load"][..], &["seed"], &["sessions", "kill", "--all"]] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains("is tagged as prod, but this is dev"), "{args:?} {run:?}");
    }
    // The server has no database of that name, and the pooler would not lead to a new one.
    let run = sandbox.run(["setup"]).ended_with(1);
    let said =
        "database dev_alias was created on the server, but is database [DB] under another name";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "1");
    let run = sandbox.run(["drop"]).ended_with(1);
    assert!(run.stderr.contains("is database [DB] under another name"), "{run:?}");
    server.psql("postgres", "drop database dev_alias");
    // Its own environment may load, and is told the name.
    sandbox.set("PROD_CONNECTION_URL", pooler.url("dev_alias")).unset("CONNECTION_URL");
    let run = sandbox.run(["seed", "prod", "--confirm", "dev_alias"]).succeeded();
    assert!(run.stderr.contains("dev_alias is database [DB] on the server"), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "2");
}

#[test]
fn six_at_once_through_a_pooler_go_one_after_the_other() {
    let server = Postgres::shared();
    for mode in ["session", "transaction"] {
        let database = server.missing_database();
        let pooler = Pgbouncer::start(server, mode, &[]);
        let mut sandbox = Sandbox::with(&database);
        sandbox.set("CONNECTION_URL", pooler.url(&database.name));
        sandbox.write("dump.sql", "create table users (handle text);");
        let runs: Vec<_> = std::thread::scope(|scope| {
            let all: Vec<_> = [
                &["setup"][..],
                &["restore", "dump.sql"],
                &["setup"],
                &["drop"],
                &["setup"],
                &["restore", "dump.sql"],
            ]
            .into_iter()
            .map(|args| {
                let sandbox = &sandbox;
                (args, scope.spawn(move || sandbox.run(args)))
            })
            .collect();
            all.into_iter().map(|(args, run)| (args, run.join().unwrap())).collect()
        });
        for (args, run) in runs {
            assert_eq!(run.status, Some(0), "{mode} {args:?} {run:?}");
        }
        sandbox.run(["setup"]).succeeded();
        assert_eq!(database.psql("select count(*) from users"), "2");
    }
}

/// Whoever a pooler gives the session to next finds nothing of the file's in it: after a load, a
/// trial, a file that fails, and one that fails after its own COMMIT.
#[test]
fn a_load_leaves_nothing_in_the_session() {
    let server = Postgres::shared();
    let pooler = Pgbouncer::start(server, ROUND_ROBIN, &[]);
    let database = server.database();
    let url = pooler.url(&database.name);
    spread(&url);
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", &url);
    let settings = "set search_path = nowhere;\nset statement_timeout = '77s';\n\
                    set session characteristics as transaction read only;\n\
                    select pg_advisory_lock(4711);\ncreate temp table left_over (x int);\n";
    let look = "select current_setting('search_path'), current_setting('statement_timeout'), \
                current_setting('default_transaction_read_only'), \
                (select count(*) from pg_locks where locktype = 'advisory' and objid = 4711), \
                to_regclass('pg_temp.left_over')";
    for (end, args, status) in [
        ("", &["seed", "s.sql"][..], 0),
        ("", &["seed", "s.sql", "--check"], 0),
        ("select nonsense;\n", &["seed", "s.sql"], 1),
        // What follows might find itself in another session: it is refused.
        ("commit;\nselect nonsense;\n", &["seed", "s.sql"], 1),
        ("create table public.t (x int);\nvacuum public.t;\n", &["seed", "s.sql"], 1),
    ] {
        sandbox.write("s.sql", format!("{settings}{end}"));
        sandbox.run(args).ended_with(status);
        for _ in 0..4 {
            assert_eq!(psql(&url, look), "\"$user\", public|0|off|0|", "{end:?}");
        }
    }
    let run = sandbox.run(["seed", "s.sql"]).ended_with(1);
    let said = "s.sql:7:1: the file commits and sets default_transaction_read_only, \
                search_path, statement_timeout and leaves a temporary table in its session, which a \
                pooler may lose";
    assert!(run.stderr.contains(said), "{run:?}");
    sandbox
        .write("s.sql", "create table u (x int);\ncommit;\nset local x.y = 1;\nset role none;\n");
    let run = sandbox.run(["seed", "s.sql"]).ended_with(1);
    assert!(run.stderr.contains("s.sql:4:1: the file commits and sets role"), "{run:?}");
    let hint = "hint: name the server itself in CONNECTION_URL, or set it in each transaction";
    assert!(run.stderr.contains(hint), "{run:?}");
    sandbox.set("DIRECT_URL", database.url());
    database.psql("drop table u");
    let run = sandbox.run(["seed", "s.sql"]).ended_with(1);
    let hint = "hint: set CONNECTION_URL to the URL of DIRECT_URL, or set it in each transaction";
    assert!(run.stderr.contains(hint), "{run:?}");
    sandbox.unset("DIRECT_URL");
    for (statement, kept) in [
        ("listen news", "LISTEN"),
        ("prepare p as select 1", "a prepared statement"),
        ("create temporary table x (x int)", "a temporary table"),
        ("create local temp table x (x int)", "a temporary table"),
        ("select pg_try_advisory_lock(4711)", "an advisory lock"),
        ("declare c cursor with hold for select 1", "a cursor"),
    ] {
        let said = format!(": the file commits and leaves {kept} in its session");
        let after = format!("create table w (x int);\ncommit;\n{statement};\nselect 1/0;\n");
        let alone = format!("-- cruddur-db: no-transaction\n{statement};\nselect 1/0;\n");
        let within = format!("{statement};\ncommit;\nselect 1/0;\n");
        // Whether a lock ends with its transaction does not show.
        let texts = [Some(after), Some(alone), Some(within).filter(|_| !kept.contains("lock"))];
        for text in texts.into_iter().flatten() {
            sandbox.write("s.sql", text);
            let run = sandbox.run(["seed", "s.sql"]).ended_with(1);
            assert!(run.stderr.contains(&said), "{statement}: {run:?}");
            database.psql("drop table if exists w");
        }
    }
    sandbox.write("s.sql", "begin;\ncreate table v (x int);\ncommit;\ninsert into v values (1);\n");
    sandbox.run(["seed", "s.sql"]).succeeded();
    assert_eq!(database.psql("table v"), "1");
}

#[test]
fn what_a_pooler_does_not_take_is_named() {
    let pooler = Pgbouncer::start(Postgres::shared(), "transaction", &[]);
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let url = format!("{}?options=-c%20statement_timeout%3D5s", pooler.url(&database.name));
    let port = url.split(['@', '/']).find_map(|part| part.strip_prefix("127.0.0.1:")).unwrap();
    sandbox.hide(format!(":{port}"), ":[PORT]").set("CONNECTION_URL", &url);
    sandbox.run(["user", "list"]).check(str![[r#"
exit 3
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: unsupported startup parameter: options (SQLSTATE 08P01)
hint: a pooler refuses it; remove it from the URL and PGOPTIONS, or add it to the pooler's ignore_startup_parameters

"#]]);
}

/// Nothing that takes a transaction goes through a pooler that pools statements; the rest does.
#[test]
fn a_pooler_of_statements_is_named() {
    let server = Postgres::shared();
    let pooler = Pgbouncer::start(server, "statement", &[]);
    let database = server.database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load", "--quiet"]).succeeded();
    sandbox.run(["seed", "--quiet"]).succeeded();
    let url = pooler.url(&database.name);
    let port = url.split(['@', '/']).find_map(|part| part.strip_prefix("127.0.0.1:")).unwrap();
    sandbox.hide(format!(":{port}"), ":[POOLER]").set("CONNECTION_URL", &url);
    sandbox.write("s.sql", "create table t (x int);\ncreate table u (x int);\n");
    sandbox.write(
        "own.sql",
        "-- cruddur-db: no-transaction\nbegin;\ncreate table t (x int);\ncommit;\n",
    );
    sandbox.write("migrations/1_t.up.sql", "create table t (x int)");
    sandbox.write("migrations/1_t.down.sql", "drop table t");
    sandbox.write("migrations/2_v.up.sql", "-- no-transaction\nvacuum;");
    sandbox.run(["user", "list"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[POOLER] as postgres (local)
error: the pooler at 127.0.0.1:[POOLER] pools statements (pool_mode=statement), but this needs a transaction (SQLSTATE 08P01)
hint: name the server itself in CONNECTION_URL or, for migrations, create, drop, setup, restore and dump, in a direct URL next to it; or set pool_mode to transaction or session

"#]]);
    for line in [
        "seed s.sql",
        "schema-load s.sql",
        "schema-load own.sql",
        "seed s.sql --check",
        "seed s.sql --dry-run",
        "setup",
        "setup --keep",
        "drop",
        "restore s.sql",
        "dump",
        "user add --handle ann --display-name A --email a@example.com",
        "activity create --handle bayko --message hi",
        "activity home",
        "connect --builtin --read-only -c select(41+1)",
        "migrate",
        "migrate --resume",
        "rollback",
        "migration redo",
        "migration mark --all",
        "prepare",
    ] {
        let run = sandbox.run(line.split(' ')).ended_with(1);
        assert!(run.stderr.contains(POOLS_STATEMENTS), "{line}: {run:?}");
        if !run.stderr.contains("is unknown") {
            let left = "select count(*), to_regclass('t') is null from users";
            assert_eq!(database.psql(left), "2|t", "{line}");
        }
        database.psql("drop table if exists t, u");
    }
    for line in [
        "create",
        "sessions",
        "sessions --blocking",
        "sessions kill --idle 1h",
        "env-set dev",
        "wait",
        "connect -c select(41+1)",
        "connect --builtin -c select(41+1)",
    ] {
        sandbox.run(line.split(' ')).succeeded();
    }
    // What goes past the pooler does not meet it, and the rest is told where to go.
    sandbox.set("DIRECT_URL", database.url());
    sandbox.run(["dump", "all.sql"]).succeeded();
    sandbox.run(["setup"]).succeeded();
    let run = sandbox.run(["seed", "s.sql"]).ended_with(1);
    assert!(run.stderr.contains("set CONNECTION_URL to the URL of DIRECT_URL"), "{run:?}");
}

const POOLS_STATEMENTS: &str = "the pooler at 127.0.0.1:[POOLER] pools statements \
                                (pool_mode=statement), but this needs a transaction";

/// One session holds the lock, and the work needs another.
#[test]
fn a_pool_that_is_too_small_is_named() {
    let server = Postgres::shared();
    let database = server.database();
    let mode = "transaction\ndefault_pool_size = 1\nquery_wait_timeout = 1";
    let pooler = Pgbouncer::start(server, mode, &[]);
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    let run = sandbox.run(["drop"]).ended_with(1);
    assert!(
        run.stderr.contains("and is unchanged: query_wait_timeout (SQLSTATE 08P01)"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("has no free session: setup, restore and drop need two"),
        "{run:?}"
    );
    assert!(database.exists());
    sandbox.set("DIRECT_URL", database.url());
    sandbox.run(["drop"]).succeeded();
    // Of a missing database pgbouncer says that it is, or lets its clients wait.
    let fresh = Pgbouncer::start(server, mode, &[]);
    sandbox.set("CONNECTION_URL", fresh.url(&database.name)).unset("DIRECT_URL");
    let run = sandbox.run(["sessions"]).ended_with(3);
    let hints = ["hint: create it with: `cruddur-db create`", "has no free session"];
    assert!(hints.iter().any(|hint| run.stderr.contains(hint)), "{run:?}");
}

/// The pooler has connections that end with the sessions of the database.
#[test]
fn a_database_is_emptied_in_place_through_a_pooler() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let database = server.database();
    server.psql("postgres", &format!("alter database {} owner to {}", database.name, owner.name));
    let pooler = Pgbouncer::start(server, "transaction", &[&owner.name]);
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", pooler.url_of(&owner.name, &database.name));
    for _ in 0..12 {
        sandbox.run(["setup", "-q"]).succeeded();
    }
}

/// The settings of the URL, which a pooler does not take, count for that too.
#[test]
fn what_another_table_lists_is_not_run_again_through_a_pooler() {
    let server = Postgres::shared();
    for takes in ["", "\nignore_startup_parameters = options"] {
        let pooler = Pgbouncer::start(server, &format!("{ROUND_ROBIN}{takes}"), &[]);
        let database = server.database();
        let mut sandbox = Sandbox::with(&database);
        sandbox.write("db/migrations/1_a.up.sql", "create table public.a (x int)");
        sandbox.write("db/migrations/1_a.down.sql", "drop table public.a");
        let url = pooler.url(&database.name);
        sandbox.set("CONNECTION_URL", &url);
        spread(&url);
        database.psql(
            "create schema app; create table schema_migrations (version varchar); \
             insert into schema_migrations values ('1')",
        );
        for args in [&["migrate"][..], &["migrate", "--dry-run"], &["prepare"]] {
            let run = sandbox.run(args).ended_with(2);
            assert!(run.stderr.contains("another tool has migrated this database"), "{run:?}");
        }
        let tables = "select string_agg(relname, ' ' order by relname) from pg_class \
                      where relkind = 'r' and relname in ('a', '_sqlx_migrations')";
        assert_eq!(database.psql(tables), "");
        database.psql("drop table schema_migrations");
        sandbox.run(["migrate"]).succeeded();
        sandbox.set("CONNECTION_URL", format!("{url}?options=-csearch_path%3Dapp"));
        for args in [
            &["migrate"][..],
            &["migrate", "--dry-run"],
            &["rollback"],
            &["migration", "mark", "--all"],
        ] {
            let run = sandbox.run(args).ended_with(2);
            assert!(run.stderr.contains("public._sqlx_migrations has these"), "{run:?}");
        }
        // Outside a transaction they would count for one statement or another.
        sandbox.set("CONNECTION_URL", format!("{url}?options=-cDateStyle%3DGerman"));
        sandbox.write("db/migrations/2_b.sql", "create table public.b ()");
        sandbox.write("db/migrations/3_i.sql", "create index concurrently on public.a (x)");
        for args in [&["migrate"][..], &["migrate", "--dry-run"]] {
            let run = sandbox.run(args).ended_with(2);
            assert!(run.stderr.contains("the URL's settings may be lost"), "{run:?}");
        }
        assert_eq!(database.psql(tables), "_sqlx_migrations a");
        // Nothing would be done otherwise without this one.
        sandbox.set("CONNECTION_URL", format!("{url}?options=-clock_timeout%3D9s"));
        let run = sandbox.run(["migrate"]).succeeded();
        let warning = "warning: db/migrations/3_i.sql:1:1: outside a transaction this runs \
                       without the URL's lock_timeout, which a pooler drops";
        assert!(run.stderr.contains(warning), "{run:?}");
        assert_eq!(database.psql(tables), "_sqlx_migrations a");
    }
}
