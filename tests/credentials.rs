//! Why there are no AWS credentials, and what to do about it.

use std::time::{Duration, Instant};

use snapbox::str;

use crate::common::{HttpServer, Reply, Request, Run, Sandbox, write_program};

const CONFIG: &str = "
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = dev
[sso-session corp]
sso_region = ca-central-1
sso_start_url = https://corp.awsapps.com/start
[profile legacy]
sso_start_url = https://corp.awsapps.com/start
sso_region = ca-central-1
sso_account_id = 111122223333
sso_role_name = dev
[profile admin]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = sso
[profile by_login]
login_session = arn:aws:iam::111122223333:user/ann
[profile half]
aws_access_key_id = AKIAHALF
[profile slow]
credential_process = TOKEN=canary-Zq7 sleep 300
[profile refuses]
credential_process = ./refuses --token canary-Zq7
[profile dangling]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = gone
[profile hangs]
credential_process = ./hangs
[profile hanging_role]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = middle
[profile middle]
role_arn = arn:aws:iam::111122223333:role/first
external_id = 12345
role_session_name = ann
source_profile = hangs
[profile lost]
sso_session = nowhere
sso_account_id = 111122223333
sso_role_name = dev
[profile with_code]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = own_keys
mfa_serial = arn:aws:iam::111122223333:mfa/ann
[profile own_keys]
aws_access_key_id = AKIAKEYS
aws_secret_access_key = canary-Zq7
[profile loose]
region = ca-central-1
";

fn setup() -> (HttpServer, Sandbox) {
    let server = HttpServer::always(Reply::rds_error(404, "DBInstanceNotFound", "none"));
    let mut sandbox = Sandbox::new();
    let config = sandbox.write("config", CONFIG);
    sandbox
        .without_aws()
        .set("AWS_CONFIG_FILE", config)
        .set("AWS_ENDPOINT_URL", server.url())
        .hide(server.url(), "[AWS]");
    write_program(&sandbox.work().join("refuses"), "#!/bin/sh\necho 'no such vault' >&2; exit 3\n");
    (server, sandbox)
}

/// Whether a process is there, and not only its remains.
fn runs(pid: &str) -> bool {
    let mut ps = std::process::Command::new("ps");
    let state = ps.args(["-o", "stat=", "-p", pid.trim()]).output().unwrap().stdout;
    !state.is_empty() && !state.starts_with(b"Z")
}

/// What is said with this profile, in the same way by option and by variable.
fn with_profile(sandbox: &mut Sandbox, name: &str) -> Run {
    let run = sandbox.run(["rds-status", "db1", "--profile", name]);
    let said = sandbox.set("AWS_PROFILE", name).run(["rds-status", "db1"]);
    sandbox.unset("AWS_PROFILE");
    assert_eq!((run.status, &run.stderr), (said.status, &said.stderr), "{name}");
    assert!(!run.stderr.contains("canary"), "{run:?}");
    run
}

#[test]
fn profiles_without_a_login_say_how_to_log_in() {
    let (_server, mut sandbox) = setup();
    with_profile(&mut sandbox, "sso").check(str![[r#"
exit 3
--- stderr
error: AWS profile sso is not logged in
hint: log in with: aws sso login --profile sso

"#]]);
    with_profile(&mut sandbox, "legacy").check(str![[r#"
exit 3
--- stderr
error: AWS profile legacy is not logged in
hint: log in with: aws sso login --profile legacy

"#]]);
    // The role's own source is what one logs in to.
    with_profile(&mut sandbox, "admin").check(str![[r#"
exit 3
--- stderr
error: AWS profile sso is not logged in
hint: log in with: aws sso login --profile sso

"#]]);
}

#[test]
fn what_is_wrong_with_a_profile_is_one_line() {
    let (_server, mut sandbox) = setup();
    with_profile(&mut sandbox, "nowhere").check(str![[r#"
exit 2
--- stderr
error: there is no AWS profile nowhere: there are admin, by_login, dangling, half, hanging_role, hangs, legacy, loose, ...
hint: check --profile, AWS_PROFILE and ~/.aws/config

"#]]);
    with_profile(&mut sandbox, "dangling").check(str![[r#"
exit 2
--- stderr
error: there is no AWS profile gone, which dangling names: there are admin, by_login, dangling, half, hanging_role, hangs, legacy, loose, ...
hint: check --profile, AWS_PROFILE and ~/.aws/config

"#]]);
    with_profile(&mut sandbox, "half").check(str![[r#"
exit 2
--- stderr
error: AWS profile half has aws_access_key_id, but no aws_secret_access_key
hint: set both with: aws configure --profile half

"#]]);
    with_profile(&mut sandbox, "refuses").check(str![[r#"
exit 3
--- stderr
error: the credential_process of AWS profile refuses (./refuses) returned no credentials
detail: no such vault
hint: run it by hand to see what it says

"#]]);
    with_profile(&mut sandbox, "loose").check(str![[r#"
exit 2
--- stderr
error: no AWS credentials were found
hint: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with the AWS CLI and set AWS_PROFILE

"#]]);
    sandbox.set("AWS_ACCESS_KEY_ID", "AKIAHALF");
    sandbox.run(["rds-status", "db1"]).check(str![[r#"
exit 2
--- stderr
error: AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not
hint: set both, or neither and use a profile

"#]]);
    sandbox.unset("AWS_ACCESS_KEY_ID").set("AWS_SECRET_ACCESS_KEY", "canary-Zq7");
    let run = sandbox.run(["rds-status", "db1"]).ended_with(2);
    assert!(run.stderr.contains("AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not"));
}

#[test]
fn a_process_that_never_returns_is_named_without_its_arguments() {
    let (_server, mut sandbox) = setup();
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "1s");
    let started = Instant::now();
    with_profile(&mut sandbox, "slow").check(str![[r#"
exit 3
--- stderr
error: the credential_process of AWS profile slow (sleep) did not end in time
hint: it may wait for an answer or a key; CRUDDUR_AWS_TIMEOUT waits longer

"#]]);
    assert!(started.elapsed() < Duration::from_secs(60));
    // doctor says the same, within its own limit.
    let url = "postgresql://u@db1.c9.ca-central-1.rds.amazonaws.com/d";
    let args = ["doctor", "--url", url, "--profile", "slow", "--format", "json"];
    let run = sandbox.run(args).ended_with(1);
    let layers = run.json()["layers"].clone();
    let text = layers.as_array().unwrap().iter().find(|it| it["layer"] == "aws_credentials");
    let text = text.unwrap()["found"].to_string();
    assert!(text.contains("the credential_process of AWS profile slow (sleep) did not"), "{text}");
}

/// Neither the shell nor what it started goes on, also where it is the source of a role.
#[test]
fn a_process_that_never_returns_is_ended() {
    let (_server, mut sandbox) = setup();
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "1s");
    let hangs = "#!/bin/sh\necho $$ > one\nsleep 300 &\necho $! > two\nwait\n";
    write_program(&sandbox.work().join("hangs"), hangs);
    for profile in ["hangs", "hanging_role"] {
        let run = with_profile(&mut sandbox, profile).ended_with(3);
        assert!(
            run.stderr.contains(
                "error: the credential_process of AWS profile hangs (./hangs) did not end in time\n"
            ),
            "{run:?}"
        );
        for file in ["one", "two"] {
            let file = sandbox.work().join(file);
            assert!(!runs(&std::fs::read_to_string(&file).unwrap()), "{profile}, {file:?}");
            std::fs::remove_file(file).unwrap();
        }
    }
}

/// Each with the credentials of the one before.
#[test]
fn roles_are_assumed_in_order_by_what_a_process_prints() {
    let role = |request: &Request, _| {
        if request.field("Action") != "AssumeRole" {
            return Reply::rds_error(404, "DBInstanceNotFound", "none");
        }
        let arn = request.field("RoleArn");
        let name = arn.rsplit('/').next().unwrap();
        Reply::xml(format!(
            "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>OF{name}</AccessKeyId>\
             <SecretAccessKey>canary-Zq7</SecretAccessKey><SessionToken>t</SessionToken>\
             <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>\
             </AssumeRoleResponse>"
        ))
    };
    let (_, mut sandbox) = setup();
    let server = HttpServer::start(role);
    sandbox.set("AWS_ENDPOINT_URL", server.url());
    let prints = "#!/bin/sh\necho '{\"Version\": 1, \"AccessKeyId\": \"AKPRINTED\", \
                  \"SecretAccessKey\": \"canary-Zq7\"}'\n";
    write_program(&sandbox.work().join("hangs"), prints);
    let run = sandbox.run(["rds-status", "db1", "--profile", "hanging_role"]).ended_with(1);
    assert!(run.stderr.contains("there is no RDS instance db1"), "{run:?}");
    let asked = server.requests();
    let signed = |request: &Request| {
        let header = request.header("authorization");
        let key = header.split_once("Credential=").unwrap().1.split('/').next().unwrap().to_owned();
        (key, request.field("RoleArn"), request.field("ExternalId"))
    };
    let signed: Vec<_> = asked.iter().map(signed).collect();
    let role = |name: &str| format!("arn:aws:iam::111122223333:role/{name}");
    let expected = [("AKPRINTED", role("first"), "12345"), ("OFfirst", role("admin"), "")];
    let expected = expected.map(|(key, role, id)| (key.to_owned(), role, id.to_owned()));
    assert_eq!(signed[..2], expected);
    assert_eq!(signed[2].0, "OFadmin");
    assert_eq!(asked[0].field("RoleSessionName"), "ann");
    // One that refuses is no fault of the process.
    let server = HttpServer::always(Reply::rds_error(403, "AccessDenied", "not authorized"));
    sandbox.set("AWS_ENDPOINT_URL", server.url()).hide(server.url(), "[AWS]");
    sandbox.run(["rds-status", "db1", "--profile", "hanging_role"]).check(str![[r#"
exit 3
--- stderr
error: the AWS credentials cannot be obtained
detail: not authorized (AccessDenied)
hint: log in again (aws sso login), check the profile, or set AWS_ACCESS_KEY_ID

"#]]);
    with_profile(&mut sandbox, "with_code").check(str![[r#"
exit 3
--- stderr
error: the role of AWS profile with_code needs an MFA code
detail: not authorized (AccessDenied)
hint: the AWS CLI asks for it: eval "$(aws configure export-credentials --format env --profile with_code)"; then use neither --profile nor AWS_PROFILE

"#]]);
    let skewed = "Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z";
    let server = HttpServer::always(Reply::rds_error(403, "SignatureDoesNotMatch", skewed));
    sandbox.set("AWS_ENDPOINT_URL", server.url());
    let run = sandbox.run(["rds-status", "db1", "--profile", "hanging_role"]).ended_with(3);
    assert!(run.stderr.contains("the clock of this machine is wrong"), "{run:?}");
}

/// As for a code of multi-factor authentication.
#[test]
fn a_process_may_ask_on_the_terminal() {
    let (server, mut sandbox) = setup();
    let asks = "#!/bin/sh\nprintf 'MFA code: ' >/dev/tty\nread code </dev/tty\n\
                test \"$code\" = 123456 || exit 1\n\
                echo '{\"Version\": 1, \"AccessKeyId\": \"AK\", \"SecretAccessKey\": \"s\"}'\n";
    write_program(&sandbox.work().join("hangs"), asks);
    let mut terminal = sandbox.terminal(&["rds-status", "db1", "--profile", "hangs"]);
    terminal.wait_for("MFA code: ").press("123456\r").wait_for("there is no RDS instance db1");
    assert_eq!(terminal.end(), 1);
    assert_eq!(server.requests().len(), 1);
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "1s");
    let mut terminal = sandbox.terminal(&["rds-status", "db1", "--profile", "hangs"]);
    terminal.wait_for("MFA code: ").wait_for("did not end in time");
    assert_eq!(terminal.end(), 3);
}

/// With its usual limits, too.
#[test]
fn doctor_names_what_is_wrong_with_a_profile() {
    let (_server, sandbox) = setup();
    let url = "postgresql://u@db1.c9.ca-central-1.rds.amazonaws.com/d";
    let found = |profile: &str| {
        let args = ["doctor", "--url", url, "--profile", profile, "--format", "json"];
        let run = sandbox.run([&args[..], &["--timeout", "4s"]].concat()).ended_with(1);
        let layers = run.json()["layers"].clone();
        let layer = layers.as_array().unwrap().iter().find(|it| it["layer"] == "aws_credentials");
        let layer = layer.unwrap();
        format!("{}: {}", layer["health"].as_str().unwrap(), layer["found"].as_str().unwrap())
    };
    assert!(found("nowhere").starts_with("fail: there is no AWS profile nowhere"));
    assert!(found("half").starts_with("fail: AWS profile half has aws_access_key_id"));
    assert!(found("loose").starts_with("unknown: no AWS credentials were found"));
    let slow = found("slow");
    assert!(slow.contains("credential_process of AWS profile slow (sleep) did not end"), "{slow}");
}

#[test]
fn an_sso_session_that_does_not_exist_is_named() {
    let (_server, mut sandbox) = setup();
    with_profile(&mut sandbox, "lost").check(str![[r#"
exit 2
--- stderr
error: AWS profile lost names the SSO session nowhere, which does not exist
hint: add [sso-session nowhere] to ~/.aws/config: aws configure sso-session

"#]]);
}

/// Where a program of the test's stands in for the AWS CLI.
fn own_cli(sandbox: &mut Sandbox) -> std::path::PathBuf {
    let path = sandbox.environment()["PATH".as_ref() as &std::ffi::OsStr].clone();
    let cli = sandbox.root().join("cli/aws");
    let path = format!("{}:{}", cli.parent().unwrap().display(), path.to_str().unwrap());
    sandbox.set("PATH", path);
    cli
}

#[test]
fn credentials_of_aws_login_come_by_the_cli() {
    let (server, mut sandbox) = setup();
    let cli = own_cli(&mut sandbox);
    write_program(
        &cli,
        "#!/bin/sh\necho 'aws: [ERROR]: Your session has expired.' >&2; exit 255\n",
    );
    with_profile(&mut sandbox, "by_login").check(str![[r#"
exit 3
--- stderr
error: AWS profile by_login is not logged in
detail: aws: [ERROR]: Your session has expired.
hint: log in with: aws login --profile by_login

"#]]);
    assert_eq!(server.requests().len(), 0);
    write_program(
        &cli,
        "#!/bin/sh
[ \"$*\" = 'configure export-credentials --format process --profile by_login' ] || exit 9
echo '{\"Version\": 1, \"AccessKeyId\": \"AKIALOGIN\", \"SecretAccessKey\": \"canary-Zq7\"}'
",
    );
    let run = with_profile(&mut sandbox, "by_login").ended_with(1);
    assert!(run.stderr.contains("there is no RDS instance db1"), "{run:?}");
    let signed = server.requests().pop().unwrap().header("authorization");
    assert!(signed.contains("Credential=AKIALOGIN/"), "{signed}");
}

#[test]
fn a_cli_that_does_not_know_aws_login_is_named() {
    let (_server, mut sandbox) = setup();
    let cli = own_cli(&mut sandbox);
    write_program(
        &cli,
        "#!/bin/sh
case $1 in
  --version) echo 'aws-cli/2.15.30 Python/3.11.8 Linux/6.1 exe/x86_64.debian.12' ;;
  *) echo 'usage: aws [options] <command>' >&2; exit 252 ;;
esac
",
    );
    with_profile(&mut sandbox, "by_login").check(str![[r#"
exit 3
--- stderr
error: AWS profile by_login is for `aws login`, and the AWS CLI here is 2.15
hint: install version 2.32 of the AWS CLI or a later one, then: aws login --profile by_login

"#]]);
}
