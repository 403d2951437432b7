//! Servers on which CREATE, ALTER and DROP outlast the transaction that they stand in.

use super::options::Options;
use crate::error::{Error, Location};
use crate::script::load::loader::{Loader, Stop};

impl Loader<'_> {
    /// Errors (usage): all is to be undone, or all or nothing, and the server cannot do that.
    pub fn refuse_promises(&self) -> Result<(), Stop> {
        let engine = self.session.client.engine();
        let what = match self.options {
            _ if engine.undoes_ddl() => return Ok(()),
            Options { dry_run: true, .. } => "the files cannot be tried and undone",
            Options { whole: true, .. } => "the database cannot be emptied and loaded as one",
            _ => return Ok(()),
        };
        let name = engine.name();
        Err(Error::usage(format!("{what}: {name} does not undo CREATE, ALTER and DROP"))
            .hint("nothing was tried; a database of its own, on a Postgres, is the place for that"))
    }

    /// Says that the input is not one transaction, where the server makes it so.
    pub fn note_durable_ddl(&mut self, place: &Location) {
        let engine = self.session.client.engine();
        if !engine.undoes_ddl() {
            self.say(&format!(
                "{}: not one transaction: {} keeps what CREATE, ALTER and DROP do, whatever \
                 comes after them",
                place.file.display(),
                engine.name()
            ));
        }
    }

    /// What may be left after a failure, where that is not nothing.
    pub fn left_behind(&self) -> Option<String> {
        let engine = self.session.client.engine();
        (!engine.undoes_ddl()).then(|| {
            format!("{} may have kept what stands before: look what is there", engine.name())
        })
    }
}
