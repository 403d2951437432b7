//! Postgres's pg_upgrade, which copies the files of the old data.

use std::path::Path;
use std::process::{ExitStatus, Stdio};

use tokio::process::Command;

use super::private::options;
use super::work_dir::{Cluster, WorkDir};
use crate::error::{Error, Result};
use crate::server::binaries::Binaries;
use crate::server::process::ProcessGroup;
use crate::server::server_record::ROLE;
use crate::server::server_user::ServerUser;

/// What it runs of each version.
/// Source: PostgreSQL source, `check_bin_dir` in bin/pg_upgrade/exec.c.
const OF_BOTH: [&str; 4] = ["postgres", "pg_ctl", "pg_controldata", "pg_resetwal"];
const OF_NEW: [&str; 7] =
    ["pg_upgrade", "initdb", "pg_dump", "pg_dumpall", "pg_restore", "psql", "vacuumdb"];

/// Whether all of that exists. `new` is `None` if it is to be fetched, which includes it.
pub fn is_possible(old: &Binaries, new: Option<&Binaries>) -> bool {
    let has = |binaries: &Binaries, name: &&str| binaries.bindir.join(name).is_file();
    let has_new = |new: &Binaries| OF_BOTH.iter().chain(&OF_NEW).all(|name| has(new, name));
    OF_BOTH.iter().all(|name| has(old, name)) && new.is_none_or(has_new)
}

/// A run of it, from the data of one version to fresh data of another. Neither has a running
/// server.
pub struct PgUpgrade<'a> {
    pub owner: &'a ServerUser,
    pub work_dir: &'a WorkDir,
    pub old: (&'a Binaries, &'a Path),
    pub new: (&'a Binaries, &'a Path),
}

impl PgUpgrade<'_> {
    /// Copies the data; with `--check` it is only checked whether that is possible. The old
    /// version's data is unchanged.
    ///
    /// Errors: it cannot, for the reason that pg_upgrade gives; the new data may be unusable.
    pub async fn run(&self, more: &[&str]) -> Result<()> {
        let log = self.work_dir.path().join("pg_upgrade.log");
        let status = self.status(&log, more).await?;
        if status.success() {
            return Ok(());
        }
        let said = std::fs::read(&log).unwrap_or_default();
        Err(Error::failed(reason(&String::from_utf8_lossy(&said), |path| {
            std::fs::read_to_string(path).unwrap_or_default()
        })))
    }

    async fn status(&self, log: &Path, more: &[&str]) -> Result<ExitStatus> {
        let (old, new) = (self.old, self.new);
        let output = std::fs::File::create(log)?;
        let mut command = self.owner.command(new.0.bindir.join("pg_upgrade"));
        command.args(more).arg("-b").arg(&old.0.bindir).arg("-B").arg(&new.0.bindir);
        command.arg("-d").arg(old.1).arg("-D").arg(new.1).args(["-U", ROLE]);
        command.args([
            "-p",
            &Cluster::Old.port().to_string(),
            "-P",
            &Cluster::New.port().to_string(),
        ]);
        command.arg("-s").arg(self.work_dir.sockets());
        command.arg("-o").arg(self.options(old.1)).arg("-O").arg(self.options(new.1));
        // Old versions write their files here. The servers that it starts outlive a pipe.
        command.current_dir(self.work_dir.path());
        command.stdout(output.try_clone()?).stderr(Stdio::from(output));
        let mut child = Command::from(command)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Error::failed("pg_upgrade cannot be run").because(error))?;
        let group = child.id().map(ProcessGroup::new);
        let status = child.wait().await?;
        group.into_iter().for_each(ProcessGroup::release);
        Ok(status)
    }

    /// For the command line of `postgres`, by way of a shell.
    fn options(&self, data: &Path) -> String {
        let hba = format!("'hba_file={}'", self.work_dir.hba().display());
        let options = options(data).into_iter().chain([hba]).map(|it| format!("-c {it}"));
        options.collect::<Vec<_>>().join(" ")
    }
}

/// Why it failed, in one line: the text below the failed check, and the last line of
/// the file that it names there.
fn reason(said: &str, read: impl Fn(&Path) -> String) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
    let end = lines.iter().rposition(|line| line.starts_with("Failure, exiting"));
    let lines = &lines[..end.unwrap_or(lines.len())];
    let is_mark = |line: &&str| line.ends_with(" fatal") || line.ends_with("*failure*");
    let text = lines.iter().rposition(is_mark).map_or_else(
        || lines.iter().rposition(|line| !line.is_empty()).map_or(lines, |last| &lines[last..]),
        |mark| &lines[mark + 1..],
    );
    let is_file = |line: &&&str| line.trim_start().starts_with('/');
    let file = text.iter().find(is_file).map(|line| line.trim());
    let words: Vec<&str> = text.iter().take_while(|line| !is_file(line)).copied().collect();
    let words = words.join(" ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.split_once(". ").map_or(words.as_str(), |(first, _)| first);
    let (words, file) = match words.strip_prefix("Consult the last few lines of \"") {
        Some(rest) => ("", rest.split('"').next()),
        None => (words.trim_end_matches(['.', ':']), file),
    };
    let inside = file.map(|file| read(Path::new(file))).unwrap_or_default();
    let inside = inside.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    match (words, inside) {
        ("", "") => "it failed".to_owned(),
        (one, "") | ("", one) => one.to_owned(),
        (words, inside) => format!("{words} ({inside})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_one_line() {
        let file = |_: &Path| "In database: shop\n  public.r.p\n".to_owned();
        let fatal = "Checking cluster versions      ok\n\
                     Checking for reg* data types in user tables   fatal\n\n\
                     Your installation contains one of the reg* data types in user tables.\n\
                     These data types reference system OIDs.  A list is in the file:\n\
                     \x20   /x/tables_using_reg.txt\nFailure, exiting\n";
        assert_eq!(
            reason(fatal, file),
            "Your installation contains one of the reg* data types in user tables (public.r.p)"
        );
        let short = "Checking cluster versions ok\n\
                     old cluster does not use data checksums but the new one does\n\
                     Failure, exiting\n";
        assert_eq!(
            reason(short, file),
            "old cluster does not use data checksums but the new one does"
        );
        let failure = "Restoring database schemas in the new cluster\n\
                       *failure*\n\n\
                       Consult the last few lines of \"/x/pg_upgrade_dump_1.log\" for\n\
                       the probable cause of the failure.\nFailure, exiting\n";
        let log = |path: &Path| {
            assert_eq!(path, Path::new("/x/pg_upgrade_dump_1.log"));
            "pg_restore: creating\npg_restore: error: no\n".to_owned()
        };
        assert_eq!(reason(failure, log), "pg_restore: error: no");
        assert_eq!(reason("", file), "it failed");
    }
}
