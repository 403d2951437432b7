//! What AWS says of an instance: first of all, and with commands that put it right.

use snapbox::str;

use super::{examine, fix, found};
use crate::common::{
    Account, Emulator, HttpServer, Reply, Run, Sandbox, hinted_commands, paste, write_program,
};

fn url(name: &str) -> String {
    format!("postgresql://u@{name}.aaaaaaaaaa.ca-central-1.rds.amazonaws.com/d")
}

/// An account with the instance `db1` in a group of its own, and a sandbox in it.
fn setup(more: &[(&str, &str)]) -> (Account, String, Sandbox) {
    let account = Emulator::moto().account();
    let group = account.group("doctor");
    let groups = ("VpcSecurityGroupIds.VpcSecurityGroupId.1", group.as_str());
    account.instance("db1", &[&[groups], more].concat());
    let mut sandbox = account.sandbox();
    sandbox.set("GITPOD_IP", "8.8.8.8").hide(&group, "[GROUP]");
    (account, group, sandbox)
}

/// Runs the one command that is the fix.
fn type_fix(sandbox: &Sandbox, run: &Run, layer: &str, more: &str) {
    let fix = fix(run, layer);
    let [command] = &hinted_commands(&fix)[..] else { panic!("{fix}") };
    let run = paste(sandbox, &format!("{command}{more}"));
    assert_eq!(run.status, Some(0), "{command}: {run:?}");
}

const PUBLIC: [(&str, &str); 1] = [("PubliclyAccessible", "true")];

#[test]
fn aws_is_asked_about_hosts_of_its_own() {
    let (account, group, mut sandbox) = setup(&PUBLIC);
    let open = account.group("open");
    let groups = ("VpcSecurityGroupIds.VpcSecurityGroupId.1", open.as_str());
    account.instance("db2", &[groups, PUBLIC[0]]);
    let run = examine(&sandbox, &url("db1"), 1);
    let who = found(&run, "aws_credentials");
    assert!(who.starts_with("pass: role test (t) of account 0000000"), "{who}");
    assert!(who.ends_with(", in ca-central-1"), "{who}");
    assert_eq!(found(&run, "rds_instance"), "pass: db1 is available");
    let nobody = format!(
        "fail: no rule of [GROUP] allows 8.8.8.8 on port 5432 / `cruddur-db sg-allow-my-ip \
         --instance db1 --url {}`",
        url("db1")
    );
    assert_eq!(found(&run, "security_group"), nobody);
    account.rule(&group, "8.8.8.0/24", 5433, None);
    account.rule(&group, "8.8.9.0/24", 5432, None);
    let run = examine(&sandbox, &url("db1"), 1);
    assert_eq!(found(&run, "security_group"), nobody);
    // Also where a variable names another group.
    sandbox.set("DB_SG_ID", &open);
    type_fix(&sandbox, &run, "security_group", "");
    let text = found(&examine(&sandbox, &url("db1"), 1), "security_group");
    assert!(text.ends_with(" of [GROUP] allows 8.8.8.8 on port 5432"), "{text}");
    // A rule of one's own does not hide those that are open together.
    account.rule(&group, "0.0.0.0/1", 5432, None);
    account.rule(&group, "128.0.0.0/1", 5432, None);
    let text = found(&examine(&sandbox, &url("db1"), 1), "security_group");
    assert!(text.starts_with("warn: ") && text.contains(" everyone else / "), "{text}");
    account.rule(&open, "0.0.0.0/0", 5432, None);
    let run = examine(&sandbox, &url("db2"), 1);
    let text = found(&run, "security_group");
    assert!(text.starts_with("warn: ") && text.contains("and everyone else"), "{text}");
    type_fix(&sandbox, &run, "security_group", "");
    // The host names the region.
    sandbox.set("AWS_REGION", "eu-west-3");
    assert_eq!(found(&examine(&sandbox, &url("db1"), 1), "rds_instance"), "pass: db1 is available");
    let run = examine(&sandbox, &url("db3"), 1);
    let text = found(&run, "rds_instance");
    assert!(text.starts_with("unknown: no instance in ca-central-1 has this host"), "{text}");
    assert_eq!(found(&run, "security_group"), "unknown: skipped: the RDS instance is not known");
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
        sandbox.unset(name);
    }
    let run = examine(&sandbox, &url("db1"), 1);
    assert!(found(&run, "aws_credentials").starts_with("unknown: no AWS credentials were found"));
    assert_eq!(found(&run, "rds_instance"), "unknown: skipped: there are no AWS credentials");
    // The network is looked at nevertheless.
    assert!(found(&run, "dns").starts_with("fail: "), "{run:?}");
}

#[test]
fn a_stopped_instance_is_named_first_and_started() {
    let (account, _, mut sandbox) = setup(&PUBLIC);
    account.ask("rds", &[("Action", "StopDBInstance"), ("DBInstanceIdentifier", "db1")]);
    sandbox.set("PROD_CONNECTION_URL", url("db1"));
    sandbox.run(["doctor", "prod"]).check(str![[r#"
exit 1
--- stdout
pass    configuration    prod: d on db1.aaaaaaaaaa.ca-central-1.rds.amazonaws.com:5432 as u (remote, protected), from PROD_CONNECTION_URL
pass    AWS credentials  role test (t) of account [..], in ca-central-1
FAIL    RDS instance     db1 is stopped
                         fix: start it: `cruddur-db rds-start db1 --env prod`
FAIL    security group   no rule of [GROUP] allows 8.8.8.8 on port 5432
                         fix: `cruddur-db sg-allow-my-ip --instance db1 --env prod`
warn    RDS security     8 of 15 checks failed, 1 of them rated high or critical
                         rds_instance_storage_encrypted: the storage is not encrypted; an encrypted copy of a snapshot has to replace the instance
                         fix: `cruddur-db rds-audit db1 --env prod` shows the repairs
unknown 11 checks skipped: the RDS instance is stopped
of 16 checks: 2 failed, 1 warning, 11 unknown

"#]]);
    let args = ["doctor", "prod", "--format", "json"];
    let run = sandbox.run(args).ended_with(1);
    type_fix(&sandbox, &run, "rds_instance", " --interval 10ms");
    let run = sandbox.run(args).ended_with(1);
    assert_eq!(found(&run, "rds_instance"), "pass: db1 is available");
    assert!(found(&run, "dns").starts_with("fail: "), "{run:?}");
}

#[test]
fn the_security_checks_of_the_instance_are_those_of_the_audit() {
    let (account, group, sandbox) = setup(&PUBLIC);
    let run = examine(&sandbox, &url("db1"), 1);
    let text = found(&run, "rds_security");
    assert!(text.starts_with("warn: "), "{text}");
    let encrypted = "\nrds_instance_storage_encrypted: the storage is not encrypted";
    assert!(text.contains(encrypted), "{text}");
    let [audit] = &hinted_commands(&fix(&run, "rds_security"))[..] else { panic!("{text}") };
    let audited = paste(&sandbox, &format!("{audit} --format json")).json();
    let failed = audited["checks"].as_array().unwrap().iter().filter(|it| it["verdict"] == "fail");
    let failed: Vec<&str> = failed.map(|it| it["id"].as_str().unwrap()).collect();
    for line in text.lines().skip(1).filter(|line| line.starts_with("rds_")) {
        assert!(failed.contains(&line.split(':').next().unwrap()), "{line}: {failed:?}");
    }
    // What is left is a matter of money.
    let groups = ("VpcSecurityGroupIds.VpcSecurityGroupId.1", group.as_str());
    account.instance("db2", &[groups, ("StorageEncrypted", "true")]);
    let text = found(&examine(&sandbox, &url("db2"), 1), "rds_security");
    assert!(
        text.starts_with("pass: ") && text.ends_with(" failed, 0 of them rated high or critical"),
        "{text}"
    );
}

/// The rules that matter are those for the tunnel's host.
#[test]
fn an_instance_that_a_tunnel_leads_to_is_not_judged_by_my_address() {
    let (_, _, mut sandbox) = setup(&PUBLIC);
    sandbox.set("PROD_CONNECTION_URL", url("db1"));
    let run = sandbox.run(["doctor", "prod", "--tunnel=ssm:i-1", "--format", "json"]);
    let text = found(&run.ended_with(1), "security_group");
    let expected = "unknown: not checked: [GROUP] must allow the host of ssm:i-1 on port 5432";
    assert_eq!(text, expected);
}

/// AWS needs no tunnel to say how the instance is.
#[test]
fn an_instance_behind_a_tunnel_that_does_not_open_is_looked_at() {
    let (_, _, mut sandbox) = setup(&[("PubliclyAccessible", "false")]);
    let ssh = sandbox.root().join("fake/ssh");
    write_program(&ssh, "#!/bin/sh\nexit 255\n");
    let path = sandbox.environment()["PATH".as_ref() as &std::ffi::OsStr].clone();
    let path = format!("{}:{}", ssh.parent().unwrap().display(), path.to_str().unwrap());
    sandbox.set("PATH", path).set("PROD_CONNECTION_URL", url("db1"));
    let run = sandbox.run(["doctor", "prod", "--tunnel=ssh:bastion", "--format", "json"]);
    let run = run.ended_with(1);
    let text = found(&run, "configuration");
    assert!(text.starts_with("fail: the tunnel through ssh:bastion did not open"), "{text}");
    assert!(text.contains("ssh exited without an error message"), "{text}");
    assert!(found(&run, "aws_credentials").starts_with("pass: "), "{run:?}");
    assert_eq!(found(&run, "rds_instance"), "pass: db1 is available, without a public address");
    assert!(found(&run, "tcp").starts_with("unknown: skipped: "), "{run:?}");
}

#[test]
fn an_instance_without_a_public_address_is_not_judged_by_its_rules() {
    let (_, _, sandbox) = setup(&[("PubliclyAccessible", "false")]);
    let url = url("db1") + "?hostaddr=127.0.0.1&port=1";
    let run = examine(&sandbox, &url, 1);
    assert_eq!(found(&run, "rds_instance"), "pass: db1 is available, without a public address");
    assert_eq!(
        found(&run, "security_group"),
        "unknown: not checked: rules of [GROUP] for public addresses do not matter"
    );
    let tcp = found(&run, "tcp");
    let fix = " / it has no public address: connect from inside its VPC, or through a host there: \
               `cruddur-db connect --tunnel=ssm:INSTANCE-ID --env prod --url ";
    assert!(tcp.contains(fix), "{tcp}");
}

/// What doctor finds when AWS answers each call so.
fn answered(reply: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Run {
    let server = HttpServer::start(move |request, _| reply(&request.action()));
    let mut sandbox = Sandbox::new();
    sandbox
        .without_aws()
        .set("AWS_ENDPOINT_URL", server.url())
        .set("AWS_ACCESS_KEY_ID", "test")
        .set("AWS_SECRET_ACCESS_KEY", "canary-Zq7")
        .set("GITPOD_IP", "8.8.8.8")
        .hide(server.url(), "[AWS]");
    examine(&sandbox, &url("db1"), 1)
}

fn caller(_: &str) -> Reply {
    Reply::xml(
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/ann</Arn>\
         <UserId>A</UserId><Account>1</Account></GetCallerIdentityResult>\
         </GetCallerIdentityResponse>",
    )
}

#[test]
fn credentials_that_aws_refuses_do_not_pass() {
    let run = answered(|_| Reply::rds_error(403, "ExpiredToken", "The security token is expired"));
    assert_eq!(
        found(&run, "aws_credentials"),
        "fail: the AWS session has expired / log in again (aws sso login) or renew \
         AWS_SESSION_TOKEN"
    );
    assert_eq!(found(&run, "rds_instance"), "unknown: skipped: AWS credentials failed");
    let run = answered(|_| Reply::rds_error(403, "InvalidClientTokenId", "The token is invalid"));
    let text = found(&run, "aws_credentials");
    assert!(text.starts_with("fail: AWS does not know these credentials"), "{text}");
    // The database may be reached all the same.
    assert!(found(&run, "dns").starts_with("fail: db1."), "{run:?}");
}

#[test]
fn what_is_forbidden_is_unknown() {
    let denied = "User: arn:aws:iam::1:user/ann is not authorized to perform: ";
    let run = answered(move |action| match action {
        "GetCallerIdentity" => caller(action),
        _ => Reply::rds_error(403, "AccessDenied", &format!("{denied}rds:DescribeDBInstances")),
    });
    assert_eq!(found(&run, "aws_credentials"), "pass: user ann of account 1, in ca-central-1");
    assert_eq!(
        found(&run, "rds_instance"),
        "unknown: AWS does not allow this user rds:DescribeDBInstances in ca-central-1 / ask the \
         account's administrator to allow rds:DescribeDBInstances in an IAM policy"
    );
    let run = answered(move |action| match action {
        "GetCallerIdentity" => Reply::rds_error(403, "AccessDenied", "explicit deny"),
        "DescribeDBInstances" => Reply::xml(
            "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance>\
             <DBInstanceIdentifier>db1</DBInstanceIdentifier><DBInstanceStatus>available\
             </DBInstanceStatus><VpcSecurityGroups><VpcSecurityGroupMembership>\
             <VpcSecurityGroupId>sg-1</VpcSecurityGroupId></VpcSecurityGroupMembership>\
             </VpcSecurityGroups><PubliclyAccessible>true</PubliclyAccessible>\
             <CACertificateIdentifier>rds-ca-2019</CACertificateIdentifier><CertificateDetails>\
             <ValidTill>2024-08-22T17:08:50Z</ValidTill></CertificateDetails></DBInstance>\
             </DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>",
        ),
        _ => Reply::ec2_error(403, "UnauthorizedOperation", "You are not authorized"),
    });
    let text = found(&run, "aws_credentials");
    assert!(text.starts_with("unknown: found, but not checked: AWS does not allow"), "{text}");
    let text = found(&run, "rds_instance");
    assert!(
        text.starts_with(
            "warn: db1 is available\nthe server's certificate expired on 2024-08-22, by \
             rds-ca-2019 / aws rds modify-db-instance --db-instance-identifier db1 "
        ),
        "{text}"
    );
    let text = found(&run, "security_group");
    assert!(
        text.starts_with("unknown: AWS does not allow this user ec2:DescribeSecurityGroupRules"),
        "{text}"
    );
}
