//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

#[cfg(feature = "aws")]
mod http;
#[cfg(feature = "aws")]
mod moto;
mod postgres;
mod sandbox;

#[cfg(feature = "aws")]
pub use http::{HttpServer, Reply};
#[cfg(feature = "aws")]
pub use moto::{Account, Moto, between};
pub use postgres::{Database, Postgres};
pub use sandbox::{Run, Sandbox};
