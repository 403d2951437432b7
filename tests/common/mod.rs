//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

mod postgres;
mod reaper;
mod sandbox;

pub use postgres::{Database, Postgres, psql, signal};
pub use sandbox::{Run, Sandbox};
