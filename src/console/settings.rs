//! Settings of the session that say how input is read, which statements may change.

use super::session::Console;
use crate::error::Result;
use crate::postgres::client::Status;
use crate::script::Failure;
use crate::script::reading::{Encoding, Scanner, Statement};

/// The name by which the console sets UTF-8. The server reports it as it was given, so that it is
/// not taken for the `UTF8` that a user sets.
const OWN_UTF8: &str = "UNICODE";

impl Console<'_> {
    /// Reads on as the server will: what the statements before have set holds for the rest of the
    /// file, which was read in `encoding` so far.
    pub(super) async fn follow_settings(
        &mut self,
        scanner: &mut Scanner,
        typed: bool,
        encoding: &mut String,
    ) -> Result<(), Failure> {
        scanner.change_strings(self.dialogue.client().standard_strings());
        self.keep_utf8().await?;
        if *encoding == self.encoding {
            return Ok(());
        }
        encoding.clone_from(&self.encoding);
        match typed {
            true if *encoding == "UTF8" => {}
            true => self.screen.note(&format!(
                "files are read and written in {encoding}; the console itself stays in UTF-8"
            )),
            false => scanner.source().set_encoding(Encoding::named(encoding)?),
        }
        Ok(())
    }

    /// Sets `client_encoding` back, since all that is sent is UTF-8, and what comes back is read as
    /// such. What it was is kept for files.
    pub(super) async fn keep_utf8(&mut self) -> Result<(), Failure> {
        let name = self.dialogue.client().parameter("client_encoding");
        if name == OWN_UTF8 || self.dialogue.client().status() == Status::Failed {
            return Ok(());
        }
        name.clone_into(&mut self.encoding);
        if self.encoding != "UTF8" {
            self.dialogue.ask(format!("SET client_encoding = '{OWN_UTF8}'")).await?;
        }
        Ok(())
    }

    /// `SHOW client_encoding` as it is to be sent where that is not what the user has set: with
    /// that set first. [`Self::keep_utf8`] is due after it.
    pub(super) fn show_encoding(&self, statement: &Statement) -> Option<Statement> {
        let words = statement.text().trim_end_matches(';').split_whitespace();
        let is_it = words.map(str::to_ascii_lowercase).eq(["show", "client_encoding"]);
        let set = || Statement::ours(self.in_file_encoding(statement.text().to_owned()));
        (is_it && self.encoding != "UTF8").then(set)
    }

    /// The COPY, with the data in the encoding of files; [`Self::keep_utf8`] is due after it. Both
    /// statements are one message, as the server reads it in the encoding before.
    pub(super) fn in_file_encoding(&self, copy: String) -> String {
        match self.encoding.as_str() {
            "UTF8" => copy,
            encoding => format!("SET client_encoding = '{encoding}';\n{copy}"),
        }
    }
}
