//! What the tests stand on: a hermetic place to run the program in, and a real Postgres.

mod authority;
mod bastion;
mod command_hints;
mod cut;
mod database;
mod directory;
mod encrypted;
mod executable;
mod files;
mod gate;
#[cfg(feature = "aws")]
mod http;
mod json_output;
mod json_schema;
#[cfg(feature = "lambda")]
mod lambda;
mod maintenance;
mod managed;
#[cfg(feature = "aws")]
mod ministack;
#[cfg(feature = "aws")]
mod moto;
#[cfg(feature = "aws")]
mod moto_json;
mod old_postgres;
mod pgbouncer;
mod postgres;
mod python;
mod reaper;
mod sandbox;
mod session;
mod standby;
mod terminal;
mod wait;

pub use authority::{Authority, Certificate, self_signed};
pub use bastion::Bastion;
pub use command_hints::{hinted_commands, paste};
pub use cut::cut_at_reply;
pub use database::{Database, Role};
pub use directory::directory;
pub use encrypted::Encrypted;
pub use executable::{copy_program, program_in, write_program};
pub use files::Files;
pub use gate::{Gate, Verdict};
#[cfg(feature = "aws")]
#[allow(unused_imports, reason = "a benchmark names it")]
pub use http::Request;
#[cfg(feature = "aws")]
pub use http::{HttpServer, Reply};
pub use json_schema::{mistake, schema_of};
#[cfg(feature = "lambda")]
pub use lambda::Function;
#[cfg(feature = "aws")]
pub use ministack::ministack_account;
#[cfg(feature = "aws")]
pub use moto::{Account, Emulator, between};
pub use old_postgres::old_postgres;
pub use pgbouncer::Pgbouncer;
pub use postgres::{Postgres, program, psql, signal};
#[cfg(feature = "aws")]
pub use python::botocore;
pub use python::{pinned_wheel, python_tools};
pub use sandbox::{Run, Sandbox};
pub use standby::Standby;
pub use terminal::Terminal;
pub use wait::{Outcome, TIMEOUT, Watch, await_death, wait_until};
