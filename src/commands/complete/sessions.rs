//! What a database that answers at once tells: its sessions, its copies for tests.

use std::time::Duration;

use clap_complete::CompletionCandidate;

use super::line::Line;
use crate::commands::Context;
use crate::commands::target::managed_target;
use crate::config::Source;
use crate::error::Result;
use crate::model::{ClientSession, Environment, Method, Target, TestDatabase};
use crate::ops::sessions::{self, Filter};
use crate::ops::test_databases;
use crate::postgres::ConnectRequest;
use crate::report::test_databases::TestDatabaseList;

/// Longer than this, nobody waits after pressing Tab.
const TIMEOUT: Duration = Duration::from_secs(1);

/// The process IDs of the sessions, with what they are doing; never a query, which may hold
/// secrets.
pub(super) fn find(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let context = line.context()?;
    let environment = line.environment(&context)?;
    let list = ask(&context, &environment, async |target| list(&target).await)?;
    Some(list.into_iter().filter(|session| !session.own).map(described).collect())
}

/// The databases that `test-db` made.
pub(super) fn test_databases(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let context = line.context()?;
    let named = context.config.environment.clone();
    let environment = named.or_else(|| Environment::TEST.parse().ok())?;
    let list = async |target: Target| test_databases::list(login(&target), None).await;
    let TestDatabaseList { databases, other_projects, .. } = ask(&context, &environment, list)?;
    let is_own = |it: &TestDatabase| other_projects.iter().all(|other| other.name != it.name);
    let own = databases.into_iter().filter(is_own);
    Some(own.map(|it| it.name.as_str().into()).collect())
}

fn ask<T>(
    context: &Context,
    environment: &Environment,
    question: impl AsyncFnOnce(Target) -> Result<T>,
) -> Option<T> {
    answered(question(open_target(context, environment)?))
}

/// The answer, if there is one in time.
pub(super) fn answered<T>(question: impl Future<Output = Result<T>>) -> Option<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let answer = runtime.block_on(async { tokio::time::timeout(TIMEOUT, question).await });
    // A name may still be looked up on another thread.
    runtime.shutdown_background();
    answer.ok()?.ok()
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
            let running = context.server(false).ok()?.running().ok()??;
            managed_target(&running, environment, database.as_str(), resolved.protected).ok()
        }
    }
}

fn login(target: &Target) -> ConnectRequest<'_> {
    ConnectRequest::new(target, "cruddur-db completions")
}

async fn list(target: &Target) -> Result<Vec<ClientSession>> {
    let filter = Filter { database: Some(target.database().clone()), ..Filter::default() };
    Ok(sessions::list(&mut login(target).connect().await?, &filter).await?.0)
}

fn described(session: ClientSession) -> CompletionCandidate {
    let ClientSession { process_id, user, app, state, .. } = session;
    let words: Vec<String> = [user, app, state].into_iter().flatten().collect();
    CompletionCandidate::new(process_id.to_string()).help(Some(words.join(", ").into()))
}
