use snapbox::str;

use super::Setup;
use crate::common::{HttpServer, Reply, Run, Sandbox};

#[test]
fn rules_that_do_not_fit_are_left_alone() {
    let mut setup = Setup::new();
    let ssh = setup.rule("SSH", "8.8.4.4/32", 22, None);
    let ipv6 = setup.rule("IPV6", "2606:4700::1111/128", 5432, None);
    let bob = setup.rule("BOB", "8.8.4.4/32", 5432, Some("bob@workspace-2"));
    let before = setup.account.rules(&setup.group);
    let run =
        |rule: &str| setup.sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--rule-id", rule]);
    run(&ssh).check(str![[r#"
exit 2
--- stderr
error: [SSH] is for tcp 22, not for tcp 5432
hint: changing it would affect what else it allows; without --rule-id and DB_SG_RULE_ID a rule of your own is used

"#]]);
    run(&ipv6).check(str![[r#"
exit 2
--- stderr
error: [IPV6] allows 2606:4700::1111/128, which AWS cannot change to 8.8.8.8/32
hint: without --rule-id and DB_SG_RULE_ID a rule of your own is used

"#]]);
    run(&bob).check(str![[r#"
exit 2
--- stderr
error: [BOB] belongs to bob@workspace-2, but you are ann@workspace-1
hint: without --rule-id and DB_SG_RULE_ID a rule of your own is used; set CRUDDUR_OWNER to your name

"#]]);
    run("sgr-00000000000000000").check(str![[r#"
exit 1
--- stderr
error: there is no rule sgr-00000000000000000 in ca-central-1
hint: `cruddur-db sg-list` shows the rules; without --rule-id and DB_SG_RULE_ID one is added

"#]]);
    let other = setup.account.group("web");
    let elsewhere = setup.account.rule(&other, "8.8.4.4/32", 5432, None);
    assert!(run(&elsewhere).ended_with(2).stderr.contains("belongs to sg-"));
    assert_eq!(setup.account.rules(&setup.group), before);
}

#[test]
fn an_outbound_rule_is_left_alone() {
    let setup = Setup::new();
    let xml = setup.account.rules_xml(&setup.group);
    let outbound = crate::common::between(&xml, "securityGroupRuleId");
    let mut sandbox = setup.sandbox;
    sandbox.hide(&outbound, "[OUT]");
    let args = ["sg-allow-my-ip", "--ip", "8.8.8.8", "--rule-id", &outbound];
    sandbox.run(args).check(str![[r#"
exit 2
--- stderr
error: [OUT] is an outbound rule
hint: without --rule-id and DB_SG_RULE_ID a rule of your own is used

"#]]);
}

#[test]
fn swapped_and_odd_ids_are_found_out() {
    let setup = Setup::new();
    let mut sandbox = setup.sandbox;
    sandbox.set("GITPOD_IP", "8.8.8.8").set("DB_SG_ID", "sgr-070061bba156cfa88");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 2
--- stderr
error: DB_SG_ID is not the ID of a security group: "sgr-070061bba156cfa88"
hint: that is a rule ID; set it as --rule-id or DB_SG_RULE_ID

"#]]);
    sandbox.run(["sg-allow-my-ip", "--sg-id", "default"]).check(str![[r#"
exit 2
--- stderr
error: --sg-id is not the ID of a security group: "default"
hint: group IDs look like sg-0b725ebab7e25635e, rule IDs like sgr-070061bba156cfa88

"#]]);
    sandbox.run(["sg-allow-my-ip", "--rule-id", "sg-1"]).ended_with(2);
    sandbox.set("DB_SG_ID", "sg-1").set("DB_SG_RULE_ID", "sgr-1");
    sandbox.run(["sg-allow-my-ip", "--ttl", "1h"]).check(str![[r#"
exit 2
--- stderr
error: --ttl is for a rule of your own, but DB_SG_RULE_ID names one
hint: remove --ttl, or unset DB_SG_RULE_ID

"#]]);
    sandbox.run(["sg-allow-my-ip", "--ttl", "5"]).ended_with(2);
    sandbox.set("DB_SG_ID", "").set("DB_SG_RULE_ID", "");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 2
--- stderr
error: no security group is named: environment prod has no database: PROD_CONNECTION_URL is not set
hint: pass --sg-id or --instance, or set DB_SG_ID, or PROD_CONNECTION_URL to find it by

"#]]);
}

#[test]
fn an_unknown_group_is_nobodys() {
    let setup = Setup::new();
    let args = ["sg-allow-my-ip", "--ip", "8.8.8.8", "--sg-id", "sg-00000000000000000"];
    setup.sandbox.run(args).check(str![[r#"
exit 1
--- stderr
error: The security group 'sg-00000000000000000' does not exist (InvalidGroup.NotFound)
hint: searched in ca-central-1; use --region for another region

"#]]);
}

#[test]
fn a_full_group_names_what_can_go() {
    let mut setup = Setup::new();
    let full = |setup: &Setup, from: u8| {
        for number in from..60 {
            setup.account.rule(&setup.group, &format!("8.8.4.{number}/32"), 22, None);
        }
    };
    // The emulator counts the outbound rule, too.
    let ours = setup.rule("OURS", "8.8.4.4/32", 6543, Some("ann@workspace-1"));
    full(&setup, 1);
    let args = ["sg-allow-my-ip", "--ip", "8.8.8.8"];
    setup.sandbox.run(args).check(str![[r#"
exit 1
--- stderr
error: [GROUP] has the maximum number of rules
hint: none that cruddur-db added has expired; `cruddur-db sg-list` shows the rules and their owners; to raise the limit of 60, see Service Quotas

"#]]);
    let tag = [
        ("Action", "CreateTags"),
        ("ResourceId.1", ours.as_str()),
        ("Tag.1.Key", "cruddur-db:until"),
        ("Tag.1.Value", "2020-01-01T00:00:00Z"),
    ];
    setup.account.ask("ec2", &tag);
    setup.sandbox.run(args).check(str![[r#"
exit 0
--- stdout
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..], until [..]Z
note: removed the expired rule [OURS] of ann@workspace-1 for 8.8.4.4/32

"#]]);
}

/// Runs against a server that says this to everything.
fn told(reply: Reply) -> Run {
    let server = HttpServer::always(reply);
    at(&server.url(), &[])
}

fn at(url: &str, more: &[(&str, &str)]) -> Run {
    let mut sandbox = Sandbox::new();
    sandbox
        .without_aws()
        .set("AWS_ENDPOINT_URL", url)
        .set("AWS_ACCESS_KEY_ID", "test")
        .set("AWS_SECRET_ACCESS_KEY", "canary-Zq7")
        .set("CRUDDUR_AWS_TIMEOUT", "500ms")
        .hide(url, "[AWS]");
    for (name, value) in more {
        sandbox.set(*name, *value);
    }
    let run = sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--sg-id", "sg-1"]);
    assert!(!format!("{run:?}").contains("canary"), "{run:?}");
    run
}

#[test]
fn credentials_that_are_not_taken() {
    let ec2 = |code| told(Reply::ec2_error(401, code, "AWS was not able to validate it"));
    ec2("AuthFailure").check(str![[r#"
exit 3
--- stderr
error: AWS does not know these credentials (AuthFailure)
hint: check AWS_ACCESS_KEY_ID or the profile; AWS_SESSION_TOKEN is valid for one key only

"#]]);
    ec2("SignatureDoesNotMatch").check(str![[r#"
exit 3
--- stderr
error: AWS does not accept the secret access key (SignatureDoesNotMatch)
hint: AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID

"#]]);
    ec2("RequestExpired").check(str![[r#"
exit 3
--- stderr
error: the AWS session has expired
hint: log in again (aws sso login) or renew AWS_SESSION_TOKEN

"#]]);
    ec2("ExpiredToken").ended_with(3);
    ec2("InvalidClientTokenId").ended_with(3);
    let skewed = "Signature not yet current: 20261124T040506Z is still later than";
    told(Reply::ec2_error(403, "SignatureDoesNotMatch", skewed)).check(str![[r#"
exit 3
--- stderr
error: AWS refuses the request's time: the clock of this machine is wrong
hint: set the clock (timedatectl set-ntp true), then try again

"#]]);
}

#[test]
fn what_is_not_allowed_is_named() {
    let message = "You are not authorized to perform this operation.";
    told(Reply::ec2_error(403, "UnauthorizedOperation", message)).check(str![[r#"
exit 1
--- stderr
error: AWS does not allow this user ec2:DescribeSecurityGroupRules in ca-central-1
hint: ask the account's administrator to allow ec2:DescribeSecurityGroupRules in an IAM policy

"#]]);
}

#[test]
fn trouble_at_aws() {
    told(Reply::ec2_error(503, "RequestLimitExceeded", "Request limit exceeded.")).check(str![[
        r#"
exit 3
--- stderr
error: AWS is asked too often (RequestLimitExceeded)
hint: wait a minute, then try again

"#
    ]]);
    told(Reply::ec2_error(500, "InternalError", "An internal error has occurred.")).check(str![[
        r#"
exit 3
--- stderr
error: An internal error has occurred (InternalError)
hint: AWS has a problem; try again later

"#
    ]]);
    told(Reply::html(500)).check(str![[r#"
exit 3
--- stderr
error: EC2 at [AWS] answered 500, but not as AWS does
hint: check for a proxy or login page in between; otherwise try again later

"#]]);
}

#[test]
fn something_in_between() {
    told(Reply::html(200)).check(str![[r#"
exit 3
--- stderr
error: EC2 at [AWS] answered 200, but not as AWS does
hint: check for a proxy or login page in between; otherwise try again later

"#]]);
    told(Reply::HangUp).check(str![[r#"
exit 3
--- stderr
error: EC2 at [AWS] cannot be reached
detail: connection closed before message completed
hint: the endpoint is configured: check AWS_ENDPOINT_URL and the profile

"#]]);
    told(Reply::Stall).check(str![[r#"
exit 3
--- stderr
error: EC2 at [AWS] did not answer in time
hint: the endpoint is configured: check AWS_ENDPOINT_URL and the profile

"#]]);
    told(Reply::Half("<DescribeSecurityGroupRulesResponse>".into())).ended_with(3);
}

#[test]
fn no_one_there() {
    at("http://127.0.0.1:1", &[]).check(str![[r#"
exit 3
--- stderr
error: EC2 at [AWS] cannot be reached
detail: Connection refused (os error 111)
hint: the endpoint is configured: check AWS_ENDPOINT_URL and the profile

"#]]);
}

#[test]
fn no_credentials_no_region() {
    let mut sandbox = Sandbox::new();
    sandbox.without_aws();
    let args = ["sg-allow-my-ip", "--ip", "8.8.8.8", "--sg-id", "sg-1"];
    sandbox.run(args).check(str![[r#"
exit 2
--- stderr
error: no AWS credentials were found
hint: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with the AWS CLI and set AWS_PROFILE

"#]]);
    sandbox.set("AWS_REGION", "");
    sandbox.run(args).check(str![[r#"
exit 2
--- stderr
error: no AWS region is configured
hint: pass --region, or set AWS_REGION, for example to ca-central-1

"#]]);
    sandbox.set("AWS_REGION", "ca-central-1a");
    sandbox.run(args).check(str![[r#"
exit 2
--- stderr
error: ca-central-1a is an availability zone, not a region
hint: the region is ca-central-1

"#]]);
    sandbox.set("AWS_REGION", "evil.example/x");
    sandbox.run(args).ended_with(2);
}

#[test]
fn nothing_travels_in_the_clear() {
    at("http://aws.example", &[]).check(str![[r#"
exit 2
--- stderr
error: the configured AWS endpoint [AWS] is not encrypted and not on this machine
hint: credentials and passwords would travel unencrypted; use https, or unset it

"#]]);
    at("http://127.0.0.1:1", &[("AWS_ENDPOINT_URL_EC2", "http://aws.example")]).ended_with(2);
}
