//! Settings that change how the rest of a file is read.

use crate::error::Result;
use crate::script::input::encoding::Encoding;
use crate::script::load::loader::{Loader, Stop};
use crate::script::syntax::statement::Statement;
use crate::script::syntax::variables::truth;

impl Loader<'_> {
    pub async fn change_strings(&mut self, statement: Statement) -> Result<(), Stop> {
        let mut tokens = statement.tokens();
        let turns_on = tokens.accept(&["set", "standard_conforming_strings"])
            && tokens
                .nth(1)
                .and_then(|token| token.value())
                .is_some_and(|value| truth(&value) == Some(true))
            && tokens.is_over();
        self.queue(statement, None).await?;
        if turns_on && self.standard_strings {
            return Ok(());
        }
        self.flush().await?;
        self.look_at_settings().await
    }

    /// Reads on as the server's settings are now, of which it tells by itself.
    pub async fn look_at_settings(&mut self) -> Result<(), Stop> {
        self.take_encoding().await?;
        self.standard_strings = self.session.standard_strings();
        for file in &mut self.files {
            file.scanner.lexer.change_strings(self.standard_strings);
        }
        Ok(())
    }

    pub async fn set_encoding(&mut self, statement: Statement, name: &str) -> Result<(), Stop> {
        let location = statement.origin.location();
        let encoding = Encoding::named(name).map_err(|error| error.at(location))?;
        if encoding == Encoding::Utf8 && self.encoding == Encoding::Utf8 {
            // SQL_ASCII and UTF8 are both known to the server, and both leave the bytes alone.
            return self.queue(statement, None).await;
        }
        self.change_encoding(encoding);
        Ok(())
    }

    /// From here on the files are in this encoding.
    pub fn change_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
        for file in &mut self.files {
            file.scanner.source.set_encoding(encoding);
        }
    }

    /// What a query may have made of `client_encoding`: it is the file's, and not the session's.
    async fn take_encoding(&mut self) -> Result<(), Stop> {
        let name = self.session.client.parameter("client_encoding");
        if name == "UTF8" {
            return Ok(());
        }
        let encoding = Encoding::named(name)?;
        self.ask("SET client_encoding = 'UTF8'").await?;
        self.change_encoding(encoding);
        Ok(())
    }
}
