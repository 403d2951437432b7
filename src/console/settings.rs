//! Settings of the session that say how input is read, which statements may change.

use super::session::Console;
use crate::error::Result;
use crate::postgres::client::Status;
use crate::script::Failure;
use crate::script::reading::{Encoding, Scanner};

impl Console<'_> {
    /// Reads on as the server will: what the statements before have set holds for the rest of the
    /// file.
    pub(super) async fn follow_settings(
        &mut self,
        scanner: &mut Scanner,
        typed: bool,
    ) -> Result<(), Failure> {
        scanner.change_strings(self.dialogue.standard_strings());
        if let Some(encoding) = self.keep_utf8().await? {
            match typed {
                true => self.screen.note("client_encoding stays UTF8: the console writes UTF-8"),
                false => scanner.source().set_encoding(encoding),
            }
        }
        Ok(())
    }

    /// Sets `client_encoding` back, since all that is sent is UTF-8, and what comes back is read as
    /// such. Returns what it was, if that was something else.
    pub(super) async fn keep_utf8(&mut self) -> Result<Option<Encoding>, Failure> {
        let name = self.dialogue.parameter("client_encoding").to_owned();
        if name == "UTF8" || self.dialogue.status() == Status::Failed {
            return Ok(None);
        }
        self.dialogue.ask("SET client_encoding = 'UTF8'".to_owned()).await?;
        Ok(Some(Encoding::named(&name)?))
    }
}
