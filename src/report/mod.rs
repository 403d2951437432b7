//! One struct an outcome: `Display` for people, `Serialize` for programs. Names are in the
//! past tense; plans, which say what would happen, are reports too.

pub mod config;
#[cfg(feature = "aws")]
pub mod rds;
#[cfg(feature = "aws")]
pub mod sg;
mod table;

use std::fmt::Display;

use serde::Serialize;

pub use table::table;

/// What `ui` can print as text or as JSON.
pub trait Report: Display + Serialize {}

impl<T: Display + Serialize> Report for T {}
