//! `init`, and the walk of a newcomer that begins with it.

use std::net::TcpStream;
use std::process::Command;
use std::thread;

use snapbox::str;
use socket2::{Domain, Socket, Type};

use crate::common::{Postgres, Run, Sandbox};

const BACK_END: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/backend/project/backend-flask");

/// A repository with a Flask back end, as few of the public ones are laid out.
fn flask(sandbox: &Sandbox) {
    flask_with(sandbox, "backend-flask/bin");
}

/// The same with the scripts in another directory; most of the public ones have them in `bin`.
fn flask_with(sandbox: &Sandbox, bin: &str) {
    let copied = Command::new("cp").args(["-r", BACK_END]).arg(sandbox.work()).status().unwrap();
    assert!(copied.success());
    sandbox.write("backend-flask/requirements.txt", "flask\npsycopg[binary]\n");
    for script in ["db/connect", "db/create", "db/setup", "db/migrate", "db/schema-load", "db/test"]
    {
        sandbox.write(&format!("{bin}/{script}"), "#! /usr/bin/bash\n");
    }
    sandbox.write(&format!("{bin}/rds/update-sg-rule"), "#! /usr/bin/bash\n");
    sandbox.write(&format!("{bin}/generate/migration"), "#!/usr/bin/env python3\n");
    sandbox.write(&format!("{bin}/flask/test"), "");
    git(sandbox, &["init", "-q"]);
}

#[track_caller]
fn git(sandbox: &Sandbox, args: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(sandbox.work()).args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
    assert!(git.args(args).status().unwrap().success());
}

#[track_caller]
fn shell(sandbox: &Sandbox, line: &str) {
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(sandbox.work());
    for (name, value) in [("NAME", "a"), ("EMAIL", "a@example.com")] {
        shell.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    assert!(shell.status().unwrap().success(), "{line}");
}

/// A port on which nothing listens until it is opened, and which then leads to the server.
struct Port(Socket, u16);

impl Port {
    fn reserve() -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let any: std::net::SocketAddr = "127.0.0.1:0".parse().unwrap();
        socket.bind(&any.into()).unwrap();
        let port = socket.local_addr().unwrap().as_socket().unwrap().port();
        Self(socket, port)
    }

    /// It ends with the test process.
    fn open(self) {
        self.0.listen(16).unwrap();
        let listener: std::net::TcpListener = self.0.into();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = TcpStream::connect(("127.0.0.1", Postgres::shared().port())).unwrap();
                for (mut from, mut to) in
                    [(client.try_clone().unwrap(), server.try_clone().unwrap()), (server, client)]
                {
                    thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(std::net::Shutdown::Write);
                    });
                }
            }
        });
    }
}

/// Postgres as docker compose would run it, by the project's own file.
fn compose(sandbox: &mut Sandbox, database: &str, port: u16) {
    sandbox.hide(format!(":{port}"), ":[DOCKER]").hide(database, "[DB]");
    let text = format!(
        "services:\n  db:\n    image: postgres:13-alpine\n    environment:\n      \
         - POSTGRES_USER=postgres\n      - POSTGRES_PASSWORD=${{DB_PASSWORD}}\n      \
         - POSTGRES_DB={database}\n    ports: ['{port}:5432']\n"
    );
    sandbox.write("docker-compose.yml", text);
    sandbox.write(".env", format!("DB_PASSWORD={}\n", Postgres::shared().password()));
    sandbox.write(".gitignore", ".env\n");
}

#[test]
fn a_project_gets_its_file_and_line_and_nothing_is_overwritten() {
    let mut sandbox = Sandbox::new();
    flask(&sandbox);
    compose(&mut sandbox, "shop", 5433);
    sandbox.run(["init", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
found: a Flask project (backend-flask/requirements.txt); schema backend-flask/db/schema.sql; seeds backend-flask/db/seed.sql; migrations backend-flask/db/migrations; Postgres as service db (docker-compose.yml)
cruddur-db.toml  would be written
.env             would be extended: CONNECTION_URL=postgresql://postgres:***@127.0.0.1:[DOCKER]/[DB] (docker-compose.yml has Postgres as service db)
scripts that are replaced (they stay where they are):
backend-flask/bin/db/connect          cruddur-db connect
backend-flask/bin/db/create           cruddur-db create
backend-flask/bin/db/migrate          cruddur-db migrate
backend-flask/bin/db/schema-load      cruddur-db schema-load
backend-flask/bin/db/setup            cruddur-db setup
backend-flask/bin/db/test             cruddur-db doctor
backend-flask/bin/generate/migration  cruddur-db migration new NAME
backend-flask/bin/rds/update-sg-rule  cruddur-db sg-allow-my-ip

"#]]);
    assert!(!sandbox.work().join("cruddur-db.toml").exists());
    let dotenv = || std::fs::read_to_string(sandbox.work().join(".env")).unwrap();
    assert_eq!(dotenv().lines().count(), 1);
    sandbox.run(["init"]).check(str![[r#"
exit 0
--- stdout
found: a Flask project (backend-flask/requirements.txt); schema backend-flask/db/schema.sql; seeds backend-flask/db/seed.sql; migrations backend-flask/db/migrations; Postgres as service db (docker-compose.yml)
cruddur-db.toml  written
.env             extended: CONNECTION_URL=postgresql://postgres:***@127.0.0.1:[DOCKER]/[DB] (docker-compose.yml has Postgres as service db)
scripts that are replaced (they stay where they are):
backend-flask/bin/db/connect          cruddur-db connect
backend-flask/bin/db/create           cruddur-db create
backend-flask/bin/db/migrate          cruddur-db migrate
backend-flask/bin/db/schema-load      cruddur-db schema-load
backend-flask/bin/db/setup            cruddur-db setup
backend-flask/bin/db/test             cruddur-db doctor
backend-flask/bin/generate/migration  cruddur-db migration new NAME
backend-flask/bin/rds/update-sg-rule  cruddur-db sg-allow-my-ip
--- stderr
next: `cruddur-db setup`

"#]]);
    let line = format!(
        "CONNECTION_URL=postgresql://postgres:{}@127.0.0.1:5433/shop\n",
        Postgres::shared().password()
    );
    assert!(dotenv().ends_with(&line), "{}", dotenv());
    let toml = std::fs::read_to_string(sandbox.work().join("cruddur-db.toml")).unwrap();
    assert!(!toml.contains(Postgres::shared().password()), "{toml}");
    snapbox::assert_data_eq!(
        &toml,
        str![[r##"
# What cruddur-db does in this project; `cruddur-db config` shows what comes of it.
# Paths start from here. Passwords do not belong here: the URLs are in .env or the environment,
# as CONNECTION_URL (dev), TEST_CONNECTION_URL, PROD_CONNECTION_URL.

name = "cruddur"                  # its databases on the managed server: cruddur, cruddur_test

# local_hosts = ["db"]            # as good as 127.0.0.1 for dev and test

[defaults]                        # for all environments that do not say otherwise
schema = "backend-flask/db/schema.sql"
seeds = ["backend-flask/db/seed.sql"]

# [environments.dev]
# url_var = "CONNECTION_URL"      # the variable that holds the URL
# seeds = ["db/seeds"]            # files and directories

# [environments.prod]
# protected = true                # the default for all but dev and test
# iam = true                      # log in by IAM token

[migrations]
dir = "backend-flask/db/migrations"

"##]]
    );
    // Once more changes nothing.
    let before = dotenv();
    sandbox.run(["init", "--format", "json"]).check(str![[r#"
exit 0
--- stdout
{
  "found": [
    "a Flask project (backend-flask/requirements.txt)",
    "schema backend-flask/db/schema.sql",
    "seeds backend-flask/db/seed.sql",
    "migrations backend-flask/db/migrations",
    "Postgres as service db (docker-compose.yml)"
  ],
  "files": [
    {
      "file": "cruddur-db.toml",
      "state": "kept"
    },
    {
      "file": ".env",
      "state": "kept",
      "what": "CONNECTION_URL is set"
    }
  ],
  "scripts": [
    {
      "script": "backend-flask/bin/db/connect",
      "command": "cruddur-db connect"
    },
    {
      "script": "backend-flask/bin/db/create",
      "command": "cruddur-db create"
    },
    {
      "script": "backend-flask/bin/db/migrate",
      "command": "cruddur-db migrate"
    },
    {
      "script": "backend-flask/bin/db/schema-load",
      "command": "cruddur-db schema-load"
    },
    {
      "script": "backend-flask/bin/db/setup",
      "command": "cruddur-db setup"
    },
    {
      "script": "backend-flask/bin/db/test",
      "command": "cruddur-db doctor"
    },
    {
      "script": "backend-flask/bin/generate/migration",
      "command": "cruddur-db migration new NAME"
    },
    {
      "script": "backend-flask/bin/rds/update-sg-rule",
      "command": "cruddur-db sg-allow-my-ip"
    }
  ]
}

"#]]);
    assert_eq!(
        (dotenv(), std::fs::read_to_string(sandbox.work().join("cruddur-db.toml")).unwrap()),
        (before, toml)
    );
    // And what was written is what the project has.
    let run = sandbox.run(["config"]).succeeded();
    for line in [
        "schema        backend-flask/db/schema.sql (from the project file)\n",
        "seeds         backend-flask/db/seed.sql (from the project file)\n",
        "migrations    backend-flask/db/migrations (2 migrations)\n",
    ] {
        assert!(run.stdout.contains(line), "{line}{run:?}");
    }
}

#[test]
fn other_projects_are_told_apart() {
    let found = |files: &[(&str, &str)]| {
        let sandbox = Sandbox::new();
        for (file, text) in files {
            sandbox.write(file, text);
        }
        let run = sandbox.run(["init", "--dry-run"]).succeeded();
        run.stdout.lines().next().unwrap().to_owned()
    };
    for (files, expected) in [
        (
            &[("Gemfile", "gem 'rails'"), ("db/schema.rb", "")][..],
            "found: a Rails project (Gemfile); db/schema.rb, which is Ruby, not SQL",
        ),
        (
            &[
                ("shop/migrations/0001_initial.py", "from django.db import migrations\n"),
                ("shop/migrations/__init__.py", ""),
            ],
            "found: 1 migration in shop/migrations, which Django runs",
        ),
        (
            &[("package.json", "{\"dependencies\": {\"pg\": \"8\"}}")],
            "found: a Node project with pg (package.json)",
        ),
        (
            &[("api/pyproject.toml", "dependencies = ['Flask']"), ("web/package.json", "{}")],
            "found: a Flask project (api/pyproject.toml); a Node project (web/package.json)",
        ),
        (
            &[("compose.yaml", "services: {pg: {image: postgres, ports: ['5432:5432']}}")],
            "found: Postgres as service pg (compose.yaml)",
        ),
        (&[], "found: nothing yet"),
    ] {
        assert_eq!(found(files), expected);
    }
}

#[test]
fn djangos_migrations_are_left_to_django() {
    let sandbox = Sandbox::new();
    sandbox.write("shop/migrations/0001_initial.py", "from django.db import migrations\n");
    let run = sandbox.run(["init"]).succeeded();
    assert!(run.stderr.contains("then python manage.py migrate"), "{run:?}");
    let text = std::fs::read_to_string(sandbox.work().join("cruddur-db.toml")).unwrap();
    assert!(!text.contains("\ndir ="), "{text}");
    sandbox.run(["migrate", "--dir", "shop/migrations"]).check(str![[r#"
exit 2
--- stderr
error: shop/migrations/0001_initial.py:1: there is no migrate_sql() in a class here
hint: it is Django's: python manage.py migrate runs it

"#]]);
}

#[test]
fn a_password_that_git_would_take_is_warned_of() {
    let mut sandbox = Sandbox::new();
    git(&sandbox, &["init", "-q"]);
    compose(&mut sandbox, "shop", 5433);
    std::fs::remove_file(sandbox.work().join(".gitignore")).unwrap();
    let run = sandbox.run(["init"]).succeeded();
    assert!(
        run.stderr.contains(
            "warning: .env holds a password, and git does not ignore it: echo .env >> .gitignore\n"
        ),
        "{run:?}"
    );
    assert!(!run.stdout.contains(Postgres::shared().password()), "{run:?}");
    // Behind what was written, where both go to one terminal.
    std::fs::remove_file(sandbox.work().join(".env")).unwrap();
    std::fs::remove_file(sandbox.work().join("cruddur-db.toml")).unwrap();
    let mut shell = Command::new("sh");
    let line = format!("{} init 2>&1", env!("CARGO_BIN_EXE_cruddur-db"));
    shell.args(["-c", &line]).current_dir(sandbox.work());
    shell.env_clear().envs(sandbox.environment()).env("DB_PASSWORD", Postgres::shared().password());
    let said = String::from_utf8(shell.output().unwrap().stdout).unwrap();
    let written = said.find(".env             written").unwrap_or_else(|| panic!("{said}"));
    assert!(said.find("warning: .env holds").is_some_and(|warning| warning > written), "{said}");
    // Where DATABASE_URL leads to it, no password is written again.
    let mut sandbox = Sandbox::new();
    git(&sandbox, &["init", "-q"]);
    sandbox.set("DATABASE_URL", "postgresql://ann:canary@127.0.0.1:1/d");
    let run = sandbox.run(["init"]).succeeded();
    assert!(!run.stderr.contains("password"), "{run:?}");
    let text = std::fs::read_to_string(sandbox.work().join(".env")).unwrap();
    assert_eq!(text, "CONNECTION_URL=${DATABASE_URL}\n");
    sandbox.unset("DATABASE_URL");
    let run = sandbox.run(["sessions"]).ended_with(2);
    let unset = "the value of CONNECTION_URL refers to DATABASE_URL, which is not set";
    assert!(run.stderr.contains(unset), "{run:?}");
    sandbox.set("DATABASE_URL", "postgresql://ann:canary@127.0.0.1:1/d");
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.starts_with("dev: d on 127.0.0.1:1 as ann (local)\n"), "{run:?}");
}

#[test]
fn workspaces_are_written_or_extended_and_comments_stay() {
    let sandbox = Sandbox::new();
    let all =
        ["init", "--workspace", "gitpod", "--workspace", "devcontainer", "--workspace", "actions"];
    sandbox.run(all).succeeded();
    let read =
        |sandbox: &Sandbox, file: &str| std::fs::read_to_string(sandbox.work().join(file)).unwrap();
    let files =
        [".gitpod.yml", ".devcontainer/devcontainer.json", ".github/workflows/cruddur-db.yml"];
    let written = files.map(|file| read(&sandbox, file));
    for text in &written {
        assert!(text.contains("pip install cruddur-db"), "{text}");
        assert!(!text.contains("cargo install"), "{text}");
    }
    sandbox.run(all).succeeded();
    assert_eq!(files.map(|file| read(&sandbox, file)), written);

    let sandbox = Sandbox::new();
    sandbox.write(files[0], "# ours\ntasks:\n    - init: npm i # first\nports:\n    - port: 80\n");
    sandbox.write(
        files[1],
        "{\n  // ours\n  \"image\": \"x\", /* y */\n  \"postCreateCommand\": \"npm i\",\n}\n",
    );
    sandbox.run(&all[..5]).check(str![[r#"
exit 0
--- stdout
found: nothing yet
cruddur-db.toml                  written
.gitpod.yml                      extended
.devcontainer/devcontainer.json  extended
--- stderr
next, the first tables: `cruddur-db migration new create_tables`

"#]]);
    snapbox::assert_data_eq!(
        read(&sandbox, files[0]),
        str![[r#"
# ours
tasks:
    # cruddur-db is on PyPI from its first release on. A workspace that is started again has of
    # its files only those in /workspace, so that the databases are kept there.
    - name: database
      before: |
        mkdir -p /workspace/.cruddur-db ~/.local/share
        ln -sfn /workspace/.cruddur-db ~/.local/share/cruddur-db
        pip install cruddur-db
      init: cruddur-db setup --wait --fetch-postgres
      command: cruddur-db wait
    - init: npm i # first
ports:
    - port: 80

"#]]
    );
    snapbox::assert_data_eq!(
        read(&sandbox, files[1]),
        str![[r#"
{
  "postStartCommand": "cruddur-db wait",
  // ours
  "image": "x", /* y */
  "postCreateCommand": "npm i && pip install cruddur-db && cruddur-db setup --wait --fetch-postgres",
}

"#]]
    );
    // What cannot be extended is not touched, and the lines are shown.
    let sandbox = Sandbox::new();
    sandbox.write(files[0], "tasks: [{init: x}]\n");
    let run = sandbox.run(["init", "--workspace", "gitpod"]).ended_with(2);
    assert!(
        run.stderr.contains("add by hand:") && run.stderr.contains("- name: database"),
        "{run:?}"
    );
    assert!(!sandbox.work().join("cruddur-db.toml").exists());
}

/// The command that a run leads to.
#[track_caller]
fn next(run: &Run) -> Vec<String> {
    let marks = ["which this does: ", "next: ", "start it with: "];
    let said = run.stderr.lines().rev().find_map(|line| {
        marks.iter().find_map(|mark| line.split_once(mark).map(|(_, command)| command))
    });
    let command = said.unwrap_or_else(|| panic!("it leads nowhere: {run:?}"));
    command.trim_matches('`').split_whitespace().map(str::to_owned).collect()
}

/// From a Flask project that knows nothing of cruddur-db to its database, by what each step says.
#[test]
fn the_walk_of_a_newcomer() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = Sandbox::new();
    flask(&sandbox);
    let port = Port::reserve();
    compose(&mut sandbox, &database.name, port.1);
    let mut port = Some(port);
    let mut command = vec!["cruddur-db".to_owned(), "config".to_owned()];
    let mut walked = Vec::new();
    let mut failed = None;
    for _ in 0..8 {
        walked.push(command.join(" "));
        if command[0] == "docker" {
            port.take().expect("it was started before").open();
            // As anyone would: the command that failed, once more.
            command = failed.take().expect("nothing failed");
            continue;
        }
        let run = sandbox.run(&command[1..]);
        if run.status == Some(0) && command[1] == "setup" {
            break;
        }
        if run.status != Some(0) {
            failed = Some(command);
        }
        command = next(&run);
    }
    assert_eq!(
        walked,
        [
            "cruddur-db config",
            "cruddur-db init",
            "cruddur-db setup",
            "docker compose up -d db",
            "cruddur-db setup"
        ]
    );
    assert_eq!(database.psql("select count(*) from users"), "2");
    assert_eq!(database.psql("select count(*) from activities"), "2");
    sandbox.run(["sessions"]).succeeded();
}

/// The ten lines of docs/moving-over.md, in repositories like the public ones.
#[test]
fn a_finished_repository_moves_over_in_ten_lines() {
    for bin in ["bin", "backend-flask/bin"] {
        moves_over_in_ten_lines(bin);
    }
}

fn moves_over_in_ten_lines(bin: &str) {
    let database = Postgres::shared().missing_database();
    let mut sandbox = Sandbox::new();
    flask_with(&sandbox, bin);
    let port = Port::reserve();
    compose(&mut sandbox, &database.name, port.1);
    let mut port = Some(port);
    git(&sandbox, &["add", "-A"]);
    git(&sandbox, &["commit", "-q", "-m", "scripts"]);
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/moving-over.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    let block = docs.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let lines: Vec<_> = block.lines().map(|line| line.split(" #").next().unwrap().trim()).collect();
    assert!(lines.len() <= 10, "{lines:?}");
    for line in lines {
        let words: Vec<_> = line.split_whitespace().collect();
        match words.as_slice() {
            ["cruddur-db", "doctor", "prod"] => {
                // There is no production here.
                sandbox.run(&words[1..]).ended_with(1);
            }
            ["cruddur-db", args @ ..] => {
                sandbox.run(args.iter().copied()).succeeded();
            }
            ["git", ..] => shell(&sandbox, line),
            ["docker", ..] => port.take().unwrap().open(),
            // Not published yet.
            ["pip", "install", "cruddur-db"] => {}
            _ => panic!("{line}"),
        }
    }
    assert_eq!(database.psql("select count(*) from users"), "2");
    let applied = database.psql("select count(*) from _sqlx_migrations");
    assert_eq!(applied, "2");
    for gone in ["db", "rds", "generate"] {
        assert!(!sandbox.work().join(bin).join(gone).exists());
    }
    assert!(sandbox.work().join(bin).join("flask/test").exists());
}
