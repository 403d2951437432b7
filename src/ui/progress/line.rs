//! What progress says on one line.

use std::time::{Duration, Instant};

use console::{measure_text_width, truncate_str};

use crate::report::{bytes, duration};

/// The message keeps so many characters, where it has them.
const LEAST_MESSAGE: usize = 24;

/// The narrowest bar that tells something, and the widest.
const BAR: (usize, usize) = (10, 30);

#[derive(Debug, Clone)]
pub struct State {
    what: String,
    since: Instant,
    bytes: Option<(u64, Option<u64>)>,
    /// What of it is being done, and since when.
    part: Option<(String, Instant)>,
    rows: Option<u64>,
    /// A statement that takes long, and since when the server has been at it.
    slow: Option<(String, Instant)>,
}

impl State {
    pub fn new(now: Instant) -> Self {
        let what = String::new();
        Self { what, since: now, bytes: None, part: None, rows: None, slow: None }
    }

    pub fn doing(&mut self, what: &str, now: Instant) {
        if self.what != what {
            *self = Self { what: what.to_owned(), ..Self::new(now) };
        }
    }

    pub fn part(&mut self, part: Option<&str>, now: Instant) {
        self.part = part.map(|part| (part.to_owned(), now));
        (self.rows, self.slow) = (None, None);
    }

    /// Returns whether the statement is another one than before.
    pub fn slow(&mut self, statement: &str, elapsed: Duration, now: Instant) -> bool {
        let is_new = self.slow.as_ref().is_none_or(|(before, _)| before != statement);
        if is_new {
            self.slow = Some((statement.to_owned(), now.checked_sub(elapsed).unwrap_or(now)));
        }
        is_new
    }

    pub fn bytes(&mut self, done: u64, total: Option<u64>) {
        self.bytes = Some((done, total));
    }

    pub fn rows(&mut self, rows: u64) {
        self.rows = Some(rows);
    }

    /// The line, in so many columns. On a terminal it has a bar.
    pub fn line(&self, columns: usize, terminal: bool, now: Instant) -> String {
        let (message, since) = match (&self.slow, &self.part) {
            (Some((statement, since)), _) => (statement, *since),
            (None, Some((part, since))) => (part, *since),
            (None, None) => (&self.what, self.since),
        };
        let mut figures = self.figures(since, now);
        let length = |figures: &[String]| figures.iter().map(|it| it.len() + 1).sum::<usize>();
        // A statement's words tell more.
        let share = self.share().filter(|_| terminal && self.slow.is_none());
        let least_bar = share.map_or(0, |_| BAR.0 + 1);
        let least = measure_text_width(message).min(LEAST_MESSAGE) + least_bar;
        while least + length(&figures) > columns && figures.len() > 1 {
            figures.pop();
        }
        let room = columns.saturating_sub(length(&figures));
        let message = truncate_str(message, room.saturating_sub(least_bar), "…");
        let left = room.saturating_sub(measure_text_width(&message) + 1);
        let bar = match share {
            Some(share) if left >= BAR.0 => format!(" {}", bar(share, left.min(BAR.1))),
            _ => String::new(),
        };
        let line = format!("{message}{bar} {}", figures.join(" "));
        truncate_str(line.trim_end(), columns, "").into_owned()
    }

    fn share(&self) -> Option<f64> {
        let (done, total) = self.bytes?;
        let total = total.filter(|total| *total > 0)?;
        Some((done as f64 / total as f64).min(1.0))
    }

    /// Numbers, the most telling one first.
    fn figures(&self, since: Instant, now: Instant) -> Vec<String> {
        let elapsed = now.saturating_duration_since(since);
        let lasts = duration(elapsed.as_secs_f64());
        let Some((done, total)) = self.bytes else { return vec![lasts] };
        let mut figures = Vec::new();
        figures.extend(self.share().map(|share| format!("{:.0}%", (share * 100.0).floor())));
        if self.slow.is_some() {
            figures.insert(0, lasts);
            return figures;
        }
        let amount = match total {
            Some(total) => format!("{}/{}", bytes(done), bytes(total)),
            None => bytes(done),
        };
        let per_second = |count: u64, since: Instant| {
            let seconds = now.saturating_duration_since(since).as_secs_f64();
            (seconds >= 1.0).then_some((count as f64 / seconds) as u64)
        };
        match self.rows {
            Some(rows) => {
                figures.push(format!("{rows} rows"));
                figures.extend(per_second(rows, since).map(|rate| format!("{rate} rows/s")));
                figures.push(amount);
            }
            None => {
                figures.push(amount);
                figures.extend(per_second(done, self.since).map(|rate| bytes(rate) + "/s"));
            }
        }
        figures.push(lasts);
        figures
    }
}

fn bar(share: f64, width: usize) -> String {
    let inner = width - 2;
    let done = (share * inner as f64) as usize;
    let head = if done < inner { ">" } else { "" };
    format!("[{}{head}{}]", "=".repeat(done), " ".repeat((inner - done).saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(now: Instant, seconds: u64) -> Instant {
        now + Duration::from_secs(seconds)
    }

    /// 10 s into a seed of 104.8 MB, after a small file.
    fn loading(now: Instant) -> State {
        let mut state = State::new(now);
        state.doing("loading schema.sql", now);
        state.bytes(717, Some(717));
        state.doing("loading db/seeds/010_activities.sql", now);
        state.bytes(45_000_000, Some(104_800_000));
        state
    }

    #[test]
    fn a_line_fits_the_terminal() {
        let now = Instant::now();
        let mut state = loading(now);
        let at = after(now, 10);
        let mut lines = vec![state.line(80, true, at), state.line(40, true, at)];
        let copying = "copying public.activities from db/seeds/010_activities.sql";
        state.part(Some(copying), after(now, 5));
        state.rows(1_234_567);
        lines.extend([state.line(80, true, at), state.line(40, true, at)]);
        let statement = "schema.sql:12: create index on activities (message)";
        assert!(state.slow(statement, Duration::from_secs(6), at));
        assert!(!state.slow(statement, Duration::from_secs(7), after(now, 11)));
        lines.extend([state.line(80, true, at), state.line(160, false, after(now, 34))]);
        state.part(None, at);
        lines.push(state.line(160, false, at));
        let expected = [
            "loading db/seeds/010_activities.s… [===>    ] 42% 45.0 MB/104.8 MB 4.5 MB/s 10 s",
            "loading db/seeds/010_act… [===>    ] 42%",
            "copying public.activities from db/see… [===>    ] 42% 1234567 rows 246913 rows/s",
            "copying public.activitie… [===>    ] 42%",
            "schema.sql:12: create index on activities (message) 6 s 42%",
            "schema.sql:12: create index on activities (message) 30 s 42%",
            "loading db/seeds/010_activities.sql 42% 45.0 MB/104.8 MB 4.5 MB/s 10 s",
        ];
        assert_eq!(lines, expected);
        for columns in 1..200 {
            assert!(measure_text_width(&state.line(columns, true, at)) <= columns);
        }
    }
}
