//! The upgrade itself, step by step.

use std::path::Path;

use super::pg_upgrade;
use super::private::Private;
use super::settings::{self, Entry, NewCluster};
use super::work_dir::{Cluster, WorkDir};
use crate::error::{Error, Result};
use crate::model::Secret;
use crate::progress::Progress;
use crate::report::server_upgrade::{Carried, Method};
use crate::server::binaries::Binaries;
use crate::server::launch::Launch;
use crate::server::layout::{Layout, make_public};
use crate::server::repair::sweep;
use crate::server::server_record::ServerRecord;
use crate::server::server_user::ServerUser;
use crate::server::temp_path::TempPath;
use crate::server::{cluster, process, repair, start};

/// The directory of the new data, until it is complete.
const NEW_DATA: &str = "upgrade";

pub struct Work<'a> {
    pub layout: &'a Layout,
    pub owner: &'a ServerUser,
    pub old: &'a Binaries,
    pub new: &'a Binaries,
    pub progress: &'a dyn Progress,
}

/// The data of both versions. The new one's is not yet in its final directory.
struct Clusters<'a> {
    work_dir: &'a WorkDir,
    parent: &'a Path,
    old: &'a Path,
    password: &'a Secret,
}

impl Work<'_> {
    pub async fn run(&self) -> Result<Carried> {
        sweep(self.layout).await;
        let (from, to) = (self.old.version.major, self.new.version.major);
        let old_data = self.layout.data_dir(from);
        let mut instance = ServerRecord::read(self.layout)?.unwrap_or_default();
        repair::data(self.layout, self.owner, from)?;
        process::clear_stale(&old_data, &self.layout.run_dir())?;
        if !instance.has_password() {
            instance.renew_password()?;
            cluster::reset_password(self.owner, self.old, &old_data, &instance.password()).await?;
            instance.write(self.layout)?;
        }
        let parent = self.layout.version_dir(to);
        make_public(&parent)?;
        let work_dir = WorkDir::new(&parent, self.owner)?;
        let password = instance.password();
        let clusters =
            Clusters { work_dir: &work_dir, parent: &parent, old: &old_data, password: &password };
        // Also recovers the data after a crash, which pg_upgrade requires.
        self.progress.doing(&format!("starting Postgres {}", self.old.version.text));
        let source = self.start(&clusters, Cluster::Old, &old_data).await?;
        let databases = source.databases(&self.new.bindir).await?;
        let set = settings::read(&self.new.bindir, &source).await?;
        source.stop().await?;
        let (data, method) = self.fill(&clusters).await?;
        let fresh = self.finish(&clusters, data.path(), &databases, method).await?;
        let (owner, binaries) = (self.owner, self.new);
        let new_cluster = NewCluster { owner, work_dir: &work_dir, binaries, data: data.path() };
        let (settings, left_behind) = new_cluster.carry_over(&old_data, set, &fresh).await?;
        cluster::put_in_place(self.layout, data.path(), to)?;
        std::fs::write(self.layout.carried_mark(from), format!("{to}\n"))?;
        self.new.set_in(&mut instance, self.owner);
        instance.write(self.layout)?;
        Ok(Carried { method, databases, settings, left_behind })
    }

    /// Creates new data with the databases of the old one.
    async fn fill(&self, clusters: &Clusters<'_>) -> Result<(TempPath, Method)> {
        if pg_upgrade::is_possible(self.old, Some(self.new)) {
            let data = self.create(clusters).await?;
            match self.by_pg_upgrade(clusters, data.path()).await {
                Ok(()) => return Ok((data, Method::PgUpgrade)),
                Err(error) => self.progress.notice(&format!(
                    "the databases are dumped and loaded, since pg_upgrade cannot upgrade \
                     them: {error}"
                )),
            }
        }
        let data = self.create(clusters).await?;
        self.by_dump_and_load(clusters, data.path()).await?;
        Ok((data, Method::DumpAndLoad))
    }

    async fn create(&self, clusters: &Clusters<'_>) -> Result<TempPath> {
        self.progress.doing(&format!("creating a Postgres {} server", self.new.version.text));
        let data = TempPath::directory(clusters.parent, NEW_DATA)?;
        cluster::init(clusters.parent, data.path(), self.owner, self.new, clusters.password)
            .await?;
        Ok(data)
    }

    async fn by_pg_upgrade(&self, clusters: &Clusters<'_>, data: &Path) -> Result<()> {
        let old = (self.old, clusters.old);
        let (owner, work_dir) = (self.owner, clusters.work_dir);
        let run = pg_upgrade::PgUpgrade { owner, work_dir, old, new: (self.new, data) };
        self.progress.doing("running pg_upgrade --check");
        run.run(&["--check"]).await?;
        self.progress.doing("copying the databases");
        run.run(&[]).await
    }

    async fn by_dump_and_load(&self, clusters: &Clusters<'_>, data: &Path) -> Result<()> {
        let source = self.start(clusters, Cluster::Old, clusters.old).await?;
        let result = match self.start(clusters, Cluster::New, data).await {
            Ok(sink) => {
                self.progress.doing("dumping and loading the databases");
                let result = super::copy::copy(&self.new.bindir, &source, &sink).await;
                sink.stop().await.and(result)
            }
            Err(error) => Err(error),
        };
        source.stop().await.and(result)
    }

    /// Makes sure that all databases exist, with statistics. Returns the settings of the new
    /// server's files.
    async fn finish(
        &self,
        clusters: &Clusters<'_>,
        data: &Path,
        databases: &[String],
        method: Method,
    ) -> Result<Vec<Entry>> {
        let bindir = &self.new.bindir;
        let sink = self.start(clusters, Cluster::New, data).await?;
        let found = sink.databases(bindir).await?;
        if found != databases {
            return Err(Error::failed(format!(
                "not all databases were upgraded: {} of {}",
                found.join(", "),
                databases.join(", ")
            )));
        }
        if method == Method::PgUpgrade {
            self.progress.doing("analyzing the databases");
            let mut vacuumdb = sink.client(bindir.join("vacuumdb"));
            vacuumdb.args(["--all", "--analyze-only", "--quiet", "--no-password"]);
            let output = vacuumdb.output().await;
            if !output.is_ok_and(|output| output.status.success()) {
                self.progress.notice("not all tables could be analyzed: run ANALYZE");
            }
        }
        let fresh = settings::read(bindir, &sink).await?;
        sink.stop().await?;
        Ok(fresh)
    }

    async fn start(
        &self,
        clusters: &Clusters<'_>,
        cluster: Cluster,
        data: &Path,
    ) -> Result<Private<'_>> {
        let binaries = match cluster {
            Cluster::Old => self.old,
            Cluster::New => self.new,
        };
        let hba = clusters.work_dir.hba();
        Private::start(self.owner, binaries, data, clusters.work_dir, cluster, Some(&hba)).await
    }

    /// After a failure or an interrupt: terminates the servers, which are identified by their data,
    /// whether it exists or not, and starts the one that ran before.
    pub async fn undo(&self, was_running: bool) {
        let Self { layout, owner, old, progress, .. } = *self;
        let (from, to) = (old.version.major, self.new.version.major);
        process::end_all(&TempPath::path_in(&layout.version_dir(to), NEW_DATA)).await;
        process::end_all(&layout.data_dir(from)).await;
        sweep(layout).await;
        if !was_running {
            return;
        }
        let version = &old.version.text;
        let record = ServerRecord::read(layout).ok().flatten();
        match start::launch(&Launch { layout, owner, binaries: old, progress }, record).await {
            Ok(_) => progress.notice(&format!("Postgres {version} was started again")),
            Err(error) => progress
                .warn(&format!("Postgres {version} ran before, and does not start again: {error}")),
        }
    }
}
