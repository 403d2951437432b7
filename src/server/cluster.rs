//! Creating a data directory.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::binaries::Binaries;
use super::layout::{Layout, make_public};
use super::process::ProcessGroup;
use super::server_record::ROLE;
use super::server_user::ServerUser;
use super::temp_path::TempPath;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::Secret;

/// Appended to postgresql.conf. What depends on the location (port, socket) goes on the command
/// line, so that the home can be moved.
const CONFIGURATION: &str = "
# cruddur-db: for this machine alone, and the same everywhere
listen_addresses = '127.0.0.1'
timezone = 'UTC'
# Containers have 64 MB of /dev/shm, and systemd may empty it when a user logs out.
dynamic_shared_memory_type = mmap
logging_collector = off
log_line_prefix = '%m [%p] %q%u@%d %a '
";

/// Creates the data directory atomically.
///
/// Errors: initdb fails; its last lines are the detail.
pub async fn create(
    layout: &Layout,
    owner: &ServerUser,
    binaries: &Binaries,
    password: &Secret,
) -> Result<()> {
    if !owner.has_name {
        return Err(Error::failed(format!(
            "user {} has no name in the user database, and initdb needs one",
            owner.name
        ))
        .with_hint("add a line for it to /etc/passwd, or set CONNECTION_URL to another server"));
    }
    let parent = layout.version_dir(binaries.version.major);
    make_public(&parent)?;
    let data = TempPath::directory(&parent, "data")?;
    init(&parent, data.path(), owner, binaries, password).await?;
    put_in_place(layout, data.path(), binaries.version.major)
}

/// Initializes an empty directory in `parent` with the data of a new server.
pub async fn init(
    parent: &Path,
    data: &Path,
    owner: &ServerUser,
    binaries: &Binaries,
    password: &Secret,
) -> Result<()> {
    let major = binaries.version.major;
    let password_file = TempPath::name(parent, "password")?;
    owner.give(data)?;
    write_password(password_file.path(), password, owner)?;
    let locales: &[&[&str]] = if major >= 17 {
        &[&["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]]
    } else {
        &[&["--locale=C.UTF-8"], &["--locale=C"]]
    };
    let mut result = Ok(());
    for locale in locales {
        result = initdb(owner, binaries, data, password_file.path(), locale).await;
        // Systems without C.UTF-8 get C.
        let no_such_locale = |error: &Error| error.to_string().contains("locale name");
        if !result.as_ref().is_err_and(no_such_locale) {
            break;
        }
    }
    result?;
    std::fs::OpenOptions::new()
        .append(true)
        .open(data.join("postgresql.conf"))?
        .write_all(CONFIGURATION.as_bytes())?;
    Ok(())
}

/// Moves complete data to its version's directory. Existing data is moved to `data.old`.
pub fn put_in_place(layout: &Layout, data: &Path, major: u32) -> Result<()> {
    let place = layout.data_dir(major);
    if std::fs::read_dir(&place).is_ok_and(|mut entries| entries.next().is_some()) {
        let old = layout.version_dir(major).join("data.old");
        std::fs::rename(&place, &old).map_err(|error| {
            Error::failed(format!("{} blocks this", place.display()))
                .because(error)
                .with_hint(format!("move it away: `mv {0} {0}.other`", place.display()))
        })?;
    }
    std::fs::rename(data, &place)?;
    Ok(())
}

fn write_password(path: &Path, password: &Secret, owner: &ServerUser) -> Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(password.expose().as_bytes())?;
    owner.give(path)
}

async fn initdb(
    owner: &ServerUser,
    binaries: &Binaries,
    data: &Path,
    password_file: &Path,
    locale: &[&str],
) -> Result<()> {
    let mut command = owner.command(binaries.bindir.join("initdb"));
    command.arg("-D").arg(data).args(["-U", ROLE, "-E", "UTF8", "--data-checksums"]);
    command.args(["--auth-local=scram-sha-256", "--auth-host=scram-sha-256"]);
    command.arg(format!("--pwfile={}", password_file.display())).args(locale);
    let child = Command::from(command)
        // With the servers that it runs, so that they end together.
        .process_group(0)
        .kill_on_drop(true)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| Error::failed("initdb cannot be run").because(error))?;
    let group = child.id().map(ProcessGroup::new);
    let output = child.wait_with_output().await?;
    group.into_iter().for_each(ProcessGroup::release);
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::failed("initdb failed").with_detail(said.trim()))
}

/// Sets a new superuser password while the server is down, in case `instance.json` was
/// lost: the data is more important than the file.
pub async fn reset_password(
    owner: &ServerUser,
    binaries: &Binaries,
    data: &Path,
    password: &Secret,
) -> Result<()> {
    let mut command = owner.command(binaries.bindir.join("postgres"));
    command.args(["--single", "-D"]).arg(data).args(["-c", "log_statement=none", "template1"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::piped());
    let failed = || {
        Error::failed("the password of the managed server is lost and cannot be reset")
            .with_hint(format!("{} may say why", hint::command("server logs")))
    };
    let mut child = Command::from(command).kill_on_drop(true).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Hexadecimal digits need no quoting.
        let statement = format!("ALTER ROLE {ROLE} PASSWORD '{}';\n", password.expose());
        stdin.write_all(statement.as_bytes()).await.map_err(|error| failed().because(error))?;
    }
    match child.wait().await {
        Ok(status) if status.success() => Ok(()),
        _ => Err(failed()),
    }
}
