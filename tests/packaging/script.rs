//! The script that installs from a release, and the Action's use of it, on bad days.

use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::install::{Releases, step, steps};
use super::{here, run, stand_in, target};
use crate::common::{Outcome, Sandbox, wait_until, write_program};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn page() -> (Sandbox, Releases) {
    let sandbox = Sandbox::new();
    let releases = Releases::of(&sandbox, &stand_in(&sandbox, &target()));
    (sandbox, releases)
}

/// The script, as a shell that does only what POSIX says runs it.
fn script(sandbox: &Sandbox, releases: &Releases) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut script = here(sandbox, "sh");
    script.arg(root.join("packaging/devcontainer/cruddur-db/install.sh"));
    let scratch = sandbox.root().join("scratch");
    std::fs::create_dir_all(&scratch).unwrap();
    script.env("INSTALL_DIR", sandbox.root().join("bin")).env("TMPDIR", scratch);
    script.env("RELEASES_URL", releases.files.url()).env("VERSION", VERSION);
    script
}

fn left(directory: PathBuf) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Twenty megabytes later it would be the same.
#[test]
fn a_place_that_cannot_be_written_to_is_named_before_the_download() {
    let (sandbox, releases) = page();
    sandbox.write("file", "");
    let mut script = script(&sandbox, &releases);
    let run = run(&sandbox, script.env("INSTALL_DIR", sandbox.work().join("file/bin")));
    let run = run.ended_with(1);
    assert!(run.stderr.contains("[ROOT]/work/file/bin cannot be written to"), "{run:?}");
    assert!(run.stderr.contains("(sudo)") && run.stderr.contains("INSTALL_DIR="), "{run:?}");
    assert_eq!(releases.files.requests().len(), 0);
}

/// The version is asked after only where the server knows none of this name.
#[test]
fn a_download_that_fails_says_why() {
    let (sandbox, releases) = page();
    let failed = |version: &str, url: &str| {
        let mut script = script(&sandbox, &releases);
        let run = run(&sandbox, script.env("VERSION", version).env("RELEASES_URL", url));
        let run = run.ended_with(1);
        assert_eq!(left(sandbox.root().join("scratch")).len(), 0);
        assert_eq!(left(sandbox.root().join("bin")).len(), 0);
        (run.stderr.contains("hint: is there a version "), run)
    };
    let url = releases.files.url();
    assert!(failed("9.9.9", &url).0);
    let (asks, offline) = failed(VERSION, "http://127.0.0.1:1");
    assert!(!asks && offline.stderr.contains("curl: (7)"), "{offline:?}");
    releases.files.cut();
    let (asks, cut) = failed(VERSION, &url);
    assert!(!asks && cut.stderr.contains("curl: (18)"), "{cut:?}");
    releases.files.fail(503);
    let (asks, refused) = failed(VERSION, &url);
    assert!(!asks && refused.stderr.contains("error: 503"), "{refused:?}");
    let (_, path) = failed("0.1.0/../../x", &url);
    assert!(path.stderr.contains("is not a version"), "{path:?}");
}

#[test]
fn a_signal_ends_the_download_and_leaves_nothing() {
    let (sandbox, releases) = page();
    releases.files.stall(true);
    let child = script(&sandbox, &releases).spawn().unwrap();
    wait_until("a download", || !releases.files.requests().is_empty());
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGTERM).unwrap();
    assert_eq!(child.outcome().status.code(), Some(143));
    assert_eq!(left(sandbox.root().join("scratch")).len(), 0);
    assert_eq!(left(sandbox.root().join("bin")).len(), 0);
    releases.files.stall(false);
}

/// As `sha256sum` prints it, or as Windows does.
#[test]
fn a_checksum_may_be_in_capitals() {
    let (sandbox, releases) = page();
    let mut script = script(&sandbox, &releases);
    let run = run(&sandbox, script.env("CHECKSUM", releases.sum().to_uppercase()));
    assert!(!run.stderr.contains("SHA-256"), "{run:?}");
    assert_eq!(releases.downloads(), 1);
    assert!(sandbox.root().join("bin/cruddur-db").exists());
}

/// By `uses: ./` GitHub names no repository of the Action.
#[test]
fn the_action_takes_releases_of_its_own_repository() {
    let sandbox = Sandbox::new();
    let curl = "#!/bin/sh\nfor url; do :; done\necho \"asked for $url\"\nexit 1\n";
    write_program(&sandbox.root().join("github_path.d/curl"), curl);
    let stubs = sandbox.root().join("github_path.d");
    std::fs::write(sandbox.root().join("github_path"), format!("{}\n", stubs.display())).unwrap();
    for (repository, page) in [
        ("", env!("CARGO_PKG_REPOSITORY").to_owned()),
        ("ann/fork", "https://git.example.com/ann/fork".to_owned()),
    ] {
        let variables = [
            ("VERSION", VERSION),
            ("ACTION_REF", ""),
            ("ACTION_REPOSITORY", repository),
            ("GITHUB_SERVER_URL", "https://git.example.com"),
        ];
        let run = step(&sandbox, &steps()[1], &variables).ended_with(1);
        let url = format!("asked for {page}/releases/download/v{VERSION}/SHA256SUMS");
        assert!(run.stdout.contains(&url), "{run:?}");
    }
}

/// It names a directory of the runner's.
#[test]
fn the_action_takes_only_versions() {
    let sandbox = Sandbox::new();
    for (version, is_taken) in
        [("0.1.0/../../../x", false), ("0.1.0 x", false), ("0.1", false), ("v0.2.0-rc.1", true)]
    {
        let run = step(&sandbox, &steps()[0], &[("VERSION", version), ("ACTION_REF", "")]);
        assert_eq!(run.status == Some(0), is_taken, "{version}: {run:?}");
    }
}
