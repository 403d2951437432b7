//! A session for pg_dump through a pooler. pg_dump sets up its session before it begins its
//! transaction. A transaction pooler may run the setup in one session and the rest in another,
//! whose settings differ, and pass the changed session on to the next client. So pg_dump
//! gets a connection with an open transaction: one session until its end. The pooler
//! then closes it, since the transaction was never ended. The same is used if the login
//! needs a secret for which pg_dump has no variable.

use super::connect::{RetryTimeout, connect_client};
use super::errors::explain_fault;
use super::relay::{self, Relay};
use super::{Literal, clients};
use crate::error::Result;
use crate::model::{Access, DatabaseUrl, Host, PARAMETERS, Target, Tls};

/// As pg_dump's own BEGIN: it may repeat the modes, but not change them.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// A session with an open transaction, which a local program may take over. It ends when dropped.
pub struct Held {
    relay: Relay,
    target: Target,
    /// The encoding that a program would get by logging in itself.
    encoding: String,
}

impl Held {
    /// Logs in and begins the transaction with the snapshot of this name.
    pub async fn begin(target: &Target, application: &str, snapshot: Option<&str>) -> Result<Self> {
        let mut client = connect_client(target, application, RetryTimeout::default()).await?;
        let mut messages = vec![BEGIN.to_owned()];
        // It has to be the first statement.
        messages.extend(snapshot.map(|name| format!("SET TRANSACTION SNAPSHOT {}", Literal(name))));
        messages.extend(client.set_unasked(true));
        let explain = |fault| explain_fault(fault, target);
        for done in client.run(&messages).await.map_err(explain)? {
            done.map_err(explain)?;
        }
        let encoding = client.parameter("server_encoding").to_owned();
        let (stream, greeting) = client.into_parts();
        Ok(Self { relay: Relay::start(stream, greeting)?, target: target.clone(), encoding })
    }

    /// The command that runs the program on the session.
    pub fn command(&self, program: &std::path::Path, application: &str) -> std::process::Command {
        let host = Host::Socket(self.relay.directory().to_owned());
        let url = DatabaseUrl::new(host, relay::PORT, self.target.database().clone());
        let access = Access { tls: Tls::off(), ..Access::default() };
        let target = Target { url, access, ..self.target.clone() };
        let mut command = clients::command(program, &target, application);
        let kept = ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGAPPNAME"];
        // The login's settings have been applied already.
        for variable in PARAMETERS.iter().filter_map(|(_, variable)| *variable) {
            if !kept.contains(&variable) {
                command.env_remove(variable);
            }
        }
        command.env("PGSSLMODE", "disable").env("PGGSSENCMODE", "disable");
        command.arg("--encoding").arg(&self.encoding);
        command
    }
}
