//! The packages, made from the program that is tested and installed offline as users install them.

mod crate_file;
mod install;
mod npm;
mod release;
mod script;
mod wheel;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{Outcome, Run, Sandbox};

/// What packages are made for.
const TARGETS: [&str; 4] = [
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
];

/// What the tested program is built for.
fn target() -> String {
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-gnu" };
    format!("{}-{system}", std::env::consts::ARCH)
}

/// The program without what a debugger reads, as it is published.
fn stripped(sandbox: &Sandbox) -> PathBuf {
    let program = sandbox.root().join("cruddur-db");
    let strip = Command::new("strip")
        .arg("-o")
        .arg(&program)
        .arg(env!("CARGO_BIN_EXE_cruddur-db"))
        .status();
    assert!(strip.unwrap().success());
    program
}

/// Enough of a program for what only looks at its head.
fn stand_in(sandbox: &Sandbox, target: &str) -> PathBuf {
    let mut head = vec![0; 64];
    let (place, bytes): (usize, &[u8]) = match target {
        "x86_64-unknown-linux-gnu" => (18, &[62, 0]),
        "aarch64-unknown-linux-gnu" => (18, &[183, 0]),
        "x86_64-apple-darwin" => (4, &[7, 0, 0, 1]),
        "aarch64-apple-darwin" => (4, &[12, 0, 0, 1]),
        other => panic!("there is no package for {other}"),
    };
    let magic = if target.ends_with("darwin") { b"\xcf\xfa\xed\xfe" } else { b"\x7fELF" };
    head[..4].copy_from_slice(magic);
    head[place..place + bytes.len()].copy_from_slice(bytes);
    let program = sandbox.root().join(target);
    std::fs::write(&program, head).unwrap();
    program
}

/// Runs one of the scripts that make packages, and returns the files that it says it made.
fn make(sandbox: &Sandbox, script: &str, program: &Path, target: &str, out: &Path) -> Vec<PathBuf> {
    let mut command = python(sandbox, script);
    command.arg("--binary").arg(program).args(["--target", target]);
    let run = run(sandbox, command.arg("--out").arg(out)).succeeded();
    // The sandbox's directory is hidden in what a run printed.
    let file = |line: &str| PathBuf::from(line.replace("[ROOT]", sandbox.root().to_str().unwrap()));
    run.stdout.lines().map(file).collect()
}

fn python(sandbox: &Sandbox, script: &str) -> Command {
    let mut command = here(sandbox, "python3");
    command.arg("-B").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(script));
    command
}

/// A program in the sandbox: its environment, its working directory, no input.
fn here(sandbox: &Sandbox, program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().envs(sandbox.environment()).current_dir(sandbox.work());
    command.stdin(Stdio::null());
    command
}

fn run(sandbox: &Sandbox, command: &mut Command) -> Run {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    sandbox.finished(child.outcome())
}

/// The installed program makes a database on a server of its own, and its exit status is passed on.
fn assert_works(sandbox: &Sandbox, program: &Path) {
    let setup = run(sandbox, here(sandbox, program).arg("setup")).succeeded();
    assert!(setup.stderr.contains("public.users 2 rows"), "{setup:?}");
    let query = ["connect", "--quiet", "--format", "json", "-c", "select count(*) from activities"];
    let rows = run(sandbox, here(sandbox, program).args(query)).succeeded();
    assert_eq!(rows.json()[0]["count"], 2);
    let missing = run(sandbox, here(sandbox, program).args(["config", "--env", "nowhere"]));
    assert_eq!(missing.status, Some(2), "{missing:?}");
}

#[test]
fn they_are_the_same_bytes_whenever_they_are_made() {
    let sandbox = Sandbox::new();
    for (script, target) in ["wheel.py", "npm.py"].into_iter().zip(TARGETS) {
        let program = stand_in(&sandbox, target);
        let [one, other] = ["one", "other"]
            .map(|out| make(&sandbox, script, &program, target, &sandbox.work().join(out)));
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(one.file_name(), other.file_name());
            assert!(std::fs::read(one).unwrap() == std::fs::read(other).unwrap(), "{script}");
        }
        assert!(!one.is_empty());
    }
}

#[test]
fn the_program_of_another_system_is_not_packed() {
    let sandbox = Sandbox::new();
    let other = if target() == "x86_64-apple-darwin" {
        "aarch64-apple-darwin"
    } else {
        "x86_64-apple-darwin"
    };
    for script in ["wheel.py", "npm.py"] {
        let mut command = python(&sandbox, script);
        command.args([
            "--binary",
            env!("CARGO_BIN_EXE_cruddur-db"),
            "--target",
            other,
            "--out",
            "out",
        ]);
        let run = run(&sandbox, &mut command).ended_with(1);
        assert!(
            run.stderr.contains(&format!("is built for {}, not for {other}", target())),
            "{run:?}"
        );
        assert!(!sandbox.work().join("out").exists());
    }
}

/// Every address that is written into the program: those of services that say one's own address,
/// which only commands about security groups ask, and those that hints name.
#[test]
fn the_program_knows_no_address_but_those_of_its_commands() {
    let mut search = Command::new("grep");
    search.args(["-rnoE", "--include=*.rs", "https?://[a-z0-9.-]+|^mod tests", "src"]);
    let found = search.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    let mut hosts = std::collections::BTreeSet::new();
    let mut in_tests = "";
    for line in found.lines() {
        let (file, rest) = line.split_once(':').unwrap();
        let (_, found) = rest.split_once(':').unwrap();
        match found {
            "mod tests" => in_tests = file,
            _ if file != in_tests && !file.ends_with("/tests.rs") => drop(hosts.insert(found)),
            _ => {}
        }
    }
    let hosts: Vec<_> = hosts.into_iter().collect();
    snapbox::assert_data_eq!(
        hosts.join("\n"),
        snapbox::str![[r#"
https://api6.ipify.org
https://checkip.amazonaws.com
https://ipv4.icanhazip.com
https://ipv6.icanhazip.com
https://json-schema.org
https://json.schemastore.org
https://www.postgresql.org
"#]]
    );
}
