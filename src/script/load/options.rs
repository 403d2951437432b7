use std::path::PathBuf;

use crate::model::DatabaseName;

/// How a load is done.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// psql's variables: `--set NAME=VALUE`.
    pub variables: Vec<(String, String)>,
    /// Leave out statements that set owners.
    pub no_owner: bool,
    /// Leave out statements that grant and revoke privileges.
    pub no_acl: bool,
    /// Run everything, check deferred constraints, and roll back.
    pub dry_run: bool,
    /// The database is thrown away when the load fails, so that nothing is committed for good.
    pub disposable: bool,
    /// In a disposable database: commit now and then, where no transaction of the file's own is
    /// open, so that the server does not have to hold a lock on everything to the end.
    pub pieces: bool,
    /// In a disposable database: commit after so many inputs.
    pub commit_after: Option<usize>,
    /// The name that the database will have: the files mean it by that name.
    pub known_as: Option<DatabaseName>,
    /// Refuse a file that commits midway, or has a statement that cannot run in a transaction.
    pub whole: bool,
    /// Wait for the transaction's number before COMMIT, so that its outcome can be looked up if the
    /// answer is lost, however short the load is. A round trip more.
    pub traceable: bool,
    /// Statements that run first, within the first transaction.
    pub first: Vec<String>,
    /// A statement that runs last, within the last transaction.
    pub last: Option<String>,
    /// What `~` in the name of a file stands for.
    pub home: Option<PathBuf>,
}
