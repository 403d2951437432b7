//! Passwords in AWS Secrets Manager, by the emulator.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};
use snapbox::str;

use crate::common::{Account, Database, Emulator, HttpServer, Postgres, Reply, Sandbox};

/// A sandbox in an account; `prod` is a database of the tests, without its password.
fn sandbox(account: &Account, database: &Database, user: &str) -> Sandbox {
    let mut sandbox = account.sandbox();
    let port = Postgres::shared().port();
    let url = format!("postgresql://{user}127.0.0.1:{port}/{}", database.name);
    sandbox.set("PROD_CONNECTION_URL", url).set("USER", "nobody");
    sandbox.hide(&database.name, "[DB]").hide(format!(":{port}"), ":[PORT]");
    sandbox
}

fn as_rds_writes_it(user: &str) -> String {
    json!({"username": user, "password": Postgres::shared().password()}).to_string()
}

#[test]
fn the_password_is_fetched_for_each_command() {
    let database = Postgres::shared().database();
    let account = Emulator::moto().account();
    let arn = account.secret("rds!db-1", &as_rds_writes_it("postgres"));
    for user in ["", "postgres@"] {
        let mut sandbox = sandbox(&account, &database, user);
        sandbox.hide(&arn, "[ARN]");
        sandbox.run(["sessions", "prod", "--secret", &arn]).succeeded();
        let psql = ["connect", "prod", "--secret", &arn, "--", "-XAtc", "select current_user"];
        assert_eq!(sandbox.run(psql).succeeded().stdout, "postgres\n");
        let file = format!("[environments.prod]\nsecret = '{arn}'\n");
        sandbox.write("cruddur-db.toml", file);
        let run = sandbox.run(["wait", "prod"]);
        run.check(str![[r#"
exit 0
--- stdout
the server is up ([TIME])
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)

"#]]);
    }
    let mut sandbox = sandbox(&account, &database, "");
    sandbox.hide(&arn, "[ARN]").set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    // Nothing is asked.
    sandbox.run(["config", "prod", "--secret", &arn]).check(str![[r#"
exit 0
--- stdout
environment   prod
database      postgresql://127.0.0.1:[PORT]/[DB] (from PROD_CONNECTION_URL)
tls           allow, no certificate is checked
login         the password in [ARN]
protected     yes
schema        there is no schema file for prod
seeds         there is no seed file for prod
project file  none
env files     none

"#]]);
}

#[test]
fn a_password_alone_is_one_too() {
    let database = Postgres::shared().database();
    let account = Emulator::moto().account();
    let arn = account.secret("plain", Postgres::shared().password());
    let sandbox = sandbox(&account, &database, "postgres@");
    sandbox.run(["sessions", "prod", "--secret", &arn]).succeeded();
}

#[test]
fn what_cannot_be_used_is_explained_and_not_shown() {
    let database = Postgres::shared().database();
    let account = Emulator::moto().account();
    let mut sandbox = sandbox(&account, &database, "postgres@");
    for (name, text, words) in [
        ("bad1", "{canary", "it is not the JSON that RDS writes"),
        ("bad2", r#"{"username":"canary","pass":"canary"}"#, "it contains no password"),
        ("bad3", r#"{"password":["canary"]}"#, "it is not the JSON that RDS writes"),
    ] {
        let arn = account.secret(name, text);
        let run = sandbox.run(["sessions", "prod", "--secret", &arn]).ended_with(1);
        assert!(run.stderr.contains(words) && !run.stderr.contains("canary"), "{run:?}");
    }
    let other = account.secret("other", &as_rds_writes_it("somebody"));
    sandbox.hide(&other, "[ARN]");
    sandbox.run(["sessions", "prod", "--secret", &other]).check(str![[r#"
exit 2
--- stderr
error: the secret is the password of somebody, but PROD_CONNECTION_URL names postgres
hint: put somebody or no user into the URL, or use postgres's secret

"#]]);
    let missing = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:gone";
    sandbox.run(["sessions", "prod", "--secret", missing]).check(str![[r#"
exit 1
--- stderr
error: there is no secret arn:aws:secretsmanager:ca-central-1:123456789012:secret:gone
hint: it may be deleted or in another account; `cruddur-db rds-status --format json --env prod` shows an instance's secret

"#]]);
    for no_arn in ["canary-password", "arn:aws:iam::123456789012:role/x"] {
        let run = sandbox.run(["sessions", "prod", "--secret", no_arn]).ended_with(2);
        assert!(run.stderr.contains("not the ARN of a secret"), "{run:?}");
        assert!(!run.stderr.contains(no_arn), "{run:?}");
    }
    sandbox.run(["sessions", "prod", "--iam", "--secret", missing]).ended_with(2);
    sandbox
        .write("cruddur-db.toml", format!("[environments.prod]\niam = true\nsecret = '{missing}'"));
    let run = sandbox.run(["sessions", "prod"]).ended_with(2);
    assert!(run.stderr.contains("both iam and secret"), "{run:?}");
}

#[test]
fn the_region_is_that_of_the_name_and_refusals_are_explained() {
    let server = HttpServer::start(|_, _| {
        let body = json!({"__type": "AccessDeniedException", "Message": "no"}).to_string();
        Reply::Body(400, "application/x-amz-json-1.1", body)
    });
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox
        .without_aws()
        .set("AWS_ENDPOINT_URL", server.url())
        .set("AWS_ACCESS_KEY_ID", "test")
        .set("AWS_SECRET_ACCESS_KEY", "canary")
        .hide(server.url(), "[AWS]");
    let arn = "arn:aws:secretsmanager:sa-east-1:123456789012:secret:x";
    sandbox.run(["sessions", "--secret", arn]).check(str![[r#"
exit 1
--- stderr
error: AWS does not allow this user secretsmanager:GetSecretValue in sa-east-1
hint: ask the account's administrator to allow secretsmanager:GetSecretValue in an IAM policy

"#]]);
    let head = server.requests()[0].head.clone();
    assert!(head.contains("/sa-east-1/secretsmanager/aws4_request"), "{head}");
}

/// Secrets are rotated while commands run, and passwords that RDS manages every week.
#[test]
fn a_password_that_was_replaced_meanwhile_is_fetched_again() {
    let database = Postgres::shared().database();
    let secrets = |replaced: bool| {
        HttpServer::start(move |_, before| {
            let right = as_rds_writes_it("postgres");
            let old = json!({"username": "postgres", "password": "canary-old"}).to_string();
            let text = if replaced && before > 0 { right } else { old };
            let body = json!({ "SecretString": text }).to_string();
            Reply::Body(200, "application/x-amz-json-1.1", body)
        })
    };
    let arn = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:rds!db-1";
    let at = |server: &HttpServer| {
        let mut sandbox = Sandbox::with(&database);
        let port = Postgres::shared().port();
        sandbox
            .without_aws()
            .set("AWS_ENDPOINT_URL", server.url())
            .set("AWS_ACCESS_KEY_ID", "test")
            .set("AWS_SECRET_ACCESS_KEY", "canary")
            .set("CONNECTION_URL", format!("postgresql://127.0.0.1:{port}/{}", database.name))
            .hide(server.url(), "[AWS]");
        sandbox
    };
    let server = secrets(true);
    let sandbox = at(&server);
    sandbox.write("t.sql", "create table t (i int);");
    sandbox.run(["schema-load", "dev", "t.sql", "--secret", arn]).succeeded();
    assert_eq!(server.requests().len(), 2);
    let server = secrets(false);
    at(&server).run(["sessions", "--secret", arn]).check(str![[r#"
exit 3
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: password authentication failed for user "postgres" (SQLSTATE 28P01)
hint: check the password in the secret, and the user of CONNECTION_URL

"#]]);
    assert_eq!(server.requests().len(), 2);
    // The old password may stand in a URL.
    let mut sandbox = at(&server);
    let port = Postgres::shared().port();
    let host = "db1.c9xyz.ca-central-1.rds.amazonaws.com";
    let url = format!("postgresql://postgres:canary@{host}:{port}/d?hostaddr=127.0.0.1");
    sandbox.set("PROD_CONNECTION_URL", format!("{url}&sslmode=disable"));
    sandbox.run(["sessions", "prod"]).check(str![[r#"
exit 3
--- stderr
warning: sslmode=disable sends the password and the data unencrypted; remove it, and verify-full is used for RDS
prod: d on db1.c9xyz.ca-central-1.rds.amazonaws.com:[PORT] as postgres (remote, protected)
error: password authentication failed for user "postgres" (SQLSTATE 28P01)
hint: check the user and password of PROD_CONNECTION_URL; AWS replaces a password that it manages: --secret fetches it, by the ARN that `cruddur-db rds-status --env prod` shows

"#]]);
}

impl Account {
    /// Makes a secret of this text and returns its ARN.
    pub fn secret(&self, name: &str, text: &str) -> String {
        let body = json!({
            "Name": name, "SecretString": text, "ClientRequestToken": format!("{name:0>32}")
        });
        let reply = self.ask_json("secretsmanager", "secretsmanager.CreateSecret", &body);
        reply["ARN"].as_str().unwrap_or_else(|| panic!("{reply}")).to_owned()
    }

    /// Sends a request of the JSON protocol, unsigned.
    fn ask_json(&self, service: &str, target: &str, body: &Value) -> Value {
        let body = body.to_string();
        let request = format!(
            "POST / HTTP/1.1\r\nConnection: close\r\n{}X-Amz-Target: {target}\r\n\
             Content-Type: application/x-amz-json-1.1\r\nContent-Length: {}\r\n\r\n{body}",
            self.headers(service),
            body.len()
        );
        let address = self.endpoint().replace("http://", "");
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (_, body) = reply.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {reply}"))
    }
}

#[test]
fn doctor_logs_in_with_the_password_too() {
    let database = Postgres::shared().database();
    let account = Emulator::moto().account();
    let arn = account.secret("doctor", &as_rds_writes_it("postgres"));
    let sandbox = sandbox(&account, &database, "");
    let doctor = |arn: &str, status| {
        let run = sandbox.run(["doctor", "prod", "--format", "json", "--secret", arn]);
        let json = run.ended_with(status).json();
        let layers = json["layers"].as_array().unwrap();
        let found = |layer: &str| {
            layers.iter().find(|it| it["layer"] == layer).unwrap()["found"].to_string()
        };
        (found("login"), json["target"]["role"].clone(), found("configuration"))
    };
    let (login, role, configuration) = doctor(&arn, 0);
    // The secret is not read for the configuration, and may name anyone.
    assert!(configuration.contains(" as the secret's user ("), "{configuration}");
    assert_eq!(login, format!("\"as postgres, with the password in {arn}\""));
    assert_eq!(role, "postgres");
    let missing = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:missing";
    assert!(doctor(missing, 1).0.contains("secret"));
}
