//! The database-level properties that a dump lacks: settings, privileges,
//! comment, connection limit.

use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::client::Client;
use super::errors::explain_fault;
use super::{Identifier, Literal};
use crate::error::Result;
use crate::model::{Grant, Properties, Setting, Target};

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

/// Applies them to the target database. Owner and encoding are set on creation, and the comment is
/// set together with the environment tag.
/// `without` omits other roles' settings, and privileges.
///
/// Returns what could not be applied and why, since a missing role must not prevent the
/// rest. Errors: the connection's.
pub async fn apply(
    client: &mut Client,
    target: &Target,
    properties: &Properties,
    (without_roles, without_grants): (bool, bool),
) -> Result<Vec<String>> {
    let database = Identifier(target.database().as_str()).to_string();
    let mut statements = Vec::new();
    for setting in &properties.settings {
        if !(without_roles && setting.role.is_some()) {
            statements.push((setting.name.as_str(), set(&database, setting)));
        }
    }
    if let Some(grants) = properties.grants.as_ref().filter(|_| !without_grants) {
        statements.push(("privileges", format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC")));
        statements.extend(grants.iter().map(|it| (it.privilege.as_str(), grant(&database, it))));
    }
    if properties.connection_limit >= 0 {
        let limit = properties.connection_limit;
        let sql = format!("ALTER DATABASE {database} CONNECTION LIMIT {limit}");
        statements.push(("the connection limit", sql));
    }
    let (what, messages): (Vec<&str>, Vec<String>) = statements.into_iter().unzip();
    let done = client.run(&messages).await.map_err(|fault| explain_fault(fault, target))?;
    let failures = what.into_iter().zip(done).filter_map(|(what, done)| {
        let reason = explain_fault(done.err()?, target).message();
        Some(format!("not restored for the database: {what}: {reason}"))
    });
    Ok(failures.collect())
}

/// With a custom setting, since only the server knows which values are lists of names.
/// The two statements are one message, hence one transaction.
fn set(database: &str, Setting { role, name, value }: &Setting) -> String {
    let parts: Vec<String> = name.split('.').map(|part| Identifier(part).to_string()).collect();
    let of = match role {
        Some(role) => format!("ROLE {} IN DATABASE {database}", Identifier(role)),
        None => format!("DATABASE {database}"),
    };
    format!(
        "SELECT pg_catalog.set_config({}, {}, true); ALTER {of} SET {} FROM CURRENT",
        Literal(name),
        Literal(value),
        parts.join(".")
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
