use snapbox::str;

use crate::common::{Postgres, Sandbox};

const ANN: [&str; 8] =
    ["user", "add", "--handle", "ann", "--display-name", "Ann O'Nym", "--email", "ann@example.com"];

#[test]
fn a_user_is_added_once_and_listed() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load", "--quiet"]).succeeded();
    sandbox.run(["user", "list"]).check(str![[r#"
exit 0
--- stdout
no users
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let run = sandbox.run([&ANN[..], &["--dry-run", "--quiet"]].concat()).succeeded();
    assert_eq!(run.stdout, "user ann would be added\n");
    sandbox.run(ANN).check(str![[r#"
exit 0
--- stdout
added user ann ([..])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.run(["seed", "--quiet"]).succeeded();
    sandbox.run(["user", "list", "--quiet"]).check(str![[r#"
exit 0
--- stdout
HANDLE       NAME          E-MAIL              COGNITO ID
andrewbrown  Andrew Brown  andrew@example.com  MOCK
ann          Ann O'Nym     ann@example.com     MOCK
bayko        Andrew Bayko  bayko@example.com   MOCK

"#]]);
    sandbox.run(ANN).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: a user with the handle "ann" already exists
hint: `cruddur-db user list` shows the users

"#]]);
    let json = sandbox.run(["user", "list", "--format", "json"]).succeeded().json();
    assert_eq!(json[1]["handle"], "ann");
    assert_eq!(json[1]["cognito_user_id"], "MOCK");
    assert_eq!(json.as_array().unwrap().len(), 3);
}

#[test]
fn a_cognito_id_is_one_user_also_where_the_table_forbids_nothing() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    // As the bootcamp's own schema has it.
    database.psql(
        "create table public.users (uuid uuid default gen_random_uuid() primary key, \
         display_name text not null, handle text not null, email text not null, \
         cognito_user_id text not null, created_at timestamp default now() not null)",
    );
    let with_id = [&ANN[..], &["--cognito-user-id", "id-1"]].concat();
    sandbox.run(with_id.clone()).succeeded();
    sandbox.run(with_id).ended_with(1);
    let mut another = ANN;
    another[3] = "bob";
    let run = sandbox.run([&another[..], &["--cognito-user-id", "id-1"]].concat()).ended_with(1);
    assert!(run.stderr.contains("a user with the Cognito ID \"id-1\" already"), "{run:?}");
    assert_eq!(database.psql("select count(*) from users"), "1");
    sandbox.run(another).succeeded();

    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    another[3] = "cid";
    let prod = [&another[..], &["--env", "prod"]].concat();
    sandbox.run(prod.clone()).ended_with(4);
    assert_eq!(database.psql("select count(*) from users"), "2");
    sandbox.run([&prod[..], &["--confirm", &database.name]].concat()).succeeded();
}

#[test]
fn a_user_has_no_blank_parts() {
    let sandbox = Sandbox::new();
    for part in [3, 5, 7] {
        let mut blank = ANN;
        blank[part] = " ";
        let run = sandbox.run(blank).ended_with(2);
        assert!(run.stderr.contains("is blank"), "{run:?}");
    }
}
