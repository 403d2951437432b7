//! Servers on which CREATE, ALTER and DROP are not rolled back with their transaction.

use super::options::Options;
use crate::error::{Error, Location, Result};
use crate::model::Engine;

/// Errors (usage): the load must be rolled back or atomic, which the server cannot do.
pub fn refuse_promises(engine: Engine, options: &Options) -> Result<()> {
    let what = match options {
        _ if engine.undoes_ddl() => return Ok(()),
        Options { dry_run: true, .. } => "the files cannot be run and rolled back",
        Options { whole: true, .. } => {
            "the database cannot be emptied and loaded in one transaction"
        }
        _ => return Ok(()),
    };
    let name = engine.name();
    Err(Error::usage(format!("{what}: {name} does not roll back CREATE, ALTER and DROP"))
        .with_hint("nothing was run; use a separate database on Postgres for that"))
}

/// The notice that the input is not one transaction, if the server does not support it.
pub fn note(engine: Engine, place: &Location) -> Option<String> {
    let (file, name) = (place.file.display(), engine.name());
    (!engine.undoes_ddl()).then(|| {
        format!("{file}: not one transaction: {name} does not roll back CREATE, ALTER and DROP")
    })
}

/// What may be left after a failure, if anything.
pub fn left_behind(engine: Engine) -> Option<String> {
    let name = engine.name();
    (!engine.undoes_ddl())
        .then(|| format!("{name} may have kept the statements before: check the database"))
}
