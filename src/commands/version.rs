use super::Context;
use crate::error::{ExitStatus, Result};
use crate::report::version::Version;
use crate::ui::Ui;

/// Print the version, the commit it was built from, the platform and the features
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        show(&context.ui)
    }
}

/// Prints it. This needs no configuration, so that it works where that cannot be read.
pub fn show(ui: &Ui) -> Result<ExitStatus> {
    ui.report(&Version::of_this()).map(|()| ExitStatus::Done)
}
