//! One struct per outcome: `Display` for text, `Serialize` for JSON. Outcomes are in the
//! past tense; plans, which describe what would happen, are reports too.

pub mod activities;
mod aligned;
#[cfg(feature = "aws")]
pub mod audit;
pub mod backup;
pub mod blocking;
pub mod config;
#[cfg(feature = "lambda")]
pub mod confirmed;
pub mod contents;
mod control_characters;
mod counted;
pub mod database;
pub mod doctor;
pub mod dump;
pub mod env_file;
pub mod init;
pub mod loaded;
pub mod migrate;
pub mod migration_mark;
pub mod migration_new;
pub mod migration_status;
pub mod migration_test;
pub mod prepare;
pub mod query;
#[cfg(feature = "aws")]
pub mod rds;
pub mod redo;
pub mod repeatable;
pub mod restore;
mod rows;
#[cfg(feature = "aws")]
mod sarif;
pub mod server;
mod server_status;
pub mod server_upgrade;
pub mod session_end;
pub mod sessions;
pub mod sessions_narrow;
pub mod setup;
#[cfg(feature = "aws")]
pub mod sg;
mod size;
mod table;
pub mod tag;
pub mod test_databases;
mod time;
#[cfg(feature = "aws")]
pub mod trigger;
pub mod tunnel;
pub mod users;
pub mod version;
pub mod wait;

use std::fmt::Display;

use serde::Serialize;

pub use counted::{are, counted};
pub use size::bytes;
pub use table::table;
pub use time::{duration, seconds};

/// What `ui` can print as text or as JSON.
pub trait Report: Display + Serialize {}

impl<T: Display + Serialize> Report for T {}

/// Shows plans as the reports that their `preview` gives.
#[cfg(feature = "aws")]
macro_rules! shown_by_preview {
    ($($plan:ty),+) => {$(
        impl std::fmt::Display for $plan {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.preview().fmt(f)
            }
        }

        impl serde::Serialize for $plan {
            fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
                self.preview().serialize(to)
            }
        }
    )+};
}
pub(crate) use control_characters::printable;
#[cfg(feature = "aws")]
pub(crate) use control_characters::printable_line;
#[cfg(feature = "aws")]
pub(crate) use shown_by_preview;
