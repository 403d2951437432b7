//! Which backup is the last one of a database.

use std::path::Path;

use super::backup::{self, MANAGED};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{BackupLabel, Host, Target, Timestamp};
use crate::report::backup::Backup;

/// The database whose backup is wanted. Its name and environment may be the same in two projects.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub environment: &'a str,
    pub database: &'a str,
    /// `None` for the managed server.
    pub target: Option<&'a Target>,
}

/// The newest backup of this database, and a warning if a newer one was passed over: of another
/// server, dated in the future, or of what a restore was to replace.
///
/// Errors (usage): there is none.
pub fn last(directory: &Path, wanted: Wanted<'_>) -> Result<(Backup, Option<String>)> {
    let Wanted { environment, database, .. } = wanted;
    let now = Timestamp::now();
    let mut backups = backup::list(directory)?.0;
    backups.retain(|it| it.label.environment == environment && it.label.database == database);
    let is_of_it = |it: &&Backup| is_of(&it.label.server, wanted.target);
    let mut past = backups.iter().filter(is_of_it).filter(|it| it.label.taken <= now);
    // After a restore that failed, the newest holds what is to be replaced.
    let best = past.clone().find(|it| !it.label.is_of_restore()).or_else(|| past.next());
    let all = hint::command("restore --list");
    let Some(best) = best.or_else(|| backups.iter().find(is_of_it)) else {
        let what = format!("there is no backup of database {database} of {environment}");
        return Err(match backups.first() {
            None => Error::usage(format!("{what} in {}", directory.display()))
                .with_hint(format!("{all} shows all backups")),
            Some(other) => {
                let file = hint::quoted(&other.file.display().to_string());
                let restore = hint::with_instead("--last", &file);
                Error::usage(format!(
                    "{what} on this server; the newest is of {}",
                    other.label.server
                ))
                .with_hint(format!("{all} shows all backups; to restore that one: {restore}"))
            }
        });
    };
    let newer = backups.first().filter(|it| it.file != best.file);
    let warning = newer.map(|Backup { label, .. }| {
        let why = match is_of(&label.server, wanted.target) {
            true if is_in_future(label) => "is dated in the future".to_owned(),
            true => "was taken before a restore".to_owned(),
            false => format!("is of another server, {}", label.server),
        };
        format!("passed over a newer backup, which {why}: {all} shows all")
    });
    Ok((best.clone(), warning))
}

/// Whether a label names a server of the target.
fn is_of(server: &str, target: Option<&Target>) -> bool {
    let Some((host, port)) = server.rsplit_once(':') else { return false };
    let Some(target) = target else { return host == MANAGED };
    let host = match host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(address) => Host::Tcp(address.to_owned()),
        None if host.starts_with('/') => Host::Socket(host.into()),
        None if host == MANAGED => Host::Tcp("localhost".to_owned()),
        None => Host::Tcp(host.to_owned()),
    };
    let servers = [Some(target), target.other_way()].into_iter().flatten();
    servers.flat_map(|target| target.url.servers()).any(|server| {
        let same = match (&server.host, &host) {
            (Host::Tcp(a), Host::Tcp(b)) => a.eq_ignore_ascii_case(b),
            (a, b) => a == b,
        };
        server.port.to_string() == port && (same || server.host.is_loopback() && host.is_loopback())
    })
}

/// Whether its date is still to come, so that it may be older than others.
pub fn is_in_future(label: &BackupLabel) -> bool {
    label.taken > Timestamp::now()
}
