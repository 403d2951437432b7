//! The commands that errors hint at are run: they work, and on what was asked about.

use crate::common::{Database, Postgres, Sandbox, hinted_commands, paste};

/// A sandbox whose `dev` is another database than the one that each command names by `--url`.
struct Elsewhere {
    sandbox: Sandbox,
    other: Database,
    asked: Database,
}

impl Elsewhere {
    fn new() -> Self {
        let (other, asked) = (Postgres::shared().database(), Postgres::shared().database());
        let mut sandbox = Sandbox::new();
        sandbox.set("CONNECTION_URL", other.url());
        sandbox.write("cruddur-db.toml", "[environments.stage]\nprotected = false\n");
        Self { sandbox, other, asked }
    }

    /// The commands that this one hints at.
    fn hints(&self, args: &[&str]) -> Vec<String> {
        let run = self.sandbox.run(args.iter().copied());
        assert!(run.status != Some(0), "{run:?}");
        let port = Postgres::shared().port().to_string();
        let hints = hinted_commands(&run.stderr.replace("[PORT]", &port));
        assert!(!hints.is_empty(), "{args:?} hints at nothing: {run:?}");
        assert!(!run.stderr.contains(Postgres::shared().password()), "{run:?}");
        hints
    }

    /// Pastes them, one after the other, and wants each to work.
    fn all_work(&self, args: &[&str]) -> Vec<String> {
        let hints = self.hints(args);
        for hint in &hints {
            let run = paste(&self.sandbox, hint);
            assert_eq!(run.status, Some(0), "{hint}: {run:?}");
        }
        hints
    }
}

#[test]
fn a_missing_database_is_made_where_it_was_missed() {
    let it = Elsewhere::new();
    let missing = Postgres::shared().missing_database();
    for url in [missing.url(), missing.url() + "?application_name=it%27s&connect_timeout=9"] {
        it.all_work(&["sessions", "--url", &url]);
        assert!(missing.exists());
        missing_again(&missing);
    }
}

fn missing_again(database: &Database) {
    Postgres::shared().psql("postgres", &format!("drop database {}", database.name));
}

#[test]
fn what_is_loaded_goes_into_the_database_that_was_asked() {
    let it = Elsewhere::new();
    it.sandbox.write("schema/schema.sql", include_str!("../schema/schema.sql"));
    it.sandbox.write("seeds/seed.sql", include_str!("../seeds/seed.sql"));
    it.all_work(&["activity", "home", "--url", &it.asked.url()]);
    assert_eq!(it.asked.psql("select count(*) > 0 from pg_tables where tablename = 'users'"), "t");
    assert_eq!(it.other.psql("select count(*) from pg_tables where tablename = 'users'"), "0");
    let uuid = "8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1e";
    it.all_work(&["activity", "show", uuid, "--url", &it.asked.url()]);
    it.all_work(&["activity", "show", "no uuid", "--url", &it.asked.url()]);
}

#[test]
fn the_directory_and_the_environment_go_along() {
    let mut it = Elsewhere::new();
    it.sandbox.set("STAGE_CONNECTION_URL", it.asked.url()).unset("CONNECTION_URL");
    it.sandbox.write("it's here/1_one.up.sql", "create table one ();");
    it.sandbox.write("it's here/1_one.down.sql", "drop table one;");
    let own = ["migrate", "stage", "--dir", "it's here"];
    let hints = it.all_work(&[&own[..], &["--to", "7"]].concat());
    assert_eq!(hints, ["cruddur-db migration list --env stage --dir 'it'\\''s here'"]);
    it.sandbox.run(own).succeeded();
    it.sandbox.write("it's here/1_one.up.sql", "create table one (id int);");
    // Each by itself: the file is taken as it is, or run again.
    let hints = it.hints(&own);
    let [redo, mark] = hints.as_slice() else { panic!("{hints:?}") };
    assert!(redo.starts_with("cruddur-db migration redo 1 --env stage --dir "), "{redo}");
    assert_eq!(paste(&it.sandbox, mark).status, Some(0), "{mark}");
    it.sandbox.run(own).succeeded();
    assert_eq!(paste(&it.sandbox, redo).status, Some(0), "{redo}");
    assert_eq!(
        it.asked.psql(
            "select count(*) from pg_attribute where attname = 'id' and attrelid = 'one'::regclass"
        ),
        "1"
    );
}

/// The command that was given, with what it lacked, and without the password.
#[test]
fn a_confirmation_is_the_command_again() {
    let it = Elsewhere::new();
    it.asked.psql("create table precious ()");
    let words = ["drop", "prod", "--no-backup", "--url", &it.asked.url(), "-y"];
    let hints = it.hints(&words);
    let [again] = hints.as_slice() else { panic!("{hints:?}") };
    assert!(again.starts_with("cruddur-db drop prod --no-backup --url postgresql://"), "{again}");
    assert!(again.ends_with(&format!(" -y --confirm {}", it.asked.name)), "{again}");
    assert_eq!(paste(&it.sandbox, again).status, Some(0), "{again}");
    assert!(!it.asked.exists() && it.other.exists());

    let words = ["dump", "it's.sql", "--url", &it.other.url()];
    it.sandbox.run(words).succeeded();
    it.all_work(&words);
}

#[test]
fn a_tag_is_set_on_the_database_that_was_asked() {
    let it = Elsewhere::new();
    it.sandbox.run(["env-set", "stage", "--url", &it.asked.url()]).succeeded();
    // A tag is changed with the database's name only.
    for hint in it.hints(&["drop", "--url", &it.asked.url()]) {
        let run = paste(&it.sandbox, &format!("{hint} --confirm {}", it.asked.name));
        assert_eq!(run.status, Some(0), "{hint}: {run:?}");
    }
    it.sandbox.run(["drop", "--url", &it.asked.url()]).succeeded();
}

/// `dump --schema-only` says nothing of the migrations whose tables it has.
#[test]
fn a_schema_file_that_holds_what_migrations_make_is_explained() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("db/migrations/20250101000000_users.sql", "create table users (handle text);\n");
    sandbox.write("cruddur-db.toml", "[migrations]\ndir = 'db/migrations'\n");
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["dump", "--schema-only", "db/schema.sql"]).succeeded();
    let run = sandbox.run(["setup", "--confirm", &database.name]).ended_with(1);
    assert!(run.stderr.contains("relation \"users\" already exists"), "{run:?}");
    let hint =
        "hint: db/schema.sql makes what this migration makes, and does not note that it has run";
    assert!(run.stderr.contains(hint), "{run:?}");
    // What the hint says goes on.
    std::fs::remove_file(sandbox.work().join("db/schema.sql")).unwrap();
    let toml = "[migrations]\ndir = 'db/migrations'\nstructure = 'schema/structure.sql'\n";
    sandbox.write("cruddur-db.toml", toml);
    let [migrate] = &hinted_commands(&run.stderr)[..] else { panic!("{run:?}") };
    assert_eq!(paste(&sandbox, migrate).status, Some(0));
    let written = std::fs::read_to_string(sandbox.work().join("schema/structure.sql")).unwrap();
    assert!(written.contains("20250101000000"), "{written}");
    sandbox.run(["setup", "--confirm", &database.name]).succeeded();
}

#[test]
fn without_a_database_the_first_steps_are_named() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(["sessions"]).ended_with(3);
    let [create] = &hinted_commands(&run.stderr)[..] else { panic!("{run:?}") };
    assert_eq!(create, "cruddur-db create");
    assert_eq!(paste(&sandbox, create).status, Some(0));
    sandbox.run(["sessions"]).succeeded();
    let run = sandbox.run(["migration", "list"]).ended_with(2);
    let [new] = &hinted_commands(&run.stderr)[..] else { panic!("{run:?}") };
    assert_eq!(paste(&sandbox, new).status, Some(0), "{new}");
    let run = sandbox.run(["restore", "missing.sql"]).ended_with(2);
    let [list] = &hinted_commands(&run.stderr)[..] else { panic!("{run:?}") };
    assert_eq!(paste(&sandbox, list).status, Some(0), "{list}");
}
