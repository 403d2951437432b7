use std::path::PathBuf;

use crate::model::DatabaseName;

#[derive(Debug, Clone, Default)]
pub struct Options {
    /// psql's variables: `--set NAME=VALUE`.
    pub variables: Vec<(String, String)>,
    /// Skip statements that set owners.
    pub no_owner: bool,
    /// Skip statements that grant and revoke privileges.
    pub no_acl: bool,
    /// Run everything, check deferred constraints, and roll back.
    pub dry_run: bool,
    /// The database is discarded if the load fails, so that no commit is final.
    pub disposable: bool,
    /// In a disposable database: commit periodically, if no transaction of the file's own is
    /// open, so that the server need not hold a lock on everything to the end.
    pub pieces: bool,
    /// In a disposable database: commit after this many inputs.
    pub commit_after: Option<usize>,
    /// The name that the database will have, which the files use for it.
    pub known_as: Option<DatabaseName>,
    /// Refuse inputs that are no whole dump: one that is cut short, or has no statements.
    pub dump: bool,
    /// Mark the database as loaded in part from the first commit midway to the end.
    pub marks_part: bool,
    /// It is marked so.
    pub is_part: bool,
    /// Refuse a file that commits midway, or has a statement that cannot run in a transaction.
    pub whole: bool,
    /// What to do with such a file.
    pub whole_hint: Option<String>,
    /// Wait for the transaction ID before COMMIT, so that its outcome can be queried if the
    /// reply is lost, even for a short load. Costs a round trip.
    pub traceable: bool,
    /// Statements that run first, within the first transaction.
    pub first: Vec<String>,
    /// A statement that runs last, within the last transaction.
    pub last: Option<String>,
    /// The home directory, for `~` in file names.
    pub home: Option<PathBuf>,
}
