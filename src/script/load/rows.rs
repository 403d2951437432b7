//! Rows that were counted, and are no more when their transaction is rolled back.

use crate::postgres::client::Tag;
use crate::script::syntax::tokens::Tokens;

type Rows = Vec<(String, u64)>;

/// How many rows there were when the transaction began, and at each of its savepoints.
#[derive(Debug, Default)]
pub struct Undo {
    before: Rows,
    savepoints: Vec<(Option<String>, Rows)>,
}

impl Undo {
    /// A transaction begins.
    pub fn begin(&mut self, rows: &Rows) {
        self.before.clone_from(rows);
        self.savepoints.clear();
    }

    /// Looks at a statement that is done. `fresh` says that it may begin a transaction.
    pub fn look_at(&mut self, tag: &Tag, text: &str, fresh: bool, rows: &mut Rows) {
        let mut tokens = Tokens::new(text);
        match tag.0.as_str() {
            "SAVEPOINT" => {
                let name = tokens.nth(1).and_then(|token| token.name());
                self.savepoints.push((name, rows.clone()));
            }
            "ROLLBACK" => {
                // ROLLBACK [WORK | TRANSACTION] TO [SAVEPOINT] name
                let to = tokens.any(|token| token.is("to"));
                tokens.accept(&["savepoint"]);
                let name = to.then(|| tokens.next().and_then(|token| token.name()));
                let at = self.savepoints.iter().rposition(|(savepoint, _)| {
                    name.as_ref().is_some_and(|name| name == savepoint)
                });
                match at {
                    Some(at) => {
                        self.savepoints.truncate(at + 1);
                        rows.clone_from(&self.savepoints[at].1);
                    }
                    None => {
                        rows.clone_from(&self.before);
                        self.savepoints.clear();
                    }
                }
            }
            "BEGIN" | "START TRANSACTION" if !fresh => {}
            _ => self.begin(rows),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rolled_back_does_not_count() {
        let rows = |count| vec![("t".to_owned(), count)];
        let mut undo = Undo::default();
        let mut now = rows(1);
        undo.begin(&now);
        let tag = |text: &str| Tag(text.to_owned());
        now = rows(2);
        undo.look_at(&tag("SAVEPOINT"), "savepoint A;", false, &mut now);
        now = rows(5);
        undo.look_at(&tag("ROLLBACK"), "rollback work to savepoint a;", false, &mut now);
        assert_eq!(now, rows(2));
        now = rows(7);
        undo.look_at(&tag("ROLLBACK"), "abort;", false, &mut now);
        assert_eq!(now, rows(1));
        now = rows(9);
        undo.look_at(&tag("COMMIT"), "commit;", false, &mut now);
        undo.look_at(&tag("ROLLBACK"), "rollback;", false, &mut now);
        assert_eq!(now, rows(9));
    }
}
