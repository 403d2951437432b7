//! One struct an outcome: `Display` for people, `Serialize` for programs. Names are in the
//! past tense; plans, which say what would happen, are reports too.

pub mod config;
pub mod server;

use std::fmt::Display;

use serde::Serialize;

/// What `ui` can print as text or as JSON.
pub trait Report: Display + Serialize {}

impl<T: Display + Serialize> Report for T {}
