//! Everything that knows sqlx: connecting, what the server's errors mean, identifiers, and a
//! file of SQL a query. (Loading SQL files is the room `script`.)

pub mod activities;
pub mod catalog;
pub mod clients;
mod connect;
pub mod contents;
pub mod databases;
pub mod dump;
mod errors;
pub mod handshake;
pub mod health;
mod identifier;
mod json;
mod login;
pub mod properties;
mod relay;
mod session;
pub mod sessions;
pub mod stamp;
mod startup;
pub mod tables;
pub mod tls;
pub mod users;
pub mod wire;

pub use connect::{Patience, connect};
pub use errors::{explain, sqlstate};
pub use identifier::{Identifier, Literal};
pub use login::Login;
