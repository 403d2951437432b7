//! What the program says about how it was made (`cruddur-db version`).
//!
//! A debug build names no commit: it would be compiled again after each one.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "cargo listens to what is printed"
)]

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    set("TARGET", std::env::var("TARGET").ok());
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|it| it == value);
    // 200,000 addresses depend on where an unoptimised program is loaded: setting them touches a
    // third of the memory of a short command. The tests start it by the thousand.
    if is("PROFILE", "debug")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
    {
        println!("cargo:rustc-link-arg-bin=cruddur-db=-no-pie");
    }
    if is("PROFILE", "release") {
        set("COMMIT", from_crate().or_else(|| from_git(&["rev-parse", "HEAD"])));
        let date = std::env::var("SOURCE_DATE_EPOCH").ok();
        set("EPOCH", date.or_else(|| from_git(&["log", "-1", "--format=%ct"])));
    }
}

fn set(name: &str, value: Option<String>) {
    if let Some(value) = value {
        println!("cargo:rustc-env=CRUDDUR_BUILD_{name}={value}");
    }
}

/// The commit that `cargo publish` noted in the crate.
fn from_crate() -> Option<String> {
    let text = std::fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, rest) = text.split_once("\"sha1\": \"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// Asks git, in a clone of this project and not in one that merely has it somewhere inside.
fn from_git(args: &[&str]) -> Option<String> {
    if !Path::new(".git").exists() {
        return None;
    }
    let git = |args: &[&str]| {
        let output = Command::new("git").args(args).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    // It changes with every commit and every checkout.
    println!("cargo:rerun-if-changed={}", git(&["rev-parse", "--git-path", "logs/HEAD"])?);
    git(args)
}
