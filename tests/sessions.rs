use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn shows_the_old_columns_and_marks_its_own() {
    let database = Postgres::shared().database();
    let mut holder = database.hold("a client");
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["sessions"]).succeeded();
    let lines: Vec<&str> = run.stdout.lines().collect();
    let columns: Vec<&str> = lines[0].split_whitespace().collect();
    assert_eq!(columns, ["process_id", "user", "db", "client_addr", "app", "state", "for"]);
    assert!(lines[1].contains("postgres  [DB]") && lines[1].contains("a client"), "{run:?}");
    assert!(lines[1].contains("active"), "{run:?}");
    assert!(lines[2].contains("* ") && lines[2].contains("cruddur-db sessions"), "{run:?}");

    let json = sandbox.run(["sessions", "--format", "json"]).succeeded().json();
    let sessions = json.as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions[0]["app"], "a client");
    assert_eq!(sessions[0]["client_addr"], "127.0.0.1");
    assert_eq!((&sessions[0]["own"], &sessions[1]["own"]), (&false.into(), &true.into()));
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn all_shows_other_databases() {
    let (database, other) = (Postgres::shared().database(), Postgres::shared().database());
    let mut holder = other.hold("elsewhere");
    let sandbox = Sandbox::with(&database);
    assert!(!sandbox.run(["sessions"]).succeeded().stdout.contains("elsewhere"));
    assert!(sandbox.run(["sessions", "--all"]).succeeded().stdout.contains("elsewhere"));
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn an_ordinary_role_sees_what_it_may() {
    let database = Postgres::shared().database();
    let mut holder = database.hold("not for you");
    let role = Postgres::shared().role("login");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    let json = sandbox.run(["sessions", "--format", "json"]).succeeded().json();
    // The server hides everything about the sessions of others but that they exist.
    assert_eq!(json.as_array().unwrap().len(), 1, "{json}");
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn nothing_else_is_printed_when_quiet() {
    let database = Postgres::shared().missing_database();
    Sandbox::with(&database).run(["sessions", "--quiet"]).check(str![[r#"
exit 3
--- stderr
error: database "[DB]" does not exist (SQLSTATE 3D000)
hint: make it with: cruddur-db create --env dev

"#]]);
}
