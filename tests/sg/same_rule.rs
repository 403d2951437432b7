//! The old script's command and ours, field by field.

use super::{Setup, at, item, rule_set};
use crate::common::{HttpServer, Request, botocore};

/// What the script's `aws ec2 modify-security-group-rules` asked for.
fn script(group: &str, rule: &str) -> String {
    format!(
        "ec2.modify_security_group_rules(GroupId='{group}', SecurityGroupRules=[\
         {{'SecurityGroupRuleId': '{rule}', 'SecurityGroupRule': {{'Description': 'GITPOD', \
         'IpProtocol': 'tcp', 'FromPort': 5432, 'ToPort': 5432, 'CidrIpv4': '8.8.8.8/32'}}}}])"
    )
}

/// The description of a group's rules, with the ids of rules and groups made equal.
fn without_ids(xml: &str) -> String {
    let (_, items) = xml.split_once("<securityGroupRuleSet>").unwrap();
    let mut parts = items.split('<').map(|part| match part.split_once('>') {
        Some((name @ ("securityGroupRuleId" | "groupId"), _)) => format!("<{name}>[ID]"),
        _ => format!("<{part}"),
    });
    parts.by_ref().collect()
}

#[test]
fn it_is_the_same_on_aws() {
    let (mut ours, mut theirs) = (Setup::new(), Setup::new());
    let before = ours.rule("RULE", "8.8.4.4/32", 5432, None);
    ours.sandbox.set("DB_SG_RULE_ID", &before).set("GITPOD_IP", "8.8.8.8");
    ours.sandbox.run(["sg-allow-my-ip"]).succeeded();
    let rule = theirs.rule("RULE", "8.8.4.4/32", 5432, None);
    botocore(&theirs.sandbox, &script(&theirs.group, &rule));
    let [mine, other] = [&ours, &theirs].map(|it| without_ids(&it.account.rules_xml(&it.group)));
    assert!(mine.contains("<cidrIpv4>8.8.8.8/32"), "{mine}");
    assert_eq!(mine, other);
}

#[test]
fn it_is_the_same_request() {
    let server = HttpServer::start(|request, before| {
        let cidr = if before == 0 { "8.8.4.4/32" } else { "8.8.8.8/32" };
        rule_set(&request.action(), &item("sgr-1", cidr, &[]))
    });
    let mut sandbox = at(&server);
    sandbox.set("DB_SG_RULE_ID", "sgr-1");
    sandbox.run(["sg-allow-my-ip"]).succeeded();
    botocore(&sandbox, &script("sg-1", "sgr-1"));
    let modified: Vec<Request> =
        server.requests().into_iter().filter(|it| it.action().starts_with("Modify")).collect();
    let [ours, theirs] = modified.as_slice() else { panic!("{modified:?}") };
    assert_eq!(ours.form(), theirs.form());
    // Described, changed, read back; once it is right, it is only described.
    assert_eq!(server.requests().len(), 4);
    sandbox.run(["sg-allow-my-ip", "--description", "GITPOD"]).succeeded();
    assert_eq!(server.requests().len(), 7, "the description differs");
}
