//! Checks the connection to the database, layer by layer. Nothing is changed.

#[cfg(feature = "aws")]
pub mod cloud;
mod collations;
mod database;
mod door;
mod finding;
#[cfg(feature = "aws")]
mod group;
mod lifetimes;
mod network;
mod pooler;
mod servers;
mod stranger;

use std::pin::Pin;
use std::time::Duration;

use self::finding::{Checks, Finding};
pub use self::pooler::Direct;
use self::servers::Servers;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Environment, Origin, Target};
use crate::postgres::transport;
use crate::report::doctor::{Diagnosis, Layer};
use crate::report::server::{Status, UuidOssp};

pub struct Request<'a> {
    pub environment: Environment,
    /// The target by the configuration, or why there is none.
    pub source: Result<Place>,
    /// The target with what its login needs, which may come from AWS.
    pub access: Option<Access<'a>>,
    pub direct: Direct<'a>,
    /// What makes the tables of this project.
    pub tables: String,
    /// Another environment on the same database.
    pub shared_with: Option<Environment>,
    pub limit: Duration,
    #[cfg(feature = "aws")]
    pub cloud: Option<cloud::Cloud<'a>>,
    #[cfg(not(feature = "aws"))]
    pub cloud: std::marker::PhantomData<&'a ()>,
}

pub type Access<'a> = Pin<Box<dyn Future<Output = Result<Target>> + 'a>>;

pub struct Place {
    /// `None` if the managed server is not running.
    pub target: Option<Target>,
    pub managed: Option<Status>,
}

/// Runs every check. What depends on a failed check is unknown.
pub async fn examine(subject: Request<'_>) -> Diagnosis {
    let mut checks = Checks { layers: Vec::new(), limit: subject.limit, blocked: None };
    let found = configuration(subject.source, subject.shared_with.as_ref());
    let place = checks.check(Layer::Configuration, async { found }).await;
    let managed = place.as_ref().and_then(|place| place.managed.as_ref());
    if let Some(status) = managed {
        let look = async { managed_server(status) };
        let found = checks.check(Layer::ManagedServer, look).await;
        if found.is_some() && !status.ready {
            checks.blocked = Some("the managed server is not running".to_owned());
        }
    }
    let target = place.and_then(|place| place.target);
    #[cfg(feature = "aws")]
    let when_silent = cloud(&mut checks, subject.cloud).await;
    network(&mut checks, target.as_ref()).await;
    #[cfg(feature = "aws")]
    checks.explain_silence(when_silent);
    let Request { access, direct, tables, .. } = subject;
    let target = database(&mut checks, access, direct, &tables).await.or(target);
    Diagnosis::new(subject.environment, target, checks.layers)
}

/// Looks at the instance first, which may explain everything else. Returns what to do if nothing
/// answers at its port.
#[cfg(feature = "aws")]
async fn cloud(checks: &mut Checks, cloud: Option<cloud::Cloud<'_>>) -> Option<String> {
    // It does not depend on what failed so far, and what comes next does not depend on AWS.
    let blocked = checks.blocked.take();
    let known = match cloud {
        Some(cloud) => cloud::examine(checks, cloud).await,
        None => cloud::Known::default(),
    };
    let stopped = known.stopped.then(|| "the RDS instance is stopped".to_owned());
    checks.blocked = blocked.or(stopped);
    known.when_silent
}

async fn network(checks: &mut Checks, target: Option<&Target>) {
    let limit = checks.limit;
    // With one server, each check handles its own timeout.
    let each = match target.is_some_and(|target| target.url.others.is_empty()) {
        true => limit * 2,
        false => limit * 9 / 10,
    };
    let mut servers = target.map(Servers::of);
    let look = async { servers.as_mut().ok_or_else(no_target)?.look_up(each).await };
    checks.check(Layer::Dns, look).await;
    let look = async { servers.as_mut().ok_or_else(no_target)?.connect(each).await };
    checks.check(Layer::Tcp, look).await;
    let look = async { servers.as_mut().ok_or_else(no_target)?.tls(each, limit * 9 / 10).await };
    checks.check(Layer::Tls, look).await;
}

/// The target as it logged in, if that was tried.
async fn database(
    checks: &mut Checks,
    access: Option<Access<'_>>,
    direct: Direct<'_>,
    tables: &str,
) -> Option<Target> {
    let mut target = None;
    let log_in = async {
        let access = access.ok_or_else(no_target)?;
        database::login(target.insert(access.await?)).await
    };
    let opened = checks.check(Layer::Login, log_in).await;
    let session = checks.check(Layer::Database, async { database::open(opened) }).await;
    let Some(mut session) = session else {
        checks.skip(Layer::Pooler);
        for layer in database::LAYERS {
            checks.skip(layer);
        }
        return target;
    };
    if checks.check(Layer::Pooler, pooler::look(&mut session, direct)).await.is_none() {
        // The database answers nevertheless.
        checks.blocked = None;
    }
    for layer in database::LAYERS {
        checks.check(layer, database::look(layer, &mut session, tables)).await;
    }
    target
}

/// If there is none, an earlier check has failed.
fn no_target() -> Error {
    Error::failed("there is no target")
}

fn configuration(source: Result<Place>, shared: Option<&Environment>) -> Result<Finding<Place>> {
    let place = source?;
    if let Some(target) = &place.target {
        transport::check_negotiation(target)?;
    }
    let found = match (&place.target, &place.managed) {
        (Some(target), _) if target.origin == Origin::Managed => target.to_string(),
        (Some(target), _) => format!("{target}, from {}", target.origin),
        (None, _) => "on the managed server".to_owned(),
    };
    let finding = match shared {
        Some(other) => Finding::warn(
            format!("{found}\nenvironment {other} points to the same database"),
            "one of the two URLs is a mistake",
        ),
        None => Finding::pass(found),
    };
    Ok(finding.with(place))
}

/// Whether the managed server is running. If not, it is not a failure: commands start it.
fn managed_server(status: &Status) -> Result<Finding> {
    if let Some(obstacle) = &status.obstacle {
        return Err(obstacle.same());
    }
    let problems: String = status.problems.iter().map(|problem| format!("\n{problem}")).collect();
    let start = hint::command("server start");
    let version = status.version.as_deref().unwrap_or("of unknown version");
    if !status.ready {
        let state = match (status.running, status.data_dir.is_some()) {
            (true, _) => "it is starting or stopping",
            (false, true) => "it is stopped",
            (false, false) => "it has not been created yet",
        };
        let fix = format!("start it with: {start}; other commands start it automatically");
        return Ok(Finding::warn(format!("{state}{problems}"), fix));
    }
    let mut found = format!("Postgres {version} runs, log in {}", status.log_file.display());
    if !status.other_data.is_empty() {
        found.push_str(&format!("\n{} older data directories are kept", status.other_data.len()));
    }
    if !problems.is_empty() {
        return Ok(Finding::warn(format!("{found}{problems}"), format!("run {start}")));
    }
    Ok(match status.uuid_ossp {
        Some(UuidOssp::Real) | None => Finding::pass(found),
        Some(other) => Finding::warn(
            format!("{found}\nuuid-ossp: {other}"),
            "install the contrib modules of this Postgres for the full extension",
        ),
    })
}
