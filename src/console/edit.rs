//! `\e`: edits the statement in the user's editor.

use std::io::Write;

use tokio::process::Command;

use super::session::{Console, Next};
use crate::error::Error;
use crate::script::Failure;

impl Console<'_> {
    /// Opens the text in the editor; the result is placed at the next prompt, to check and send.
    pub(super) async fn edit(&mut self, text: &str) -> Result<Next, Failure> {
        if !self.terminal {
            return Err(Error::failed("\\e needs a terminal").into());
        }
        let failed =
            |error: std::io::Error| Error::failed("the statement cannot be edited").because(error);
        let mut file = tempfile::Builder::new().suffix(".sql").tempfile().map_err(failed)?;
        writeln!(file, "{}", text.trim_end()).map_err(failed)?;
        // The shell parses the editor's arguments, as with git and psql.
        let script = format!("{} \"$1\"", self.settings.editor);
        let status = Command::new("/bin/sh")
            .args(["-c", &script, "sh"])
            .arg(file.path())
            .status()
            .await
            .map_err(failed)?;
        if !status.success() {
            return Err(Error::failed(format!("{} ended with an error", self.settings.editor))
                .with_hint("EDITOR names the editor")
                .into());
        }
        let text = std::fs::read_to_string(file.path()).map_err(failed)?;
        Ok(Next::Edit(text.trim_end().to_owned()))
    }
}
