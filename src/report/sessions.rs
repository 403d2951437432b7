use std::fmt;

use serde::Serialize;

use super::counted;
use super::{duration, table};
use crate::model::{ClientSession, masked};

/// How much of a query is shown in text; JSON has all of it.
const SHOWN: usize = 200;

/// The sessions of a database or a server.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Sessions(pub Vec<ClientSession>);

impl Sessions {
    /// As CSV with a header (RFC 4180, lines end in a line feed); what is unknown is empty.
    pub fn to_csv(&self) -> csv::Result<String> {
        let header = "process_id,user,db,client_addr,app,state,seconds,wait,query,blocked_by,\
                      hidden,own,relation";
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let mut bytes = Vec::new();
        let mut writer = csv::Writer::from_writer(&mut bytes);
        writer.write_record(header.split(','))?;
        for session in &self.0 {
            let blocked_by: Vec<String> = session.blocked_by.iter().map(i32::to_string).collect();
            writer.write_record([
                session.process_id.to_string(),
                text(&session.user),
                text(&session.db),
                text(&session.client_addr),
                text(&session.app),
                text(&session.state),
                session.seconds.map(|seconds| format!("{seconds:.3}")).unwrap_or_default(),
                text(&session.wait),
                text(&session.query),
                blocked_by.join(" "),
                session.hidden.to_string(),
                session.own.to_string(),
                text(&session.relation),
            ])?;
        }
        drop(writer);
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A query on one line, truncated, without passwords.
pub fn one_line(query: &str) -> String {
    let line = masked(query).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

impl fmt::Display for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", table(HEADER, self.0.iter().map(columns)))?;
        self.write_notes(f)
    }
}

const HEADER: [&str; 10] = [
    "process_id",
    "user",
    "db",
    "client_addr",
    "app",
    "state",
    "for",
    "wait",
    "blocked_by",
    "query",
];

fn columns(session: &ClientSession) -> [String; 10] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        format!("{}{}", session.process_id, if session.own { "*" } else { "" }),
        text(&session.user),
        text(&session.db),
        text(&session.client_addr),
        text(&session.app),
        state(session),
        session.seconds.map(duration).unwrap_or_default(),
        text(&session.wait),
        blocked_by(session),
        shown_query(session),
    ]
}

/// The state; of a session that is hidden, that it is.
pub fn state(session: &ClientSession) -> String {
    match &session.state {
        Some(state) => state.clone(),
        None if session.hidden => "(hidden)".to_owned(),
        None => String::new(),
    }
}

pub fn blocked_by(session: &ClientSession) -> String {
    match session.blocked_by.as_slice() {
        [] => String::new(),
        [one] => one.to_string(),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    }
}

/// The last query of an idle session is omitted, since it would hide running ones.
pub fn shown_query(session: &ClientSession) -> String {
    match session.state.as_deref() {
        Some("idle") => String::new(),
        _ => one_line(session.query.as_deref().unwrap_or_default()),
    }
}

impl Sessions {
    /// What the marks in the table mean, and what it does not show.
    pub fn write_notes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.iter().any(|session| session.own) {
            writeln!(f, "* this command's own session")?;
        }
        match self.0.iter().filter(|session| session.hidden).count() {
            0 => Ok(()),
            count => writeln!(
                f,
                "{} of other roles without details, which need pg_read_all_stats",
                counted(count, "session")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn queries_are_cut_between_characters() {
        assert_eq!(one_line("select\n\t 1 "), "select 1");
        assert_eq!(one_line(&"ü".repeat(300)), "ü".repeat(200) + "…");
    }
}
