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
    page_with(&format!("#!/bin/sh\necho cruddur-db {VERSION}\n"))
}

/// A release whose program is this script.
fn page_with(program: &str) -> (Sandbox, Releases) {
    let sandbox = Sandbox::new();
    let releases = Releases::of(&sandbox, &stand_in(&sandbox, &target()));
    releases.replace(&sandbox, program);
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
    let install_to = |place: &str| {
        let mut script = script(&sandbox, &releases);
        run(&sandbox, script.env("INSTALL_DIR", sandbox.work().join(place))).ended_with(1)
    };
    let run = install_to("file/bin");
    assert!(run.stderr.contains("[ROOT]/work/file/bin cannot be written to"), "{run:?}");
    assert!(run.stderr.contains("(sudo)") && run.stderr.contains("INSTALL_DIR="), "{run:?}");
    // As that of a clone of the repository.
    sandbox.write("clone/cruddur-db/README.md", "");
    let run = install_to("clone");
    assert!(run.stderr.contains("[ROOT]/work/clone/cruddur-db is a directory"), "{run:?}");
    assert_eq!(left(sandbox.work().join("clone")), [sandbox.work().join("clone/cruddur-db")]);
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

/// An older glibc, another C library, a damaged release: what is there goes on working.
#[test]
fn a_program_that_does_not_run_here_replaces_nothing() {
    let (sandbox, releases) = page_with("#!/nowhere/sh\n");
    let older = sandbox.root().join("bin/cruddur-db");
    write_program(&older, "older");
    let run = run(&sandbox, &mut script(&sandbox, &releases)).ended_with(1);
    assert!(run.stderr.contains("tar.gz does not run here: "), "{run:?}");
    assert!(
        run.stderr.contains("hint: build it: cargo install --locked --git https://"),
        "{run:?}"
    );
    assert_eq!(std::fs::read_to_string(&older).unwrap(), "older");
    assert_eq!(left(sandbox.root().join("bin")), [older]);
    assert_eq!(left(sandbox.root().join("scratch")).len(), 0);
}

/// Jobs that share a cache, with half a file of yesterday's in it.
#[test]
fn six_at_once_share_a_directory_of_archives() {
    let (sandbox, releases) = page();
    let archives = sandbox.root().join("archives");
    std::fs::create_dir(&archives).unwrap();
    let kept = archives.join(releases.archive());
    std::fs::write(&kept, "half").unwrap();
    let script = || {
        let mut script = script(&sandbox, &releases);
        script.env("ARCHIVE_DIR", &archives);
        script
    };
    let children: Vec<_> = (0..6).map(|_| script().spawn().unwrap()).collect();
    for child in children {
        assert!(child.outcome().status.success());
    }
    assert!(sandbox.root().join("bin/cruddur-db").exists());
    assert_eq!(left(sandbox.root().join("bin")).len(), 1);
    assert_eq!(left(archives.clone()), std::slice::from_ref(&kept));
    // Another one writes it anew just after it was checked.
    let stubs = sandbox.root().join("stubs");
    let stub = format!("#!/bin/sh\n{} \"$@\"\n: >{}\n", found("sha256sum"), kept.display());
    write_program(&stubs.join("sha256sum"), &stub);
    let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].to_str().unwrap();
    let mut script = script();
    script.env("PATH", format!("{}:{path}", stubs.display()));
    let done = run(&sandbox, &mut script).succeeded();
    assert!(done.stdout.starts_with("taking cruddur-db-"), "{done:?}");
}

fn found(program: &str) -> String {
    let path = Command::new("sh").args(["-c", "command -v \"$1\"", "sh", program]).output();
    let path = String::from_utf8(path.unwrap().stdout).unwrap();
    assert!(!path.is_empty(), "{program} is not installed");
    path.trim().to_owned()
}

/// What an image has that has little.
fn little(sandbox: &Sandbox, tools: &[&str]) -> PathBuf {
    let directory = sandbox.root().join(format!("only-{}", tools.join("-")));
    std::fs::create_dir(&directory).unwrap();
    let always = [
        "cat",
        "cp",
        "cut",
        "dirname",
        "grep",
        "gzip",
        "ldd",
        "mkdir",
        "mktemp",
        "mv",
        "rm",
        "rmdir",
        "sha256sum",
        "tar",
        "touch",
        "tr",
        "uname",
    ];
    for tool in always.iter().chain(tools) {
        std::os::unix::fs::symlink(found(tool), directory.join(tool)).unwrap();
    }
    directory
}

#[cfg(target_os = "linux")]
#[test]
fn curl_or_wget_will_do_and_a_proxy_is_used() {
    let (sandbox, releases) = page();
    let url = releases.files.url();
    let script = |path: &Path| {
        let mut script = Command::new(found("sh"));
        let args = self::script(&sandbox, &releases);
        script.env_clear().current_dir(sandbox.work()).args(args.get_args());
        script.envs(args.get_envs().filter_map(|(name, value)| Some((name, value?))));
        script.env("PATH", path).env("RELEASES_URL", "http://releases.invalid");
        script.env("http_proxy", &url);
        script
    };
    for tool in ["curl", "wget"] {
        let path = little(&sandbox, &[tool]);
        run(&sandbox, &mut script(&path)).succeeded();
        let missing = run(&sandbox, script(&path).env("VERSION", "9.9.9")).ended_with(1);
        assert!(missing.stderr.contains("hint: is there a version 9.9.9?"), "{missing:?}");
    }
    let none = run(&sandbox, &mut script(&little(&sandbox, &[]))).ended_with(1);
    assert!(none.stderr.contains("error: there is neither curl nor wget"), "{none:?}");
    releases.files.cut();
    let cut = run(&sandbox, &mut script(&sandbox.root().join("only-wget"))).ended_with(1);
    assert!(cut.stderr.contains("cannot be downloaded"), "{cut:?}");
    assert_eq!(left(sandbox.root().join("bin")).len(), 1);
    assert_eq!(left(sandbox.root().join("scratch")).len(), 0);
}

#[test]
fn a_platform_without_a_program_is_named_before_the_download() {
    let (sandbox, releases) = page();
    for (tool, stub, said) in [
        (
            "uname",
            "[ $1 = -s ] && echo Linux || echo riscv64",
            "there is no cruddur-db for riscv64",
        ),
        (
            "uname",
            "[ $1 = -s ] && echo FreeBSD || echo amd64",
            "there is no cruddur-db for FreeBSD",
        ),
        // As Alpine's does.
        ("ldd", "echo 'musl libc (x86_64)' >&2; exit 1", "there is no cruddur-db for musl"),
    ] {
        let stubs = sandbox.root().join(tool);
        write_program(&stubs.join(tool), &format!("#!/bin/sh\n{stub}\n"));
        let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].to_str().unwrap();
        let mut script = script(&sandbox, &releases);
        let run = run(&sandbox, script.env("PATH", format!("{}:{path}", stubs.display())));
        let run = run.ended_with(1);
        assert!(
            run.stderr.contains(said) && run.stderr.contains("cargo install --locked --git"),
            "{run:?}"
        );
    }
    assert_eq!(releases.files.requests().len(), 0);
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
