use std::fmt;

use serde::Serialize;

use crate::model::{DatabaseUrl, Target};

/// The tunnel that `tunnel` holds open.
#[derive(Debug, Serialize)]
pub struct TunnelOpened {
    pub target: Target,
    /// For other programs, without the password.
    pub url: DatabaseUrl,
    /// The port of 127.0.0.1.
    pub port: u16,
}

impl fmt::Display for TunnelOpened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.url.fmt(f)
    }
}
