//! Reaching a target through another host.

use std::collections::BTreeSet;

use crate::commands::Context;
use crate::commands::arguments::TunnelArg;
use crate::config::Resolved;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Host, Origin, RdsHost, Server, Target, Tunnel, TunnelWay, Way};
use crate::tunnel::Route;

impl Context {
    /// Opens the tunnel that was asked for. The target stays what it is, and its connections go
    /// through the tunnel.
    ///
    /// Errors (usage): there is none; the target is on this machine, or names one host twice; those of [`crate::tunnel::open`].
    pub(in crate::commands) async fn by_tunnel(
        &self,
        mut target: Target,
        resolved: &Resolved,
        asked: &TunnelArg,
    ) -> Result<Target> {
        let Some(way) = asked.way(resolved)? else {
            return self.without_tunnel(target, resolved);
        };
        let progress = self.ui.progress();
        progress.doing(&format!("opening a tunnel through {way}"));
        if let Way::Pooled(other) | Way::Direct(other) = &mut target.way {
            other.access.tunnel = Some(self.tunnel(other, &way).await?);
        }
        target.access.tunnel = Some(self.tunnel(&target, &way).await?);
        Ok(target)
    }

    async fn tunnel(&self, target: &Target, way: &TunnelWay) -> Result<Tunnel> {
        let mut tunnel = Tunnel { way: way.clone(), ports: Vec::new() };
        let servers = target.url.servers();
        let names: BTreeSet<_> = servers.iter().map(|it| (it.host.to_string(), it.port)).collect();
        if names.len() < servers.len() {
            return Err(Error::usage(format!(
                "{} names one host twice, which a tunnel cannot tell apart",
                target.origin
            )));
        }
        for server in servers {
            let route = route(&server, way, target)?;
            let port = self.tunnels.port(route).await?;
            tunnel.ports.push((server.host, server.port, port));
        }
        Ok(tunnel)
    }

    /// Errors (usage): a URL to `localhost` that only makes sense through the tunnel.
    fn without_tunnel(&self, target: Target, resolved: &Resolved) -> Result<Target> {
        let Some(way) = &resolved.tunnel else { return Ok(target) };
        if target.origin != Origin::Managed && target.url.is_local() {
            return Err(Error::usage(format!(
                "{} points to {} as {way} sees it, which is not this machine",
                target.origin,
                target.server()
            ))
            .with_hint(format!("go through it: {}", hint::again("--tunnel"))));
        }
        self.tunnels.offer(Some(way.clone()));
        Ok(target)
    }
}

/// Errors (usage): a socket, which no tunnel leads to.
pub(in crate::commands) fn route(
    server: &Server,
    way: &TunnelWay,
    target: &Target,
) -> Result<Route> {
    let Host::Tcp(name) = &server.host else {
        return Err(Error::usage(format!("{} names a socket of this machine", target.origin))
            .with_hint(format!(
                "a tunnel needs the server's name, as {} sees it",
                hint::quoted(way.host())
            )));
    };
    let host = server.address.clone().unwrap_or_else(|| name.clone());
    let region = RdsHost::parse(name).map(|host| host.region);
    Ok(Route { way: way.clone(), host, port: server.port, region })
}
