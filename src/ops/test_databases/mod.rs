//! Test databases: copies of a template, which is loaded once for each state of the files.

mod copies;
mod drop;
mod fingerprint;
mod plan;
mod sessions;
mod template;

use self::copies::{Copies, Outcome};
pub use self::drop::{DropRequest, drop, plan_drop};
use self::plan::other_project;
pub use self::plan::{CopyPlan, CopyRequest, plan};

use std::time::Instant;

use super::exclusive::Look;
use crate::approval::Approved;
use crate::error::{Kind, Result};
use crate::hint;
use crate::model::{DatabaseName, TestDatabase, Timestamp};
use crate::postgres::client::Client;
use crate::postgres::{ConnectRequest, test_databases};
use crate::report::test_databases::{OfOtherProject, TestDatabaseList, TestDatabasesCreated};

/// Lists what there is, with sizes. `maintenance` is the database to work from, if one was named.
pub async fn list(
    login: ConnectRequest<'_>,
    maintenance: Option<&DatabaseName>,
) -> Result<TestDatabaseList> {
    let mut client = login.connect_client_maintenance(maintenance).await?;
    let found = test_databases::find(&mut client, login.target, true).await?;
    client.close().await;
    let other = |it: &TestDatabase| {
        let project = other_project(login.target, it)?;
        Some(OfOtherProject { name: it.name.clone(), project })
    };
    let other_projects = found.databases.iter().filter_map(other).collect();
    Ok(TestDatabaseList { databases: found.databases, other_projects, now: Timestamp::now() })
}

/// Drops copies after a failure, which may have ended the session that made them. Returns how many
/// are gone.
async fn drop_all(look: Look<'_>, made: &[DatabaseName]) -> usize {
    if made.is_empty() {
        return 0;
    }
    let Ok(mut client) = look.login.connect_client_maintenance(look.maintenance).await else {
        return 0;
    };
    let gone = drop::drop_each(look, &mut client, made, true).await.dropped.len();
    client.close().await;
    gone
}

/// Makes the template if it is missing, and the copies; then drops those that were left behind.
///
/// Errors: the first failure. The copies that were made are dropped then.
pub async fn create(
    look: Look<'_>,
    mut client: Client,
    plan: &Approved<CopyPlan>,
) -> Result<TestDatabasesCreated> {
    let _hold = look.interrupt.hold();
    let start = Instant::now();
    let mut template_made = template::ensure(look, &mut client, plan).await?;
    let mut copies = Copies::new(look, plan);
    let mut done = copies.make(&mut client).await;
    if let Ok(Outcome::TemplateIsGone(_)) = done {
        // Somebody dropped it in between.
        template_made |= template::ensure(look, &mut client, plan).await?;
        done = copies.make(&mut client).await;
    }
    let made = copies.made();
    match done {
        Ok(Outcome::Done) => {}
        Ok(Outcome::TemplateIsGone(error)) | Err(error) => {
            client.close().await;
            let dropped = drop_all(look, &made).await;
            // Of one that was under way when a connection broke nothing is known.
            return Err(match dropped == made.len() && error.kind() != Kind::Unreachable {
                true => error.prefixed("no test database was made"),
                false => {
                    error.prefixed("some test databases may have been made").with_hint(format!(
                        "{} drops them",
                        hint::command("test-db drop").of(&plan.target.environment)
                    ))
                }
            });
        }
    }
    // What cannot be dropped is tried again the next time.
    let left = drop::drop_each(look, &mut client, &plan.left, false).await;
    client.close().await;
    Ok(TestDatabasesCreated {
        template: plan.template.clone(),
        template_made,
        urls: made.into_iter().map(|name| plan.url_of(name)).collect(),
        variable: plan.variable.clone(),
        is_numbered: plan.is_numbered,
        dropped: left.dropped,
        seconds: start.elapsed().as_secs_f64(),
    })
}
