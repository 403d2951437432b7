//! What no emulator shows: answers that lag, are lost, come in pages or lie.

use std::sync::Mutex;

use snapbox::str;

use super::{at, item, no_such_rule, rule_set, tagged};
use crate::common::{HttpServer, Reply, Request};

const AUTHORIZE: &str = "AuthorizeSecurityGroupIngress";

fn actions(server: &HttpServer) -> Vec<String> {
    server.requests().iter().map(Request::action).collect()
}

#[test]
fn a_new_rule_may_be_seen_later() {
    let added = Mutex::new(String::new());
    let server = HttpServer::start(move |request, before| {
        let mut added = added.lock().unwrap();
        match (request.action().as_str(), before) {
            (AUTHORIZE, _) => {
                *added = tagged(request);
                rule_set(AUTHORIZE, &added)
            }
            // First the group has another, and then the new one is not yet known.
            (action, 0) => rule_set(action, &item("sgr-2", "8.8.4.4/32", &[])),
            (_, 2 | 3) => no_such_rule(),
            (action, _) => rule_set(action, &added),
        }
    });
    at(&server).run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
added: 8.8.8.8/32 to port 5432 of sg-1 by sgr-1, until [..]Z

"#]]);
    assert_eq!(server.requests().len(), 5);
}

#[test]
fn a_change_may_be_seen_later() {
    let server = HttpServer::start(|request, before| {
        let cidr = if before < 3 { "8.8.4.4/32" } else { "8.8.8.8/32" };
        rule_set(&request.action(), &item("sgr-1", cidr, &[]))
    });
    let mut sandbox = at(&server);
    sandbox.set("DB_SG_RULE_ID", "sgr-1");
    sandbox.run(["sg-allow-my-ip"]).succeeded();
    assert_eq!(server.requests().len(), 4);
}

/// The first answer to the call that adds the rule is lost; the call is repeated.
fn forgetful() -> HttpServer {
    let added = Mutex::new(String::new());
    HttpServer::start(move |request, _| {
        let mut added = added.lock().unwrap();
        match request.action().as_str() {
            AUTHORIZE if added.is_empty() => {
                *added = tagged(request);
                Reply::HangUp
            }
            AUTHORIZE => Reply::ec2_error(400, "InvalidPermission.Duplicate", "It exists"),
            "RevokeSecurityGroupIngress" => rule_set("RevokeSecurityGroupIngress", ""),
            action => rule_set(action, &added),
        }
    })
}

#[test]
fn what_a_lost_answer_was_about_is_found() {
    let server = forgetful();
    let mut sandbox = at(&server);
    sandbox.set("AWS_MAX_ATTEMPTS", "2");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 0
--- stdout
added: 8.8.8.8/32 to port 5432 of sg-1 by sgr-1, until [..]Z

"#]]);
    // And what was made for a command goes with it.
    let server = forgetful();
    let mut sandbox = at(&server);
    sandbox.set("AWS_MAX_ATTEMPTS", "2");
    sandbox.run(["sg-run", "true"]).check(str![[r#"
exit 0
--- stderr
added: 8.8.8.8/32 to port 5432 of sg-1 by sgr-1, until [..]Z
revoked: sgr-1 of sg-1, 8.8.8.8/32

"#]]);
    assert_eq!(actions(&server).last().unwrap(), "RevokeSecurityGroupIngress");
    let last = server.requests().pop().unwrap();
    assert_eq!(last.field("SecurityGroupRuleId.1"), "sgr-1");
}

#[test]
fn what_anothers_call_has_made_is_not_taken_for_ours() {
    let bobs = [("cruddur-db:owner", "bob@workspace-2")];
    let server =
        HttpServer::start(move |request, before| match (request.action().as_str(), before) {
            (AUTHORIZE, _) => Reply::ec2_error(400, "InvalidPermission.Duplicate", "It exists"),
            (action, 0) => rule_set(action, &item("sgr-3", "8.8.4.4/32", &[])),
            (action, _) => rule_set(action, &item("sgr-2", "8.8.8.8/32", &bobs)),
        });
    at(&server).run(["sg-run", "true"]).check(str![[r#"
exit 0
--- stderr
already allowed by another rule: 8.8.8.8/32 to port 5432 of sg-1 by sgr-2

"#]]);
    assert!(!actions(&server).contains(&"RevokeSecurityGroupIngress".to_owned()));
}

#[test]
fn a_rule_that_may_have_been_made_is_looked_for() {
    // Both answers are lost, and the rule is there.
    let made = Mutex::new(String::new());
    let server = HttpServer::start(move |request, _| {
        let mut made = made.lock().unwrap();
        match request.action().as_str() {
            AUTHORIZE => {
                *made = tagged(request);
                Reply::HangUp
            }
            "RevokeSecurityGroupIngress" => rule_set("RevokeSecurityGroupIngress", ""),
            action => rule_set(action, &made),
        }
    });
    at(&server).run(["sg-run", "true"]).check(str![[r#"
exit 0
--- stderr
added: 8.8.8.8/32 to port 5432 of sg-1 by sgr-1, until [..]Z
revoked: sgr-1 of sg-1, 8.8.8.8/32

"#]]);
    assert_eq!(actions(&server).last().unwrap(), "RevokeSecurityGroupIngress");
}

#[test]
fn all_pages_are_read() {
    let ours = [("cruddur-db:owner", "ann@workspace-1")];
    let server = HttpServer::start(move |request, _| match request.field("NextToken").as_str() {
        "" => Reply::xml(format!(
            "<DescribeSecurityGroupRulesResponse><securityGroupRuleSet>{}</securityGroupRuleSet>\
             <nextToken>more</nextToken></DescribeSecurityGroupRulesResponse>",
            item("sgr-2", "8.8.4.4/32", &[])
        )),
        "more" => rule_set(&request.action(), &item("sgr-1", "8.8.8.8/32", &ours)),
        other => panic!("{other}"),
    });
    at(&server).run(["sg-allow-my-ip", "--ttl", "never"]).check(str![[r#"
exit 0
--- stdout
already allowed: 8.8.8.8/32 to port 5432 of sg-1 by sgr-1

"#]]);
    assert_eq!(server.requests().len(), 2);
}

/// Of an emulator that does not know the filter.
#[test]
fn what_was_not_asked_for_is_not_touched() {
    let ours = [("cruddur-db:owner", "ann@workspace-1")];
    let others = item("sgr-1", "8.8.4.4/32", &ours).replace("sg-1<", "sg-2<");
    let server = HttpServer::start(move |request, _| rule_set(&request.action(), &others));
    let run = at(&server).run(["sg-allow-my-ip", "--dry-run"]).succeeded();
    assert!(run.stdout.starts_with("would add: 8.8.8.8/32 to port 5432 of sg-1"), "{run:?}");
    at(&server).run(["sg-allow-my-ip", "--rule-id", "sgr-7"]).ended_with(1);
    let run = at(&server).run(["sg-revoke", "--rule-id", "sgr-1", "--yes"]).ended_with(1);
    assert!(run.stderr.contains("sgr-1 is not an inbound rule of sg-1"), "{run:?}");
    let changes = actions(&server).into_iter().filter(|it| !it.starts_with("Describe"));
    assert_eq!(changes.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn an_empty_list_is_no_proof_of_a_group() {
    let server = HttpServer::start(|request, _| match request.action().as_str() {
        "DescribeSecurityGroups" => Reply::ec2_error(
            400,
            "InvalidGroup.NotFound",
            "The security group 'sg-1' does not exist",
        ),
        action => rule_set(action, ""),
    });
    at(&server).run(["sg-list"]).check(str![[r#"
exit 1
--- stderr
error: The security group 'sg-1' does not exist (InvalidGroup.NotFound)
hint: searched in ca-central-1; use --region for another region

"#]]);
    at(&server).run(["sg-revoke"]).ended_with(1);
    let server = HttpServer::start(|request, _| match request.action().as_str() {
        "DescribeSecurityGroups" => Reply::xml("<DescribeSecurityGroupsResponse/>"),
        action => rule_set(action, ""),
    });
    at(&server).run(["sg-list"]).check(str![[r#"
exit 0
--- stdout
no rule of sg-1 opens port 5432

"#]]);
}

#[test]
fn the_permission_that_is_missing_is_named() {
    let server = HttpServer::start(|request, _| match request.action().as_str() {
        AUTHORIZE => Reply::ec2_error(
            403,
            "UnauthorizedOperation",
            "You are not authorized to perform this operation. User: arn:aws:iam::1:user/ann is \
             not authorized to perform: ec2:CreateTags on resource: arn:aws:ec2:x:1:security-group-rule/* \
             because no identity-based policy allows the ec2:CreateTags action. Encoded \
             authorization failure message: xyz",
        ),
        action => rule_set(action, ""),
    });
    at(&server).run(["sg-allow-my-ip"]).check(str![[r#"
exit 1
--- stderr
error: AWS does not allow this user ec2:CreateTags in ca-central-1
hint: ask the account's administrator to allow ec2:CreateTags in an IAM policy

"#]]);
}

/// The rule lets the new address in, even if its tags cannot be set.
#[test]
fn a_change_without_its_tags_is_said_to_be_made() {
    let server = HttpServer::start(|request, before| match request.action().as_str() {
        "CreateTags" => Reply::ec2_error(403, "UnauthorizedOperation", "not authorized"),
        action => {
            let cidr = if before == 0 { "8.8.4.4/32" } else { "8.8.8.8/32" };
            let tags = [("cruddur-db:owner", "ann@workspace-1")];
            rule_set(action, &item("sgr-1", cidr, &tags))
        }
    });
    let mut sandbox = at(&server);
    sandbox.set("CRUDDUR_OWNER", "ann@workspace-1");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 1
--- stderr
error: AWS does not allow this user ec2:CreateTags in ca-central-1
detail: sgr-1 lets 8.8.8.8/32 in nevertheless; only whose it is and when it ends is not marked
hint: ask the account's administrator to allow ec2:CreateTags in an IAM policy

"#]]);
}

#[test]
fn a_wrong_clock_is_seen_by_the_date_of_the_answer() {
    let refused = |date: &str| {
        let body = "<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to \
                    validate the provided access credentials</Message></Error></Errors></Response>";
        // The type is the last header that the server writes.
        let kind = format!("text/xml\r\nDate: {date}").leak();
        at(&HttpServer::always(Reply::Body(401, kind, body.into()))).run(["sg-allow-my-ip"])
    };
    refused("Tue, 24 Nov 2020 04:05:06 GMT").check(str![[r#"
exit 3
--- stderr
error: AWS refuses the request's time: the clock of this machine is wrong
hint: set the clock (timedatectl set-ntp true), then try again

"#]]);
    let odd = refused("yesterday").ended_with(3);
    assert!(odd.stderr.contains("AWS does not know these credentials"), "{odd:?}");
}

#[test]
fn an_answer_that_lies_is_found_out() {
    // The change is taken, but what is read back is another address, however often.
    let server = HttpServer::start(|request, _| {
        rule_set(&request.action(), &item("sgr-1", "8.8.4.4/32", &[]))
    });
    let mut sandbox = at(&server);
    sandbox.set("DB_SG_RULE_ID", "sgr-1");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 1
--- stderr
error: AWS took the change, but sgr-1 now allows 8.8.4.4/32 on tcp 5432
hint: someone else may be changing the same rule; try again

"#]]);
    assert_eq!(
        actions(&server)[..3],
        ["DescribeSecurityGroupRules", "ModifySecurityGroupRules", "DescribeSecurityGroupRules",]
    );
}

#[test]
fn a_busy_aws_is_asked_again() {
    let ours = [("cruddur-db:owner", "ann@workspace-1")];
    let server = HttpServer::start(move |request, before| match before {
        0 => Reply::ec2_error(503, "RequestLimitExceeded", "Request limit exceeded."),
        1 | 2 => Reply::html(500),
        _ => rule_set(&request.action(), &item("sgr-1", "8.8.8.8/32", &ours)),
    });
    let mut sandbox = at(&server);
    sandbox.unset("AWS_MAX_ATTEMPTS");
    sandbox.run(["sg-allow-my-ip", "--ttl", "never"]).succeeded();
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_rule_for_a_group_or_a_list_cannot_take_an_address() {
    for source in [
        "<referencedGroupInfo><groupId>sg-2</groupId></referencedGroupInfo>",
        "<prefixListId>pl-1</prefixListId>",
    ] {
        let rule = item("sgr-1", "", &[]).replace("<cidrIpv4></cidrIpv4>", source);
        let server = HttpServer::start(move |request, _| rule_set(&request.action(), &rule));
        let mut sandbox = at(&server);
        sandbox.set("DB_SG_RULE_ID", "sgr-1");
        let run = sandbox.run(["sg-allow-my-ip"]).ended_with(2);
        assert!(run.stderr.contains("which AWS cannot change to 8.8.8.8/32"), "{run:?}");
        assert_eq!(actions(&server), ["DescribeSecurityGroupRules"]);
        // Nor does it stand in the way of a rule of our own.
        sandbox.unset("DB_SG_RULE_ID");
        let run = sandbox.run(["sg-allow-my-ip", "--dry-run"]).succeeded();
        assert!(run.stdout.starts_with("would add: 8.8.8.8/32"), "{run:?}");
    }
}

/// The answer to the change is lost. What became of the rule is looked for.
#[test]
fn a_change_whose_answer_is_lost_is_looked_for() {
    for (seen, status) in [("8.8.8.8/32", 0), ("8.8.4.4/32", 3)] {
        let server = HttpServer::start(move |request, before| match request.action().as_str() {
            "ModifySecurityGroupRules" => Reply::HangUp,
            action => {
                let cidr = if before == 0 { "8.8.4.4/32" } else { seen };
                rule_set(action, &item("sgr-1", cidr, &[]))
            }
        });
        let mut sandbox = at(&server);
        sandbox.set("DB_SG_RULE_ID", "sgr-1");
        let run = sandbox.run(["sg-allow-my-ip"]).ended_with(status);
        if status == 0 {
            assert!(run.stdout.starts_with("modified: 8.8.8.8/32"), "{run:?}");
        } else {
            run.check(str![[r#"
exit 3
--- stderr
error: EC2 at [AWS] cannot be reached
detail: sgr-1 allows 8.8.4.4/32 so far, and may still change
hint: see the rules with: `cruddur-db sg-list`

"#]]);
        }
    }
    // And when nothing can be seen.
    let server = HttpServer::start(|request, before| match (request.action().as_str(), before) {
        (action, 0) => rule_set(action, &item("sgr-1", "8.8.4.4/32", &[])),
        _ => Reply::HangUp,
    });
    let mut sandbox = at(&server);
    sandbox.set("DB_SG_RULE_ID", "sgr-1");
    let run = sandbox.run(["sg-allow-my-ip"]).ended_with(3);
    assert!(run.stderr.contains("detail: sgr-1 may have changed"), "{run:?}");
}

#[test]
fn a_false_is_an_error() {
    let no = |action: &str| {
        Reply::xml(format!("<{action}Response><return>false</return></{action}Response>"))
    };
    let ours = [("cruddur-db:owner", "ann@workspace-1")];
    for (refused, args) in [
        (AUTHORIZE, ["sg-allow-my-ip", "--quiet"]),
        ("ModifySecurityGroupRules", ["sg-allow-my-ip", "--rule-id=sgr-1"]),
        ("RevokeSecurityGroupIngress", ["sg-revoke", "--quiet"]),
    ] {
        let server = HttpServer::start(move |request, _| match request.action().as_str() {
            action if action == refused => no(action),
            action if refused == AUTHORIZE => rule_set(action, &item("sgr-2", "8.8.4.4/32", &[])),
            action if refused.starts_with("Modify") => {
                rule_set(action, &item("sgr-1", "8.8.4.4/32", &[]))
            }
            action => rule_set(action, &item("sgr-1", "8.8.4.4/32", &ours)),
        });
        let run = at(&server).run(args).ended_with(1);
        assert!(run.stderr.contains(", and gave no reason"), "{refused} {run:?}");
        assert!(run.stdout.is_empty(), "{run:?}");
    }
}

#[test]
fn descriptions_cannot_steer_the_terminal() {
    let rule = item("sgr-1", "8.8.4.4/32", &[("cruddur-db:owner", "bob@workspace-2")])
        .replace("<tagSet>", "<description>&#x9b;2J office</description><tagSet>");
    let server = HttpServer::start(move |request, _| rule_set(&request.action(), &rule));
    let run = at(&server).run(["sg-list"]).succeeded();
    assert!(run.stdout.contains("\\x9B2J office"), "{run:?}");
    let run = at(&server).run(["sg-revoke", "--rule-id", "sgr-1"]).ended_with(4);
    assert!(run.stderr.contains("\\x9B2J office"), "{run:?}");
}

/// Otherwise the rule would stay open when its command has ended.
#[test]
fn a_rule_is_revoked_though_aws_is_asked_too_often() {
    let (added, refused) = (Mutex::new(String::new()), Mutex::new(0));
    let server = HttpServer::start(move |request, _| {
        let (mut added, mut refused) = (added.lock().unwrap(), refused.lock().unwrap());
        match request.action().as_str() {
            AUTHORIZE => {
                *added = tagged(request);
                rule_set(AUTHORIZE, &added)
            }
            "RevokeSecurityGroupIngress" if *refused < 2 => {
                *refused += 1;
                Reply::ec2_error(503, "RequestLimitExceeded", "Too many")
            }
            "RevokeSecurityGroupIngress" => rule_set("RevokeSecurityGroupIngress", ""),
            action => rule_set(action, &added),
        }
    });
    let mut sandbox = at(&server);
    sandbox.set("AWS_MAX_ATTEMPTS", "1");
    let run = sandbox.run(["sg-run", "true"]).succeeded();
    assert!(run.stderr.ends_with("revoked: sgr-1 of sg-1, 8.8.8.8/32\n"), "{run:?}");
}
