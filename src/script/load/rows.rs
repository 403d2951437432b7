//! Rows added to tables; those of a rolled back transaction do not count.

use crate::postgres::client::Tag;
use crate::script::syntax::tokens::Tokens;

type Rows = Vec<(String, u64)>;

/// The rows counted so far, at the transaction's beginning, and at each of its savepoints.
#[derive(Debug, Default)]
pub struct RowCounts {
    now: Rows,
    before: Rows,
    savepoints: Vec<(Option<String>, Rows)>,
}

impl RowCounts {
    /// Adds this many rows to the table.
    pub fn add(&mut self, table: String, rows: u64) {
        match self.now.iter_mut().find(|(name, _)| *name == table) {
            Some((_, count)) => *count += rows,
            None => self.now.push((table, rows)),
        }
    }

    pub fn begin(&mut self) {
        self.before.clone_from(&self.now);
        self.savepoints.clear();
    }

    /// Handles a completed statement. `fresh` means that it may begin a transaction.
    pub fn look_at(&mut self, tag: &Tag, text: &str, fresh: bool) {
        let mut tokens = Tokens::new(text);
        match tag.0.as_str() {
            "SAVEPOINT" => {
                let name = tokens.nth(1).and_then(|token| token.name());
                self.savepoints.push((name, self.now.clone()));
            }
            "ROLLBACK" => self.roll_back(tokens),
            "BEGIN" | "START TRANSACTION" if !fresh => {}
            _ => self.begin(),
        }
    }

    /// `ROLLBACK [WORK | TRANSACTION] [TO [SAVEPOINT] name]`
    fn roll_back(&mut self, mut tokens: Tokens<'_>) {
        let to = tokens.any(|token| token.is("to"));
        tokens.accept(&["savepoint"]);
        let name = to.then(|| tokens.next().and_then(|token| token.name()));
        let at = self.savepoints.iter().rposition(|(it, _)| Some(it) == name.as_ref());
        match at {
            Some(at) => {
                self.savepoints.truncate(at + 1);
                self.now.clone_from(&self.savepoints[at].1);
            }
            None => {
                self.now.clone_from(&self.before);
                self.savepoints.clear();
            }
        }
    }

    /// The tables in the order of their first use.
    pub fn into_rows(self) -> Rows {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rolled_back_does_not_count() {
        let mut rows = RowCounts::default();
        let add = |rows: &mut RowCounts, count| rows.add("t".to_owned(), count);
        let tag = |text: &str| Tag(text.to_owned());
        add(&mut rows, 1);
        rows.begin();
        add(&mut rows, 1);
        rows.look_at(&tag("SAVEPOINT"), "savepoint A;", false);
        add(&mut rows, 3);
        rows.look_at(&tag("ROLLBACK"), "rollback work to savepoint a;", false);
        assert_eq!(rows.now[0].1, 2);
        add(&mut rows, 5);
        rows.look_at(&tag("ROLLBACK"), "abort;", false);
        assert_eq!(rows.now[0].1, 1);
        add(&mut rows, 8);
        rows.look_at(&tag("COMMIT"), "commit;", false);
        rows.look_at(&tag("ROLLBACK"), "rollback;", false);
        assert_eq!(rows.into_rows(), [("t".to_owned(), 9)]);
    }
}
