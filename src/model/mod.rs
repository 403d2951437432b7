//! Types with meaning and no I/O. What a value here promises is checked where it is made.

mod database_url;
mod environment;
mod secret;
mod session;
mod target;

pub use database_url::{DatabaseName, DatabaseUrl, Host};
pub use environment::Environment;
pub use secret::Secret;
pub use session::Session;
pub use target::{Locality, Origin, Target};
