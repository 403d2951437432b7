//! What is published to crates.io, and how it is built from there.

use snapbox::str;

use super::{here, run};
use crate::common::{Run, Sandbox};

fn cargo(sandbox: &Sandbox, args: &[&str]) -> Run {
    let mut command = here(sandbox, env!("CARGO"));
    // Where the toolchain and the packages are is the machine's business.
    for (name, value) in std::env::vars_os() {
        if ["CARGO_HOME", "RUSTUP_HOME", "HOME"].iter().any(|it| name == *it) {
            command.env(name, value);
        }
    }
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args);
    run(sandbox, &mut command).succeeded()
}

/// The sources and what is built into them; no tests and none of their data.
#[test]
fn it_is_small_and_whole() {
    let sandbox = Sandbox::new();
    let listed = cargo(&sandbox, &["package", "--list", "--allow-dirty", "--offline"]).stdout;
    let outside: Vec<_> = listed
        .lines()
        .filter(|file| !file.starts_with("src/") && *file != ".cargo_vcs_info.json")
        .collect();
    snapbox::assert_data_eq!(
        outside.join("\n"),
        str![[r#"
CHANGELOG.md
Cargo.lock
Cargo.toml
Cargo.toml.orig
LICENSE-APACHE
LICENSE-MIT
README.md
build.rs
completions/_cruddur-db
completions/_cruddur-db.ps1
completions/cruddur-db.bash
completions/cruddur-db.elv
completions/cruddur-db.fish
schema/citus.sql
schema/schema.sql
seeds/seed.sql
"#]]
    );
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let size = |file: &str| std::fs::metadata(root.join(file)).map_or(0, |it| it.len());
    let size: u64 = listed.lines().map(size).sum();
    assert!(size < 4 << 20, "{size} bytes");
}
