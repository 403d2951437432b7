//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

#[cfg(feature = "aws")]
mod http;
#[cfg(feature = "aws")]
mod moto;
mod postgres;
#[cfg(feature = "aws")]
mod python;
mod sandbox;

#[cfg(feature = "aws")]
pub use http::{HttpServer, Reply, Request};
#[cfg(feature = "aws")]
pub use moto::{Account, Moto, between};
pub use postgres::{Database, Postgres};
#[cfg(feature = "aws")]
pub use python::python_tools;
pub use sandbox::{Run, Sandbox};
