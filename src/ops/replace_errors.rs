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
    match error.code() {
        Some(sqlstate::OBJECT_IN_USE | sqlstate::INSUFFICIENT_PRIVILEGE) => {
            error.with_hint(format!(
                "a client is connected whose sessions this role may not terminate: {} shows it",
                hint::command("sessions")
            ))
        }
        _ => error,
    }
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
    error
        .prefixed(&format!("an interrupted command left database {name}, which cannot be dropped"))
        .with_hint(format!(
            "wait until nobody is connected to it: {} shows who is",
            hint::command(format!("sessions --db {name}"))
        ))
}
