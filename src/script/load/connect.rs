//! `\connect`: where it would lead.

use super::loader::{Loader, Stop};
use crate::error::{Error, Location};
use crate::model::Host;
use crate::script::syntax::connect_arguments::Connect;

impl Loader<'_> {
    /// `\connect` to the same database is a session as new; anywhere else is refused.
    pub fn reconnect(&mut self, connect: &Connect, place: &Location) -> Result<(), Stop> {
        let target = self.target;
        let (own, me) = (self.own(), target.user.as_str());
        let server = target.server();
        let host = match &server.host {
            Host::Tcp(name) => name.clone(),
            Host::Socket(folder) => folder.display().to_string(),
        };
        let port = server.port.to_string();
        let differs = |wanted: &Option<String>, own: &str| wanted.clone().filter(|w| w != own);
        let error = if let Some(name) = differs(&connect.database, own) {
            Error::failed(format!("\\connect to {name} is refused: the load stays in {own}"))
                .hint(format!("load the part for {name} with a URL of that database"))
        } else if let Some(user) = differs(&connect.user, me) {
            Error::failed(format!("\\connect as {user} is refused: the load goes on as {me}"))
                .hint("SET ROLE does it without a login, or load the file with a URL of that role")
        } else if let Some(host) = differs(&connect.host, &host).or(differs(&connect.port, &port)) {
            Error::failed(format!("\\connect to {host} is refused: the load stays on its server"))
        } else if let Some(other) = &connect.other {
            Error::failed(format!(
                "\\connect with {other} is refused: the load keeps its connection"
            ))
        } else {
            return self.reset_session();
        };
        Err(self.advise(error.at(place.clone()), ""))
    }
}
