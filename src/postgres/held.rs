//! A session for pg_dump through a pooler. pg_dump sets its session up before it begins its
//! transaction, and a pooler of transactions may do that in one session, and the rest in another,
//! which then names things as it likes, and leave the settings to whoever comes next. So pg_dump
//! gets a connection on which its transaction is open already: one session to its end. The pooler
//! closes it then, since the transaction has no end of its own. The same serves where the login
//! takes a secret for which pg_dump has no variable.

use super::connect::{RetryTimeout, connect_client};
use super::errors::explain_fault;
use super::relay::{self, Relay};
use super::{Literal, clients};
use crate::error::Result;
use crate::model::{Access, DatabaseUrl, Host, PARAMETERS, Target, Tls};

/// What pg_dump begins with, too: it may repeat the modes, and change none.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// A session with an open transaction, which a program on this machine may take over. It ends with
/// the value.
pub struct Held {
    relay: Relay,
    target: Target,
    /// As it would be for a program that logs in by itself.
    encoding: String,
}

impl Held {
    /// Logs in, and begins the transaction, which sees what is in the snapshot of this name.
    pub async fn begin(target: &Target, application: &str, snapshot: Option<&str>) -> Result<Self> {
        let mut client = connect_client(target, application, RetryTimeout::default()).await?;
        let mut messages = vec![BEGIN.to_owned()];
        // It has to come first.
        messages.extend(snapshot.map(|name| format!("SET TRANSACTION SNAPSHOT {}", Literal(name))));
        messages.extend(client.unasked_settings().iter().map(|(name, value)| {
            let (name, value) = (Literal(name), Literal(value));
            format!("SELECT pg_catalog.set_config({name}, {value}, true)")
        }));
        let explain = |fault| explain_fault(fault, target);
        for done in client.run(&messages).await.map_err(explain)? {
            done.map_err(explain)?;
        }
        let encoding = client.parameter("server_encoding").to_owned();
        let (stream, greeting) = client.into_parts();
        Ok(Self { relay: Relay::start(stream, greeting)?, target: target.clone(), encoding })
    }

    /// The program, to be run on the session.
    pub fn command(&self, program: &std::path::Path, application: &str) -> std::process::Command {
        let host = Host::Socket(self.relay.directory().to_owned());
        let url = DatabaseUrl::new(host, relay::PORT, self.target.database().clone());
        let access = Access { tls: Tls::off(), ..Access::default() };
        let target = Target { url, access, ..self.target.clone() };
        let mut command = clients::command(program, &target, application);
        let kept = ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGAPPNAME"];
        // What the login is to be like was seen to.
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
