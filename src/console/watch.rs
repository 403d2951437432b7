//! `\watch`: a statement, again and again.

use super::command::Watch;
use super::session::{Console, Shown};
use crate::error::Error;
use crate::model::Timestamp;
use crate::script::Failure;
use crate::script::reading::Statement;

impl Console<'_> {
    /// Sends the statement until Ctrl-C, its first error, or what `watch` says.
    pub(super) async fn watch(
        &mut self,
        statement: &Statement,
        watch: &Watch,
    ) -> Result<(), Failure> {
        if statement.is_empty() {
            return Err(Error::failed("\\watch has no statement to repeat").into());
        }
        let mut rounds = 0;
        loop {
            let now = Timestamp::now();
            let title = format!("{now} (every {} s)", watch.interval.as_secs_f64());
            let shown = Shown { title: Some(title), paged: false, ..Shown::default() };
            let rows = self.send_shown(statement, shown).await?;
            rounds += 1;
            // Nobody reads on: \watch .. | head
            if self.screen.is_closed() {
                return Ok(());
            }
            if watch.count == Some(rounds) || watch.min_rows.is_some_and(|least| rows < least) {
                return Ok(());
            }
            tokio::select! {
                () = tokio::time::sleep(watch.interval) => {}
                () = self.interrupt.wait() => break,
            }
        }
        if self.terminal {
            // It has done what it was for.
            self.interrupt.lower();
            return Ok(());
        }
        Err(Error::interrupted("interrupted").into())
    }
}
