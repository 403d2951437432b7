use rcgen::date_time_ymd;
use snapbox::str;

use super::{sandbox, stranger};
use crate::common::{Authority, Certificate, Encrypted, Postgres, Sandbox, self_signed};

#[test]
fn the_right_certificate_lets_in() {
    let sandbox = sandbox("tls_only", "");
    sandbox.run(["wait", "--ca-file", "ca.pem"]).check(str![[r#"
exit 0
--- stdout
the server is up ([TIME])
--- stderr
dev: postgres on db.example.test:[PORT] as tls_only (remote)

"#]]);
    let sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    let psql = ["connect", "--quiet", "--ca-file", "ca.pem", "--", "-XAtc", sql];
    assert_eq!(sandbox.run(psql).succeeded().stdout, "t\n");
}

#[test]
fn a_man_in_the_middle_is_refused() {
    let sandbox = sandbox("tls_only", "");
    stranger(&sandbox);
    sandbox.run(["sessions", "--ca-file", "stranger.pem"]).check(str![[r#"
exit 3
--- stderr
dev: postgres on db.example.test:[PORT] as tls_only (remote)
error: the certificate of db.example.test:[PORT] is issued by "The Right Authority", which is not among the CA certificates in stranger.pem
hint: someone may be intercepting the connection; if the server is the right one, get its CA's certificate from its administrator and pass it as --ca-file

"#]]);
    let psql = ["connect", "--ca-file", "stranger.pem", "--", "-XAtc", "select 1"];
    let run = sandbox.run(psql).ended_with(3);
    assert!(run.stderr.contains("which is not among the CA certificates"), "{run:?}");
}

#[test]
fn public_authorities_vouch_for_nobody_but_public_servers() {
    let sandbox = sandbox("tls_only", "sslrootcert=system");
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.contains("which is not among the system's CA certificates"), "{run:?}");
}

#[test]
fn amazons_authorities_do_not_vouch_for_others() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("tls_only", "");
    let rds = encrypted
        .url("tls_only", "")
        .replace(Encrypted::HOST, "db1.c9.ca-central-1.rds.amazonaws.com");
    sandbox.set("CONNECTION_URL", rds);
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: postgres on db1.c9.ca-central-1.rds.amazonaws.com:[PORT] as tls_only (remote)
error: the certificate of db1.c9.ca-central-1.rds.amazonaws.com:[PORT] is issued by "The Right Authority", which is not among Amazon's CA certificates for RDS
hint: someone may be intercepting the connection; a region newer than this program needs --ca-file with https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem

"#]]);
}

#[test]
fn another_name_is_refused() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("tls_only", "");
    let other = encrypted.url("tls_only", "").replace(Encrypted::HOST, "other.example.test");
    sandbox.set("CONNECTION_URL", other);
    sandbox.run(["sessions", "--ca-file", "ca.pem"]).check(str![[r#"
exit 3
--- stderr
dev: postgres on other.example.test:[PORT] as tls_only (remote)
error: the certificate of other.example.test:[PORT] is for db.example.test, not for other.example.test
hint: connect by a name in the certificate; if that name does not resolve to the server, add hostaddr=ADDRESS to the parameters of the URL

"#]]);
    // The authority is right, and that is all that verify-ca asks for.
    let other = encrypted.url("tls_only", "sslmode=verify-ca&sslrootcert=ca.pem");
    sandbox.set("CONNECTION_URL", other.replace(Encrypted::HOST, "other.example.test"));
    sandbox.run(["wait"]).succeeded();
}

#[test]
fn certificates_that_are_not_good() {
    let authority = Authority::new("The Right Authority");
    let server = Postgres::private("fsync = off");
    let host = Encrypted::HOST;
    let mut sandbox = Sandbox::new();
    sandbox.hide(format!(":{}", server.port()), ":[PORT]");
    sandbox.write("ca.pem", authority.pem());
    let url = server.url("postgres").replace("127.0.0.1", host) + "?hostaddr=127.0.0.1";
    sandbox.set("CONNECTION_URL", url);
    let check = ["wait", "--ca-file", "ca.pem"];

    server.serve(
        &authority.certify_with(&[host], |it| it.not_after = date_time_ymd(2020, 2, 3)),
        &authority.pem(),
    );
    sandbox.run(check).check(str![[r#"
exit 3
--- stderr
dev: postgres on db.example.test:[PORT] as postgres (remote)
error: the certificate of db.example.test:[PORT] expired on 2020-02-03
hint: ask its administrator to renew it, unless this machine's clock is wrong

"#]]);

    server.serve(
        &authority.certify_with(&[host], |it| it.not_before = date_time_ymd(3000, 1, 1)),
        &authority.pem(),
    );
    sandbox.run(check).check(str![[r#"
exit 3
--- stderr
dev: postgres on db.example.test:[PORT] as postgres (remote)
error: the certificate of db.example.test:[PORT] is not valid before 3000-01-01
hint: check this machine's clock

"#]]);

    let own = self_signed(&[host]);
    server.serve(&own, &authority.pem());
    sandbox.run(check).check(str![[r#"
exit 3
--- stderr
dev: postgres on db.example.test:[PORT] as postgres (remote)
error: the certificate of db.example.test:[PORT] is self-signed and not among the CA certificates in ca.pem
hint: someone may be intercepting the connection; if the server is the right one, get its CA's certificate from its administrator and pass it as --ca-file

"#]]);
    // libpq believes it when it is in the file itself; so it is here.
    sandbox.write("own.pem", &own.chain);
    sandbox.run(["wait", "--ca-file", "own.pem"]).succeeded();

    let old = |it: &mut rcgen::CertificateParams| it.subject_alt_names.clear();
    server.serve(&authority.certify_with(&[host], old), &authority.pem());
    sandbox.run(check).succeeded();
    server.serve(&authority.certify_with(&["other.test"], old), &authority.pem());
    let run = sandbox.run(check).ended_with(3);
    assert!(run.stderr.contains(", not for db.example.test"), "{run:?}");
}

/// Made by openssl as PostgreSQL's documentation says ("Creating Certificates"), valid for a
/// hundred years.
#[test]
fn certificates_of_the_first_version_are_taken_from_their_authority() {
    let server = Postgres::private("fsync = off");
    let mut sandbox = Sandbox::new();
    sandbox.hide(format!(":{}", server.port()), ":[PORT]");
    let authority = include_str!("version_1/ca.pem");
    sandbox.write("ca.pem", authority);
    stranger(&sandbox);
    let certificate = Certificate {
        chain: include_str!("version_1/server.pem").to_owned(),
        key: include_str!("version_1/server.key").to_owned(),
    };
    server.serve(&certificate, authority);
    let url = |host: &str, more: &str| {
        server.url("postgres").replace("127.0.0.1", host) + "?hostaddr=127.0.0.1" + more
    };
    for mode in ["require", "verify-ca&sslrootcert=ca.pem", "verify-full&sslrootcert=ca.pem"] {
        sandbox.set("CONNECTION_URL", url(Encrypted::HOST, &format!("&sslmode={mode}")));
        sandbox.run(["wait", "--wait=0"]).succeeded();
    }
    let run = sandbox.run(["wait", "--ca-file", "stranger.pem"]).ended_with(3);
    assert!(run.stderr.contains("which is not among the CA certificates"), "{run:?}");
    // Of the same name, and with another key.
    let authority = Authority::new("Root of the first version");
    sandbox.write("namesake.pem", authority.pem());
    let run = sandbox.run(["wait", "--ca-file", "namesake.pem"]).ended_with(3);
    assert!(run.stderr.contains("which is not among the CA certificates"), "{run:?}");
    sandbox.set("CONNECTION_URL", url("other.example.test", ""));
    let run = sandbox.run(["wait", "--ca-file", "ca.pem"]).ended_with(3);
    assert!(run.stderr.contains(", not for other.example.test"), "{run:?}");
}

#[test]
fn a_server_without_tls_is_told_apart() {
    let server = Postgres::shared();
    let mut sandbox = Sandbox::new();
    sandbox.hide(format!(":{}", server.port()), ":[PORT]");
    sandbox.set("CONNECTION_URL", server.url("postgres") + "?sslmode=require");
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: postgres on 127.0.0.1:[PORT] as postgres (local)
error: 127.0.0.1:[PORT] offers no TLS, but sslmode=require requires it
hint: ask its administrator to enable it (ssl = on in postgresql.conf); if it had TLS before, someone may be intercepting the connection

"#]]);
}

#[test]
fn a_server_that_wants_tls_is_told_apart() {
    let sandbox = sandbox("tls_only", "sslmode=disable");
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: postgres on db.example.test:[PORT] as tls_only (remote)
error: no pg_hba.conf entry for host "127.0.0.1", user "tls_only", database "postgres", no encryption (SQLSTATE 28000)
hint: the server requires encryption: remove sslmode, or set sslmode=verify-full with --ca-file

"#]]);
}

#[test]
fn a_certificate_is_a_login() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("certified", "");
    let own = encrypted.authority.certify(&["certified"]);
    sandbox.write("own.crt", &own.chain);
    let key = sandbox.write("own.key", &own.key);
    sandbox.run(["wait", "--ca-file", "ca.pem"]).check(str![[r#"
exit 3
--- stderr
dev: postgres on db.example.test:[PORT] as certified (remote)
error: connection requires a valid client certificate (SQLSTATE 28000)
hint: set sslcert and sslkey, or PGSSLCERT and PGSSLKEY, to its files

"#]]);

    sandbox.set("PGSSLCERT", "own.crt").set("PGSSLKEY", "own.key");
    chmod(&key, 0o644);
    sandbox.run(["wait", "--ca-file", "ca.pem"]).check(str![[r#"
exit 2
--- stderr
dev: postgres on db.example.test:[PORT] as certified (remote)
error: the key own.key can be read by others
hint: chmod 600 own.key

"#]]);
    chmod(&key, 0o600);
    sandbox.run(["wait", "--ca-file", "ca.pem"]).succeeded();
    sandbox.run(["connect", "--ca-file", "ca.pem", "--", "-Xc", "select 1"]).succeeded();

    let strange = Authority::new("Somebody Else").certify(&["certified"]);
    sandbox.write("own.crt", &strange.chain);
    sandbox.write("own.key", &strange.key);
    chmod(&key, 0o600);
    sandbox.run(["wait", "--ca-file", "ca.pem"]).check(str![[r#"
exit 3
--- stderr
dev: postgres on db.example.test:[PORT] as certified (remote)
error: db.example.test:[PORT] refused the encrypted connection: UnknownCA
hint: check that own.crt is issued by a CA that the server trusts

"#]]);

    sandbox.write("own.key", "canary, no key");
    let run = sandbox.run(["wait", "--ca-file", "ca.pem"]).ended_with(2);
    assert!(run.stderr.contains("it contains no private key"), "{run:?}");
    assert!(!run.stderr.contains("canary"), "{run:?}");
}

fn chmod(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}
