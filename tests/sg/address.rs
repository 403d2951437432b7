use std::net::TcpListener;
use std::sync::{Arc, Barrier};

use snapbox::str;

use super::{Setup, at, item, rule_set};
use crate::common::{HttpServer, Reply, Run};

/// Runs with two services that give these answers. The first is shown as `[ONE]`, the second
/// as `[TWO]`.
fn ask(one: Reply, two: Reply, args: &[&str]) -> Run {
    let mut setup = Setup::new();
    let (one, two) = (HttpServer::always(one), HttpServer::always(two));
    for (server, name) in [(&one, "[ONE]"), (&two, "[TWO]")] {
        setup.sandbox.hide(server.url().trim_start_matches("http://"), name);
    }
    setup.sandbox.set("CRUDDUR_IP_SERVICES", format!("{},{}", one.url(), two.url()));
    let args = ["sg-allow-my-ip"].iter().chain(args).copied();
    let run = setup.sandbox.run(args);
    if run.status != Some(0) {
        assert_eq!(setup.rules(), [""; 0], "nothing is opened");
    }
    run
}

fn with_good(other: Reply) -> Run {
    ask(Reply::text("8.8.8.8\n"), other, &[])
}

#[test]
fn two_that_agree_are_believed() {
    with_good(Reply::text("8.8.8.8")).check(str![[r#"
exit 0
--- stdout
added: 8.8.8.8/32 to port 5432 of [GROUP] by sgr-[..]

"#]]);
}

#[test]
fn two_that_differ_are_not() {
    with_good(Reply::text("8.8.4.4")).check(str![[r#"
exit 1
--- stderr
error: two services see different addresses: [ONE] says 8.8.8.8, [TWO] says 8.8.4.4
hint: connections leave by more than one route; choose: `cruddur-db sg-allow-my-ip --ip 8.8.8.8` or `cruddur-db sg-allow-my-ip --ip 8.8.4.4`

"#]]);
}

#[test]
fn a_web_page_is_no_address() {
    with_good(Reply::html(200)).check(str![[r#"
exit 3
--- stderr
error: [TWO] gave no address: "<html><body>Please log in</body></html>" is not an IP address
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
    with_good(Reply::html(503)).check(str![[r#"
exit 3
--- stderr
error: [TWO] answered 503 Service Unavailable
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
}

#[test]
fn a_flood_is_cut_off() {
    with_good(Reply::Flood(10_000_000)).check(str![[r#"
exit 3
--- stderr
error: [TWO] gave no address: its answer is too long
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
}

#[test]
fn redirections_are_not_followed() {
    with_good(Reply::Redirect("http://127.0.0.1:1/".into())).check(str![[r#"
exit 3
--- stderr
error: [TWO] redirects (302 Found), which is not followed
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
}

#[test]
fn hang_ups_and_halves() {
    with_good(Reply::HangUp).check(str![[r#"
exit 3
--- stderr
error: [TWO] cannot be reached
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
    with_good(Reply::Half("8.8.8.8".into())).check(str![[r#"
exit 3
--- stderr
error: [TWO] stopped in the middle of its response
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
}

#[test]
fn a_service_that_stalls_is_given_up() {
    with_good(Reply::Stall).check(str![[r#"
exit 3
--- stderr
error: [TWO] did not answer in time
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
}

#[test]
fn addresses_that_are_not_public_are_refused() {
    for text in ["10.1.2.3", "127.0.0.1", "100.64.0.1", "0.0.0.0", "203.0.113.7"] {
        let run = ask(Reply::text(text), Reply::text(text), &[]).ended_with(3);
        assert!(run.stderr.contains(&format!("{text} is not a public address")), "{run:?}");
    }
    for text in ["", "8.8.8.8/32", "8.8.8.8 1.1.1.1", "010.1.1.1", "{\"ip\":\"8.8.8.8\"}"] {
        ask(Reply::text(text), Reply::text(text), &[]).ended_with(3);
    }
}

#[test]
fn ipv6_is_asked_for_or_refused() {
    let ipv6 = || Reply::text("2606:4700::1111");
    with_good(ipv6()).check(str![[r#"
exit 3
--- stderr
error: [TWO] gave an IPv6 address, 2606:4700::1111
detail: [ONE] says 8.8.8.8, but it must be confirmed
hint: if 8.8.8.8 is right: `cruddur-db sg-allow-my-ip --ip 8.8.8.8`

"#]]);
    ask(ipv6(), ipv6(), &["--ipv6"]).check(str![[r#"
exit 0
--- stdout
added: 2606:4700::1111/128 to port 5432 of [GROUP] by sgr-[..]
note: only instances with network type DUAL are reachable by IPv6

"#]]);
    ask(ipv6(), Reply::text("8.8.8.8"), &["--ipv6"]).check(str![[r#"
exit 3
--- stderr
error: [TWO] gave an IPv4 address, 8.8.8.8
detail: [ONE] says 2606:4700::1111, but it must be confirmed
hint: if 2606:4700::1111 is right: `cruddur-db sg-allow-my-ip --ipv6 --ip 2606:4700::1111`

"#]]);
}

#[test]
fn given_addresses_are_looked_at_as_hard() {
    let setup = Setup::new();
    let mut sandbox = setup.sandbox;
    for ip in ["", "10.0.0.1", "8.8.8.0/24", "0.0.0.0/0", "<html>", "8.8.8.8;x"] {
        sandbox.run(["sg-allow-my-ip", "--ip", ip]).ended_with(2);
    }
    sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8/32"]).check(str![[r#"
exit 2
--- stderr
error: --ip: 8.8.8.8/32 is a block; use a single address, since a rule opens exactly one

"#]]);
    sandbox.run(["sg-allow-my-ip", "--ip", "8.8.8.8", "--ipv6"]).check(str![[r#"
exit 2
--- stderr
error: --ip is 8.8.8.8, but --ipv6 selects IPv6

"#]]);
    sandbox.set("GITPOD_IP", "192.168.1.5");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 2
--- stderr
error: GITPOD_IP: 192.168.1.5 is not a public address (private)

"#]]);
}

#[test]
fn services_are_asked_over_https_only() {
    let setup = Setup::new();
    let mut sandbox = setup.sandbox;
    sandbox.set("CRUDDUR_IP_SERVICES", "http://a.example,https://b.example");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 2
--- stderr
error: the address services must be two https URLs
hint: plain http is accepted only on this machine

"#]]);
    sandbox.set("CRUDDUR_IP_SERVICES", "https://a.example,https://a.example/ip");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 2
--- stderr
error: the address services must be two: a.example cannot confirm itself

"#]]);
}

#[test]
fn nobody_answering_is_said_so() {
    let setup = Setup::new();
    let mut sandbox = setup.sandbox;
    let closed = || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let (one, two) = (closed(), closed());
    sandbox.hide(one.trim_start_matches("http://"), "[ONE]");
    sandbox.hide(two.trim_start_matches("http://"), "[TWO]");
    sandbox.set("CRUDDUR_IP_SERVICES", format!("{one},{two}"));
    // A proxy is not asked unless that was asked for.
    sandbox.set("HTTP_PROXY", "http://proxy.example:8080");
    sandbox.run(["sg-allow-my-ip"]).check(str![[r#"
exit 3
--- stderr
error: [ONE] cannot be reached
detail: [TWO] cannot be reached
hint: pass the address with --ip; a machine with IPv6 alone needs --ipv6

"#]]);
    let run = sandbox.run(["sg-allow-my-ip", "--ipv6"]).ended_with(3);
    assert!(run.stderr.ends_with("hint: pass the address with --ip\n"), "{run:?}");
}

#[test]
fn the_group_and_the_address_are_looked_up_side_by_side() {
    // Each answers only when all three have been asked.
    let all = Arc::new(Barrier::new(3));
    let meet = || {
        let all = Arc::clone(&all);
        move || {
            all.wait();
        }
    };
    let service = |meet: Box<dyn Fn() + Send + Sync>| {
        HttpServer::start(move |_, _| {
            meet();
            Reply::text("8.8.8.8")
        })
    };
    let (one, two) = (service(Box::new(meet())), service(Box::new(meet())));
    let meet = meet();
    let server = HttpServer::start(move |request, before| {
        if before == 0 {
            meet();
        }
        rule_set(&request.action(), &item("sgr-1", "8.8.8.8/32", &[]))
    });
    let mut sandbox = at(&server);
    sandbox.set("GITPOD_IP", "").set("CRUDDUR_IP_SERVICES", format!("{},{}", one.url(), two.url()));
    sandbox.run(["sg-allow-my-ip"]).succeeded();
    assert_eq!(server.requests().len(), 1, "it was right already");
}
