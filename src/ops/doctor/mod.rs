//! What stands between here and the database, layer by layer. Nothing is changed.

#[cfg(feature = "aws")]
pub mod cloud;
mod database;
mod lifetimes;
mod network;
pub mod pooler;
mod servers;

use std::pin::Pin;
use std::time::{Duration, Instant};

use self::servers::Servers;
use crate::error::{Error, Result};
use crate::model::{Environment, Origin, Target};
use crate::postgres::wire;
use crate::report::doctor::{Checked, Diagnosis, Health, Layer};
use crate::report::server::{Status, UuidOssp};

/// What is examined.
pub struct Subject<'a> {
    pub environment: Environment,
    /// What the configuration says, or why it says nothing.
    pub source: Result<Place>,
    /// The target with what its login needs; AWS may be asked for that.
    pub access: Option<Access<'a>>,
    /// The same for the direct URL, if there is one.
    pub direct: Option<Access<'a>>,
    /// The variable of the direct URL.
    pub direct_variable: Option<String>,
    /// Another environment on the same database.
    pub shared_with: Option<Environment>,
    /// How long each layer may take.
    pub limit: Duration,
    #[cfg(feature = "aws")]
    pub cloud: Option<cloud::Cloud<'a>>,
    #[cfg(not(feature = "aws"))]
    pub cloud: std::marker::PhantomData<&'a ()>,
}

/// Finds the password.
pub type Access<'a> = Pin<Box<dyn Future<Output = Result<Target>> + 'a>>;

/// Where the database should be.
pub struct Place {
    /// Absent when the managed server does not run.
    pub target: Option<Target>,
    /// The managed server, when it is its database.
    pub managed: Option<Status>,
}

/// Looks at every layer. What hangs on a layer that failed is unknown.
pub async fn examine(subject: Subject<'_>) -> Diagnosis {
    let mut examination = Examination { layers: Vec::new(), limit: subject.limit, blocked: None };
    let found = configuration(subject.source, subject.shared_with.as_ref());
    let place = examination.check(Layer::Configuration, async { found }).await;
    let managed = place.as_ref().and_then(|place| place.managed.as_ref());
    if let Some(status) = managed {
        let look = async { Ok(managed_server(status)) };
        if examination.check(Layer::ManagedServer, look).await == Some(false) {
            examination.blocked = Some("the managed server does not run".to_owned());
        }
    }
    let target = place.and_then(|place| place.target);
    network(&mut examination, target.as_ref()).await;
    let direct = async {
        let target = match subject.direct {
            Some(direct) => Some(direct.await),
            None => None,
        };
        pooler::Direct { target, variable: subject.direct_variable }
    };
    let target = database(&mut examination, subject.access, direct).await.or(target);
    #[cfg(feature = "aws")]
    if let Some(cloud) = subject.cloud {
        // Neither needs the server.
        examination.blocked = None;
        cloud::examine(&mut examination, cloud).await;
    }
    Diagnosis::new(subject.environment, target, examination.layers)
}

async fn network(examination: &mut Examination, target: Option<&Target>) {
    let limit = examination.limit;
    // With one server, what takes too long is the layer's own business.
    let each = match target.is_some_and(|target| target.url.others.is_empty()) {
        true => limit * 2,
        false => limit * 9 / 10,
    };
    let mut servers = target.map(Servers::of);
    let look = async { servers.as_mut().ok_or_else(no_target)?.look_up(each).await };
    examination.check(Layer::NameLookUp, look).await;
    let look = async { servers.as_mut().ok_or_else(no_target)?.connect(each).await };
    examination.check(Layer::Tcp, look).await;
    let look = async { servers.as_mut().ok_or_else(no_target)?.tls(each).await };
    examination.check(Layer::Tls, look).await;
}

/// The target as it logged in, if that was tried.
async fn database(
    examination: &mut Examination,
    access: Option<Access<'_>>,
    direct: impl Future<Output = pooler::Direct>,
) -> Option<Target> {
    let mut target = None;
    let log_in = async {
        let access = access.ok_or_else(no_target)?;
        database::login(target.insert(access.await?)).await
    };
    let opened = examination.check(Layer::Login, log_in).await;
    let session = examination.check(Layer::Database, async { database::open(opened) }).await;
    let Some(mut session) = session else {
        examination.skip(Layer::Pooler);
        for layer in database::LAYERS {
            examination.skip(layer);
        }
        return target;
    };
    let pooler = async { pooler::look(&mut session, direct.await).await };
    if examination.check(Layer::Pooler, pooler).await.is_none() {
        // The database answers all the same.
        examination.blocked = None;
    }
    for layer in database::LAYERS {
        examination.check(layer, database::look(layer, &mut session)).await;
    }
    target
}

/// A layer before has failed where there is none.
fn no_target() -> Error {
    Error::failed("there is no target")
}

/// How a layer is, and what the next one needs of it.
pub struct Finding<T> {
    health: Health,
    found: String,
    fix: Option<String>,
    value: T,
}

impl<T> Finding<T> {
    fn pass(found: impl Into<String>, value: T) -> Self {
        Self { health: Health::Pass, found: found.into(), fix: None, value }
    }

    fn warn(found: impl Into<String>, fix: impl Into<String>, value: T) -> Self {
        Self { health: Health::Warn, found: found.into(), fix: Some(fix.into()), value }
    }

    fn fail(found: impl Into<String>, fix: impl Into<String>, value: T) -> Self {
        Self { health: Health::Fail, found: found.into(), fix: Some(fix.into()), value }
    }

    fn unknown(found: impl Into<String>, fix: Option<String>, value: T) -> Self {
        Self { health: Health::Unknown, found: found.into(), fix, value }
    }
}

/// The layers so far.
pub struct Examination {
    layers: Vec<Checked>,
    limit: Duration,
    /// Why the next layers cannot be looked at.
    blocked: Option<String>,
}

impl Examination {
    /// Looks at a layer, unless one before it failed. Errors are failures of the layer.
    async fn check<T>(
        &mut self,
        layer: Layer,
        work: impl Future<Output = Result<Finding<T>>>,
    ) -> Option<T> {
        if self.blocked.is_some() {
            self.skip(layer);
            return None;
        }
        let start = Instant::now();
        let result = tokio::time::timeout(self.limit, work).await;
        let seconds = start.elapsed().as_secs_f64();
        let (health, found, fix, value) = match result {
            Ok(Ok(Finding { health, found, fix, value })) => (health, found, fix, Some(value)),
            Ok(Err(error)) => (Health::Fail, described(&error), fix_of(&error), None),
            Err(_) => {
                let found = format!("no answer within {:?}", self.limit);
                let (health, fix) = late(layer);
                (health, found, Some(fix.to_owned()), None)
            }
        };
        if value.is_none() {
            self.blocked = Some(format!("{layer} failed"));
        }
        self.layers.push(Checked { layer, health, found, fix, seconds: Some(seconds) });
        value
    }

    fn skip(&mut self, layer: Layer) {
        let found = format!("skipped: {}", self.blocked.as_deref().unwrap_or("nothing to ask"));
        self.layers.push(Checked {
            layer,
            health: Health::Unknown,
            found,
            fix: None,
            seconds: None,
        });
    }
}

/// What it means that a layer does not answer in time, and what to do.
fn late(layer: Layer) -> (Health, &'static str) {
    match layer {
        Layer::Tcp => (
            Health::Fail,
            "a firewall or security group drops it, or the host is not reached from here; \
             cruddur-db sg-allow-my-ip opens a group of RDS",
        ),
        Layer::Pooler => (Health::Unknown, "a pooler may have no session free: --timeout"),
        // That AWS is slow says nothing about the database.
        Layer::AwsCredentials | Layer::SecurityGroup => {
            (Health::Unknown, "try again, or give it longer: --timeout")
        }
        _ => (Health::Fail, "a slow network or a busy server? --timeout gives it longer"),
    }
}

fn described(error: &Error) -> String {
    let code = error.code().map(|code| format!(" (SQLSTATE {code})")).unwrap_or_default();
    let detail = error.to_json()["error"]["detail"].as_str().map(|detail| format!("\n{detail}"));
    format!("{}{code}{}", error.message(), detail.unwrap_or_default())
}

fn fix_of(error: &Error) -> Option<String> {
    Some(error.to_json()["error"]["hint"].as_str()?.to_owned())
}

fn configuration(source: Result<Place>, shared: Option<&Environment>) -> Result<Finding<Place>> {
    let place = source?;
    if let Some(target) = &place.target {
        wire::check_negotiation(target)?;
    }
    let found = match (&place.target, &place.managed) {
        (Some(target), _) if target.origin == Origin::Managed => target.to_string(),
        (Some(target), _) => format!("{target}, from {}", target.origin),
        (None, _) => "on the managed server".to_owned(),
    };
    Ok(match shared {
        Some(other) => Finding::warn(
            format!("{found}\nenvironment {other} leads to the same database"),
            "one of the two URLs is a mistake",
            place,
        ),
        None => Finding::pass(found, place),
    })
}

/// Whether the managed server runs. That it does not is nothing bad: commands start it.
fn managed_server(status: &Status) -> Finding<bool> {
    let version = status.version.as_deref().unwrap_or("of unknown version");
    if !status.ready {
        let state = match (status.running, status.data_dir.is_some()) {
            (true, _) => "it is starting or stopping",
            (false, true) => "it is stopped",
            (false, false) => "it was not created yet",
        };
        let fix = "cruddur-db server start; every other command starts it by itself";
        return Finding::warn(state, fix, false);
    }
    let mut found = format!("Postgres {version} runs, log in {}", status.log_file.display());
    if !status.other_data.is_empty() {
        found.push_str(&format!("\n{} older data folders are kept", status.other_data.len()));
    }
    match status.uuid_ossp {
        Some(UuidOssp::Real) | None => Finding::pass(found, true),
        Some(other) => Finding::warn(
            format!("{found}\nuuid-ossp: {other}"),
            "install the contrib modules of this Postgres for the whole extension",
            true,
        ),
    }
}
