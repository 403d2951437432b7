//! One struct an outcome: `Display` for people, `Serialize` for programs. Outcomes are in the
//! past tense; plans, which say what would happen, are reports too.

pub mod config;
pub mod database;
pub mod doctor;
pub mod dump;
pub mod loaded;
pub mod query;
#[cfg(feature = "aws")]
pub mod rds;
pub mod server;
mod server_status;
pub mod sessions;
pub mod setup;
#[cfg(feature = "aws")]
pub mod sg;
mod table;
mod time;
pub mod wait;

use std::fmt::Display;

use serde::Serialize;

pub use table::table;
pub use time::{duration, seconds};

/// What `ui` can print as text or as JSON.
pub trait Report: Display + Serialize {}

impl<T: Display + Serialize> Report for T {}
