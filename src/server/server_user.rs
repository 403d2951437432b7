use std::ffi::OsStr;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Gid, Uid, User, getegid, geteuid};

use super::layout::{Layout, user_name};
use super::settings::Settings;
use crate::error::{Error, Result};

/// The operating system's user that the server runs as. Postgres refuses root, so that root
/// switches to another user; everyone else keeps theirs.
#[derive(Debug, Clone)]
pub struct ServerUser {
    pub name: String,
    uid: Uid,
    gid: Gid,
    /// We are root, and this is another user.
    drops: bool,
    /// initdb requires a name from the user database.
    pub has_name: bool,
}

impl ServerUser {
    /// For root: the owner of existing data, else the user who ran sudo, else `postgres`, else
    /// `nobody`. Errors: data of root, or none of these users exists.
    pub fn choose(layout: &Layout, settings: &Settings) -> Result<Self> {
        let me = geteuid();
        if !me.is_root() {
            let user = User::from_uid(me).ok().flatten();
            let has_name = user.is_some();
            let name = user.map_or_else(|| me.to_string(), |user| user.name);
            return Ok(Self { name, uid: me, gid: getegid(), drops: false, has_name });
        }
        if let Some(owner) = data_owner(layout) {
            return Self::dropping(User::from_uid(owner).ok().flatten()).ok_or_else(|| {
                let data = layout.data_dir(layout.majors().first().copied().unwrap_or_default());
                let data = data.display();
                let owner = user_name(owner.as_raw());
                Error::failed(format!(
                    "{data} belongs to user {owner}, which Postgres cannot run as"
                ))
                .with_hint(format!(
                    "return it to its previous owner: `chown -R postgres {data}`, or set \
                     CRUDDUR_PG_HOME"
                ))
            });
        }
        let sudo = settings.sudo_uid.and_then(|uid| User::from_uid(uid.into()).ok().flatten());
        let named = |name: &str| User::from_name(name).ok().flatten();
        Self::dropping(sudo)
            .or_else(|| Self::dropping(named("postgres")))
            .or_else(|| Self::dropping(named("nobody")))
            .ok_or_else(|| {
                Error::failed("Postgres does not run as root, and there is no user to run it as")
                    .with_hint(
                        "create one with `useradd --system postgres`, or run as another user",
                    )
            })
    }

    fn dropping(user: Option<User>) -> Option<Self> {
        let user = user.filter(|user| !user.uid.is_root())?;
        let User { name, uid, gid, .. } = user;
        Some(Self { name, uid, gid, drops: true, has_name: true })
    }

    /// A command that runs as this user, with a clean environment and without input,
    /// in the root directory (the current one may be inaccessible to the user). Its messages are in
    /// English; macOS needs some locale to be set.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::null());
        if self.drops {
            // The standard library drops root's other groups, too.
            command.uid(self.uid.as_raw()).gid(self.gid.as_raw());
        }
        command
    }

    /// Whether this user may read a file.
    pub fn can_read(&self, file: &Path) -> bool {
        file.metadata().is_ok_and(|it| it.uid() == self.uid.as_raw() && it.mode() & 0o400 != 0)
    }

    /// Changes a file's owner to the user.
    pub fn give(&self, path: &Path) -> Result<()> {
        if !self.drops {
            return Ok(());
        }
        std::os::unix::fs::lchown(path, Some(self.uid.as_raw()), Some(self.gid.as_raw())).map_err(
            |error| {
                self.cannot_drop(
                    error,
                    &format!("{} cannot be given to user {}", path.display(), self.name),
                )
            },
        )
    }

    /// Creates a directory private to this user. An existing one gets owner and mode.
    pub fn make_private(&self, directory: &Path) -> Result<()> {
        let unmade = |error: std::io::Error| {
            let (directory, name) = (directory.display(), &self.name);
            Error::failed(format!("{directory} cannot be made private"))
                .because(error)
                .with_hint(format!("run `sudo chown -R {name} {directory}`"))
        };
        if directory.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            // Nothing of ours that is worth keeping.
            std::fs::remove_file(directory).map_err(unmade)?;
        }
        if !directory.is_dir() {
            std::fs::create_dir(directory).map_err(unmade)?;
        }
        std::fs::set_permissions(directory, Permissions::from_mode(0o700)).map_err(unmade)?;
        self.give(directory)
    }

    /// Checks that the user can reach the home: a parent directory may be private, such as /root.
    pub fn check_home(&self, layout: &Layout) -> Result<()> {
        if !self.drops {
            return Ok(());
        }
        let directory = &layout.home;
        let status = self
            .command("/bin/sh")
            .args(["-c", "cd \"$1\"", "sh"])
            .arg(directory)
            .stderr(Stdio::null())
            .status()
            .map_err(|error| {
                self.cannot_drop(error, &format!("nothing can be run as user {}", self.name))
            })?;
        if status.success() {
            return Ok(());
        }
        Err(Error::failed(format!(
            "as root the server runs as user {}, which cannot enter {}",
            self.name,
            directory.display()
        ))
        .with_hint(
            "a parent directory is private; set CRUDDUR_PG_HOME to one that everyone may enter",
        ))
    }

    fn cannot_drop(&self, error: std::io::Error, what: &str) -> Error {
        let invalid = error.kind() == std::io::ErrorKind::InvalidInput;
        let failed = Error::failed(what).because(error);
        if invalid {
            return failed.with_hint(
                "this user namespace has only root (a rootless container); map more user IDs, or \
                 run as a user other than root",
            );
        }
        failed
    }
}

/// The owner of the newest data. The directory itself may have become root's.
fn data_owner(layout: &Layout) -> Option<Uid> {
    let data = layout.data_dir(*layout.majors().first()?);
    let control = data.join("global/pg_control").metadata();
    let owner = control.or_else(|_| data.metadata()).ok()?.uid();
    Some(Uid::from_raw(owner))
}
