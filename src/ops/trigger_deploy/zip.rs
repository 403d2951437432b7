use super::HANDLER;
use super::elf::{Glibc, Program};
use crate::error::{Error, Result};
use crate::unzip;

/// The largest zip in a request. Source: AWS Lambda quotas.
const MAX_ZIP: usize = 50 * 1024 * 1024;

/// What provided.al2023 has. Source: AWS Lambda Developer Guide, "Lambda runtimes"; Amazon Linux
/// 2023 Release Notes.
const GLIBC: Glibc = (2, 34);

/// The libraries that provided.al2023 has, up to their versions. Source: Amazon Linux 2023 User
/// Guide, "Minimal container image": glibc, and the libraries of gcc, openssl, zlib and curl.
const LIBRARIES: [&str; 18] = [
    "ld-linux-x86-64.so.2",
    "ld-linux-aarch64.so.1",
    "libc.so.6",
    "libm.so.6",
    "libmvec.so.1",
    "libpthread.so.0",
    "libdl.so.2",
    "librt.so.1",
    "libutil.so.1",
    "libresolv.so.2",
    "libanl.so.1",
    "libgcc_s.so.1",
    "libstdc++.so.6",
    "libssl.so.3",
    "libcrypto.so.3",
    "libz.so.1",
    "libcurl.so.4",
    "libzstd.so.1",
];

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
    let files: Vec<&str> = entries.iter().map(|entry| entry.name).collect();
    match missing_library(&program.libraries, &files) {
        Some(library) => Err(Error::usage(format!(
            "bootstrap needs the library {library}, which neither provided.al2023 nor the zip has"
        ))
        .with_hint(format!("{BUILD}; or link it statically, or put it into lib/ of the zip"))),
        None => Ok(program),
    }
}

/// A library that is neither the runtime's nor a file of the zip, at its top or in its `lib/`,
/// where Lambda looks, too.
fn missing_library<'a>(needed: &'a [String], files: &[&str]) -> Option<&'a String> {
    let is_there = |library: &str| {
        LIBRARIES.contains(&library)
            || files.iter().any(|file| file.strip_prefix("lib/").unwrap_or(file) == library)
    };
    needed.iter().find(|library| !is_there(library))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_the_runtimes_or_in_the_zip() {
        let needed = ["libc.so.6", "libpq.so.5", "libssl.so.3"].map(str::to_owned);
        assert_eq!(missing_library(&needed, &["bootstrap"]).unwrap(), "libpq.so.5");
        assert_eq!(
            missing_library(&needed, &["bootstrap", "bin/libpq.so.5"]).unwrap(),
            "libpq.so.5"
        );
        assert_eq!(missing_library(&needed, &["bootstrap", "lib/libpq.so.5"]), None);
        assert_eq!(missing_library(&needed, &["bootstrap", "libpq.so.5"]), None);
        let old = ["libssl.so.1.1".to_owned()];
        assert_eq!(missing_library(&old, &[]), Some(&old[0]));
    }
}
