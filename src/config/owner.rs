use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Config;
use crate::error::{Error, Result};
use crate::model::{HumanDuration, Identity, MachineId, Owner};
use crate::partial;
use crate::random;
use crate::regular_file;

/// The variables in which Gitpod, Ona (Gitpod's successor) and Codespaces name the workspace.
const WORKSPACES: [&str; 3] = ["GITPOD_WORKSPACE_ID", "GITPOD_ENVIRONMENT_ID", "CODESPACE_NAME"];

const MACHINE_BYTES: usize = 8;

/// The identifier of this installation of the system. Source: machine-id(5).
const SYSTEM_ID: &str = "/etc/machine-id";

/// How long rules live by default where machines come and go, and elsewhere.
const WORKSPACE_TTL: HumanDuration = HumanDuration::from_secs(12 * 60 * 60);
const HOME_TTL: HumanDuration = HumanDuration::from_secs(30 * 24 * 60 * 60);

impl Config {
    /// Who makes rules, and on which machine.
    ///
    /// Errors: `CRUDDUR_OWNER` cannot be a tag; the state directory cannot be read.
    pub fn identity(&self) -> Result<Identity> {
        Ok(Identity { owner: self.owner()?, machine: self.machine()? })
    }

    /// The identifier of the cloud workspace, else the one that is kept in the state directory,
    /// else one that is derived from the system's. Never a new one every time: each would leave a
    /// rule behind.
    fn machine(&self) -> Result<MachineId> {
        for name in WORKSPACES {
            if let Some(workspace) = self.var(name)? {
                return Ok(MachineId::of_workspace(&workspace));
            }
        }
        let system = system_mark(Path::new(SYSTEM_ID));
        let kept = match self.state_dir() {
            Some(directory) => kept_machine(&directory, system.as_deref()),
            None => Err(Error::usage("there is no home directory to keep the machine's ID in")),
        };
        kept.or_else(|error| match system {
            Some(system) => system.parse(),
            None => Err(error.with_hint("set XDG_STATE_HOME to a directory that can be written")),
        })
    }

    /// How long a rule for the address of this machine lives unless `--ttl` says otherwise.
    pub fn default_ttl(&self) -> Result<HumanDuration> {
        for name in WORKSPACES.into_iter().chain(["CI"]) {
            if self.var(name)?.is_some() {
                return Ok(WORKSPACE_TTL);
            }
        }
        Ok(HOME_TTL)
    }

    /// The owner of our rules: `CRUDDUR_OWNER`, else the user and the workspace of Gitpod, Ona or
    /// Codespaces, else the user and the host.
    fn owner(&self) -> Result<Owner> {
        if let Some(owner) = self.var("CRUDDUR_OWNER")? {
            return owner.parse().map_err(|error: Error| error.prefixed("CRUDDUR_OWNER"));
        }
        let gitpod = match self.var("GITPOD_WORKSPACE_ID")? {
            Some(workspace) => Some(workspace),
            None => self.var("GITPOD_ENVIRONMENT_ID")?,
        };
        if let Some(workspace) = gitpod {
            let user = self.first_of(&["GITPOD_GIT_USER_EMAIL", "GITPOD_GIT_USER_NAME", "USER"])?;
            return Ok(Owner::new(&local_part(&user), &workspace));
        }
        if let Some(workspace) = self.var("CODESPACE_NAME")? {
            return Ok(Owner::new(&self.first_of(&["GITHUB_USER", "USER"])?, &workspace));
        }
        let host = nix::unistd::gethostname().unwrap_or_default();
        Ok(Owner::new(&self.first_of(&["USER", "LOGNAME"])?, &host.to_string_lossy()))
    }

    fn first_of(&self, names: &[&str]) -> Result<String> {
        for name in names {
            if let Some(value) = self.var(name)? {
                return Ok(value);
            }
        }
        let user = nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten();
        Ok(user.map_or("unknown".to_owned(), |user| user.name))
    }
}

/// The part of an address before the @, since tags are visible to everyone in the account.
fn local_part(address: &str) -> String {
    address.split('@').next().unwrap_or_default().to_owned()
}

/// A mark of this user on this installation of the system, whose own identifier must not be shown to
/// others. Source: machine-id(5), which wants a keyed hash of it.
fn system_mark(system_id: &Path) -> Option<String> {
    let id = regular_file::read_to_string(system_id).ok()?;
    let id = id.trim();
    if id.len() != 32 || !id.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let user = nix::unistd::getuid();
    Some(hashed(&format!("cruddur-db machine {user} {id}")))
}

fn hashed(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter().take(MACHINE_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// The identifier in the file, which has the mark of the system behind it that it was made on. In a
/// directory that was copied from there it is the other machine's; the two together are this one's.
fn machine_in(text: &str, system: Option<&str>) -> Option<MachineId> {
    let mut words = text.split_whitespace();
    let kept: MachineId = words.next()?.parse().ok()?;
    match (words.next(), system) {
        (Some(made_on), Some(system)) if made_on != system => {
            hashed(&format!("{kept} {system}")).parse().ok()
        }
        _ => Some(kept),
    }
}

/// Reads the identifier of this machine, or makes one. Of several processes that make one at the
/// same time, one wins, and the others read what it wrote.
fn kept_machine(directory: &Path, system: Option<&str>) -> Result<MachineId> {
    let path = directory.join("machine-id");
    let failed = |verb: &str, error| {
        Error::failed(format!("{} cannot be {verb}", path.display())).because(error)
    };
    let read = || -> Result<_> {
        let text = regular_file::if_any(regular_file::read_to_string(&path));
        let text = text.map_err(|error| failed("read", error))?;
        Ok(text.and_then(|text| machine_in(&text, system)))
    };
    if let Some(machine) = read()? {
        return Ok(machine);
    }
    let made = random::hex(MACHINE_BYTES)?;
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(directory)?;
        let mut file = partial::begin(directory, 0o644)?;
        writeln!(file, "{made} {}", system.unwrap_or_default())?;
        // A file that holds no identifier is replaced; one that does is kept.
        match regular_file::read_to_string(&path) {
            Ok(text) if machine_in(&text, system).is_none() => {
                file.persist(&path).map(drop).map_err(|error| error.error)
            }
            _ => match file.persist_noclobber(&path) {
                Err(error) if error.error.kind() != ErrorKind::AlreadyExists => Err(error.error),
                _ => Ok(()),
            },
        }
    };
    write().map_err(|error| failed("written", error))?;
    read()?.ok_or_else(|| Error::failed(format!("{} does not identify a machine", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_at_once_one_makes_the_identifier() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path().join("state");
        let made: Vec<String> = std::thread::scope(|scope| {
            let one = || kept_machine(&state, None).unwrap().to_string();
            let threads: Vec<_> = (0..12).map(|_| scope.spawn(one)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(made.iter().all(|id| *id == made[0]), "{made:?}");
        assert_eq!(fs::read_dir(&state).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn without_a_home_the_systems_identifier_stands_in() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("machine-id");
        assert_eq!(system_mark(&file), None);
        for bad in ["", "uninitialized\n", "0123"] {
            fs::write(&file, bad).unwrap();
            assert_eq!(system_mark(&file), None, "{bad:?}");
        }
        fs::write(&file, "0123456789abcdef0123456789abcdef\n").unwrap();
        let mark = system_mark(&file).unwrap();
        assert_eq!(system_mark(&file).unwrap(), mark);
        assert!(!mark.contains("0123456789abcdef"), "{mark}");
        fs::write(&file, "f123456789abcdef0123456789abcdef\n").unwrap();
        assert_ne!(system_mark(&file).unwrap(), mark);
    }

    #[test]
    fn a_file_without_an_identifier_is_replaced() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("machine-id"), "").unwrap();
        let machine = kept_machine(directory.path(), None).unwrap();
        assert_eq!(kept_machine(directory.path(), None).unwrap(), machine);
    }

    #[test]
    fn a_directory_that_was_copied_is_another_machines() {
        let directory = tempfile::tempdir().unwrap();
        let on = |system| kept_machine(directory.path(), system).unwrap();
        let here = on(Some("a1"));
        let (there, elsewhere) = (on(Some("b2")), on(Some("c3")));
        assert!(there != here && there != elsewhere && elsewhere != here);
        // Each keeps its own, also where the directory is shared.
        assert_eq!([on(Some("a1")), on(Some("b2"))], [here.clone(), there]);
        // One that knows no system, then or now, takes it as it is.
        assert_eq!(on(None), here);
        fs::write(directory.path().join("machine-id"), "0a1b\n").unwrap();
        assert_eq!(on(Some("a1")).to_string(), "0a1b");
    }
}
