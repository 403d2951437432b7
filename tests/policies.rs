//! The policies in docs/iam-policies.md, against the calls that the commands make: a server between
//! them and the emulator takes down their names.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use clap::CommandFactory;
use cruddur_db::cli::Cli;
use serde_json::Value;

use crate::common::{Account, Emulator, HttpServer, Postgres, Reply, Request, Sandbox};

const PAGE: &str = include_str!("../docs/iam-policies.md");

/// What AWS checks besides the call itself, and what the AWS CLI calls for `--tunnel`.
const NOT_CALLED: &str = "\
    ssm:StartSession ssm:ResumeSession ssm:TerminateSession ssmmessages:OpenDataChannel \
    rds:AddTagsToResource rds:CreateDBSnapshot secretsmanager:CreateSecret \
    secretsmanager:TagResource kms:DescribeKey kms:CreateGrant kms:GenerateDataKey kms:Decrypt \
    iam:PassRole iam:CreateServiceLinkedRole rds-db:connect";

/// What a command calls only on days that these tests do not have: factors that changed, lost
/// answers, a function that is called. The tests that have them use [`allowed`].
const ELSEWHERE: &str =
    "rds:DescribeDBSnapshots cognito-idp:SetUserPoolMfaConfig lambda:InvokeFunction";

/// The permissions of each section, by the commands in its title.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let sections = PAGE.split("\n## ").skip(1).flat_map(|section| {
        let (title, rest) = section.split_once('\n').unwrap();
        let policy = rest.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
        let policy: Value = serde_json::from_str(policy).unwrap();
        assert_eq!(policy["Version"], "2012-10-17");
        let statements = policy["Statement"].as_array().unwrap().clone();
        let actions: BTreeSet<String> = statements.iter().flat_map(actions).collect();
        let names = title.split('`').skip(1).step_by(2).map(str::to_owned);
        names.map(|name| (name, actions.clone())).collect::<Vec<_>>()
    });
    sections.collect()
}

fn actions(statement: &Value) -> Vec<String> {
    assert_eq!(statement["Effect"], "Allow");
    assert!(!statement["Resource"].is_null());
    match &statement["Action"] {
        Value::String(one) => vec![one.clone()],
        several => serde_json::from_value(several.clone()).unwrap(),
    }
}

/// A server that passes everything on to the emulator.
fn recorder(account: &Account) -> HttpServer {
    let address = account.endpoint().trim_start_matches("http://").to_owned();
    HttpServer::start(move |request, _| passed_on(request, &address))
}

pub fn passed_on(request: &Request, address: &str) -> Reply {
    let own = |line: &&str| !line.to_ascii_lowercase().starts_with("connection:");
    let head: String = request.head.lines().filter(own).map(|line| format!("{line}\r\n")).collect();
    let mut stream = TcpStream::connect(address).unwrap();
    let text = format!("{head}Connection: close\r\n\r\n{}", request.body);
    stream.write_all(text.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    let kind = if body.starts_with('<') { "text/xml" } else { "application/x-amz-json-1.1" };
    Reply::Body(head[9..12].parse().unwrap(), kind, body.to_owned())
}

/// The permission that a request needs.
fn permission(request: &Request) -> String {
    let scope = request.header("authorization");
    let service = scope.split('/').nth(3).unwrap().to_owned();
    let target = request.header("x-amz-target");
    let action = match target.rsplit_once('.') {
        Some((_, action)) => action.to_owned(),
        None if service == "lambda" => lambda(request),
        None => request.action(),
    };
    assert!(!action.is_empty(), "{request:?}");
    format!("{service}:{action}")
}

/// Lambda's calls are told by method and path.
fn lambda(request: &Request) -> String {
    let mut words = request.head.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let path = path.split('?').next().unwrap().trim_end_matches('/');
    let end = path.rsplit('/').next().unwrap();
    let name = match (method, end) {
        ("POST", "functions") => "CreateFunction",
        ("GET", "configuration") => "GetFunctionConfiguration",
        ("PUT", "configuration") => "UpdateFunctionConfiguration",
        ("PUT", "code") => "UpdateFunctionCode",
        ("POST", "policy") => "AddPermission",
        ("GET", "policy") => "GetPolicy",
        ("POST", "invocations") => "InvokeFunction",
        other => panic!("{other:?}"),
    };
    name.to_owned()
}

/// The calls of these commands, all of which succeed.
fn calls(sandbox: &mut Sandbox, account: &Account, commands: &[&str]) -> BTreeSet<String> {
    let recorder = recorder(account);
    sandbox.set("AWS_ENDPOINT_URL", recorder.url());
    for command in commands {
        sandbox.run(command.split_whitespace()).succeeded();
    }
    sandbox.set("AWS_ENDPOINT_URL", account.endpoint());
    recorder.requests().iter().map(permission).collect()
}

/// Every call is allowed, and everything that is allowed is called or has its reason.
fn compare(names: &[&str], called: &BTreeSet<String>) {
    let documented = documented();
    for name in names {
        let allowed = documented.get(*name).unwrap_or_else(|| panic!("no policy for {name}"));
        let missing: Vec<_> = called.difference(allowed).collect();
        assert!(missing.is_empty(), "{name} is not allowed {missing:?}");
        let is_known = |it: &str| {
            [NOT_CALLED, ELSEWHERE].iter().any(|all| all.split(' ').any(|known| known == it))
        };
        let idle: Vec<_> = allowed.difference(called).filter(|it| !is_known(it)).collect();
        assert!(idle.is_empty(), "{name} does not need {idle:?}");
    }
}

/// The server got no call that the command's policy does not allow, and one that [`ELSEWHERE`]
/// names.
pub fn allowed(command: &str, server: &HttpServer, rare: &str) {
    assert!(ELSEWHERE.split(' ').any(|it| it == rare), "{rare}");
    let called: BTreeSet<String> = server.requests().iter().map(permission).collect();
    assert!(called.contains(rare), "{called:?}");
    let missing: Vec<_> = called.difference(&documented()[command]).cloned().collect();
    assert!(missing.is_empty(), "{command} is not allowed {missing:?}");
}

/// Also a call that no test makes is in a policy: the source has the names of all, as texts or as
/// methods of a client.
#[test]
fn every_call_in_the_source_has_a_policy() {
    let allowed: BTreeSet<String> = documented().values().flatten().map(|it| plain(it)).collect();
    let mut called = BTreeSet::new();
    for source in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/aws"))) {
        let texts = source.split('"').skip(1).step_by(2);
        let camel = |text: &&str| {
            text.chars().all(|c| c.is_alphanumeric() || c == ':')
                && text.chars().skip(1).any(char::is_uppercase)
        };
        called.extend(texts.filter(camel).map(plain));
        let methods = source.split("client").filter_map(|rest| rest.trim_start().strip_prefix('.'));
        let names = methods.filter_map(|rest| Some(rest.split_once("()")?.0.trim()));
        let snake = |name: &&str| {
            name.contains('_') && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        called.extend(names.filter(snake).map(plain));
    }
    called.retain(|name| VERBS.split(' ').any(|verb| name.starts_with(verb)));
    for known in ["describesecuritygrouprules", "setuserpoolmfaconfig", "invokefunction"] {
        assert!(called.contains(known), "{known} is not in {called:?}");
    }
    // It needs none.
    assert!(called.remove("getcalleridentity"));
    let missing: Vec<_> = called.difference(&allowed).collect();
    assert!(missing.is_empty(), "in no policy: {missing:?}");
    // And none allows what is no longer called.
    let known: BTreeSet<String> = NOT_CALLED.split(' ').map(plain).collect();
    let idle: Vec<_> = allowed.difference(&called).filter(|it| !known.contains(*it)).collect();
    assert!(idle.is_empty(), "nothing calls {idle:?}");
}

/// What the names of calls begin with.
const VERBS: &str = "add authorize create delete describe get invoke list modify put revoke set \
                     simulate start stop tag untag update";

/// A call's name without the service, however it is written.
fn plain(name: &str) -> String {
    let name = name.rsplit(':').next().unwrap();
    name.replace('_', "").to_lowercase()
}

/// The texts of all source files below.
fn sources(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let texts = entries.flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false => vec![std::fs::read_to_string(path).unwrap()],
    });
    // Quotes that begin and end no text.
    texts.map(|text| text.replace("'\"'", "").replace("\\\"", "")).collect()
}

#[test]
fn every_aws_command_has_a_policy() {
    let documented = documented();
    let mut aws = Vec::new();
    with_a_region("", &Cli::command(), &mut aws);
    for name in ["rds-create", "sg-run", "trigger-status", "doctor", "user sync"] {
        assert!(aws.iter().any(|it| it == name), "{name} is not in {aws:?}");
    }
    aws.retain(|name| !documented.contains_key(name));
    assert!(aws.is_empty(), "without a policy: {aws:?}");
}

/// The commands that ask AWS of themselves, which have its options. The others do so for `--secret`
/// and such, which have policies of their own.
fn with_a_region(above: &str, command: &clap::Command, found: &mut Vec<String>) {
    for command in command.get_subcommands() {
        let name = format!("{above} {}", command.get_name()).trim().to_owned();
        with_a_region(&name, command, found);
        if command.get_arguments().any(|argument| argument.get_id() == "region") {
            found.push(name);
        }
    }
}

/// Without the rule for what goes out, too: AWS's list of its rules is that of no group then.
fn empty_group(account: &Account) -> String {
    let group = account.group("policies");
    let all = [
        ("Action", "RevokeSecurityGroupEgress"),
        ("GroupId", &group),
        ("IpPermissions.1.IpProtocol", "-1"),
        ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"),
    ];
    account.ask("ec2", &all);
    group
}

#[test]
fn of_instances() {
    let account = Emulator::moto().account();
    let mut sandbox = account.sandbox();
    let group = empty_group(&account);
    let mut run = |commands: &[&str]| calls(&mut sandbox, &account, commands);
    let create = "rds-create db1 --yes --quiet --no-deletion-protection";
    let more = format!("{create} --tag team=cruddur --security-group {group}");
    let made = run(&[&more, create]);
    compare(&["rds-create"], &made);
    for name in ["rds-status", "rds-url", "rds-wait"] {
        let read = run(&[&format!("{name} db1 --quiet")]);
        compare(&[name], &read);
    }
    let changed = run(&["rds-stop db1 --yes --quiet", "rds-start db1 --quiet"]);
    compare(&["rds-start", "rds-stop"], &changed);
    compare(&["rds-delete"], &run(&["rds-delete db1 --confirm db1 --quiet"]));
}

#[test]
fn of_security_groups() {
    let account = Emulator::moto().account();
    let group = empty_group(&account);
    account.instance("db1", &[("VpcSecurityGroupIds.VpcSecurityGroupId.1", &group)]);
    let mut sandbox = account.sandbox();
    sandbox.set("GITPOD_IP", "8.8.8.8");
    let mut run = |commands: &[&str]| calls(&mut sandbox, &account, commands);
    let named = "--instance db1 --quiet";
    let allow = |more: &str| format!("sg-allow-my-ip {named} {more}");
    // A run ends while another has the rule.
    let inner = format!("{} sg-run {named} true", env!("CARGO_BIN_EXE_cruddur-db"));
    // A group without rules, a new rule, another address, an expired rule of mine.
    let allowed = run(&[
        &format!("sg-list {named}"),
        &format!("sg-run {named} {inner}"),
        &allow(""),
        &allow("--ip 8.8.4.4"),
    ]);
    compare(&["sg-allow-my-ip", "sg-run"], &allowed);
    let listed = run(&[&format!("sg-list {named}"), &format!("sg-revoke {named} --yes")]);
    compare(&["sg-revoke"], &(&listed | &run(&[&format!("sg-revoke {named} --yes")])));
    compare(&["sg-list"], &run(&[&format!("sg-list {named}")]));
}

#[test]
fn of_the_trigger() {
    let mut setup = crate::trigger::setup();
    let (zip, role) = (setup.zip.to_str().unwrap().to_owned(), setup.role.clone());
    let deploy = format!("trigger-deploy {zip} --quiet --yes --role {role}");
    // Another program, and no password.
    let other = setup.sandbox.write(
        "other.zip",
        crate::trigger::zip(
            "bootstrap",
            &crate::trigger::program(crate::trigger::X86_64, "", "two"),
        ),
    );
    let changed = format!("{} --iam", deploy.replace(&zip, other.to_str().unwrap()));
    let (sandbox, account) = (&mut setup.sandbox, &setup.account);
    let mut called = calls(sandbox, account, &[&deploy, &changed]);
    // A private instance, which needs subnets: the groups that it admits are named.
    let group = account.group("db");
    let private = [
        ("PubliclyAccessible", "false"),
        ("VpcSecurityGroupIds.VpcSecurityGroupId.1", group.as_str()),
    ];
    account.instance("db1", &private);
    let recorder = recorder(account);
    sandbox.set("AWS_ENDPOINT_URL", recorder.url());
    sandbox.run(deploy.split_whitespace()).ended_with(2);
    sandbox.set("AWS_ENDPOINT_URL", account.endpoint());
    called.extend(recorder.requests().iter().map(permission));
    compare(&["trigger-deploy"], &called);
    compare(&["trigger-status"], &calls(sandbox, account, &["trigger-status --quiet"]));
}

#[test]
fn of_the_doctor() {
    let account = Emulator::moto().account();
    let group = account.group("policies");
    let public = ("PubliclyAccessible", "true");
    account.instance("db1", &[("VpcSecurityGroupIds.VpcSecurityGroupId.1", &group), public]);
    let mut sandbox = account.sandbox();
    let recorder = recorder(&account);
    sandbox.set("GITPOD_IP", "8.8.8.8").set("AWS_ENDPOINT_URL", recorder.url());
    let url = "postgresql://u@db1.aaaaaaaaaa.ca-central-1.rds.amazonaws.com/d";
    // The server of it does not exist.
    sandbox.run(["doctor", "--url", url]).ended_with(1);
    let mut called: BTreeSet<String> = recorder.requests().iter().map(permission).collect();
    assert!(called.remove("sts:GetCallerIdentity"), "{called:?}");
    compare(&["doctor"], &called);
}

#[test]
fn of_users_and_secrets() {
    let (_database, account, _pool, mut sandbox) = crate::cognito::setup();
    compare(&["user sync"], &calls(&mut sandbox, &account, &["user sync --quiet"]));
    let secret = account.secret("cruddur", Postgres::shared().password());
    let wait = format!("wait --secret {secret} --quiet");
    compare(&["--secret"], &calls(&mut sandbox, &account, &[&wait]));
}
