//! The settings of AWS in a `.env` file: all of them count, or nothing is sent.

use snapbox::str;

use crate::common::{HttpServer, Reply, Sandbox};

/// A sandbox without AWS, and an emulator's `.env` file for this server.
fn at(server: &HttpServer) -> (Sandbox, String) {
    let mut sandbox = Sandbox::new();
    sandbox.without_aws().unset("AWS_REGION").hide(server.url(), "[AWS]");
    let file = format!(
        "AWS_ENDPOINT_URL={}\nAWS_ACCESS_KEY_ID=AKFILE\nAWS_SECRET_ACCESS_KEY='canary-Zq7'\n\
         AWS_DEFAULT_REGION=eu-west-1\n",
        server.url()
    );
    (sandbox, file)
}

fn refusing() -> HttpServer {
    HttpServer::always(Reply::rds_error(404, "DBInstanceNotFound", "DBInstance db1 not found."))
}

/// The key and the region of the last request.
fn signed(server: &HttpServer) -> String {
    let header = server.requests().pop().unwrap().header("authorization");
    header.split_once("Credential=").unwrap().1.split('/').take(3).collect::<Vec<_>>().join("/")
}

#[test]
fn an_emulators_file_leads_to_the_emulator() {
    let server = refusing();
    let (mut sandbox, file) = at(&server);
    sandbox.write(".env", &file);
    let run = sandbox.run(["rds-status", "db1"]);
    assert!(run.stderr.contains("not AWS: requests go to [AWS]"), "{run:?}");
    let signed_for = signed(&server);
    assert!(signed_for.starts_with("AKFILE/") && signed_for.ends_with("/eu-west-1"), "{run:?}");
    // From anywhere in the project.
    sandbox.write("cruddur-db.toml", "");
    let below = sandbox.work().join("below");
    std::fs::create_dir(&below).unwrap();
    let before = server.requests().len();
    sandbox.command(["rds-status", "db1"]).current_dir(below).output().unwrap();
    assert_eq!(server.requests().len(), before + 1);
    // The real environment wins: its key is not mixed with the file's token.
    sandbox.write(".env", format!("{file}AWS_SESSION_TOKEN=canary-token\n"));
    sandbox.set("AWS_ACCESS_KEY_ID", "AKREAL").set("AWS_SECRET_ACCESS_KEY", "canary-Zq7");
    sandbox.run(["rds-status", "db1"]);
    assert!(signed(&server).starts_with("AKREAL/"));
    assert_eq!(server.requests().pop().unwrap().header("x-amz-security-token"), "");
    // And the file is left out when that is asked for.
    sandbox.set("AWS_REGION", "eu-west-1").set("AWS_ENDPOINT_URL", refusing().url());
    let before = server.requests().len();
    sandbox.run(["rds-status", "db1", "--no-dotenv"]);
    assert_eq!(server.requests().len(), before);
}

#[test]
fn every_setting_of_the_sdk_counts_from_the_file() {
    let (server, other) = (refusing(), refusing());
    let (mut sandbox, file) = at(&server);
    sandbox.write(".env", format!("{file}AWS_ENDPOINT_URL_RDS={}\n", other.url()));
    sandbox.run(["rds-status", "db1"]);
    assert_eq!((server.requests().len(), other.requests().len()), (0, 1));

    let config = sandbox.write("config", "[profile p]\nregion = eu-north-1\n");
    let keys = "[p]\naws_access_key_id = AKPROFILE\naws_secret_access_key = canary-Zq7\n";
    let credentials = sandbox.write("credentials", keys);
    sandbox.unset("AWS_CONFIG_FILE").unset("AWS_SHARED_CREDENTIALS_FILE");
    sandbox.write(
        ".env",
        format!(
            "AWS_ENDPOINT_URL={}\nAWS_PROFILE=p\nAWS_CONFIG_FILE={}\n\
             AWS_SHARED_CREDENTIALS_FILE={}\n",
            server.url(),
            config.display(),
            credentials.display()
        ),
    );
    sandbox.run(["rds-status", "db1"]);
    assert!(signed(&server).starts_with("AKPROFILE/"));
    assert!(server.requests()[0].header("authorization").contains("/eu-north-1/rds/"));

    let busy = HttpServer::always(Reply::rds_error(500, "InternalFailure", "try again"));
    let (mut sandbox, file) = at(&busy);
    sandbox.unset("AWS_MAX_ATTEMPTS");
    sandbox.write(".env", format!("{file}AWS_MAX_ATTEMPTS=2\n"));
    sandbox.run(["rds-status", "db1"]);
    assert_eq!(busy.requests().len(), 2);
}

#[test]
fn what_has_no_effect_is_named_before_anything_is_sent() {
    let server = refusing();
    let (sandbox, file) = at(&server);
    sandbox.write(".env", format!("{file}AWS_CA_BUNDLE=ca.pem\n"));
    sandbox.run(["rds-status", "db1"]).check(str![[r#"
exit 2
--- stderr
error: AWS_CA_BUNDLE in [ROOT]/work/.env has no effect here
hint: add the CA certificate to the system's; --no-dotenv ignores the file

"#]]);
    sandbox.write(".env", format!("X=1\n{file}AWS_PROFILE=$X\n"));
    sandbox.run(["rds-create", "--dry-run"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/.env:6: python-dotenv and the shell read the value of AWS_PROFILE differently
hint: write variables with braces, ${NAME}, and a value without variables in single quotes

"#]]);
    assert_eq!(server.requests().len(), 0);
    // What is not for AWS does not care.
    sandbox.run(["config"]).succeeded();
}
