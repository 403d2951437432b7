//! Tunnels: ports of this machine that lead to a server through another host. ssh or the AWS CLI
//! keeps them open, in a process that ends with this one, however this one ends.

mod explain;
mod process;

use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::process::Process;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::TunnelWay;

/// How long one may take to open. Systems Manager takes some seconds.
const OPENS: Duration = Duration::from_secs(30);

/// How often another port is tried when someone else takes it first.
const PORTS: usize = 3;

/// How often to see whether one has closed.
const LOOK: Duration = Duration::from_millis(100);

/// How long after a lost connection ssh may take to say why.
const REASON: Duration = Duration::from_millis(300);

/// Where a tunnel leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub way: TunnelWay,
    /// As the host in between sees it.
    pub host: String,
    pub port: u16,
    /// The AWS region; `None` for the one that is configured.
    pub region: Option<String>,
}

impl Route {
    /// The program that opens it, with its arguments. What the host in between asks of the user
    /// cannot be answered, since the terminal belongs to psql.
    fn command(&self, local: u16) -> Vec<String> {
        let Self { way, host, port, region } = self;
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match way {
            TunnelWay::Ssh(destination) => {
                let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
                let mut command: Vec<String> = words(&["ssh", "-N", "-T", "-a", "-x"]);
                for option in process::SSH_OPTIONS {
                    command.extend(words(&["-o", option]));
                }
                command.extend([
                    "-L".to_owned(),
                    format!("127.0.0.1:{local}:{host}:{port}"),
                    destination.clone(),
                ]);
                command
            }
            TunnelWay::Ssm(target) => {
                let parameters = serde_json::json!({
                    "host": [host],
                    "portNumber": [port.to_string()],
                    "localPortNumber": [local.to_string()],
                });
                let document = "AWS-StartPortForwardingSessionToRemoteHost";
                let mut command: Vec<String> = words(&["aws", "ssm", "start-session", "--target"]);
                command.push(target.clone());
                command.extend(words(&["--document-name", document, "--parameters"]));
                command.push(parameters.to_string());
                if let Some(region) = region {
                    command.extend(words(&["--region", region]));
                }
                command
            }
        }
    }
}

/// An open tunnel. It closes when this is dropped.
pub struct Open {
    pub route: Route,
    pub port: u16,
    process: Process,
}

impl Open {
    /// Returns when it has closed, with the reason.
    pub async fn closed(&self) -> Error {
        self.process.ended().await;
        self.reason()
    }

    fn reason(&self) -> Error {
        explain::closed(&self.route, &self.process.output())
    }
}

/// Opens a tunnel, at this port of 127.0.0.1 or a free one.
///
/// Errors (usage): a program is missing, the port is taken; (unreachable): the host in between
/// cannot be reached, or refuses the login; it takes too long.
pub async fn open(route: Route, port: Option<u16>) -> Result<Open> {
    let mut attempts = PORTS;
    loop {
        attempts -= 1;
        let local = match port {
            Some(port) => bind(port)?,
            None => bind(0)?,
        };
        let process = Process::start(&route.command(local))?;
        let output = match tokio::time::timeout(OPENS, process.is_open()).await {
            Ok(true) => return Ok(Open { route, port: local, process }),
            Ok(false) => process.output(),
            Err(_) => return Err(explain::slow(&route, &process.output(), OPENS)),
        };
        let is_taken = explain::is_port_taken(&output);
        if !(is_taken && port.is_none() && attempts > 0) {
            return Err(explain::not_opened(&route, local, &output));
        }
    }
}

/// A free port of 127.0.0.1; zero for any. ssh listens there in a moment, and does not start where
/// another was faster.
fn bind(port: u16) -> Result<u16> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => Ok(listener.local_addr()?.port()),
        Err(error) => Err(explain::taken(port).because(error)),
    }
}

/// The tunnels of this process, which close with it.
#[derive(Default)]
pub struct Tunnels {
    open: Mutex<Vec<Open>>,
    /// What could have been used, and was not.
    offered: Mutex<Option<TunnelWay>>,
}

impl Tunnels {
    /// The port of 127.0.0.1 that leads there. Errors: as for [`open`].
    pub async fn port(&self, route: Route) -> Result<u16> {
        if let Some(open) = lock(&self.open).iter().find(|open| open.route == route) {
            return Ok(open.port);
        }
        let opened = open(route, None).await?;
        let port = opened.port;
        lock(&self.open).push(opened);
        Ok(port)
    }

    /// Remembers the way that the environment names, for an error.
    pub fn offer(&self, way: Option<TunnelWay>) {
        *lock(&self.offered) = way;
    }

    /// Adds to the error of a command why the tunnel did not carry it, or that there is one.
    pub async fn explain(&self, error: Error) -> Error {
        if !matches!(error.kind(), Kind::Unreachable | Kind::Failed) {
            return error;
        }
        let offered = lock(&self.offered).clone();
        if let Some(way) = offered.filter(|_| error.kind() == Kind::Unreachable) {
            return error.with_hint(format!("to go through {way}: {}", hint::again("--tunnel")));
        }
        if lock(&self.open).is_empty() || error.code().is_some() {
            return error;
        }
        let deadline = tokio::time::Instant::now() + REASON;
        loop {
            let reason = lock(&self.open).iter().find_map(|open| {
                let output = open.process.output();
                explain::broken(&open.route, &output)
            });
            match reason {
                Some((what, hint)) => return error.also(what).with_hint(hint),
                None if tokio::time::Instant::now() > deadline => return error,
                None => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    }

    /// Returns when one has closed, with the reason.
    pub async fn closed(&self) -> Error {
        loop {
            let closed = |open: &&Open| open.process.output().ended;
            if let Some(reason) = lock(&self.open).iter().find(closed).map(Open::reason) {
                return reason;
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
