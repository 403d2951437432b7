//! The template: made once, by whoever comes first, and whole when it has its name.

use std::time::Instant;

use super::plan::CopyPlan;
use crate::error::{Error, Result};
use crate::model::{Target, Timestamp, Way};
use crate::ops::exclusive::Look;
use crate::ops::look::take_lock;
use crate::ops::setup_load;
use crate::ops::setup_steps::Steps;
use crate::postgres::client::Client;
use crate::postgres::databases::CreateOptions;
use crate::postgres::{ConnectRequest, database_state, sqlstate, test_databases};

/// Makes the template unless it is there. Others who need the same wait for that. Returns whether
/// it was made here.
///
/// Errors: what a file or the server says; the files changed meanwhile. Nothing is left then.
pub async fn ensure(look: Look<'_>, client: &mut Client, plan: &CopyPlan) -> Result<bool> {
    let target = look.login.target;
    if is_there(client, plan).await? {
        return Ok(false);
    }
    let template = Target { way: Way::Only, ..target.with_database(plan.template.clone()) };
    let login = ConnectRequest { target: &template, ..look.login };
    let taken = take_lock(Look { login, ..look }).await?;
    if taken.as_ref().is_some_and(|(_, seen)| seen.state.present) {
        // Another command has made it meanwhile.
        return if is_there(client, plan).await? { Ok(false) } else { Err(not_ours(plan)) };
    }
    let made = make(look, client, plan).await;
    if let Some((lock, _)) = taken {
        lock.release().await;
    }
    made.map(|()| true)
}

async fn is_there(client: &mut Client, plan: &CopyPlan) -> Result<bool> {
    let found = test_databases::find(client, &plan.target, false).await?;
    Ok(found.databases.iter().any(|it| it.name == plan.template))
}

fn not_ours(plan: &CopyPlan) -> Error {
    let (name, user) = (&plan.template, &plan.target.user);
    Error::failed(format!("database {name} is no template that {user} may copy"))
        .with_hint("it was changed by hand, or is another role's: its owner can drop it")
}

async fn make(look: Look<'_>, client: &mut Client, plan: &CopyPlan) -> Result<()> {
    let target = look.login.target;
    let options = options(look).await?;
    let staging = loop {
        let staging = target.with_database(plan.name_copy());
        let created =
            test_databases::create_empty(client, &staging, target.database(), &options).await;
        if created.map_err(|error| cannot_create(error, target))? {
            break staging;
        }
    };
    let loaded = load(look, plan, &staging).await;
    let made = match loaded {
        Ok(()) => {
            let (template, of) = (&plan.template, target.database());
            test_databases::seal(client, &staging, template, of, Timestamp::now()).await
        }
        failed => failed,
    };
    if made.is_err() {
        let names = [staging.database().clone()];
        // What cannot be dropped now is dropped by its age.
        let _ = test_databases::drop(client, target, &names, true).await;
    }
    made
}

/// Like the environment's database, where there is one.
async fn options(look: Look<'_>) -> Result<CreateOptions> {
    let Look { login, maintenance, .. } = look;
    let target = login.target;
    let mut session = login.connect_maintenance(maintenance).await?;
    let state = database_state::state(&mut session, target.database()).await?;
    session.close().await;
    let options =
        CreateOptions::in_place_of(state.properties.as_ref(), state.like_template, &target.user);
    // Copies belong to whoever asks for them.
    Ok(CreateOptions { owner: None, ..options })
}

async fn load(look: Look<'_>, plan: &CopyPlan, staging: &Target) -> Result<()> {
    let (progress, interrupt) = (look.progress, look.interrupt);
    let mut steps = Steps { progress, interrupt, done: Vec::new(), start: Instant::now() };
    let looking = tokio::sync::Mutex::new(());
    setup_load::load_staging(look.login, staging, &plan.files, &mut steps, &looking).await?;
    let name = plan.names.template(&plan.fingerprint().await?);
    if name == plan.template {
        return Ok(());
    }
    Err(Error::failed("the files have changed while they were loaded").with_hint("try again"))
}

fn cannot_create(error: Error, target: &Target) -> Error {
    match error.code() {
        Some(sqlstate::INSUFFICIENT_PRIVILEGE) => {
            let user = crate::postgres::Identifier(&target.user);
            error.with_hint(format!("an administrator can: ALTER ROLE {user} CREATEDB"))
        }
        _ => error,
    }
}
