//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

mod postgres;
mod sandbox;

pub use postgres::{Database, Postgres};
pub use sandbox::Sandbox;
