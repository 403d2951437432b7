//! How every change runs: the plan is shown or approved, applied, and the result reported.

use super::Context;
use super::arguments::Consent;
use crate::approval::{Approved, Confirmable, approve};
use crate::error::{ExitStatus, Result};
use crate::report::Report;

impl Context {
    /// Prints what a command that changes nothing has found.
    pub fn report(&self, report: &impl Report) -> Result<ExitStatus> {
        self.ui.report(report).map(|()| ExitStatus::Done)
    }

    /// Shows the plan in a dry run. Otherwise asks for approval where the plan needs it, applies
    /// the plan and reports the result.
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

    /// The same, and returns the result for commands that continue with it. None after a dry run.
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
        self.ui.report_done(&done)?;
        Ok(Some(done))
    }
}
