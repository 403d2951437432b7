//! Which files count, and what is refused before anybody is asked.

use std::process::Stdio;

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Outcome, Postgres, Sandbox};

/// As Cruddur's generator writes them.
fn python(up: &str, down: &str) -> String {
    format!(
        "from lib.db import db\n\nclass AddBioColumnMigration:\n  def migrate_sql():\n    \
         data = \"\"\"\n    {up}\n    \"\"\"\n    return data\n  def rollback_sql():\n    \
         data = \"\"\"\n    {down}\n    \"\"\"\n    return data\n\n  def migrate():\n    \
         db.query_commit(AddBioColumnMigration.migrate_sql(),{{\n    }})\n\n  def rollback():\n    \
         db.query_commit(AddBioColumnMigration.rollback_sql(),{{\n    }})\n\n\
         migration = AddBioColumnMigration\n"
    )
}

#[test]
fn mistakes_are_told_before_anything_is_contacted() {
    let mut sandbox = Sandbox::new();
    // Nothing listens there.
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/x");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: there is no migrations directory here
hint: looked for backend-flask/db/migrations, db/migrations, migrations; set --dir or [migrations] dir in cruddur-db.toml, or start with: `cruddur-db migration new NAME`

"#]]);
    sandbox.write("migrations/1_a.sql", "select 1");
    sandbox.run(["migrate"]).ended_with(3);
    sandbox.write("migrations/1_b.up.sql", "select 1");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: version 1 is there twice: migrations/1_a.sql and migrations/1_b.up.sql
hint: renumber the one that has not been run yet

"#]]);
    std::fs::remove_file(sandbox.work().join("migrations/1_b.up.sql")).unwrap();
    sandbox.write("migrations/2_b.down.sql", "select 1");
    sandbox.run(["rollback"]).check(str![[r#"
exit 2
--- stderr
error: migrations/2_b.down.sql has no up migration: there is no 2_NAME.up.sql next to it

"#]]);
    std::fs::remove_file(sandbox.work().join("migrations/2_b.down.sql")).unwrap();
    sandbox.write("migrations/16788836960123456_x.py", python("select 1 % 2", ""));
    sandbox.run(["migration", "status"]).check(str![[r#"
exit 2
--- stderr
error: migrations/16788836960123456_x.py:6: a single % in the SQL: psycopg treats it as a parameter; write %%
hint: write it in SQL, next to it: 20230315123456_NAME.up.sql and .down.sql

"#]]);
    let run = sandbox.run(["migration", "list"]).succeeded();
    assert!(run.stdout.contains("a single % in the SQL"), "{run:?}");
    sandbox.write("migrations/20230315123456_x.sql", "");
    sandbox.run(["migrate"]).ended_with(3);
    sandbox.run(["migrate", "--dir", "nowhere"]).check(str![[r#"
exit 2
--- stderr
error: the migrations directory nowhere does not exist
hint: it is named by --dir

"#]]);
}

#[test]
fn python_files_are_read_and_never_run() {
    let database = Postgres::shared().database();
    database.psql(
        "create table users (uuid int); create table schema_information \
         (id integer unique, last_successful_run text); \
         insert into schema_information values (1, '0')",
    );
    let sandbox = Sandbox::with(&database);
    let path = "backend-flask/db/migrations/16788836960123456_add_bio_column.py";
    sandbox.write(
        path,
        python("ALTER TABLE users ADD COLUMN bio text;", "ALTER TABLE users DROP bio;"),
    );
    sandbox.write(
        "backend-flask/db/migrations/1678883700000.py",
        python("SELECT 1;\n    ALTER TABLE users ADD oops;", ""),
    );
    sandbox.run(["migrate"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: backend-flask/db/migrations/1678883700000.py:7:31: syntax error at or near ";" (SQLSTATE 42601)
7 |     ALTER TABLE users ADD oops;
  |                               ^
detail: 1 of the 2 pending applied, up to backend-flask/db/migrations/16788836960123456_add_bio_column.py

"#]]);
    assert_eq!(rows(&database), "20230315123456|t");
    assert_eq!(
        database.psql("select last_successful_run from schema_information"),
        "16788836960123456"
    );
    std::fs::remove_file(sandbox.work().join("backend-flask/db/migrations/1678883700000.py"))
        .unwrap();
    sandbox.run(["rollback"]).succeeded();
    assert_eq!(database.psql("select count(*) from pg_attribute where attname = 'bio'"), "0");
    assert_eq!(database.psql("select last_successful_run from schema_information"), "0");
}

#[test]
fn an_annotation_means_nothing_and_a_refused_line_is_shown_as_written() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let text = python("select 1;", "select 2;").replace("migrate_sql():", "migrate_sql() -> str:");
    sandbox.write("migrations/16788836960123456_x.py", &text);
    sandbox.run(["migrate"]).succeeded();
    sandbox
        .write("migrations/16788836960123456_x.py", text.replace("migration = A", "print(1); A"));
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: migrations/16788836960123456_x.py:23: `print(1); AddBioColumnMigration` is not in the form of Cruddur's migrations, which are parsed and never run
hint: write it in SQL, next to it: 20230315123456_NAME.up.sql and .down.sql

"#]]);
}

#[test]
fn files_of_other_tools_are_named() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("migrations/20240101_x.js", "exports.up = (knex) => knex.schema.raw('');");
    sandbox.write("migrations/20240102-y.sql", "select 1;");
    sandbox.run(["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
20240101_x.js is not SQL: npx knex migrate:latest runs it; 20240102-y.sql is not run: its name is not VERSION_name.sql
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let run = sandbox.run(["setup", "--dry-run"]).succeeded();
    assert!(run.stderr.contains("npx knex migrate:latest runs it"), "{run:?}");
}

/// Each is named, with the command that runs it.
#[test]
fn migrations_in_directories_of_other_tools_are_named() {
    let database = Postgres::shared().database();
    for (files, note) in [
        (
            &[
                "diesel.toml",
                "migrations/2024-01-01-000000_a/up.sql",
                "migrations/2024-01-01-000000_a/down.sql",
                "migrations/2025-01-01-000000_b/up.sql",
            ][..],
            "2024-01-01-000000_a/up.sql is not run here: diesel migration run runs it (and 1 more like it)\n",
        ),
        (
            &["migrations/20240101000000_init/migration.sql", "migrations/migration_lock.toml"],
            "20240101000000_init/migration.sql is not run here: npx prisma migrate deploy runs it\n",
        ),
        (
            &["migrations/alembic.ini", "migrations/env.py", "migrations/versions/ae10_x.py"],
            "versions/ae10_x.py is not run here: flask db upgrade runs it\n",
        ),
        (
            &["migrations/env.py", "migrations/versions/ae10_x.py"],
            "versions/ae10_x.py is not run here: alembic upgrade head runs it\n",
        ),
    ] {
        let sandbox = Sandbox::with(&database);
        for file in files {
            sandbox.write(file, "select 1;\n");
        }
        sandbox.write(".git/HEAD", "");
        let run = sandbox.run(["migrate"]).succeeded();
        assert!(run.stderr.contains(note), "{run:?}");
        let run = sandbox.run(["setup", "--dry-run"]).ended_with(2);
        assert!(run.stderr.contains(note), "{run:?}");
    }
    // Where there is no directory of ours, by the tool's own files.
    for (file, text, said) in [
        ("db/migrate/1_a.rb", "", "bin/rails db:migrate runs those of Rails"),
        ("prisma/schema.prisma", "", "npx prisma migrate deploy runs those of Prisma"),
        ("alembic.ini", "", "alembic upgrade head runs those of Alembic"),
        ("flyway.conf", "", "flyway migrate runs those of Flyway"),
        ("src/main/resources/db/migration/V1__a.sql", "", "flyway migrate runs those of Flyway"),
        ("src/data-source.ts", "", "-d src/data-source.ts runs those of TypeORM"),
        ("drizzle.config.ts", "", "npx drizzle-kit migrate runs those of Drizzle"),
        ("manage.py", "import django\n", "python manage.py migrate runs those of Django"),
        ("manage.py", "import flask_script\n", "start with: `cruddur-db migration new NAME`"),
    ] {
        let sandbox = Sandbox::with(&database);
        sandbox.write(".git/HEAD", "");
        sandbox.write(file, text);
        let run = sandbox.run(["migrate"]).ended_with(2);
        assert!(run.stderr.contains(said), "{run:?}");
        // Twice, since the second time there is a file.
        for _ in 0..2 {
            let run = sandbox.run(["init"]).succeeded();
            let is_django_or_none = file == "manage.py";
            assert!(
                is_django_or_none || run.stderr.contains("next: `cruddur-db create`, then "),
                "{run:?}"
            );
        }
    }
    let sandbox = Sandbox::with(&database);
    sandbox.write("sql/V1__create_a.sql", "");
    let run = sandbox.run(["migrate", "--dir", "sql"]).ended_with(2);
    let said =
        "it is Flyway's: flyway migrate runs it; to have it run here, name it 1_create_a.sql";
    assert!(run.stderr.contains(said), "{run:?}");
}

#[test]
fn a_dry_run_refuses_what_setup_would() {
    let sandbox = Sandbox::new();
    sandbox.write("migrations/1_a.sql", "create table a (x int);");
    sandbox.write("migrations/2_b.sql", "-- nothing yet\n");
    let told = |args: &[&str], said: &str| {
        for args in [args.to_vec(), [args, &["--dry-run"]].concat()] {
            let run = sandbox.run(args.clone()).ended_with(2);
            assert!(run.stderr.contains(said), "{args:?} {run:?}");
        }
    };
    sandbox.server_url();
    for args in [&["setup"][..], &["test-db", "create"], &["prepare"]] {
        told(args, "migrations/2_b.sql has no statement yet; nothing was changed");
    }
    sandbox.write("migrations/2_b.sql", "select 1; vacuum;");
    for args in [&["setup"][..], &["test-db", "create"], &["prepare"]] {
        told(args, "migrations/2_b.sql:1:11: VACUUM cannot run in a transaction");
    }
    // One that the schema notes as applied is not run.
    let noted = "create table _sqlx_migrations (version bigint primary key, description text not \
                 null, installed_on timestamptz not null default now(), success boolean not null, \
                 checksum bytea not null, execution_time bigint not null);\n\
                 insert into _sqlx_migrations values (2, 'b', now(), true, '\\x00', 1);\n";
    sandbox.write("db/schema.sql", noted);
    sandbox.run(["setup", "--dry-run"]).succeeded();
}

#[test]
fn sqlx_toml_names_the_table_and_the_directory() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write(
        "sqlx.toml",
        "[migrate]\ntable-name = 'admin.\"Steps\"'\ncreate-schemas = ['admin']\n\
         migrations-dir = 'sql/steps'\nignored-chars = [' ']\n",
    );
    sandbox.write("sql/steps/1_a.sql", "select  1");
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(database.psql("select version from admin.\"Steps\""), "1");
    sandbox.write("sql/steps/1_a.sql", "select 1");
    sandbox.run(["migrate"]).succeeded();
}

#[test]
fn the_project_file_names_the_directory_and_the_template() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write(
        "cruddur-db.toml",
        "[migrations]\ndir = 'steps'\ntemplate = 'new.sql'\nlock_timeout = '2s'\n",
    );
    sandbox.write("new.sql", "select 1; -- template\n");
    sandbox.run(["migration", "new", "x"]).ended_with(2);
    std::fs::create_dir(sandbox.work().join("steps")).unwrap();
    let json = sandbox.run(["migration", "new", "Add bio", "--format", "json"]).succeeded().json();
    let up = json["files"][0].as_str().unwrap();
    assert!(up.starts_with("steps/20") && up.ends_with("_add_bio.up.sql"), "{up}");
    assert_eq!(
        std::fs::read_to_string(sandbox.work().join(up)).unwrap(),
        "select 1; -- template\n"
    );
    let again = sandbox.run(["migration", "new", "b", "--simple", "--format", "json"]).json();
    assert!(again["version"].as_i64() > json["version"].as_i64());
    sandbox.run(["migrate"]).succeeded();
}

#[test]
fn a_new_one_goes_where_the_project_keeps_them() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(["migration", "new", "first"]).succeeded();
    assert!(run.stdout.starts_with("wrote migrations/20"), "{run:?}");
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.work().join("backend-flask/db")).unwrap();
    let run = sandbox.run(["migration", "new", "first"]).succeeded();
    assert!(run.stdout.starts_with("wrote backend-flask/db/migrations/20"), "{run:?}");
    sandbox.run(["migration", "new", "!!"]).ended_with(2);
}

#[test]
fn psqls_language_works_in_a_migration() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[(
            "1_a.sql",
            "begin;\ncreate table t (x int, y text);\ncopy t from stdin;\n1\ta;b\n2\tc\n\\.\n\
             \\ir parts/more.sql\n\\if :more\ninsert into t values (:n, 'n');\n\\endif\ncommit;\n",
        )],
    );
    sandbox.write("db/migrations/parts/more.sql", "insert into t values (3, 'more');");
    let run = sandbox.run(["migration", "list"]).succeeded();
    assert!(run.stdout.contains("includes parts/more.sql, which its checksum"), "{run:?}");
    let run = sandbox.run(["migrate", "--dry-run"]).succeeded();
    let line = "1_a.sql:7:1: \\ir parts/more.sql  -- unknown effect: it is a command of psql";
    assert!(run.stdout.contains(line), "{run:?}");
    sandbox.run(["migrate", "--set", "more=1", "--set", "n=4"]).succeeded();
    assert_eq!(database.psql("select sum(x) from t"), "10");
    assert_eq!(rows(&database), "1|t");
}

#[test]
fn config_shows_them_and_what_is_wrong_with_them() {
    let sandbox = Sandbox::new();
    assert!(!sandbox.run(["config"]).succeeded().stdout.contains("migrations"));
    sandbox.write("db/migrations/1_a.sql", "select 1");
    let run = sandbox.run(["config"]).succeeded();
    assert!(run.stdout.contains("\nmigrations    db/migrations (1 migration)\n"), "{run:?}");
    sandbox.write("db/migrations/2_b.down.sql", "select 1");
    let run = sandbox.run(["config"]).succeeded();
    assert!(run.stdout.contains("\nmigrations    db/migrations/2_b.down.sql has no "), "{run:?}");
}

/// Nobody writes into the pipe, and the device never ends.
#[test]
fn pipes_and_devices_are_no_files_of_a_project() {
    for (name, is_named) in [
        ("migrations/2_b.sql", true),
        ("migrations/2_b.py", true),
        ("migrations/1_a.down.sql", true),
        ("migrations/repeatable/v.sql", true),
        ("migrations/2_b.rb", false),
        ("sqlx.toml", true),
        ("cruddur-db.toml", true),
        (".env", true),
        ("compose.yaml", false),
        ("config/database.yml", false),
    ] {
        for is_pipe in [true, false] {
            // Password managers mount a pipe as `.env`.
            if is_pipe && name == ".env" {
                continue;
            }
            let sandbox = Sandbox::new();
            sandbox.write("migrations/1_a.up.sql", "select 1");
            let path = sandbox.work().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            match is_pipe {
                true => nix::unistd::mkfifo(&path, nix::sys::stat::Mode::S_IRWXU).unwrap(),
                false => std::os::unix::fs::symlink("/dev/zero", &path).unwrap(),
            }
            for args in
                [["migration", "list"], ["migration", "status"], ["schema-load", "--dry-run"]]
            {
                let mut command = sandbox.command(args);
                let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
                let run = sandbox.finished(child.outcome());
                let said = format!("{name} cannot be read: it is not a regular file");
                if is_named
                    && (args[0] == "migration" || [".env", "cruddur-db.toml"].contains(&name))
                {
                    assert_eq!(run.status, Some(2), "{args:?} {run:?}");
                    assert!(run.stderr.contains(&said), "{args:?} {run:?}");
                }
            }
        }
    }
}

#[test]
fn nothing_follows_the_greatest_version() {
    let sandbox = Sandbox::new();
    sandbox.write("migrations/9223372036854775807_z.sql", "select 1");
    sandbox.run(["migration", "new", "more"]).check(str![[r#"
exit 2
--- stderr
error: migrations/9223372036854775807_z.sql has the greatest version: none can follow it
hint: give it a lower version, such as a date and time; nothing was written

"#]]);
    assert_eq!(std::fs::read_dir(sandbox.work().join("migrations")).unwrap().count(), 1);
    sandbox.write("migrations/9223372036854775808_z.sql", "select 1");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: migrations/9223372036854775808_z.sql: the version of 9223372036854775808_z.sql is too large: the greatest is 9223372036854775807

"#]]);
}
