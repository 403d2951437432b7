//! Statements that may tell how they were sent: `current_query()` shows the text of the whole
//! message, `statement_timestamp()` when it came. psql sends each by itself, and so do we where
//! somebody may look.

use memchr::memmem;

use super::statement::Statement;

/// What has been seen of such functions in the files so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watch {
    /// Something was created that calls one when it is used: a function, a default.
    created: bool,
    /// A trigger was created after that: anything may use it.
    triggered: bool,
}

impl Watch {
    /// Whether the statement goes alone.
    pub fn wants_alone(&mut self, statement: &Statement) -> bool {
        let mut tokens = statement.tokens();
        let creates = tokens.accept(&["create"]);
        let shows = ["current_query", "statement_timestamp"]
            .iter()
            .any(|name| memmem::find(statement.text.as_bytes(), name.as_bytes()).is_some());
        if creates {
            self.created |= shows;
            let trigger = tokens.take(4).any(|token| token.is("trigger"));
            self.triggered |= self.created && trigger;
            return self.triggered;
        }
        let defines = ["alter", "comment", "set"].iter().any(|word| tokens.accept(&[word]));
        self.created |= shows;
        self.triggered || shows || self.created && !defines
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::position::{FileName, Position};
    use super::*;

    #[test]
    fn only_what_may_look_goes_alone() {
        let mut watch = Watch::default();
        let mut alone = |text: &str| {
            let name = FileName::new(Path::new("t.sql"));
            watch.wants_alone(&Statement::made(text, name, Position::START))
        };
        assert!(!alone("select 1;"));
        assert!(!alone("create trigger before ..."));
        assert!(!alone("create function f() ... current_query() ..."));
        assert!(!alone("create table t (a int);"));
        assert!(!alone("alter table t add b int;"));
        assert!(alone("select f();"));
        assert!(!alone("create view v as select 1"));
        assert!(alone("create constraint trigger x ..."));
        assert!(alone("create table u (a int);"));
    }
}
