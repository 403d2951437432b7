use std::fmt;

use serde::Serialize;

use super::counted;
use super::{duration, table};
use crate::model::ClientSession;

/// So much of a query is shown to people; programs get all of it.
const SHOWN: usize = 200;

/// The sessions of a database or a server.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Sessions(pub Vec<ClientSession>);

impl Sessions {
    /// As CSV with a header (RFC 4180, lines end in a line feed); what is unknown is empty.
    pub fn to_csv(&self) -> csv::Result<String> {
        let header = "process_id,user,db,client_addr,app,state,seconds,wait,query,blocked_by,\
                      hidden,own";
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
            ])?;
        }
        drop(writer);
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A query on one line, and not too much of it.
pub fn one_line(query: &str) -> String {
    let line = query.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

impl fmt::Display for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g, h, i] = HEADER;
        let rows = self.0.iter().map(|session| {
            let [a, b, c, d, e, g, h, i] = columns(session);
            [a, b, c, d, e, g, h, i, shown_query(session)]
        });
        writeln!(f, "{}", table([a, b, c, d, e, g, h, i, "query"], rows))?;
        self.write_notes(f)
    }
}

/// The sessions for a terminal where a line has no room for the query: it stands below.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Narrow<'a>(pub &'a Sessions);

impl fmt::Display for Narrow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sessions = &self.0.0;
        let table = table(HEADER, sessions.iter().map(columns));
        let mut lines = table.lines();
        writeln!(f, "{}", lines.next().unwrap_or_default())?;
        for (line, session) in lines.zip(sessions) {
            writeln!(f, "{line}")?;
            let query = shown_query(session);
            if !query.is_empty() {
                writeln!(f, "    {query}")?;
            }
        }
        self.0.write_notes(f)
    }
}

const HEADER: [&str; 8] =
    ["process_id", "user", "db", "client_addr", "app", "state", "for", "wait"];

fn columns(session: &ClientSession) -> [String; 8] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        format!("{}{}", session.process_id, if session.own { "*" } else { "" }),
        text(&session.user),
        text(&session.db),
        text(&session.client_addr),
        text(&session.app),
        text(&session.state),
        session.seconds.map(duration).unwrap_or_default(),
        text(&session.wait),
    ]
}

/// What an idle session ran last says little, and hides those that run something.
fn shown_query(session: &ClientSession) -> String {
    match session.state.as_deref() {
        Some("idle") => String::new(),
        _ => one_line(session.query.as_deref().unwrap_or_default()),
    }
}

impl Sessions {
    fn write_notes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
