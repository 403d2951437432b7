//! The files in `completions/` are what the program prints.

use crate::common::Sandbox;

// The commands of a smaller build are fewer.
#[cfg(all(feature = "aws", feature = "lambda"))]
#[test]
fn the_directory_is_fresh() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let sandbox = Sandbox::new();
    for (shell, file) in [
        ("bash", "cruddur-db.bash"),
        ("zsh", "_cruddur-db"),
        ("fish", "cruddur-db.fish"),
        ("powershell", "_cruddur-db.ps1"),
        ("elvish", "cruddur-db.elv"),
    ] {
        let run = sandbox.run(["completions", shell]).succeeded();
        let path = directory.join(file);
        if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
            std::fs::write(&path, &run.stdout).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == run.stdout, "{file} is stale: SNAPSHOTS=overwrite cargo test completions");
    }
}

#[test]
fn an_unknown_shell_is_a_usage_error() {
    Sandbox::new().run(["completions", "tcsh"]).ended_with(2);
}

#[test]
fn every_command_has_a_manual_page() {
    let sandbox = Sandbox::new();
    let page = sandbox.run(["man"]).succeeded().stdout;
    assert!(page.contains(".TH cruddur-db 1"), "{page}");
    for command in crate::help::commands() {
        let page = sandbox.run(["man", &command]).succeeded().stdout;
        assert!(page.contains(&format!(".TH cruddur-db-{command} 1")), "{command}");
    }
    sandbox.run(["man", "nonsense"]).ended_with(2);
}
