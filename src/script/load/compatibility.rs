//! Statements that are skipped because this server or role cannot run them, each kind with
//! one notice. They are decided on before they are sent: an error would end the transaction.
//!
//! What `--no-owner` and `--no-acl` skip is recognized by its form only. The server parses it in
//! turn, without running it: an invalid statement is an error.

use std::ops::Range;

use super::executor::Executor;
use super::stop::Stop;
use crate::postgres::Literal;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;
use crate::script::syntax::tokens::Tokens;

/// The first version with `transaction_timeout`.
const TRANSACTION_TIMEOUT: u32 = 170_000;

const OWNERS: &str = "owners are skipped (--no-owner)";

pub async fn skips(executor: &mut Executor<'_>, statement: &Statement) -> Result<bool, Stop> {
    let options = executor.options();
    let why = match statement.kind() {
        Kind::TransactionTimeout => (executor.client().server_version_num() < TRANSACTION_TIMEOUT)
            .then_some("SET transaction_timeout is skipped: the server is older than 17"),
        Kind::Owner if options.no_owner => Some(OWNERS),
        Kind::Privilege if options.no_acl => Some("privileges are skipped (--no-acl)"),
        Kind::CreateSchema(name) if name == "public" => {
            let exists = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'public'";
            let exists = executor.ask(exists).await?.is_some();
            exists.then_some("CREATE SCHEMA public is skipped: it exists")
        }
        Kind::ExtensionComment(name) => may_not_comment(executor, name)
            .await?
            .then_some("COMMENT ON EXTENSION is skipped: only the extension's owner may set it"),
        _ => None,
    };
    let Some(why) = why else { return Ok(false) };
    leave_out(executor, statement, why);
    if matches!(statement.kind(), Kind::Owner | Kind::Privilege) {
        executor.have_read(statement.clone()).await?;
    }
    Ok(true)
}

/// CREATE SCHEMA without its owner, as `pg_restore --no-owner` has it; blanks keep the places.
pub fn without_owner(executor: &mut Executor<'_>, statement: Statement) -> Statement {
    let clause = executor.options().no_owner.then(|| schema_owner(&statement)).flatten();
    let Some(clause) = clause else { return statement };
    leave_out(executor, &statement, OWNERS);
    let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
    let blanks: String = statement.text()[clause.clone()].chars().map(blank).collect();
    statement.with_replaced(clause, &blanks)
}

/// `AUTHORIZATION role` of CREATE SCHEMA; without a name, which is the role's, the word alone.
pub fn schema_owner(statement: &Statement) -> Option<Range<usize>> {
    let mut tokens = statement.tokens();
    let at = |tokens: &Tokens<'_>| statement.text().len() - tokens.rest().len();
    if !tokens.accept(&["create", "schema"]) {
        return None;
    }
    tokens.accept(&["if", "not", "exists"]);
    let mut start = at(&tokens);
    if tokens.accept(&["authorization"]) {
        let end = at(&tokens);
        let own = ["current_user", "current_role", "session_user"];
        let role = tokens.next().filter(|role| !own.iter().any(|word| role.is(word)))?;
        return role.name().map(|_| start..end);
    }
    tokens.next()?.name()?;
    start = at(&tokens);
    (tokens.accept(&["authorization"]) && tokens.next()?.name().is_some())
        .then(|| start..at(&tokens))
}

/// Reports that a statement is skipped, once for each reason.
pub fn leave_out(executor: &mut Executor<'_>, statement: &Statement, why: &'static str) {
    let place = statement.origin.location();
    executor.report().say_once(why, &format!("{place}: {why}"));
}

async fn may_not_comment(executor: &mut Executor<'_>, extension: &str) -> Result<bool, Stop> {
    if executor.client().is_superuser() {
        return Ok(false);
    }
    let question = format!(
        "SELECT pg_catalog.pg_has_role(current_user, extowner, 'USAGE') \
         FROM pg_catalog.pg_extension WHERE extname = {}",
        Literal(extension)
    );
    Ok(executor.ask(&question).await?.as_deref() == Some("f"))
}
