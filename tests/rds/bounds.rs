//! What is at an endpoint and never ends: lists, responses, waits.

use std::time::{Duration, Instant};

use snapbox::str;

use super::{at, described};
use crate::common::{HttpServer, Postgres, Reply, Sandbox};

/// One rule a page, and the token of the next that `token` makes of the number of pages before.
fn rules(token: fn(usize) -> String) -> HttpServer {
    HttpServer::start(move |_, before| {
        Reply::xml(format!(
            "<DescribeSecurityGroupRulesResponse><securityGroupRuleSet><item>\
             <securityGroupRuleId>sgr-{before}</securityGroupRuleId><groupId>sg-1</groupId>\
             <isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>5432</fromPort>\
             <toPort>5432</toPort><cidrIpv4>8.8.8.8/32</cidrIpv4></item></securityGroupRuleSet>\
             <nextToken>{}</nextToken></DescribeSecurityGroupRulesResponse>",
            token(before)
        ))
    })
}

#[test]
fn a_list_of_ever_new_pages_ends() {
    let server = rules(|before| format!("page-{before}"));
    at(&server).run(["sg-list", "--sg-id", "sg-1"]).check(str![[r#"
exit 3
--- stderr
error: the list of rules of sg-1 cannot be read completely: 100 pages were read, and there are more
hint: check what is at the endpoint: AWS's own lists end

"#]]);
    assert_eq!(server.requests().len(), 100);
    let server = rules(|before| (before % 3).to_string());
    let run = at(&server).run(["sg-list", "--sg-id", "sg-1"]).ended_with(3);
    assert!(
        run.stderr.contains("cannot be read completely: the same page was returned again\n"),
        "{run:?}"
    );
    assert_eq!(server.requests().len(), 4);
    // An empty token is the end, as the services mean it.
    let server = rules(|before| if before < 2 { before.to_string() } else { String::new() });
    let run = at(&server).run(["sg-list", "--sg-id", "sg-1", "--format", "json"]).succeeded();
    assert!(run.stdout.contains("sgr-0") && run.stdout.contains("sgr-2"), "{run:?}");
}

#[test]
fn lists_of_instances_and_users_end_too() {
    let server = HttpServer::always(Reply::xml(
        "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances/><Marker>m</Marker>\
         </DescribeDBInstancesResult></DescribeDBInstancesResponse>",
    ));
    let mut sandbox = at(&server);
    sandbox.set("PROD_CONNECTION_URL", "postgresql://u@db.example.test/cruddur");
    let run = sandbox.run(["sg-list"]).ended_with(3);
    assert!(
        run.stderr.contains("the list of instances in ca-central-1 cannot be read completely"),
        "{run:?}"
    );
    assert_eq!(server.requests().len(), 2);

    let server = HttpServer::always(Reply::Body(
        200,
        "application/x-amz-json-1.1",
        r#"{"Users":[],"PaginationToken":"again"}"#.to_owned(),
    ));
    let database = Postgres::shared().database();
    let mut sandbox = at(&server);
    sandbox.set("CONNECTION_URL", database.url());
    for command in ["schema-load", "seed"] {
        sandbox.run([command, "--quiet"]).succeeded();
    }
    let pool = "ca-central-1_Abc";
    let run = sandbox.run(["user", "sync", "--pool-id", pool, "--quiet"]).ended_with(3);
    assert!(
        run.stderr.contains(&format!("the list of users of {pool} cannot be read completely")),
        "{run:?}"
    );
}

#[test]
fn a_response_without_an_end_is_not_kept() {
    let server = HttpServer::always(Reply::Flood(1 << 30));
    let mut sandbox = at(&server);
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "20s");
    sandbox.run(["rds-status", "db1"]).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] answered with more than 16 MiB
hint: the response is too long to be from AWS: check what is at the endpoint

"#]]);
}

/// Runs it, and wants it to end far before the test's own limit.
fn ends_soon(sandbox: &Sandbox, args: &[&str]) -> String {
    let started = Instant::now();
    let run = sandbox.run(args.iter().copied());
    assert!(started.elapsed() < Duration::from_secs(20), "{run:?}");
    assert_ne!(run.status, Some(0), "{run:?}");
    run.stderr
}

#[test]
fn silence_ends_every_wait() {
    let server = HttpServer::always(Reply::Stall);
    let mut sandbox = at(&server);
    // As many attempts as one may set: a call has a limit of its own.
    sandbox.set("AWS_MAX_ATTEMPTS", "1000").set("CRUDDUR_AWS_TIMEOUT", "500ms");
    let said = ends_soon(&sandbox, &["rds-status", "db1"]);
    assert!(said.contains("RDS at [AWS] did not answer in time"), "{said}");
    // Calls without a crate have the same bound, the pauses between attempts included.
    let before = server.requests().len();
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "300ms");
    let said = ends_soon(&sandbox, &["trigger-status", "--pool-id", "ca-central-1_AbCdEf123"]);
    assert!(said.contains("at [AWS] did not answer in time"), "{said}");
    assert!((1..4).contains(&(server.requests().len() - before)), "{:?}", server.requests());
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "1h");
    let wait = ["--interval", "10ms", "--timeout", "1s"];
    let said = ends_soon(&sandbox, &[&["rds-wait", "db1"][..], &wait].concat());
    assert!(said.contains("db1 is not seen after 1 s"), "{said}");
    // The call is answered, and then nothing.
    let server = HttpServer::start(|request, before| match before {
        0 => described("DescribeDBInstances", "stopped"),
        1 => described(&request.action(), "starting"),
        _ => Reply::Stall,
    });
    let mut sandbox = at(&server);
    sandbox.set("CRUDDUR_AWS_TIMEOUT", "1h");
    let said = ends_soon(&sandbox, &[&["rds-start", "db1"][..], &wait].concat());
    assert!(said.contains("db1 is not seen after 1 s"), "{said}");
}
