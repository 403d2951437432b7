use snapbox::str;

use super::sandbox;
use crate::common::{Encrypted, Postgres, Sandbox};

#[test]
fn settings_reach_the_session() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let show = ["schema-load", "show.sql"];
    sandbox.write(
        "show.sql",
        "do $$ begin raise notice '% %', current_setting('statement_timeout'), \
         current_setting('application_name'); end $$;\n",
    );
    let options = "options=-c%20statement_timeout%3D7s%20--work-mem=5MB";
    sandbox.set("CONNECTION_URL", format!("{}?{options}&application_name=mine", database.url()));
    let run = sandbox.run(show).succeeded();
    assert!(run.stderr.contains("7s mine"), "{run:?}");

    sandbox.set("CONNECTION_URL", database.url());
    sandbox.set("PGOPTIONS", "-c statement_timeout=8s");
    let run = sandbox.run(show).succeeded();
    assert!(run.stderr.contains("8s cruddur-db schema-load"), "{run:?}");

    sandbox.set("CONNECTION_URL", format!("{}?options=-d5", database.url()));
    let run = sandbox.run(show).ended_with(2);
    assert!(run.stderr.contains("options has \"-d5\", which is not a setting"), "{run:?}");
}

#[test]
fn what_cannot_be_kept_is_refused() {
    let mut sandbox = Sandbox::new();
    for (parameter, words) in [
        ("require_auth=scram", "libpq"),
        ("channel_binding=always", "libpq"),
        ("gssencmode=require", "cannot be applied"),
        ("sslnegotiation=direct", "needs sslmode=require or stronger"),
        ("sslsni=yes", "libpq"),
        ("sslmode=on", "libpq"),
        ("ssl_max_protocol_version=TLSv1.1", "TLS 1.2 is the minimum"),
        ("ssl_min_protocol_version=SSLv3", "libpq"),
        (
            "ssl_min_protocol_version=TLSv1.3&ssl_max_protocol_version=TLSv1.2",
            "no TLS version is between",
        ),
        ("replication=database", "SQL files cannot be loaded in such a session"),
        ("sslcertmode=always", "libpq"),
        ("sslmode=verify-full", "no CA certificate is set"),
        ("sslrootcert=missing.pem", "missing.pem does not exist"),
        ("sslmode=require&sslrootcert=system", "too weak"),
        ("connect_timeout=soon", "is not a whole number"),
        ("hostaddr=localhost", "is not an IP address"),
        ("sslcert=x.pem&sslmode=require", "has no private key"),
    ] {
        let url = format!("postgresql://u@127.0.0.1:1/d?{parameter}");
        sandbox.set("CONNECTION_URL", url);
        let run = sandbox.run(["sessions"]);
        // Nothing listens there, so that a certificate is not looked at before 3.
        let status = if parameter.starts_with("sslcert=") { 3 } else { 2 };
        assert_eq!(run.status, Some(status), "{parameter}: {run:?}");
        assert!(status == 3 || run.stderr.contains(words), "{parameter}: {run:?}");
        assert!(!run.stderr.contains("canary"), "{run:?}");
    }
}

#[test]
fn the_versions_of_tls_are_those_that_were_asked_for() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("postgres", "");
    sandbox.write(
        "version.sql",
        "do $$ begin raise notice '%', (select version from pg_stat_ssl \
         where pid = pg_backend_pid()); end $$;\n",
    );
    for (limit, version) in [
        ("ssl_min_protocol_version=TLSv1", "TLSv1.3"),
        ("ssl_min_protocol_version=tlsv1.3", "TLSv1.3"),
        ("ssl_max_protocol_version=TLSv1.2", "TLSv1.2"),
    ] {
        sandbox
            .set("CONNECTION_URL", encrypted.url("postgres", &format!("sslmode=require&{limit}")));
        let run = sandbox.run(["schema-load", "version.sql", "--confirm", "postgres"]).succeeded();
        assert!(run.stderr.contains(version), "{limit}: {run:?}");
    }
    let own = encrypted.authority.certify(&["certified"]);
    sandbox.write("own.crt", own.chain);
    let key = sandbox.write("own.key", own.key);
    std::fs::set_permissions(key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    for (mode, status) in [("allow", 0), ("disable", 3)] {
        let more = format!("sslmode=require&sslcert=own.crt&sslkey=own.key&sslcertmode={mode}");
        sandbox.set("CONNECTION_URL", encrypted.url("certified", &more));
        sandbox.run(["wait", "--wait=0"]).ended_with(status);
    }
}

#[test]
fn a_socket_is_its_owners() {
    let server = Postgres::shared();
    let file = std::fs::read_to_string(server.data_dir().join("postmaster.pid")).unwrap();
    let directory = file.lines().nth(4).unwrap();
    use std::os::unix::fs::MetadataExt;
    let uid = nix::unistd::Uid::from_raw(server.data_dir().metadata().unwrap().uid());
    let owner = nix::unistd::User::from_uid(uid).unwrap().unwrap().name;
    let mut sandbox = Sandbox::new();
    for (user, status) in [(owner.as_str(), 0), ("nobody-at-all", 3)] {
        let (port, password) = (server.port(), server.password());
        sandbox.set(
            "CONNECTION_URL",
            format!("host={directory} port={port} dbname=postgres user=postgres requirepeer={user} password={password}"),
        );
        let run = sandbox.run(["wait", "--wait=0"]).ended_with(status);
        let words = "but requirepeer=nobody-at-all";
        assert_eq!(run.stderr.contains(words), status == 3, "{run:?}");
    }
}

#[test]
fn what_would_not_be_checked_is_not_passed_over() {
    let mut sandbox = Sandbox::new();
    sandbox.run(["config", "--iam"]).check(str![[r#"
exit 2
--- stderr
error: --iam is for a server at a URL, but dev is on the managed server
hint: set CONNECTION_URL

"#]]);
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    for variable in ["PGSSLCERTMODE", "PGSSLMINPROTOCOLVERSION", "PGREQUIREAUTH"] {
        sandbox.set(variable, "x");
        let run = sandbox.run(["sessions"]).ended_with(2);
        assert!(
            run.stderr.contains(&format!("error: {variable}: ssl"))
                || run.stderr.contains(&format!("error: {variable}: require")),
            "{run:?}"
        );
        sandbox.unset(variable);
    }
}

#[test]
fn a_server_of_another_kind_is_refused() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    for (wanted, status) in [
        ("any", 0),
        ("read-write", 0),
        ("primary", 0),
        ("prefer-standby", 0),
        ("read-only", 3),
        ("standby", 3),
        ("best", 2),
    ] {
        sandbox.set("CONNECTION_URL", format!("{}?target_session_attrs={wanted}", database.url()));
        sandbox.run(["sessions"]).ended_with(status);
    }
    sandbox.set("PGTARGETSESSIONATTRS", "standby").set("CONNECTION_URL", database.url());
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(
        run.stderr.contains("is a primary and read-write, but target_session_attrs=standby"),
        "{run:?}"
    );
}

#[test]
fn variables_count_where_the_url_is_silent() {
    let mut sandbox = sandbox("tls_only", "");
    sandbox.set("PGSSLROOTCERT", "ca.pem").set("PGSSLMODE", "verify-full");
    sandbox.run(["config"]).check(str![[r#"
exit 0
--- stdout
environment   dev
database      postgresql://tls_only:***@db.example.test:[PORT]/postgres?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert=ca.pem (from CONNECTION_URL)
tls           verify-full, checked by the CA certificates in ca.pem
login         password
protected     no
schema        Cruddur's built-in schema.sql (there is no project here)
seeds         Cruddur's built-in seed.sql (there is no project here)
project file  none
env files     none

"#]]);
    sandbox.run(["wait"]).succeeded();
    sandbox.set("PGSSLMODE", "nonsense");
    sandbox.run(["wait"]).ended_with(2);
    sandbox.set("CONNECTION_URL", Encrypted::shared().url("tls_only", "sslmode=verify-ca"));
    sandbox.run(["wait"]).succeeded();
    sandbox.set("PGCONNECT_TIMEOUT", "soon");
    let run = sandbox.run(["wait"]).ended_with(2);
    assert!(
        run.stderr.contains("PGCONNECT_TIMEOUT: connect_timeout is not a whole number"),
        "{run:?}"
    );
}

#[test]
fn the_default_files_of_libpq_count() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("tls_only", "sslmode=verify-full");
    sandbox.run(["wait"]).ended_with(2);
    sandbox.write("../home/.postgresql/root.crt", encrypted.authority.pem());
    sandbox.run(["wait"]).succeeded();
    sandbox.set("CONNECTION_URL", encrypted.url("certified", "sslmode=verify-full"));
    sandbox.run(["wait"]).ended_with(3);
    let own = encrypted.authority.certify(&["certified"]);
    sandbox.write("../home/.postgresql/postgresql.crt", own.chain);
    let key = sandbox.write("../home/.postgresql/postgresql.key", own.key);
    std::fs::set_permissions(key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    sandbox.run(["wait"]).succeeded();
}

#[test]
fn servers_of_rds_are_held_to_verify_full_and_psql_too() {
    let mut sandbox = Sandbox::new();
    let host = "db1.c9.ca-central-1.rds.amazonaws.com";
    sandbox.set("PROD_CONNECTION_URL", format!("postgresql://u:p@{host}/d"));
    sandbox.run(["config", "prod"]).check(str![[r#"
exit 0
--- stdout
environment   prod
database      postgresql://u:***@db1.c9.ca-central-1.rds.amazonaws.com:5432/d (from PROD_CONNECTION_URL)
tls           verify-full, checked by Amazon's CA certificates for RDS
login         password
protected     yes
schema        there is no schema file for prod
seeds         there is no seed file for prod
project file  none
env files     none

"#]]);
    assert!(!sandbox.root().join("home/.cache").exists(), "config writes nothing");

    // What psql is given is the same: see src/postgres/tls/mod.rs. The file is there before it runs.
    sandbox.set("PROD_CONNECTION_URL", format!("postgresql://u:p@{host}:1/d?hostaddr=127.0.0.1"));
    let file = |directory: &str| {
        sandbox.run(["wait", "prod", "--wait=0"]).ended_with(3);
        let entries = std::fs::read_dir(sandbox.root().join(directory).join("cruddur-db")).unwrap();
        let file = entries.map(|entry| entry.unwrap().path()).next().unwrap();
        assert!(file.file_name().unwrap().to_str().unwrap().starts_with("rds-ca-"), "{file:?}");
        std::fs::read_to_string(file).unwrap()
    };
    let text = file("home/.cache");
    assert!(text.starts_with("# Amazon's certificate authorities for RDS"), "{text:.100}");
    let cache = sandbox.root().join("cache");
    let mut elsewhere = sandbox.command(["wait", "prod", "--wait=0"]);
    elsewhere.env("XDG_CACHE_HOME", &cache).output().unwrap();
    assert!(cache.join("cruddur-db").exists());

    // A weaker word is obeyed, and spoken of once.
    sandbox.set("PGSSLMODE", "require");
    let run = sandbox.run(["wait", "prod", "--wait=0"]).ended_with(3);
    let warning = "warning: sslmode=require does not check the server's name; remove it, and verify-full is \
                   used for RDS";
    assert_eq!(run.stderr.matches(warning).count(), 1, "{run:?}");
}

#[test]
fn a_home_that_cannot_be_written_does_not_keep_us_out() {
    let mut sandbox = Sandbox::new();
    let host = "db1.c9.ca-central-1.rds.amazonaws.com";
    let url = format!("postgresql://u:p@{host}:1/d?hostaddr=127.0.0.1");
    sandbox.set("PROD_CONNECTION_URL", url).set("XDG_CACHE_HOME", "/proc/nowhere");
    let run = sandbox.run(["wait", "prod", "--verbose", "--wait=0"]).ended_with(3);
    assert!(run.stderr.contains("psql and pg_dump will not find it"), "{run:?}");
    assert!(run.stderr.contains("nothing listens on"), "{run:?}");
}

#[cfg(not(feature = "aws"))]
#[test]
fn what_needs_aws_says_so_where_it_is_not_built_in() {
    let mut sandbox = Sandbox::new();
    let url = "postgresql://u@db1.c9.ca-central-1.rds.amazonaws.com:1/d?hostaddr=127.0.0.1";
    sandbox.set("PROD_CONNECTION_URL", url);
    let run = sandbox.run(["wait", "prod", "--iam"]).ended_with(2);
    assert!(run.stderr.contains("IAM tokens need AWS"), "{run:?}");
    let arn = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:x";
    let run = sandbox.run(["wait", "prod", "--secret", arn]).ended_with(2);
    assert!(run.stderr.contains("managed secrets need AWS"), "{run:?}");
    sandbox.run(["wait", "prod", "--wait=0"]).ended_with(3);
}
