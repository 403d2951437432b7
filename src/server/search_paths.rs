//! Where packages for Linux and macOS install Postgres.

use std::path::{Path, PathBuf};

use super::settings::Settings;

/// The directories of `PATH`, and those where packages install the programs.
pub fn installed(settings: &Settings) -> Vec<PathBuf> {
    settings.search_path().chain(packaged()).collect()
}

/// The directories where packages for Linux and macOS install the programs, newest version first.
pub fn packaged() -> Vec<PathBuf> {
    let patterns = [
        ("/usr/lib/postgresql", "", "bin"),
        ("/usr", "pgsql-", "bin"),
        ("/usr/libexec", "postgresql", ""),
        ("/opt/homebrew/opt", "postgresql", "bin"),
        ("/opt/homebrew/opt", "libpq", "bin"),
        ("/usr/local/opt", "postgresql", "bin"),
        ("/usr/local/opt", "libpq", "bin"),
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
        ("/opt/local/lib", "postgresql", "bin"),
        ("/usr/local", "pgsql", "bin"),
    ];
    let mut directories = Vec::new();
    for (parent, prefix, tail) in patterns {
        let mut versions = below(Path::new(parent), prefix, tail);
        versions.sort_by_key(|directory| std::cmp::Reverse(number(directory)));
        directories.extend(versions);
    }
    directories
}

fn number(directory: &Path) -> u32 {
    let text = directory.to_string_lossy();
    let digits = text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// `parent/prefix*/tail`
pub fn below(parent: &Path, prefix: &str, tail: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().join(tail))
        .filter(|directory| directory.is_dir())
        .collect()
}

/// The `extension` directory of these programs.
pub fn extension_dir(bindir: &Path, major: u32) -> Option<PathBuf> {
    let root = bindir.parent()?;
    let directories = [
        root.join("share/extension"),
        root.join("share/postgresql/extension"),
        root.join(format!("share/postgresql@{major}/extension")),
        root.join(format!("share/postgresql{major}/extension")),
        PathBuf::from(format!("/usr/share/postgresql/{major}/extension")),
        PathBuf::from(format!("/usr/share/postgresql{major}/extension")),
        PathBuf::from("/usr/share/postgresql/extension"),
        PathBuf::from("/usr/share/pgsql/extension"),
        PathBuf::from(format!("/opt/local/share/postgresql{major}/extension")),
    ];
    directories.into_iter().find(|directory| directory.join("plpgsql.control").is_file())
}

/// How to get a Postgres other than by fetching one.
pub fn how_to_install() -> String {
    let install = if cfg!(target_os = "macos") {
        "  brew install postgresql@17"
    } else {
        "  Debian, Ubuntu  apt-get install postgresql postgresql-contrib\n  \
           Fedora, RHEL    dnf install postgresql-server postgresql-contrib\n  \
           Alpine          apk add postgresql postgresql-contrib"
    };
    format!(
        "install Postgres:\n{install}\nor use another server: docker compose up -d db, and set \
         CONNECTION_URL"
    )
}
