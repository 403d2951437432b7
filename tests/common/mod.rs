//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

mod database;
mod managed;
mod postgres;
mod reaper;
mod sandbox;

pub use database::Database;
pub use postgres::{Postgres, psql, signal};
pub use sandbox::Sandbox;
