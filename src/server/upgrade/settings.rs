//! The user's settings in the old data's configuration files, applied to the new data.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use super::private::Private;
use super::work_dir::{Cluster, WorkDir};
use crate::error::Result;
use crate::report::server_upgrade::LeftBehind;
use crate::server::binaries::Binaries;
use crate::server::log;
use crate::server::server_user::ServerUser;

const CONF: &str = "postgresql.conf";

/// That of ALTER SYSTEM.
const AUTO_CONF: &str = "postgresql.auto.conf";

/// Files that are copied as a whole.
const FILES: [&str; 2] = ["pg_hba.conf", "pg_ident.conf"];

/// Settings that refer to the old data directory.
const PLACES: [&str; 4] = ["data_directory", "hba_file", "ident_file", "external_pid_file"];

/// In each file the last value of a setting counts.
const SQL: &str = "select distinct on (1, 3) lower(name), setting, auto::int from (select name, \
                   setting, seqno, sourcefile ~ '/postgresql\\.auto\\.conf$' as auto from \
                   pg_file_settings where name is not null) as files order by 1, 3, seqno desc";

/// A setting of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    name: String,
    value: String,
    by_alter_system: bool,
}

/// What is copied, or not.
enum Item {
    Setting(Entry),
    File(&'static str, Vec<u8>),
}

impl Item {
    fn name(&self) -> &str {
        match self {
            Self::Setting(entry) => &entry.name,
            Self::File(name, _) => name,
        }
    }

    fn file(&self) -> &'static str {
        match self {
            Self::Setting(Entry { by_alter_system: true, .. }) => AUTO_CONF,
            Self::Setting(_) => CONF,
            Self::File(name, _) => name,
        }
    }
}

/// The settings of a server's files.
pub async fn read(bindir: &Path, server: &Private<'_>) -> Result<Vec<Entry>> {
    let entry = |row: Vec<String>| {
        let [name, value, auto] = <[String; 3]>::try_from(row).ok()?;
        Some(Entry { name, value, by_alter_system: auto == "1" })
    };
    Ok(server.query(bindir, SQL).await?.into_iter().filter_map(entry).collect())
}

/// The data of a new server, which gets the user's settings of an old one.
pub struct NewCluster<'a> {
    pub owner: &'a ServerUser,
    pub work_dir: &'a WorkDir,
    pub binaries: &'a Binaries,
    pub data: &'a Path,
}

impl NewCluster<'_> {
    /// Copies what differs from a fresh server's files. Settings with which the new server does not
    /// start are omitted. Returns the names of both.
    ///
    /// Errors: a file cannot be read or written.
    pub async fn carry_over(
        &self,
        from: &Path,
        set: Vec<Entry>,
        fresh: &[Entry],
    ) -> Result<(Vec<String>, Vec<LeftBehind>)> {
        let mut left = Vec::new();
        let mut items = Vec::new();
        for entry in set.into_iter().filter(|entry| !is_default(entry, fresh)) {
            match PLACES.contains(&entry.name.as_str()) {
                true => left.push(LeftBehind {
                    name: entry.name,
                    reason: "it refers to the old data directory".to_owned(),
                }),
                false => items.push(Item::Setting(entry)),
            }
        }
        for name in FILES {
            let old = std::fs::read(from.join(name)).unwrap_or_default();
            let new = std::fs::read(self.data.join(name)).unwrap_or_default();
            if rules(&old) != rules(&new) {
                items.push(Item::File(name, old));
            }
        }
        if !items.is_empty() && self.take(&items).await.is_err() {
            // One at a time, to find the cause.
            let mut good = Vec::new();
            for item in items {
                good.push(item);
                if let Err(error) = self.take(&good).await
                    && let Some(bad) = good.pop()
                {
                    let log = log::since(&self.work_dir.log(Cluster::New), 0);
                    let reason = reason(&log).map_or_else(|| error.message(), str::to_owned);
                    left.push(LeftBehind { name: bad.name().to_owned(), reason });
                }
            }
            self.take(&good).await?;
            items = good;
        }
        Ok((items.iter().map(|item| item.name().to_owned()).collect(), left))
    }

    /// Writes only these and checks that the server starts with them.
    async fn take(&self, items: &[Item]) -> Result<()> {
        for file in [CONF, AUTO_CONF].into_iter().chain(FILES) {
            let kept = self.work_dir.path().join(file);
            let path = self.data.join(file);
            if !kept.exists() {
                std::fs::copy(&path, &kept)?;
            }
            let mut text = std::fs::read(&kept)?;
            let mut has_title = file == AUTO_CONF;
            for item in items.iter().filter(|item| item.file() == file) {
                match item {
                    Item::File(_, whole) => text.clone_from(whole),
                    Item::Setting(entry) => {
                        if !has_title {
                            text.extend(b"\n# copied by cruddur-db server upgrade\n");
                            has_title = true;
                        }
                        text.extend(line(entry).bytes());
                    }
                }
            }
            // The file is there, and stays its owner's.
            OpenOptions::new().write(true).truncate(true).open(&path)?.write_all(&text)?;
        }
        let (owner, binaries) = (self.owner, self.binaries);
        Private::start(owner, binaries, self.data, self.work_dir, Cluster::New, None)
            .await?
            .stop()
            .await
    }
}

/// Whether a fresh server has it, too. Ours has the locale C, by one of two names.
fn is_default(entry: &Entry, fresh: &[Entry]) -> bool {
    let is_same = |it: &Entry| it.name == entry.name && it.value == entry.value;
    let is_ours = entry.name.starts_with("lc_") && matches!(entry.value.as_str(), "C" | "C.UTF-8");
    is_ours || fresh.iter().any(is_same)
}

/// The significant lines, with single spaces between the words.
fn rules(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

fn line(entry: &Entry) -> String {
    let value = entry.value.replace('\\', "\\\\").replace('\'', "''");
    format!("{} = '{value}'\n", entry.name)
}

/// The log's message about a failed start, without the time and the file.
fn reason(log: &str) -> Option<&str> {
    let said = |level| log.lines().filter_map(move |line| Some(line.split_once(level)?.1));
    let fatal = said("FATAL:  ").find(|line| !line.contains(" contains errors"));
    let line = fatal.or_else(|| said("LOG:  ").find(|line| line.contains(" in file \"")))?;
    line.split(" in file \"").next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_configuration_file_is_quoted() {
        let entry = |value: &str| Entry {
            name: "a.b".to_owned(),
            value: value.to_owned(),
            by_alter_system: false,
        };
        assert_eq!(line(&entry("it's C:\\x")), "a.b = 'it''s C:\\\\x'\n");
        assert_eq!(line(&entry("")), "a.b = ''\n");
    }

    #[test]
    fn the_log_says_what_is_wrong() {
        let unknown = "2026 [1] LOG:  unrecognized configuration parameter \"x\" in file \"/a\" line 9\n\
                       2026 [1] FATAL:  configuration file \"/a\" contains errors\n";
        assert_eq!(reason(unknown), Some("unrecognized configuration parameter \"x\""));
        let missing =
            "2026 [1] LOG:  x\n2026 [1] FATAL:  could not access file \"y\": No such file\n";
        assert_eq!(reason(missing), Some("could not access file \"y\": No such file"));
        assert_eq!(reason("killed\n"), None);
    }

    #[test]
    fn comments_and_blanks_make_no_other_rules() {
        let one = b"# all\nlocal   all  all\ttrust\n\n  # x\n";
        assert_eq!(rules(one), ["local all all trust"]);
        assert_eq!(rules(one), rules(b"local all all trust"));
    }
}
