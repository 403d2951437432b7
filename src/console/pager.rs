//! What is longer than the screen, in the user's pager.

use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::screen::Paging;
use super::session::Console;
use crate::error::{Error, Result};
use crate::postgres::client::Status;

impl Console<'_> {
    pub(super) async fn show_results(&self, text: &str, paged: bool) -> Result<()> {
        let shown = match paged {
            true => self.page(text).await,
            false => self.screen.data(text.as_bytes()),
        };
        // An open transaction ends with the console.
        shown.map_err(|error| match self.dialogue.client().status() {
            Status::Idle => error.also("the work itself was done"),
            _ => error,
        })
    }

    /// Shows text, in the pager where that is wanted.
    pub(super) async fn page(&self, text: &str) -> Result<()> {
        let rows = self.screen.size().map_or(usize::MAX, |(rows, _)| rows);
        let is_wanted = match self.paging {
            Paging::Never => false,
            Paging::WhenLong => text.lines().count() >= rows,
            Paging::Always => true,
        };
        match self.settings.pager.as_deref().filter(|_| is_wanted && self.terminal) {
            Some(pager) if run(pager, text).await? => Ok(()),
            _ => self.screen.data(text.as_bytes()),
        }
    }
}

/// The shell reads the pager's arguments, as with git and psql. Returns whether it found the pager;
/// else it has said so.
async fn run(pager: &str, text: &str) -> Result<bool> {
    let failed = |error: std::io::Error| {
        Error::failed(format!("the pager cannot be run: {pager}"))
            .because(error)
            .with_hint("PAGER names it; \\pset pager off does without")
    };
    // less leaves short text on the screen, and long lines whole.
    let script = format!("LESS=\"${{LESS-FRSX}}\"; export LESS; {pager}");
    let mut child = Command::new("/bin/sh")
        .args(["-c", &script])
        .stdin(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever leaves the pager has seen enough.
        let _ = stdin.write_all(text.as_bytes()).await;
    }
    let status = child.wait().await.map_err(failed)?;
    Ok(!matches!(status.code(), Some(126 | 127)))
}
