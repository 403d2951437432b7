//! Test databases: copies of a template, which is loaded once for each state of the files.

mod drop;
mod fingerprint;
mod plan;
mod template;

pub use self::drop::{DropRequest, drop, plan_drop};
pub use self::plan::{CopyPlan, CopyRequest, plan};
use self::plan::{now, other_project, suffix};

use std::time::{Duration, Instant};

use super::exclusive::Look;
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::{DatabaseName, Properties, Target, TestDatabase};
use crate::postgres::client::Client;
use crate::postgres::test_databases::{self, Copied};
use crate::postgres::{ConnectRequest, database_state, properties};
use crate::report::test_databases::{OfOtherProject, TestDatabaseList, TestDatabasesCreated};

/// When a template was used is noted so often.
const NOTED_EVERY: Duration = Duration::from_secs(3600);

/// How often sessions that keep the template from being copied are ended. The server waits for
/// each try by itself.
const TRIES: u32 = 4;

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
    Ok(TestDatabaseList { databases: found.databases, other_projects, now: now() })
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
    let mut copies = Copies { look, plan, client: &mut client, made: Vec::new() };
    let mut done = copies.make().await;
    if let Ok(Outcome::TemplateIsGone(_)) = done {
        // Somebody dropped it in between.
        template_made |= template::ensure(look, copies.client, plan).await?;
        done = copies.make().await;
    }
    let made = copies.made;
    match done {
        Ok(Outcome::Done) => {}
        Ok(Outcome::TemplateIsGone(error)) | Err(error) => {
            drop::drop_each(look, &mut client, &made, true).await;
            return Err(error.prefixed("no test database was made"));
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

enum Outcome {
    Done,
    TemplateIsGone(Error),
}

/// The copies, as far as they are made.
struct Copies<'a> {
    look: Look<'a>,
    plan: &'a CopyPlan,
    client: &'a mut Client,
    made: Vec<DatabaseName>,
}

impl Copies<'_> {
    async fn make(&mut self) -> Result<Outcome> {
        let target = self.look.login.target;
        let found = test_databases::find(self.client, target, false).await?.databases;
        let Some(template) = found.into_iter().find(|it| it.name == self.plan.template) else {
            let gone = format!("the template {} is not there", self.plan.template);
            return Ok(Outcome::TemplateIsGone(Error::failed(gone)));
        };
        let properties = match template.is_described {
            true => self.properties().await?,
            false => None,
        };
        self.look.progress.doing("copying the template");
        while self.made.len() < self.plan.count {
            if self.look.interrupt.is_raised() {
                return Err(Error::interrupted("interrupted"));
            }
            if let Outcome::TemplateIsGone(error) = self.copy(properties.as_ref()).await? {
                return Ok(Outcome::TemplateIsGone(error));
            }
        }
        self.note_use(&template).await;
        Ok(Outcome::Done)
    }

    /// What the files said of the database as a whole, which no copy brings along.
    async fn properties(&self) -> Result<Option<Properties>> {
        let Look { login, maintenance, .. } = self.look;
        let mut session = login.connect_maintenance(maintenance).await?;
        let state = database_state::state(&mut session, &self.plan.template).await?;
        session.close().await;
        Ok(state.properties)
    }

    async fn copy(&mut self, properties: Option<&Properties>) -> Result<Outcome> {
        let target = self.look.login.target;
        let mut tries = TRIES;
        loop {
            let copy = target.with_database(self.plan.names.copy(now(), suffix()));
            let (template, of) = (&self.plan.template, target.database());
            match test_databases::copy(self.client, &copy, template, of).await? {
                Copied::Done => {
                    self.made.push(copy.database().clone());
                    return self.describe(&copy, properties).await.map(|()| Outcome::Done);
                }
                Copied::NameIsTaken => {}
                Copied::TemplateIsGone(error) => return Ok(Outcome::TemplateIsGone(error)),
                Copied::TemplateIsInUse(_) if tries > 0 => {
                    tries -= 1;
                    test_databases::end_sessions(self.client, target, template).await?;
                }
                Copied::TemplateIsInUse(error) => return Err(error),
            }
        }
    }

    async fn describe(&mut self, copy: &Target, properties: Option<&Properties>) -> Result<()> {
        let Some(of_template) = properties else { return Ok(()) };
        let (client, name) = (&mut *self.client, copy.database());
        for failure in properties::apply(client, copy, of_template, name, (false, false)).await? {
            self.look.progress.notice(&failure);
        }
        Ok(())
    }

    async fn note_use(&mut self, template: &TestDatabase) {
        if template.used.after(NOTED_EVERY) < now() {
            let target = self.look.login.target;
            let at = target.with_database(template.name.clone());
            test_databases::touch(self.client, &at, target.database(), now()).await;
        }
    }
}
