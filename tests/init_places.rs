//! `init` in projects that are laid out otherwise: apps of a monorepo, other tools, other URLs.

use snapbox::str;

use crate::common::{Postgres, Run, Sandbox, write_program};

fn project(files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (file, text) in files {
        sandbox.write(file, text);
    }
    sandbox
}

fn read(sandbox: &Sandbox, file: &str) -> String {
    std::fs::read_to_string(sandbox.work().join(file)).unwrap()
}

/// A run in a directory below.
fn run_in(sandbox: &Sandbox, directory: &str, args: &[&str]) -> Run {
    let mut command = sandbox.command(args.iter().copied());
    sandbox.finished(command.current_dir(sandbox.work().join(directory)).output().unwrap())
}

/// The line of stdout that begins so.
#[track_caller]
fn line<'a>(run: &'a Run, start: &str) -> &'a str {
    run.stdout.lines().find(|it| it.starts_with(start)).unwrap_or_else(|| panic!("{run:?}"))
}

#[test]
fn the_line_is_that_of_the_environment() {
    let compose =
        "services: {db: {image: postgres, ports: ['1:5432'], environment: {POSTGRES_DB: shop}}}";
    let sandbox = project(&[
        ("compose.yaml", compose),
        (".env", "CONNECTION_URL=postgresql://postgres@127.0.0.1:1/shop\n"),
        ("db/schema.sql", ""),
    ]);
    let run = sandbox.run(["config", "--env", "test"]).succeeded();
    assert!(run.stderr.contains("which this does: `cruddur-db init --env test`"), "{run:?}");
    let run = sandbox.run(["init", "--env", "test"]).succeeded();
    assert!(line(&run, ".env").contains("extended: TEST_CONNECTION_URL="), "{run:?}");
    assert!(run.stderr.contains("next: `cruddur-db setup --env test`"), "{run:?}");
    let text = read(&sandbox, ".env");
    assert!(
        text.ends_with("\nTEST_CONNECTION_URL=postgresql://postgres@127.0.0.1:1/shop_test\n"),
        "{text}"
    );
    let run = sandbox.run(["init", "--env", "test"]).succeeded();
    assert!(line(&run, ".env").ends_with("stays as it is: TEST_CONNECTION_URL is set"), "{run:?}");
    // And dev's is another one.
    let run = sandbox.run(["init"]).succeeded();
    assert!(line(&run, ".env").ends_with("stays as it is: CONNECTION_URL is set"), "{run:?}");
}

/// It has a `.env` file of its own, which is not the database's.
#[test]
fn a_front_end_is_part_of_the_project_with_the_sql() {
    let sandbox = project(&[
        ("backend-flask/db/schema.sql", "create table t ();\n"),
        ("frontend-react-js/.env", "REACT_APP_X=1\n"),
    ]);
    std::fs::create_dir(sandbox.work().join(".git")).unwrap();
    let run = run_in(&sandbox, "frontend-react-js", &["init"]).succeeded();
    assert!(line(&run, "found").contains("schema backend-flask/db/schema.sql"), "{run:?}");
    assert!(sandbox.work().join("cruddur-db.toml").is_file());
    assert!(!sandbox.work().join("frontend-react-js/cruddur-db.toml").exists());
}

/// Nobody writes into it.
#[test]
fn a_pipe_is_not_waited_for() {
    let sandbox = project(&[("db/schema.sql", "create table t ();\n")]);
    std::fs::create_dir(sandbox.work().join(".git")).unwrap();
    std::fs::create_dir(sandbox.work().join("app")).unwrap();
    let pipe = sandbox.work().join("app/.env");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    sandbox.run(["init", "--dry-run"]).succeeded();
}

#[test]
fn an_app_of_a_monorepo_is_a_project() {
    let database = Postgres::shared().missing_database();
    let sandbox = project(&[
        ("apps/api/db/schema.sql", "create table a (x int);"),
        ("apps/api/migrations/0001_b.sql", "create table b (x int);"),
        ("apps/web/package.json", "{}"),
        ("apps/web/src/index.js", ""),
    ]);
    std::fs::create_dir(sandbox.work().join(".git")).unwrap();
    sandbox.write("apps/api/.env", format!("CONNECTION_URL={}\n", database.url()));
    let run = run_in(&sandbox, "apps/api/db", &["init", "--dry-run"]).succeeded();
    assert!(line(&run, "[ROOT]/work/apps/api/cruddur-db.toml").ends_with("would be written"));
    run_in(&sandbox, "apps/api", &["init", "--workspace", "actions"]).check(str![[r#"
exit 0
--- stdout
found: schema db/schema.sql; migrations migrations
cruddur-db.toml                                           written
[ROOT]/work/.github/workflows/cruddur-db.yml  written
.env                                                      stays as it is: CONNECTION_URL is set
--- stderr
next: `cruddur-db setup`

"#]]);
    let toml = read(&sandbox, "apps/api/cruddur-db.toml");
    assert!(
        toml.contains("name = \"api\"") && toml.contains("schema = \"db/schema.sql\""),
        "{toml}"
    );
    assert!(toml.contains("\n[migrations]\ndir = \"migrations\"\n"), "{toml}");
    let actions = read(&sandbox, ".github/workflows/cruddur-db.yml");
    let run = "- run: cd apps/api && cruddur-db setup test --wait --format github\n";
    assert!(actions.ends_with(run), "{actions}");
    run_in(&sandbox, "apps/api", &["setup"]).succeeded();
    assert_eq!(
        database.psql(
            "select count(*) from pg_tables where schemaname = 'public' and tablename in ('a', 'b')"
        ),
        "2"
    );
    // A directory with nothing of a database belongs to the repository, whose project is the other.
    let run = run_in(&sandbox, "apps/web/src", &["init", "--dry-run"]).ended_with(2);
    assert!(run.stderr.contains("these directories in it have: apps/api\n"), "{run:?}");
    std::fs::remove_dir_all(sandbox.work().join("apps/api")).unwrap();
    let run = run_in(&sandbox, "apps/web/src", &["init", "--dry-run"]).succeeded();
    line(&run, "[ROOT]/work/cruddur-db.toml");
}

#[test]
fn the_root_of_a_monorepo_leads_to_its_apps() {
    let sandbox = project(&[
        ("apps/a/db/schema.sql", ""),
        ("apps/b/prisma/schema.prisma", ""),
        ("apps/web/package.json", "{}"),
        ("services/it's x/migrations/1_a.sql", ""),
        ("tests/fixtures/db/schema.sql", ""),
        ("apps/node_modules/y/db/schema.sql", ""),
        ("compose.yaml", "services: {pg: {image: postgres, ports: ['5432:5432']}}"),
    ]);
    std::fs::create_dir(sandbox.work().join(".git")).unwrap();
    for args in [&["init", "--dry-run"][..], &["init"], &["init", "--workspace", "actions"]] {
        sandbox.run(args.iter().copied()).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work has no database of its own, and these directories in it have: apps/a, apps/b, services/it's x
hint: begin in each that is meant: cd [ROOT]/work/apps/a && `cruddur-db init`

"#]]);
    }
    for file in ["cruddur-db.toml", ".env", ".github"] {
        assert!(!sandbox.work().join(file).exists(), "{file}");
    }
    let run = run_in(&sandbox, "apps/a", &["init"]).succeeded();
    line(&run, "cruddur-db.toml");
    // One that is next to others is no part of them.
    let sandbox = project(&[("a/db/schema.sql", ""), ("b/db/migrations/1_a.sql", "")]);
    let run = sandbox.run(["init"]).ended_with(2);
    assert!(run.stderr.contains("these directories in it have: a, b\n"), "{run:?}");
    for number in 10..20 {
        sandbox.write(&format!("c{number}/schema.sql"), "");
    }
    let run = sandbox.run(["init"]).ended_with(2);
    assert!(
        run.stderr.contains("have: a, b, c10, c11, c12, c13, c14, c15, c16 and 3 more\n"),
        "{run:?}"
    );
    // Who says so has the project at the root.
    sandbox.write("cruddur-db.toml", "");
    sandbox.run(["init"]).succeeded();
}

/// As a new workspace does, with programs that only say what they get.
#[test]
fn another_tool_gets_the_url_wherever_it_is_set() {
    let database = Postgres::shared().database();
    for place in ["file", "environment", ""] {
        let mut sandbox = project(&[("prisma/schema.prisma", "")]);
        std::fs::create_dir(sandbox.work().join(".git")).unwrap();
        sandbox.run(["init", "--workspace", "devcontainer"]).succeeded();
        let expected = match place {
            "file" => {
                let text = format!("URL={}\nexport CONNECTION_URL=\"${{URL}}\"\n", database.url());
                sandbox.write(".env", text);
                database.url()
            }
            "environment" => {
                sandbox.set("CONNECTION_URL", database.url());
                database.url()
            }
            _ => format!("{}/work", sandbox.server_url().trim_end_matches("/postgres")),
        };
        let text = read(&sandbox, ".devcontainer/devcontainer.json");
        let create = text.lines().find_map(|line| line.split_once("\"postCreateCommand\": "));
        let create = create.unwrap().1.trim_end_matches(',');
        let create: String = serde_json::from_str(create).unwrap();
        let bin = sandbox.root().join("bin");
        for (name, text) in [("pip", ":"), ("npm", ":"), ("npx", "echo \"$* $DATABASE_URL\" > got")]
        {
            write_program(&bin.join(name), &format!("#!/bin/sh\n{text}\n"));
        }
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_cruddur-db"), bin.join("cruddur-db"))
            .unwrap();
        let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].clone();
        let path = format!("{}:{}", bin.display(), path.to_str().unwrap());
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &create]).current_dir(sandbox.work());
        shell.env_clear().envs(sandbox.environment()).env("PATH", path);
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{place} {output:?}");
        let got = read(&sandbox, "got");
        assert_eq!(got.trim_end(), format!("prisma migrate deploy {expected}"), "{place}");
    }
}

#[test]
fn a_url_of_other_programs_gets_the_line_that_works() {
    let sandbox = project(&[]);
    for (url, why, plain) in [
        (
            "postgresql://u:canary@h/shop?schema=public",
            "the parameter schema",
            "postgresql://u:***@h:5432/shop",
        ),
        (
            "postgresql://u:canary@h/shop?pgbouncer=true",
            "the parameter pgbouncer",
            "postgresql://u:***@h:5432/shop",
        ),
        (
            "postgresql+psycopg2://u:canary@h/shop",
            "the driver psycopg2",
            "postgresql://u:***@h:5432/shop",
        ),
    ] {
        sandbox.write(".env", format!("DATABASE_URL=\"{url}\"\n"));
        let run = sandbox.run(["config"]).succeeded();
        let said = format!(
            "hint: DATABASE_URL is set, and is not used (Postgres knows nothing of {why}); to use \
             it, add CONNECTION_URL={plain} to .env, which this does: `cruddur-db init`\n"
        );
        assert_eq!(run.stderr, said);
        let run = sandbox.run(["init"]).succeeded();
        assert!(!format!("{run:?}").contains("canary"), "{run:?}");
        let text = read(&sandbox, ".env");
        let own = plain.replace("***", "canary");
        assert!(text.ends_with(&format!("\nCONNECTION_URL={own}\n")), "{text}");
        std::fs::remove_file(sandbox.work().join("cruddur-db.toml")).unwrap();
    }
    // What cannot be used is not passed over without a word.
    sandbox.write(".env", "DATABASE_URL='postgresql://u:can@ary@h/shop'\n");
    let run = sandbox.run(["config"]).succeeded();
    let said = "note: the URL in DATABASE_URL cannot be used: its password contains an at sign";
    assert!(run.stderr.starts_with(said), "{run:?}");
    sandbox.write(".env", "DATABASE_URL=mysql://u:canary@h/shop\n");
    assert_eq!(sandbox.run(["config"]).succeeded().stderr, "");
}

#[test]
fn a_url_without_quotes_is_no_obstacle() {
    let url = "postgresql://u@127.0.0.1:1/shop?sslmode=disable&connect_timeout=5";
    let sandbox = project(&[(".env", &format!("A=1\nDATABASE_URL={url}\n"))]);
    sandbox.run(["init"]).succeeded();
    let text = read(&sandbox, ".env");
    let (_, value) = text.split_once("\nCONNECTION_URL='").unwrap();
    assert!(
        value.starts_with("postgresql://u@127.0.0.1:1/shop?") && value.ends_with("'\n"),
        "{text}"
    );
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.starts_with("dev: shop on 127.0.0.1:1 as u"), "{run:?}");
    // By hand: the line at fault is the one without quotes.
    sandbox.write(".env", format!("A=1\nDATABASE_URL={url}\nCONNECTION_URL=${{DATABASE_URL}}\n"));
    sandbox.run(["sessions"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/.env:2: the shell does not set DATABASE_URL, which the value of CONNECTION_URL refers to
hint: put the value of this line into single quotes

"#]]);
}

#[test]
fn a_file_that_is_read_otherwise_is_not_passed_over() {
    let sandbox = project(&[]);
    let utf_16 = |mark: &[u8], text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        mark.iter().copied().chain(units).collect::<Vec<u8>>()
    };
    let text = "CONNECTION_URL=postgresql://u:canary@h/d\r\n";
    for bytes in [utf_16(b"\xff\xfe", text), utf_16(b"", text)] {
        sandbox.write(".env", bytes);
        for command in ["connect", "setup", "config", "init"] {
            let run = sandbox.run([command]).ended_with(2);
            let said =
                "/.env is not UTF-8\nhint: save it as UTF-8 (PowerShell's > writes UTF-16)\n";
            assert!(run.stderr.ends_with(said), "{run:?}");
        }
    }
    sandbox.run(["config", "--no-dotenv"]).succeeded();
    // As a machine leaves a file that it did not finish, and as a slip does.
    for (bytes, line) in
        [(&b"A=1\nCONNECTION_URL=postgresql://u:canary\0@h/d\n"[..], 2), (&[0; 99], 1)]
    {
        sandbox.write(".env", bytes);
        for command in ["connect", "init"] {
            let run = sandbox.run([command]).ended_with(2);
            let said = format!(
                "/.env:{line}: there is a NUL byte\nhint: remove it: a .env file is text\n"
            );
            assert!(run.stderr.ends_with(&said) && !run.stderr.contains("canary"), "{run:?}");
        }
    }
    for text in [
        "A=1\nCONNECTION_URL: postgresql://u:canary@h/d\n",
        "\nCONNECTION_URL:postgresql://u:canary@h/d?a=b",
    ] {
        sandbox.write(".env", text);
        let run = sandbox.run(["connect"]).ended_with(2);
        assert!(run.stderr.contains(".env:2: the line of CONNECTION_URL has a colon in place of the equals sign\nhint: write NAME=value"), "{run:?}");
        assert!(!run.stderr.contains("canary"), "{run:?}");
    }
    // Lines of others do not matter.
    sandbox.write(".env", "OTHER: value\n");
    sandbox.run(["config"]).succeeded();
}

/// Where programs and data are is not a repository's to say.
#[test]
fn a_variable_that_counts_only_in_the_environment_is_warned_of() {
    let mut sandbox = project(&[(".env", "CRUDDUR_PG_HOME=/tmp/a\nCRUDDUR_BACKUP_DIR=b\n")]);
    sandbox.unset("CRUDDUR_PG_HOME");
    sandbox.set("CRUDDUR_BACKUP_DIR", "/tmp/c");
    let run = sandbox.run(["config"]).succeeded();
    let said = "warning: CRUDDUR_PG_HOME in .env does not count: set it in the environment\n";
    assert_eq!(run.stderr, said);
}

#[test]
fn the_dev_container_that_is_there_is_extended() {
    for file in [".devcontainer.json", ".devcontainer/api/devcontainer.json"] {
        let sandbox = project(&[(file, "{\n  \"image\": \"x\"\n}\n"), ("db/schema.sql", "")]);
        let run = sandbox.run(["init", "--workspace", "devcontainer"]).succeeded();
        assert!(line(&run, file).ends_with("extended"), "{run:?}");
        let text = read(&sandbox, file);
        assert!(text.contains("cruddur-db setup") && text.contains("\"image\": \"x\""), "{text}");
        assert!(!sandbox.work().join(".devcontainer/devcontainer.json").exists());
    }
    let sandbox = project(&[
        (".devcontainer/a/devcontainer.json", "{}"),
        (".devcontainer/b/devcontainer.json", "{}"),
    ]);
    let run = sandbox.run(["init", "--workspace", "devcontainer"]).ended_with(2);
    let said =
        "there are several dev containers: .devcontainer/a/devcontainer.json, .devcontainer/b/";
    assert!(run.stderr.contains(said), "{run:?}");
    // The line is the project's, and whoever adds it is done.
    sandbox.write("api/package.json", "{}");
    sandbox.write("api/prisma/schema.prisma", "");
    std::fs::create_dir(sandbox.work().join(".git")).unwrap();
    let init = ["init", "--workspace", "devcontainer"];
    let run = run_in(&sandbox, "api", &init).ended_with(2);
    let (_, hint) = run.stderr.split_once("the one that is meant: ").unwrap();
    assert!(hint.contains("cd api && cruddur-db create --wait"), "{hint}");
    assert!(hint.contains("npx prisma migrate deploy"), "{hint}");
    sandbox.write(".devcontainer/b/devcontainer.json", format!("{{{hint}}}"));
    let run = run_in(&sandbox, "api", &init).succeeded();
    let kept = "[ROOT]/work/.devcontainer/b/devcontainer.json";
    assert!(line(&run, kept).ends_with("it runs cruddur-db already"), "{run:?}");
}

#[test]
fn other_tools_make_their_tables_themselves() {
    for (files, migrate, new) in [
        (
            &[("Gemfile", "gem 'rails'"), ("db/migrate/1_a.rb", "")][..],
            "bin/rails db:migrate",
            "bundle install",
        ),
        (
            &[("package.json", "{}"), ("prisma/schema.prisma", "")],
            "npx prisma migrate deploy",
            "npm install",
        ),
        (
            &[
                ("package.json", "{}"),
                ("knexfile.js", ""),
                ("migrations/1_a.js", ""),
                ("seeds/a.js", ""),
            ],
            "npx knex migrate:latest",
            "npm install",
        ),
    ] {
        let sandbox = project(files);
        std::fs::create_dir(sandbox.work().join(".git")).unwrap();
        let run = sandbox.run(["setup", "--dry-run"]).ended_with(2);
        let hint = format!("make the tables with {migrate}, after `cruddur-db create`");
        assert!(run.stderr.contains(&hint), "{run:?}");
        let run = sandbox
            .run([
                "init",
                "--workspace",
                "gitpod",
                "--workspace",
                "devcontainer",
                "--workspace",
                "actions",
            ])
            .succeeded();
        let next = format!("next: `cruddur-db create`, then {migrate}, with DATABASE_URL from");
        assert!(run.stderr.contains(&next), "{run:?}");
        let create = format!(
            "cruddur-db create --wait --fetch-postgres && {new} && \
             DATABASE_URL=$(cruddur-db server url --configured) {migrate}"
        );
        for file in [".gitpod.yml", ".devcontainer/devcontainer.json"] {
            let text = read(&sandbox, file);
            assert!(text.contains(&create) && !text.contains("cruddur-db setup"), "{text}");
        }
        let text = read(&sandbox, ".github/workflows/cruddur-db.yml");
        let last = format!("- run: DATABASE_URL=$TEST_CONNECTION_URL {migrate}\n");
        assert!(text.ends_with(&last) && !text.contains("cruddur-db setup"), "{text}");
        let toml = read(&sandbox, "cruddur-db.toml");
        assert!(toml.contains("\nseeds = []"), "{toml}");
        // An empty database gets the same advice.
        let database = Postgres::shared().database();
        let run = sandbox.run(["doctor", "--url", &database.url()]);
        assert!(run.stdout.contains("there are no tables\n"), "{run:?}");
        assert!(run.stdout.contains(&format!("fix: {migrate}\n")), "{run:?}");
    }
}

#[test]
fn the_fix_of_an_empty_database_is_what_the_project_has() {
    let database = Postgres::shared().database();
    for (files, fix) in [
        (&[("db/schema.sql", "")][..], "`cruddur-db schema-load"),
        (&[("db/migrations/1_a.sql", "")], "`cruddur-db migrate"),
        (&[("migrations/1_a.js", "")], "1_a.js is not SQL: the tool that wrote it runs it"),
        (
            &[("diesel.toml", ""), ("migrations/2024-01-01-000000_a/up.sql", "")],
            "diesel migration run",
        ),
        (&[("README.md", "")], "`cruddur-db migration new create_tables"),
    ] {
        let mut sandbox = project(files);
        std::fs::create_dir(sandbox.work().join(".git")).unwrap();
        sandbox.set("CONNECTION_URL", database.url());
        let run = sandbox.run(["doctor"]);
        assert!(run.stdout.contains(&format!("fix: {fix}")), "{run:?}");
        // What is not run here matters only where there is nothing else.
        assert!(!run.stderr.contains("is not"), "{run:?}");
    }
}

#[test]
fn what_was_found_is_what_is_written() {
    let mut sandbox = project(&[
        ("db/schema.sql", ""),
        ("db/seed.sql", ""),
        ("db/migrations/1_a.sql", ""),
        ("bin/db/migrate", "#!/usr/bin/env python3\n"),
        ("bin/db/db-connect", ""),
        ("backend-flask/bin/sql_db/db-setup.sh", ""),
        ("bin/bootstrap", "source \"$BIN_DIR/db/db-connect\"\n"),
    ]);
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.run(["init"]).check(str![[r#"
exit 0
--- stdout
found: schema db/schema.sql; seeds db/seed.sql; migrations db/migrations; CONNECTION_URL in the environment
cruddur-db.toml  written
scripts that are replaced (they stay where they are):
backend-flask/bin/sql_db/db-setup.sh  cruddur-db setup
bin/db/db-connect                     cruddur-db connect
bin/db/migrate                        cruddur-db migrate
line 1 of bin/bootstrap runs $BIN_DIR/db/db-connect, which is now cruddur-db connect
--- stderr
next: `cruddur-db setup`

"#]]);
    // And as they were named before.
    let run = sandbox.run(["config"]).succeeded();
    assert_eq!(line(&run, "schema "), "schema        db/schema.sql (from the project file)");
    assert_eq!(line(&run, "seeds "), "seeds         db/seed.sql (from the project file)");
}
