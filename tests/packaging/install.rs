//! The Action, the devcontainer feature and the formula, with the archive of a release that a server
//! in the test's process serves.

use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::str;

use super::{TARGETS, here, make, run, stand_in, stripped, target};
use crate::common::{Files, Run, Sandbox, write_program};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// A page of releases, with this version as the latest.
pub struct Releases {
    pub files: Files,
    directory: PathBuf,
    archive: String,
}

impl Releases {
    pub fn of(sandbox: &Sandbox, program: &Path) -> Self {
        let root = sandbox.root().join("page");
        let directory = root.join(format!("download/v{VERSION}"));
        let made = make(sandbox, "archive.py", program, &target(), &directory);
        let latest = root.join("latest");
        std::fs::create_dir_all(&latest).unwrap();
        std::os::unix::fs::symlink(&directory, latest.join("download")).unwrap();
        let archive = made[0].file_name().unwrap().to_str().unwrap().to_owned();
        let releases = Self { files: Files::serve(&root), directory, archive };
        releases.write_sums();
        releases
    }

    fn write_sums(&self) {
        let sums = format!("{}  {}\n", self.sum(), self.archive);
        std::fs::write(self.directory.join("SHA256SUMS"), sums).unwrap();
    }

    /// From now on the archive has this script as its program.
    pub fn replace(&self, sandbox: &Sandbox, program: &str) {
        let name = self.archive.trim_end_matches(".tar.gz");
        write_program(&self.directory.join(name).join("cruddur-db"), program);
        let mut tar = here(sandbox, "tar");
        tar.current_dir(&self.directory).args(["-czf", &self.archive, name]);
        run(sandbox, &mut tar).succeeded();
        self.write_sums();
    }

    pub fn archive(&self) -> &str {
        &self.archive
    }

    pub fn sum(&self) -> String {
        use sha2::{Digest, Sha256};
        let bytes = std::fs::read(self.directory.join(&self.archive)).unwrap();
        Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// How often the archive was asked for.
    pub fn downloads(&self) -> usize {
        let ending = format!("{} HTTP/1.1", self.archive);
        self.files.requests().iter().filter(|line| line.ends_with(&ending)).count()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The lines that the Action runs, in their order.
pub fn steps() -> Vec<String> {
    let action = std::fs::read_to_string(root().join("action.yml")).unwrap();
    let lines = action.lines().filter_map(|line| line.trim().strip_prefix("run: "));
    lines.map(|line| line.trim_matches('\'').to_owned()).collect()
}

/// Runs a step as GitHub does, with what the steps before have put on PATH.
pub fn step(sandbox: &Sandbox, step: &str, variables: &[(&str, &str)]) -> Run {
    let path_file = sandbox.root().join("github_path");
    let added = std::fs::read_to_string(&path_file).unwrap_or_default().replace('\n', ":");
    let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].to_str().unwrap();
    let mut bash = here(sandbox, "bash");
    bash.args(["-e", "-o", "pipefail", "-c", step])
        .env("PATH", format!("{added}{path}"))
        .env("GITHUB_PATH", &path_file)
        .env("GITHUB_OUTPUT", sandbox.root().join("github_output"))
        .env("GITHUB_ACTION_PATH", root())
        .env("RUNNER_TOOL_CACHE", sandbox.root().join("tools"))
        .env("CRUDDUR_FETCH_POSTGRES", "1")
        .env("VERSION", "")
        .env("CHECKSUM", "")
        .envs(variables.iter().copied());
    run(sandbox, &mut bash)
}

#[test]
fn the_action_installs_checks_caches_and_sets_up() {
    let sandbox = Sandbox::with_server();
    let releases = Releases::of(&sandbox, &stripped(&sandbox));
    let steps = steps();
    let [place, install, setup] = &steps[..] else { panic!("{steps:?}") };
    let tag = format!("v{VERSION}");
    let url = releases.files.url();
    let variables = [("ACTION_REF", tag.as_str()), ("RELEASES_URL", url.as_str())];
    step(&sandbox, place, &variables).succeeded();
    let output = std::fs::read_to_string(sandbox.root().join("github_output")).unwrap();
    let archives = sandbox.root().join(format!("tools/cruddur-db/{VERSION}/archives"));
    assert_eq!(output, format!("version={VERSION}\narchives={}\n", archives.display()));
    step(&sandbox, install, &variables).succeeded();
    let done = step(&sandbox, setup, &[]).succeeded();
    assert!(done.stderr.contains("public.users 2 rows"), "{done:?}");
    assert_eq!(releases.downloads(), 1);
    // A runner whose cache has the archive; then one whose cache is damaged.
    step(&sandbox, install, &variables).succeeded();
    assert_eq!(releases.downloads(), 1);
    std::fs::write(archives.join(&releases.archive), "damaged").unwrap();
    step(&sandbox, install, &variables).succeeded();
    assert_eq!(releases.downloads(), 2);
}

#[test]
fn the_action_refuses_another_archive_and_a_branch() {
    let sandbox = Sandbox::new();
    let releases = Releases::of(&sandbox, &stand_in(&sandbox, &target()));
    let steps = steps();
    let url = releases.files.url();
    let sum = "0".repeat(64);
    for (name, value, said) in [
        ("ACTION_REF", "main", "name the version to install"),
        ("VERSION", "9.9.9", "/download/v9.9.9/SHA256SUMS is not there"),
        ("CHECKSUM", sum.as_str(), "error: the SHA-256 of cruddur-db-"),
    ] {
        let tag = format!("v{VERSION}");
        let mut variables = vec![("ACTION_REF", tag.as_str()), ("RELEASES_URL", url.as_str())];
        variables.retain(|(other, _)| *other != name);
        variables.push((name, value));
        let run = step(&sandbox, &steps[1], &variables);
        assert_ne!(run.status, Some(0), "{run:?}");
        assert!(format!("{}{}", run.stdout, run.stderr).contains(said), "{run:?}");
    }
    assert!(!sandbox.root().join("github_path").exists());
    assert!(!sandbox.root().join(format!("tools/cruddur-db/{VERSION}/bin")).exists());
}

/// Options come as variables, and what is installed is for everybody in the container.
#[test]
fn the_devcontainer_feature_installs_the_latest_or_the_named_one() {
    let sandbox = Sandbox::new();
    let releases = Releases::of(&sandbox, &stripped(&sandbox));
    let feature = root().join("packaging/devcontainer/cruddur-db");
    for version in ["latest", VERSION] {
        let bin = sandbox.root().join(version);
        let mut install = here(&sandbox, feature.join("install.sh"));
        install.env("VERSION", version).env("CHECKSUM", "").env("INSTALL_DIR", &bin);
        let done = run(&sandbox, install.env("RELEASES_URL", releases.files.url())).succeeded();
        assert_eq!(done.stdout, format!("cruddur-db {VERSION}\n"));
        let version = Command::new(bin.join("cruddur-db")).arg("--version").output().unwrap();
        assert!(version.status.success());
    }
    let about = std::fs::read_to_string(feature.join("devcontainer-feature.json")).unwrap();
    let about: serde_json::Value = serde_json::from_str(&about).unwrap();
    assert_eq!(about["id"], "cruddur-db");
    assert_eq!(about["version"], VERSION);
    for option in about["options"].as_object().unwrap().keys() {
        let script = std::fs::read_to_string(feature.join("install.sh")).unwrap();
        assert!(script.contains(&option.to_uppercase()), "{option}");
    }
}

#[test]
fn the_formula_names_the_archives_and_their_sums() {
    let sandbox = Sandbox::new();
    let sums: String = TARGETS
        .iter()
        .enumerate()
        .map(|(at, target)| format!("{at:064}  cruddur-db-{VERSION}-{target}.tar.gz\n"))
        .collect();
    let sums = sandbox.write("SHA256SUMS", sums);
    let mut formula = super::python(&sandbox, "formula.py");
    run(&sandbox, formula.arg("--sums").arg(&sums).args(["--out", "."])).succeeded();
    let formula = std::fs::read_to_string(sandbox.work().join("cruddur-db.rb")).unwrap();
    assert!(!formula.contains('@'), "{formula}");
    let lines = formula.lines().skip_while(|line| !line.contains("on_linux")).take(10);
    let lines: Vec<_> = lines.collect();
    snapbox::assert_data_eq!(
        lines.join("\n").replace(VERSION, "[CRATE]").replace(REPOSITORY, "[REPOSITORY]"),
        str![[r#"
  on_linux do
    on_arm do
      url "[REPOSITORY]/releases/download/v[CRATE]/cruddur-db-[CRATE]-aarch64-unknown-linux-gnu.tar.gz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000001"
    end
    on_intel do
      url "[REPOSITORY]/releases/download/v[CRATE]/cruddur-db-[CRATE]-x86_64-unknown-linux-gnu.tar.gz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000000"
    end
  end
"#]]
    );
    // A release that lacks one is noticed.
    std::fs::write(&sums, "").unwrap();
    let mut formula = super::python(&sandbox, "formula.py");
    let run = run(&sandbox, formula.arg("--sums").arg(&sums).args(["--out", "."]));
    assert_eq!(run.status, Some(1), "{run:?}");
}

/// They are in Cargo.toml; what cannot read them there says the same.
#[test]
fn all_say_the_same_repository_and_version() {
    let repository = REPOSITORY.strip_prefix("https://github.com/").unwrap();
    let feature = "packaging/devcontainer/cruddur-db";
    let [about, script] =
        ["devcontainer-feature.json", "install.sh"].map(|it| format!("{feature}/{it}"));
    let workflow = ".github/workflows/release.yml";
    let (mut repositories, mut versions) = (0, 0);
    for file in ["README.md", "docs/ci.md", "docs/install.md", workflow, &about, &script] {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        let after = |mark: &'static str| text.split(mark).skip(1);
        for rest in ["https://github.com/", "uses: ", "--repo "].into_iter().flat_map(after) {
            let word = rest.split_whitespace().next().unwrap();
            assert!(
                !word.contains("/cruddur-db") || word.starts_with(repository),
                "{file}: {word}"
            );
            repositories += usize::from(word.starts_with(repository));
        }
        let marks =
            ["cruddur-db@v", "VERSION=", "version\": \"", "latest\", \"", "db-", "x64-", "db_"];
        for rest in marks.into_iter().flat_map(after) {
            let end = rest.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap();
            let version = rest[..end].trim_end_matches('.');
            assert!(version.is_empty() || version == VERSION, "{file}: {version}");
            versions += usize::from(version == VERSION);
        }
    }
    assert!(repositories > 6 && versions > 8, "{repositories} {versions}");
}

/// A tag can be moved to other code; a commit cannot.
#[test]
fn actions_of_others_are_pinned_by_commit() {
    let workflows = std::fs::read_dir(root().join(".github/workflows")).unwrap();
    let files = workflows.map(|entry| entry.unwrap().path()).chain([root().join("action.yml")]);
    let mut count = 0;
    for file in files {
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            let Some((_, action)) = line.split_once("uses: ") else { continue };
            let (_, commit) = action.split_once('@').unwrap();
            let commit = commit.split(' ').next().unwrap();
            let is_commit = commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
            assert!(is_commit, "{}: {action}", file.display());
            count += 1;
        }
    }
    assert!(count > 5, "{count}");
}
