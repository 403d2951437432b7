use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::{TARGETS, assert_works, here, make, run, stand_in, stripped, target};
use crate::common::{Outcome, Sandbox, wait_until, write_program};

/// A project with the packages in its `node_modules`, which `npm ci` put there without a network,
/// from tarballs that its lock file names. Returns the name of the one with the program.
fn place(program: impl Fn(&Sandbox) -> PathBuf) -> (Sandbox, PathBuf) {
    let sandbox = Sandbox::with_server();
    let mut tarballs = std::collections::BTreeMap::new();
    for target in TARGETS {
        // Those of other platforms are looked at and not installed.
        let program = match target == self::target() {
            true => program(&sandbox),
            false => stand_in(&sandbox, target),
        };
        for tarball in make(&sandbox, "npm.py", &program, target, &sandbox.work()) {
            let file = tarball.file_name().unwrap().to_str().unwrap();
            tarballs.insert(name_of(&tarball).to_owned(), format!("file:{file}"));
        }
    }
    let main = serde_json::json!({ "cruddur-db": tarballs.remove("cruddur-db").unwrap() });
    let project = serde_json::json!({ "dependencies": main, "overrides": tarballs });
    sandbox.write("package.json", project.to_string());
    let npm = |args: &[&str]| run(&sandbox, npm(&sandbox).args(args)).succeeded();
    npm(&["install", "--package-lock-only", "--offline"]);
    npm(&["ci", "--offline"]);
    let packages = std::fs::read_dir(sandbox.work().join("node_modules")).unwrap();
    let mut packages = packages.map(|entry| entry.unwrap().path());
    let platform = packages.find(|path| path.to_str().unwrap().contains("/cruddur-db-")).unwrap();
    (sandbox, platform)
}

/// The package of a tarball, which is named after it and its version.
fn name_of(tarball: &Path) -> &str {
    let name = tarball.file_name().unwrap().to_str().unwrap().strip_prefix("npm-").unwrap();
    name.rsplit_once(&format!("-{}", env!("CARGO_PKG_VERSION"))).unwrap().0
}

fn npm(sandbox: &Sandbox) -> Command {
    let mut npm = here(sandbox, "npm");
    npm.env("npm_config_update_notifier", "false")
        .env("npm_config_cache", sandbox.root().join("npm"));
    npm
}

fn launcher(sandbox: &Sandbox) -> PathBuf {
    sandbox.work().join("node_modules/.bin/cruddur-db")
}

#[test]
fn they_are_installed_offline_and_work() {
    let (sandbox, _) = place(stripped);
    assert_works(&sandbox, &launcher(&sandbox));
    let version =
        run(&sandbox, npm(&sandbox).args(["exec", "--offline", "--", "cruddur-db", "--version"]));
    assert!(version.succeeded().stdout.starts_with("cruddur-db "));
}

/// A program in place of the real one, which says what signals it gets.
const LISTENER: &str = r#"#!/bin/sh
count=0
trap 'count=$((count + 1)); echo interrupted' INT
trap 'echo terminated; exit $((40 + count))' TERM
trap 'echo quit; exit $((50 + count))' QUIT
echo ready
while :; do sleep 0.01; done
"#;

/// The installed packages with another program in them.
fn with_program(text: &str) -> Sandbox {
    let (sandbox, platform) = place(|sandbox| stand_in(sandbox, &target()));
    write_program(&platform.join("bin/cruddur-db"), text);
    sandbox
}

#[test]
fn signals_and_what_they_do_are_passed_through() {
    let sandbox = with_program(LISTENER);
    let said = sandbox.root().join("said");
    // Without a terminal, which would send an interrupt to the program by itself.
    let mut command = here(&sandbox, "setsid");
    command.arg(launcher(&sandbox)).stdout(std::fs::File::create(&said).unwrap());
    let child = command.spawn().unwrap();
    let pid = Pid::from_raw(child.id().cast_signed());
    let says = |text: &str| wait_until(text, || std::fs::read_to_string(&said).unwrap() == text);
    says("ready\n");
    kill(pid, Signal::SIGINT).unwrap();
    says("ready\ninterrupted\n");
    kill(pid, Signal::SIGTERM).unwrap();
    assert_eq!(child.outcome().status.code(), Some(41));
}

#[test]
fn an_interrupt_at_a_terminal_arrives_once() {
    let sandbox = with_program(LISTENER);
    let mut terminal = sandbox.terminal_of(launcher(&sandbox).to_str().unwrap(), &[]);
    terminal.wait_for("ready").press("\x03").wait_for("interrupted");
    let launcher = Pid::from_raw(terminal.program());
    kill(launcher, Signal::SIGTERM).unwrap();
    terminal.wait_for("terminated");
    assert_eq!(terminal.end(), 41, "{}", terminal.everything());
}

/// As by `timeout` or a service manager, whether or not there is a terminal.
#[test]
fn a_signal_that_is_sent_to_the_launcher_at_a_terminal_arrives() {
    let sandbox = with_program(LISTENER);
    let mut terminal = sandbox.terminal_of(launcher(&sandbox).to_str().unwrap(), &[]);
    terminal.wait_for("ready");
    let launcher = Pid::from_raw(terminal.program());
    kill(launcher, Signal::SIGINT).unwrap();
    terminal.wait_for("interrupted");
    kill(launcher, Signal::SIGQUIT).unwrap();
    terminal.wait_for("quit");
    assert_eq!(terminal.end(), 51, "{}", terminal.everything());
}

#[test]
fn a_program_that_is_killed_ends_the_launcher_by_the_same_signal() {
    use std::os::unix::process::ExitStatusExt;
    let sandbox = with_program("#!/bin/sh\nkill -$1 $$\n");
    for signal in [Signal::SIGKILL, Signal::SIGTERM, Signal::SIGUSR1] {
        let name = signal.as_str().trim_start_matches("SIG");
        let child = here(&sandbox, launcher(&sandbox)).arg(name).spawn().unwrap();
        assert_eq!(child.outcome().status.signal(), Some(signal as i32));
    }
}

/// Only where there is a package does it help to install it. On musl some npms leave it out, others do not.
#[cfg(target_os = "linux")]
#[test]
fn a_platform_package_that_is_missing_or_of_no_use_is_named() {
    const RISC_V: &str = "Object.defineProperty(process, 'arch', { value: 'riscv64' });\n";
    const MUSL: &str = "const fs = require('node:fs'); const exists = fs.existsSync;\n\
                        fs.existsSync = (path) => !path.includes('ld-linux') && exists(path);\n";
    let (sandbox, platform) = place(|sandbox| stand_in(sandbox, &target()));
    // Where Node finds itself as this line says.
    let fails_where = |line: &str| {
        let module = sandbox.write("where.cjs", line);
        let mut launcher = here(&sandbox, launcher(&sandbox));
        launcher.env("NODE_OPTIONS", format!("--require={}", module.display()));
        run(&sandbox, &mut launcher).ended_with(2).stderr
    };
    for is_missing in [false, true] {
        if is_missing {
            std::fs::remove_dir_all(&platform).unwrap();
        }
        let why =
            [(RISC_V, "there is no package for linux-riscv64"), (MUSL, "glibc is needed, whose")];
        for (line, why) in why {
            let said = fails_where(line);
            assert!(said.starts_with(&format!("error: {why}")), "{said}");
            assert!(said.contains("hint: elsewhere it is built by: cargo install --locked "));
            assert!(!said.contains("--omit=optional"), "{said}");
        }
    }
    let name = platform.file_name().unwrap().to_str().unwrap();
    let said = format!(
        "error: the package {name} is not installed\n\
         hint: install cruddur-db without --omit=optional\n"
    );
    assert_eq!(fails_where(""), said);
}
