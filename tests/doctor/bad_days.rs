//! What stands in the way on a bad day, and that what doctor says to do does it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;

use super::{examine, fix, found};
use crate::common::{Bastion, Database, Pgbouncer, Postgres, Sandbox, Standby, psql};

/// Types the SQL of a fix as the superuser, statement by statement.
fn type_sql(database: &Database, fix: &str) {
    let sql =
        fix.split_once("run: ").or_else(|| fix.split_once("can: ")).map_or(fix, |(_, sql)| sql);
    let sql = sql.split("; cruddur-db").next().unwrap().split("; else").next().unwrap();
    for statement in sql.split(';').filter(|it| !it.trim().is_empty()) {
        let url = database.url();
        // One that is closed is opened from elsewhere.
        let url = match statement.contains("ALTER DATABASE") && !statement.contains("REFRESH") {
            true => Postgres::shared().url("postgres"),
            false => url,
        };
        psql(&url, statement);
    }
}

/// Types statement by statement.
fn type_in_one_session(url: &str, sql: &str) {
    let mut psql = Command::new(crate::common::program("psql"));
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1"]).arg(url);
    psql.args(sql.split(';').flat_map(|statement| ["-c", statement]));
    assert!(psql.status().unwrap().success(), "{sql}");
}

/// Types the command of a fix.
fn type_command(sandbox: &Sandbox, fix: &str) {
    let command = fix.split_once("cruddur-db ").unwrap().1.replace("` --", " --");
    let command = command.split('`').next().unwrap();
    sandbox.run(command.split(' ')).succeeded();
}

/// Something that listens: it greets, waits for a line, and answers. Returns its port.
fn service(greeting: &'static [u8], answer: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream, greeting, answer));
        }
    });
    port
}

/// A client that goes away ends it, which is right.
fn serve(mut stream: TcpStream, greeting: &[u8], answer: &[u8]) -> std::io::Result<()> {
    stream.write_all(greeting)?;
    let mut said = Vec::new();
    while !said.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        said.extend(byte);
    }
    stream.write_all(answer)
}

#[test]
fn a_service_that_is_no_postgres_is_named() {
    let sandbox = Sandbox::new();
    let port = service(b"", b"HTTP/1.1 200 OK\r\n\r\n");
    for mode in ["prefer", "require", "disable"] {
        let url = format!("postgresql://u@127.0.0.1:{port}/d?sslmode={mode}");
        let args = ["doctor", "--quiet", "--format", "json", "--timeout", "2s", "--url", &url];
        let run = sandbox.run(args).ended_with(1);
        assert_eq!(
            found(&run, "tls"),
            format!(
                "fail: 127.0.0.1:{port} speaks HTTP, not Postgres / check host and port in --url; \
                 Postgres' own port is 5432"
            ),
            "{mode}"
        );
        let lines = sandbox.run(["doctor", "--timeout", "2s", "--url", &url]).ended_with(1).stdout;
        assert!(lines.contains("\nunknown 8 checks skipped: TLS failed\n"), "{lines}");
    }
    // One that greets.
    let port = service(b"J\0\0\0\x0a8.0.36\0", b"");
    let run = examine(&sandbox, &format!("postgresql://u@127.0.0.1:{port}/d"), 1);
    let named = format!("fail: 127.0.0.1:{port} speaks MySQL, not Postgres");
    assert!(found(&run, "tls").starts_with(&named), "{run:?}");
    // A greeting that begins as the answer does that Postgres gives.
    let ssh = Bastion::start("");
    let port = ssh.port();
    for mode in ["prefer", "require", "disable", "verify-full&sslnegotiation=direct"] {
        let url = format!("postgresql://a:a@127.0.0.1:{port}/x?sslmode={mode}");
        let url = url.replace("verify-full&", "require&");
        let said = found(&examine(&sandbox, &url, 1), "tls");
        let named = format!("fail: 127.0.0.1:{port} speaks SSH, not Postgres");
        assert!(said.starts_with(&named), "{mode}: {said}");
    }
    let url = format!("postgresql://a:a@127.0.0.1:{port}/x?sslmode=require");
    let run = sandbox.run(["user", "list", "--url", &url]).ended_with(3);
    assert!(run.stderr.contains("speaks SSH, not Postgres"), "{run:?}");
    // Other commands are told, too, where the first byte tells.
    let port = service(b"HTTP/1.1 400 Bad Request", b"");
    let url = format!("postgresql://u@127.0.0.1:{port}/d?sslmode=require");
    let run = sandbox.run(["user", "list", "--url", &url]).ended_with(3);
    assert!(run.stderr.contains("speaks HTTP, not Postgres"), "{run:?}");
}

#[test]
fn limits_of_connections_are_named_and_lifted() {
    let server = Postgres::shared();
    let (database, role) = (server.database(), server.role("LOGIN CONNECTION LIMIT 0"));
    let sandbox = Sandbox::new();
    let url = role.url(&database.name);
    let run = examine(&sandbox, &url, 1);
    let refused = format!(
        "fail: too many connections for role \"{0}\" (SQLSTATE 53300) / the role has a connection \
         limit, which may be 0; an administrator can: ALTER ROLE \"{0}\" CONNECTION LIMIT -1; else \
         `cruddur-db wait --url ",
        role.name
    );
    let said = found(&run, "login");
    assert!(said.starts_with(&refused) && said.ends_with(" retries until one is free"), "{said}");
    type_sql(&database, &fix(&run, "login"));
    server.psql("postgres", &format!("alter database {} connection limit 0", database.name));
    let run = examine(&sandbox, &url, 1);
    assert_eq!(found(&run, "login"), format!("pass: as {}", role.name));
    let closed = format!(
        "fail: too many connections for database \"{0}\" (SQLSTATE 53300)\nits connection limit is \
         0: only superusers get in / its owner can: ALTER DATABASE \"{0}\" CONNECTION LIMIT -1",
        database.name
    );
    assert_eq!(found(&run, "database"), closed);
    let waited = sandbox.run(["wait", "--wait=0", "--url", &url]).ended_with(3);
    assert!(waited.stderr.contains("its owner can: ALTER DATABASE"), "{waited:?}");
    type_sql(&database, &fix(&run, "database"));
    assert_eq!(found(&examine(&sandbox, &url, 0), "database"), "pass: open");
    for closed in [
        format!("alter database {} allow_connections false", database.name),
        format!("revoke connect on database {} from public", database.name),
        format!("alter role {} nologin", role.name),
    ] {
        server.psql("postgres", &closed);
        let run = examine(&sandbox, &url, 1);
        let layer = if closed.contains("nologin") { "login" } else { "database" };
        assert!(found(&run, layer).starts_with("fail: "), "{closed}: {run:?}");
        type_sql(&database, &fix(&run, layer));
        assert_eq!(found(&examine(&sandbox, &url, 0), "database"), "pass: open", "{closed}");
    }
    database.psql(&format!("drop owned by {}", role.name));
}

#[test]
fn a_standby_says_that_it_is_one() {
    let standby = Standby::start();
    standby.catch_up();
    let sandbox = Sandbox::new();
    let privileges = |url: &str| found(&examine(&sandbox, url, 0), "privileges");
    assert_eq!(
        privileges(&standby.url("postgres")),
        "warn: postgres is a superuser\nthe server is a standby, which can only be read / to write, \
         name the primary in the URL, or all servers and target_session_attrs=read-write"
    );
    let asked = privileges(&format!("{}?target_session_attrs=standby", standby.url("postgres")));
    assert_eq!(asked, "pass: postgres is a superuser; on a standby, as was asked for");
    let mut writing = Sandbox::new();
    writing.set("CONNECTION_URL", standby.url("postgres"));
    writing.write("s.sql", "create table t (x int);");
    writing.write("migrations/1_t.sql", "create table t (x int);");
    for line in ["schema-load s.sql", "seed s.sql", "migrate", "env-set dev", "create"] {
        if line == "create" {
            writing.set("CONNECTION_URL", standby.url("missing"));
        }
        let run = writing.run(line.split(' ')).ended_with(1);
        let hint = "hint: a standby can only be read: name the primary in CONNECTION_URL";
        assert!(run.stderr.contains(hint), "{line} {run:?}");
    }
    // The fix.
    let written = privileges(&standby.both("postgres", "target_session_attrs=read-write"));
    assert_eq!(written, "pass: postgres is a superuser");
    let url = Postgres::shared().url("postgres");
    let fix = fix(&examine(&sandbox, &format!("{url}?options={READ_ONLY}"), 0), "privileges");
    assert_eq!(fix, "take default_transaction_read_only out of the URL's options, or of PGOPTIONS");
}

/// The option that makes a session's transactions read-only.
const READ_ONLY: &str = "-c%20default_transaction_read_only%3Don";

#[test]
fn read_only_transactions_end_where_they_come_from() {
    let server = Postgres::shared();
    let database = server.database();
    let role = server.role("LOGIN");
    database.psql(&format!("alter database {} owner to {}", database.name, role.name));
    let sandbox = Sandbox::new();
    let (url, name) = (role.url(&database.name), &database.name);
    let setting = "set default_transaction_read_only = on";
    for place in [
        format!("database {name}"),
        format!("role {}", role.name),
        format!("role {} in database {name}", role.name),
    ] {
        server.psql("postgres", &format!("alter {place} {setting}"));
        let run = examine(&sandbox, &url, 0);
        let said = "its transactions are read-only unless they say otherwise";
        assert!(found(&run, "privileges").contains(said), "{place}: {run:?}");
        let step = fix(&run, "privileges");
        let sql = step.split_once(" can: ").unwrap().1;
        // As the role that it names types it.
        type_in_one_session(&url, sql);
        let run = examine(&sandbox, &url, 0);
        assert!(!found(&run, "privileges").contains(said), "{place}: {run:?}");
    }
}

#[test]
fn read_only_transactions_of_everybody_end_as_a_superuser_types_it() {
    let server = Postgres::private("");
    let (sandbox, url) = (Sandbox::new(), server.url("postgres"));
    let writing = format!("{url}?options=-c%20default_transaction_read_only%3Doff");
    for setting in ["role all set", "system set"] {
        let sql = format!("alter {setting} default_transaction_read_only = on");
        psql(&writing, &sql);
        psql(&writing, "select pg_reload_conf()");
        server.wait_for("show default_transaction_read_only", "on");
        let run = examine(&sandbox, &url, 0);
        let step = fix(&run, "privileges");
        let sql = step.split_once("a superuser can: ").unwrap().1.split("; on RDS").next().unwrap();
        type_in_one_session(&url, sql);
        server.wait_for("show default_transaction_read_only", "off");
    }
}

#[test]
fn a_database_that_the_pooler_does_not_know_is_named() {
    let server = Postgres::shared();
    let database = server.database();
    let bouncer = Pgbouncer::start(server, "transaction", &[]);
    let sandbox = Sandbox::new();
    let url = bouncer.url("nosuch_database");
    let run = examine(&sandbox, &url, 1);
    let text = found(&run, "database");
    assert!(text.starts_with("fail: "), "{run:?}");
    assert!(fix(&run, "database").contains("`cruddur-db create --url"), "{text}");
    assert!(found(&run, "login").starts_with("pass: "), "{run:?}");
    drop(database);
}

/// The arguments of a command, as a shell reads them.
fn shell_words(line: &str) -> Vec<String> {
    let out = Command::new("sh").arg("-c").arg(format!("printf '%s\\0' {line}")).output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    text.trim_end_matches('\0').split('\0').map(str::to_owned).collect()
}

/// Types a fix of collations: a command as the role of the sandbox, and the SQL of others.
fn type_collations(sandbox: &Sandbox, database: &Database, fix: &str) {
    for part in fix.split("; ") {
        match part.split_once(" can: ") {
            Some((_, sql)) => _ = database.psql(&sql.replace("[DB]", &database.name)),
            None => {
                let line = part.trim_start_matches('`').split('`').next().unwrap();
                let words = shell_words(line.strip_prefix("cruddur-db ").unwrap());
                let words = words.iter().map(|word| word.replace("[DB]", &database.name));
                sandbox.run(words).succeeded();
            }
        }
    }
}

#[test]
fn changed_collations_are_seen_and_sorted_again() {
    let server = Postgres::shared();
    let database = server.database();
    let role = server.role("LOGIN");
    // ICU comes with Debian's Postgres and that of PyPI. Each owns one; of one, the provider has no
    // versions any more.
    database.psql(&format!(
        "alter database {} owner to {role}; create schema own authorization {role};
         create collation sorted (provider = icu, locale = 'de');
         create table t (name text collate sorted); create index on t (name);
         update pg_collation set collversion = '0.1' where collname = 'sorted';
         create collation \"it's gone\" (provider = libc, locale = 'C');
         create table g (name text collate \"it's gone\");
         update pg_collation set collversion = '0.1' where collname = 'it''s gone';
         set role {role}; create collation own.mine (provider = icu, locale = 'fr');
         create table own.t (name text collate own.mine); reset role;
         update pg_collation set collversion = '0.1' where collname = 'mine'",
        database.name,
        role = role.name
    ));
    for url in [role.url(&database.name), database.url()] {
        let mut sandbox = Sandbox::new();
        sandbox.set("CONNECTION_URL", &url);
        sandbox.hide(&database.name, "[DB]");
        let doctor = || sandbox.run(["doctor", "--format", "json", "--quiet"]).succeeded();
        let text = found(&doctor(), "version");
        assert!(text.contains("the system's collations have changed since: "), "{text}");
        assert!(text.contains(" (0.1, now none)"), "{text}");
        type_collations(&sandbox, &database, &fix(&doctor(), "version"));
        assert!(!found(&doctor(), "version").contains("collations"), "{:?}", doctor());
        database.psql(
            "update pg_collation set collversion = '0.1'
                       where collname in ('sorted', 'mine', 'it''s gone')",
        );
    }
    database.psql(&format!(
        "alter database {} owner to postgres; drop schema own cascade; drop owned by {}",
        database.name, role.name
    ));
}

#[test]
fn what_a_role_lacks_is_granted() {
    let server = Postgres::shared();
    let database = server.database();
    database.psql(
        "create table a (id serial); create schema \"Odd name\";
         create table \"Odd name\".b (id serial, x int)",
    );
    // It works as another role.
    let (login, role) = (server.role("LOGIN"), server.role("NOLOGIN"));
    let (name, login_name) = (&role.name, &login.name);
    database
        .psql(&format!("grant {name} to {login_name}; alter role {login_name} set role {name}"));
    let sandbox = Sandbox::new();
    let url = login.url(&database.name);
    let run = examine(&sandbox, &url, 1);
    type_sql(&database, &fix(&run, "privileges"));
    psql(&url, "insert into a default values; insert into \"Odd name\".b (x) values (1)");
    // Where everybody may create tables in `public`, as before Postgres 15, that is all.
    database.psql("revoke create on schema public from public");
    let run = examine(&sandbox, &url, 0);
    type_sql(&database, &fix(&run, "privileges"));
    psql(&url, "create table c (id serial)");
    // A dump reads sequences, too.
    sandbox.run(["dump", "--url", &url, "all.sql"]).succeeded();
    database.psql(&format!("revoke select on sequence a_id_seq from {}", role.name));
    let run = examine(&sandbox, &url, 0);
    assert!(found(&run, "privileges").contains(" but may read 2 of 3 sequences"), "{run:?}");
    type_sql(&database, &fix(&run, "privileges"));
    assert!(found(&examine(&sandbox, &url, 0), "privileges").starts_with("pass: "));
    database.psql(&format!("drop owned by {}", role.name));
}

#[test]
fn commands_that_are_named_do_what_they_are_named_for() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    let doctor = |status| sandbox.run(["doctor", "--format", "json"]).ended_with(status);
    type_command(&sandbox, &fix(&doctor(1), "database"));
    type_command(&sandbox, &fix(&doctor(0), "schema"));
    database.psql(&format!("comment on database {} is null", database.name));
    type_command(&sandbox, &fix(&doctor(0), "tag"));
    assert_eq!(found(&doctor(0), "tag"), "pass: it is tagged as dev");
    database
        .psql(&format!("comment on database {} is 'cruddur-db: environment=stage'", database.name));
    let again = format!("{} --confirm {}", fix(&doctor(1), "tag"), database.name);
    type_command(&sandbox, &again.replace("[DB]", &database.name));
    assert_eq!(found(&doctor(0), "tag"), "pass: it is tagged as dev");
    database.psql(
        "create extension if not exists \"uuid-ossp\";
         update pg_extension set extversion = '1.0' where extname = 'uuid-ossp'",
    );
    let outdated = fix(&doctor(0), "extensions");
    assert_eq!(outdated, "ALTER EXTENSION \"uuid-ossp\" UPDATE");
    type_sql(&database, &outdated);
    assert!(found(&doctor(0), "extensions").starts_with("pass: "));
}
