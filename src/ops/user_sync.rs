//! Copies Cognito's user IDs, and users that are missing, into the database.

use std::collections::{BTreeMap, BTreeSet};

use crate::approval::Approved;
use crate::error::Result;
use crate::model::{CognitoUser, MOCK, NewUser, User};
use crate::postgres::Session;
use crate::postgres::new_users::{self, Confirmation, End};
use crate::postgres::users;
use crate::report::users::{Conflict, Pair, SyncFindings, SyncPlan, UsersSynced};

/// Compares the users of a pool with those of the database. Those that are missing are only added
/// with `add_missing`.
pub async fn plan(
    session: &mut Session,
    pool: &str,
    cognito: &[CognitoUser],
    add_missing: bool,
) -> Result<SyncPlan> {
    let stored = users::list(session).await?;
    let mut findings = SyncFindings { pool: pool.to_owned(), ..compare(&stored, cognito) };
    let new_users = if add_missing { take_missing(&mut findings, cognito) } else { Vec::new() };
    Ok(SyncPlan { target: session.target.clone(), findings, new_users })
}

/// Plans to add those that are missing. The table requires what the trigger requires of a sign-up.
fn take_missing(findings: &mut SyncFindings, cognito: &[CognitoUser]) -> Vec<NewUser> {
    let mut new_users = Vec::new();
    for pair in std::mem::take(&mut findings.missing) {
        let found = cognito.iter().find(|user| user.sub == pair.cognito_user_id);
        if found.is_some_and(|user| !user.signed_up) {
            let why = "is not added: an administrator made it, and no sign-up was confirmed";
            findings.conflicts.push(Conflict { handle: pair.handle, why: why.to_owned() });
            continue;
        }
        let of = |part: fn(&CognitoUser) -> &Option<String>| found.and_then(|it| part(it).clone());
        match (of(|it| &it.email), of(|it| &it.display_name)) {
            (Some(email), Some(display_name)) => {
                new_users.push(NewUser {
                    display_name,
                    handle: pair.handle.clone(),
                    email,
                    cognito_user_id: pair.cognito_user_id.clone(),
                });
                findings.additions.push(pair);
            }
            (email, _) => {
                let what = if email.is_none() { "email" } else { "name" };
                let why = format!("cannot be added, since Cognito has no {what}");
                findings.conflicts.push(Conflict { handle: pair.handle, why });
            }
        }
    }
    new_users
}

/// Sets the IDs, all or none; then adds users, each by itself.
///
/// Errors: the users were changed since the plan was made.
pub async fn apply(session: &mut Session, plan: &Approved<SyncPlan>) -> Result<UsersSynced> {
    run(session, plan).await
}

/// See [`apply`]; for `setup`, whose plan covers it.
pub(super) async fn run(session: &mut Session, plan: &SyncPlan) -> Result<UsersSynced> {
    let pair = |pair: &Pair| (pair.handle.clone(), pair.cognito_user_id.clone());
    let pairs: Vec<_> = plan.findings.changes.iter().map(pair).collect();
    if !pairs.is_empty() {
        users::set_cognito_ids(session, &pairs).await?;
    }
    let mut findings = plan.findings.clone();
    findings.additions.clear();
    for user in &plan.new_users {
        let NewUser { handle, cognito_user_id, .. } = user.clone();
        let pair = Pair { handle, cognito_user_id };
        match new_users::confirm(session, user, End::Commit).await? {
            Confirmation::Added => findings.additions.push(pair),
            Confirmation::Adopted => findings.changes.push(pair),
            // The trigger, or someone else's sync, was faster.
            Confirmation::Present => findings.unchanged += 1,
            Confirmation::Taken(columns) => {
                let why = format!("not added: its {} is taken by another user", columns.join(", "));
                findings.conflicts.push(Conflict { handle: pair.handle, why });
            }
        }
    }
    Ok(UsersSynced(findings))
}

/// Matches by handle; the same e-mail address does not prove that it is the same user.
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
        if let Some(handle) = &user.handle {
            rows.entry(handle).or_default().push(user);
        }
    }
    for (handle, users) in &by_handle {
        let rows = rows.get(handle).map(Vec::as_slice).unwrap_or_default();
        classify(&mut findings, handle, users, rows, stored);
    }
    let known: BTreeSet<&str> = by_handle.keys().copied().collect();
    let seeded = stored.iter().filter(|user| user.cognito_user_id.as_deref() == Some(MOCK));
    let handles = seeded.filter_map(|user| user.handle.clone());
    findings.unmatched = handles.filter(|handle| !known.contains(handle.as_str())).collect();
    findings
}

fn classify(
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
            return match with_id(stored, &user.sub) {
                Some(row) => conflict(format!("is {} in the database", row.name())),
                None => {
                    let cognito_user_id = user.sub.clone();
                    findings.missing.push(Pair { handle, cognito_user_id });
                }
            };
        }
        ([_], _) => return conflict("matches several users in the database".to_owned()),
        _ => return conflict(format!("matches {} users in Cognito", users.len())),
    };
    match row.cognito_user_id.as_deref() {
        Some(id) if id == sub => findings.unchanged += 1,
        Some(MOCK) => match with_id(stored, &sub) {
            Some(other) => {
                conflict(format!("has the ID that {} has in the database", other.name()));
            }
            None => findings.changes.push(Pair { handle, cognito_user_id: sub }),
        },
        Some(id) => conflict(format!("has another ID, {id}")),
        // The trigger treats it as another user's, too.
        None => conflict(format!("has a NULL ID, not {MOCK}")),
    }
}

fn with_id<'a>(stored: &'a [User], id: &str) -> Option<&'a User> {
    stored.iter().find(|row| row.cognito_user_id.as_deref() == Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(handle: &str, id: &str) -> User {
        User {
            uuid: None,
            handle: Some(handle.into()),
            display_name: None,
            email: Some("same@example.com".into()),
            cognito_user_id: Some(id.into()),
            created_at: None,
        }
    }

    fn user(handle: Option<&str>, sub: &str) -> CognitoUser {
        let handle = handle.map(str::to_owned);
        CognitoUser {
            username: sub.into(),
            sub: sub.into(),
            handle,
            email: Some("a@example.com".into()),
            display_name: None,
            confirmed: true,
            signed_up: true,
        }
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
            User { cognito_user_id: None, ..row("ida", "") },
            User { handle: None, ..row("", "j") },
            User { handle: None, ..row("", MOCK) },
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
            user(Some("ida"), "i"),
            user(Some("jan"), "j"),
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
                "cid has another ID, another",
                "eve matches 2 users in Cognito",
                "fay is renamed in the database",
                "gus has the ID that hal has in the database",
                "ida has a NULL ID, not MOCK",
                "jan is a user without a handle in the database",
            ]
        );
    }
}
