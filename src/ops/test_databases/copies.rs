//! The copies: several sessions make them at once.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures_util::future::join_all;

use super::plan::CopyPlan;
use super::sessions::more_sessions;
use crate::error::{Error, Result};
use crate::model::{DatabaseName, Properties, Target, TestDatabase, Timestamp};
use crate::ops::exclusive::Look;
use crate::postgres::client::Client;
use crate::postgres::test_databases::Copied;
use crate::postgres::{database_state, properties, test_databases};

/// So many sessions copy at once. More wait for the same disk, and twelve calls may come together.
const AT_ONCE: usize = 4;

/// When a template was used is noted so often.
const NOTED_EVERY: Duration = Duration::from_secs(3600);

/// How often sessions that keep the template from being copied are ended. The server waits for
/// each try by itself.
const TRIES: u32 = 4;

pub enum Outcome {
    Done,
    TemplateIsGone(Error),
}

pub struct Copies<'a> {
    look: Look<'a>,
    plan: &'a CopyPlan,
    left: Cell<usize>,
    made: RefCell<Vec<DatabaseName>>,
}

impl<'a> Copies<'a> {
    pub fn new(look: Look<'a>, plan: &'a CopyPlan) -> Self {
        Self { look, plan, left: Cell::new(0), made: RefCell::default() }
    }

    pub fn made(self) -> Vec<DatabaseName> {
        self.made.into_inner()
    }

    /// Makes those that are missing, or stops at the first failure.
    pub async fn make(&mut self, client: &mut Client) -> Result<Outcome> {
        let target = self.look.login.target;
        let found = test_databases::find(client, target, false).await?.databases;
        let Some(template) = found.into_iter().find(|it| it.name == self.plan.template) else {
            let gone = format!("the template {} is not there", self.plan.template);
            return Ok(Outcome::TemplateIsGone(Error::failed(gone)));
        };
        let properties = if template.is_described { self.properties().await? } else { None };
        self.look.progress.doing("copying the template");
        let missing = self.plan.count - self.made.get_mut().len();
        self.left.set(missing);
        let mut more = more_sessions(self.look, client, missing, AT_ONCE).await;
        let clients = std::iter::once(&mut *client).chain(&mut more);
        let done = join_all(clients.map(|it| self.make_some(it, properties.as_ref()))).await;
        join_all(more.into_iter().map(Client::close)).await;
        for outcome in done {
            if let Outcome::TemplateIsGone(error) = outcome? {
                return Ok(Outcome::TemplateIsGone(error));
            }
        }
        self.note_use(client, &template).await;
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

    /// Makes copies in one session while there are some left to make.
    async fn make_some(
        &self,
        client: &mut Client,
        properties: Option<&Properties>,
    ) -> Result<Outcome> {
        while let Some(left) = self.left.get().checked_sub(1) {
            if self.look.interrupt.is_raised() {
                return Err(Error::interrupted("interrupted"));
            }
            self.left.set(left);
            let done = self.copy(client, properties).await;
            if !matches!(done, Ok(Outcome::Done)) {
                self.left.set(0);
                return done;
            }
        }
        Ok(Outcome::Done)
    }

    async fn copy(&self, client: &mut Client, properties: Option<&Properties>) -> Result<Outcome> {
        let target = self.look.login.target;
        let mut tries = TRIES;
        loop {
            let copy = target.with_database(self.plan.name_copy());
            let (template, of) = (&self.plan.template, target.database());
            match test_databases::copy(client, &copy, template, of).await? {
                Copied::Done => {
                    self.made.borrow_mut().push(copy.database().clone());
                    return self.describe(client, &copy, properties).await.map(|()| Outcome::Done);
                }
                Copied::NameIsTaken => {}
                Copied::TemplateIsGone(error) => return Ok(Outcome::TemplateIsGone(error)),
                Copied::TemplateIsInUse(_) if tries > 0 => {
                    tries -= 1;
                    test_databases::end_sessions(client, target, template).await?;
                }
                Copied::TemplateIsInUse(error) => return Err(error),
            }
        }
    }

    async fn describe(
        &self,
        client: &mut Client,
        copy: &Target,
        properties: Option<&Properties>,
    ) -> Result<()> {
        let Some(of_template) = properties else { return Ok(()) };
        let name = copy.database();
        for failure in properties::apply(client, copy, of_template, name, (false, false)).await? {
            self.look.progress.notice(&failure);
        }
        Ok(())
    }

    async fn note_use(&self, client: &mut Client, template: &TestDatabase) {
        let now = Timestamp::now();
        if template.used.after(NOTED_EVERY) < now {
            let target = self.look.login.target;
            let at = target.with_database(template.name.clone());
            test_databases::touch(client, &at, target.database(), now).await;
        }
    }
}
