//! Everything that knows sqlx: connecting, what the server's errors mean, identifiers.

mod connect;
mod errors;
mod identifier;

pub use connect::{Patience, connect};
pub use errors::{explain, sqlstate};
pub use identifier::{Identifier, Literal};
