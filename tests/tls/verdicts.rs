//! Which certificates are good, beside psql's verdict on the same server.

use rcgen::{CertificateParams, DistinguishedName, DnType};

use super::like_libpq::theirs;
use crate::common::{Authority, Certificate, Postgres, Sandbox, self_signed};

/// A certificate for nothing but its common name.
fn only_common(name: &str) -> impl FnOnce(&mut CertificateParams) {
    let name = name.to_owned();
    move |it| {
        it.subject_alt_names.clear();
        it.distinguished_name = DistinguishedName::new();
        it.distinguished_name.push(DnType::CommonName, name);
    }
}

#[test]
fn certificates_are_judged_as_psql_judges_them() {
    let server = Postgres::private("");
    let mut sandbox = Sandbox::new();
    let root = Authority::new("The Root");
    let middle = root.below("The One Below");
    let own = self_signed(&["db.test"]);
    let common = |name: &str| root.certify_with(&["x.test"], only_common(name));
    let address_beside = |it: &mut CertificateParams| {
        it.distinguished_name = DistinguishedName::new();
        it.distinguished_name.push(DnType::CommonName, "127.0.0.1");
    };
    let leaf = root.certify(&["db.test"]);
    let below = middle.certify(&["db.test"]);
    let whole = Certificate { chain: below.chain.clone() + &middle.pem(), key: below.key.clone() };
    let both = middle.pem() + &root.pem();
    let pem = root.pem();
    // The certificate, the host, the file of CA certificates, and whether it is good.
    let cases: [(&str, &Certificate, &str, &str, bool); 15] = [
        ("its name", &leaf, "db.test", &pem, true),
        ("another name", &leaf, "other.test", &pem, false),
        ("star, common name", &common("*.test"), "db.test", &pem, true),
        ("star, alternative", &root.certify(&["*.test"]), "db.test", &pem, true),
        ("star, two labels", &root.certify(&["*.test"]), "a.db.test", &pem, false),
        ("star in a word", &common("d*.test"), "db.test", &pem, false),
        ("address, common name", &common("127.0.0.1"), "127.0.0.1", &pem, true),
        ("address, alternative", &root.certify(&["127.0.0.1"]), "127.0.0.1", &pem, true),
        (
            "address beside a name",
            &root.certify_with(&["db.test"], address_beside),
            "127.0.0.1",
            &pem,
            true,
        ),
        ("self-signed, itself", &own, "db.test", &own.chain, true),
        ("a leaf as authority", &leaf, "db.test", &leaf.chain, false),
        ("no root", &below, "db.test", &middle.pem(), false),
        ("no root, whole chain", &whole, "db.test", &middle.pem(), false),
        ("root only, whole chain", &whole, "db.test", &pem, true),
        ("root and what is below", &below, "db.test", &both, true),
    ];
    for (name, certificate, host, authorities, good) in cases {
        server.serve(certificate, &pem);
        let file = sandbox.write("roots.pem", authorities);
        let url = server.url("postgres").replace("127.0.0.1", host);
        let file = file.display();
        let url = format!("{url}?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={file}");
        sandbox.set("CONNECTION_URL", &url);
        let run = sandbox.run(["wait", "--wait=0"]);
        assert_eq!(run.status, Some(if good { 0 } else { 3 }), "{name}: {run:?}");
        assert_eq!(theirs(&sandbox, &url).is_some(), good, "psql, {name}");
    }
}

/// Stricter than psql, which goes on without the check that somebody asked for.
#[test]
fn a_file_of_authorities_that_is_missing_is_no_reason_to_check_nothing() {
    let mut sandbox = Sandbox::new();
    for mode in ["allow", "prefer", "require", "verify-ca"] {
        let url = format!("postgresql://u@db.test/d?sslmode={mode}&sslrootcert=missing.pem");
        sandbox.set("CONNECTION_URL", url);
        let run = sandbox.run(["wait", "--wait=0"]).ended_with(2);
        assert!(run.stderr.contains("missing.pem does not exist"), "{mode}: {run:?}");
    }
}
