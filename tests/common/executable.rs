//! Programs that tests write. A child process writes them: a file that this process has open for
//! writing reaches every child that another thread starts meanwhile, and cannot be run until
//! that child has become its own program ("Text file busy").

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Makes `path` a program with this text.
#[track_caller]
pub fn write_program(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", "rm -f \"$1\" && cat > \"$1\" && chmod 755 \"$1\"", "sh"]).arg(path);
    let mut child = shell.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success(), "{}", path.display());
}

/// A program that tests need, on PATH or in one of these directories, where Debian puts it.
pub fn program_in(name: &str, directories: &[&str]) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let others = directories.iter().map(PathBuf::from);
    let mut programs = std::env::split_paths(&path).chain(others).map(|it| it.join(name));
    let found = programs.find(|program| program.is_file());
    found.unwrap_or_else(|| panic!("the tests need {name}: apt-get install it"))
}

/// Copies a program.
#[track_caller]
pub fn copy_program(from: impl AsRef<Path>, to: &Path) {
    let status = Command::new("cp").arg(from.as_ref()).arg(to).status().unwrap();
    assert!(status.success(), "{}", to.display());
}
