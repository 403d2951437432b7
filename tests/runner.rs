//! The tests that run the program: a module a command, one binary.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

mod common;

mod config;
#[cfg(feature = "aws")]
mod rds;
#[cfg(feature = "aws")]
mod sg;
