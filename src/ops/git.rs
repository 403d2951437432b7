//! Whether git would take a file that holds a secret.

use crate::hint;
use crate::regular_file;
use std::path::Path;
use std::process::{Command, Stdio};

/// What ignores a `.env` file, where git itself cannot be asked.
const PATTERNS: [&str; 5] = [".env", "/.env", "*.env", ".env*", "**/.env"];

/// Whether git ignores the file. None outside of a repository.
pub fn is_ignored(path: &Path) -> Option<bool> {
    let path = std::path::absolute(path).ok()?;
    let directory = path.parent()?;
    let root = directory.ancestors().find(|it| it.join(".git").exists())?;
    let mut git = Command::new("git");
    git.arg("-C").arg(directory).args(["check-ignore", "-q", "--"]).arg(path.file_name()?);
    let asked = git.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    match asked.ok().and_then(|status| status.code()) {
        Some(0) => Some(true),
        Some(1) => Some(false),
        _ => {
            let text = regular_file::read_to_string(root.join(".gitignore")).unwrap_or_default();
            Some(text.lines().any(|line| PATTERNS.contains(&line.trim())))
        }
    }
}

/// What to say of a file with a password that git does not ignore.
pub fn warning(path: &Path) -> Option<String> {
    (is_ignored(path) == Some(false)).then(|| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (name, list) = (hint::quoted(&name), path.with_file_name(".gitignore"));
        let list = hint::quoted(&list.to_string_lossy());
        format!(
            "{} holds a password, and git does not ignore it: echo {name} >> {list}",
            path.display()
        )
    })
}
