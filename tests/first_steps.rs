//! The first steps in projects of all kinds: what each step says leads to the next one.

use snapbox::str;

use crate::common::{Run, Sandbox, hinted_commands};

/// A repository with these files.
fn repository(files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(".git/HEAD", "");
    for (file, text) in files {
        sandbox.write(file, text);
    }
    sandbox
}

/// The last command that a run leads to.
#[track_caller]
fn next(run: &Run) -> Vec<String> {
    let command = hinted_commands(&run.stderr).pop().unwrap_or_else(|| panic!("{run:?}"));
    command.split_whitespace().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_project_without_tables_is_led_to_its_first_migration() {
    for (file, text) in
        [("requirements.txt", "flask\n"), ("Gemfile", "gem 'sinatra'\n"), ("package.json", "{}\n")]
    {
        let sandbox = repository(&[(file, text)]);
        let run = sandbox.run(["setup"]).ended_with(2);
        assert_eq!(next(&run), ["init"]);
        // The second time, too.
        for _ in 0..2 {
            let run = sandbox.run(["init"]).succeeded();
            assert_eq!(next(&run), ["migration", "new", "create_tables"]);
        }
        let run = sandbox.run(["setup"]).ended_with(2);
        assert!(run.stderr.contains("begin with migrations: `cruddur-db migration new"), "{run:?}");
        let run = sandbox.run(["migration", "new", "create_tables"]).succeeded();
        assert_eq!(next(&run), ["migrate"]);
        let up = run.stdout.split_whitespace().nth(1).unwrap().to_owned();
        // An empty migration would count as applied, and its SQL as an edit.
        for text in ["", "-- not yet\n\n/* to do */\n"] {
            sandbox.write(&up, text);
            for command in ["setup", "migrate"] {
                let run = sandbox.run([command]).ended_with(2);
                assert!(
                    run.stderr.contains("_create_tables.up.sql has no statement yet"),
                    "{run:?}"
                );
            }
        }
        sandbox.write(&up, "create table t (x int);");
        sandbox.run(next(&run)).succeeded();
        sandbox.run(["setup"]).succeeded();
    }
}

/// What says that nothing was changed has made no database either.
#[test]
fn a_migration_that_is_not_written_yet_makes_no_database() {
    let sandbox = repository(&[("migrations/1_a.sql", ""), ("migrations/2_b.sql", "-- to do\n")]);
    let list = |sandbox: &Sandbox| {
        let databases = "select string_agg(datname, ' ' order by datname) from pg_database where not datistemplate";
        let url = sandbox.server_url();
        crate::common::psql(&url, databases)
    };
    let run = sandbox.run(["migrate"]).ended_with(2);
    assert!(
        run.stderr.contains("migrations/1_a.sql has no statement yet; nothing was changed"),
        "{run:?}"
    );
    assert_eq!(list(&sandbox), "postgres");
    sandbox.write("migrations/1_a.sql", "create table a (x int);");
    sandbox.run(["migrate"]).ended_with(2);
    assert_eq!(list(&sandbox), "postgres");
    // Only what would be run counts.
    sandbox.run(["migrate", "--to", "1"]).succeeded();
    assert_eq!(list(&sandbox), "cruddur postgres");
}

/// A URL that leads to no server, in projects without docker.
#[test]
fn a_server_that_is_not_there_has_an_alternative() {
    let mut sandbox = repository(&[]);
    let socket = sandbox.root().join("none");
    let socket = format!("postgresql:///d?host={}", socket.display());
    for url in ["postgresql://u@127.0.0.1:1/d", &socket] {
        sandbox.set("CONNECTION_URL", url).set("PROD_CONNECTION_URL", url);
        let run = sandbox.run(["sessions"]).ended_with(3);
        let said = "hint: check that the server is running, and its port; or remove CONNECTION_URL: \
                    without it, dev is on a server that cruddur-db runs itself\n";
        assert!(run.stderr.ends_with(said), "{run:?}");
        // There is no other one of these.
        let run = sandbox.run(["sessions", "prod"]).ended_with(3);
        assert!(!run.stderr.contains("runs itself"), "{run:?}");
    }
    sandbox.unset("CONNECTION_URL");
    sandbox.run(["create"]).succeeded();

    // The managed server's own URL, as after the machine was started again.
    sandbox.unset("PROD_CONNECTION_URL").run(["server", "url", "--env-file", ".env"]).succeeded();
    sandbox.run(["server", "stop"]).succeeded();
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.ends_with("start it with: `cruddur-db server start`\n"), "{run:?}");
    // And one from before it got another port.
    let record = sandbox.server_home().join("instance.json");
    let text = std::fs::read_to_string(&record).unwrap().replace("\"port\": 1", "\"port\": 2");
    std::fs::write(&record, text).unwrap();
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.contains("cruddur-db runs itself has port"), "{run:?}");
    assert!(run.stderr.ends_with("this prints: `cruddur-db server url`\n"), "{run:?}");
}

#[test]
fn the_managed_servers_url_says_that_another_one_is_set() {
    let mut sandbox = repository(&[]);
    sandbox.run(["server", "url", "--env-file", ".env"]).succeeded();
    let run = sandbox.run(["server", "url"]).succeeded();
    assert_eq!(run.stderr, "");
    sandbox.set("CONNECTION_URL", "postgresql://u@db.example.com/d");
    let run = sandbox.run(["server", "url"]).succeeded();
    let note = "note: CONNECTION_URL leads to another server than this URL, the managed one\n";
    assert_eq!(run.stderr, note);
    let run = sandbox.run(["server", "url", "--configured"]).succeeded();
    assert_eq!(run.stdout, "postgresql://u@db.example.com:5432/d\n");
    let run = sandbox.run(["server", "url", "prod", "--configured"]).ended_with(2);
    assert_eq!(run.stdout, "");
}

#[test]
fn missing_seeds_are_written_as_the_hint_says() {
    let sandbox = repository(&[("db/schema.sql", "create table t (x int);")]);
    let run = sandbox.run(["setup"]).ended_with(2);
    assert_eq!(next(&run), ["init"]);
    sandbox.write("cruddur-db.toml", "");
    sandbox.run(["setup"]).check(str![[r#"
exit 2
--- stderr
error: this project has no seed file
hint: looked for seeds, db/seed.sql, backend-flask/db/seed.sql; write in cruddur-db.toml, below [defaults]: seeds = [] (there are none), or seeds = ["FILE"]; Cruddur's built-in files are used only without a project

"#]]);
    sandbox.write("cruddur-db.toml", "seeds = []\n");
    sandbox.run(["setup"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/cruddur-db.toml:1:1: unknown field `seeds`, expected one of `name`, `local_hosts`, `defaults`, `environments`, `migrations`
hint: seeds belongs below [defaults], or below [environments.NAME]

"#]]);
    sandbox.write("cruddur-db.toml", "[defaults]\nseeds = []\n");
    sandbox.run(["setup"]).succeeded();
    std::fs::remove_file(sandbox.work().join("cruddur-db.toml")).unwrap();
    let run = sandbox.run(["init"]).succeeded();
    sandbox.run(next(&run)).succeeded();
}

const DATABASE_YML: &str = "default: &default\n  adapter: postgresql\n  pool: <%= ENV.fetch(\"MAX\") { 5 } %>\n\
     development:\n  <<: *default\n  database: blog_development\n  host: 127.0.0.1\n  username: ann\n";

#[test]
fn rails_is_told_what_it_takes() {
    let sandbox = repository(&[
        ("Gemfile", "gem 'rails'\n"),
        ("db/schema.rb", ""),
        ("db/seeds.rb", ""),
        ("db/migrate/1_a.rb", ""),
        ("config/database.yml", DATABASE_YML),
    ]);
    sandbox.run(["init"]).check(str![[r#"
exit 0
--- stdout
found: a Rails project (Gemfile); 1 migration in db/migrate, which Rails runs; db/schema.rb, which is Ruby, not SQL
cruddur-db.toml  written
.env             written: CONNECTION_URL=postgresql://ann@127.0.0.1:5432/blog_development (config/database.yml names a database)
--- stderr
next: `cruddur-db create`, then bin/rails db:migrate; with config.active_record.schema_format = :sql in config/application.rb that writes db/structure.sql, which `cruddur-db setup` loads

"#]]);
    let run = sandbox.run(["config"]).succeeded();
    let url = "postgresql://ann@127.0.0.1:5432/blog_development (from CONNECTION_URL";
    assert!(run.stdout.contains(url), "{run:?}");
    // And what Rails writes is found then.
    std::fs::remove_file(sandbox.work().join(".env")).unwrap();
    sandbox.write("config/database.yml", "development: {adapter: postgresql, url: <%= X %>}\n");
    sandbox.write("db/structure.sql", "create table t (x int);");
    let run = sandbox.run(["init"]).succeeded();
    assert_eq!(next(&run), ["setup"]);
    let run = sandbox.run(["setup"]).succeeded();
    assert!(run.stderr.contains("db/structure.sql: 1 statement"), "{run:?}");
}

#[test]
fn prismas_migrations_are_prismas() {
    let sandbox = repository(&[
        ("package.json", "{\"dependencies\": {\"@prisma/client\": \"6\"}}"),
        ("prisma/schema.prisma", ""),
        ("prisma/migrations/1_init/migration.sql", "create table t (x int);"),
    ]);
    sandbox.run(["init", "--workspace", "devcontainer"]).check(str![[r#"
exit 0
--- stdout
found: a Node project (package.json); prisma/migrations, which Prisma runs
cruddur-db.toml                  written
.devcontainer/devcontainer.json  written
--- stderr
next: `cruddur-db create`, then npx prisma migrate deploy, with DATABASE_URL from `cruddur-db server url`

"#]]);
    let file = sandbox.work().join(".devcontainer/devcontainer.json");
    snapbox::assert_data_eq!(
        std::fs::read_to_string(file).unwrap(),
        str![[r#"
{
  "image": "mcr.microsoft.com/devcontainers/javascript-node:22",
  "features": { "ghcr.io/devcontainers/features/python:1": {} },
  // cruddur-db is on PyPI from its first release on.
  "postCreateCommand": "pip install cruddur-db && cruddur-db create --wait --fetch-postgres && npm install && DATABASE_URL=$(cruddur-db server url --configured) npx prisma migrate deploy",
  "postStartCommand": "cruddur-db wait"
}

"#]]
    );
}

#[test]
fn a_compose_file_that_leads_nowhere_says_why() {
    let mut sandbox = repository(&[]);
    sandbox.set("CRUDDUR_LOCAL_HOSTS", "");
    let said = |text: &str| {
        sandbox.write("docker-compose.yml", text);
        let run = sandbox.run(["config"]).succeeded();
        // In one line, and in init's report, too.
        let again = sandbox.run(["init", "--dry-run"]).succeeded();
        assert_eq!(run.stderr, again.stderr);
        run.stderr
    };
    snapbox::assert_data_eq!(
        said("services: {db: {image: postgres, expose: ['5432']}}"),
        str![[r#"
note: service db of docker-compose.yml is Postgres, and publishes no port on this machine: with ports: ["5432:5432"] there, `cruddur-db init` writes its URL

"#]]
    );
    snapbox::assert_data_eq!(
        said("services: {app-db: {build: ./db}, web: {build: .}}"),
        str![[r#"
note: service app-db of docker-compose.yml has no image that tells what it is: if it is Postgres, set CONNECTION_URL to its URL

"#]]
    );
    snapbox::assert_data_eq!(
        said("services: [\n"),
        str![[r#"
note: docker-compose.yml cannot be read as a compose file, and is passed over

"#]]
    );
    assert_eq!(said("services: {web: {build: .}}"), "");
}

#[test]
fn a_dotenv_file_below_is_named() {
    let sandbox =
        repository(&[("backend-flask/.env", "A=1\nexport CONNECTION_URL=postgresql://u@h/d\n")]);
    sandbox.run(["config"]).check(str![[r#"
exit 0
--- stdout
environment   dev
database      cruddur on the managed server (CONNECTION_URL is not set)
protected     no
schema        this project has no schema file
seeds         this project has no seed file
project file  none
env files     none
--- stderr
note: backend-flask/.env sets CONNECTION_URL, which counts only below backend-flask

"#]]);
    sandbox.write(".env", "CONNECTION_URL=postgresql://u@127.0.0.1/x\n");
    assert_eq!(sandbox.run(["config"]).succeeded().stderr, "");
}

#[test]
fn scripts_alone_are_something_found_and_so_are_their_callers() {
    let sandbox = repository(&[
        ("bin/db/setup", ""),
        ("bin/rds/update-sg-rule", ""),
        (
            ".gitpod.yml",
            "tasks:\n  - name: postgres\n    command: |\n      \
             export GITPOD_IP=$(curl ifconfig.me)\n      \
             source \"$THEIA_WORKSPACE_ROOT/bin/rds/update-sg-rule\"\n",
        ),
    ]);
    sandbox.run(["init"]).check(str![[r#"
exit 0
--- stdout
found: 2 scripts that cruddur-db replaces
cruddur-db.toml  written
scripts that are replaced (they stay where they are):
bin/db/setup            cruddur-db setup
bin/rds/update-sg-rule  cruddur-db sg-allow-my-ip
line 5 of .gitpod.yml runs $THEIA_WORKSPACE_ROOT/bin/rds/update-sg-rule, which is now cruddur-db sg-allow-my-ip
--- stderr
next, the first tables: `cruddur-db migration new create_tables`

"#]]);
}

#[test]
fn a_command_that_goes_on_after_its_end_is_not_extended() {
    let sandbox = repository(&[(
        ".devcontainer/devcontainer.json",
        "{\"postCreateCommand\": \"npm i; exit 0 # done\"}\n",
    )]);
    let run = sandbox.run(["init", "--workspace", "devcontainer"]).ended_with(2);
    assert!(run.stderr.contains("add by hand:"), "{run:?}");
    assert!(run.stderr.contains("pip install cruddur-db"), "{run:?}");
}

#[test]
fn the_managed_server_says_why_it_listens_nowhere_else() {
    Sandbox::new().run(["server", "start", "--listen", "docker"]).check(str![[r#"
exit 2
--- stderr
error: unexpected argument '--listen' found

  tip: the managed server listens on 127.0.0.1 only, where containers cannot reach it: run Postgres as a service of their compose file

Usage: cruddur-db server start [OPTIONS]

For more information, try '--help'.

"#]]);
}

#[test]
fn two_spellings_of_an_environment_are_one() {
    let mut sandbox = Sandbox::new();
    sandbox.set("PROD_CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.write("cruddur-db.toml", "[environments.prod]\nseeds = []\n");
    for args in [&["config", "Prod"][..], &["setup", "Prod"], &["sessions", "--env", "PROD"]] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.ends_with("hint: did you mean prod?\n"), "{run:?}");
    }
    sandbox.run(["config", "Prod"]).check(str![[r#"
exit 2
--- stderr
error: Prod and prod both mean PROD_CONNECTION_URL
hint: did you mean prod?

"#]]);
    sandbox.run(["config", "prod"]).succeeded();
    sandbox.write("cruddur-db.toml", "[environments.Prod]\n[environments.prod]\n");
    sandbox.run(["config"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/cruddur-db.toml: environments Prod and prod have the same variable
hint: keep one of them, or give one another variable: url_var

"#]]);
    // One that only a variable makes may be spelled either way, and is one.
    sandbox.write("cruddur-db.toml", "[defaults]\nschema = []\nseeds = []\n");
    sandbox.set("MY_STAGE_CONNECTION_URL", "postgresql://u@127.0.0.1:1/stage");
    for name in ["my-stage", "my_stage"] {
        let run = sandbox.run(["drop", name]).ended_with(3);
        assert!(!run.stderr.contains("both point"), "{run:?}");
    }
}
