//! The files of a release, and the workflow that makes them.

use std::path::{Path, PathBuf};

use snapbox::str;

use super::{TARGETS, here, python, run, stand_in};
use crate::common::{Sandbox, write_program};

/// The files of a release of this version, which the workflow makes with the scripts, from stand-ins
/// for the programs.
fn release(sandbox: &Sandbox, version: &str) -> PathBuf {
    let programs = sandbox.work().join("programs");
    for target in TARGETS {
        let directory = programs.join(format!("program-{target}"));
        std::fs::create_dir_all(&directory).unwrap();
        std::fs::rename(stand_in(sandbox, target), directory.join("cruddur-db")).unwrap();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = sandbox.root().join("packaging");
    run(sandbox, here(sandbox, "cp").arg("-r").arg(root.join("packaging")).arg(&copy)).succeeded();
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "src", "completions"]
    {
        std::os::unix::fs::symlink(root.join(file), sandbox.root().join(file)).unwrap();
    }
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let own = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    let manifest = manifest.replacen(&own, &format!("version = \"{version}\""), 1);
    std::fs::write(sandbox.root().join("Cargo.toml"), manifest).unwrap();
    // Lists licences, which the crates of other platforms would be downloaded for.
    let stubs = sandbox.root().join("stubs");
    let cargo = "#!/bin/sh\n[ \"$1\" != deb ] || exec cargo-deb \"$@\"\n\
                 echo '{\"packages\": [{\"id\": \"x\"}], \"resolve\": {\"root\": \"x\", \
                 \"nodes\": [{\"id\": \"x\", \"deps\": []}]}}'\n";
    write_program(&stubs.join("cargo"), cargo);
    // Names the file as the real one does, and needs what that is told to pack.
    let deb = format!(
        "#!/bin/sh\nset -e\ntest -f target/THIRD-PARTY-LICENSES.txt\nfor out; do :; done\n\
         : > \"$out/cruddur-db_{}-1_$5.deb\"\n",
        version.replace('-', "~")
    );
    write_program(&stubs.join("cargo-deb"), &deb);
    let mut all = here(sandbox, copy.join("all.sh"));
    let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].to_str().unwrap();
    all.env("PATH", format!("{}:{path}", stubs.display())).args(["programs", "dist"]);
    run(sandbox, &mut all).succeeded();
    sandbox.work().join("dist")
}

fn names(dist: &Path) -> String {
    let sums = std::fs::read_to_string(dist.join("SHA256SUMS")).unwrap();
    sums.lines().map(|line| &line[66..]).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_has_every_package_and_its_sum() {
    let sandbox = Sandbox::new();
    let dist = release(&sandbox, "0.2.0");
    snapbox::assert_data_eq!(
        names(&dist),
        str![[r#"
THIRD-PARTY-LICENSES.txt
cruddur-db-0.2.0-aarch64-apple-darwin.tar.gz
cruddur-db-0.2.0-aarch64-unknown-linux-gnu.tar.gz
cruddur-db-0.2.0-x86_64-apple-darwin.tar.gz
cruddur-db-0.2.0-x86_64-unknown-linux-gnu.tar.gz
cruddur-db.rb
cruddur-db_0.2.0-1_aarch64-unknown-linux-gnu.deb
cruddur-db_0.2.0-1_x86_64-unknown-linux-gnu.deb
cruddur_db-0.2.0-py3-none-macosx_10_12_x86_64.whl
cruddur_db-0.2.0-py3-none-macosx_11_0_arm64.whl
cruddur_db-0.2.0-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.whl
cruddur_db-0.2.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl
install.sh
npm-cruddur-db-0.2.0.tgz
npm-cruddur-db-darwin-arm64-0.2.0.tgz
npm-cruddur-db-darwin-x64-0.2.0.tgz
npm-cruddur-db-linux-arm64-0.2.0.tgz
npm-cruddur-db-linux-x64-0.2.0.tgz
"#]]
    );
    let mut check = here(&sandbox, "sha256sum");
    check.args(["-c", "--quiet", "SHA256SUMS"]).current_dir(&dist);
    run(&sandbox, &mut check).succeeded();
    // The licences of the crates are in all of them.
    let look = r#"
import pathlib, sys, tarfile, zipfile
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.suffix == ".whl":
        names = zipfile.ZipFile(path).namelist()
    elif path.suffix in (".gz", ".tgz") and path.name != "npm-cruddur-db-0.2.0.tgz":
        names = tarfile.open(path).getnames()
    else:
        continue
    assert any(name.endswith("/THIRD-PARTY-LICENSES.txt") for name in names), path
    print(path)
"#;
    let looked = run(&sandbox, here(&sandbox, "python3").args(["-c", look]).arg(&dist)).succeeded();
    assert_eq!(looked.stdout.lines().count(), 12, "{looked:?}");
}

/// pip takes the wheel of a version before the release, and nothing else there for its own.
#[test]
fn one_before_the_release_is_installed_too() {
    let sandbox = Sandbox::new();
    let dist = release(&sandbox, "0.2.0-rc.1");
    let names = names(&dist);
    for name in ["cruddur_db-0.2.0rc1-py3-none-", "npm-cruddur-db-0.2.0-rc.1.tgz", "_0.2.0.rc.1-1_"]
    {
        assert!(names.contains(name), "{names}");
    }
    // GitHub would give such a file another name than that in SHA256SUMS.
    assert!(!names.contains('~'), "{names}");
    let pip = |args: &[&str]| {
        let mut pip = here(&sandbox, "python3");
        pip.args(["-m", "pip", "download", "--no-index", "--disable-pip-version-check"]);
        run(&sandbox, pip.args(args).arg("--find-links").arg(&dist).arg("cruddur-db"))
    };
    pip(&["--dest", "got"]).succeeded();
    let got = std::fs::read_dir(sandbox.work().join("got")).unwrap().next().unwrap().unwrap();
    assert!(got.file_name().to_str().unwrap().starts_with("cruddur_db-0.2.0rc1-"), "{got:?}");
    let found = pip(&["--no-binary", ":all:", "--dest", "none"]).ended_with(1);
    assert!(!found.stderr.contains("npm-"), "{found:?}");
    assert!(found.stderr.contains("No matching distribution"), "{found:?}");
}

#[test]
fn what_makes_no_package_is_said() {
    let sandbox = Sandbox::new();
    let target = TARGETS[0];
    let program = stand_in(&sandbox, target);
    let made = |script: &str, program: &Path, time: &str| {
        let mut command = python(&sandbox, script);
        command.arg("--binary").arg(program).args(["--target", target, "--out", "out"]);
        let run = run(&sandbox, command.env("SOURCE_DATE_EPOCH", time));
        let run = run.ended_with(1);
        assert!(run.stderr.starts_with("error: ") && run.stderr.lines().count() == 1, "{run:?}");
        run.stderr
    };
    for script in ["wheel.py", "npm.py", "archive.py"] {
        assert!(made(script, Path::new("nowhere"), "0").contains("nowhere cannot be read"));
        for time in ["yesterday", "", "99999999999"] {
            assert!(made(script, &program, time).contains("SOURCE_DATE_EPOCH"), "{time}");
        }
    }
    let mut old = here(&sandbox, "python3");
    let script = "import runpy, sys; sys.version_info = (3, 6, 15)\n\
                  sys.path.insert(0, sys.argv[1]); runpy.run_path(sys.argv[1] + '/wheel.py')";
    old.args(["-B", "-c", script]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let old = run(&sandbox, old.arg(root.join("packaging"))).ended_with(1);
    assert!(old.stderr.contains("error: Python 3.8 or later is needed"), "{old:?}");
}

/// GitHub's images; a job that asks for another waits until it is given up.
const RUNNERS: [&str; 9] = [
    "ubuntu-22.04",
    "ubuntu-22.04-arm",
    "ubuntu-24.04",
    "ubuntu-24.04-arm",
    "ubuntu-latest",
    "macos-15",
    "macos-15-intel",
    "macos-26",
    "macos-latest",
];

#[test]
fn the_workflows_ask_for_runners_that_there_are() {
    let workflows = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let mut count = 0;
    for workflow in std::fs::read_dir(workflows).unwrap() {
        let text = std::fs::read_to_string(workflow.unwrap().path()).unwrap();
        let named = |line: &'static str| text.split(line).skip(1).map(str::trim_start);
        for name in named("runs-on:").chain(named("{ os:")) {
            let name = name.split([',', '\n', ' ']).next().unwrap();
            assert!(RUNNERS.contains(&name) || name == "${{", "{name}");
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}

/// The tag says so, and `latest` stays what it was.
#[test]
fn a_draft_of_one_before_the_release_is_marked() {
    let workflow = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows/release.yml");
    let workflow = std::fs::read_to_string(workflow).unwrap();
    let (before, _) = workflow.split_once("gh release create").unwrap();
    let step = &workflow[before.rfind("run: |").unwrap() + 6..];
    let step: Vec<_> =
        step.lines().skip(1).take_while(|line| line.starts_with("          ")).collect();
    for (tag, is_marked) in [("v0.2.0", false), ("v0.2.0-rc.1", true)] {
        let sandbox = Sandbox::new();
        write_program(&sandbox.work().join("gh"), "#!/bin/sh\necho \"$@\"\n");
        let mut shell = here(&sandbox, "bash");
        let script = format!("PATH=.:$PATH; {}", step.join("\n"));
        shell.args(["-e", "-c", &script]).env("GITHUB_REF_NAME", tag);
        let said = run(&sandbox, &mut shell).succeeded().stdout;
        assert!(said.starts_with(&format!("release create {tag} --draft ")), "{said}");
        assert_eq!(said.contains(" --prerelease "), is_marked, "{said}");
    }
}

/// What the program needs is named for both processors, and the licences are packed.
#[test]
fn the_deb_names_what_it_needs() {
    let manifest =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    let manifest: toml::Table = manifest.unwrap().parse().unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    assert_eq!(deb["depends"].as_str(), Some("libc6 (>= 2.17)"));
    let assets = deb["assets"].to_string();
    for packed in ["target/THIRD-PARTY-LICENSES.txt", "target/man/*.1", "completions/_cruddur-db"] {
        assert!(assets.contains(packed), "{assets}");
    }
}
