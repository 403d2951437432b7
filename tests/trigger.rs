//! `trigger-deploy` and `trigger-status`, against the emulator, which resets the settings of a
//! pool as AWS does.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};
use snapbox::str;

use crate::common::{Account, Emulator, Function, HttpServer, Postgres, Reply, Request, Sandbox};
use crate::policies::{allowed, passed_on};
use crate::post_confirmation;

const URL: &str =
    "postgresql://cruddurroot:canary-Zq7@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur";

/// A pool with as many settings as the emulator keeps.
fn settings() -> Value {
    json!({
        "Policies": { "PasswordPolicy": {
            "MinimumLength": 14, "RequireUppercase": true, "RequireLowercase": true,
            "RequireNumbers": true, "RequireSymbols": true, "TemporaryPasswordValidityDays": 3,
        }},
        "DeletionProtection": "ACTIVE",
        "LambdaConfig": { "PreSignUp": "arn:aws:lambda:ca-central-1:1:function:other" },
        "AutoVerifiedAttributes": ["email"],
        "EmailVerificationMessage": "Your code: {####}",
        "EmailVerificationSubject": "Cruddur",
        "VerificationMessageTemplate": { "DefaultEmailOption": "CONFIRM_WITH_CODE",
            "EmailMessage": "Your code: {####}", "EmailSubject": "Cruddur" },
        "UserAttributeUpdateSettings": { "AttributesRequireVerificationBeforeUpdate": ["email"] },
        "DeviceConfiguration": { "ChallengeRequiredOnNewDevice": true,
            "DeviceOnlyRememberedOnUserPrompt": true },
        "EmailConfiguration": { "EmailSendingAccount": "COGNITO_DEFAULT",
            "ReplyToEmailAddress": "me@example.com" },
        "UserPoolTags": { "team": "cruddur" },
        "AdminCreateUserConfig": { "AllowAdminCreateUserOnly": false, "UnusedAccountValidityDays": 3,
            "InviteMessageTemplate": { "EmailSubject": "Welcome", "EmailMessage": "{username} {####}" } },
        "UserPoolAddOns": { "AdvancedSecurityMode": "AUDIT" },
        "AccountRecoverySetting": { "RecoveryMechanisms": [{ "Priority": 1, "Name": "verified_email" }] },
        "UserPoolTier": "PLUS",
    })
}

pub struct Setup {
    pub account: Account,
    pool: String,
    pub role: String,
    pub zip: PathBuf,
    pub sandbox: Sandbox,
}

pub fn setup() -> Setup {
    let account = Emulator::moto().account();
    let pool = account.pool(settings());
    let factors = json!({ "UserPoolId": pool, "MfaConfiguration": "ON",
        "SoftwareTokenMfaConfiguration": { "Enabled": true } });
    account.cognito("SetUserPoolMfaConfig", factors);
    let role = account.role("trigger");
    let mut sandbox = account.sandbox();
    sandbox
        .set("AWS_COGNITO_USER_POOL_ID", &pool)
        .set("PROD_CONNECTION_URL", URL)
        .hide(&pool, "[POOL]")
        .hide(&role, "[ROLE]")
        .hide(role.split(':').nth(4).unwrap(), "[ACCOUNT]");
    let zip = sandbox.write("trigger.zip", zip("bootstrap", &program(X86_64, "", "one")));
    Setup { account, pool, role, zip, sandbox }
}

pub const X86_64: u8 = 62;
const ARM64: u8 = 183;

/// The headers of a program for this processor, which needs this version of a library, and ends
/// with a label. All of it is at address 0.
pub fn program(machine: u8, version: &str, label: &str) -> Vec<u8> {
    let word = |number: usize| (number as u32).to_le_bytes();
    let long = |number: usize| (number as u64).to_le_bytes();
    let strings = [b"\0", version.as_bytes(), b"\0"].concat();
    // Behind the header and two segments.
    let dynamic_at = 64 + 2 * 56;
    let needed_at = dynamic_at + 4 * 16;
    let strings_at = needed_at + 32;
    let dynamic: Vec<u8> = [(5, strings_at), (0x6fff_fffe, needed_at), (0x6fff_ffff, 1), (0, 0)]
        .into_iter()
        .flat_map(|(tag, value)| [long(tag), long(value)].concat())
        .collect();
    let needed = [
        &[1, 0, 1, 0][..],
        &word(0),
        &word(16),
        &word(0),
        &[&word(0)[..], &word(0), &word(1), &word(0)].concat(),
    ]
    .concat();
    let whole = strings_at + strings.len() + label.len();
    let segment = |kind: usize, at: usize, length: usize| {
        [
            &word(kind)[..],
            &word(4),
            &long(at),
            &long(at),
            &long(at),
            &long(length),
            &long(length),
            &long(8),
        ]
        .concat()
    };
    let mut header = b"\x7fELF\x02\x01\x01".to_vec();
    header.resize(16, 0);
    header.extend([3, 0, machine, 0, 1, 0, 0, 0]);
    header.extend(long(0));
    header.extend(long(64));
    header.extend(long(0));
    header.extend([0, 0, 0, 0, 64, 0, 56, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
    let segments = [segment(1, 0, whole), segment(2, dynamic_at, dynamic.len())].concat();
    [header, segments, dynamic, needed, strings, label.as_bytes().to_vec()].concat()
}

/// A zip with one stored file.
pub fn zip(name: &str, contents: &[u8]) -> Vec<u8> {
    zip_with_mode(name, contents, [0xed, 0x81])
}

fn zip_with_mode(name: &str, contents: &[u8], mode: [u8; 2]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(contents);
    let size = (contents.len() as u32).to_le_bytes();
    let common = [
        &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5b][..],
        &crc.sum().to_le_bytes(),
        &size,
        &size,
        &(name.len() as u16).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    let local = [b"PK\x03\x04", &common[..], name.as_bytes(), contents].concat();
    let central =
        [b"PK\x01\x02\x14\x03", &common[..], &[0; 8], &mode, &[0; 4], name.as_bytes()].concat();
    let end = [
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0",
        &(central.len() as u32).to_le_bytes()[..],
        &(local.len() as u32).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    [local, central, end].concat()
}

impl Setup {
    fn deploy(&self, more: &[&str]) -> crate::common::Run {
        let zip = self.zip.to_str().unwrap();
        self.sandbox.run([&["trigger-deploy", zip, "--quiet"], more].concat())
    }

    /// Everything about the pool but what is ours to change, and times.
    fn other_settings(&self) -> (Value, Value) {
        let mut pool = self.account.describe_pool(&self.pool);
        pool["LastModifiedDate"] = Value::Null;
        // The older name of TemporaryPasswordValidityDays.
        pool["AdminCreateUserConfig"]["UnusedAccountValidityDays"] = Value::Null;
        pool["LambdaConfig"].as_object_mut().unwrap().remove("PostConfirmation");
        let id = json!({ "UserPoolId": self.pool });
        (pool, self.account.cognito("GetUserPoolMfaConfig", id))
    }

    fn trigger(&self) -> Value {
        self.account.describe_pool(&self.pool)["LambdaConfig"]["PostConfirmation"].clone()
    }

    fn function(&self) -> Option<Value> {
        self.account.lambda("cruddur-post-confirmation/configuration")
    }
}

#[test]
fn a_new_trigger_leaves_the_pool_as_it_was() {
    let setup = setup();
    let before = setup.other_settings();
    setup.deploy(&["--role", &setup.role, "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would set for cruddur-post-confirmation in ca-central-1 and pool [POOL]:
  code: rts0qBjZlCksCQEbkC0bOKYNupMjacouQo/lSmvfU8I=
  runtime: provided.al2023
  handler: bootstrap
  architecture: x86_64
  role: [ROLE]
  timeout: 5 s
  memory: 256 MiB
  CONNECTION_URL: postgresql://cruddurroot:***@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur
  permission: pool [POOL] may call it
  trigger: cruddur-post-confirmation

"#]]);
    assert_eq!((setup.function(), setup.trigger()), (None, Value::Null));
    setup.deploy(&["--role", &setup.role]).check(str![[r#"
exit 0
--- stdout
set code: rts0qBjZlCksCQEbkC0bOKYNupMjacouQo/lSmvfU8I=
set runtime: provided.al2023
set handler: bootstrap
set architecture: x86_64
set role: [ROLE]
set timeout: 5 s
set memory: 256 MiB
set CONNECTION_URL: postgresql://cruddurroot:***@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur
set permission: pool [POOL] may call it
set trigger: cruddur-post-confirmation
pool [POOL] calls arn:aws:lambda:ca-central-1:[ACCOUNT]:function:cruddur-post-confirmation after each confirmed sign-up

"#]]);
    let function = setup.function().unwrap();
    assert_eq!(function["Runtime"], "provided.al2023");
    assert_eq!(function["Handler"], "bootstrap");
    assert_eq!(function["Environment"]["Variables"]["CONNECTION_URL"], URL);
    assert_eq!(setup.trigger(), function["FunctionArn"]);
    assert_eq!(setup.other_settings(), before);
    let policy = setup.account.lambda("cruddur-post-confirmation/policy").unwrap();
    let policy = policy["Policy"].as_str().unwrap();
    assert!(
        policy.contains("cognito-idp.amazonaws.com") && policy.contains(&setup.pool),
        "{policy}"
    );

    // Doing it again finds nothing to do.
    let again = setup.deploy(&["--dry-run", "--format", "json"]).succeeded().json();
    assert_eq!(again["changes"], json!([]));
    setup.deploy(&[]).succeeded();
    setup.sandbox.run(["trigger-status", "--quiet"]).check(str![[r#"
exit 0
--- stdout
function     arn:aws:lambda:ca-central-1:[ACCOUNT]:function:cruddur-post-confirmation
state        ready
runs on      provided.al2023, x86_64, 256 MiB, 5 s
code         rts0qBjZlCksCQEbkC0bOKYNupMjacouQo/lSmvfU8I= of [..]
database     postgresql://cruddurroot:***@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur
network      outside every VPC
pool         [POOL], which may call it
trigger      arn:aws:lambda:ca-central-1:[ACCOUNT]:function:cruddur-post-confirmation
connected

"#]]);
}

#[test]
fn only_what_differs_is_changed() {
    let mut setup = setup();
    setup.deploy(&["--role", &setup.role]).succeeded();
    setup.sandbox.write("trigger.zip", zip("bootstrap", &program(X86_64, "", "two")));
    setup.sandbox.set("PROD_CONNECTION_URL", URL.replace("canary-Zq7", "canary-2"));
    setup.deploy(&["--dry-run"]).check(str![[r#"
exit 0
--- stdout
would set for cruddur-post-confirmation in ca-central-1 and pool [POOL]:
  code: GP2v/HwgmpkkbZBPAF45lkHn0aUXYW7WD9TMrfcvBJE=, in place of rts0qBjZlCksCQEbkC0bOKYNupMjacouQo/lSmvfU8I=
  CONNECTION_URL: postgresql://cruddurroot:***@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur with another password, in place of postgresql://cruddurroot:***@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur

"#]]);
    setup.deploy(&["--iam"]).check(str![[r#"
exit 0
--- stdout
set code: GP2v/HwgmpkkbZBPAF45lkHn0aUXYW7WD9TMrfcvBJE=, in place of rts0qBjZlCksCQEbkC0bOKYNupMjacouQo/lSmvfU8I=
set CONNECTION_URL: postgresql://cruddurroot@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur, in place of postgresql://cruddurroot:***@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur
pool [POOL] calls arn:aws:lambda:ca-central-1:[ACCOUNT]:function:cruddur-post-confirmation after each confirmed sign-up

"#]]);
    let function = setup.function().unwrap();
    let variables = &function["Environment"]["Variables"];
    assert_eq!(variables["CONNECTION_URL"], URL.replace(":canary-Zq7", ""));
}

#[test]
fn what_is_not_ours_is_asked_about() {
    let setup = setup();
    let other = "arn:aws:lambda:ca-central-1:1:function:python";
    let update = json!({ "UserPoolId": setup.pool, "LambdaConfig": { "PostConfirmation": other } });
    setup.account.cognito("UpdateUserPool", update);
    setup.deploy(&["--role", &setup.role]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: pool [POOL] calls arn:aws:lambda:ca-central-1:1:function:python, and would no longer
hint: confirm with: `cruddur-db trigger-deploy [ROOT]/work/trigger.zip --quiet --role [ROLE] --yes`

"#]]);
    assert_eq!((setup.function(), setup.trigger()), (None, json!(other)));
    setup.deploy(&["--role", &setup.role, "--yes"]).succeeded();
    assert_ne!(setup.trigger(), json!(other));
}

#[test]
fn no_output_shows_the_password() {
    let setup = setup();
    for more in [&["--dry-run"][..], &[], &["--dry-run"]] {
        for format in ["text", "json"] {
            let args = [&["--role", &setup.role, "--format", format], more].concat();
            let run = setup.deploy(&args).succeeded();
            assert!(!format!("{run:?}").contains("canary"), "{run:?}");
            let status = setup.sandbox.run(["trigger-status", "--format", format]).succeeded();
            assert!(!format!("{status:?}").contains("canary"), "{status:?}");
        }
    }
}

#[test]
fn the_programs_processor_is_the_functions() {
    let setup = setup();
    setup.sandbox.write("trigger.zip", zip("bootstrap", &program(ARM64, "GLIBC_2.34", "one")));
    setup.deploy(&["--role", &setup.role]).succeeded();
    assert_eq!(setup.function().unwrap()["Architectures"], json!(["arm64"]));
    setup.sandbox.write("trigger.zip", zip("bootstrap", &program(X86_64, "", "one")));
    setup.deploy(&[]).check(str![[r#"
exit 2
--- stderr
error: bootstrap is built for x86_64, and the function runs on arm64
hint: change the function: `cruddur-db trigger-deploy [ROOT]/work/trigger.zip --quiet --arch x86_64`; or build the program for arm64

"#]]);
    setup.deploy(&["--arch", "x86_64", "--dry-run"]).succeeded();
}

#[test]
fn a_private_database_needs_the_subnets_that_it_is_in() {
    let mut setup = setup();
    let (database, function) = (setup.account.group("db"), setup.account.group("fn"));
    let instance = [
        ("PubliclyAccessible", "false"),
        ("VpcSecurityGroupIds.VpcSecurityGroupId.1", database.as_str()),
    ];
    setup.account.instance("db1", &instance);
    setup.sandbox.hide(&database, "[DATABASE]").hide(&function, "[FUNCTION]");
    setup.sandbox.hide(setup.zip.to_str().unwrap(), "[ZIP]");
    setup.deploy(&["--role", &setup.role]).check(str![[r#"
exit 2
--- stderr
error: db1 has no public address, and the function would be outside its VPC
hint: no group is admitted to [DATABASE] on port 5432 yet: add a rule for the function's, then `cruddur-db trigger-deploy [ROOT]/work/trigger.zip --quiet --role [ROLE] --subnet ID --security-group ID`

"#]]);
    setup.account.ask(
        "ec2",
        &[
            ("Action", "AuthorizeSecurityGroupIngress"),
            ("GroupId", &database),
            ("IpPermissions.1.IpProtocol", "tcp"),
            ("IpPermissions.1.FromPort", "5432"),
            ("IpPermissions.1.ToPort", "5432"),
            ("IpPermissions.1.Groups.1.GroupId", &function),
        ],
    );
    setup.deploy(&["--role", &setup.role]).check(str![[r#"
exit 2
--- stderr
error: db1 has no public address, and the function would be outside its VPC
hint: `cruddur-db trigger-deploy [ROOT]/work/trigger.zip --quiet --role [ROLE] --subnet ID --security-group [FUNCTION]`

"#]]);
    assert_eq!(setup.function(), None);
    let network = ["--subnet", "subnet-1", "--security-group", &function, "--dry-run"];
    setup.deploy(&[&["--role", &setup.role], &network[..]].concat()).succeeded();
}

/// That AWS does not tell the rules does not mean that there are none.
#[test]
fn groups_that_may_not_be_seen_are_unknown() {
    let mut setup = setup();
    let database = setup.account.group("db");
    let instance = [
        ("PubliclyAccessible", "false"),
        ("VpcSecurityGroupIds.VpcSecurityGroupId.1", database.as_str()),
    ];
    setup.account.instance("db1", &instance);
    let address = setup.account.endpoint().trim_start_matches("http://").to_owned();
    let server = HttpServer::start(move |request, _| match request.action().as_str() {
        "DescribeSecurityGroupRules" => Reply::ec2_error(403, "UnauthorizedOperation", "No."),
        _ => passed_on(request, &address),
    });
    setup.sandbox.hide(&database, "[DATABASE]").hide(setup.zip.to_str().unwrap(), "[ZIP]");
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    setup.deploy(&["--role", &setup.role]).check(str![[r#"
exit 2
--- stderr
error: db1 has no public address, and the function would be outside its VPC
hint: which groups are admitted to [DATABASE] on port 5432 is not known: AWS does not allow this user ec2:DescribeSecurityGroupRules in ca-central-1; with one that is: `cruddur-db trigger-deploy [ROOT]/work/trigger.zip --quiet --role [ROLE] --subnet ID --security-group ID`

"#]]);
}

#[test]
fn mistakes_are_found_before_anything_is_asked() {
    let mut setup = setup();
    let server = HttpServer::always(Reply::HangUp);
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    let mut damaged = zip("bootstrap", b"x");
    // Behind the header and the name.
    damaged[30 + 9] = b'y';
    for (bytes, what) in [
        (b"#!/bin/sh".to_vec(), "is not a zip"),
        (zip("target/bootstrap", b"x"), "has no file bootstrap at its top"),
        (zip_with_mode("bootstrap", b"x", [0xa4, 0x81]), "bootstrap in the zip is not executable"),
        (damaged, "the zip file is damaged"),
        (zip("bootstrap", b"#!/bin/sh\n"), "is not a program for Linux on x86_64 or arm64"),
        (
            zip("bootstrap", &program(X86_64, "GLIBC_2.36", "")),
            "bootstrap needs glibc 2.36, and provided.al2023 has 2.34",
        ),
    ] {
        setup.sandbox.write("trigger.zip", bytes);
        let run = setup.deploy(&["--role", "r"]).ended_with(2);
        assert!(run.stderr.contains(what), "{run:?}");
    }
    setup.sandbox.write("trigger.zip", zip("bootstrap", &program(X86_64, "", "x")));
    setup.deploy(&["--function", "a b"]).ended_with(2);
    setup.deploy(&["--subnet", "subnet-1"]).ended_with(2);
    setup.sandbox.set("PROD_CONNECTION_URL", "postgresql://u@db.example.com/cruddur");
    let run = setup.deploy(&[]).ended_with(2);
    assert!(run.stderr.contains("PROD_CONNECTION_URL has no password"), "{run:?}");
    setup.sandbox.set("PROD_CONNECTION_URL", "postgresql://u:p@127.0.0.1/cruddur");
    let run = setup.deploy(&[]).ended_with(2);
    assert!(run.stderr.contains("points to this machine"), "{run:?}");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_new_function_needs_a_role() {
    let setup = setup();
    setup.deploy(&[]).check(str![[r#"
exit 2
--- stderr
error: a new function needs a role
hint: pass --role, the ARN of a role that lambda.amazonaws.com may assume

"#]]);
}

#[test]
fn a_setting_that_the_update_lost_is_an_error() {
    let mut setup = setup();
    let (updated, looks) = (AtomicBool::new(false), AtomicUsize::new(0));
    let arn = "arn:aws:lambda:ca-central-1:1:function:f";
    let pool = "arn:aws:cognito-idp:ca-central-1:1:userpool/p";
    let server = HttpServer::start(move |request: &Request, _| {
        let is = |word: &str| request.head.contains(word);
        let body = if is("/policy") {
            let policy = json!({ "Statement": [{ "Effect": "Allow",
                "Principal": { "Service": "cognito-idp.amazonaws.com" },
                "Condition": { "ArnLike": { "AWS:SourceArn": pool } } }] });
            json!({ "Policy": policy.to_string() })
        } else if is("/functions/") {
            // Every change takes a while.
            let busy = looks.fetch_add(1, Ordering::Relaxed) % 2 == 1;
            json!({ "FunctionArn": arn, "Runtime": "provided.al2023", "Role": "r",
                "State": "Active", "LastUpdateStatus": if busy { "InProgress" } else { "Successful" } })
        } else if is("GetUserPoolMfaConfig") {
            json!({ "MfaConfiguration": "OFF" })
        } else if is("UpdateUserPool") {
            updated.store(true, Ordering::Relaxed);
            json!({})
        } else if updated.load(Ordering::Relaxed) {
            json!({ "UserPool": { "Arn": pool, "LambdaConfig": { "PostConfirmation": arn } } })
        } else {
            json!({ "UserPool": { "Arn": pool, "AutoVerifiedAttributes": ["email"] } })
        };
        Reply::Body(200, "application/json", body.to_string())
    });
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    setup.sandbox.write("trigger.zip", zip("bootstrap", &program(ARM64, "", "one")));
    setup.deploy(&["--arch", "arm64"]).check(str![[r#"
exit 1
--- stderr
error: the trigger of pool [POOL] is set, but other settings changed with it: AutoVerifiedAttributes
hint: check them with: aws cognito-idp describe-user-pool

"#]]);
    let requests = server.requests();
    let sent = |word| requests.iter().find(|request| request.head.contains(word)).unwrap();
    let code: Value = serde_json::from_str(&sent("PUT /2015-03-31").body).unwrap();
    assert_eq!(code["Architectures"], json!(["arm64"]));
    let update: Value = serde_json::from_str(&sent("UpdateUserPool").body).unwrap();
    assert_eq!(update["AutoVerifiedAttributes"], json!(["email"]));
}

#[test]
fn a_new_role_and_an_old_permission_are_no_trouble() {
    let mut setup = setup();
    let (made, calls) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (arn, pool) = ("arn:aws:lambda:x:1:function:f", "arn:aws:cognito-idp:x:1:userpool/p");
    let server = HttpServer::start(move |request: &Request, _| {
        let is = |word: &str| request.head.contains(word);
        let error = |status, code: &str, message: &str| {
            let body = json!({ "__type": code, "message": message });
            Reply::Body(status, "application/json", body.to_string())
        };
        let function = json!({ "FunctionArn": arn, "State": "Active" });
        let body = if is("POST /2015-03-31/functions ") {
            if calls.fetch_add(1, Ordering::Relaxed) == 0 {
                let message = "The role defined for the function cannot be assumed by Lambda.";
                return error(400, "InvalidParameterValueException", message);
            }
            made.store(true, Ordering::Relaxed);
            function
        } else if is("POST /2015-03-31/functions/") {
            return error(409, "ResourceConflictException", "The statement id provided exists");
        } else if is("/functions/") && made.load(Ordering::Relaxed) {
            function
        } else if is("/functions/") {
            return error(404, "ResourceNotFoundException", "Function not found");
        } else if is("GetUserPoolMfaConfig") {
            json!({ "MfaConfiguration": "OFF" })
        } else if made.load(Ordering::Relaxed) {
            json!({ "UserPool": { "Arn": pool, "LambdaConfig": { "PostConfirmation": arn } } })
        } else {
            json!({ "UserPool": { "Arn": pool } })
        };
        Reply::Body(200, "application/json", body.to_string())
    });
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    setup.deploy(&["--role", "r"]).succeeded();
    let requests = server.requests();
    let to_allow = requests.iter().find(|it| it.head.contains("POST /2015-03-31/functions/"));
    let allowed: Value = serde_json::from_str(&to_allow.unwrap().body).unwrap();
    assert_eq!(allowed["Principal"], "cognito-idp.amazonaws.com");
    assert_eq!((&allowed["SourceArn"], &allowed["SourceAccount"]), (&json!(pool), &json!("1")));
}

/// It may ask somebody, or a service that counts.
#[test]
fn a_source_of_credentials_is_asked_once() {
    let mut setup = setup();
    let variable = |name: &str| {
        setup.sandbox.environment()[std::ffi::OsStr::new(name)].to_str().unwrap().to_owned()
    };
    let (key, secret) = (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"));
    let tool = format!(
        "#!/bin/sh\necho asked >>asked\necho '{{\"Version\": 1, \"AccessKeyId\": \"{key}\", \
         \"SecretAccessKey\": \"{secret}\"}}'\n"
    );
    crate::common::write_program(&setup.sandbox.work().join("tool"), &tool);
    let config = setup.sandbox.write("config", "[default]\ncredential_process = ./tool\n");
    setup.sandbox.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    setup.sandbox.set("AWS_CONFIG_FILE", config);
    setup.deploy(&["--role", &setup.role]).succeeded();
    let asked = std::fs::read_to_string(setup.sandbox.work().join("asked")).unwrap();
    assert_eq!(asked, "asked\n");
}

/// Lambda lets through who may not decrypt them, and an update would replace them all.
/// The answer is lost, and the call is repeated: the second one finds what the first one made.
#[test]
fn a_function_whose_answer_was_lost_is_found() {
    for losses in [1, 2] {
        let Setup { account, zip, role, mut sandbox, .. } = setup();
        let address = account.endpoint().trim_start_matches("http://").to_owned();
        let calls = AtomicUsize::new(0);
        let server = HttpServer::start(move |request, _| {
            let reply = passed_on(request, &address);
            let is_it = request.head.starts_with("POST /2015-03-31/functions HTTP");
            match is_it && calls.fetch_add(1, Ordering::Relaxed) < losses {
                true => Reply::HangUp,
                false => reply,
            }
        });
        sandbox.set("AWS_ENDPOINT_URL", server.url()).set("AWS_MAX_ATTEMPTS", "2");
        let args = ["trigger-deploy", zip.to_str().unwrap(), "--role", &role, "--yes", "--quiet"];
        sandbox.run(args).succeeded();
        sandbox.run(["trigger-status", "--quiet"]).succeeded();
    }
}

#[test]
fn variables_that_cannot_be_read_are_not_lost() {
    let mut setup = setup();
    let server = HttpServer::start(|request: &Request, _| {
        let is = |word: &str| request.head.contains(word);
        let body = if is("/functions/") {
            let error =
                json!({ "ErrorCode": "AccessDeniedException", "Message": "no kms:Decrypt" });
            json!({ "FunctionArn": "arn:f", "Runtime": "provided.al2023", "Role": "r",
                "Environment": { "Error": error } })
        } else if is("DescribeUserPool") {
            json!({ "UserPool": { "Arn": "arn:aws:cognito-idp:x:1:userpool/p" } })
        } else {
            json!({ "MfaConfiguration": "OFF" })
        };
        Reply::Body(200, "application/json", body.to_string())
    });
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    setup.deploy(&[]).check(str![[r#"
exit 1
--- stderr
error: the variables of function cruddur-post-confirmation cannot be read; nothing was changed
detail: no kms:Decrypt (AccessDeniedException)
hint: allow kms:Decrypt for the key of the function

"#]]);
    assert!(server.requests().iter().all(|request| !request.head.starts_with("PUT ")));
}

/// Cognito turns off what an update cannot take, so that nothing may keep us from putting it back.
#[test]
fn multi_factor_authentication_comes_back_whatever_fails() {
    let (arn, pool) = ("arn:aws:lambda:x:1:function:f", "arn:aws:cognito-idp:x:1:userpool/p");
    for (failing, status) in [("GetUserPoolMfaConfig", 0), ("SetUserPoolMfaConfig", 1)] {
        let mut setup = setup();
        let (is_on, is_updated) = (Arc::new(AtomicBool::new(true)), AtomicBool::new(false));
        let is_on_at_last = is_on.clone();
        let server = HttpServer::start(move |request: &Request, _| {
            let is = |word: &str| request.head.contains(word);
            let set = |is: bool| is_on.store(is, Ordering::Relaxed);
            let (on, updated) = (is_on.load(Ordering::Relaxed), is_updated.load(Ordering::Relaxed));
            let body = if is("/policy") {
                let policy = json!({ "Statement": [{ "Effect": "Allow",
                    "Principal": { "Service": "cognito-idp.amazonaws.com" },
                    "Condition": { "ArnLike": { "AWS:SourceArn": pool } } }] });
                json!({ "Policy": policy.to_string() })
            } else if is("/functions/") {
                json!({ "FunctionArn": arn, "Runtime": "provided.al2023", "Role": "r" })
            } else if is("UpdateUserPool") {
                is_updated.store(true, Ordering::Relaxed);
                set(false);
                json!({})
            } else if is(failing) && updated && !on {
                let body = json!({ "__type": "TooManyRequestsException", "message": "too many" });
                return Reply::Body(400, "application/json", body.to_string());
            } else if is("SetUserPoolMfaConfig") {
                set(true);
                json!({})
            } else if is("GetUserPoolMfaConfig") {
                json!({ "MfaConfiguration": if on { "ON" } else { "OFF" } })
            } else if updated {
                json!({ "UserPool": { "Arn": pool, "LambdaConfig": { "PostConfirmation": arn } } })
            } else {
                json!({ "UserPool": { "Arn": pool } })
            };
            Reply::Body(200, "application/json", body.to_string())
        });
        // Once is enough: how often AWS is asked again is tested elsewhere.
        setup.sandbox.set("AWS_ENDPOINT_URL", server.url()).set("AWS_MAX_ATTEMPTS", "1");
        let run = setup.deploy(&[]).ended_with(status);
        assert_eq!(is_on_at_last.load(Ordering::Relaxed), status == 0, "{run:?}");
        allowed("trigger-deploy", &server, "cognito-idp:SetUserPoolMfaConfig");
        if status != 0 {
            run.check(str![[r#"
exit 1
--- stderr
error: pool [POOL] was updated, and its multi-factor authentication may be off since
detail: AWS is asked too often (TooManyRequestsException)
hint: put it back with: aws cognito-idp set-user-pool-mfa-config --region ca-central-1 --cli-input-json '{"MfaConfiguration":"ON","UserPoolId":"[POOL]"}'

"#]]);
        }
    }
}

#[test]
fn status_without_a_function() {
    let setup = setup();
    setup.sandbox.run(["trigger-status", "--quiet"]).check(str![[r#"
exit 0
--- stdout
function     there is no cruddur-post-confirmation in ca-central-1
pool         [POOL], which may not call it
trigger      none
not connected: `cruddur-db trigger-deploy ZIP --function cruddur-post-confirmation --pool-id [POOL]` does that

"#]]);
}

/// The emulator, which runs no functions, with one that is called.
fn with_function(setup: &mut Setup, function: Function) -> HttpServer {
    let address = setup.account.endpoint().trim_start_matches("http://").to_owned();
    let function = std::sync::Mutex::new(function);
    let server = HttpServer::start(move |request, _| {
        if !request.head.split(' ').nth(1).unwrap().ends_with("/invocations") {
            return passed_on(request, &address);
        }
        assert_eq!(request.header("x-amz-log-type"), "Tail");
        let function = function.lock().unwrap();
        let answer = function.invoke(&serde_json::from_str(&request.body).unwrap());
        match answer {
            Ok(event) => Reply::Body(200, "application/json", event.to_string()),
            Err(error) => {
                let log = BASE64_STANDARD.encode(function.log(1).last().unwrap().to_string());
                let head = format!(
                    "application/json\r\nX-Amz-Function-Error: Unhandled\r\nX-Amz-Log-Result: {log}"
                );
                Reply::Body(200, head.leak(), error.to_string())
            }
        }
    });
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    server
}

#[test]
fn the_function_is_tested_with_a_user_who_is_rolled_back() {
    let mut setup = setup();
    let database = post_confirmation::database();
    let before = database.psql("select count(*) from users");
    let function = post_confirmation::function(&database.url());
    let server = with_function(&mut setup, function);
    let role = setup.role.clone();
    let args = ["--role", &role, "--test"];
    assert!(
        setup
            .deploy(&[&args[..], &["--dry-run"]].concat())
            .stdout
            .ends_with("\nwould test it with a user that is rolled back\n")
    );
    for _ in 0..2 {
        let run = setup.deploy(&args).succeeded();
        assert!(run.stdout.contains("tested: it added a user and rolled that back\n"), "{run:?}");
        assert_eq!(database.psql("select count(*) from users"), before);
    }
    let run = setup.deploy(&["--test", "--format", "json"]).succeeded();
    assert_eq!(run.json()["tested"], true);
    assert!(setup.trigger().is_string());
    allowed("trigger-deploy", &server, "lambda:InvokeFunction");
}

#[test]
fn a_function_that_fails_its_test_is_not_called_by_the_pool() {
    let mut setup = setup();
    // There is no table.
    let database = Postgres::shared().database();
    let function = post_confirmation::function(&database.url());
    let _server = with_function(&mut setup, function);
    let role = setup.role.clone();
    setup.deploy(&["--role", &role, "--test"]).check(str![[r#"
exit 1
--- stderr
error: the function's test failed: relation "public.users" does not exist
detail: the function is deployed; the pool does not call it yet
hint: load the schema: `cruddur-db schema-load --env prod`

"#]]);
    assert!(setup.function().is_some());
    assert_eq!(setup.trigger(), Value::Null);
}

#[test]
fn a_function_that_knows_no_tests_is_told_from_one_that_passed() {
    let mut setup = setup();
    let address = setup.account.endpoint().trim_start_matches("http://").to_owned();
    // One that returns the event, as older programs do.
    let server = HttpServer::start(move |request, _| {
        match request.head.split(' ').nth(1).unwrap().ends_with("/invocations") {
            true => Reply::Body(200, "application/json", request.body.clone()),
            false => passed_on(request, &address),
        }
    });
    setup.sandbox.set("AWS_ENDPOINT_URL", server.url());
    let role = setup.role.clone();
    setup.deploy(&["--role", &role, "--test"]).check(str![[r#"
exit 1
--- stderr
error: the function's program does not know tests: it is an older one
detail: the function is deployed; the pool does not call it yet
hint: build the zip from this version, or leave --test out

"#]]);
    assert_eq!(setup.trigger(), Value::Null);
}
