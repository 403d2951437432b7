//! Answers that are no answers: none makes a check pass.

use std::sync::Mutex;

use cruddur_db::model::audit::{CHECKS, Check};
use serde_json::Value;
use snapbox::str;

use super::recorded::{CALLS, account, account_but, answer, at, is_xml, reply};
use crate::common::{Reply, Run, Sandbox};

/// Audits the account in which everything fails, with another answer to one call.
fn audited(sandbox: &mut Sandbox, call: &'static str, other: Reply) -> Run {
    let server = account_but(false, move |asked| (asked == call).then(|| other.clone()));
    sandbox.set("AWS_ENDPOINT_URL", server.url());
    let checks = checks_of(call).join(",");
    sandbox.run(["rds-audit", "db1", "--format", "json", "--fail-on", "never", "--checks", &checks])
}

/// The checks that make the call.
fn checks_of(call: &str) -> Vec<&'static str> {
    let makes = |permission: &&str| permission.ends_with(&format!(":{call}"));
    let reads = |check: &&Check| check.reads.iter().any(|it| it.permissions().iter().any(makes));
    let checks = CHECKS.iter().filter(|check| call == "DescribeDBInstances" || reads(check));
    checks.map(|check| check.id).collect()
}

/// What passed, unless there was no audit.
fn passed(what: &str, run: &Run) -> Vec<String> {
    if run.status != Some(0) {
        assert!(run.stdout.is_empty() && !run.stderr.is_empty(), "{what}: {run:?}");
        return Vec::new();
    }
    let audit = run.json();
    let checks = audit["checks"].as_array().unwrap().iter();
    let passed = checks.filter(|check| check["verdict"] == "pass");
    passed.map(|check| format!("{what}\n  {}: {}", check["id"], check["found"])).collect()
}

/// Runs these on four threads.
fn each(cases: Vec<(String, &'static str, Reply)>) {
    assert!(cases.len() > 50, "{}", cases.len());
    let (cases, found) = (Mutex::new(cases), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut sandbox = at(&account(false));
                loop {
                    let case = cases.lock().unwrap().pop();
                    let Some((what, call, other)) = case else { break };
                    let passed = passed(&what, &audited(&mut sandbox, call, other));
                    found.lock().unwrap().extend(passed);
                }
            });
        }
    });
    let found = found.into_inner().unwrap();
    assert!(found.is_empty(), "these passed:\n{}", found.join("\n"));
}

#[test]
fn no_garbage_is_a_pass() {
    let mut cases = Vec::new();
    for call in CALLS {
        let body = answer(call, false);
        let empty = if is_xml(call) { format!("<{call}Response/>") } else { "{}".to_owned() };
        let half = body[..body.len() / 2].to_owned();
        let denied = match is_xml(call) {
            true => Reply::rds_error(403, "AccessDenied", "no"),
            false => Reply::Body(400, "application/json", r#"{"__type":"AccessDenied"}"#.into()),
        };
        cases.extend(
            [
                ("nothing", Reply::text("")),
                ("a page", Reply::html(200)),
                ("an error page", Reply::html(502)),
                ("an empty answer", reply(call, empty)),
                ("half an answer", reply(call, half)),
                ("a list", reply(call, "[]".into())),
                ("null", reply(call, "null".into())),
                ("hanging up", Reply::HangUp),
                ("a redirection", Reply::Redirect("https://example.com".into())),
                ("a denial", denied),
            ]
            .map(|(what, other)| (format!("{call}: {what}"), call, other)),
        );
    }
    each(cases);
}

/// A value that says something else, and is no garbage: a name may be any text, and what is not
/// in a list is not there.
const FREE: [&str; 5] = ["MasterUsername", "AttributeValue", "Name", "key", "value"];

#[test]
fn no_missing_or_garbled_field_is_a_pass() {
    let mut cases = Vec::new();
    for call in CALLS {
        let body = answer(call, false);
        let variants = if is_xml(call) { without_xml(&body) } else { without_json(&body) };
        for (name, body) in variants {
            if !FREE.contains(&name.as_str()) {
                cases.push((format!("{call}: {name}: {body}"), call, reply(call, body)));
            }
        }
    }
    each(cases);
}

/// The document without one of its values, and with garbage in its place.
fn without_xml(body: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (start, _) in body.match_indices('<') {
        let Some((name, rest)) = body[start + 1..].split_once('>') else { continue };
        let Some((value, after)) = rest.split_once('<') else { continue };
        let close = format!("/{name}>");
        if let Some(after) = after.strip_prefix(&close) {
            let _: &str = value;
            let before = &body[..start];
            found.push((name.to_owned(), format!("{before}{after}")));
            found.push((name.to_owned(), format!("{before}<{name}>%garbage</{name}>{after}")));
        }
    }
    found
}

fn without_json(body: &str) -> Vec<(String, String)> {
    let whole: Value = serde_json::from_str(body).unwrap();
    let mut paths = Vec::new();
    collect(&whole, String::new(), &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let (parent, name) = path.rsplit_once('/').unwrap();
        let mut without = whole.clone();
        without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
        found.push((name.to_owned(), without.to_string()));
        for garbage in [Value::from("%garbage"), Value::from(7)] {
            let mut other = whole.clone();
            *other.pointer_mut(&path).unwrap() = garbage;
            found.push((name.to_owned(), other.to_string()));
        }
    }
    found
}

/// The paths of all fields of objects.
fn collect(value: &Value, at: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = format!("{at}/{name}");
                paths.push(path.clone());
                collect(value, path, paths);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{at}/{index}"), paths);
            }
        }
        _ => {}
    }
}

#[test]
fn throttling_is_waited_out_and_everything_has_an_end() {
    let only = |server: &crate::common::HttpServer, check: &str| {
        let mut sandbox = at(server);
        sandbox.set("AWS_MAX_ATTEMPTS", "3");
        sandbox.run(["rds-audit", "db1", "--checks", check, "--verbose"])
    };
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = account_but(true, move |call| {
        let before = count
            .fetch_add(usize::from(call == "ListDetectors"), std::sync::atomic::Ordering::SeqCst);
        let throttled = r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#;
        (call == "ListDetectors" && before < 3)
            .then(|| Reply::Body(400, "application/json", throttled.into()))
    });
    only(&server, "guardduty_is_enabled").check(str![[r#"
exit 0
--- stdout
passed
  guardduty_is_enabled
    GuardDuty is on

db1 in ca-central-1: 1 passed

"#]]);
    let server =
        account_but(true, |call| (call == "DescribeTrails").then_some(Reply::Flood(64 << 20)));
    only(&server, "cloudtrail_multi_region_enabled").check(str![[r#"
exit 0
--- stdout
unknown
  cloudtrail_multi_region_enabled
    the answer of cloudtrail:DescribeTrails does not end

db1 in ca-central-1: 1 unknown, 0 passed

"#]]);
    // Ever-new tokens.
    let server = crate::common::HttpServer::start(|request, before| {
        let call = super::recorded::call(request);
        match call.as_str() {
            "DescribeAlarms" => {
                reply(&call, format!(r#"{{"MetricAlarms":[],"NextToken":"{before}"}}"#))
            }
            _ => reply(&call, answer(&call, true)),
        }
    });
    only(&server, "cloudtrail_alerts").check(str![[r#"
exit 0
--- stdout
unknown
  cloudtrail_alerts
    the list of cloudwatch:DescribeAlarms cannot be read completely: 50 pages
    were read, and there are more

db1 in ca-central-1: 1 unknown, 0 passed

"#]]);
    assert!(server.requests().len() < 70, "{}", server.requests().len());
}

#[test]
fn a_wrong_clock_is_recognised() {
    let server = account_but(true, |call| {
        let expired = r#"{"__type":"InvalidSignatureException","message":"Signature expired: 20200101T000000Z is now earlier than 20261126T000000Z"}"#;
        (call == "ListDetectors").then(|| Reply::Body(400, "application/json", expired.into()))
    });
    at(&server).run(["rds-audit", "db1", "--checks", "guardduty_is_enabled"]).check(str![[r#"
exit 0
--- stdout
unknown
  guardduty_is_enabled
    AWS refuses the request's time: the clock of this machine is wrong

db1 in ca-central-1: 1 unknown, 0 passed

"#]]);
}
