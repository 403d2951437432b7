//! Replaces a database: the new one is created and filled under a temporary name, gets
//! the other one's name when complete, and only then the old one is dropped. Whatever fails
//! before that, or kills this program, leaves the old one unchanged.

use std::time::Duration;

use tokio::sync::Notify;

use super::exclusive::{Exclusive, Look, check_made};
use super::replace_errors::{cannot, cannot_create, cannot_remove, nothing_changed, uninherited};
use super::replace_outcome::{find_out, is_gone};
use crate::error::{Error, Result};
use crate::model::{Properties, Setting, TaggedComment, Target};
use crate::postgres::client::Client;
use crate::postgres::databases::{self, CreateOptions, replaced_name, staging_name};
use crate::postgres::swap::{Swap, Swapped, change_names};
use crate::postgres::{ConnectRequest, Literal, is_lost, properties, sqlstate};

/// How often sessions that prevent renaming are terminated.
const EVERY: Duration = Duration::from_millis(50);

#[derive(Debug, Clone, Copy, Default)]
pub struct Without {
    pub owner: bool,
    pub grants: bool,
}

/// Errors, before anything is begun: what would prevent replacing the database, or dropping it, as
/// `verb` says.
pub fn check(target: &Target, exclusive: &Exclusive, verb: &str) -> Result<()> {
    let state = &exclusive.state;
    if !state.present {
        return Ok(());
    }
    let name = target.database();
    if !state.owned {
        let owner = state.properties.as_ref().map(|it| it.owner.clone()).unwrap_or_default();
        return Err(Error::failed(format!(
            "database {name} belongs to role {owner}, so {} may not {verb} it; nothing was changed",
            target.user
        ))
        .with_hint(format!("log in as {owner}, or as a role that inherits from it")));
    }
    match &state.held_by {
        Some(what) => Err(Error::failed(format!(
            "database {name} has {what}, which would be lost or prevent it; nothing was changed"
        ))
        .with_hint("remove them first")),
        None => Ok(()),
    }
}

/// Drops what an interrupted command left, and reports it.
pub async fn remove_leftovers(look: Look<'_>, exclusive: &mut Exclusive) -> Result<()> {
    let target = look.login.target;
    for name in std::mem::take(&mut exclusive.state.leftovers) {
        let leftover = target.with_database(name.clone());
        databases::drop(exclusive.maintenance()?, &leftover)
            .await
            .map_err(|error| cannot_remove(error, &name))?;
        look.progress.notice(&format!(
            "removed database {name}, which an interrupted command had left behind"
        ));
    }
    Ok(())
}

/// Creates the empty staging database with these settings, and returns it as a target.
///
/// Errors: it cannot be created; nothing was changed.
pub async fn create_staging(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    mut options: CreateOptions,
    settings: &[Setting],
) -> Result<Target> {
    exclusive.parts().map_err(nothing_changed)?;
    exclusive.refresh(look).await?;
    remove_leftovers(look, exclusive).await.map_err(nothing_changed)?;
    let (version, has_icu) = (exclusive.state.server_version, exclusive.state.has_icu);
    let staging = look.login.target.with_database(staging_name(look.login.target.database()));
    if let Some(said) = options.fit(version, has_icu) {
        look.progress.notice(&said);
    }
    let connection = exclusive.maintenance()?;
    if let Some(owner) = &options.owner {
        refuse_uninherited(connection, owner).await?;
    }
    let created = create(look, connection, &staging, &mut options).await;
    let filled = match created {
        Ok(true) => properties::apply_meanings(connection, &staging, settings)
            .await
            .map_err(nothing_changed),
        Ok(false) => {
            return Err(Error::failed(format!(
                "database {} already exists; nothing was changed",
                staging.database()
            )));
        }
        // It may exist, if the connection was lost before the server's answer.
        Err(error) if is_lost(&error) => Err(cannot_create(error, &options)),
        Err(error) => return Err(cannot_create(error, &options)),
    };
    if filled.is_err() {
        abandon(look, exclusive, &staging).await;
    }
    filled.map(|()| staging)
}

/// Creates the database, by other options where the server lacks what these name.
async fn create(
    look: Look<'_>,
    client: &mut Client,
    staging: &Target,
    options: &mut CreateOptions,
) -> Result<bool> {
    let mut created = databases::create(client, staging, options).await;
    let failed =
        |created: &Result<bool>, code| matches!(created, Err(it) if it.code() == Some(code));
    if options.template.is_none() && failed(&created, sqlstate::INTERNAL) {
        // As after an upgrade of the system's C library: template1 has another collation version.
        let why = created.err().map(|error| error.message()).unwrap_or_default();
        look.progress.notice(&format!("using template0, since for template1: {why}"));
        options.template = Some("template0".into());
        created = databases::create(client, staging, options).await;
    }
    if failed(&created, sqlstate::UNDEFINED_OBJECT)
        && let Some(tablespace) = options.tablespace.take()
    {
        // The backup may be of another server.
        created = databases::create(client, staging, options).await;
        if created.is_ok() {
            look.progress.notice(&format!("in the default tablespace: there is no {tablespace}"));
        }
    }
    created
}

/// A role may create a database for one that it does not inherit from, but not rename or drop it.
async fn refuse_uninherited(client: &mut Client, owner: &str) -> Result<()> {
    let asked = format!("SELECT pg_catalog.pg_has_role({}, 'USAGE')::text", Literal(owner));
    // For a role that is missing, CREATE DATABASE tells it.
    match client.ask(&asked).await {
        Ok(Some(may)) if may == "false" => Err(uninherited(owner)),
        _ => Ok(()),
    }
}

/// Drops the staging database after a failure. If that fails, it is reported, and removed by the
/// next command on the same database.
pub async fn abandon(look: Look<'_>, exclusive: &mut Exclusive, staging: &Target) {
    let Ok(connection) = exclusive.maintenance() else { return };
    let mut dropped = databases::drop(connection, staging).await;
    if dropped.is_err()
        && exclusive.reconnect(look.login, look.maintenance).await.is_ok()
        && let Ok(connection) = exclusive.maintenance()
    {
        dropped = databases::drop(connection, staging).await;
    }
    if let Err(error) = dropped {
        look.progress.notice(&format!(
            "database {}, the prepared replacement, could not be dropped ({}); the next command \
             on this database removes it",
            staging.database(),
            error.message()
        ));
    }
}

/// Gives the staging database the properties and the environment tag, renames it, and
/// drops the old one. The staging database must no longer be in use.
///
/// Errors state whether the old database still exists, or that this is unknown.
pub async fn put_in_place(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    staging: &Target,
    properties: Option<&Properties>,
    without: Without,
) -> Result<()> {
    let target = look.login.target;
    // Most databases have only their tag, and most files do not set database properties.
    let plain = properties.is_none_or(Properties::is_plain);
    let comment = properties.and_then(|it| it.comment.clone());
    let comment = TaggedComment::of(target, comment).text().unwrap_or_default();
    let mut swapped = match plain {
        true => swap(look, exclusive, &comment, true).await?,
        false => Swapped::Not,
    };
    if let Swapped::Not = swapped {
        let comment = match describe(look, exclusive, staging, properties, without).await {
            // Most likely the connection broke while the files were loaded.
            Err(error) if is_lost(&error) => {
                exclusive.reconnect(look.login, look.maintenance).await.map_err(nothing_changed)?;
                describe(look, exclusive, staging, properties, without).await
            }
            described => described,
        };
        swapped = swap(look, exclusive, &comment.map_err(nothing_changed)?, false).await?;
    }
    let Swapped::Done { dropped } = swapped else {
        return Err(nothing_changed(Error::unreachable("the connection broke repeatedly")));
    };
    if !exclusive.state.present {
        return check_made(look.login, &exclusive.state).await;
    }
    if let Err(error) = dropped {
        look.progress.notice(&format!(
            "the replaced database could not be dropped and still exists as {} ({}); the next \
             setup, restore or drop removes it",
            replaced_name(target.database()),
            error.message()
        ));
    }
    Ok(())
}

/// Applies the old database's properties to the staging database. Returns its comment, with the
/// environment tag.
async fn describe(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    staging: &Target,
    properties: Option<&Properties>,
    without: Without,
) -> Result<String> {
    let target = look.login.target;
    let (lock, client) = exclusive.parts()?;
    let said = lock.state_of(staging.database()).await?.properties;
    // Properties set by the files take precedence over those of the old one.
    let properties = properties.map(|old| old.without(said.as_ref()));
    let of_files = said.and_then(|said| said.comment);
    let comment = of_files.or(properties.as_ref().and_then(|it| it.comment.clone()));
    if let Some(properties) = &properties {
        let without = (without.owner, without.grants);
        for failure in
            properties::apply(client, staging, properties, target.database(), without).await?
        {
            look.progress.notice(&failure);
        }
    }
    Ok(TaggedComment::of(target, comment).text().unwrap_or_default())
}

/// Renames, while sessions in the way are terminated; then drops the replaced database. See
/// [`Swap::undescribed`]. If the connection broke before, it is reopened.
///
/// Errors state whether the old database still exists, or that this is unknown.
async fn swap(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    comment: &str,
    undescribed: bool,
) -> Result<Swapped> {
    let target = look.login.target;
    let replaces = exclusive.state.present;
    let (lock, client) = exclusive.parts()?;
    let held = lock.is_held();
    let swap = Swap { target, comment, replaces, undescribed, held: &held };
    let staging = staging_name(target.database());
    let changed = Notify::new();
    let ending = async {
        // The reply to the swap matters more than failures to terminate sessions.
        while lock.end_sessions(&[target.database(), &staging]).await.is_ok() {
            tokio::select! {
                () = changed.notified() => break,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    };
    let swapped = change_names(client, &swap, ending, &changed).await;
    match swapped {
        Ok(swapped) => Ok(swapped),
        Err(error) if is_lost(&error) || is_gone(&error, &staging) => {
            find_out(look, exclusive, error).await
        }
        Err(error) => Err(cannot(error, target, "replaced")),
    }
}

/// Errors: those of the login; nothing was changed.
pub async fn connect_staging(login: ConnectRequest<'_>, staging: &Target) -> Result<Client> {
    let connected = ConnectRequest { target: staging, ..login }.connect_client().await;
    connected.map_err(|error| {
        let through_pooler = error.code().is_some_and(|code| !code.starts_with("53"));
        let error = nothing_changed(error);
        match through_pooler {
            true => error.with_hint(format!(
                "a pooler that lists its databases does not know the new one, {}: set {} to the \
                 server's direct URL",
                staging.database(),
                staging.origin
            )),
            false => error,
        }
    })
}
