//! Seeds in CSV whose names and headers people write as they like, and what a role may not do.

use crate::common::{Postgres, Sandbox};

#[test]
fn names_of_files_and_columns_mean_what_is_there() {
    let database = Postgres::shared().database();
    database.psql("create table people (id int, \"Name\" text, name text, note text)");
    let sandbox = Sandbox::with(&database);
    sandbox.write("seeds/2024-01-02_people.csv", "ID,Name,NOTE\n1,Ann,x\n");
    sandbox.write("seeds/2024-01-03_people.csv", "id,name\n2,bob\n");
    sandbox.run(["seed"]).succeeded();
    let rows =
        "select string_agg(concat_ws('|', id, \"Name\", name, note), ' ' order by id) from people";
    assert_eq!(database.psql(rows), "1|Ann|x 2|bob");
    // A table of the same load, too.
    sandbox.write("both/1.sql", "create table made (id int);");
    sandbox.write("both/2_made.csv", "ID\n7\n");
    sandbox.run(["seed", "./both"]).succeeded();
    assert_eq!(database.psql("table made"), "7");
}

#[test]
fn an_empty_file_and_a_missing_table_are_named_as_such() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("empty/people.csv", "");
    let run = sandbox.run(["seed", "./empty"]).ended_with(1);
    assert!(run.stderr.contains("empty/people.csv:1:1: the file is empty"), "{run:?}");
    sandbox.write("seeds/1_poeple.csv", "id\n1\n");
    let run = sandbox.run(["seed"]).ended_with(1);
    assert!(run.stderr.contains("relation \"poeple\" does not exist"), "{run:?}");
    assert!(run.stderr.contains("hint: the table name comes from the file name"), "{run:?}");
}

#[test]
fn what_a_role_may_not_do_comes_with_what_helps() {
    let server = Postgres::shared();
    let (database, role) = (server.database(), server.role("LOGIN"));
    // As Postgres 15 and later have it.
    database.psql("revoke create on schema public from public");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name)).hide(&role.name, "[ROLE]");
    sandbox.write("s.sql", "create table t (id int);");
    let run = sandbox.run(["schema-load", "s.sql"]).ended_with(1);
    let hint = "who can: GRANT USAGE, CREATE ON SCHEMA public TO \"[ROLE]\"";
    assert!(run.stderr.contains(hint), "{run:?}");
    let other = server.role("nologin");
    database.psql(&format!("grant {} to {}", other.name, role.name));
    database.psql(&format!(
        "create function public.make() returns void language sql security definer \
         as 'create table made ()'; alter function public.make() owner to {}",
        other.name
    ));
    for sql in [
        "set role :r; create table t (id int);",
        "SET SESSION ROLE :r; create table t (id int);",
        "begin; set local role :r; create table t (id int);",
        "select pg_catalog.set_config('role', ':r', true); create table t (id int);",
        "select public.make();",
    ] {
        sandbox.write("r.sql", sql.replace(":r", &other.name));
        let run = sandbox.run(["schema-load", "r.sql"]).ended_with(1);
        let hint = "who can grant USAGE and CREATE on it to the role in force";
        assert!(run.stderr.contains(hint) && !run.stderr.contains("TO \""), "{sql}: {run:?}");
    }
    database.psql(&format!("grant usage, create on schema public to {}", role.name));
    sandbox.run(["schema-load", "s.sql"]).succeeded();
    for (sql, option) in [
        ("alter table t owner to postgres;", "--no-owner"),
        ("alter table t owner to nobody_of_this_name;", "--no-owner"),
        (
            "alter default privileges for role postgres grant select on tables to public;",
            "--no-acl",
        ),
        ("grant select on t to nobody_of_this_name;", "--no-acl"),
    ] {
        sandbox.write("o.sql", sql);
        let run = sandbox.run(["seed", "o.sql"]).ended_with(1);
        assert!(run.stderr.contains(&format!(": {option}\n")), "{sql}: {run:?}");
        sandbox.run(["seed", "o.sql", option]).succeeded();
    }
    database.psql(&format!("drop owned by {}, {}", role.name, other.name));
}

/// As root, too.
#[test]
fn backups_are_kept_in_the_users_home() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.unset("CRUDDUR_BACKUP_DIR");
    sandbox.run(["drop", "--backup"]).succeeded();
    let kept = sandbox.root().join("home/.local/share/cruddur-db/backups/dev");
    assert_eq!(std::fs::read_dir(kept).unwrap().count(), 1);
}

/// Before Postgres 18 it would end the data, without an error.
#[test]
fn a_backslash_and_a_dot_are_a_row() {
    let database = Postgres::shared().database();
    database.psql("create table v (n serial, v text)");
    let sandbox = Sandbox::with(&database);
    let rows = "select coalesce(string_agg(quote_literal(v), ' ' order by n), '') from v";
    for (text, kept) in [
        ("v\na\n\\.\nb\n", "'a' '\\.' 'b'"),
        ("v\r\na\r\n\\.\r\nb\r\n", "'a' '\\.' 'b'"),
        ("v\n\\.\n\\.", "'\\.' '\\.'"),
        ("v\n\\.x\n\"\\.\"\nx\\.\n", "'\\.x' '\\.' 'x\\.'"),
        ("v\n\"a\n\\.\nb\"\n\\.\n", "'a\n\\.\nb' '\\.'"),
    ] {
        database.psql("truncate v");
        sandbox.write("v.csv", text);
        sandbox.run(["seed", "v.csv"]).succeeded();
        assert_eq!(database.psql(rows).replace("E'", "'").replace("\\\\", "\\"), kept, "{text:?}");
    }
    // Wherever a piece of the file ends.
    database.psql("truncate v");
    let before = "x".repeat(65_500);
    let text = format!(
        "v\n{}",
        (0..80).map(|more| format!("{before}{}\n\\.\n", "y".repeat(more))).collect::<String>()
    );
    sandbox.write("v.csv", text);
    sandbox.run(["seed", "v.csv"]).succeeded();
    let count = "select count(*) filter (where v = '\\.'), count(*) from v";
    assert_eq!(database.psql(count), "80|160");
}

#[test]
fn what_is_no_csv_is_told_where_it_is() {
    let database = Postgres::shared().database();
    database.psql("create table v (v text)");
    let sandbox = Sandbox::with(&database);
    sandbox.write("v.csv", "v\na\nb\0c\n");
    let run = sandbox.run(["seed", "v.csv"]).ended_with(1);
    assert!(run.stderr.contains("v.csv:3") && run.stderr.contains("0x00"), "{run:?}");
    let text =
        format!("\"v\n{}", "some text that a quote before it makes one field\n".repeat(60_000));
    sandbox.write("v.csv", text);
    let run = sandbox.run(["seed", "v.csv"]).ended_with(1);
    assert!(run.stderr.contains("v.csv:1:1: the first line has no end within 1 MiB"), "{run:?}");
}

/// The application's next row gets a number of its own.
#[test]
fn sequences_go_on_behind_the_rows_of_a_file() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let reader = server.role("login");
    let database = server.database();
    database.psql(&format!("grant all on schema public to {}", owner.name));
    let tables = "create table s (id serial primary key, v text); \
                  create table i (id int generated by default as identity, v text); \
                  create table \"O'dd $x$\" (\"I d\" bigserial, v text); \
                  create table high (id serial, v text); select setval('high_id_seq', 100); \
                  create table kept (id serial, v text); \
                  create table theirs (id serial, v text)";
    crate::common::psql(&owner.url(&database.name), tables);
    crate::common::psql(
        &owner.url(&database.name),
        &format!("grant insert on theirs to {}", reader.name),
    );
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", owner.url(&database.name));
    for table in ["s", "i", "high", "theirs"] {
        sandbox.write(&format!("seeds/{table}.csv"), "id,v\n7,a\n3,b\n");
    }
    sandbox.write("seeds/O'dd $x$.csv", "I d,v\n7,a\n");
    sandbox.write("seeds/kept.csv", "v\na\n");
    sandbox.run(["seed", "--dry-run"]).succeeded();
    assert_eq!(database.psql("select last_value from s_id_seq"), "1");
    sandbox.run(["seed"]).succeeded();
    let next = |table: &str, column: &str| {
        database.psql(&format!("insert into {table} (v) values ('new') returning {column}"))
    };
    assert_eq!(next("s", "id"), "8");
    assert_eq!(next("i", "id"), "8");
    assert_eq!(next("\"O'dd $x$\"", "\"I d\""), "8");
    assert_eq!(next("high", "id"), "101");
    // The trial has taken one.
    assert_eq!(next("kept", "id"), "3");
    // What its sequence cannot reach, or is no number, is loaded as well.
    database.psql(
        "create table odd (id serial, code text default 'x', v text); \
         alter table odd alter id type bigint; \
         create sequence codes owned by odd.code",
    );
    sandbox.set("CONNECTION_URL", database.url());
    sandbox.write("odd.csv", "id,code,v\n5000000000,y,a\n");
    sandbox.run(["seed", "odd.csv"]).succeeded();
    assert_eq!(next("odd", "id"), "1");
    // A role that may only insert still can.
    sandbox.set("CONNECTION_URL", reader.url(&database.name));
    sandbox.hide(&reader.name, "[READER]").run(["seed", "seeds/theirs.csv"]).succeeded();
}

#[test]
fn other_separators_are_named() {
    let database = Postgres::shared().database();
    database.psql("create table t (a text, b text)");
    let sandbox = Sandbox::with(&database);
    for (text, what) in [("a;b\n1;2\n", ";"), ("sep=;\na;b\n", ";"), ("a\tb\n1\t2\n", "tabs")] {
        sandbox.write("t.csv", text);
        let run = sandbox.run(["seed", "t.csv"]).ended_with(1);
        let said = format!("t.csv:1:1: the first line is separated by {what}\n");
        assert!(run.stderr.contains(&said), "{run:?}");
    }
}

/// psql would read them in the database's encoding, as it does SQL files.
#[test]
fn a_file_is_utf8_whatever_the_database_is_in() {
    let server = Postgres::shared();
    let database = server.missing_database();
    let create = "create database NAME encoding LATIN1 locale 'C' template template0";
    server.psql("postgres", &create.replace("NAME", &database.name));
    database.psql("create table v (n serial, v text)");
    let mut sandbox = Sandbox::with(&database);
    let rows = "select coalesce(string_agg(encode(v::bytea, 'hex'), ' ' order by n), '') from v";
    let mut loads = |bytes: &[u8], encoding: Option<&str>| {
        database.psql("truncate v");
        sandbox.write("v.csv", bytes);
        match encoding {
            Some(encoding) => sandbox.set("PGCLIENTENCODING", encoding),
            None => sandbox.unset("PGCLIENTENCODING"),
        };
        (sandbox.run(["seed", "v.csv"]), database.psql(rows))
    };
    for (bytes, encoding) in [
        (&b"v\n\xc3\xa9\n"[..], None),
        (b"\xef\xbb\xbfv\n\xc3\xa9\n", None),
        (b"\xef\xbb\xbfv\n\xc3\xa9\n", Some("LATIN1")),
        (b"v\n\xe9\n", Some("LATIN1")),
    ] {
        let (run, kept) = loads(bytes, encoding);
        run.succeeded();
        assert_eq!(kept, "e9", "{bytes:?} {encoding:?}");
    }
    for (bytes, place) in [(&b"v\n\xe9\n"[..], "v.csv:2: "), (b"\xe9\n1\n", "v.csv:1:1: ")] {
        let (run, kept) = loads(bytes, None);
        let run = run.ended_with(1);
        assert!(run.stderr.contains(place), "{run:?}");
        assert!(run.stderr.contains("hint: a CSV seed is read as UTF-8; PGCLIENTENC"), "{run:?}");
        assert_eq!(kept, "");
    }
}
