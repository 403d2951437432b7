//! The managed local Postgres: a server for users who have none.
//!
//! Its programs are found on the machine or fetched; its data is in one home per user, with one
//! directory per major version; it listens on loopback with a password, outlives the command that
//! started it, and every command that needs it makes sure that it is running. Nothing here ever
//! touches another server: whatever is stopped or repaired is identified by its data directory.

mod binaries;
mod claim;
mod cluster;
mod fetch;
mod installed;
mod launch;
mod layout;
mod lock;
mod log;
mod own_settings;
mod package;
mod pip;
mod prepare;
mod process;
mod repair;
mod search_paths;
mod server_record;
mod server_user;
mod settings;
mod start;
mod stop;
mod temp_path;
mod tree;
mod upgrade;

use std::path::{Path, PathBuf};

pub use launch::PORTS;
pub use log::follow as follow_log;
pub use settings::Settings;

pub use crate::report::server::{DestroyPlan, Destroyed, StartPlan, Status, StopPlan, Stopped};
pub use crate::report::server_upgrade::{RemoveOldPlan, UpgradePlan};

use claim::{Claim, Holder};
use layout::Layout;
use process::{Found, Postmaster, State};
use server_record::ServerRecord;

use crate::error::Result;
use crate::hint;
use crate::model::Secret;

/// The address that the managed server listens on.
pub const HOST: &str = "127.0.0.1";

/// The managed server of one home.
#[derive(Debug, Clone)]
pub struct Server {
    settings: Settings,
}

/// A managed server that is ready.
#[derive(Debug, Clone)]
pub struct Running {
    pub port: u16,
    pub user: String,
    pub password: Secret,
    /// Of Postgres (`15.18`).
    pub version: String,
    pub major: u32,
    /// Started by this call; false if it was already running.
    pub started: bool,
    pub data_dir: PathBuf,
    pub bindir: PathBuf,
}

impl Server {
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    fn layout(&self) -> Result<Layout> {
        Layout::of(&self.settings.home)
    }

    /// Where the server writes its log.
    pub fn log_file(&self) -> PathBuf {
        Layout::log_in(&self.settings.home)
    }

    /// The port that the server had last, whether it runs or not.
    pub fn last_port(&self) -> Option<u16> {
        ServerRecord::read(&self.layout().ok()?).ok()??.port
    }

    /// The directories where a client program such as `psql` may be: those of `PATH`, then the
    /// server's own, then those where packages put them.
    pub fn client_directories(&self) -> Vec<PathBuf> {
        let mut directories: Vec<PathBuf> = self.settings.search_path().collect();
        directories.extend(self.settings.bindir.clone());
        if let Ok(layout) = self.layout() {
            let instance = ServerRecord::read(&layout).ok().flatten();
            directories.extend(instance.map(|instance| instance.bindir));
            directories.extend(search_paths::below(&layout.bin_dir(), "", package::BINDIR));
        }
        if self.settings.bindir.is_none() {
            directories.extend(search_paths::packaged());
        }
        directories
    }

    /// The state of the server. Errors: its files cannot be read.
    pub fn status(&self) -> Result<Status> {
        let layout = self.layout()?;
        let instance = ServerRecord::read(&layout)?;
        let live = live(&layout);
        let mut majors = layout.majors();
        let major = live
            .map(|(major, _)| major)
            .or(instance.as_ref().map(|instance| instance.major))
            .filter(|major| majors.contains(major))
            .or(majors.first().copied());
        majors.retain(|other| Some(*other) != major);
        let is_carried = |major: &u32| layout.carried_mark(*major).is_file();
        let (carried, others): (Vec<u32>, Vec<u32>) = majors.into_iter().partition(is_carried);
        let directory = |major: u32| layout.data_dir(major);
        // An incomplete record is ignored.
        let known = instance.as_ref().filter(|it| Some(it.major) == major);
        let postmaster = live.map(|(_, postmaster)| postmaster);
        let bindir = known.map(|instance| instance.bindir.clone());
        let holder = if live.is_none() { Claim::holder(&layout) } else { None };
        let uuid_ossp = bindir.as_deref().zip(major).filter(|(bindir, _)| bindir.is_dir());
        Ok(Status {
            running: postmaster.is_some(),
            ready: postmaster.is_some_and(|it| it.state == State::Ready),
            pid: postmaster.map(|it| it.pid),
            port: postmaster.and_then(|it| it.port).or(known.and_then(|it| it.port)),
            version: known.map(|instance| instance.version.clone()),
            os_user: known.map(|instance| instance.os_user.clone()),
            data_dir: major.map(|major| layout.data_dir(major)),
            uuid_ossp: uuid_ossp.map(|(bindir, major)| binaries::uuid_ossp(bindir, major)),
            bindir,
            log_file: layout.log(),
            other_data: others.into_iter().map(directory).collect(),
            carried_over: carried.into_iter().map(directory).collect(),
            problems: problems(instance.as_ref(), postmaster, holder, major.is_some()),
            obstacle: holder.map(|holder| holder.error(&layout)),
            home: layout.home,
        })
    }
}

fn problems(
    instance: Option<&ServerRecord>,
    postmaster: Option<Postmaster>,
    holder: Option<Holder>,
    has_data: bool,
) -> Vec<String> {
    let mut problems = Vec::new();
    let repair = format!("{} repairs it", hint::command("server start"));
    if has_data && !instance.is_some_and(ServerRecord::has_password) {
        problems.push(format!("the record of its password is damaged; {repair}"));
    }
    if postmaster.is_some_and(|it| it.state == State::Unlisted) {
        problems.push(format!("its pid file is damaged; {repair}"));
    }
    problems.extend(holder.map(Holder::problem));
    problems
}

/// The running server of this home, by its major version.
fn live(layout: &Layout) -> Option<(u32, Postmaster)> {
    layout.majors().into_iter().find_map(|major| match look_at(layout, major) {
        Found::Server(postmaster) => Some((major, postmaster)),
        Found::Nothing | Found::StalePid => None,
    })
}

fn look_at(layout: &Layout, major: u32) -> Found {
    process::look(&layout.data_dir(major))
}

/// Whether a program can be run from here.
fn has_programs(bindir: &Path) -> bool {
    binaries::NEEDED.iter().all(|name| bindir.join(name).is_file())
}
