//! The network checks, for each of several servers. One usable server is enough to work,
//! but the others should be available too.

use std::time::Duration;

use futures_util::future::join_all;

use super::finding::{Finding, described, fix_of};
use super::network::{self, Stream};
use crate::error::{Error, Result};
use crate::model::Target;
use crate::report::doctor::Health;

struct Server {
    name: String,
    target: Target,
    stream: Option<Stream>,
    in_reach: bool,
}

pub struct Servers(Vec<Server>);

impl Servers {
    pub fn of(target: &Target) -> Self {
        let servers = target.url.servers().into_iter().enumerate();
        Self(
            servers
                .map(|(index, server)| Server {
                    name: server.to_string(),
                    target: target.at(index),
                    stream: None,
                    in_reach: true,
                })
                .collect(),
        )
    }

    pub async fn look_up(&mut self, limit: Duration) -> Result<Finding> {
        self.each(limit, async |target, _| network::look_up(target).await, |_, ()| ()).await
    }

    pub async fn connect(&mut self, limit: Duration) -> Result<Finding> {
        let keep = |server: &mut Server, stream| server.stream = Some(stream);
        self.each(limit, async |target, _| network::connect(target).await, keep).await
    }

    /// `within` is how long one may take to be known for no Postgres.
    pub async fn tls(&mut self, limit: Duration, within: Duration) -> Result<Finding> {
        let look = async |target: &Target, stream| network::tls(target, stream, within).await;
        self.each(limit, look, |_, ()| ()).await
    }

    /// Checks those still reachable, concurrently. Errors: none passes.
    async fn each<T>(
        &mut self,
        limit: Duration,
        look: impl AsyncFn(&Target, Option<Stream>) -> Result<Finding<T>>,
        mut keep: impl FnMut(&mut Server, T),
    ) -> Result<Finding> {
        let is_only = self.0.len() == 1;
        let looks = self.0.iter_mut().filter(|server| server.in_reach).map(|server| {
            let (stream, look) = (server.stream.take(), &look);
            async move {
                let found = tokio::time::timeout(limit, look(&server.target, stream)).await;
                let late = |_| Err(Error::unreachable(format!("no answer within {limit:?}")));
                (found.unwrap_or_else(late), server)
            }
        });
        let (mut lines, mut fix, mut worst) = (Vec::new(), None, Health::Pass);
        let mut any = false;
        for (found, server) in join_all(looks).await {
            let found = match found {
                Err(error) if is_only => return Err(error),
                Err(error) => {
                    server.in_reach = false;
                    let (found, fix) = (described(&error), fix_of(&error));
                    Finding { health: Health::Fail, found, fix, value: () }
                }
                Ok(Finding { health, found, fix, value }) => {
                    any = true;
                    keep(server, value);
                    Finding { health, found, fix, value: () }
                }
            };
            lines.push(match is_only {
                true => found.found,
                false => format!("{}: {}", server.name, found.found),
            });
            fix = fix.or(found.fix);
            worst = match (worst, found.health) {
                (worst, Health::Pass) => worst,
                (Health::Pass, health) if is_only => health,
                // Another one may be usable.
                _ => Health::Warn,
            };
        }
        let found = lines.join("\n");
        match fix {
            fix if any => Ok(Finding { health: worst, found, fix, value: () }),
            Some(fix) => Err(Error::unreachable(found).with_hint(fix)),
            None => Err(Error::unreachable(found)),
        }
    }
}
