use std::fmt;

use serde::Serialize;

use super::control_characters::printable_line;
use super::rows::question;
use super::table;
use crate::approval::{Confirmable, Confirmation};
use crate::model::{NewUser, Target, User};

/// The users of the database.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Users(pub Vec<User>);

impl fmt::Display for Users {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("no users");
        }
        let header = ["HANDLE", "NAME", "E-MAIL", "COGNITO ID"];
        let rows = self.0.iter().map(|user| {
            [&user.handle, &user.display_name, &user.email, &user.cognito_user_id]
                .map(|text| printable_line(text.as_deref().unwrap_or_default()))
        });
        f.write_str(&table(header, rows))
    }
}

/// What `user add` would do.
#[derive(Debug, Serialize)]
pub struct AddUserPlan {
    pub target: Target,
    #[serde(flatten)]
    pub user: NewUser,
}

impl Confirmable for AddUserPlan {
    fn question(&self) -> Confirmation {
        question(&self.target, "a user would be added")
    }
}

impl fmt::Display for AddUserPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "user {} would be added", self.user.handle)
    }
}

/// The user that was added.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct UserAdded(pub User);

impl fmt::Display for UserAdded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "added user {}", printable_line(self.0.name()))?;
        match &self.0.uuid {
            Some(uuid) => write!(f, " ({uuid})"),
            None => Ok(()),
        }
    }
}

/// What `user sync` would do, and what it found.
#[derive(Debug, Clone, Serialize)]
pub struct SyncPlan {
    pub target: Target,
    #[serde(flatten)]
    pub findings: SyncFindings,
    /// Those of `additions`.
    #[serde(skip)]
    pub new_users: Vec<NewUser>,
}

/// How the users of a Cognito pool match those of the database.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SyncFindings {
    pub pool: String,
    /// Have the placeholder, and get the ID.
    pub changes: Vec<Pair>,
    /// How many already have the right ID.
    pub unchanged: usize,
    /// Have another ID, or are ambiguous; they are not changed.
    pub conflicts: Vec<Conflict>,
    /// Are in Cognito only, and are added.
    pub additions: Vec<Pair>,
    /// Are in Cognito only.
    pub missing: Vec<Pair>,
    /// Cognito users without a `preferred_username`, by their IDs.
    pub without_handle: Vec<String>,
    /// How many Cognito users have not confirmed their address, and are ignored.
    pub unconfirmed: usize,
    /// Handles that keep the placeholder: Cognito has no such user.
    pub unmatched: Vec<String>,
}

/// A handle and its ID in Cognito.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    pub handle: String,
    pub cognito_user_id: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    pub handle: String,
    pub why: String,
}

impl Confirmable for SyncPlan {
    fn question(&self) -> Confirmation {
        let set = match self.findings.changes.len() {
            0 => None,
            1 => Some("a user would get a Cognito ID".to_owned()),
            count => Some(format!("{count} users would get Cognito IDs")),
        };
        let added = match self.findings.additions.len() {
            0 => None,
            1 => Some("a user would be added".to_owned()),
            count => Some(format!("{count} users would be added")),
        };
        match [set, added].into_iter().flatten().collect::<Vec<_>>().as_slice() {
            [] => Confirmation::None,
            parts => question(&self.target, &parts.join(", and ")),
        }
    }
}

impl fmt::Display for SyncPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.findings.lines(f, ["would set", "would be set", "would add", "would be added"])
    }
}

/// What `user sync` did.
#[derive(Debug, Serialize)]
pub struct UsersSynced(pub SyncFindings);

impl fmt::Display for UsersSynced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.lines(f, ["set", "set", "added", "added"])
    }
}

impl SyncFindings {
    fn lines(
        &self,
        f: &mut fmt::Formatter<'_>,
        [verb, participle, adds, added]: [&str; 4],
    ) -> fmt::Result {
        for Pair { handle, cognito_user_id } in &self.changes {
            writeln!(f, "{verb}: {} to {cognito_user_id}", printable_line(handle))?;
        }
        for Pair { handle, cognito_user_id } in &self.additions {
            writeln!(f, "{adds}: {} ({cognito_user_id})", printable_line(handle))?;
        }
        for Conflict { handle, why } in &self.conflicts {
            writeln!(
                f,
                "conflict: {} {}; left as it is",
                printable_line(handle),
                printable_line(why)
            )?;
        }
        for Pair { handle, cognito_user_id } in &self.missing {
            writeln!(f, "not in the database: {} ({cognito_user_id})", printable_line(handle))?;
        }
        for id in &self.without_handle {
            writeln!(f, "without a handle in Cognito: {id}")?;
        }
        for handle in &self.unmatched {
            writeln!(f, "not in Cognito: {}", printable_line(handle))?;
        }
        write!(f, "{}", self.summary(participle))?;
        match self.additions.len() {
            0 => Ok(()),
            count => write!(f, ", {count} {added}"),
        }
    }

    /// `2 set, 1 as before, 1 conflict`
    pub fn summary(&self, participle: &str) -> String {
        let mut parts =
            vec![format!("{} {participle}, {} as before", self.changes.len(), self.unchanged)];
        let rest = [
            (self.conflicts.len(), "in conflict"),
            (self.missing.len(), "not in the database"),
            (self.without_handle.len(), "without a handle"),
            (self.unconfirmed, "not confirmed"),
            (self.unmatched.len(), "not in Cognito"),
        ];
        let rest = rest.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(rest.map(|(count, what)| format!("{count} {what}")));
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever signs up chooses it.
    #[test]
    fn handles_cannot_steer_the_terminal() {
        let handle = "a\x1b[2J\nb".to_owned();
        let pair = Pair { handle: handle.clone(), cognito_user_id: "id".to_owned() };
        let conflict = Conflict { handle: handle.clone(), why: "is twice".to_owned() };
        let findings = SyncFindings {
            changes: vec![pair.clone()],
            additions: vec![pair.clone()],
            missing: vec![pair],
            conflicts: vec![conflict],
            unmatched: vec![handle],
            ..SyncFindings::default()
        };
        let text = UsersSynced(findings).to_string();
        assert_eq!(text.matches("a\\x1B[2J\\nb").count(), 5, "{text}");
    }
}
