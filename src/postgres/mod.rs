//! Everything about the server: connecting, its errors, identifiers, one SQL file
//! per query (by sqlx), and a [`client`] for the rest. (Loading SQL files is the module
//! `script`.)

pub mod activities;
pub mod bookkeeping;
pub mod catalog;
pub mod client;
pub mod clients;
mod connect;
mod connect_request;
pub mod contents;
pub mod database_state;
pub mod databases;
pub mod distribution;
pub mod dump;
mod errors;
mod failure;
pub mod handshake;
pub mod health;
mod held;
mod identifier;
pub mod identify;
mod json;
pub mod json_types;
pub mod lock;
pub mod migration_lock;
pub mod migration_origin;
pub mod migration_table;
pub mod new_users;
pub mod owned;
mod packing;
mod pattern;
pub mod pooling;
pub mod properties;
mod relay;
pub mod repeatable_table;
mod server_message;
mod servers;
mod session;
mod session_attrs;
pub mod sessions;
pub mod sqlstate;
pub mod structure;
pub mod swap;
pub mod tables;
pub mod tag;
pub mod test_databases;
pub mod tls;
pub mod transport;
mod unresolved;
pub mod users;

pub use connect::{RetryTimeout, connect, connect_client};
pub use connect_request::{ConnectRequest, is_unknown_database};
pub use errors::{explain, explain_fault, is_lost, is_statement_pooling};
pub use identifier::{Identifier, Literal};
pub use packing::Packing;
pub use session::Session;
