//! What commands leave in the sessions that a transaction pooler gives to others: nothing.

use crate::common::{Database, Pgbouncer, Postgres, Sandbox, psql};
use crate::pooler::{ROUND_ROBIN, spread};

/// A pooler with one session for the database and three for each other one, one of which holds a
/// lock while others work.
fn narrow(database: &Database) -> Pgbouncer {
    let server = Postgres::shared();
    let (name, port) = (&database.name, server.port());
    let lines = [
        format!("{name} = host=127.0.0.1 port={port} pool_size=1"),
        format!("* = host=127.0.0.1 port={port} pool_size=3"),
    ];
    Pgbouncer::with_databases(server, "transaction", &lines, &[])
}

/// What somebody finds who gets the session next. A temporary schema without a table in it goes
/// with the session.
const LOOK: &str = "select concat_ws(' ',
    (select string_agg(name || '=' || setting, ' ') from pg_settings
     where source = 'session' and name not in
       ('application_name', 'client_encoding', 'DateStyle', 'TimeZone',
        'standard_conforming_strings', 'IntervalStyle')),
    case when current_user <> session_user then 'role' end,
    (select 'locks ' || count(*) from pg_locks
     where locktype = 'advisory' and pid = pg_backend_pid() having count(*) > 0),
    (select 'listens ' || string_agg(it, ' ') from pg_listening_channels() it),
    (select 'prepared ' || string_agg(name, ' ') from pg_prepared_statements),
    (select 'cursors ' || string_agg(name, ' ') from pg_cursors where name <> ''),
    (select 'tables ' || string_agg(relname, ' ') from pg_class
     where relnamespace = pg_my_temp_schema()))
    from pg_sleep(0.05)";

/// Looks into the session of the database, and into several of the others at the same time.
#[track_caller]
fn look(pooler: &Pgbouncer, database: &Database, after: &str) {
    let mut urls = vec![pooler.url("postgres"); 3];
    if database.exists() {
        urls.extend(vec![pooler.url(&database.name); 3]);
    }
    std::thread::scope(|scope| {
        let looks: Vec<_> =
            urls.iter().map(|url| scope.spawn(move || (url, psql(url, LOOK)))).collect();
        for look in looks {
            let (url, left) = look.join().unwrap();
            assert_eq!(left, "", "{after}: {}", url.rsplit('/').next().unwrap());
        }
    });
}

#[test]
fn nothing_is_left_in_the_session_of_others() {
    let database = Postgres::shared().missing_database();
    walk(&database, &narrow(&database), false);
}

#[test]
fn nothing_is_left_in_any_session_of_others() {
    let server = Postgres::shared();
    walk(&server.missing_database(), &Pgbouncer::start(server, ROUND_ROBIN, &[]), true);
}

/// Runs the commands in the order of a day. Where it `spreads`, each transaction is in another
/// session than the one before.
fn walk(database: &Database, pooler: &Pgbouncer, spreads: bool) {
    let mut sandbox = Sandbox::with(database);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    let state = "set search_path = nowhere;\nset statement_timeout = '77s';\n\
                 set default_transaction_read_only = on;\nselect pg_advisory_lock(4711);\n\
                 create temp table left_over (x int);\nlisten news;\n\
                 prepare left_too as select 1;\n\
                 declare open_cursor cursor with hold for select 1;\n";
    sandbox.write("state.sql", state);
    sandbox.write("fails.sql", format!("{state}select nonsense;\n"));
    sandbox.write("late.sql", format!("create table u (x int);\ncommit;\n{state}select 1/0;\n"));
    sandbox.write("vacuum.sql", "vacuum;\nselect nonsense;\n");
    let alone = "-- cruddur-db: no-transaction\n";
    sandbox.write("alone.sql", format!("{alone}{state}"));
    sandbox.write("notes.sql", "create table notes (id int); insert into notes values (1), (2);");
    sandbox.write("query.sql", "select 42;\n");
    let setup = format!("setup --confirm {}", database.name);
    for (line, status) in [
        ("create", 0),
        ("schema-load", 0),
        ("seed", 0),
        ("schema-load --check notes.sql", 0),
        ("schema-load --dry-run notes.sql", 0),
        ("seed notes.sql", 0),
        ("seed state.sql", 0),
        ("seed state.sql --check", 0),
        ("seed fails.sql", 1),
        ("seed late.sql", 1),
        ("seed vacuum.sql", 1),
        ("seed alone.sql", 1),
        ("schema-load notes.sql --backup", 1),
        (setup.as_str(), 0),
        ("setup --keep", 1),
        ("setup --dry-run", 0),
        ("setup --backup", 0),
        ("activity create --handle bayko --message hi", 0),
        ("activity create --handle nobody --message hi", 1),
        ("activity home", 0),
        ("user add --handle ann --display-name A --email a@example.com", 0),
        ("user add --handle ann --display-name A --email a@example.com", 1),
        ("user list", 0),
        ("sessions", 0),
        ("sessions --blocking", 0),
        ("sessions kill --idle 1h", 0),
        ("sessions kill --all --dry-run", 0),
        ("doctor", 0),
        ("wait", 0),
        ("env-set dev", 0),
        ("config", 0),
        ("connect -c select(41+1)", 0),
        ("connect --builtin -c select(41+1)", 0),
        ("connect --builtin -c select(1/0)", 1),
        ("connect --builtin --read-only -c select(41+1)", 0),
        ("connect --builtin --read-only -c vacuum", 1),
        ("dump all.sql", 0),
        ("dump --data-only", 0),
        ("dump --schema-only", 0),
        ("restore all.sql", 0),
        ("restore query.sql --dry-run", 0),
        ("restore fails.sql", 1),
        ("drop --dry-run", 0),
        ("drop --backup", 0),
        ("restore --last", 0),
        ("drop", 0),
        ("drop", 0),
    ] {
        if spreads && database.exists() {
            spread(&pooler.url(&database.name));
        }
        let run = sandbox.run(line.split(' '));
        assert_eq!(run.status, Some(status), "{line}: {run:?}");
        look(pooler, database, line);
    }
}

/// pg_dump sets its session up before it begins, which a pooler may do in another session.
#[test]
fn a_dump_through_a_pooler_is_the_same() {
    let server = Postgres::shared();
    let database = server.database();
    server.psql("postgres", &format!("drop database {}", database.name));
    let made = "encoding 'LATIN1' locale 'C' template template0";
    server.psql("postgres", &format!("create database {} {made}", database.name));
    database.psql("create schema s; create table s.t (id serial, é text default 'ü')");
    database.psql("insert into s.t select generate_series(1, 3)");
    database.psql("create view s.v as select * from s.t");
    // Names are whole only where the search path is empty.
    database.psql(&format!("alter database {} set search_path = s", database.name));
    let pooler = Pgbouncer::start(server, ROUND_ROBIN, &[]);
    let mut sandbox = Sandbox::with(&database);
    let direct = sandbox.run(["dump"]).succeeded().stdout;
    assert!(direct.contains("nextval('s.t_id_seq'::regclass)"), "{direct}");
    assert!(direct.contains("SET client_encoding = 'LATIN1'"), "{direct}");
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    // What is meant for the login is not for pg_dump's own.
    sandbox.set("PGREQUIREAUTH", "md5,scram-sha-256").set("PGSSLMODE", "prefer");
    sandbox.set("PGTARGETSESSIONATTRS", "read-write");
    for _ in 0..4 {
        spread(&pooler.url(&database.name));
        assert_eq!(sandbox.run(["dump"]).succeeded().stdout, direct);
        look(&pooler, &database, "dump");
    }
}

/// As many as there may be at a time, and more: each waits for a session, and nobody for ever.
#[test]
fn six_at_once_share_two_sessions() {
    let server = Postgres::shared();
    let database = server.missing_database();
    let pooler = Pgbouncer::start(server, "transaction\ndefault_pool_size = 2", &[]);
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    sandbox.write("n.sql", "create table if not exists n (x int); insert into n values (1);");
    sandbox.run(["setup"]).succeeded();
    let setup = format!("setup --confirm {}", database.name);
    for line in
        ["schema-load n.sql", "seed n.sql", "activity home", "dump", &setup, "restore d.sql"]
    {
        sandbox.write("d.sql", "create table users (handle text);");
        std::thread::scope(|scope| {
            let sandbox = &sandbox;
            let run = || sandbox.run(line.split(' '));
            let all: Vec<_> = (0..6).map(|_| scope.spawn(run)).collect();
            for run in all {
                let run = run.join().unwrap();
                assert_eq!(run.status, Some(0), "{line}: {run:?}");
            }
        });
    }
}
