use crate::commands::Context;
use crate::commands::arguments::ChangeArgs;
use crate::error::{ExitStatus, Result};
use crate::model::{MOCK, NewUser};
use crate::ops;

/// Add a user
///
/// Asks for the database's name in a protected environment.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Unique handle
    #[arg(long, value_name = "HANDLE")]
    handle: String,

    /// Display name
    #[arg(long, value_name = "NAME")]
    display_name: String,

    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: String,

    /// Cognito user ID; the placeholder is a user who never signed up
    #[arg(long, value_name = "ID", default_value = MOCK)]
    cognito_user_id: String,

    #[command(flatten)]
    change: ChangeArgs,
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
        let open = self.change.to_write("cruddur-db user add").creating();
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let (plan, session) = ops::users::plan(work.login(), user).await?;
        let apply = async |plan| {
            let added = ops::users::add(session, &plan);
            context.interrupt.finish("the user was added", added).await
        };
        context.execute(plan, &self.change, apply).await
    }
}
