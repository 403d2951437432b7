//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

mod database;
#[cfg(feature = "aws")]
mod http;
mod managed;
#[cfg(feature = "aws")]
mod moto;
mod postgres;
#[cfg(feature = "aws")]
mod python;
mod reaper;
mod sandbox;
mod terminal;

pub use database::Database;
#[cfg(feature = "aws")]
pub use http::{HttpServer, Reply, Request};
#[cfg(feature = "aws")]
pub use moto::{Account, Moto, between};
pub use postgres::{Postgres, psql, signal};
#[cfg(feature = "aws")]
pub use python::python_tools;
pub use sandbox::{Run, Sandbox};
pub use terminal::Terminal;
