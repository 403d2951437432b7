//! The trigger and `user add` on tables that are not Cruddur's: some forbid nothing, some forbid
//! more, some have other columns. The role that adds owns nothing and may only add and read.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use snapbox::str;

use crate::common::{Database, Function, Pgbouncer, Postgres, Sandbox};
use crate::post_confirmation::event;

/// As in the bootcamp: nothing is unique but the key.
const FORBIDS_NOTHING: &str = "create table public.users (uuid uuid default gen_random_uuid() \
     primary key, display_name text not null, handle text not null, email text not null, \
     cognito_user_id text not null, created_at timestamp default current_timestamp not null)";

/// With a column of the student's own, other types, and a unique e-mail address.
const FORBIDS_MORE: &str = "create table public.users (id serial primary key, display_name \
     varchar(80) not null, handle varchar(40) not null, email varchar(80) not null unique, \
     cognito_user_id uuid not null, bio text not null default '', created_at timestamptz \
     default now())";

/// What is the same whatever its case, by an index.
const UNIQUE_BY_EXPRESSION: &str = "create table public.users (display_name text, handle text, \
     email text, cognito_user_id text); create unique index on public.users (lower(handle))";

/// As before somebody renamed them.
const OLD_NAMES: &str = "create table public.users (uuid uuid default gen_random_uuid() \
     primary key, display_name text not null, handle text not null, email text not null, \
     cognito_user_uuid text not null)";

/// How many calls are made at the same time, and how often. More rounds by hand: `ROUNDS=25`.
const CALLS: usize = 20;

fn rounds() -> usize {
    std::env::var("ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5)
}

/// A database with this table, and a role that may add users and read them.
struct Place {
    database: Database,
    role: crate::common::Role,
}

impl Place {
    fn with(table: &str) -> Self {
        let server = Postgres::shared();
        let (role, database) = (server.role("login"), server.database());
        database.psql(&format!(
            "{table}; grant insert, select on users to {0}; \
             grant usage on all sequences in schema public to {0}",
            role.name
        ));
        Self { database, role }
    }

    fn url(&self) -> String {
        self.role.url(&self.database.name)
    }
}

fn function(url: &str) -> Function {
    let program = Path::new(env!("CARGO_BIN_EXE_post-confirmation"));
    Function::start(program, &[("CONNECTION_URL", url)])
}

fn sub(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// All functions are called at once, each with the event of its number. Whoever finds the machine
/// too slow for the time limits is called again, as Cognito does.
fn at_once(functions: &[Function], event: impl Fn(usize) -> Value) -> Vec<Result<Value, Value>> {
    for (number, function) in functions.iter().enumerate() {
        function.call(&event(number));
    }
    let answer = |(number, function): (usize, &Function)| {
        let deadline = Instant::now() + Duration::from_secs(60);
        let mut answer = function.answer();
        while answer.as_ref().is_err_and(|error| error["errorType"] == "ProfileNotSaved") {
            assert!(Instant::now() < deadline, "{:?}", function.log(1));
            answer = function.invoke(&event(number));
        }
        answer
    };
    functions.iter().enumerate().map(answer).collect()
}

/// Rounds of calls at once: all for one new user, and all for different users of one name.
fn many_at_once(place: &Place, url: &str) {
    let functions: Vec<_> = (0..CALLS).map(|_| function(url)).collect();
    for round in 0..rounds() {
        let (same, name) = (sub(round), format!("same{round}"));
        let answers = at_once(&functions, |_| event(&same, &name));
        assert!(answers.iter().all(Result::is_ok), "round {round}: {answers:?}");
        let count = format!("select count(*) from users where cognito_user_id = '{same}'");
        assert_eq!(place.database.psql(&count), "1", "round {round}");

        let name = format!("wanted{round}");
        let number = |call: usize| 1_000_000 + round * CALLS + call;
        let answers = at_once(&functions, |call| {
            let mut event = event(&sub(number(call)), &name);
            let address = format!("{}@example.com", number(call));
            event["request"]["userAttributes"]["email"] = json!(address);
            event
        });
        let (done, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!((done.len(), refused.len()), (1, CALLS - 1), "round {round}: {refused:?}");
        for answer in refused {
            assert_eq!(answer.unwrap_err()["errorType"], "HandleTaken");
        }
        let count = format!("select count(*) from users where handle = '{name}'");
        assert_eq!(place.database.psql(&count), "1", "round {round}");
    }
}

#[test]
fn many_at_once_add_one_user_where_the_table_forbids_nothing() {
    let place = Place::with(FORBIDS_NOTHING);
    many_at_once(&place, &place.url());
}

#[test]
fn many_at_once_add_one_user_through_a_pooler() {
    let place = Place::with(FORBIDS_NOTHING);
    let mode = "transaction\nserver_round_robin = 1";
    let pooler = Pgbouncer::start(Postgres::shared(), mode, &[&place.role.name]);
    many_at_once(&place, &pooler.url_of(&place.role.name, &place.database.name));
}

#[test]
fn many_at_once_add_one_user_where_the_table_has_other_types() {
    let place = Place::with(FORBIDS_MORE);
    many_at_once(&place, &place.url());
}

#[test]
fn many_at_once_add_one_user_whatever_the_default_isolation() {
    let place = Place::with(FORBIDS_NOTHING);
    let name = &place.role.name;
    let sql = format!("alter role {name} set default_transaction_isolation = 'serializable'");
    place.database.psql(&sql);
    many_at_once(&place, &place.url());
}

#[test]
fn what_is_taken_is_named_by_its_column() {
    let place = Place::with(FORBIDS_MORE);
    let function = function(&place.url());
    function.invoke(&event(&sub(1), "ann")).unwrap();
    let mut another = event(&sub(2), "bob");
    another["request"]["userAttributes"]["email"] = json!("ann@example.com");
    let error = function.invoke(&another).unwrap_err();
    assert_eq!(error["errorType"], "EmailTaken");
    assert_eq!(error["errorMessage"], "the account is confirmed, but someone else has its email");
    let message = format!("the e-mail address of {} belongs to another user", sub(2));
    assert_eq!(function.log(2)[1]["message"], message.as_str());
    // The connection is of use again, and nothing was left behind.
    function.invoke(&event(&sub(2), "bob")).unwrap();
    assert_eq!(place.database.psql("select count(*) from users"), "2");

    place.database.psql(
        "update users set display_name = handle where handle = 'bob'; \
         create unique index on users (display_name)",
    );
    let error = function.invoke(&event(&sub(3), "cid")).unwrap_err();
    assert_eq!(error["errorType"], "ProfileNotSaved");
    let message = format!("display_name of {} belongs to another user", sub(3));
    assert_eq!(function.log(4)[3]["message"], message.as_str());
    for line in function.log(4) {
        assert!(!line.to_string().contains("example.com"), "{line}");
    }
}

#[test]
fn a_handle_is_taken_by_an_expression_too() {
    let place = Place::with(UNIQUE_BY_EXPRESSION);
    let function = function(&place.url());
    function.invoke(&event("sub-1", "ann")).unwrap();
    let error = function.invoke(&event("sub-2", "Ann")).unwrap_err();
    assert_eq!(error["errorType"], "HandleTaken");
    assert_eq!(place.database.psql("select count(*) from users"), "1");
}

#[test]
fn seeds_that_were_loaded_twice_give_the_id_to_one() {
    let place = Place::with(FORBIDS_NOTHING);
    place.database.psql(&format!(
        "grant update on users to {}; insert into users (display_name, handle, email, \
         cognito_user_id) select 'Andrew Bayko', 'bayko', 'b@example.com', 'MOCK' \
         from generate_series(1, 2)",
        place.role.name
    ));
    let function = function(&place.url());
    for _ in 0..2 {
        function.invoke(&event("sub-1", "bayko")).unwrap();
    }
    let ids = "select string_agg(cognito_user_id, ' ' order by cognito_user_id) from users";
    assert_eq!(place.database.psql(ids), "MOCK sub-1");
    // Adding is all that the role may do, and giving the id is more than that.
    place.database.psql(&format!(
        "revoke update on users from {}; delete from users where cognito_user_id <> 'MOCK'",
        place.role.name
    ));
    let error = function.invoke(&event("sub-1", "bayko")).unwrap_err();
    assert_eq!(error["errorType"], "ProfileNotSaved");
    assert_eq!(function.log(3)[2]["sqlstate"], "42501");
}

/// The program on one event, as the operator tries it.
fn tried(place: &Place, sub: &str) -> crate::common::Run {
    let mut sandbox = Sandbox::with(&place.database);
    sandbox.set("CONNECTION_URL", place.url());
    sandbox.write("event.json", event(sub, "ann").to_string());
    sandbox.run(["post-confirmation", "event.json", "--quiet"])
}

#[test]
fn what_the_table_lacks_is_named() {
    tried(&Place::with(OLD_NAMES), "sub-1").check(str![[r#"
exit 1
--- stderr
error: column users.cognito_user_id does not exist (SQLSTATE 42703)
detail: the user would see: the account is confirmed, but its profile could not be saved yet
hint: Cruddur's schema has that column: add it to the table, or rename the column used instead: ALTER TABLE .. RENAME COLUMN .. TO ..

"#]]);
    let place = Place::with(FORBIDS_NOTHING);
    place.database.psql("alter table users add column bio text not null");
    tried(&place, "sub-1").check(str![[r#"
exit 1
--- stderr
error: the column bio of public.users requires a value and has no default (SQLSTATE 23502)
detail: the user would see: the account is confirmed, but its profile could not be saved yet
hint: set one: ALTER TABLE public.users ALTER COLUMN bio SET DEFAULT ''

"#]]);
    place.database.psql("alter table users alter column bio set default ''");
    tried(&place, "sub-1").succeeded();
    tried(&Place::with(FORBIDS_MORE), "no-uuid").check(str![[r#"
exit 1
--- stderr
error: invalid input syntax for type uuid: "no-uuid" (SQLSTATE 22P02)
detail: the user would see: the account is confirmed, but its profile could not be saved yet

"#]]);
}

const ANN: [&str; 8] =
    ["user", "add", "--handle", "ann", "--display-name", "Ann", "--email", "ann@example.com"];

#[test]
fn users_are_added_once_by_hand_too() {
    let place = Place::with(FORBIDS_NOTHING);
    let mut sandbox = Sandbox::with(&place.database);
    sandbox.set("CONNECTION_URL", place.url());
    let children: Vec<_> = (0..6)
        .map(|_| sandbox.command(ANN).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    let ended = children.into_iter().map(|mut child| child.wait().unwrap().code());
    let mut ended: Vec<_> = ended.collect();
    ended.sort();
    assert_eq!(ended, [Some(0), Some(1), Some(1), Some(1), Some(1), Some(1)]);
    assert_eq!(place.database.psql("select count(*) from users"), "1");

    place.database.psql("create unique index on users (email)");
    let mut another = ANN;
    another[3] = "bob";
    sandbox.run(another).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [..] (local)
error: a user with the e-mail address "ann@example.com" already exists
hint: user list shows the users

"#]]);
}

#[test]
fn activities_find_users_by_ids_of_any_type() {
    let place = Place::with(FORBIDS_MORE);
    place.database.psql(&format!(
        "alter table users add column uuid uuid default gen_random_uuid(); \
         create table activities (uuid uuid default gen_random_uuid(), user_uuid uuid, \
         message text, replies_count int, reposts_count int, likes_count int, \
         reply_to_activity_uuid int, expires_at timestamp, created_at timestamp default now()); \
         grant insert, select on activities to {}",
        place.role.name
    ));
    let mut sandbox = Sandbox::with(&place.database);
    sandbox.set("CONNECTION_URL", place.url());
    let id = sub(7);
    sandbox.run([&ANN[..], &["--cognito-user-id", &id]].concat()).succeeded();
    let args = ["activity", "create", "--cognito-user-id", &id, "--message", "hi", "--quiet"];
    let run = sandbox.run(args).succeeded();
    assert!(run.stdout.starts_with("Ann @ann"), "{run:?}");
}

/// Whatever a student's tables leave NULL is empty here, and null in JSON.
#[test]
fn what_is_null_is_shown_as_nothing() {
    let place = Place::with(
        "create table public.users (uuid uuid, display_name text, handle text, email text, \
         cognito_user_id text, created_at timestamp)",
    );
    place.database.psql(&format!(
        "create table activities (uuid uuid, user_uuid uuid, message text, replies_count int, \
         reposts_count int, likes_count int, reply_to_activity_uuid int, expires_at timestamp, \
         created_at timestamp); grant insert, select on activities to {}; \
         insert into users (email) values ('nobody@example.com'); \
         insert into activities default values; \
         insert into users (uuid, handle) values ('{1}', 'bob'); \
         insert into activities (uuid, user_uuid) values ('{1}', '{1}')",
        place.role.name,
        sub(1),
    ));
    let mut sandbox = Sandbox::with(&place.database);
    sandbox.set("CONNECTION_URL", place.url());
    let added = sandbox.run([&ANN[..], &["--quiet"]].concat()).succeeded();
    assert_eq!(added.stdout, "added user ann\n");
    sandbox.run(["user", "list", "--quiet"]).check(str![[r#"
exit 0
--- stdout
HANDLE  NAME  E-MAIL              COGNITO ID
ann     Ann   ann@example.com     MOCK
bob
              nobody@example.com

"#]]);
    sandbox.run(["activity", "home", "--quiet"]).check(str![[r#"
exit 0
--- stdout
a user without a name @bob
  00000000-0000-4000-8000-000000000001

a deleted user
  no UUID

"#]]);
    let run = sandbox.run(["activity", "show", &sub(1), "--quiet"]).succeeded();
    assert!(run.stdout.starts_with("a user without a name @bob\n"), "{run:?}");
    let null = sandbox.run(["user", "list", "--format", "json"]).succeeded().json();
    let nulls = null[2].as_object().unwrap().values().filter(|value| value.is_null()).count();
    assert_eq!(nulls, 5, "{null}");
    let null = sandbox.run(["activity", "home", "--format", "json"]).succeeded().json();
    assert!(null[1].as_object().unwrap().values().all(Value::is_null), "{null}");
}
