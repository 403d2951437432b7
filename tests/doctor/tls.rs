//! What doctor makes of encryption: it checks as a login does.

use std::time::{Duration, SystemTime};

use snapbox::str;

use super::{examine, found};
use crate::common::{Authority, Certificate, Encrypted, Postgres, Sandbox};

const RDS: &str = "db1.c9.ca-central-1.rds.amazonaws.com";

/// A sandbox with the authority of the server with TLS, and another.
fn sandbox() -> Sandbox {
    let encrypted = Encrypted::shared();
    let mut sandbox = Sandbox::new();
    sandbox.write("ca.pem", encrypted.authority.pem());
    sandbox.write("stranger.pem", Authority::new("Somebody Else").pem());
    sandbox.hide(format!(":{}", encrypted.server.port()), ":[PORT]");
    sandbox
}

/// What is said of TLS with these arguments, and of the login.
fn judged(sandbox: &Sandbox, url: &str, more: &[&str], status: i32) -> (String, String) {
    let args = ["doctor", "--quiet", "--format", "json", "--timeout", "5s", "--url", url];
    let run = sandbox.run(args.iter().chain(more)).ended_with(status);
    (found(&run, "tls"), found(&run, "login"))
}

#[test]
fn an_own_authority_vouches_by_flag_and_by_variable() {
    let mut sandbox = sandbox();
    let url = Encrypted::shared().url("tls_only", "");
    let whom = "pass: TLS 1.3, certificate of db.example.test by The Right Authority, valid until";
    let checked = "\nverify-full, checked by the CA certificates in ca.pem";
    let not_in = "fail: the certificate of db.example.test:[PORT] is issued by \"The Right \
                  Authority\", which is not among the CA certificates in stranger.pem / someone may be";
    let skipped = "unknown: skipped: TLS failed";
    let (tls, login) = judged(&sandbox, &url, &["--ca-file", "ca.pem"], 0);
    assert!(tls.starts_with(whom) && tls.ends_with(checked), "{tls}");
    assert_eq!(login, "pass: as tls_only");
    let (tls, login) = judged(&sandbox, &url, &["--ca-file", "stranger.pem"], 1);
    assert!(tls.starts_with(not_in) && login == skipped, "{tls} {login}");

    sandbox.set("PGSSLMODE", "verify-full").set("PGSSLROOTCERT", "ca.pem");
    let (tls, login) = judged(&sandbox, &url, &[], 0);
    assert!(tls.starts_with(whom) && tls.ends_with(checked), "{tls}");
    assert_eq!(login, "pass: as tls_only");
    let other = url.replace(Encrypted::HOST, "other.example.test");
    let (tls, login) = judged(&sandbox, &other, &[], 1);
    assert!(tls.contains(" is for db.example.test, not for other.example.test / "), "{tls}");
    assert_eq!(login, skipped);
    sandbox.set("PGSSLROOTCERT", "stranger.pem");
    let (tls, login) = judged(&sandbox, &url, &[], 1);
    assert!(tls.starts_with(not_in) && login == skipped, "{tls} {login}");
}

#[test]
fn weaker_modes_are_told_from_strong_ones() {
    let sandbox = sandbox();
    let url = |more: &str| Encrypted::shared().url("tls_only", more);
    let (tls, _) = judged(&sandbox, &url("sslmode=require"), &[], 0);
    assert!(tls.starts_with("warn: ") && tls.contains("it could be anyone's / "), "{tls}");
    let (tls, _) = judged(&sandbox, &url("sslmode=verify-ca&sslrootcert=ca.pem"), &[], 0);
    assert!(tls.starts_with("pass: ") && tls.contains("\nverify-ca, checked by"), "{tls}");
    let (tls, _) = judged(&sandbox, &url("sslmode=prefer&sslrootcert=ca.pem"), &[], 0);
    assert!(tls.starts_with("warn: ") && tls.contains("an attacker can force / "), "{tls}");
    let (tls, _) = judged(&sandbox, &url("sslmode=allow"), &[], 0);
    assert!(tls.starts_with("warn: ") && tls.contains("/ "), "{tls}");
    let (tls, login) = judged(&sandbox, &url("sslmode=disable"), &[], 1);
    assert!(
        tls.starts_with("warn: sslmode=disable: password and data are sent unencrypted"),
        "{tls}"
    );
    assert!(login.contains("no pg_hba.conf entry"), "{login}");

    // What the certificate does not prove, this mode does without: the login says that it went on.
    let clear = Encrypted::shared().url("clear_only", "sslmode=prefer&sslrootcert=stranger.pem");
    let (tls, login) = judged(&sandbox, &clear, &[], 1);
    assert!(tls.starts_with("fail: ") && tls.contains("falls back to no encryption / "), "{tls}");
    assert_eq!(login, "pass: as clear_only");
}

#[test]
fn servers_of_rds_are_held_to_amazons_authorities() {
    let mut sandbox = sandbox();
    #[cfg(feature = "aws")]
    sandbox.without_aws();
    sandbox.set("GITPOD_IP", "8.8.8.8");
    let url = |more: &str| Encrypted::shared().url("tls_only", more).replace(Encrypted::HOST, RDS);
    let (tls, login) = judged(&sandbox, &url(""), &[], 1);
    snapbox::assert_data_eq!(
        tls,
        str![[
            r#"fail: the certificate of db1.c9.ca-central-1.rds.amazonaws.com:[PORT] is issued by "The Right Authority", which is not among Amazon's CA certificates for RDS / someone may be intercepting the connection; a region newer than this program needs --ca-file with https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"#
        ]]
    );
    assert_eq!(login, "unknown: skipped: TLS failed");
    // Encrypted without the right authority is not enough, whatever the mode.
    let (tls, _) = judged(&sandbox, &url("sslmode=require"), &[], 1);
    assert!(
        tls.starts_with("fail: ") && tls.contains("not among Amazon's CA certificates"),
        "{tls}"
    );
    let (tls, _) = judged(&sandbox, &url("sslmode=verify-ca&sslrootcert=ca.pem"), &[], 0);
    assert!(tls.starts_with("warn: TLS 1.3, "), "{tls}");
    assert!(tls.contains(" / sslmode=verify-ca does not check the server's name; remove"), "{tls}");
    let (tls, _) = judged(&sandbox, &url("sslmode=disable"), &[], 1);
    assert!(
        tls.starts_with("warn: sslmode=disable") && tls.contains("verify-full is used for RDS")
    );
    assert!(!sandbox.root().join("home/.cache").exists(), "doctor writes nothing");
}

/// A certificate that the private server shows from now on.
fn lasting(authority: &Authority, days: i64) -> Certificate {
    let day = |days: i64| match u64::try_from(days) {
        Ok(days) => SystemTime::now() + Duration::from_secs(days * 86_400),
        Err(_) => SystemTime::now() - Duration::from_secs(days.unsigned_abs() * 86_400),
    };
    authority.certify_with(&["localhost"], |params| {
        params.not_before = day(-400).into();
        params.not_after = day(days).into();
    })
}

#[test]
fn on_this_machine_and_in_time() {
    let server = Postgres::private("");
    let sandbox = Sandbox::new();
    let authority = Authority::new("The Test's Authority");
    let file = sandbox.write("ca.pem", authority.pem());
    let url = |query: &str, host: &str| {
        format!("{}?{query}", server.url("postgres").replace("127.0.0.1", host))
    };
    let tls = |query: &str, host: &str, status| {
        found(&examine(&sandbox, &url(query, host), status), "tls")
    };
    let text = tls("sslmode=require", "127.0.0.1", 1);
    assert!(text.contains(" offers no TLS, but sslmode=require requires it / ask its"), "{text}");
    assert!(tls("sslmode=prefer", "127.0.0.1", 0).starts_with("pass: the server offers none"));
    assert!(tls("sslmode=disable", "127.0.0.1", 0).starts_with("pass: none is used"));

    server.serve(&lasting(&authority, 300), &authority.pem());
    let whom = "pass: TLS 1.3, certificate of localhost by The Test's Authority, valid until";
    let text = tls("sslmode=require", "127.0.0.1", 0);
    assert!(text.starts_with(whom) && text.ends_with("no certificate is checked"), "{text}");
    let checked = format!("sslmode=verify-full&sslrootcert={}", file.display());
    let text = tls(&checked, "localhost", 0);
    assert!(text.starts_with(whom) && text.contains("\nverify-full, checked by"), "{text}");
    let text = tls(&checked, "127.0.0.1", 1);
    assert!(text.contains("is for localhost, not for 127.0.0.1 / "), "{text}");
    server.serve(&lasting(&authority, 10), &authority.pem());
    let text = tls("sslmode=require", "127.0.0.1", 0);
    assert!(text.starts_with("warn: ") && text.contains("renew it soon"), "{text}");
    server.serve(&lasting(&authority, -10), &authority.pem());
    let text = tls("sslmode=require", "127.0.0.1", 0);
    assert!(text.starts_with("warn: ") && text.contains("to renew it"), "{text}");
    let text = tls(&checked, "localhost", 1);
    assert!(text.starts_with("fail: ") && text.contains(" expired on "), "{text}");
}
