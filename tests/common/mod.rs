//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

mod database;
#[cfg(feature = "aws")]
mod http;
#[cfg(feature = "lambda")]
mod lambda;
mod managed;
#[cfg(feature = "aws")]
mod moto;
#[cfg(feature = "aws")]
mod moto_json;
mod postgres;
mod python;
mod reaper;
mod sandbox;

pub use database::Database;
#[cfg(feature = "aws")]
pub use http::{HttpServer, Reply, Request};
#[cfg(feature = "lambda")]
pub use lambda::Function;
#[cfg(feature = "aws")]
pub use moto::{Account, Moto, between};
pub use postgres::{Postgres, psql, signal};
pub use python::python_tools;
#[cfg(feature = "aws")]
pub use sandbox::Run;
pub use sandbox::Sandbox;
