use super::super::target::AccessMode;
use crate::approval::approve;
use crate::commands::Context;
use crate::commands::arguments::{DatabaseArgs, WriteArgs};
use crate::error::{ExitStatus, Result};
use crate::model::{MOCK, NewUser};
use crate::ops;
use crate::postgres::ConnectRequest;
use crate::report::users::AddUserPlan;

/// Add a user
///
/// Asks for the database's name when the environment is protected.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The handle, which no other user has
    #[arg(long, value_name = "HANDLE")]
    handle: String,

    /// The name that people see
    #[arg(long, value_name = "NAME")]
    display_name: String,

    /// The e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: String,

    /// The id that Cognito gave the user; the placeholder stands for one who never signed up
    #[arg(long, value_name = "ID", default_value = MOCK)]
    cognito_user_id: String,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let user = NewUser {
            display_name: self.display_name,
            handle: self.handle,
            email: self.email,
            cognito_user_id: self.cognito_user_id,
        };
        ops::users::check(&user)?;
        let Some((target, _)) = context
            .database_unless_dry(self.write.dry_run, &self.database, None, AccessMode::Safe)
            .await?
        else {
            return Ok(ExitStatus::Done);
        };
        let plan = AddUserPlan { target: target.clone(), user };
        if self.write.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        let plan = approve(plan, &self.write.answers(), &context.ui).await?;
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db user add", retry_timeout };
        context.ui.report(&ops::users::add(login, &plan).await?)?;
        Ok(ExitStatus::Done)
    }
}
