//! Logging in to RDS by IAM tokens: a server that asks for a password as RDS does, with TLS and
//! the certificate of an endpoint.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use snapbox::str;

use crate::common::{Authority, Certificate, Sandbox, python_tools};

const HOST: &str = "db1.c9xyz.ca-central-1.rds.amazonaws.com";

/// Takes any password, or refuses all as RDS refuses tokens.
struct Rds {
    port: u16,
    authority: Authority,
    passwords: Arc<Mutex<Vec<String>>>,
}

impl Rds {
    fn start(refuses: bool) -> Self {
        let authority = Authority::new("Stand-in for Amazon");
        let config = Arc::new(tls(&authority.certify(&[HOST])));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let passwords = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&passwords);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, log) = (Arc::clone(&config), Arc::clone(&log));
                // A client that goes away ends its thread, which is right.
                std::thread::spawn(move || serve(stream, config, refuses, &log));
            }
        });
        Self { port, authority, passwords }
    }

    /// A sandbox in which `prod` is this server, with AWS credentials.
    fn sandbox(&self) -> Sandbox {
        let mut sandbox = Sandbox::new();
        sandbox
            .without_aws()
            .set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
            .set("AWS_SECRET_ACCESS_KEY", "canary-Zq7")
            // Not where the server is.
            .set("AWS_REGION", "eu-west-3")
            .set("PROD_CONNECTION_URL", self.url("cruddur"))
            .hide(format!(":{}", self.port), ":[PORT]");
        sandbox.write("ca.pem", self.authority.pem());
        sandbox
    }

    fn url(&self, user: &str) -> String {
        let port = self.port;
        format!("postgresql://{user}@{HOST}:{port}/d?hostaddr=127.0.0.1&sslrootcert=ca.pem")
    }

    fn passwords(&self) -> Vec<String> {
        self.passwords.lock().unwrap().clone()
    }
}

fn tls(certificate: &Certificate) -> ServerConfig {
    let chain = CertificateDer::pem_slice_iter(certificate.chain.as_bytes());
    let key = PrivateKeyDer::from_pem_slice(certificate.key.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain.map(Result::unwrap).collect(), key)
        .unwrap()
}

/// Source of the messages: PostgreSQL documentation, "Message Formats".
fn serve(
    mut stream: TcpStream,
    config: Arc<ServerConfig>,
    refuses: bool,
    log: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    stream.read_exact(&mut [0; 8])?;
    stream.write_all(b"S")?;
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    let startup = message(&mut stream, false)?;
    let user = startup[4..].split(|byte| *byte == 0).nth(1).unwrap().to_vec();
    let user = String::from_utf8(user).unwrap();
    // Asks for a password in the clear, as PAM does.
    stream.write_all(&[b'R', 0, 0, 0, 8, 0, 0, 0, 3])?;
    let password = message(&mut stream, true)?;
    let password = String::from_utf8(password[..password.len() - 1].to_vec()).unwrap();
    log.lock().unwrap().push(password);
    if refuses {
        let fields =
            format!("SFATAL\0VFATAL\0C28000\0MPAM authentication failed for user \"{user}\"\0\0");
        let length = u32::try_from(fields.len() + 4).unwrap().to_be_bytes();
        stream.write_all(&[&b"E"[..], &length, fields.as_bytes()].concat())?;
        return stream.flush();
    }
    // Let in, the server's key, ready.
    stream.write_all(&[b'R', 0, 0, 0, 8, 0, 0, 0, 0])?;
    stream.write_all(&[b'K', 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 2])?;
    loop {
        stream.write_all(b"Z\0\0\0\x05I")?;
        stream.flush()?;
        message(&mut stream, true)?;
        stream.write_all(b"I\0\0\0\x04")?;
    }
}

/// The next message's content, without its kind and length.
fn message(stream: &mut impl Read, has_kind: bool) -> std::io::Result<Vec<u8>> {
    if has_kind {
        stream.read_exact(&mut [0])?;
    }
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let mut content = vec![0; u32::from_be_bytes(length) as usize - 4];
    stream.read_exact(&mut content)?;
    Ok(content)
}

/// What botocore makes for the same login at the same second.
fn by_botocore(token: &str, port: u16, user: &str, session: Option<&str>) -> String {
    let date = token.split("X-Amz-Date=").nth(1).unwrap();
    let script = r#"
import datetime, sys
import botocore.auth, botocore.session
date, host, port, user, session = sys.argv[1:6]
then = datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ")
botocore.auth.get_current_datetime = lambda: then
client = botocore.session.get_session().create_client(
    "rds", region_name="eu-west-3", aws_access_key_id="AKIAEXAMPLE",
    aws_secret_access_key="canary-Zq7", aws_session_token=session or None)
print(client.generate_db_auth_token(host, int(port), user, Region="ca-central-1"), end="")
"#;
    let output = Command::new(python_tools("tests/requirements.txt").join("bin/python"))
        .args(["-c", script, &date[..16], HOST, &port.to_string(), user])
        .arg(session.unwrap_or_default())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A token's parts in one order: the two signers put them into the URL in their own.
fn parts(token: &str) -> Vec<String> {
    let (place, query) = token.split_once('?').unwrap();
    let mut parts: Vec<String> = query
        .split('&')
        .map(|part| percent_encoding::percent_decode_str(part).decode_utf8().unwrap().into_owned())
        .collect();
    parts.push(place.to_owned());
    parts.sort();
    parts
}

#[test]
fn the_token_is_that_of_botocore() {
    let rds = Rds::start(false);
    for (user, session) in
        [("cruddur", None), ("cruddur", Some("FwoG+/xy==")), ("ann@example.com", None)]
    {
        let mut sandbox = rds.sandbox();
        sandbox.set("PROD_CONNECTION_URL", rds.url(&user.replace('@', "%40")));
        if let Some(session) = session {
            sandbox.set("AWS_SESSION_TOKEN", session);
        }
        let run = sandbox.run(["wait", "prod", "--iam", "--verbose"]).succeeded();
        let token = rds.passwords().pop().unwrap();
        assert_eq!(parts(&token), parts(&by_botocore(&token, rds.port, user, session)));
        assert!(!run.stderr.contains("X-Amz") && !run.stdout.contains("X-Amz"), "{run:?}");
    }
}

#[test]
fn the_case_of_the_host_makes_no_difference() {
    let rds = Rds::start(false);
    let mut sandbox = rds.sandbox();
    sandbox.set("PROD_CONNECTION_URL", rds.url("cruddur").replace(HOST, &HOST.to_uppercase()));
    sandbox.run(["wait", "prod", "--iam"]).succeeded();
    let token = rds.passwords().pop().unwrap();
    assert_eq!(parts(&token), parts(&by_botocore(&token, rds.port, "cruddur", None)));
}

#[test]
fn credentials_at_hand_are_used_where_there_is_no_password_and_said() {
    let rds = Rds::start(false);
    let mut sandbox = rds.sandbox();
    sandbox.run(["wait", "prod"]).check(str![[r#"
exit 0
--- stdout
the server is up ([TIME])
--- stderr
no password is set for cruddur: logging in with an IAM token, since there are AWS credentials
prod: d on db1.c9xyz.ca-central-1.rds.amazonaws.com:[PORT] as cruddur (remote, protected)

"#]]);
    // The check before psql takes one, and psql.
    sandbox.run(["connect", "prod", "--", "-Xc", "select 1"]).succeeded();
    assert_eq!(rds.passwords().len(), 3);
    assert!(rds.passwords().iter().all(|token| token.contains("X-Amz-Signature=")));

    sandbox.set("PGPASSWORD", "given");
    sandbox.run(["wait", "prod"]).succeeded();
    sandbox.unset("PGPASSWORD").unset("AWS_ACCESS_KEY_ID");
    sandbox.run(["wait", "prod"]).succeeded();
    assert_eq!(rds.passwords()[3..], ["given", ""]);
}

#[test]
fn the_project_file_decides_for_an_environment() {
    let rds = Rds::start(false);
    let mut sandbox = rds.sandbox();
    sandbox.set("PGPASSWORD", "given");
    sandbox.write("cruddur-db.toml", "[environments.prod]\niam = true\n");
    sandbox.run(["config", "prod"]).check(str![[r#"
exit 0
--- stdout
environment   prod
database      postgresql://cruddur:***@db1.c9xyz.ca-central-1.rds.amazonaws.com:[PORT]/d?hostaddr=127.0.0.1&sslrootcert=ca.pem (from PROD_CONNECTION_URL)
tls           verify-full, checked by the CA certificates in ca.pem
login         IAM token, made for each login
protected     yes
schema        there is no schema file for prod
seeds         there is no seed file for prod
project file  [ROOT]/work/cruddur-db.toml
env files     none

"#]]);
    sandbox.run(["wait", "prod"]).succeeded();
    assert!(rds.passwords()[0].starts_with(HOST));
    sandbox.unset("PGPASSWORD");
    sandbox.write("cruddur-db.toml", "[environments.prod]\niam = false\n");
    sandbox.run(["wait", "prod"]).succeeded();
    assert_eq!(rds.passwords()[1], "");
    // Another server's URL does not take this one's key along.
    sandbox.write("cruddur-db.toml", "[environments.prod]\niam = true\n");
    sandbox.set("PGPASSWORD", "given");
    sandbox.run(["wait", "prod", "--url", &rds.url("x")]).succeeded();
    assert_eq!(rds.passwords()[2], "given");
}

#[test]
fn a_refusal_comes_with_its_usual_causes() {
    let rds = Rds::start(true);
    let mut sandbox = rds.sandbox();
    sandbox.run(["sessions", "prod", "--iam"]).check(str![[r#"
exit 3
--- stderr
prod: d on db1.c9xyz.ca-central-1.rds.amazonaws.com:[PORT] as cruddur (remote, protected)
error: PAM authentication failed for user "cruddur" (SQLSTATE 28000)
detail: the usual causes:
  the role lacks rds_iam: GRANT rds_iam TO cruddur
  the instance has IAM authentication turned off
  no policy allows rds-db:connect for cruddur on this instance
  the AWS credentials have expired or belong to another account
  db1.c9xyz.ca-central-1.rds.amazonaws.com is not the endpoint's name, or is in another region
  this machine's clock is wrong by minutes
hint: check which account the credentials belong to: aws sts get-caller-identity

"#]]);
    let run = sandbox.run(["sessions", "prod", "--iam", "--format", "json"]).ended_with(3);
    let error: serde_json::Value =
        serde_json::from_str(run.stderr.lines().last().unwrap()).unwrap();
    assert_eq!(error["error"]["sqlstate"], "28000");
    assert!(!run.stderr.contains("X-Amz") && !run.stderr.contains("canary"), "{run:?}");

    sandbox.set("PGPASSWORD", "password");
    let run = sandbox.run(["sessions", "prod"]).ended_with(3);
    assert!(
        run.stderr.contains("hint: a role with rds_iam can only log in with a token: --iam"),
        "{run:?}"
    );
}

#[test]
fn what_cannot_be_signed_is_refused_first() {
    let rds = Rds::start(false);
    let mut sandbox = rds.sandbox();
    for user in ["a%20b", "a%3Cb", "a%26b", "a%2Bb", "a%25b", "%C3%A9"] {
        sandbox.set("PROD_CONNECTION_URL", rds.url(user));
        let run = sandbox.run(["wait", "prod", "--iam"]).ended_with(2);
        assert!(run.stderr.contains("there is no IAM token for the user"), "{run:?}");
    }
    let alias = "postgresql://u@alias.example/d?sslrootcert=ca.pem&sslmode=verify-full";
    sandbox.set("PROD_CONNECTION_URL", alias);
    sandbox.run(["wait", "prod", "--iam"]).check(str![[r#"
exit 2
--- stderr
error: IAM authentication needs the endpoint's own name, and alias.example is not an RDS host
hint: put the endpoint into the URL, as `cruddur-db rds-url --env prod` prints it; if it is reached by another address, add hostaddr=ADDRESS to its parameters

"#]]);
    for mode in ["disable", "allow", "prefer", "require", "verify-ca"] {
        sandbox.set("PROD_CONNECTION_URL", rds.url("u") + "&sslmode=" + mode);
        let run = sandbox.run(["wait", "prod", "--iam"]).ended_with(2);
        assert!(run.stderr.contains("IAM authentication needs sslmode=verify-full"), "{run:?}");
    }
    sandbox.set("PROD_CONNECTION_URL", rds.url("u"));
    sandbox.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    sandbox.run(["wait", "prod", "--iam"]).check(str![[r#"
exit 2
--- stderr
error: no AWS credentials were found
hint: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with the AWS CLI and set AWS_PROFILE

"#]]);
    assert_eq!(rds.passwords(), [] as [&str; 0]);
}

#[test]
fn a_token_is_made_for_each_attempt() {
    let rds = Rds::start(false);
    let sandbox = rds.sandbox();
    // The first attempt is for the wait, the second is psql's.
    sandbox.run(["connect", "prod", "--iam", "--wait=5", "--", "-Xc", "select 1"]).succeeded();
    assert_eq!(rds.passwords().len(), 2);
}

#[test]
fn doctor_logs_in_by_token_too() {
    let login = |rds: &Rds, more: &[&str]| {
        let mut sandbox = rds.sandbox();
        // Where nobody answers for AWS.
        sandbox.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1").set("GITPOD_IP", "8.8.8.8");
        let args = ["doctor", "prod", "--format", "json", "--timeout", "2s"];
        let run = sandbox.run(args.iter().chain(more)).ended_with(1);
        let json = run.json();
        let layer = |name: &str| {
            let layers = json["layers"].as_array().unwrap();
            layers.iter().find(|it| it["layer"] == name).unwrap()["found"].to_string()
        };
        (layer("tls"), layer("login"))
    };
    let rds = Rds::start(false);
    for more in [&["--iam"][..], &[]] {
        let (tls, login) = login(&rds, more);
        assert!(tls.contains("verify-full, checked by the CA certificates in ca.pem"), "{tls}");
        assert_eq!(login, "\"as cruddur, by IAM token\"");
        assert!(rds.passwords().pop().unwrap().contains("X-Amz-Signature="));
    }
    let (_, login) = login(&Rds::start(true), &["--iam"]);
    assert!(login.contains("PAM authentication failed"), "{login}");
    assert!(login.contains("GRANT rds_iam TO cruddur"), "{login}");
}
