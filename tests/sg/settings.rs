//! Where requests go, and with whose credentials.

use snapbox::str;

use super::{at, item, rule_set};
use crate::common::{HttpServer, Reply, Sandbox, write_program};

/// A server that has our rule already, so that one request is all.
fn server() -> HttpServer {
    let ours = [("cruddur-db:owner", "ann@workspace-1")];
    HttpServer::start(move |request, _| {
        rule_set(&request.action(), &item("sgr-1", "8.8.8.8/32", &ours))
    })
}

/// Puts these files in the place of `~/.aws/config` and `~/.aws/credentials`.
fn configured(server: &HttpServer, config: &str, credentials: &str) -> Sandbox {
    let mut sandbox = at(server);
    let config = sandbox.write("config", config);
    let credentials = sandbox.write("credentials", credentials);
    sandbox.set("AWS_CONFIG_FILE", config).set("AWS_SHARED_CREDENTIALS_FILE", credentials);
    sandbox
}

/// The access key and the region that the last request was signed for.
fn signed(server: &HttpServer) -> (String, String) {
    let header = server.requests().pop().unwrap().header("authorization");
    let (_, scope) = header.split_once("Credential=").unwrap();
    let parts: Vec<&str> = scope.split('/').collect();
    (parts[0].to_owned(), parts[2].to_owned())
}

const ALLOW: [&str; 3] = ["sg-allow-my-ip", "--ttl", "never"];

#[test]
fn a_profile_that_is_named_is_not_mixed_with_the_environments_keys() {
    let server = server();
    let credentials = "[other]\naws_access_key_id = AKOTHER\naws_secret_access_key = canary-Zq7\n";
    let mut sandbox = configured(&server, "[profile other]\nregion = eu-west-1\n", credentials);
    sandbox.run(ALLOW.iter().chain(&["--profile", "other"]).copied()).succeeded();
    assert_eq!(signed(&server).0, "AKOTHER");
    // The variable is weaker than the keys, as with the AWS CLI.
    sandbox.set("AWS_PROFILE", "other");
    sandbox.run(ALLOW).succeeded();
    assert_eq!(signed(&server).0, "test");
    sandbox.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    sandbox.run(ALLOW).succeeded();
    assert_eq!(signed(&server).0, "AKOTHER");
    sandbox.run(["sg-allow-my-ip", "--profile", "third"]).check(str![[r#"
exit 2
--- stderr
error: there is no AWS profile third: there are other
hint: check --profile, AWS_PROFILE and ~/.aws/config

"#]]);
}

#[test]
fn the_region_is_the_one_named_nearest() {
    let server = server();
    let config = "[default]\nregion = eu-west-1\n[profile other]\nregion = eu-west-2\n";
    let mut sandbox = configured(&server, config, "");
    sandbox.set("AWS_DEFAULT_REGION", "us-east-2");
    let region = |sandbox: &Sandbox, args: &[&str]| {
        sandbox.run(ALLOW.iter().chain(args).copied()).succeeded();
        signed(&server).1
    };
    assert_eq!(region(&sandbox, &["--region", "us-west-1"]), "us-west-1");
    assert_eq!(region(&sandbox, &[]), "ca-central-1", "AWS_REGION");
    sandbox.set("AWS_REGION", "");
    assert_eq!(region(&sandbox, &[]), "us-east-2", "AWS_DEFAULT_REGION");
    sandbox.unset("AWS_DEFAULT_REGION");
    assert_eq!(region(&sandbox, &[]), "eu-west-1", "the default profile's");
    sandbox.set("AWS_PROFILE", "other");
    assert_eq!(region(&sandbox, &[]), "eu-west-2", "the profile's");
    // Nothing names one but the database's host; nobody waits for a machine's own.
    sandbox.unset("AWS_PROFILE").set("AWS_CONFIG_FILE", "/dev/null");
    let host = "postgresql://u@db1.c9.eu-north-1.rds.amazonaws.com/cruddur";
    sandbox.set("PROD_CONNECTION_URL", host);
    assert_eq!(region(&sandbox, &[]), "eu-north-1");
}

#[test]
fn a_program_may_give_the_credentials() {
    let server = server();
    let config = "[profile tool]\ncredential_process = ./tool\n[profile broken]\n\
                  credential_process = /bin/false\n";
    let mut sandbox = configured(&server, config, "");
    write_program(
        &sandbox.work().join("tool"),
        "#!/bin/sh\necho '{\"Version\":1,\"AccessKeyId\":\"AKTOOL\",\"SecretAccessKey\":\"canary-Zq7\"}'\n",
    );
    sandbox.run(ALLOW.iter().chain(&["--profile", "tool"]).copied()).succeeded();
    assert_eq!(signed(&server).0, "AKTOOL");
    sandbox.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    sandbox.set("AWS_PROFILE", "broken");
    sandbox.run(ALLOW).check(str![[r#"
exit 3
--- stderr
error: the credential_process of AWS profile broken (/bin/false) returned no credentials
detail: the external process ended with exit status: 1
hint: run it by hand to see what it says

"#]]);
}

#[test]
fn a_login_that_is_over_is_said_so() {
    let config = "[profile sso]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n\
                  [sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x.example/start\n";
    let sandbox = configured(&server(), config, "");
    sandbox.run(["sg-allow-my-ip", "--profile", "sso"]).check(str![[r#"
exit 3
--- stderr
error: AWS profile sso is not logged in
hint: log in with: aws sso login --profile sso

"#]]);
}

#[test]
fn nothing_travels_in_the_clear() {
    let server = server();
    let refused = |sandbox: &Sandbox| {
        let run = sandbox.run(ALLOW).ended_with(2);
        assert!(run.stderr.contains("http://aws.example is not encrypted"), "{run:?}");
        assert_eq!(server.requests().len(), 0);
    };
    for variable in
        ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EC2", "AWS_ENDPOINT_URL_RDS", "AWS_ENDPOINT_URL_STS"]
    {
        let mut sandbox = at(&server);
        sandbox.set(variable, "http://aws.example");
        refused(&sandbox);
    }
    for config in [
        "[default]\nendpoint_url = http://aws.example\n",
        "[default]\nservices = s\n[services s]\nec2 =\n  endpoint_url = http://aws.example\n",
    ] {
        let mut sandbox = configured(&server, config, "");
        sandbox.unset("AWS_ENDPOINT_URL");
        refused(&sandbox);
    }
}

#[test]
fn what_is_not_aws_is_shown() {
    let at = |url: &str| {
        let mut sandbox = Sandbox::new();
        sandbox
            .without_aws()
            .set("AWS_ENDPOINT_URL", url)
            .set("AWS_ACCESS_KEY_ID", "test")
            .set("AWS_SECRET_ACCESS_KEY", "test")
            .set("GITPOD_IP", "8.8.8.8")
            .set("DB_SG_ID", "sg-1");
        sandbox.run(ALLOW).ended_with(3)
    };
    // Nobody listens there; this machine may be called by any of its names.
    for url in ["http://[::1]:1", "http://localhost:1", "http://127.0.0.2:1", "https://127.0.0.1:1"]
    {
        let run = at(url);
        assert!(run.stderr.starts_with(&format!("not AWS: requests go to {url}\n")), "{run:?}");
        assert!(run.stderr.contains("cannot be reached"), "{run:?}");
    }
}

#[test]
fn a_proxy_is_not_asked_for_this_machine() {
    let (aws, proxy) = (server(), HttpServer::always(Reply::html(200)));
    let mut sandbox = at(&aws);
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        sandbox.set(variable, proxy.url());
    }
    sandbox.run(ALLOW).succeeded();
    assert_eq!((aws.requests().len(), proxy.requests().len()), (1, 0));
}

#[test]
fn the_owner_is_found_in_the_environment() {
    let server = server();
    let owner = |variables: &[(&str, &str)]| {
        let mut sandbox = at(&server);
        sandbox.unset("CRUDDUR_OWNER");
        for (name, value) in variables {
            sandbox.set(*name, *value);
        }
        let run = sandbox.run(["sg-list", "--format", "json"]).succeeded();
        run.json()["owner"].as_str().unwrap().to_owned()
    };
    let gitpod = ("GITPOD_WORKSPACE_ID", "omenking-awsboot-1a2b");
    assert_eq!(owner(&[("CRUDDUR_OWNER", "bob@home"), gitpod]), "bob@home");
    assert_eq!(
        owner(&[gitpod, ("GITPOD_GIT_USER_EMAIL", "ann@x.example"), ("USER", "gitpod")]),
        "ann@omenking-awsboot-1a2b"
    );
    assert_eq!(
        owner(&[("CODESPACE_NAME", "silver-disco"), ("GITHUB_USER", "ann b")]),
        "ann-b@silver-disco"
    );
    let host = nix::unistd::gethostname().unwrap().into_string().unwrap();
    assert_eq!(owner(&[("USER", "ann")]), format!("ann@{host}"));
    let mut sandbox = at(&server);
    sandbox.set("CRUDDUR_OWNER", "ann b");
    sandbox.run(["sg-list"]).check(str![[r#"
exit 2
--- stderr
error: CRUDDUR_OWNER: "ann b" is not a valid owner: use 1 to 256 letters, digits and _ . - @

"#]]);
}
