//! The database-level properties that a dump lacks: settings, privileges,
//! comment, connection limit.

use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::client::Client;
use super::errors::explain_fault;
use super::session::Session;
use super::{Identifier, Literal};
use crate::error::Result;
use crate::model::{DatabaseName, Grant, Properties, Setting, Target};

/// The properties in a row of `database_state.sql`; `comment` is the user's own.
pub(super) fn read(row: &PgRow, comment: Option<String>) -> sqlx::Result<Properties> {
    let provider: String = row.try_get("provider")?;
    Ok(Properties {
        owner: row.try_get("owner")?,
        encoding: row.try_get("encoding")?,
        collation: row.try_get("collation")?,
        character_type: row.try_get("character_type")?,
        provider: provider.parse().unwrap_or_default(),
        locale: row.try_get("locale")?,
        rules: row.try_get("rules")?,
        tablespace: row.try_get("tablespace")?,
        connection_limit: row.try_get("connection_limit")?,
        comment,
        settings: json(row, "settings")?.unwrap_or_default(),
        grants: json(row, "grants")?,
    })
}

fn json<T: DeserializeOwned>(row: &PgRow, column: &str) -> sqlx::Result<Option<T>> {
    let text: Option<String> = row.try_get(column)?;
    let parsed = text.map(|text| serde_json::from_str(&text)).transpose();
    parsed.map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The settings that a session of the role has in the session's database, as if they were the
/// database's own.
pub async fn settings(session: &mut Session) -> Result<Vec<Setting>> {
    let sql = include_str!("queries/database_settings.sql");
    Ok(session.row(sql, |row| json(row, "settings")).await?.unwrap_or_default())
}

/// Settings that say only whether and for how long something may run: a load has its own idea of it.
fn limits(name: &str) -> bool {
    name == "default_transaction_read_only" || name.ends_with("_timeout")
}

/// Applies the settings that change what statements mean, such as `search_path`, `datestyle` and
/// `timezone`, so that files that are loaded mean the same as in the database that has them. What
/// fails is reported by [`apply`], later.
pub async fn apply_meanings(
    client: &mut Client,
    target: &Target,
    settings: &[Setting],
) -> Result<()> {
    let database = Identifier(target.database().as_str()).to_string();
    let meanings = settings.iter().filter(|it| !limits(&it.name));
    let messages: Vec<String> = meanings.map(|setting| set(&database, setting)).collect();
    if !messages.is_empty() {
        client.run(&messages).await.map_err(|fault| explain_fault(fault, target))?;
    }
    Ok(())
}

/// Applies them to the target database. Owner and encoding are set on creation, and the comment is
/// set together with the environment tag.
/// `without` omits other roles' settings, and privileges; `name` is what the database will be
/// called.
///
/// Returns what could not be applied and why, since a missing role must not prevent the
/// rest. Errors: the connection's.
pub async fn apply(
    client: &mut Client,
    target: &Target,
    properties: &Properties,
    name: &DatabaseName,
    (without_roles, without_grants): (bool, bool),
) -> Result<Vec<String>> {
    let database = Identifier(target.database().as_str()).to_string();
    let name = Identifier(name.as_str()).to_string();
    let mut statements = Vec::new();
    let mut left_out = Vec::new();
    for setting in &properties.settings {
        match without_roles && setting.role.is_some() {
            true => left_out.push(format!("{}: left out by --no-owner", shown(&name, setting))),
            false => statements.push((shown(&name, setting), set(&database, setting))),
        }
    }
    if let Some(grants) = properties.grants.as_ref().filter(|_| !without_grants) {
        let revoke = |name: &str| format!("REVOKE ALL ON DATABASE {name} FROM PUBLIC");
        statements.push((revoke(&name), revoke(&database)));
        statements.extend(grants.iter().map(|it| (grant(&name, it), grant(&database, it))));
    }
    if properties.connection_limit >= 0 {
        let limit = properties.connection_limit;
        let sql = |name: &str| format!("ALTER DATABASE {name} CONNECTION LIMIT {limit}");
        statements.push((sql(&name), sql(&database)));
    }
    let (shown, messages): (Vec<String>, Vec<String>) = statements.into_iter().unzip();
    let done = client.run(&messages).await.map_err(|fault| explain_fault(fault, target))?;
    let failures = shown.into_iter().zip(done).filter_map(|(shown, done)| {
        Some(format!("{shown}: {}", explain_fault(done.err()?, target).message()))
    });
    let all = left_out.into_iter().chain(failures);
    Ok(all.map(|it| format!("not restored for the database: {it}")).collect())
}

/// The setting as the user can set it, without what may be a secret.
fn shown(database: &str, setting: &Setting) -> String {
    let Setting { role, name, value } = setting;
    let value = match () {
        () if setting.may_be_secret() => "'***'".to_owned(),
        // As a constant, it would be one name.
        () if !value.is_empty() && LISTS_OF_NAMES.contains(&name.as_str()) => value.clone(),
        () => Literal(value).to_string(),
    };
    format!("ALTER {} SET {} = {value}", owner(database, role.as_deref()), parameter(name))
}

/// Settings whose values are lists, quoted where it is needed. Source: PostgreSQL,
/// `variable_is_guc_list_quote` in `src/bin/pg_dump/dumputils.c`.
const LISTS_OF_NAMES: [&str; 6] = [
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

/// Its parts are names: `"app"."tenant"`.
fn parameter(name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(|part| Identifier(part).to_string()).collect();
    parts.join(".")
}

fn owner(database: &str, role: Option<&str>) -> String {
    match role {
        Some(role) => format!("ROLE {} IN DATABASE {database}", Identifier(role)),
        None => format!("DATABASE {database}"),
    }
}

/// With a custom setting, since only the server knows which values are lists of names.
/// The two statements are one message, hence one transaction.
fn set(database: &str, Setting { role, name, value }: &Setting) -> String {
    let of = owner(database, role.as_deref());
    format!(
        "SELECT pg_catalog.set_config({}, {}, true); ALTER {of} SET {} FROM CURRENT",
        Literal(name),
        Literal(value),
        parameter(name)
    )
}

fn grant(database: &str, Grant { role, privilege, grantable }: &Grant) -> String {
    // The server's keywords: CONNECT, CREATE, TEMPORARY. Letters only, to be safe.
    let privilege: String = privilege.chars().filter(char::is_ascii_alphabetic).collect();
    let role = role.as_ref().map_or("PUBLIC".to_owned(), |role| Identifier(role).to_string());
    let option = if *grantable { " WITH GRANT OPTION" } else { "" };
    format!("GRANT {privilege} ON DATABASE {database} TO {role}{option}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_quoted() {
        let setting = |role: Option<&str>| Setting {
            role: role.map(str::to_owned),
            name: "my.se\"t".into(),
            value: "it's".into(),
        };
        assert_eq!(
            set("\"d\"", &setting(Some("r\"x"))),
            "SELECT pg_catalog.set_config('my.se\"t', 'it''s', true); \
             ALTER ROLE \"r\"\"x\" IN DATABASE \"d\" SET \"my\".\"se\"\"t\" FROM CURRENT"
        );
        // What is shown can be typed.
        let shown = |name: &str, value: &str| {
            let (name, value) = (name.to_owned(), value.to_owned());
            shown("\"d\"", &Setting { role: None, name, value })
        };
        assert_eq!(
            shown("search_path", "\"A b\", public"),
            "ALTER DATABASE \"d\" SET \"search_path\" = \"A b\", public"
        );
        assert_eq!(shown("my.word", "it's"), "ALTER DATABASE \"d\" SET \"my\".\"word\" = 'it''s'");
        assert_eq!(
            shown("smtp.pass", "canary"),
            "ALTER DATABASE \"d\" SET \"smtp\".\"pass\" = '***'"
        );
        let grant_to = |role: Option<&str>| Grant {
            role: role.map(str::to_owned),
            privilege: "CONNECT; DROP".into(),
            grantable: true,
        };
        assert_eq!(
            grant("\"d\"", &grant_to(None)),
            "GRANT CONNECTDROP ON DATABASE \"d\" TO PUBLIC WITH GRANT OPTION"
        );
    }
}
