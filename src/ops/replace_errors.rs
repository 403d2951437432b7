//! What stands in the way of replacing or dropping a database, in words.

use crate::error::Error;
use crate::hint;
use crate::model::{DatabaseName, Target};
use crate::postgres::databases::CreateOptions;
use crate::postgres::sqlstate;

pub fn nothing_changed(error: Error) -> Error {
    error.prefixed("nothing was changed")
}

/// An error of replacing or dropping, as `done` says.
pub fn cannot(error: Error, target: &Target, done: &str) -> Error {
    let name = target.database();
    let error = error.prefixed(&format!("database {name} cannot be {done} and is unchanged"));
    match is_used(&error) {
        true => error.with_hint(format!(
            "a client is connected whose sessions this role may not terminate: {} shows it",
            hint::command("sessions")
        )),
        false => error,
    }
}

/// Whether somebody is connected, whom the role may not end.
fn is_used(error: &Error) -> bool {
    let ends = || error.message().contains("terminate");
    error.code() == Some(sqlstate::OBJECT_IN_USE)
        || error.code() == Some(sqlstate::INSUFFICIENT_PRIVILEGE) && ends()
}

/// The owner is a role that this one does not inherit from.
pub fn uninherited(owner: &str) -> Error {
    Error::failed(format!("this role does not inherit from {owner}; nothing was changed"))
        .with_hint(format!("log in as {owner}, or use restore --no-owner to own it yourself"))
}

pub fn cannot_create(error: Error, options: &CreateOptions) -> Error {
    // A role that is missing, or that this one is no member of.
    let code = error.code();
    let of_owner = code == Some(sqlstate::UNDEFINED_OBJECT);
    let may_not = code == Some(sqlstate::INSUFFICIENT_PRIVILEGE);
    let error = error.prefixed("no database can be created; nothing was changed");
    match &options.owner {
        Some(owner) if may_not || of_owner => error.with_hint(format!(
            "it belongs to role {owner}; use restore --no-owner to own it yourself"
        )),
        None if may_not => error.with_hint("the role needs CREATEDB, or a database that it owns"),
        _ => error,
    }
}

/// Of a database that an interrupted command left.
pub fn cannot_remove(error: Error, name: &DatabaseName) -> Error {
    let used = is_used(&error);
    let error = error
        .prefixed(&format!("an interrupted command left database {name}, which cannot be dropped"));
    error.with_hint(match used {
        true => format!(
            "wait until nobody is connected to it: {} shows who is",
            hint::command(format!("sessions --db {name}"))
        ),
        false => "its owner, or an administrator, can drop it".to_owned(),
    })
}
