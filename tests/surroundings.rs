//! A poor environment: no home directory, no room for temporary files, an output that is full.

use std::os::unix::process::CommandExt;

use nix::unistd::geteuid;

use crate::common::{Postgres, Sandbox, copy_program};

/// A user who has no home, as in a container.
const SOMEBODY: u32 = 65_534;

#[test]
fn client_programs_need_no_home() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    for args in [&["dump", "-"][..], &["connect", "-c", "select 'here'"]] {
        let mut command = sandbox.command(args);
        command.current_dir("/");
        for name in ["HOME", "CRUDDUR_PG_HOME", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        if geteuid().is_root() {
            // The program may be where only root gets.
            let copy = sandbox.root().join("program");
            copy_program(env!("CARGO_BIN_EXE_cruddur-db"), &copy);
            let given = command;
            command = std::process::Command::new(&copy);
            command.args(given.get_args()).env_clear().current_dir("/");
            command.envs(given.get_envs().filter_map(|(name, value)| Some((name, value?))));
            command.uid(SOMEBODY).gid(SOMEBODY);
        }
        sandbox.finished(command.output().unwrap()).succeeded();
    }
}

#[test]
fn temporary_files_need_no_tmpdir() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.write("schema/schema.sql", "create table t (x int);");
    sandbox.write("seeds/seed.sql", "insert into t values (1);");
    sandbox.set("TMPDIR", sandbox.root().join("missing"));
    for command in ["create", "sessions", "setup", "prepare", "drop"] {
        sandbox.run([command]).succeeded();
    }
}

#[test]
fn what_was_done_is_told_where_stdout_is_full() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("db/migrations/1_a.up.sql", "create table a (x int);");
    sandbox.write("db/migrations/1_a.down.sql", "drop table a;");
    sandbox.write("s.sql", "insert into a values (1);");
    let insert = "insert into a values (2) returning x";
    let insert = ["connect", "--builtin", "-c", insert];
    for args in [&["migrate"][..], &["seed", "s.sql"], &insert, &["rollback"], &["drop"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = sandbox.command(args).stdout(full).output().unwrap();
        let run = sandbox.finished(output).ended_with(1);
        assert!(run.stderr.contains("stdout cannot be written"), "{run:?}");
        assert!(run.stderr.contains("detail: the work itself was done\n"), "{run:?}");
    }
    assert!(!database.exists());
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = sandbox.command(["sessions", "--help"]).stdout(full).output().unwrap();
    let run = sandbox.finished(output).ended_with(1);
    assert!(run.stderr.contains("stdout cannot be written"), "{run:?}");
}
