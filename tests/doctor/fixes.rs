//! The fixes of names, encryption and poolers that are settings: each is set as it is written.

use super::{examine, fix, found};
use crate::common::{Encrypted, Pgbouncer, Postgres, Sandbox};

/// What is between two texts of a fix.
fn between<'a>(fix: &'a str, before: &str, after: &str) -> &'a str {
    let rest = fix.split_once(before).unwrap_or_else(|| panic!("{before:?} is not in {fix}")).1;
    rest.split_once(after).map_or(rest, |(text, _)| text)
}

#[test]
fn a_name_that_only_containers_know_is_replaced() {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::new();
    let port = server.port();
    sandbox.write(
        "compose.yaml",
        format!("services:\n  db:\n    image: postgres:17\n    ports: [\"{port}:5432\"]\n"),
    );
    let url = database.url().replace("127.0.0.1", "db");
    sandbox.set("CONNECTION_URL", &url);
    let run = sandbox.run(["doctor", "--quiet", "--format", "json"]).ended_with(1);
    let fix = fix(&run, "dns").replace("[PORT]", &port.to_string());
    assert!(fix.starts_with("db is a service of compose.yaml"), "{fix}");
    let place = between(&fix, "write ", " in CONNECTION_URL");
    sandbox.set("CONNECTION_URL", url.replace(&format!("db:{port}"), place));
    let run = sandbox.run(["doctor", "--quiet", "--format", "json"]).succeeded();
    assert!(found(&run, "dns").starts_with("pass: "), "{run:?}");
}

#[test]
fn weak_encryption_is_made_strong_as_written() {
    let encrypted = Encrypted::shared();
    let sandbox = Sandbox::new();
    sandbox.write("ca.pem", encrypted.authority.pem());
    // With the authority in the URL, or not; for what allows less.
    for query in ["sslmode=require", "sslmode=allow", "sslmode=prefer&sslrootcert=ca.pem"] {
        let fix = fix(&examine(&sandbox, &encrypted.url("tls_only", query), 0), "tls");
        let mode = between(&fix, "sslmode=", " ");
        let option = fix.split_whitespace().find(|word| *word == "--ca-file");
        let rest = query.split_once('&').map_or(String::new(), |(_, rest)| format!("&{rest}"));
        let url = encrypted.url("tls_only", &format!("sslmode={mode}{rest}"));
        let mut args = vec!["doctor", "--quiet", "--format", "json", "--url", &url];
        args.extend(option.iter().flat_map(|option| [*option, "ca.pem"]));
        let text = found(&sandbox.run(args).succeeded(), "tls");
        assert!(text.starts_with("pass: "), "{query}: {fix}: {text}");
        assert!(text.contains("\nverify-full, checked by"), "{query}: {fix}: {text}");
    }
    // The name is not the certificate's.
    let url = encrypted.url("tls_only", "sslmode=verify-full&sslrootcert=ca.pem");
    let name = between(&url, "@", ":");
    let run = examine(&sandbox, &url.replace(name, "other.example"), 1);
    assert!(fix(&run, "tls").starts_with("connect by a name in the certificate"), "{run:?}");
    let text = found(&run, "tls");
    let url = url.replace(name, between(&text, " is for ", ","));
    assert!(found(&examine(&sandbox, &url, 0), "tls").starts_with("pass: "), "{text}");
    // Nothing to check a certificate by.
    let strict = encrypted.url("tls_only", "sslmode=verify-full");
    let text = fix(&examine(&sandbox, &strict, 1), "configuration");
    assert!(text.starts_with("--ca-file FILE "), "{text}");
    let args = ["doctor", "--quiet", "--format", "json", "--url", &strict, "--ca-file", "ca.pem"];
    assert!(found(&sandbox.run(args).succeeded(), "tls").starts_with("pass: "));
    // No TLS at all, where it is asked for.
    let clear = Postgres::shared().database();
    let run = examine(&sandbox, &format!("{}?sslmode=require", clear.url()), 1);
    let text = fix(&run, "tls");
    assert!(text.contains("sslmode=prefer") || text.contains("administrator"), "{text}");
}

#[test]
fn a_pooler_is_gone_past_and_set_as_written() {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::new();
    let doctor = |sandbox: &Sandbox| sandbox.run(["doctor", "--quiet", "--format", "json"]);
    let bouncer = Pgbouncer::start(server, "transaction", &[]);
    sandbox.set("CONNECTION_URL", bouncer.url(&database.name));
    let text = fix(&doctor(&sandbox), "pooler");
    let variable = between(&text, "set ", " to the server's direct URL").to_owned();
    sandbox.set(&variable, database.url());
    let text = found(&doctor(&sandbox).succeeded(), "pooler");
    assert!(text.starts_with("pass: a transaction pooler\n"), "{text}");
    // The direct URL leads through a pooler, too.
    sandbox.set(&variable, format!("{}?connect_timeout=9", bouncer.url(&database.name)));
    let text = fix(&doctor(&sandbox), "pooler");
    assert_eq!(text, format!("{variable} should point to the server itself"));
    sandbox.set(&variable, database.url());
    assert!(found(&doctor(&sandbox).succeeded(), "pooler").starts_with("pass: "));

    let bouncer = Pgbouncer::start(server, "statement", &[]);
    sandbox.set("CONNECTION_URL", bouncer.url(&database.name));
    let text = fix(&doctor(&sandbox), "pooler");
    let modes = between(&text, "pool_mode to ", "\n").to_owned();
    for mode in modes.split(" or ") {
        let bouncer = Pgbouncer::start(server, mode, &[]);
        sandbox.set("CONNECTION_URL", bouncer.url(&database.name));
        let text = found(&doctor(&sandbox).succeeded(), "pooler");
        assert!(text.starts_with(&format!("pass: a {mode} pooler")), "{mode}: {text}");
    }
}
