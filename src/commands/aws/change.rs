use crate::commands::Context;
use crate::error::{Kind, Result};
use crate::hint::CommandHint;

impl Context {
    /// Makes a change at AWS. An interrupt leaves it a moment, as [`crate::interrupt::Interrupt::finish`]
    /// says; `look` shows what is there afterwards.
    pub async fn change_at_aws<T>(
        &self,
        done: &str,
        look: CommandHint,
        change: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        self.interrupt.finish(done, change).await.map_err(|error| match error.kind() {
            Kind::Interrupted => error.with_hint(format!("see what is there now: {look}")),
            _ => error,
        })
    }
}
