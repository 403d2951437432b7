use std::time::{Duration, Instant};

use super::Context;
use super::arguments::{EnvironmentArg, TunnelArg};
use super::target::route;
use crate::config::Source;
use crate::error::{Error, ExitStatus, Kind, Result};
use crate::model::{Host, Target, Tunnel};
use crate::report::tunnel::TunnelOpened;
use crate::tunnel::{self, Open, Route};

/// The pauses before a lost tunnel is opened again grow from the first to the second.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// So long it is tried: a laptop that wakes up has no network yet.
const TRIES: Duration = Duration::from_secs(600);

/// Hold a tunnel to the database open
///
/// Forwards a port of this machine (127.0.0.1) through the environment's tunnel and prints a URL
/// for other programs, without the password, until Ctrl-C. A lost tunnel is opened again at the
/// same port. The URL keeps the server's name, for its certificate and so that no program takes
/// it for a local database.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    environment: EnvironmentArg,

    /// Port of this machine [default: a free one]
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,

    #[command(flatten)]
    tunnel: TunnelArg,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let environment = context.config.pick(self.environment.word())?;
        let resolved = context.config.resolve(&environment)?;
        let way = self.tunnel.or_default().way(&resolved)?;
        let (Source::Url(target), Some(way)) = (resolved.source, way) else {
            return Err(Error::usage("there is no tunnel"));
        };
        if !target.url.others.is_empty() {
            return Err(Error::usage(format!("{} names several servers", target.origin))
                .with_hint("pass the URL of one of them: --url URL --tunnel=WAY"));
        }
        let route = route(&target.server(), &way, &target)?;
        let progress = context.ui.progress();
        progress.doing(&format!("opening a tunnel through {way}"));
        let open = tunnel::open(route, self.port).await?;
        drop(progress);
        // Ctrl-C is how it ends.
        let _hold = context.interrupt.hold();
        context.ui.report(&opened(*target, &open))?;
        context.ui.status(&format!(
            "the tunnel is open until Ctrl-C; programs that know no hostaddr: host 127.0.0.1, \
             port {}",
            open.port
        ));
        keep(context, open).await
    }
}

fn opened(mut target: Target, open: &Open) -> TunnelOpened {
    let Route { way, .. } = &open.route;
    let server = target.server();
    let tunnel = Tunnel { way: way.clone(), ports: vec![(server.host, server.port, open.port)] };
    let mut url = target.url.through(&tunnel);
    url.user = Some(target.user.clone());
    url.set_password(None);
    if url.host.is_loopback() {
        // With hostaddr the name is only a name, and this one is of another machine.
        url.host = Host::Tcp(way.name().to_owned());
    }
    target.access.tunnel = Some(tunnel);
    TunnelOpened { target, url, port: open.port }
}

/// Keeps it open until the user has had enough.
async fn keep(context: &Context, mut open: Open) -> Result<ExitStatus> {
    loop {
        let error = tokio::select! {
            () = context.interrupt.wait() => return Ok(ExitStatus::Done),
            error = open.closed() => error,
        };
        context.ui.warn(&error.to_string());
        let (route, port) = (open.route.clone(), open.port);
        drop(open);
        open = tokio::select! {
            () = context.interrupt.wait() => return Ok(ExitStatus::Done),
            again = again(route, port) => again?,
        };
        context.ui.status(&format!("the tunnel is open again, at port {port}"));
    }
}

async fn again(route: Route, port: u16) -> Result<Open> {
    let (start, mut pause) = (Instant::now(), PAUSES.0);
    loop {
        tokio::time::sleep(pause).await;
        match tunnel::open(route.clone(), Some(port)).await {
            Err(error) if error.kind() == Kind::Unreachable && start.elapsed() < TRIES => {
                pause = (pause * 2).min(PAUSES.1);
            }
            result => return result,
        }
    }
}
