//! The certificate that a role shows, with psql as the judge.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::sandbox;
use crate::common::{Authority, Encrypted, Postgres, Sandbox, program};

/// Whether psql gets in.
fn psql(sandbox: &Sandbox, url: &str) -> bool {
    let mut psql = Command::new(program("psql"));
    psql.args(["-XAtc", "select 1"]).arg(url).current_dir(sandbox.work()).env_clear();
    psql.env("HOME", sandbox.root().join("home")).output().unwrap().status.success()
}

fn write_key(sandbox: &Sandbox, name: &str, text: &str) {
    let file = sandbox.write(name, text);
    std::fs::set_permissions(file, PermissionsExt::from_mode(0o600)).unwrap();
}

/// The key in another form, by openssl.
fn openssl(sandbox: &Sandbox, args: &[&str]) {
    let run = Command::new("openssl").args(args).current_dir(sandbox.work()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let file = sandbox.work().join(args.last().unwrap());
    std::fs::set_permissions(file, PermissionsExt::from_mode(0o600)).unwrap();
}

#[test]
fn an_encrypted_key_is_opened_by_its_password() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("certified", "");
    let own = encrypted.authority.certify(&["certified"]);
    sandbox.write("own.crt", own.chain);
    write_key(&sandbox, "own.key", &own.key);
    let pass = "pass:canary é";
    let pkcs8 = ["pkcs8", "-topk8", "-in", "own.key", "-passout", pass];
    for (name, way) in [
        ("new.key", &["-v2", "aes-256-cbc"][..]),
        ("aes128.key", &["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA1"]),
        ("des3.key", &["-v2", "des3"]),
        ("scrypt.key", &["-scrypt"]),
    ] {
        openssl(&sandbox, &[&pkcs8, way, &["-out", name]].concat());
    }
    let old = ["ec", "-in", "own.key", "-aes128", "-passout", pass, "-out", "old.key"];
    openssl(&sandbox, &old);
    let url = |key: &str, more: &str| {
        let more = format!("sslmode=require&sslcert=own.crt&sslkey={key}{more}");
        encrypted.url("certified", &more)
    };
    let password = "&sslpassword=canary%20%C3%A9";
    for (key, more, said) in [
        ("own.key", "", None),
        ("own.key", password, None),
        ("new.key", password, None),
        ("aes128.key", password, None),
        ("des3.key", password, None),
        ("scrypt.key", password, None),
        ("new.key", "&sslpassword=wrong", Some("sslpassword does not decrypt it")),
        ("new.key", "", Some("it is encrypted")),
    ] {
        sandbox.set("CONNECTION_URL", url(key, more));
        let run = sandbox.run(["wait", "--wait=0"]);
        assert_eq!(run.status, Some(if said.is_some() { 2 } else { 0 }), "{key} {more} {run:?}");
        assert!(run.stderr.contains(said.unwrap_or_default()), "{key} {more} {run:?}");
        assert!(!run.stderr.contains("canary"), "{run:?}");
        assert_eq!(psql(&sandbox, &url(key, more)), said.is_none(), "{key} {more}");
    }
    // psql reads it; here it has to be changed first.
    sandbox.set("CONNECTION_URL", url("old.key", password));
    let run = sandbox.run(["wait", "--wait=0"]).ended_with(2);
    assert!(run.stderr.contains("openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.key"), "{run:?}");
    // Programs beside us would have to be told it as an argument.
    sandbox.set("CONNECTION_URL", url("new.key", password));
    let run = sandbox.run(["connect", "-c", "select current_user"]).succeeded();
    assert!(run.stdout.contains("certified"), "{run:?}");
    assert!(run.stderr.contains("sslpassword cannot be passed to psql"), "{run:?}");
    sandbox.run(["connect", "--", "-l"]).ended_with(2);
    let run = sandbox.run(["dump", "--schema-only"]).succeeded();
    assert!(run.stdout.contains("PostgreSQL database dump complete"), "{run:?}");
    let run = sandbox.run(["config"]).succeeded();
    assert!(run.stdout.contains("sslpassword=***"), "{run:?}");
}

/// psql knows the parameter since version 16.
#[test]
fn a_server_has_to_ask_where_that_is_required() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("certified", "");
    let own = encrypted.authority.certify(&["certified"]);
    sandbox.write("own.crt", own.chain);
    write_key(&sandbox, "own.key", &own.key);
    let files = "&sslcert=own.crt&sslkey=own.key";
    let silent = Postgres::private("fsync = off");
    silent.serve(&encrypted.authority.certify(&[Encrypted::HOST]), "");
    silent.psql("postgres", "alter system set ssl_ca_file = ''");
    silent.psql("postgres", "select pg_reload_conf()");
    silent.wait_for("show ssl_ca_file", "");
    let elsewhere = |more: &str| {
        let url = silent.url("postgres").replace("127.0.0.1", Encrypted::HOST);
        url + "?hostaddr=127.0.0.1&" + more
    };
    let asked = "sslcertmode=require cannot be fulfilled: the server requested no certificate";
    let open = "sslcertmode=require cannot be fulfilled: the connection is not encrypted";
    for (url, said) in [
        (encrypted.url("certified", &format!("sslmode=require{files}")), None),
        (encrypted.url("certified", &format!("sslmode=prefer{files}")), None),
        (encrypted.url("tls_only", "sslmode=require"), Some("no client certificate is set")),
        (elsewhere(&format!("sslmode=require{files}")), Some(asked)),
        (elsewhere(&format!("sslmode=disable{files}")), Some(open)),
        (Postgres::shared().url("postgres") + "?sslmode=disable", Some(open)),
    ] {
        let url = url + "&sslcertmode=require";
        sandbox.set("CONNECTION_URL", &url);
        let run = sandbox.run(["wait", "--wait=0"]);
        assert_eq!(run.status, Some(if said.is_some() { 3 } else { 0 }), "{url} {run:?}");
        assert!(run.stderr.contains(said.unwrap_or_default()), "{url} {run:?}");
    }
}

/// Made by openssl without extensions, as PostgreSQL's documentation says for servers.
#[test]
fn a_certificate_of_the_first_version_is_shown() {
    let authority = Authority::new("The Right Authority");
    let server = Postgres::private("fsync = off");
    server.psql("postgres", "create role certified login");
    let mut sandbox = Sandbox::new();
    let certificate = include_str!("version_1/server.pem");
    sandbox.write("old.crt", certificate);
    write_key(&sandbox, "old.key", include_str!("version_1/server.key"));
    let of_server = authority.certify(&[Encrypted::HOST]);
    server.serve(&of_server, include_str!("version_1/ca.pem"));
    let url = |user: &str| {
        let url = server.url_of(user, "postgres").replace("127.0.0.1", Encrypted::HOST);
        url + "?hostaddr=127.0.0.1&sslmode=require&sslcert=old.crt&sslkey=old.key"
    };
    // Its common name is the server's, and no role's: the server has read it, and says so.
    sandbox.set("CONNECTION_URL", url("certified"));
    let run = sandbox.run(["wait", "--wait=0"]).ended_with(3);
    let said = "certificate authentication failed for user \"certified\"";
    assert!(run.stderr.contains(said), "{run:?}");
    server.psql("postgres", "create role \"db.example.test\" login superuser");
    let hba = server.data_dir().join("pg_hba.conf");
    let rules = std::fs::read_to_string(&hba).unwrap();
    std::fs::write(&hba, format!("hostssl all \"db.example.test\" all cert\n{rules}")).unwrap();
    server.psql("postgres", "select pg_reload_conf()");
    let own = url("db.example.test");
    crate::common::wait_until("psql gets in", || psql(&sandbox, &own));
    sandbox.set("CONNECTION_URL", &own);
    sandbox.run(["wait", "--wait=0"]).succeeded();
    // Another key is noticed here.
    let other = authority.certify(&["x"]);
    write_key(&sandbox, "old.key", &other.key);
    let run = sandbox.run(["wait", "--wait=0"]).ended_with(2);
    assert!(run.stderr.contains("do not match"), "{run:?}");
    assert!(!psql(&sandbox, &own));
}
