use super::binaries::{self, Binaries};
use super::instance::{Instance, ROLE};
use super::launch::{self, Launch};
use super::layout::Layout;
use super::lock::Lock;
use super::owner::Owner;
use super::prepare::prepare;
use super::{Running, Server, fetch, live, places, stop};
use crate::approval::{Approved, Question, Stakes};
use crate::error::{Error, Result};
use crate::ops::Progress;
use crate::report::server::{StartAction, StartPlan};

/// Where the programs come from.
enum Choice {
    Found(Binaries),
    Fetch,
}

impl Stakes for StartPlan {
    fn question(&self) -> Question {
        if !self.must_ask {
            return Question::None;
        }
        let why = match self.action {
            StartAction::FetchAndStart => {
                format!("the programs for the data in {} are gone", self.data_dir.display())
            }
            _ => "this machine has no Postgres server".to_owned(),
        };
        Question::YesNo { ask: format!("{why}; {} is fetched", fetch::LABEL) }
    }

    fn without_terminal(&self) -> Option<String> {
        Some(format!(
            "give --fetch-postgres or set CRUDDUR_FETCH_POSTGRES=1 to agree\nor {}",
            places::how_to_install()
        ))
    }
}

impl Server {
    /// What [`Server::start`] would do. Quick.
    ///
    /// Errors: there is no Postgres, and none can be fetched.
    pub fn plan_start(&self) -> Result<StartPlan> {
        let layout = self.layout()?;
        let instance = Instance::read(&layout)?;
        if let Some((major, postmaster)) = live(&layout) {
            return Ok(StartPlan {
                action: StartAction::None,
                version: instance.map_or_else(|| major.to_string(), |it| it.version),
                data_dir: layout.data_dir(major),
                bindir: None,
                port: postmaster.port,
                must_ask: false,
            });
        }
        let owner = Owner::choose(&layout, &self.settings)?;
        let choice = self.choose(&layout, &owner, instance.as_ref())?;
        let fetches = matches!(choice, Choice::Fetch);
        let (version, major, bindir) = match choice {
            Choice::Found(it) => (it.version.text, it.version.major, Some(it.bindir)),
            Choice::Fetch => (fetch::VERSION.to_owned(), fetch::MAJOR, None),
        };
        let action = match (fetches, layout.majors().contains(&major)) {
            (false, true) => StartAction::Start,
            (false, false) => StartAction::Create,
            (true, true) => StartAction::FetchAndStart,
            (true, false) => StartAction::FetchAndCreate,
        };
        let must_ask = fetches && !self.settings.fetch;
        let data_dir = layout.data_dir(major);
        Ok(StartPlan { action, version, data_dir, bindir, port: None, must_ask })
    }

    /// The programs that served last if they are still there, else the best of the machine,
    /// else those that can be fetched.
    fn choose(
        &self,
        layout: &Layout,
        owner: &Owner,
        instance: Option<&Instance>,
    ) -> Result<Choice> {
        let last = instance.filter(|it| layout.majors().contains(&it.major));
        let free = self.settings.bindir.is_none();
        if let Some(last) = last.filter(|last| free && super::has_programs(&last.bindir))
            && let Some(known) = Binaries::at(&last.bindir, owner)
            && known.version.major == last.major
        {
            return Ok(Choice::Found(known));
        }
        let last = last.map(|it| it.major);
        let possible = fetch::is_possible(&self.settings);
        match Binaries::best(layout, &self.settings, owner, last) {
            // Rather the programs for the data again than an empty server of another version.
            Some(best)
                if possible && last == Some(fetch::MAJOR) && best.version.major != fetch::MAJOR =>
            {
                Ok(Choice::Fetch)
            }
            Some(best) => Ok(Choice::Found(best)),
            None if possible => Ok(Choice::Fetch),
            None => Err(binaries::none_found(&self.settings)),
        }
    }

    /// Makes sure that the server runs: fetches, creates and starts what is missing, one
    /// command at a time. Quick when it runs already.
    ///
    /// Errors: something of that fails; the plan did not ask to fetch and it has become
    /// necessary.
    pub async fn start(
        &self,
        plan: Approved<StartPlan>,
        progress: &dyn Progress,
    ) -> Result<Running> {
        let (_lock, layout) = Lock::acquire(&self.settings.home, progress).await?;
        let instance = Instance::read(&layout)?;
        if let Some(running) = serving(&layout, instance.as_ref()).await? {
            return Ok(running);
        }
        let owner = Owner::choose(&layout, &self.settings)?;
        owner.check_home(&layout)?;
        let binaries = match self.choose(&layout, &owner, instance.as_ref())? {
            Choice::Found(binaries) => binaries,
            Choice::Fetch if self.settings.fetch || plan.action.fetches() => {
                fetch::fetch(&layout, &self.settings, &owner, progress).await?
            }
            Choice::Fetch => return Err(binaries::none_found(&self.settings)),
        };
        owner.make_private(&layout.run_dir())?;
        let mut instance = prepare(&layout, &owner, &binaries, instance, progress).await?;
        let launch = Launch { layout: &layout, owner: &owner, binaries: &binaries, progress };
        let port = launch.run(instance.port).await?;
        if let Some(before) = instance.port.filter(|before| *before != port) {
            progress.notice(&format!(
                "port {before} is taken: the managed server is on port {port} now, and URLs in \
                 other places (.env) need the new one"
            ));
        }
        if instance.port != Some(port) {
            instance.port = Some(port);
            instance.write(&layout)?;
        }
        Ok(running(&layout, &instance, port, true))
    }
}

/// The server that runs already. One whose password is lost is stopped, to be given a new one.
async fn serving(layout: &Layout, instance: Option<&Instance>) -> Result<Option<Running>> {
    let Some((major, _)) = live(layout) else { return Ok(None) };
    let Some(postmaster) = launch::settled(&layout.data_dir(major)).await? else {
        return Ok(None);
    };
    let Some(instance) = instance else {
        stop::shut_down(layout).await?;
        return Ok(None);
    };
    let port = postmaster.port.ok_or_else(|| Error::failed("the managed server has no port"))?;
    Ok(Some(running(layout, instance, port, false)))
}

fn running(layout: &Layout, instance: &Instance, port: u16, started: bool) -> Running {
    Running {
        port,
        user: ROLE.to_owned(),
        password: instance.password(),
        version: instance.version.clone(),
        started,
        data_dir: layout.data_dir(instance.major),
        socket_dir: layout.socket_dir(),
        bindir: instance.bindir.clone(),
    }
}
