//! Sessions of a database that answers at once.

use std::time::Duration;

use clap_complete::CompletionCandidate;

use super::line::Line;
use crate::commands::Context;
use crate::commands::target::managed_target;
use crate::config::Source;
use crate::error::Result;
use crate::model::{ClientSession, Environment, Method, Target};
use crate::ops::sessions::{self, Filter};
use crate::postgres::{ConnectRequest, RetryTimeout};
use crate::server::Server;

/// Longer than this, nobody waits after pressing Tab.
const TIMEOUT: Duration = Duration::from_secs(1);

/// The process IDs of the sessions, with what they are doing; never a query, which may hold
/// secrets.
pub(super) fn find(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let context = line.context()?;
    let environment = line.environment(&context)?;
    let target = open_target(&context, &environment)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let list = runtime.block_on(async { tokio::time::timeout(TIMEOUT, list(&target)).await });
    // A name may still be looked up on another thread.
    runtime.shutdown_background();
    let list = list.ok()?.ok()?;
    Some(list.into_iter().filter(|session| !session.own).map(described).collect())
}

/// The target, unless it is protected, takes AWS to log in, or has to be started first.
fn open_target(context: &Context, environment: &Environment) -> Option<Target> {
    let resolved = context.config.resolve(environment).ok()?;
    if resolved.protected {
        return None;
    }
    match resolved.source {
        Source::Url(target) => {
            let by_password =
                matches!(target.access.method, Method::Password | Method::PasswordOnly);
            by_password.then_some(*target)
        }
        Source::Managed(database) => {
            let server = Server::new(context.config.server_settings(false).ok()?);
            let running = server.running().ok()??;
            managed_target(&running, environment, database, resolved.protected).ok()
        }
    }
}

async fn list(target: &Target) -> Result<Vec<ClientSession>> {
    let application = "cruddur-db completions";
    let login = ConnectRequest { target, application, retry_timeout: RetryTimeout::default() };
    let filter = Filter { database: Some(target.database().clone()), ..Filter::default() };
    Ok(sessions::list(&mut login.connect().await?, &filter).await?.0)
}

fn described(session: ClientSession) -> CompletionCandidate {
    let ClientSession { process_id, user, app, state, .. } = session;
    let words: Vec<String> = [user, app, state].into_iter().flatten().collect();
    CompletionCandidate::new(process_id.to_string()).help(Some(words.join(", ").into()))
}
