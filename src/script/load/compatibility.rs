//! Statements that are left out because this server or this role cannot run them, each kind with
//! one notice. They are decided on before they are sent: an error would end the transaction.
//!
//! What `--no-owner` and `--no-acl` leave out is known by its shape only. The server reads it in
//! its turn, without running it: what is no statement at all is an error.

use crate::postgres::Literal;
use crate::script::load::entry::{Entry, Role};
use crate::script::load::loader::{Loader, Stop, TransactionState};
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;

/// The first version that knows `transaction_timeout`.
const TRANSACTION_TIMEOUT: u32 = 170_000;

impl Loader<'_> {
    /// Whether the statement is left out.
    pub async fn skips(&mut self, statement: &Statement, kind: &Kind) -> Result<bool, Stop> {
        let why = match kind {
            Kind::TransactionTimeout => (self.session.client.server_version_num()
                < TRANSACTION_TIMEOUT)
                .then_some("SET transaction_timeout is left out: the server is older than 17"),
            Kind::Owner if self.options.no_owner => Some("owners are left out (--no-owner)"),
            Kind::Privilege if self.options.no_acl => Some("privileges are left out (--no-acl)"),
            Kind::CreateSchema(name) if name == "public" => {
                let exists = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'public'";
                let exists = self.ask(exists).await?.is_some();
                exists.then_some("CREATE SCHEMA public is left out: it exists")
            }
            Kind::ExtensionComment(name) => self
                .may_not_comment(name)
                .await?
                .then_some("COMMENT ON EXTENSION is left out: only the extension's owner may"),
            _ => None,
        };
        let Some(why) = why else { return Ok(false) };
        self.leave_out(statement, why);
        if matches!(kind, Kind::Owner | Kind::Privilege) {
            self.have_read(statement.clone()).await?;
        }
        Ok(true)
    }

    /// Says that a statement is left out, once for each reason.
    pub fn leave_out(&mut self, statement: &Statement, why: &'static str) {
        if self.told.insert(why) {
            let place = statement.origin.location();
            self.say(&format!("{place}: {why}"));
        }
    }

    async fn have_read(&mut self, statement: Statement) -> Result<(), Stop> {
        self.open()?;
        let entry = Entry::new(statement, None, Role::File);
        self.session.have_read(entry).map_err(|error| self.lost(error))?;
        if self.block == TransactionState::Autocommit {
            self.flush().await
        } else {
            self.move_on().await
        }
    }

    async fn may_not_comment(&mut self, extension: &str) -> Result<bool, Stop> {
        if self.session.client.parameter("is_superuser") == "on" {
            return Ok(false);
        }
        let question = format!(
            "SELECT pg_catalog.pg_has_role(current_user, extowner, 'USAGE') \
             FROM pg_catalog.pg_extension WHERE extname = {}",
            Literal(extension)
        );
        Ok(self.ask(&question).await?.as_deref() == Some("f"))
    }
}
