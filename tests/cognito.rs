//! `user sync`, and `setup` with a user pool.

use std::io::Write;
use std::process::{Child, Stdio};

use serde_json::json;
use snapbox::str;

use crate::common::{Account, Database, Emulator, HttpServer, Outcome, Postgres, Reply, Sandbox};
use crate::lost_commit::cut_at_commit;

const IDS: &str =
    "select string_agg(handle || ' ' || cognito_user_id, ', ' order by handle) from users";

/// A sandbox with a seeded database and an account with a pool.
pub fn setup() -> (Database, Account, String, Sandbox) {
    let database = Postgres::shared().database();
    let account = Emulator::moto().account();
    let pool = account.pool(json!({}));
    let mut sandbox = account.sandbox();
    sandbox
        .set("CONNECTION_URL", database.url())
        .set("AWS_COGNITO_USER_POOL_ID", &pool)
        // The pool's id tells where it is.
        .set("AWS_REGION", "eu-west-3")
        .hide(&database.name, "[DB]")
        .hide(format!(":{}", Postgres::shared().port()), ":[PORT]")
        .hide(&pool, "[POOL]");
    for command in ["schema-load", "seed"] {
        sandbox.run([command, "--quiet"]).succeeded();
    }
    (database, account, pool, sandbox)
}

#[test]
fn the_users_of_the_seeds_get_their_ids() {
    let (database, account, pool, mut sandbox) = setup();
    let brown = account.user(&pool, "brown", Some("andrewbrown"));
    let new = account.user(&pool, "new", Some("newcomer"));
    let nameless = account.user(&pool, "nameless", None);
    // Who signed up and never confirmed may have taken any handle.
    let client =
        account.cognito("CreateUserPoolClient", json!({ "UserPoolId": pool, "ClientName": "c" }));
    let sign_up = json!({
        "ClientId": client["UserPoolClient"]["ClientId"],
        "Username": "thief",
        "Password": "Passw0rd!x",
        "UserAttributes": [{ "Name": "preferred_username", "Value": "bayko" }],
    });
    account.cognito("SignUp", sign_up);
    sandbox.hide(&brown, "[BROWN]").hide(new, "[NEW]").hide(nameless, "[NAMELESS]");
    sandbox.run(["user", "sync", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would set: andrewbrown to [BROWN]
not in the database: newcomer ([NEW])
without a handle in Cognito: [NAMELESS]
not in Cognito: bayko
1 would be set, 0 as before, 1 not in the database, 1 without a handle, 1 not confirmed, 1 not in Cognito
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql(IDS), "andrewbrown MOCK, bayko MOCK");
    sandbox.run(["user", "sync", "--quiet"]).succeeded();
    assert_eq!(database.psql(IDS), format!("andrewbrown {brown}, bayko MOCK"));
    let again = sandbox.run(["user", "sync", "--quiet", "--format", "json"]).succeeded().json();
    assert_eq!((&again["unchanged"], &again["changes"]), (&json!(1), &json!([])));
}

#[test]
fn users_that_are_missing_are_added_once() {
    let (database, account, pool, sandbox) = setup();
    let new = |username: &str, attributes: &[(&str, &str)]| {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(name, value)| json!({ "Name": name, "Value": value }))
            .collect();
        let user =
            json!({ "UserPoolId": pool, "Username": username, "UserAttributes": attributes });
        account.cognito("AdminCreateUser", user);
    };
    let confirm = |username: &str| {
        let password = json!({ "UserPoolId": pool, "Username": username, "Password": "Secret-123",
            "Permanent": true });
        account.cognito("AdminSetUserPassword", password);
    };
    let handle = ("preferred_username", "newcomer");
    new("new", &[handle, ("email", "new@example.com"), ("name", "New Comer")]);
    new("bare", &[("preferred_username", "bare"), ("email", "bare@example.com")]);
    confirm("new");
    confirm("bare");
    // The trigger does not run for one that an administrator made.
    let handle = ("preferred_username", "made");
    new("made", &[handle, ("email", "made@example.com"), ("name", "Made")]);
    let add = ["user", "sync", "--quiet", "--add-missing"];
    let count = "select count(*) from users where handle = 'newcomer' \
                 and email = 'new@example.com' and display_name = 'New Comer'";
    let plan = sandbox.run([&add[..], &["--dry-run"]].concat()).succeeded();
    assert!(plan.stdout.contains("would add: newcomer ("), "{plan:?}");
    assert!(plan.stdout.contains("bare cannot be added, since Cognito has no name"), "{plan:?}");
    assert!(plan.stdout.contains("made is not added: an administrator made it"), "{plan:?}");
    assert_eq!(database.psql(count), "0");
    let ask = sandbox.run([&add[..], &["--env", "prod", "--url", &database.url()]].concat());
    assert!(ask.ended_with(4).stderr.contains("a user would be added"));
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| sandbox.run(add))).collect();
        let runs = runs.into_iter().map(|run| run.join().unwrap().succeeded());
        assert_eq!(runs.filter(|run| run.stdout.contains("added: newcomer (")).count(), 1);
    });
    assert_eq!(database.psql(count), "1");
    let again = sandbox.run([&add[..], &["--format", "json"]].concat()).succeeded().json();
    assert_eq!((&again["additions"], &again["unchanged"]), (&json!([]), &json!(1)));
}

#[test]
fn an_id_that_is_there_is_left_alone() {
    let (database, account, pool, mut sandbox) = setup();
    let brown = account.user(&pool, "brown", Some("andrewbrown"));
    let bayko = account.user(&pool, "bayko", Some("bayko"));
    account.user(&pool, "bayko2", Some("bayko"));
    database.psql("update users set cognito_user_id = 'old' where handle = 'andrewbrown'");
    sandbox.hide(brown, "[BROWN]").hide(bayko, "[BAYKO]");
    sandbox.run(["user", "sync", "--quiet"]).check(str![[r#"
exit 0
--- stdout
conflict: andrewbrown has another ID, old; left as it is
conflict: bayko matches 2 users in Cognito; left as it is
0 set, 0 as before, 2 in conflict

"#]]);
    assert_eq!(database.psql(IDS), "andrewbrown old, bayko MOCK");
}

/// `user sync` runs that have read who is there, and wait for this client.
fn syncing(sandbox: &Sandbox, database: &Database, count: usize) -> Vec<Child> {
    let start = |_| {
        let mut command = sandbox.command(["user", "sync", "--quiet"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children = (0..count).map(start).collect();
    let waiting = "select count(*) from pg_locks where relation = 'users'::regclass \
                   and database = (select oid from pg_database where datname = current_database()) \
                   and not granted";
    database.wait_for(waiting, &count.to_string());
    children
}

#[test]
fn of_two_at_once_one_sets_the_ids_and_the_other_says_so() {
    let (database, account, pool, mut sandbox) = setup();
    let bayko = account.user(&pool, "bayko", Some("bayko"));
    sandbox.hide(&bayko, "[BAYKO]");
    let mut holder = database.after(&["begin", "lock table users in share mode"]);
    let children = syncing(&sandbox, &database, 2);
    drop(holder.stdin.take());
    holder.wait().unwrap();
    let finished = |child: Child| sandbox.finished(child.outcome());
    let mut runs: Vec<_> = children.into_iter().map(finished).collect();
    runs.sort_by_key(|run| run.status);
    runs[0].check(str![[r#"
exit 0
--- stdout
set: bayko to [BAYKO]
not in Cognito: andrewbrown
1 set, 0 as before, 1 not in Cognito

"#]]);
    runs[1].check(str![[r#"
exit 1
--- stderr
error: the users were changed meanwhile; nothing was changed
hint: run it again

"#]]);
    assert_eq!(database.psql(IDS), format!("andrewbrown MOCK, bayko {bayko}"));
}

/// As in the bootcamp, the table lets several users have one id.
#[test]
fn an_id_that_somebody_gets_meanwhile_is_not_given_twice() {
    let (database, account, pool, sandbox) = setup();
    let bayko = account.user(&pool, "bayko", Some("bayko"));
    database.psql("drop index users_cognito_user_id_key");
    let insert = format!(
        "insert into users (display_name, handle, email, cognito_user_id) \
         values ('B', 'b', 'b@example.com', '{bayko}')"
    );
    let mut holder = database.after(&["begin", &insert]);
    let child = syncing(&sandbox, &database, 1).remove(0);
    writeln!(holder.stdin.take().unwrap(), "commit;").unwrap();
    holder.wait().unwrap();
    let run = sandbox.finished(child.outcome()).ended_with(1);
    assert!(
        run.stderr.contains("the users were changed meanwhile; nothing was changed"),
        "{run:?}"
    );
    assert_eq!(database.psql(IDS), format!("andrewbrown MOCK, b {bayko}, bayko MOCK"));
}

#[test]
fn a_commit_without_an_answer_is_an_unknown_outcome() {
    for delivered in [false, true] {
        let (database, account, pool, sandbox) = setup();
        let bayko = account.user(&pool, "bayko", Some("bayko"));
        let url = cut_at_commit(&database, "LOCK TABLE", delivered);
        let run = sandbox.run(["user", "sync", "--quiet", "--url", &url]).ended_with(1);
        assert!(
            run.stderr.contains("it is unknown whether everything was committed or nothing"),
            "{run:?}"
        );
        assert_eq!(run.stdout, "");
        let again = sandbox.run(["user", "sync", "--quiet"]).succeeded();
        let done = if delivered { "0 set, 1 as before" } else { "1 set, 0 as before" };
        assert!(again.stdout.contains(done), "{again:?}");
        assert_eq!(database.psql(IDS), format!("andrewbrown MOCK, bayko {bayko}"));
    }
}

#[test]
fn every_page_is_read() {
    let (database, account, pool, sandbox) = setup();
    let subs: Vec<_> = (0..130)
        .map(|n| account.user(&pool, &format!("u{n}"), Some(&format!("handle{n}"))))
        .collect();
    database.psql(
        "insert into users (display_name, handle, email, cognito_user_id) \
         select 'N', 'handle' || n, 'e', 'MOCK' from generate_series(0, 129) n",
    );
    let json = sandbox.run(["user", "sync", "--quiet", "--format", "json"]).succeeded().json();
    assert_eq!(json["changes"].as_array().unwrap().len(), 130);
    for n in [0, 59, 60, 119, 120, 129] {
        let sql = format!("select cognito_user_id from users where handle = 'handle{n}'");
        assert_eq!(database.psql(&sql), subs[n], "{n}");
    }
}

#[test]
fn a_protected_database_wants_its_name() {
    let (database, account, pool, mut sandbox) = setup();
    account.user(&pool, "bayko", Some("bayko"));
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["user", "sync", "--env", "prod"]).check(str![[r#"
exit 4
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
error: confirmation needed: a user would get a Cognito ID in database [DB] of prod
hint: confirm with: `cruddur-db user sync --env prod --confirm [DB]`

"#]]);
    assert_eq!(database.psql(IDS), "andrewbrown MOCK, bayko MOCK");
    sandbox.run(["user", "sync", "--env", "prod", "--confirm", &database.name]).succeeded();
    // Nothing to write is not checked about.
    sandbox.run(["user", "sync", "--env", "prod"]).succeeded();
}

#[test]
fn setup_syncs_after_the_seeds() {
    let (database, account, pool, mut sandbox) = setup();
    let bayko = account.user(&pool, "bayko", Some("bayko"));
    let plan = sandbox.run(["setup", "--dry-run", "--quiet"]).succeeded();
    assert!(plan.stdout.contains("users would get their ids from the Cognito pool [POOL]"));
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql
load         Cruddur's built-in schema.sql, Cruddur's built-in seed.sql: 14 statements, public.schema_information 1 row, public.users 2 rows, public.activities 2 rows ([TIME])
replace      database [DB] replaced ([TIME])
user-sync    [POOL]: 1 set, 0 as before, 1 not in Cognito ([TIME])

"#]]);
    assert_eq!(database.psql(IDS), format!("andrewbrown MOCK, bayko {bayko}"));

    // A pool that cannot be asked costs no data.
    sandbox.set("AWS_COGNITO_USER_POOL_ID", "ca-central-1_nothing");
    sandbox.run(["setup"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql
error: nothing was changed, since the users of ca-central-1_nothing are unknown: [..] (ResourceNotFoundException)
hint: searched in ca-central-1; use --region for another region

"#]]);
    assert_eq!(database.psql(IDS), format!("andrewbrown MOCK, bayko {bayko}"));

    // What is done is said when the last step fails.
    sandbox.set("AWS_COGNITO_USER_POOL_ID", &pool);
    sandbox.write("schema/schema.sql", "create table t (x int);");
    sandbox.write("db/seed.sql", "insert into t values (1);");
    let run = sandbox.run(["setup"]).ended_with(1);
    let said = "user-sync failed (done before: load, replace): relation";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "1");
}

#[test]
fn setup_asks_nobody_without_a_pool() {
    let (_database, _account, _pool, mut sandbox) = setup();
    let server = HttpServer::always(Reply::HangUp);
    sandbox.set("AWS_ENDPOINT_URL", server.url()).unset("AWS_COGNITO_USER_POOL_ID");
    let json = sandbox.run(["setup", "--format", "json"]).succeeded().json();
    assert_eq!(json["steps"].as_array().unwrap().len(), 2);
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_pool_has_to_be_named() {
    let (database, _account, _pool, mut sandbox) = setup();
    sandbox.unset("AWS_COGNITO_USER_POOL_ID");
    sandbox.run(["user", "sync"]).check(str![[r#"
exit 2
--- stderr
error: no user pool is named
hint: pass --pool-id or set AWS_COGNITO_USER_POOL_ID

"#]]);
    for id in ["6qYzY93Qy", "2tqs9hsbkgl3obiqe2aqnp8l1c", "ca-central-1_a/b", "ca-central-1_"] {
        sandbox.run(["user", "sync", "--pool-id", id]).ended_with(2);
        sandbox.set("AWS_COGNITO_USER_POOL_ID", id);
        sandbox.run(["setup", "--dry-run"]).ended_with(2);
    }
    assert_eq!(database.psql(IDS), "andrewbrown MOCK, bayko MOCK");
}

#[test]
fn without_permission_it_says_which() {
    let (_database, _account, _pool, mut sandbox) = setup();
    let body = r#"{"__type":"AccessDeniedException","message":"User is not authorized"}"#;
    let denied = Reply::Body(400, "application/x-amz-json-1.1", body.into());
    let server = HttpServer::always(denied);
    sandbox.set("AWS_ENDPOINT_URL", server.url());
    let run = sandbox.run(["user", "sync", "--quiet"]).ended_with(1);
    assert!(run.stderr.contains("does not allow this user cognito-idp:ListUsers"), "{run:?}");
}
