//! Which database a command works on.

use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn an_unreachable_server_is_never_replaced() {
    let mut sandbox = Sandbox::new();
    // Port 1 is reserved and nobody listens on it.
    sandbox.set("CONNECTION_URL", "postgresql://u:canary@127.0.0.1:1/d");
    for command in ["create", "drop", "schema-load", "seed", "setup", "sessions", "wait"] {
        let run = sandbox.run([command, "--wait=0"]).ended_with(3);
        assert!(run.stderr.contains("nothing listens on 127.0.0.1:1"), "{run:?}");
    }
}

#[test]
fn a_missing_url_is_named() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    for command in ["create", "drop", "schema-load", "seed", "setup", "sessions", "connect"] {
        let run = sandbox.run([command, "--env", "prod"]).ended_with(2);
        assert!(run.stderr.contains("PROD_CONNECTION_URL is not set"), "{run:?}");
    }
    for command in ["setup", "sessions", "connect", "schema-load", "seed"] {
        let run = sandbox.run([command, "prod"]).ended_with(2);
        assert!(run.stderr.contains("PROD_CONNECTION_URL is not set"), "{run:?}");
    }
}

#[test]
fn an_empty_url_is_not_a_missing_one() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "");
    sandbox.run(["create"]).check(str![[r#"
exit 2
--- stderr
error: CONNECTION_URL is empty
hint: set CONNECTION_URL to a connection URL, or unset it

"#]]);
}

#[test]
fn a_wrong_password_is_a_refused_login() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", database.url().replace(Postgres::shared().password(), "wrong"));
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: password authentication failed for user "postgres" (SQLSTATE 28P01)
hint: check the user and password of CONNECTION_URL

"#]]);
    // Waiting cannot help, so it is not tried.
    sandbox.run(["wait"]).ended_with(3);
}

#[test]
fn a_missing_database_is_a_refused_login_with_advice() {
    let database = Postgres::shared().missing_database();
    Sandbox::with(&database).run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: database "[DB]" does not exist (SQLSTATE 3D000)
hint: create it with: `cruddur-db create`

"#]]);
}

#[test]
fn the_old_word_means_the_environment() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let run = sandbox.run(["sessions", "prod"]).succeeded();
    assert!(
        run.stderr.starts_with("prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)"),
        "{run:?}"
    );
    sandbox.run(["sessions", "prod", "--env", "dev"]).check(str![[r#"
exit 2
--- stderr
error: two environments are named: prod and dev (by --env or CRUDDUR_ENV)

"#]]);
    sandbox.set("CRUDDUR_ENV", "prod");
    sandbox.run(["sessions"]).succeeded();
}

#[test]
fn a_dotenv_file_lies_beneath_the_environment() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.unset("CONNECTION_URL");
    sandbox.write(".env", format!("CONNECTION_URL='{}'\n", database.url()));
    sandbox.run(["sessions"]).succeeded();
    let run = sandbox.run(["config"]).succeeded();
    assert!(run.stdout.contains("(from CONNECTION_URL in [ROOT]/work/.env)\n"), "{run:?}");
    let run = sandbox.run(["config", "--no-dotenv"]).succeeded();
    assert!(run.stdout.contains("on the managed server"), "{run:?}");
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.run(["sessions"]).ended_with(3);
}

#[test]
fn a_broken_dotenv_file_is_named_and_not_quoted() {
    let sandbox = Sandbox::new();
    sandbox.write(".env", "A='canary\nTEST_CONNECTION_URL='canary\n");
    // Nothing of it is read here.
    sandbox.run(["config"]).succeeded();
    sandbox.run(["config", "--env", "test"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/.env:2: the line of TEST_CONNECTION_URL is not NAME=value
hint: put the value into single quotes; --no-dotenv ignores the file

"#]]);
}

/// `$APP_test` once became the value of `APP` and `_test`, which was another database.
#[test]
fn a_dotenv_file_leads_to_no_other_database_than_meant() {
    let server = Postgres::shared();
    let (meant, other) = (server.database(), server.database());
    let mut sandbox = Sandbox::with(&other);
    sandbox.unset("CONNECTION_URL");
    let url = meant.url().replace(&meant.name, "");
    let file = |reference: &str| {
        format!("APP=shop\r\nAPP_test={} # ours\r\nCONNECTION_URL={url}{reference}\r\n", meant.name)
    };
    let database = |sandbox: &Sandbox| {
        sandbox.run(["config", "--format", "json"]).succeeded().json()["url"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    for good in ["${APP_test}", "${APP_test:-x}", "'"] {
        let text = match good {
            "'" => format!("CONNECTION_URL='{url}{}\n'\n", meant.name),
            _ => file(good),
        };
        sandbox.write(".env", text);
        assert!(database(&sandbox).ends_with(&format!("/{}", meant.name)), "{good}");
    }
    for bad in
        ["$APP_test", "${APP_tset}", "\"$APP\"_test", "${APP:+x}", "${X:-${APP_test}", "`echo x`"]
    {
        sandbox.write(".env", file(bad));
        let run = sandbox.run(["drop"]).ended_with(2);
        assert!(run.stderr.contains("/work/.env:3: "), "{run:?}");
        assert!(!run.stderr.contains(server.password()), "{run:?}");
    }
    assert_eq!(server.database().psql("select 1"), "1");
    assert_eq!(meant.psql("select 1"), "1");
}

#[test]
fn what_ends_a_line_is_no_part_of_a_url() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let url = format!("{}\n", database.url());
    sandbox.run(["sessions", "--url", &url]).succeeded();
    sandbox.set("CONNECTION_URL", format!("{url}\r\n "));
    sandbox.run(["sessions"]).succeeded();
    sandbox.set("CONNECTION_URL", format!("{url}?connect_timeout=5"));
    sandbox.run(["drop"]).check(str![[r#"
exit 2
--- stderr
error: the URL in CONNECTION_URL cannot be used: it contains a line break or another control character

"#]]);
    sandbox.set("CONNECTION_URL", " \n");
    let run = sandbox.run(["drop"]).ended_with(2);
    assert!(run.stderr.contains("CONNECTION_URL is empty"), "{run:?}");
}

/// Runs the program in a directory below the working directory.
fn run_in(sandbox: &Sandbox, directory: &str, args: &[&str]) -> crate::common::Run {
    let directory = sandbox.work().join(directory);
    std::fs::create_dir_all(&directory).unwrap();
    sandbox.finished(sandbox.command(args.iter().copied()).current_dir(directory).output().unwrap())
}

#[test]
fn the_directory_in_a_project_makes_no_difference() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.unset("CONNECTION_URL");
    sandbox.write(".git/HEAD", "");
    sandbox.write("backend-flask/db/schema.sql", "create table mine (x int);");
    sandbox.write("backend-flask/db/seed.sql", "insert into mine values (1);");
    sandbox.write(".env", format!("CONNECTION_URL={}\n", database.url()));
    for directory in ["", "frontend-react-js/src", "backend-flask", "backend-flask/db"] {
        let run = run_in(&sandbox, directory, &["setup"]).succeeded();
        assert!(!run.stderr.contains("built-in"), "{run:?}");
        assert_eq!(database.psql("select x from mine"), "1", "{directory}");
    }
}

/// A project file below the top of the repository once hid the `.env` file at the top, and another
/// server was used without a word.
#[test]
fn dotenv_files_are_found_up_to_the_root_and_never_beyond() {
    let sandbox = Sandbox::new();
    let url = |name: &str| format!("CONNECTION_URL=postgresql://u@127.0.0.1:1/{name}\n");
    let database = |directory: &str| {
        let run = run_in(&sandbox, directory, &["config", "--format", "json"]).succeeded().json();
        run["url"].as_str().map(|url| url.rsplit_once('/').unwrap().1.to_owned())
    };
    sandbox.write(".env", url("beyond"));
    // Without a repository or a project file, what lies above is not this directory's.
    assert_eq!(database("project/backend-flask/db"), None);
    assert_eq!(database("").as_deref(), Some("beyond"));
    sandbox.write("project/cruddur-db.toml", "");
    sandbox.write("project/.env", url("top"));
    assert_eq!(database("project/backend-flask/db").as_deref(), Some("top"));
    std::fs::remove_file(sandbox.work().join("project/cruddur-db.toml")).unwrap();
    sandbox.write("project/.git", "gitdir: elsewhere");
    sandbox.write("project/backend-flask/cruddur-db.toml", "");
    assert_eq!(database("project/backend-flask/db").as_deref(), Some("top"));
    // The nearest wins, variable by variable.
    sandbox.write("project/backend-flask/.env", url("near"));
    sandbox.write("project/.env", "CRUDDUR_ENV=test\nTEST_".to_owned() + &url("top"));
    assert_eq!(database("project/backend-flask/db").as_deref(), Some("top"));
    assert_eq!(database("project/frontend").as_deref(), Some("top"));
    sandbox.write("project/.env", url("top"));
    assert_eq!(database("project/backend-flask/db").as_deref(), Some("near"));
    let run = run_in(&sandbox, "project/backend-flask/db", &["config"]).succeeded();
    let near = "(from CONNECTION_URL in [ROOT]/work/project/backend-flask/.env)\n";
    assert!(run.stdout.contains(near), "{run:?}");
    let files = "env files     [ROOT]/work/project/backend-flask/.env, [ROOT]/work/project/.env\n";
    assert!(run.stdout.ends_with(files), "{run:?}");
    let file = "project file  [ROOT]/work/project/backend-flask/cruddur-db.toml\n";
    assert!(run.stdout.contains(file), "{run:?}");
    std::fs::remove_file(sandbox.work().join("project/.env")).unwrap();
    assert_eq!(database("project/frontend"), None);
}

#[test]
fn built_in_files_are_for_no_project() {
    let database = Postgres::shared().database();
    database.psql("create table precious (x int)");
    let sandbox = Sandbox::with(&database);
    // Above the mark nothing is looked at.
    sandbox.write("schema/schema.sql", "drop table precious;");
    sandbox.write(".env", "CRUDDUR_ENV=nonsense");
    sandbox.write("project/.git/HEAD", "");
    for command in ["setup", "schema-load", "seed"] {
        let run = run_in(&sandbox, "project/frontend", &[command, "--quiet"]).ended_with(2);
        assert!(run.stderr.contains("this project has no "), "{run:?}");
    }
    run_in(&sandbox, "project/frontend", &["setup", "--quiet"]).check(str![[r#"
exit 2
--- stderr
error: this project has no schema file
hint: looked for schema/schema.sql, db/schema.sql, db/structure.sql, backend-flask/db/schema.sql here and upwards to [ROOT]/work/project; begin with migrations: `cruddur-db migration new create_tables`; or `cruddur-db init` writes a cruddur-db.toml with what is there; Cruddur's built-in files are used only without a project

"#]]);
    // A schema is a project too.
    sandbox.write("other/db/schema.sql", "");
    let run = run_in(&sandbox, "other/x", &["seed", "--quiet", "--env", "dev"]).ended_with(2);
    assert!(run.stderr.contains("this project has no seed file"), "{run:?}");
    assert_eq!(database.psql("select count(*) from precious"), "0");
}

#[test]
fn a_variable_that_the_project_file_gives_away_makes_no_second_environment() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.unset("CONNECTION_URL").set("LOCAL_CONNECTION_URL", database.url());
    sandbox.write("cruddur-db.toml", "[environments.dev]\nurl_var = 'LOCAL_CONNECTION_URL'\n");
    sandbox.run(["drop", "--dry-run"]).succeeded();
    // Two that are named are still two.
    let toml = "[environments.dev]\nurl_var = 'X'\n[environments.stage]\nurl_var = 'X'\n";
    sandbox.write("cruddur-db.toml", toml);
    sandbox.set("X", database.url());
    let run = sandbox.run(["drop"]).ended_with(2);
    assert!(run.stderr.contains("environments dev and "), "{run:?}");
    // And production is never lost by another name.
    sandbox.write("cruddur-db.toml", "[environments.dev]\nurl_var = 'PROD_CONNECTION_URL'\n");
    sandbox.unset("LOCAL_CONNECTION_URL").set("PROD_CONNECTION_URL", database.url());
    let run = sandbox.run(["drop"]).ended_with(2);
    assert!(run.stderr.contains("environments dev and prod both point to"), "{run:?}");
}

#[test]
fn other_names_of_this_machine_are_this_machine() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.write("cruddur-db.toml", "[environments.dev]\nurl_var = 'DATABASE_URL'\n");
    sandbox.set("DATABASE_URL", database.url());
    sandbox.unset("CONNECTION_URL");
    sandbox.run(["drop", "--dry-run"]).succeeded();
    for name in ["localhost", "[::1]", "127.0.0.2", "0.0.0.0", "app.localhost"] {
        sandbox.set("STAGE_CONNECTION_URL", database.url().replace("127.0.0.1", name));
        let run = sandbox.run(["drop"]).ended_with(2);
        assert!(run.stderr.contains("environments dev and stage both point to"), "{name}: {run:?}");
    }
}

#[test]
fn the_password_may_come_apart_from_the_url() {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::with(&database);
    let bare = database.url().replace(&format!(":{}@", server.password()), "@");
    sandbox.set("CONNECTION_URL", &bare);
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.contains("no password was given"), "{run:?}");

    let passfile = sandbox.root().join("home/.pgpass");
    std::fs::write(&passfile, format!("127.0.0.1:*:*:postgres:{}\n", server.password())).unwrap();
    let mode = |mode| std::fs::set_permissions(&passfile, std::fs::Permissions::from_mode(mode));
    mode(0o644).unwrap();
    let run = sandbox.run(["sessions"]).ended_with(3);
    let warning = "warning: password file \"[ROOT]/home/.pgpass\" has group or world access; \
                   permissions should be u=rw (0600) or less\n";
    assert!(run.stderr.contains(warning), "{run:?}");
    let hint = "hint: the password file is ignored while others may read it: chmod 600 [ROOT]/home/.pgpass\n";
    assert!(run.stderr.contains(hint), "{run:?}");
    mode(0o600).unwrap();
    sandbox.run(["sessions"]).succeeded();
    std::fs::remove_file(&passfile).unwrap();

    sandbox.set("PGPASSWORD", server.password());
    sandbox.run(["sessions"]).succeeded();
    sandbox.set("PGPASSWORD", "canary");
    let run = sandbox.run(["sessions"]).ended_with(3);
    let hint = "hint: check the password in PGPASSWORD, and the user of CONNECTION_URL\n";
    assert!(run.stderr.contains(hint) && !run.stderr.contains("canary"), "{run:?}");
}

#[test]
fn a_url_on_the_command_line_wins() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.run(["sessions", "--url", &database.url()]).succeeded();
}

#[test]
fn the_project_file_names_variable_and_files() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("APP_DB", database.url()).unset("CONNECTION_URL");
    let toml = "[environments.dev]\nurl_var = 'APP_DB'\nschema = 'sql/s.sql'\nseeds = ['sql/d']\n";
    sandbox.write("cruddur-db.toml", toml);
    sandbox.write("sql/s.sql", "create table t (x int);");
    sandbox.write("sql/d/1.sql", "insert into t values (1);");
    sandbox.write("below/here.txt", "");
    let output = sandbox.command(["setup"]).current_dir(sandbox.work().join("below")).output();
    sandbox.finished(output.unwrap()).succeeded();
    assert_eq!(database.psql("select x from t"), "1");
}

#[test]
fn defaults_of_the_project_file_are_for_all_environments() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let toml = "[defaults]\nschema = 'sql/s.sql'\nseeds = []\nset = {name = 't'}\n";
    sandbox.write("cruddur-db.toml", toml);
    sandbox.write("sql/s.sql", "create table :name (x int);");
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql("select count(*) from t"), "0");
    sandbox.write("cruddur-db.toml", "[defaults]\nurl_var = 'X'\n");
    sandbox.run(["config"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/cruddur-db.toml:2:1: unknown field `url_var`, expected one of `schema`, `seeds`, `protected`, `iam`, `set`
hint: url_var is each environment's own: [environments.NAME]

"#]]);
}

#[test]
fn a_project_file_of_ones_own_gets_nothing_of_cruddurs() {
    let database = Postgres::shared().database();
    database.psql("create table precious (x int)");
    let sandbox = Sandbox::with(&database);
    sandbox.write("cruddur-db.toml", "");
    for command in ["setup", "schema-load", "seed"] {
        let run = sandbox.run([command, "--quiet"]).ended_with(2);
        assert!(run.stderr.contains("this project has no "), "{run:?}");
    }
    sandbox.write("cruddur-db.toml", "[environments.dev]\nschema = 'a.sql'\n");
    sandbox.write("a.sql", "select 1;");
    let run = sandbox.run(["setup", "--quiet"]).ended_with(2);
    assert!(run.stderr.contains("this project has no seed file"), "{run:?}");
    assert_eq!(database.psql("select count(*) from precious"), "0");
}

#[test]
fn an_unknown_key_of_the_project_file_gets_a_suggestion() {
    let sandbox = Sandbox::new();
    sandbox.write("cruddur-db.toml", "[environments.dev]\nprotekted = true\n");
    sandbox.run(["config"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/cruddur-db.toml:2:1: unknown field `protekted`, expected one of `url_var`, `direct_url_var`, `schema`, `seeds`, `protected`, `iam`, `secret`, `tunnel`, `set`
hint: did you mean protected?

"#]]);
}

#[test]
fn names_that_cannot_be_environments_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.run(["config", "--env", "../prod"]).check(str![[r#"
exit 2
--- stderr
error: "../prod" is not a valid environment name: use letters, digits, - and _, beginning with a letter

"#]]);
}

#[test]
fn a_broken_password_in_a_url_is_placed() {
    let mut sandbox = Sandbox::new();
    sandbox.set("PROD_CONNECTION_URL", "postgresql://root:can#ary@db.example.com/cruddur");
    sandbox.run(["connect", "prod"]).check(str![[r#"
exit 2
--- stderr
error: the URL in PROD_CONNECTION_URL cannot be used: its password contains a hash sign (character 4), which is not allowed in a URL
hint: write %23 instead, or remove the password from the URL and set PGPASSWORD

"#]]);
}

#[test]
fn errors_are_json_when_results_are() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    let run = sandbox.run(["sessions", "--format", "json", "--quiet"]).ended_with(3);
    let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "unreachable");
    assert_eq!(run.stdout, "");
}
