//! Databases for tests, and the template that they are copied from.

mod recipes;

use std::collections::BTreeSet;
use std::process::Stdio;

use snapbox::str;

use crate::common::{Database, Outcome, Pgbouncer, Postgres, Sandbox, psql, wait_until};

/// A project whose environment `test` is a database that is not there, and what is dropped at its
/// end.
struct Project {
    sandbox: Sandbox,
    database: Database,
    copies: String,
}

impl Project {
    fn new() -> Self {
        let database = Postgres::shared().missing_database();
        let mut sandbox = Sandbox::with(&database);
        sandbox.unset("CONNECTION_URL").set("TEST_CONNECTION_URL", database.url());
        sandbox.set("PROD_CONNECTION_URL", database.url());
        sandbox.write("db/schema.sql", "create table users (handle text unique);\n\\ir more.sql\n");
        sandbox.write("db/more.sql", "create table more (x int);");
        sandbox.write("db/seed.sql", "insert into users (handle, bio) values ('ann', 'x');");
        sandbox.write("db/migrations/1_bio.sql", "alter table users add bio text;");
        let name: cruddur_db::model::DatabaseName =
            cruddur_db::model::DatabaseName::new(&database.name).unwrap();
        let copies = format!("{:08x}", name.hash() >> 32);
        sandbox.hide(&copies, "[OF]");
        Self { sandbox, database, copies }
    }

    /// The names of all its test databases.
    fn names(&self) -> BTreeSet<String> {
        let sql = format!(
            "select datname from pg_database where datname like 'cruddur\\_db\\_t%\\_{}\\_%'",
            self.copies
        );
        Postgres::shared().psql("postgres", &sql).lines().map(str::to_owned).collect()
    }

    fn templates(&self) -> Vec<String> {
        self.names().into_iter().filter(|it| it.starts_with("cruddur_db_template_")).collect()
    }

    /// Makes a database that looks as if test-db had made it, long ago.
    fn left(&self, name: &str, comment: Option<&str>) -> String {
        let name = name.replace("OF", &self.copies);
        let server = Postgres::shared();
        server.psql("postgres", &format!("create database {name}"));
        if let Some(comment) = comment {
            server.psql("postgres", &format!("comment on database {name} is '{comment}'"));
        }
        name
    }

    /// What a call says that creates some, with nothing hidden.
    #[track_caller]
    fn create(&self, args: &[&str]) -> serde_json::Value {
        json(&self.sandbox, &[&["test-db", "create"], args].concat())
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        for name in self.names() {
            let sql = format!("drop database if exists {name} with (force)");
            Postgres::shared().psql("postgres", &sql);
        }
    }
}

/// What a call says, with nothing hidden.
#[track_caller]
fn json(sandbox: &Sandbox, args: &[&str]) -> serde_json::Value {
    let output = sandbox.command([args, &["--format", "json"]].concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn urls(made: &serde_json::Value) -> Vec<String> {
    let databases = made["databases"].as_array().unwrap();
    databases.iter().map(|it| it["url"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn copies_have_what_the_project_has() {
    let project = Project::new();
    let sandbox = &project.sandbox;
    sandbox.run(["test-db", "create", "--dry-run", "-n", "2"]).check(str![[r#"
exit 0
--- stdout
the template cruddur_db_template_[OF]_[..] would be made from db/schema.sql, 1 migration of db/migrations, db/seed.sql
2 test databases would be made from it
--- stderr
test: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert!(project.names().is_empty());
    sandbox.run(["test-db", "create", "-n", "2", "--variable", "DB"]).check(str![[r#"
exit 0
--- stdout
DB_1=postgresql://postgres:[..]@127.0.0.1:[PORT]/cruddur_db_test_[OF]_[..]
DB_2=postgresql://postgres:[..]@127.0.0.1:[PORT]/cruddur_db_test_[OF]_[..]
--- stderr
test: [DB] on 127.0.0.1:[PORT] as postgres (local)
schema-load  db/schema.sql: 2 statements ([TIME])
migrate      1 migration ([TIME])
seed         db/seed.sql: 1 statement, users 1 row ([TIME])
2 test databases made in [TIME]

"#]]);
    let output = sandbox.command(["test-db", "create", "--variable", "DB", "--quiet"]).output();
    let output = output.unwrap();
    let line = String::from_utf8(output.stdout).unwrap();
    let url = line.trim_end().strip_prefix("DB=").unwrap();
    assert_eq!(psql(url, "select handle, bio, (select count(*) from more) from users"), "ann|x|0");
    assert_eq!(output.stderr, b"");
    sandbox.run(["test-db", "list"]).check(str![[r#"
exit 0
--- stdout
NAME                                           KIND      AGE  SESSIONS  SIZE
cruddur_db_template_[OF]_[..]  template  [..] s  0         [..] MB
cruddur_db_test_[OF]_[..]     copy      [..] s  0         [..] MB
cruddur_db_test_[OF]_[..]     copy      [..] s  0         [..] MB
cruddur_db_test_[OF]_[..]     copy      [..] s  0         [..] MB
--- stderr
test: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert!(!project.database.exists());
}

#[test]
fn the_template_is_made_again_when_a_file_has_changed() {
    let project = Project::new();
    let made = |args: &[&str]| project.create(args)["template_made"].as_bool().unwrap();
    assert!(made(&[]));
    assert!(!made(&[]));
    for (file, text) in [
        ("db/more.sql", "create table more (x int, y int);"),
        ("db/seed.sql", "insert into users (handle, bio) values ('bob', 'x');"),
        ("db/migrations/2_more.sql", "alter table users add more text;"),
        ("db/migrations/repeatable/v.sql", "create or replace view v as select 1 as x;"),
    ] {
        project.sandbox.write(file, text);
        assert!(made(&[]), "{file}");
        assert!(!made(&[]), "{file}");
    }
    let url = urls(&project.create(&[])).remove(0);
    assert_eq!(psql(&url, "select handle, more, (select x from v) from users"), "bob||1");
    // From any directory of the project, and for the next one who has it.
    project.sandbox.write("cruddur-db.toml", "");
    std::fs::create_dir(project.sandbox.work().join("deep")).unwrap();
    let mut command = project.sandbox.command(["test-db", "create", "--quiet"]);
    let output = command.current_dir(project.sandbox.work().join("deep")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(project.templates().len(), 5);
}

#[test]
fn twelve_may_ask_at_once() {
    let project = Project::new();
    project.sandbox.write("db/more.sql", "create table more (x int); select pg_sleep(0.3);");
    let start = |_| {
        let mut command = project.sandbox.command(["test-db", "create", "--format", "json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = (0..12).map(start).collect();
    let outputs: Vec<_> = children.into_iter().map(Outcome::outcome).collect();
    let made: Vec<serde_json::Value> = outputs
        .iter()
        .map(|output| {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            serde_json::from_slice(&output.stdout).unwrap()
        })
        .collect();
    assert_eq!(made.iter().filter(|it| it["template_made"] == true).count(), 1);
    let all: BTreeSet<String> = made.iter().flat_map(urls).collect();
    assert_eq!(all.len(), 12);
    for url in &all {
        assert_eq!(psql(url, "select handle from users"), "ann");
    }
    assert_eq!(project.names().len(), 13);
}

#[test]
fn several_sessions_copy_at_once() {
    let project = Project::new();
    project.create(&[]);
    let template = project.templates().remove(0);
    let server = Postgres::shared();
    // A comment that is not committed keeps the template from being copied.
    let comment = format!("comment on database {template} is null");
    let beside = server.database();
    let mut blocker = beside.after(&["begin", &comment]);
    let mut command = project.sandbox.command(["test-db", "create", "--format", "json", "-n", "7"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let waiting = format!(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike \
         'create database % template %{template}%'"
    );
    wait_until("four wait", || server.psql("postgres", &waiting) == "4");
    drop(blocker.stdin.take());
    assert!(blocker.wait().unwrap().success());
    let output = child.outcome();
    assert!(output.status.success(), "{output:?}");
    let made = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(urls(&made).into_iter().collect::<BTreeSet<_>>().len(), 7);
    assert_eq!(project.names().len(), 9);
}

/// The session that is ended is the one that would also have dropped what the others made.
#[test]
fn a_session_that_is_ended_leaves_no_copies() {
    let project = Project::new();
    project.create(&[]);
    let before = project.names();
    let template = project.templates().remove(0);
    let server = Postgres::shared();
    let comment = format!("comment on database {template} is null");
    let beside = server.database();
    let mut blocker = beside.after(&["begin", &comment]);
    let mut command = project.sandbox.command(["test-db", "create", "-n", "7"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let waiting = format!(
        "from pg_stat_activity where wait_event_type = 'Lock' and query ilike \
         'create database % template %{template}%'"
    );
    let count = format!("select count(*) {waiting}");
    wait_until("four wait", || server.psql("postgres", &count) == "4");
    let first = format!("select pid {waiting} order by backend_start limit 1");
    server.psql("postgres", &format!("select pg_terminate_backend(({first}))"));
    drop(blocker.stdin.take());
    assert!(blocker.wait().unwrap().success());
    let run = project.sandbox.finished(child.outcome()).ended_with(1);
    assert!(run.stderr.contains("no test database was made: "), "{run:?}");
    assert_eq!(project.names(), before);
}

#[test]
fn what_earlier_runs_left_goes_by_its_age() {
    let project = Project::new();
    project.create(&[]);
    let ours = "cruddur-db: test database of \"x\"";
    let template = format!("{ours}: the template, last used 2024-01-01T00:00:00Z");
    let gone = [
        project.left("cruddur_db_test_OF_60000000_00000001", Some(ours)),
        // Killed before it was said what it is.
        project.left("cruddur_db_test_OF_60000000_00000002", None),
        project.left("cruddur_db_template_OF_0123456789abcdef", Some(&template)),
    ];
    let in_use = project.left("cruddur_db_test_OF_60000000_00000003", Some(ours));
    let stay = [
        in_use.clone(),
        project.left("cruddur_db_test_OF_60000000_00000004", Some("mine")),
        project.left("cruddur_db_test_OF_mine", Some(ours)),
    ];
    let server = Postgres::shared();
    let database = server.missing_database_named(&in_use);
    let mut session = database.hold("tests");
    let dry = project.create(&["--dry-run"]);
    assert_eq!(dry["left"], serde_json::json!([gone[2], gone[0], gone[1]]));
    let made = project.create(&["--variable", "DB"]);
    assert_eq!(made["databases"][0]["variable"], "DB", "{made}");
    assert_eq!(made["dropped"].as_array().unwrap().len(), 3, "{made}");
    let names = project.names();
    assert!(gone.iter().all(|name| !names.contains(name)), "{names:?}");
    assert!(stay.iter().all(|name| names.contains(name)), "{names:?}");
    // The template and the two new ones.
    assert_eq!(names.len(), stay.len() + 3);
    let run = project.sandbox.run(["test-db", "drop", "--templates"]).succeeded();
    assert!(run.stdout.contains(&in_use.replace(&project.copies, "[OF]")), "{run:?}");
    assert!(run.stdout.contains(" is in use, and stays"), "{run:?}");
    assert_eq!(project.names(), stay.clone().into());
    project.sandbox.run(["test-db", "drop", in_use.as_str()]).succeeded();
    assert_eq!(project.names().len(), 2);
    let _ = session.kill();
    let _ = session.wait();
}

#[test]
fn only_test_databases_are_dropped() {
    let project = Project::new();
    let server = Postgres::shared();
    server.psql("postgres", &format!("create database {}", project.database.name));
    let mine = project.left("cruddur_db_test_OF_mine", Some("mine"));
    let database = project.database.name.as_str();
    project.sandbox.run(["test-db", "drop", database]).check(str![[r#"
exit 2
--- stderr
test: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: [DB] is not a test database of [DB]; nothing was dropped
hint: `cruddur-db test-db list --env test` shows them

"#]]);
    project.sandbox.run(["test-db", "drop", mine.as_str()]).check(str![[r#"
exit 0
--- stdout
nothing to drop
--- stderr
test: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert!(project.database.exists());
    assert!(project.names().contains(&mine));
    // One that cannot be dropped is named, and the others are counted.
    let [kept, _] = ["1", "2"]
        .map(|it| project.left(&format!("cruddur_db_test_OF_60000000_0000000{it}"), None));
    let mark = |is| server.psql("postgres", &format!("alter database {kept} is_template {is}"));
    mark("true");
    let run = project.sandbox.run(["test-db", "drop"]);
    mark("false");
    let run = run.ended_with(1);
    assert!(run.stderr.contains("_00000001: cannot drop a template database"), "{run:?}");
    assert!(run.stderr.contains("detail: 1 test database dropped\n"), "{run:?}");
}

#[test]
fn a_file_that_fails_leaves_nothing() {
    let project = Project::new();
    project.sandbox.write("db/seed.sql", "insert into users values ('ann');\nselect nonsense;\n");
    project.sandbox.run(["test-db", "create", "--quiet"]).check(str![[r#"
exit 1
--- stderr
error: db/seed.sql:2:8: column "nonsense" does not exist (SQLSTATE 42703)
2 | select nonsense;
  |        ^

"#]]);
    assert!(project.names().is_empty());
}

#[test]
fn what_a_kill_leaves_is_no_template() {
    let project = Project::new();
    project.sandbox.write("db/more.sql", "create table more (x int); select pg_sleep(600);");
    let mut command = project.sandbox.command(["test-db", "create"]);
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let staging = || project.names().into_iter().next();
    wait_until("it loads", || staging().is_some());
    let name = staging().unwrap();
    let database = Postgres::shared().missing_database_named(&name);
    let asleep = format!(
        "select count(*) from pg_stat_activity where datname = '{name}' and query like '%pg_sleep%'"
    );
    wait_until("it sleeps", || Postgres::shared().psql("postgres", &asleep) == "1");
    child.kill().unwrap();
    child.wait().unwrap();
    project.sandbox.write("db/more.sql", "create table more (x int);");
    project.create(&[]);
    let used = json(&project.sandbox, &["test-db", "list"]);
    let found = used["databases"].as_array().unwrap().iter();
    let left = found.clone().find(|it| it["name"] == name.as_str()).unwrap();
    assert_eq!(left["kind"], "copy");
    assert_eq!(found.count(), 3);
    assert!(database.exists());
}

#[test]
fn the_owner_of_a_database_needs_createdb_and_no_more() {
    let project = Project::new();
    let server = Postgres::shared();
    let (plain, creator) = (server.role("LOGIN"), server.role("LOGIN CREATEDB"));
    let mut sandbox = Sandbox::with(&project.database);
    sandbox.hide(&plain.name, "[PLAIN]");
    for (path, text) in [
        (
            "db/schema.sql",
            "create table users (handle text);\nalter database :DBNAME set work_mem = '77MB';",
        ),
        ("db/seed.sql", "insert into users values ('ann');"),
    ] {
        sandbox.write(path, text);
    }
    sandbox.set("TEST_CONNECTION_URL", plain.url(&project.database.name));
    sandbox.run(["test-db", "create", "--quiet"]).check(str![[r#"
exit 1
--- stderr
error: permission denied to create database (SQLSTATE 42501)
hint: an administrator can: ALTER ROLE "[PLAIN]" CREATEDB

"#]]);
    sandbox.set("TEST_CONNECTION_URL", creator.url(&project.database.name));
    let url = urls(&json(&sandbox, &["test-db", "create", "-n", "2"])).remove(0);
    // What the files say of the database comes along.
    assert_eq!(psql(&url, "show work_mem"), "77MB");
    assert_eq!(psql(&url, "select handle from users"), "ann");
    // Another one has a template of its own, as the first may not be copied.
    let template = project.templates().remove(0);
    server.psql("postgres", &format!("alter role {} createdb", plain.name));
    sandbox.set("TEST_CONNECTION_URL", plain.url(&project.database.name));
    sandbox.run(["test-db", "create"]).succeeded();
    sandbox.run(["test-db", "drop", "--templates"]).succeeded();
    sandbox.set("TEST_CONNECTION_URL", creator.url(&project.database.name));
    let owner = |name: &str| format!("alter database {template} owner to {name}");
    server.psql("postgres", &owner("postgres"));
    let run = sandbox.run(["test-db", "create"]).ended_with(1);
    assert!(run.stderr.contains(&format!("{template} is no template that ")), "{run:?}");
    server.psql("postgres", &owner(&creator.name));
    sandbox.run(["test-db", "drop", "--templates"]).succeeded();
    assert!(project.names().is_empty());
}

#[test]
fn a_pooler_does_not_hold_the_template() {
    let project = Project::new();
    let pooler = Pgbouncer::start(Postgres::shared(), "transaction", &[]);
    let mut sandbox = Sandbox::with(&project.database);
    sandbox.write("db/schema.sql", "create table users (handle text);");
    sandbox.write("db/seed.sql", "insert into users values ('ann');");
    sandbox.set("TEST_CONNECTION_URL", pooler.url(&project.database.name));
    let create = ["test-db", "create", "-n", "2"];
    assert_eq!(json(&sandbox, &create)["template_made"], true);
    let url = urls(&json(&sandbox, &create)).remove(0);
    assert_eq!(psql(&url, "select handle from users"), "ann");
    // Past the pooler, if there is a way.
    sandbox.set("TEST_DIRECT_URL", project.database.url());
    let url = urls(&json(&sandbox, &create)).remove(0);
    assert!(url.starts_with(project.database.url().rsplit_once('/').unwrap().0), "{url}");
    // The pooler has a session in one.
    let copies = project.names().into_iter().filter(|it| it.starts_with("cruddur_db_test_"));
    sandbox.run(["test-db".to_owned(), "drop".to_owned()].into_iter().chain(copies)).succeeded();
    assert_eq!(project.names().into_iter().collect::<Vec<_>>(), project.templates());
}

#[test]
fn production_asks_for_the_name() {
    let project = Project::new();
    let database = project.database.name.as_str();
    project.sandbox.run(["test-db", "create", "prod"]).check(str![[r#"
exit 4
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
error: confirmation needed: 1 test database would be made on 127.0.0.1, the server of prod's database [DB]
hint: confirm with: `cruddur-db test-db create prod --confirm [DB]`

"#]]);
    assert!(project.names().is_empty());
    project.create(&["prod", "--confirm", database]);
    let run = project.sandbox.run(["test-db", "drop", "--env", "prod"]).ended_with(4);
    assert!(run.stderr.contains("1 test database would be dropped on 127.0.0.1"), "{run:?}");
    assert_eq!(project.names().len(), 2);
}
