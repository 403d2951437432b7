use super::HANDLER;
use super::elf::{Glibc, Program};
use crate::error::{Error, Result};
use crate::unzip;

/// The largest zip in a request. Source: AWS Lambda quotas.
const MAX_ZIP: usize = 50 * 1024 * 1024;

/// What provided.al2023 has. Source: AWS Lambda Developer Guide, "Lambda runtimes"; Amazon Linux
/// 2023 Release Notes.
const GLIBC: Glibc = (2, 34);

const BUILD: &str = "build it with: cargo lambda build --release --output-format zip";

/// The program that Lambda would run. Errors (usage): it could not run the zip.
pub fn check_zip(zip: &[u8]) -> Result<Program> {
    if !zip.starts_with(b"PK\x03\x04") {
        return Err(Error::usage("the file is not a zip"));
    }
    if zip.len() > MAX_ZIP {
        return Err(Error::usage("the zip is larger than the 50 MiB that Lambda accepts"));
    }
    let damaged = |error: Error| Error::usage(error.message());
    let entries = unzip::entries(zip).map_err(damaged)?;
    let entry = entries
        .iter()
        .find(|entry| entry.name == HANDLER)
        .ok_or_else(|| Error::usage("the zip has no file bootstrap at its top").with_hint(BUILD))?;
    if entry.mode.is_none_or(|mode| mode & 0o111 == 0) {
        return Err(Error::usage("bootstrap in the zip is not executable").with_hint(
            "chmod +x bootstrap, and make the zip on Linux or macOS: Windows keeps no permissions",
        ));
    }
    let program = Program::read(&entry.contents().map_err(damaged)?).ok_or_else(|| {
        Error::usage("bootstrap in the zip is not a program for Linux on x86_64 or arm64")
            .with_hint(BUILD)
    })?;
    check_program(&program)?;
    Ok(program)
}

/// Errors (usage): the runtime has not what the program needs.
fn check_program(program: &Program) -> Result<()> {
    if let Some((major, minor)) = program.glibc.filter(|needed| *needed > GLIBC) {
        return Err(Error::usage(format!(
            "bootstrap needs glibc {major}.{minor}, and provided.al2023 has {}.{}",
            GLIBC.0, GLIBC.1
        ))
        .with_hint(format!("{BUILD}; or link it statically with musl")));
    }
    match program.loader.as_deref().filter(|loader| !loader.contains("/ld-linux")) {
        Some(loader) => Err(Error::usage(format!(
            "bootstrap is loaded by {loader}, which provided.al2023 does not have"
        ))
        .with_hint(BUILD)),
        None => Ok(()),
    }
}
