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

pub use database::Database;
#[cfg(feature = "aws")]
pub use http::{HttpServer, Reply, Request};
#[cfg(feature = "aws")]
pub use moto::{Account, Moto, between};
pub use postgres::{Postgres, psql, signal};
#[cfg(feature = "aws")]
pub use python::{botocore, python_tools};
#[cfg(feature = "aws")]
pub use sandbox::Run;
pub use sandbox::Sandbox;
