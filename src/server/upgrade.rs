//! Upgrading the databases of one major version to a later one: into new data that is not
//! reachable, by pg_upgrade or by dump and load. It is moved into place when complete.

mod copy;
mod pg_upgrade;
mod private;
mod settings;
mod work;
mod work_dir;

use std::path::PathBuf;
use std::time::Instant;

use work::Work;

use super::binaries::{self, Binaries};
use super::claim::Claim;
use super::fetch::{self, Source};
use super::layout::Layout;
use super::lock::Lock;
use super::server_user::ServerUser;
use super::stop::size;
use super::{Server, live, package, stop};
use crate::approval::{Approved, Confirmable, Confirmation};
use crate::error::{Error, Result};
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::progress::Silent;
use crate::report::bytes;
use crate::report::server_upgrade::{OldRemoved, RemoveOldPlan, UpgradePlan, Upgraded};

/// The OIDs of built-in databases are lower.
/// Source: PostgreSQL source, access/transam.h, FirstNormalObjectId.
const FIRST_OWN: u32 = 16_384;

impl Confirmable for UpgradePlan {
    fn question(&self) -> Confirmation {
        match self.replaces {
            true => Confirmation::YesNo {
                ask: format!(
                    "Postgres {} already has databases in {}; they will be kept as data.old",
                    self.to,
                    self.to_data.display()
                ),
            },
            false => Confirmation::None,
        }
    }
}

impl Confirmable for RemoveOldPlan {
    fn question(&self) -> Confirmation {
        if self.is_empty() {
            return Confirmation::None;
        }
        let paths: Vec<String> = self.paths.iter().map(|it| it.display().to_string()).collect();
        Confirmation::YesNo {
            ask: format!("{} will be deleted ({})", paths.join(" and "), bytes(self.bytes)),
        }
    }
}

/// The source and the target of an upgrade.
struct Way {
    /// The target version.
    major: u32,
    version: String,
    /// Its programs; `None` if they are to be fetched.
    new: Option<Binaries>,
    /// The source version, and its programs. `None`: nothing to upgrade.
    old: Option<(u32, Binaries)>,
}

impl Server {
    /// What [`Server::upgrade`] would do.
    ///
    /// Errors: the programs of one of the two versions are not on this machine.
    pub fn plan_upgrade(&self) -> Result<UpgradePlan> {
        let layout = self.layout()?;
        let owner = ServerUser::choose(&layout, &self.settings)?;
        let way = self.way(&layout, &owner)?;
        let from = way.old.as_ref().map(|(major, _)| *major);
        let old = way.old.as_ref().map(|(_, old)| old);
        let pg_upgrade = old.is_some_and(|old| pg_upgrade::is_possible(old, way.new.as_ref()));
        let to_data = layout.data_dir(way.major);
        let own = |entry: std::fs::DirEntry| entry.file_name().to_str()?.parse::<u32>().ok();
        let databases = std::fs::read_dir(to_data.join("base")).into_iter().flatten().flatten();
        let from_data = from.map(|major| layout.data_dir(major)).unwrap_or_default();
        Ok(UpgradePlan {
            from,
            to: way.version,
            bytes: size(&from_data),
            from_data,
            replaces: from.is_some() && databases.filter_map(own).any(|oid| oid >= FIRST_OWN),
            to_data,
            running: live(&layout).is_some(),
            pg_upgrade,
        })
    }

    /// To the named version, else to the newest on this machine, else, if nothing on
    /// it is newer than the data, to the one that can be fetched.
    fn way(&self, layout: &Layout, owner: &ServerUser) -> Result<Way> {
        let all = binaries::all(layout, &self.settings, owner);
        let named = binaries::configured(layout, &self.settings, owner)?;
        let is_named = named.is_some();
        let newest = || all.iter().max_by_key(|it| (it.version.clone(), it.uuid_ossp)).cloned();
        let found = named.or_else(newest);
        let waiting = |to: u32| layout.not_carried().into_iter().find(|major| *major < to);
        let source = Source::of(&self.settings);
        let allowed = |source: &Source| source.is_local() || self.settings.fetch;
        let may_fetch = !is_named && source.as_ref().is_some_and(allowed);
        let to = found.as_ref().map(|it| it.version.major);
        let fetches =
            may_fetch && to.and_then(waiting).is_none() && waiting(package::MAJOR).is_some();
        let new = found.filter(|_| !fetches);
        let (major, version) = match &new {
            Some(new) => (new.version.major, new.version.text.clone()),
            None if fetches => (package::MAJOR, package::VERSION.to_owned()),
            None => return Err(binaries::none_found(&self.settings)),
        };
        let Some(from) = waiting(major) else {
            return Ok(Way { major, version, new, old: None });
        };
        let old = all.into_iter().find(|it| it.version.major == from).ok_or_else(|| {
            Error::failed(format!(
                "the programs of Postgres {from} are needed to read its databases"
            ))
            .with_hint(format!("install them (apt-get install postgresql-{from}), and try again"))
        })?;
        Ok(Way { major, version, new, old: Some((from, old)) })
    }

    /// Upgrades the databases. The old data is kept, marked as upgraded; the new data
    /// appears atomically.
    ///
    /// Errors: something cannot be read or loaded; nothing has changed then.
    pub async fn upgrade(
        &self,
        plan: Approved<UpgradePlan>,
        progress: &dyn Progress,
        interrupt: &Interrupt,
    ) -> Result<Upgraded> {
        let begun = Instant::now();
        let nothing =
            |to: String| Upgraded { from: None, to, carried: None, kept: None, seconds: 0.0 };
        if plan.is_empty() {
            return Ok(nothing(plan.to.clone()));
        }
        let (_lock, layout) = Lock::acquire(&self.settings.home, progress).await?;
        let owner = ServerUser::choose(&layout, &self.settings)?;
        owner.check_home(&layout)?;
        let way = self.way(&layout, &owner)?;
        let Some((from, old)) = way.old else { return Ok(nothing(way.version)) };
        if plan.from != Some(from) || plan.to_data != layout.data_dir(way.major) {
            return Err(Error::failed("another command has changed the server; try again"));
        }
        let _hold = interrupt.hold();
        let new = match way.new {
            Some(new) => new,
            None => fetch::fetch(&layout, &self.settings, &owner, progress).await?,
        };
        let was_running = stop::shut_down(&layout).await?;
        let work = Work { layout: &layout, owner: &owner, old: &old, new: &new, progress };
        let carried = tokio::select! {
            carried = work.run() => carried.map_err(|error| {
                error.prefixed("nothing was upgraded or changed")
            }),
            () = interrupt.wait() => {
                Err(Error::interrupted("interrupted; the old data is unchanged"))
            }
        };
        let carried = match carried {
            Ok(carried) => carried,
            Err(error) => {
                work.undo(was_running).await;
                return Err(error);
            }
        };
        let seconds = begun.elapsed().as_secs_f64();
        let kept = Some(layout.data_dir(from));
        Ok(Upgraded { from: Some(from), to: way.version, carried: Some(carried), kept, seconds })
    }

    /// What [`Server::remove_old`] would delete.
    pub fn plan_remove_old(&self) -> Result<RemoveOldPlan> {
        let layout = self.layout()?;
        let paths = carried(&layout);
        let bytes = paths.iter().map(|path| size(path)).sum();
        Ok(RemoveOldPlan { paths, bytes })
    }

    /// Deletes the old data of upgrades.
    pub async fn remove_old(&self, plan: Approved<RemoveOldPlan>) -> Result<OldRemoved> {
        if plan.is_empty() {
            return Ok(OldRemoved { paths: Vec::new(), bytes: 0 });
        }
        let (_lock, layout) = Lock::acquire(&self.settings.home, &Silent).await?;
        if live(&layout).is_none() {
            Claim::check(&layout).await?;
        }
        let still: Vec<PathBuf> = carried(&layout);
        for path in plan.paths.iter().filter(|path| still.contains(path)) {
            std::fs::remove_dir_all(path).map_err(|error| {
                Error::failed(format!("{} cannot be deleted", path.display())).because(error)
            })?;
        }
        Ok(OldRemoved { paths: plan.paths.clone(), bytes: plan.bytes })
    }
}

/// The directories of upgraded versions without a running server.
fn carried(layout: &Layout) -> Vec<PathBuf> {
    let running = live(layout).map(|(major, _)| major);
    let mut majors = layout.majors();
    majors.retain(|it| layout.carried_mark(*it).is_file() && Some(*it) != running);
    majors.into_iter().map(|major| layout.version_dir(major)).collect()
}
