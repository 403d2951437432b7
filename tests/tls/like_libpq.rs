//! What each sslmode does, beside what psql does with the same URL.

use std::process::Command;

use crate::common::{Encrypted, Postgres, Sandbox};

const MODES: [&str; 7] = ["", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

const IS_ENCRYPTED: &str = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

#[test]
fn every_mode_does_what_it_does_in_psql() {
    let encrypted = Encrypted::shared();
    let mut sandbox = super::sandbox("tls_only", "");
    let stranger = super::stranger(&sandbox);
    let right = sandbox.work().join("ca.pem");
    let clear = Postgres::shared();
    let without_tls = |more: &str| {
        let url = clear.url("postgres").replace("127.0.0.1", Encrypted::HOST);
        format!("{url}?hostaddr=127.0.0.1&{more}")
    };
    let mut differ = Vec::new();
    for mode in MODES {
        for roots in [None, Some(&right), Some(&stranger)] {
            let mut more = vec!["connect_timeout=20".to_owned()];
            if !mode.is_empty() {
                more.push(format!("sslmode={mode}"));
            }
            more.extend(roots.map(|roots| format!("sslrootcert={}", roots.display())));
            let more = more.join("&");
            for url in [
                encrypted.url("tls_only", &more),
                encrypted.url("clear_only", &more),
                encrypted.url("postgres", &more),
                encrypted.url("postgres", &more).replace(Encrypted::HOST, "other.example.test"),
                without_tls(&more),
            ] {
                sandbox.set("CONNECTION_URL", &url);
                let (ours, theirs) = (ours(&sandbox), theirs(&sandbox, &url));
                if ours != theirs {
                    differ.push(format!("{url}: {ours:?}, psql {theirs:?}"));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Whether we get in, and encrypted or not, as a session sees itself.
fn ours(sandbox: &Sandbox) -> Option<bool> {
    sandbox.write(
        "probe.sql",
        "do $$ begin if (select ssl from pg_stat_ssl where pid = pg_backend_pid()) then \
         raise exception 'encrypted'; else raise exception 'clear'; end if; end $$;\n",
    );
    let run = sandbox.run(["schema-load", "probe.sql", "--confirm", "postgres"]);
    match (
        run.stderr.contains("error: probe.sql:1:1: encrypted"),
        run.stderr.contains("error: probe.sql:1:1: clear"),
    ) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => {
            assert!(matches!(run.status, Some(2 | 3)), "{run:?}");
            None
        }
    }
}

pub fn theirs(sandbox: &Sandbox, url: &str) -> Option<bool> {
    let output = Command::new(crate::common::program("psql"))
        .args(["-XAtw", "-c", IS_ENCRYPTED, url])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", sandbox.root().join("home"))
        .output()
        .unwrap();
    match String::from_utf8(output.stdout).unwrap().trim() {
        "t" => Some(true),
        "f" => Some(false),
        _ => {
            assert_eq!(
                output.status.code(),
                Some(2),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            None
        }
    }
}
