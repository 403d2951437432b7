//! Certificates that were taken back, with psql as the judge.

use std::process::Command;

use crate::common::{Authority, Encrypted, Postgres, Sandbox, program};

/// Whether psql gets in with what the sandbox's URL says.
fn psql(sandbox: &Sandbox, url: &str) -> bool {
    let mut psql = Command::new(program("psql"));
    psql.args(["-XAtc", "select 1"]).arg(url).current_dir(sandbox.work()).env_clear();
    psql.env("HOME", sandbox.root().join("home")).output().unwrap().status.success()
}

#[test]
fn what_was_revoked_is_refused_as_psql_does() {
    let (root, host) = (Authority::new("The Root"), Encrypted::HOST);
    let below = root.below("Below It");
    let server = Postgres::private("fsync = off");
    let number = |number: u64| {
        move |it: &mut rcgen::CertificateParams| {
            it.serial_number = Some(number.into());
        }
    };
    let mut certificate = below.certify_with(&[host], number(77));
    certificate.chain += &below.pem();
    server.serve(&certificate, &root.pem());
    let mut sandbox = Sandbox::new();
    sandbox.hide(format!(":{}", server.port()), ":[PORT]");
    sandbox.write("ca.pem", root.pem());
    let (good, of_root) = (below.revoke(&[5], 2099), root.revoke(&[], 2099));
    for (name, text) in [
        ("all.crl", good.clone() + &of_root),
        ("half.crl", good.clone()),
        ("revoked.crl", below.revoke(&[5, 77], 2099) + &of_root),
        ("old.crl", below.revoke(&[5], 2025) + &of_root),
        ("strange.crl", Authority::new("Below It").revoke(&[5], 2099) + &of_root),
    ] {
        sandbox.write(name, text);
    }
    let url = |more: &str| {
        let url = server.url("postgres").replace("127.0.0.1", host);
        url + "?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert=ca.pem" + more
    };
    let unknown = "no revocation list of the CA that issued";
    for (more, said) in [
        ("", None),
        ("&sslcrl=all.crl", None),
        ("&sslcrl=half.crl", Some(unknown)),
        ("&sslcrl=revoked.crl", Some("or its CA's, was revoked")),
        ("&sslcrl=old.crl", Some("the revocation list in old.crl is out of date")),
        ("&sslcrl=strange.crl", Some(unknown)),
    ] {
        sandbox.set("CONNECTION_URL", url(more));
        let run = sandbox.run(["wait", "--wait=0"]);
        assert_eq!(run.status, Some(if said.is_some() { 3 } else { 0 }), "{more} {run:?}");
        assert!(run.stderr.contains(said.unwrap_or_default()), "{more} {run:?}");
        assert_eq!(psql(&sandbox, &url(more)), said.is_none(), "{more}");
        // psql is held to the same.
        let by_psql = sandbox.run(["connect", "-c", "select 1"]);
        assert_eq!(by_psql.status == Some(0), said.is_none(), "{more} {by_psql:?}");
    }
    // libpq's own file counts where none is named, and authorities are.
    std::fs::create_dir(sandbox.root().join("home/.postgresql")).unwrap();
    let own = sandbox.root().join("home/.postgresql/root.crl");
    std::fs::copy(sandbox.work().join("revoked.crl"), &own).unwrap();
    sandbox.set("CONNECTION_URL", url(""));
    let run = sandbox.run(["wait", "--wait=0"]).ended_with(3);
    assert!(run.stderr.contains("was revoked"), "{run:?}");
    assert!(!psql(&sandbox, &url("")));
    sandbox.set("CONNECTION_URL", url("&sslcrl=all.crl"));
    sandbox.run(["wait", "--wait=0"]).succeeded();
    std::fs::remove_file(&own).unwrap();
    // A directory has them under the names that OpenSSL looks for.
    for (name, text) in [("dir/0a0b0c0d.r0", &good), ("dir/1a0b0c0d.r0", &of_root)] {
        sandbox.write(name, text);
    }
    sandbox.write("dir/readme.txt", "nothing");
    sandbox.set("CONNECTION_URL", url("&sslcrldir=dir"));
    sandbox.run(["wait", "--wait=0"]).succeeded();
    sandbox.write("dir/1a0b0c0d.r0", below.revoke(&[77], 2099));
    let run = sandbox.run(["wait", "--wait=0"]).ended_with(3);
    assert!(run.stderr.contains("revocation"), "{run:?}");
    // Stricter than psql, as with authorities: what is named has to be there, and to be of use.
    for (more, said) in [
        ("&sslcrl=nowhere.crl", "the revocation list nowhere.crl does not exist"),
        ("&sslcrl=ca.pem", "the file ca.pem contains no revocation list"),
        ("&sslcrldir=dir", "no revocation list of the CA that issued"),
    ] {
        std::fs::remove_file(sandbox.work().join("dir/0a0b0c0d.r0")).ok();
        sandbox.set("CONNECTION_URL", url(more));
        let run = sandbox.run(["wait", "--wait=0"]);
        assert!(run.stderr.contains(said), "{more} {run:?}");
    }
    let nobody = url("&sslcrl=all.crl").replace("verify-full&sslrootcert=ca.pem", "require");
    sandbox.set("CONNECTION_URL", nobody);
    let run = sandbox.run(["wait", "--wait=0"]).ended_with(2);
    assert!(run.stderr.contains("have no effect without a CA certificate"), "{run:?}");
}
