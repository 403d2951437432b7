//! The blocking tree: which sessions wait for which.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use serde::Serialize;

use super::control_characters::printable_line;
use super::duration;
use super::sessions::one_line;
use crate::model::ClientSession;

/// How many of the other blockers of a session are named; JSON has them all.
const NAMED: usize = 5;

/// Trees of sessions: the roots do not wait.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Blocking(pub Vec<Blocker>);

/// A session and those that wait for it.
#[derive(Debug, Serialize)]
pub struct Blocker {
    #[serde(flatten)]
    pub session: ClientSession,
    pub blocks: Vec<Blocker>,
}

impl Blocking {
    /// Builds the trees. Each session occurs once: one that waits for several is placed
    /// below the one that is nearest to a root, and its line names the others.
    pub fn of(sessions: Vec<ClientSession>) -> Self {
        let mut all: BTreeMap<i32, ClientSession> =
            sessions.into_iter().map(|session| (session.process_id, session)).collect();
        let mut waiting: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
        for session in all.values() {
            for blocker in session.blocked_by.iter().collect::<BTreeSet<_>>() {
                waiting.entry(*blocker).or_default().push(session.process_id);
            }
        }
        for blocker in waiting.keys() {
            all.entry(*blocker).or_insert_with(|| unknown(*blocker));
        }
        let mut forest = Forest { all, waiting, seen: BTreeSet::new(), below: BTreeMap::new() };
        let roots = forest.plant();
        Self(roots.into_iter().filter_map(|pid| forest.tree(pid)).collect())
    }

    /// Keeps the trees with a matching session, or one that such a session waits for.
    pub fn retain(&mut self, fits: impl Fn(&ClientSession) -> bool) {
        let mut ahead = BTreeSet::new();
        for tree in &self.0 {
            tree.each(&mut |session| {
                if fits(session) {
                    ahead.extend(session.blocked_by.iter().copied());
                }
            });
        }
        self.0.retain(|tree| {
            let mut keep = false;
            tree.each(&mut |session| keep |= fits(session) || ahead.contains(&session.process_id));
            keep
        });
    }
}

impl Blocker {
    fn each(&self, visit: &mut dyn FnMut(&ClientSession)) {
        visit(&self.session);
        self.blocks.iter().for_each(|blocked| blocked.each(visit));
    }

    fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        under: Option<i32>,
        first: &str,
        rest: &str,
    ) -> fmt::Result {
        writeln!(f, "{first}{}", line(&self.session, under))?;
        for (index, blocked) in self.blocks.iter().enumerate() {
            let last = index + 1 == self.blocks.len();
            let (branch, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let under = Some(self.session.process_id);
            blocked.write(f, under, &format!("{rest}{branch}"), &format!("{rest}{below}"))?;
        }
        Ok(())
    }
}

/// The sessions while the trees are built.
struct Forest {
    all: BTreeMap<i32, ClientSession>,
    waiting: BTreeMap<i32, Vec<i32>>,
    seen: BTreeSet<i32>,
    below: BTreeMap<i32, Vec<i32>>,
}

impl Forest {
    /// Places every session once, and returns the roots.
    fn plant(&mut self) -> Vec<i32> {
        let free = |pid: &&i32| self.all.get(pid).is_none_or(|it| it.blocked_by.is_empty());
        let mut roots: Vec<i32> = self.waiting.keys().filter(free).copied().collect();
        self.spread(&roots);
        // A deadlock that the server has not detected yet has no root: use any session in the
        // cycle.
        for pid in self.waiting.keys().copied().collect::<Vec<_>>() {
            if !self.seen.contains(&pid) {
                let root = self.in_circle(pid);
                roots.push(root);
                self.spread(&[root]);
            }
        }
        roots
    }

    /// Places the waiting sessions below these, the nearest first.
    fn spread(&mut self, roots: &[i32]) {
        self.seen.extend(roots);
        let mut queue: VecDeque<i32> = roots.iter().copied().collect();
        while let Some(blocker) = queue.pop_front() {
            for pid in self.waiting.get(&blocker).into_iter().flatten() {
                if self.seen.insert(*pid) {
                    self.below.entry(blocker).or_default().push(*pid);
                    queue.push_back(*pid);
                }
            }
        }
    }

    /// Follows the blockers until the cycle closes.
    fn in_circle(&self, start: i32) -> i32 {
        let (mut pid, mut passed) = (start, BTreeSet::new());
        while passed.insert(pid) {
            let next = self.all.get(&pid).and_then(|session| session.blocked_by.first());
            pid = next.copied().unwrap_or(pid);
        }
        pid
    }

    fn tree(&mut self, pid: i32) -> Option<Blocker> {
        let session = self.all.remove(&pid)?;
        let below = self.below.remove(&pid).unwrap_or_default();
        Some(Blocker {
            session,
            blocks: below.into_iter().filter_map(|it| self.tree(it)).collect(),
        })
    }
}

/// One that is not a client session: a prepared transaction, a worker of the server.
fn unknown(process_id: i32) -> ClientSession {
    let app = match process_id {
        -1 => "a session on another node",
        0 => "a prepared transaction",
        _ => "not a client session",
    };
    ClientSession { process_id, app: Some(app.to_owned()), ..ClientSession::default() }
}

/// `4713 waits for users (Lock/tuple), ann@cruddur psql, active for 2 min 5 s: update users ..`
///
/// The table comes first: a terminal cuts long lines. `under` is its parent session.
fn line(session: &ClientSession, under: Option<i32>) -> String {
    let mut text = session.process_id.to_string();
    if let Some(relation) = &session.relation {
        text.push_str(&format!(" waits for {relation}"));
        if let Some(wait) = &session.wait {
            text.push_str(&format!(" ({wait})"));
        }
        text.push(',');
    }
    if let (Some(user), Some(db)) = (&session.user, &session.db) {
        text.push_str(&format!(" {user}@{db}"));
    }
    if let Some(app) = session.app.as_ref().filter(|app| !app.is_empty()) {
        text.push_str(&format!(" {app}"));
    }
    match &session.state {
        Some(state) => text.push_str(&format!(", {state}")),
        None if session.hidden => text.push_str(", details hidden"),
        None => {}
    }
    if let Some(seconds) = session.seconds {
        text.push_str(&format!(" for {}", duration(seconds)));
    }
    if let Some(wait) = session.wait.as_ref().filter(|_| session.relation.is_none()) {
        text.push_str(&format!(", waits for {wait}"));
    }
    if let Some(others) = others(session, under) {
        text.push_str(&others);
    }
    if let Some(query) = &session.query {
        text.push_str(&format!(": {}", one_line(query)));
    }
    printable_line(&text)
}

/// Its blockers besides its parent. A root that waits is in a cycle.
fn others(session: &ClientSession, under: Option<i32>) -> Option<String> {
    let own = session.process_id;
    let ahead: BTreeSet<i32> = session.blocked_by.iter().copied().collect();
    let mut ahead: Vec<i32> =
        ahead.into_iter().filter(|pid| Some(*pid) != under && *pid != own).collect();
    let more = ahead.len().saturating_sub(NAMED);
    ahead.truncate(NAMED);
    let mut names = ahead.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    if more > 0 {
        names.push_str(&format!(" and {more} more"));
    }
    match (ahead.is_empty(), under) {
        (true, _) => None,
        (false, Some(_)) => Some(format!(", also behind {names}")),
        (false, None) => Some(format!(", in a cycle with {names}")),
    }
}

impl fmt::Display for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("no session waits for another");
        }
        self.0.iter().try_for_each(|tree| tree.write(f, None, "", ""))
    }
}

#[cfg(test)]
mod tests;
