//! The one shape of what changes something: a plan is shown or agreed to, applied and reported.

use super::Context;
use super::arguments::Consent;
use crate::approval::{Approved, Confirmable, approve};
use crate::error::{ExitStatus, Result};
use crate::report::Report;

impl Context {
    /// Shows the plan in a dry run. Else asks what it needs to be asked, applies it and reports
    /// what was done.
    pub async fn execute<P, R>(
        &self,
        plan: P,
        consent: impl Into<Consent>,
        apply: impl AsyncFnOnce(Approved<P>) -> Result<R>,
    ) -> Result<ExitStatus>
    where
        P: Confirmable + Report,
        R: Report,
    {
        self.carry_out(plan, consent, apply).await.map(|_| ExitStatus::Done)
    }

    /// The same for a command that goes on with what was done. None after a dry run.
    pub async fn carry_out<P, R>(
        &self,
        plan: P,
        consent: impl Into<Consent>,
        apply: impl AsyncFnOnce(Approved<P>) -> Result<R>,
    ) -> Result<Option<R>>
    where
        P: Confirmable + Report,
        R: Report,
    {
        let mut consent = consent.into();
        consent.answers.yes |= self.yes;
        if consent.dry_run {
            self.ui.report(&plan)?;
            return Ok(None);
        }
        if let Some(impact) = plan.impact() {
            self.ui.status(&impact);
        }
        let plan = approve(plan, &consent.answers, &self.ui).await?;
        let done = apply(plan).await?;
        self.ui.report(&done)?;
        Ok(Some(done))
    }
}
