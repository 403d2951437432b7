//! The Lambda function under a Runtime API, and `post-confirmation` on one event.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use cruddur_db::model::trial_event::{is_answer_to_trial, trial_event};
use cruddur_db::model::{AwsKeys, IamLogin, Secret};
use serde_json::{Value, json};
use snapbox::str;

use crate::common::{Database, Function, Pgbouncer, Postgres, Sandbox, python_tools};

const USERS: &str =
    "select display_name, handle, email, cognito_user_id from users order by handle";

/// The example event of the crate aws_lambda_events, with the attributes of a sign-up and a
/// field that nobody knows.
pub fn event(sub: &str, handle: &str) -> Value {
    json!({
        "version": "1",
        "triggerSource": "PostConfirmation_ConfirmSignUp",
        "region": "<region>",
        "userPoolId": "<userPoolId>",
        "userName": "<userName>",
        "callerContext": { "awsSdkVersion": "<calling aws sdk with version>", "clientId": "<client>" },
        "request": {
            "userAttributes": {
                "sub": sub,
                "cognito:user_status": "CONFIRMED",
                "email_verified": "true",
                "email": format!("{handle}@example.com"),
                "name": "Ann O'Nym",
                "preferred_username": handle,
            },
            "clientMetadata": { "exampleMetadataKey": "example metadata value" },
            "new in 2027": [1.5, null],
        },
        "response": {},
        "another": { "unknown": "field" },
    })
}

pub fn database() -> Database {
    let database = Postgres::shared().database();
    Sandbox::with(&database).run(["schema-load", "--quiet"]).succeeded();
    database
}

pub fn function(url: &str) -> Function {
    let program = Path::new(env!("CARGO_BIN_EXE_post-confirmation"));
    Function::start(program, &[("CONNECTION_URL", url)])
}

#[test]
fn a_confirmed_user_is_added_once() {
    let database = database();
    let function = function(&database.url());
    for _ in 0..3 {
        let event = event("sub-1", "ann");
        assert_eq!(function.invoke(&event), Ok(event));
    }
    assert_eq!(database.psql(USERS), "Ann O'Nym|ann|ann@example.com|sub-1");
    let log = function.log(3);
    let outcomes: Vec<_> = log.iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["added", "present", "present"]);
    assert_eq!(log[0]["sub"], "sub-1");
    assert_eq!(log[0]["request_id"], "call-1");
    assert_eq!(log[0]["trigger"], "PostConfirmation_ConfirmSignUp");
}

#[test]
fn a_user_who_changed_his_handle_is_there_already() {
    let database = database();
    let function = function(&database.url());
    function.invoke(&event("sub-1", "ann")).unwrap();
    function.invoke(&event("sub-1", "renamed")).unwrap();
    assert_eq!(database.psql(USERS), "Ann O'Nym|ann|ann@example.com|sub-1");
}

#[test]
fn the_bootcamps_own_table_which_forbids_nothing_is_enough() {
    let database = Postgres::shared().database();
    database.psql(
        "create table public.users (uuid uuid default gen_random_uuid() primary key, \
         display_name text not null, handle text not null, email text not null, \
         cognito_user_id text not null, created_at timestamp default now() not null)",
    );
    let function = function(&database.url());
    for _ in 0..3 {
        function.invoke(&event("sub-1", "ann")).unwrap();
    }
    function.invoke(&event("sub-2", "ann")).unwrap_err();
    assert_eq!(database.psql(USERS), "Ann O'Nym|ann|ann@example.com|sub-1");
}

#[test]
fn a_user_of_the_seeds_gets_the_id() {
    let database = database();
    Sandbox::with(&database).run(["seed", "--quiet"]).succeeded();
    let function = function(&database.url());
    function.invoke(&event("sub-1", "bayko")).unwrap();
    assert_eq!(
        database.psql(USERS),
        "Andrew Brown|andrewbrown|andrew@example.com|MOCK\nAndrew Bayko|bayko|bayko@example.com|sub-1"
    );
    assert_eq!(function.log(1)[0]["event"], "adopted");
}

#[test]
fn a_new_password_adds_nobody() {
    let database = database();
    let function = function(&database.url());
    let mut event = event("sub-1", "ann");
    event["triggerSource"] = json!("PostConfirmation_ConfirmForgotPassword");
    assert_eq!(function.invoke(&event), Ok(event));
    assert_eq!(database.psql("select count(*) from users"), "0");
    assert_eq!(function.log(1)[0]["event"], "ignored");
}

#[test]
fn what_is_missing_is_named_to_both() {
    let database = database();
    let function = function(&database.url());
    let names = ["sub", "preferred_username", "email", "name"];
    for (count, name) in names.into_iter().enumerate() {
        let mut event = event("sub-1", "ann");
        event["request"]["userAttributes"].as_object_mut().unwrap().remove(name);
        let error = function.invoke(&event).unwrap_err();
        assert_eq!(error["errorType"], "AttributeMissing");
        let told = format!("the account is confirmed, but it has no {name}");
        assert_eq!(error["errorMessage"], told.as_str());
        let line = &function.log(count + 1)[count];
        assert_eq!(line["message"], format!("the sign-up has no {name}"));
    }
    let mut blank = event("sub-1", "ann");
    blank["request"]["userAttributes"]["preferred_username"] = json!("  ");
    function.invoke(&blank).unwrap_err();
    for nonsense in [json!({}), json!([1]), json!({ "triggerSource": "PreSignUp_SignUp" })] {
        let error = function.invoke(&nonsense).unwrap_err();
        assert_eq!(error["errorType"], "EventNotUnderstood");
    }
    assert_eq!(database.psql("select count(*) from users"), "0");
}

#[test]
fn a_taken_handle_is_an_error_that_names_nobody() {
    let database = database();
    let function = function(&database.url());
    function.invoke(&event("sub-1", "ann")).unwrap();
    let error = function.invoke(&event("sub-2", "ann")).unwrap_err();
    assert_eq!(error["errorType"], "HandleTaken");
    let told = "the account is confirmed, but someone else has its preferred_username";
    assert_eq!(error["errorMessage"], told);
    assert_eq!(function.log(2)[1]["message"], "the handle of sub-2 belongs to another user");
    assert_eq!(database.psql("select count(*) from users"), "1");
    for line in function.log(2) {
        assert!(!line.to_string().contains("ann"), "{line}");
    }
}

#[test]
fn many_at_once_for_one_user_add_one() {
    let database = database();
    let functions: Vec<_> = (0..4).map(|_| function(&database.url())).collect();
    std::thread::scope(|scope| {
        for function in functions {
            scope.spawn(move || {
                for n in 0..10 {
                    let event = event(&format!("sub-{n}"), &format!("u{n}"));
                    assert_eq!(function.invoke(&event), Ok(event));
                }
            });
        }
    });
    assert_eq!(database.psql("select count(*) from users"), "10");
}

/// `trigger-deploy --test`, as a role that may only do what the trigger does, through a pooler, six
/// at once; and sign-ups on the sessions that the tests have left.
#[test]
fn tests_leave_nothing_behind_and_sign_ups_after_them_count() {
    // It goes after the database in which it has privileges.
    let role = Postgres::shared().role("login");
    let database = database();
    database.psql(&format!("grant select, insert on users to {}", role.name));
    let pooler = Pgbouncer::start(Postgres::shared(), "transaction", &[&role.name]);
    let url = pooler.url_of(&role.name, &database.name);
    let functions: Vec<_> = (0..6).map(|_| function(&url)).collect();
    for round in 0..5 {
        for (n, function) in functions.iter().enumerate() {
            function.call(&trial_event("r", "p", &format!("{n}-{round}")));
        }
        for function in &functions {
            let answer = function.answer().unwrap();
            assert!(is_answer_to_trial(&answer), "{answer}");
        }
    }
    assert_eq!(database.psql("select count(*) from users"), "0");
    for (n, function) in functions.iter().enumerate() {
        let event = event(&format!("sub-{n}"), &format!("u{n}"));
        assert_eq!(function.invoke(&event), Ok(event));
        assert_eq!(function.log(6)[5]["event"], "added");
        assert_eq!(function.log(6)[0]["event"], "rolled_back");
    }
    assert_eq!(database.psql("select count(*) from users"), "6");
    // It is a sign-up only where Cognito says so.
    let mut forged = event("sub-9", "u9");
    forged["request"]["clientMetadata"] = json!({ "triggerSource": "CruddurDb_Test" });
    assert_eq!(functions[0].invoke(&forged), Ok(forged));
    assert_eq!(database.psql("select count(*) from users"), "7");
}

#[test]
fn the_connection_is_kept_and_replaced_when_it_died() {
    let database = database();
    let function = function(&database.url());
    let pid = || {
        database.psql(
            "select string_agg(pid::text, ' ') from pg_stat_activity \
             where datname = current_database() and application_name like '%post-confirmation'",
        )
    };
    function.invoke(&event("sub-1", "u1")).unwrap();
    let first = pid();
    function.invoke(&event("sub-2", "u2")).unwrap();
    assert_eq!(pid(), first);
    database.psql(&format!("select pg_terminate_backend({first}, 5000)"));
    function.invoke(&event("sub-3", "u3")).unwrap();
    let second = pid();
    assert!(!second.is_empty() && second != first, "{first} {second}");
    assert_eq!(database.psql("select count(*) from users"), "3");
}

#[test]
fn a_database_that_is_down_is_said_to_the_operator_only() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let function = function(&format!("postgresql://u:canary@127.0.0.1:{port}/cruddur"));
    let error = function.invoke(&event("sub-1", "ann")).unwrap_err();
    assert_eq!(error["errorType"], "ProfileNotSaved");
    let told = "the account is confirmed, but its profile could not be saved yet";
    assert_eq!(error["errorMessage"], told);
    let line = &function.log(1)[0];
    assert_eq!(line["kind"], "unreachable");
    assert_eq!(line["message"], format!("nothing listens on 127.0.0.1:{port}"));
    assert!(!line.to_string().contains("canary"), "{line}");
    // It goes on, and so does Cognito.
    function.invoke(&event("sub-1", "ann")).unwrap_err();
}

#[test]
fn a_silent_database_is_given_up_in_time() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let function = function(&format!("postgresql://u@127.0.0.1:{port}/cruddur"));
    let start = Instant::now();
    let error = function.invoke(&event("sub-1", "ann")).unwrap_err();
    let taken = start.elapsed();
    assert!((Duration::from_secs(2)..Duration::from_secs(4)).contains(&taken), "{taken:?}");
    assert_eq!(error["errorType"], "ProfileNotSaved");
    let message = function.log(1)[0]["message"].to_string();
    assert!(
        message.contains("no login to 127.0.0.1") && message.contains("within 2s"),
        "{message}"
    );
}

#[test]
fn a_locked_table_is_given_up_before_cognito_does() {
    let database = database();
    let function = function(&database.url());
    function.invoke(&event("sub-1", "u1")).unwrap();
    let mut holder = Command::new(crate::common::program("psql"));
    holder.args(["-X", "-q", "-A", "-t", "-c", "begin; lock table users; select 'locked'"]);
    holder.args(["-c", "select pg_sleep(600)"]).arg(database.url());
    let mut holder = holder.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let stdout = holder.stdout.as_mut().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line).unwrap();
    assert_eq!(line, "locked\n");
    let start = Instant::now();
    let error = function.invoke(&event("sub-2", "u2")).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(error["errorType"], "ProfileNotSaved");
    holder.kill().unwrap();
    holder.wait().unwrap();
    database.psql(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity \
         where datname = current_database() and pid <> pg_backend_pid()",
    );
    function.invoke(&event("sub-2", "u2")).unwrap();
    assert_eq!(database.psql("select count(*) from users"), "2");
}

#[test]
fn a_wrong_configuration_ends_it_with_a_reason() {
    let program = env!("CARGO_BIN_EXE_post-confirmation");
    let run = |variables: &[(&str, &str)]| {
        let output = Command::new(program).env_clear().envs(variables.iter().copied()).output();
        let output = output.unwrap();
        let line: Value = serde_json::from_slice(&output.stderr).unwrap();
        (output.status.code(), line["message"].as_str().unwrap().to_owned())
    };
    let lambda = ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1");
    let outside = "this program is an AWS Lambda function".to_owned();
    assert_eq!(run(&[]), (Some(2), outside));
    assert_eq!(run(&[lambda]), (Some(2), "CONNECTION_URL is not set".to_owned()));
    let (status, message) = run(&[lambda, ("CONNECTION_URL", "postgresql://u:can#ary@h/d")]);
    assert_eq!(status, Some(2));
    assert!(message.starts_with("the URL in CONNECTION_URL cannot be used"), "{message}");
    assert!(!message.contains("ary"), "{message}");
}

#[test]
fn one_event_can_be_tried_out() {
    let database = database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.write("event.json", event("sub-1", "ann").to_string());
    sandbox.run(["post-confirmation", "event.json"]).check(str![[r#"
exit 0
--- stdout
user added: sub-1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let json = ["post-confirmation", "event.json", "--format", "json", "--quiet"];
    sandbox.run(json).check(str![[r#"
exit 0
--- stdout
{
  "outcome": "present",
  "sub": "sub-1",
  "trigger": "PostConfirmation_ConfirmSignUp"
}

"#]]);
    sandbox.write("event.json", event("sub-2", "ann").to_string());
    sandbox.run(["post-confirmation", "event.json", "--quiet"]).check(str![[r#"
exit 1
--- stderr
error: the handle of sub-2 belongs to another user
detail: the user would see: the account is confirmed, but someone else has its preferred_username
hint: make preferred_username an alias of the pool, so that Cognito rejects duplicates

"#]]);
    sandbox.write("not.json", "{");
    sandbox.run(["post-confirmation", "not.json"]).ended_with(2);
    sandbox.run(["post-confirmation", "missing.json"]).ended_with(2);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["post-confirmation", "event.json", "--env", "prod"]).ended_with(4);
}

/// botocore's token for the same login, keys and second.
const BOTOCORE: &str = r#"
import datetime, sys
import botocore.auth, botocore.session
fixed = datetime.datetime(2026, 11, 24, 4, 5, 6, tzinfo=datetime.timezone.utc)
botocore.auth.get_current_datetime = lambda *a, **k: fixed if k.get("remove_tzinfo") is False else fixed.replace(tzinfo=None)
session = botocore.session.Session()
session.set_credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sys.argv[2] or None)
rds = session.create_client("rds", region_name="ca-central-1")
print(rds.generate_db_auth_token(sys.argv[3], 5432, sys.argv[1]))
"#;

#[test]
fn the_iam_token_is_that_of_botocore() {
    let host = "cruddur-db-instance.c9xyz.ca-central-1.rds.amazonaws.com";
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_493_106);
    let python = python_tools("tests/requirements.txt").join("bin/python");
    for (user, session) in
        [("cruddur", ""), ("a+b c@d~é", "IQoJb3JpZ2luX2VjEX//==+ /x"), ("x", "t")]
    {
        let theirs = Command::new(&python).args(["-c", BOTOCORE, user, session, host]).output();
        let theirs = theirs.unwrap();
        assert!(theirs.status.success(), "{}", String::from_utf8_lossy(&theirs.stderr));
        let keys = AwsKeys {
            access_key_id: "AKIDEXAMPLE".into(),
            secret_access_key: Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            session_token: (!session.is_empty()).then(|| Secret::new(session)),
        };
        let login = IamLogin { host, port: 5432, user, region: "ca-central-1" };
        let ours = keys.token(login, now);
        let theirs = String::from_utf8(theirs.stdout).unwrap();
        // The order of the parameters is not signed as it stands, but sorted.
        assert_eq!(parameters(ours.expose()), parameters(theirs.trim()), "{user}");
    }
}

fn parameters(token: &str) -> (String, Vec<String>) {
    let (endpoint, query) = token.split_once('?').unwrap();
    let mut parameters: Vec<_> = query.split('&').map(str::to_owned).collect();
    parameters.sort();
    (endpoint.to_owned(), parameters)
}
