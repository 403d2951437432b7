//! `\connect` within a load.

use crate::error::{Error, Result};
use crate::model::Target;
use crate::script::syntax::connect_arguments::Connect;

/// Errors: it leaves the target, whose database the files call `own`.
pub fn refuse_elsewhere(connect: &Connect, target: &Target, own: &str) -> Result<()> {
    let me = target.user.as_str();
    let server = target.server();
    let host = server.host.to_libpq();
    let port = server.port.to_string();
    let differs = |wanted: &Option<String>, own: &str| wanted.clone().filter(|w| w != own);
    Err(if let Some(name) = differs(&connect.database, own) {
        Error::failed(format!("\\connect to {name} is refused: the load stays in {own}"))
            .with_hint(format!("load the part for {name} with a URL of that database"))
    } else if let Some(user) = differs(&connect.user, me) {
        Error::failed(format!("\\connect as {user} is refused: the load continues as {me}"))
            .with_hint("SET ROLE does it without a login, or load the file with a URL of that role")
    } else if let Some(host) = differs(&connect.host, &host).or(differs(&connect.port, &port)) {
        Error::failed(format!("\\connect to {host} is refused: the load stays on its server"))
    } else if let Some(other) = &connect.other {
        Error::failed(format!("\\connect with {other} is refused: the load keeps its connection"))
    } else {
        return Ok(());
    })
}
