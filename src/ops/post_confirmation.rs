//! What happens after a user confirmed their sign-up in Cognito: they are added to the
//! database. It is the work of the Lambda function, and of `post-confirmation` on one event.

use std::time::{Duration, SystemTime};

use aws_lambda_events::event::cognito::{
    CognitoEventUserPoolsPostConfirmation as Event,
    CognitoEventUserPoolsPostConfirmationTriggerSource as Source,
};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::timeout;

use crate::error::{Error, Result};
use crate::model::{AwsKeys, Host, IamLogin, NewUser, RdsHost, Target, trial_event};
use crate::postgres::new_users::{self, Confirmation, End};
use crate::postgres::{ConnectRequest, Session};
use crate::report::confirmed::{Confirmed, Outcome};

/// Cognito waits 5 s for a response, which cannot be configured. Source: Amazon Cognito
/// Developer Guide, "Customizing user pool workflows with Lambda triggers". These add up to
/// less: a dead kept session, a new one, and the query on it.
const KEPT: Duration = Duration::from_secs(1);
const CONNECT: Duration = Duration::from_secs(2);
const QUERY: Duration = Duration::from_millis(1500);

/// Confirms users, and keeps its session from one to the next.
pub struct PostConfirmation {
    target: Target,
    keys: Option<AwsKeys>,
    session: Option<Session>,
}

/// Why a user could not be confirmed: for the operator, and for the user signing up.
#[derive(Debug)]
pub struct Refusal {
    pub reason: Reason,
    pub error: Error,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is not an event of this trigger.
    Event,
    Attribute(&'static str),
    HandleTaken,
    EmailTaken,
    /// The database cannot be used.
    Database,
}

impl Reason {
    pub fn code(self) -> &'static str {
        match self {
            Self::Event => "EventNotUnderstood",
            Self::Attribute(_) => "AttributeMissing",
            Self::HandleTaken => "HandleTaken",
            Self::EmailTaken => "EmailTaken",
            Self::Database => "ProfileNotSaved",
        }
    }

    /// What the user may see: Cognito shows it to them. They are confirmed nevertheless.
    pub fn for_person(self) -> String {
        match self {
            Self::Attribute(name) => format!("the account is confirmed, but it has no {name}"),
            Self::HandleTaken => {
                "the account is confirmed, but someone else has its preferred_username".to_owned()
            }
            Self::EmailTaken => {
                "the account is confirmed, but someone else has its email".to_owned()
            }
            Self::Event | Self::Database => {
                "the account is confirmed, but its profile could not be saved yet".to_owned()
            }
        }
    }
}

impl Refusal {
    fn database(error: Error) -> Self {
        Self { reason: Reason::Database, error }
    }
}

impl PostConfirmation {
    /// `keys` are for RDS hosts whose URL has no password: IAM authentication.
    pub fn new(target: Target, keys: Option<AwsKeys>) -> Self {
        Self { target, keys, session: None }
    }

    /// Handles the event. Idempotent: Cognito calls up to three times. What it does for an event
    /// of `trigger-deploy --test` is rolled back.
    pub async fn handle(&mut self, event: &Value) -> Result<Confirmed, Refusal> {
        let trial = trial_event::sign_up_of_trial(event);
        let end = if trial.is_some() { End::Rollback } else { End::Commit };
        let event =
            Event::deserialize(trial.as_ref().unwrap_or(event)).map_err(|error| Refusal {
                reason: Reason::Event,
                error: Error::failed("this is not a post-confirmation event of Cognito")
                    .because(error),
            })?;
        let source = event.cognito_event_user_pools_header.trigger_source.as_ref();
        let trigger = serde_json::to_value(source).ok();
        let trigger = trigger.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
        if source != Some(&Source::ConfirmSignUp) {
            return Ok(Confirmed { outcome: Outcome::Ignored, sub: None, trigger });
        }
        let user = new_user(&event)?;
        let outcome = match self.confirm(&user, end).await.map_err(Refusal::database)? {
            Confirmation::Added if end == End::Rollback => Outcome::RolledBack,
            Confirmation::Added => Outcome::Added,
            Confirmation::Adopted => Outcome::Adopted,
            Confirmation::Present => Outcome::Present,
            Confirmation::Taken(columns) => return Err(taken(&user, &columns)),
        };
        Ok(Confirmed { outcome, sub: Some(user.cognito_user_id), trigger })
    }

    /// On the kept session; if that does not work, whatever the reason, on a new one. A
    /// connection that is kept is one that has just worked.
    async fn confirm(&mut self, user: &NewUser, end: End) -> Result<Confirmation> {
        if let Some(mut session) = self.session.take()
            && let Ok(done) = self.ask(&mut session, user, end, KEPT).await
        {
            self.session = Some(session);
            return Ok(done);
        }
        let mut session = self.connect().await?;
        let done = self.ask(&mut session, user, end, QUERY).await?;
        self.session = Some(session);
        Ok(done)
    }

    async fn ask(
        &self,
        session: &mut Session,
        user: &NewUser,
        end: End,
        limit: Duration,
    ) -> Result<Confirmation> {
        let asked = timeout(limit, new_users::confirm(session, user, end)).await;
        asked.unwrap_or_else(|_| {
            Err(Error::unreachable(format!("no answer to the query in {limit:?}")))
        })
    }

    async fn connect(&self) -> Result<Session> {
        let mut target = self.target.clone();
        // Each sign-up searches for its server again: the function lives on.
        target.access.server = Default::default();
        if let (None, Host::Tcp(host), Some(keys)) =
            (&target.url.password, &target.url.host, &self.keys)
            && let Some(endpoint) = RdsHost::parse(host)
        {
            let RdsHost { host, region, .. } = &endpoint;
            let login = IamLogin { host, port: target.url.port, user: &target.user, region };
            target.url.password = Some(keys.token(login, SystemTime::now()));
        }
        let login = ConnectRequest::new(&target, "cruddur-db post-confirmation");
        timeout(CONNECT, login.connect()).await.unwrap_or_else(|_| {
            let (host, port) = (&self.target.url.host, self.target.url.port);
            Err(Error::unreachable(format!("no login to {host}:{port} within {CONNECT:?}"))
                .with_hint(
                    "check that the function is in the database's VPC, and that its security group \
                     allows it",
                ))
        })
    }
}

fn new_user(event: &Event) -> Result<NewUser, Refusal> {
    let attribute = |name: &'static str| {
        let value = event.request.user_attributes.get(name).map(|value| value.trim());
        value.filter(|value| !value.is_empty()).map(str::to_owned).ok_or_else(|| Refusal {
            reason: Reason::Attribute(name),
            error: Error::failed(format!("the sign-up has no {name}"))
                .with_hint("make the app's sign-up form send it"),
        })
    };
    Ok(NewUser {
        cognito_user_id: attribute("sub")?,
        handle: attribute("preferred_username")?,
        email: attribute("email")?,
        display_name: attribute("name")?,
    })
}

/// Without the conflicting value, which is personal data.
fn taken(user: &NewUser, columns: &[String]) -> Refusal {
    let has = |name: &str| columns.iter().any(|column| column == name);
    let (reason, what, hint) = if has("handle") {
        (
            Reason::HandleTaken,
            "the handle".to_owned(),
            "make preferred_username an alias of the pool, so that Cognito rejects duplicates",
        )
    } else if has("email") {
        (
            Reason::EmailTaken,
            "the e-mail address".to_owned(),
            "if it is the same person, set the existing row's Cognito ID to this one",
        )
    } else {
        let columns = columns.join(", ");
        (Reason::Database, columns, "the table public.users requires it to be unique")
    };
    let message = format!("{what} of {} belongs to another user", user.cognito_user_id);
    Refusal { reason, error: Error::failed(message).with_hint(hint) }
}
