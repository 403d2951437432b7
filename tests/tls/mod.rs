//! Encrypted connections to real servers, whose certificates the tests make.

mod binding;
mod certificates;
mod like_libpq;
mod own;
mod parameters;
mod revocation;
mod turns;
mod verdicts;

use std::path::PathBuf;

use crate::common::{Authority, Encrypted, Sandbox};

/// A sandbox whose `dev` is the server with TLS, with its authority in `ca.pem`.
fn sandbox(role: &str, more: &str) -> Sandbox {
    let encrypted = Encrypted::shared();
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", encrypted.url(role, more));
    sandbox.write("ca.pem", encrypted.authority.pem());
    sandbox.hide(format!(":{}", encrypted.server.port()), ":[PORT]");
    sandbox
}

/// Another authority than the server's, in a file of the sandbox.
fn stranger(sandbox: &Sandbox) -> PathBuf {
    sandbox.write("stranger.pem", Authority::new("Somebody Else").pem())
}
