//! Brings the ids that Cognito gave its users into the database.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::postgres::PgConnection;

use crate::approval::Approved;
use crate::error::Result;
use crate::model::{CognitoUser, MOCK, Target, User};
use crate::postgres::users;
use crate::report::users::{Conflict, Pair, SyncFindings, SyncPlan, UsersSynced};

/// Compares the users of a pool with those of the database.
pub async fn plan(
    connection: &mut PgConnection,
    target: &Target,
    pool: &str,
    cognito: &[CognitoUser],
) -> Result<SyncPlan> {
    let stored = users::list(connection, target).await?;
    let findings = SyncFindings { pool: pool.to_owned(), ..compare(&stored, cognito) };
    Ok(SyncPlan { target: target.clone(), findings })
}

/// Sets the ids, all or none.
///
/// Errors: the users are not as they were when the plan was made.
pub async fn apply(
    connection: &mut PgConnection,
    plan: &Approved<SyncPlan>,
) -> Result<UsersSynced> {
    run(connection, plan).await
}

/// See [`apply`]; for `setup`, whose plan covers it.
pub(super) async fn run(connection: &mut PgConnection, plan: &SyncPlan) -> Result<UsersSynced> {
    let pair = |pair: &Pair| (pair.handle.clone(), pair.cognito_user_id.clone());
    let pairs: Vec<_> = plan.findings.changes.iter().map(pair).collect();
    if !pairs.is_empty() {
        users::set_cognito_ids(connection, &plan.target, &pairs).await?;
    }
    Ok(UsersSynced(plan.findings.clone()))
}

/// Matches by handle; an e-mail address is not proof of being the same user.
fn compare(stored: &[User], cognito: &[CognitoUser]) -> SyncFindings {
    let mut findings = SyncFindings::default();
    let mut by_handle: BTreeMap<&str, Vec<&CognitoUser>> = BTreeMap::new();
    for user in cognito {
        match &user.handle {
            _ if !user.confirmed => findings.unconfirmed += 1,
            None => findings.without_handle.push(user.sub.clone()),
            Some(handle) => by_handle.entry(handle).or_default().push(user),
        }
    }
    let mut rows: BTreeMap<&str, Vec<&User>> = BTreeMap::new();
    for user in stored {
        rows.entry(&user.handle).or_default().push(user);
    }
    for (handle, users) in &by_handle {
        let rows = rows.get(handle).map(Vec::as_slice).unwrap_or_default();
        judge(&mut findings, handle, users, rows, stored);
    }
    let known: BTreeSet<&str> = by_handle.keys().copied().collect();
    let unmatched = stored.iter().filter(|user| user.cognito_user_id == MOCK);
    let unmatched = unmatched.filter(|user| !known.contains(user.handle.as_str()));
    findings.unmatched = unmatched.map(|user| user.handle.clone()).collect();
    findings
}

/// One handle: who has it in Cognito, and which rows have it.
fn judge(
    findings: &mut SyncFindings,
    handle: &str,
    users: &[&CognitoUser],
    rows: &[&User],
    stored: &[User],
) {
    let handle = handle.to_owned();
    let mut conflict =
        |why: String| findings.conflicts.push(Conflict { handle: handle.clone(), why });
    let (sub, row) = match (users, rows) {
        ([user], [row]) => (user.sub.clone(), row),
        ([user], []) => {
            let elsewhere = stored.iter().find(|row| row.cognito_user_id == user.sub);
            return match elsewhere {
                Some(row) => conflict(format!("is {} in the database", row.handle)),
                None => {
                    let cognito_user_id = user.sub.clone();
                    findings.missing.push(Pair { handle, cognito_user_id });
                }
            };
        }
        ([_], _) => return conflict("is several users in the database".to_owned()),
        _ => return conflict(format!("is {} users in Cognito", users.len())),
    };
    if row.cognito_user_id == sub {
        findings.unchanged += 1;
    } else if row.cognito_user_id != MOCK {
        conflict(format!("has another id, {}", row.cognito_user_id));
    } else if let Some(other) = stored.iter().find(|row| row.cognito_user_id == sub) {
        conflict(format!("has the id that {} has in the database", other.handle));
    } else {
        findings.changes.push(Pair { handle, cognito_user_id: sub });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(handle: &str, id: &str) -> User {
        User {
            uuid: String::new(),
            handle: handle.into(),
            display_name: String::new(),
            email: "same@example.com".into(),
            cognito_user_id: id.into(),
            created_at: String::new(),
        }
    }

    fn user(handle: Option<&str>, sub: &str) -> CognitoUser {
        let handle = handle.map(str::to_owned);
        CognitoUser { username: sub.into(), sub: sub.into(), handle, confirmed: true }
    }

    #[test]
    fn each_kind_of_user_has_its_place() {
        let stored = [
            row("ann", MOCK),
            row("bob", "b"),
            row("cid", "another"),
            row("dan", MOCK),
            row("eve", MOCK),
            row("renamed", "f"),
            row("gus", MOCK),
            row("hal", "g"),
        ];
        let unconfirmed = CognitoUser { confirmed: false, ..user(Some("dan"), "d") };
        let cognito = [
            user(Some("ann"), "a"),
            user(Some("bob"), "b"),
            user(Some("cid"), "c"),
            unconfirmed,
            user(Some("eve"), "e1"),
            user(Some("eve"), "e2"),
            user(Some("fay"), "f"),
            user(Some("gus"), "g"),
            user(Some("new"), "n"),
            user(None, "x"),
        ];
        let found = compare(&stored, &cognito);
        let pair =
            |handle: &str, id: &str| Pair { handle: handle.into(), cognito_user_id: id.into() };
        assert_eq!(found.changes, [pair("ann", "a")]);
        assert_eq!(found.unchanged, 1);
        assert_eq!(found.missing, [pair("new", "n")]);
        assert_eq!(found.without_handle, ["x"]);
        assert_eq!((found.unconfirmed, found.unmatched), (1, vec!["dan".to_owned()]));
        let conflicts = found.conflicts.iter().map(|it| format!("{} {}", it.handle, it.why));
        assert_eq!(
            conflicts.collect::<Vec<_>>(),
            [
                "cid has another id, another",
                "eve is 2 users in Cognito",
                "fay is renamed in the database",
                "gus has the id that hal has in the database",
            ]
        );
    }
}
