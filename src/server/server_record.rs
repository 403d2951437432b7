use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::layout::Layout;
use crate::error::{Error, Result};
use crate::model::Secret;
use crate::random;

/// The superuser of the managed server.
pub const ROLE: &str = "postgres";

/// The length of a password in bytes, before hexadecimal encoding.
const PASSWORD_BYTES: usize = 16;

/// The state kept between commands, in `instance.json`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerRecord {
    /// The version of the programs used last; empty before the first start.
    pub version: String,
    pub major: u32,
    pub bindir: PathBuf,
    /// The port of the last start; a running server's pid file takes precedence.
    pub port: Option<u16>,
    /// The operating system's user.
    pub os_user: String,
    password: String,
}

impl ServerRecord {
    pub fn password(&self) -> Secret {
        Secret::new(self.password.clone())
    }

    /// Whether it can be a password set by us: they all have the same form.
    pub fn has_password(&self) -> bool {
        self.password.len() == 2 * PASSWORD_BYTES
            && self.password.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// Sets a new password, and keeps the rest.
    pub fn renew_password(&mut self) -> Result<()> {
        self.password = random::hex(PASSWORD_BYTES)?;
        Ok(())
    }

    /// Invalidates it: the next start sets a new one.
    pub fn forget_password(&mut self) {
        self.password.clear();
    }

    /// The one of this home; `None` before the first start, or if the file is damaged.
    ///
    /// Errors: it exists but cannot be read.
    pub fn read(layout: &Layout) -> Result<Option<Self>> {
        let path = layout.instance();
        match std::fs::read(&path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            // The home is ours, so that it can be rewritten.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(None),
            Err(error) => Err(Error::failed(format!("{} cannot be read", path.display()))
                .because(error)
                .with_hint(format!(
                    "move it away (mv {0} {0}.old); it is created again",
                    path.display()
                ))),
        }
    }

    /// Writes a temporary file and renames it, so that readers see the old one or the new one.
    pub fn write(&self, layout: &Layout) -> Result<()> {
        let path = layout.instance();
        let new = path.with_extension("json.new");
        let write = || -> std::io::Result<()> {
            let _ = std::fs::remove_file(&new);
            let mut file =
                OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.sync_all()?;
            std::fs::rename(&new, &path)
        };
        write().map_err(|error| Error::unwritable(&path, error))
    }
}

impl fmt::Debug for ServerRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerRecord")
            .field("version", &self.version)
            .field("bindir", &self.bindir)
            .field("port", &self.port)
            .field("os_user", &self.os_user)
            .finish_non_exhaustive()
    }
}
