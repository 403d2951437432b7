//! Who waits for whom, as trees.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::duration;
use super::sessions::one_line;
use crate::model::Session;

/// Trees of sessions: those at the roots wait for nobody.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Blocking(pub Vec<Blocker>);

/// A session and those that wait for it.
#[derive(Debug, Serialize)]
pub struct Blocker {
    #[serde(flatten)]
    pub session: Session,
    pub blocks: Vec<Blocker>,
}

impl Blocking {
    /// Builds the trees. A session that waits for several stands below each of them.
    pub fn of(sessions: Vec<Session>) -> Self {
        let mut all: BTreeMap<i32, Session> =
            sessions.into_iter().map(|session| (session.process_id, session)).collect();
        let mut waiting: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
        for session in all.values() {
            for blocker in &session.blocked_by {
                waiting.entry(*blocker).or_default().push(session.process_id);
            }
        }
        for blocker in waiting.keys() {
            all.entry(*blocker).or_insert_with(|| unknown(*blocker));
        }
        let free = |pid: &&i32| all.get(pid).is_none_or(|session| session.blocked_by.is_empty());
        let mut trees: Vec<Blocker> =
            waiting.keys().filter(free).map(|pid| tree(*pid, &all, &waiting, &[])).collect();
        // A deadlock that the server has not noticed yet has no root: any will do.
        for pid in waiting.keys() {
            if !trees.iter().any(|tree| tree.has(&|session| session.process_id == *pid)) {
                trees.push(tree(*pid, &all, &waiting, &[]));
            }
        }
        Self(trees)
    }

    /// Keeps the trees in which a session fits.
    pub fn retain(&mut self, fits: impl Fn(&Session) -> bool) {
        self.0.retain(|tree| tree.has(&fits));
    }
}

impl Blocker {
    fn has(&self, fits: &dyn Fn(&Session) -> bool) -> bool {
        fits(&self.session) || self.blocks.iter().any(|blocked| blocked.has(fits))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, first: &str, rest: &str) -> fmt::Result {
        writeln!(f, "{first}{}", line(&self.session))?;
        for (index, blocked) in self.blocks.iter().enumerate() {
            let last = index + 1 == self.blocks.len();
            let (branch, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            blocked.write(f, &format!("{rest}{branch}"), &format!("{rest}{below}"))?;
        }
        Ok(())
    }
}

fn tree(
    pid: i32,
    all: &BTreeMap<i32, Session>,
    waiting: &BTreeMap<i32, Vec<i32>>,
    above: &[i32],
) -> Blocker {
    let above = [above, &[pid]].concat();
    let below = waiting.get(&pid).into_iter().flatten().filter(|pid| !above.contains(pid));
    Blocker {
        session: all.get(&pid).cloned().unwrap_or_else(|| unknown(pid)),
        blocks: below.map(|pid| tree(*pid, all, waiting, &above)).collect(),
    }
}

/// One that is no client's session: a prepared transaction, a worker of the server.
fn unknown(process_id: i32) -> Session {
    let app = if process_id == 0 { "a prepared transaction" } else { "no client's session" };
    Session {
        process_id,
        user: None,
        db: None,
        client_addr: None,
        app: Some(app.to_owned()),
        state: None,
        seconds: None,
        wait: None,
        query: None,
        blocked_by: Vec::new(),
        hidden: false,
        superuser: false,
        own: false,
    }
}

/// `4711 ann@cruddur psql, idle in transaction for 2 min 5 s: update users ..`
fn line(session: &Session) -> String {
    let mut text = session.process_id.to_string();
    if let (Some(user), Some(db)) = (&session.user, &session.db) {
        text.push_str(&format!(" {user}@{db}"));
    }
    if let Some(app) = session.app.as_ref().filter(|app| !app.is_empty()) {
        text.push_str(&format!(" {app}"));
    }
    if let Some(state) = &session.state {
        text.push_str(&format!(", {state}"));
    }
    if let Some(seconds) = session.seconds {
        text.push_str(&format!(" for {}", duration(seconds)));
    }
    if let Some(wait) = &session.wait {
        text.push_str(&format!(", waits for {wait}"));
    }
    if let Some(query) = &session.query {
        text.push_str(&format!(": {}", one_line(query)));
    }
    text
}

impl fmt::Display for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nobody waits for another session");
        }
        self.0.iter().try_for_each(|tree| tree.write(f, "", ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocking(edges: &[(i32, &[i32])]) -> String {
        let session = |(pid, by): &(i32, &[i32])| Session {
            blocked_by: by.to_vec(),
            app: None,
            ..unknown(*pid)
        };
        Blocking::of(edges.iter().map(session).collect()).to_string()
    }

    #[test]
    fn trees_have_branches() {
        let text = blocking(&[(1, &[]), (2, &[1]), (3, &[1]), (4, &[2]), (5, &[]), (6, &[3])]);
        assert_eq!(text, "1\n├─ 2\n│  └─ 4\n└─ 3\n   └─ 6\n");
        assert_eq!(blocking(&[(1, &[])]), "nobody waits for another session");
    }

    #[test]
    fn two_blockers_a_circle_and_strangers_end_somewhere() {
        assert_eq!(blocking(&[(1, &[]), (2, &[]), (3, &[1, 2])]), "1\n└─ 3\n2\n└─ 3\n");
        assert_eq!(blocking(&[(1, &[2]), (2, &[1])]), "1\n└─ 2\n");
        assert_eq!(blocking(&[(7, &[0])]), "0 a prepared transaction\n└─ 7\n");
        assert_eq!(blocking(&[(7, &[9])]), "9 no client's session\n└─ 7\n");
    }
}
