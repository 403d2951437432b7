//! UPDATE and DELETE without WHERE, which go to every row.

use crate::script::reading::{Token, Tokens};

/// What goes to every row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unbounded {
    /// `UPDATE` or `DELETE`.
    pub verb: &'static str,
    pub table: String,
}

/// Statements that name the words, and run nothing.
const HARMLESS: [&str; 6] = ["create", "alter", "grant", "revoke", "comment", "drop"];

/// The first UPDATE or DELETE without WHERE in a text of any number of statements, be it in a
/// WITH, an EXPLAIN ANALYZE, a PREPARE or a COPY.
pub fn unbounded(text: &str, standard_strings: bool) -> Option<Unbounded> {
    // Backslashes that escape quotes hide what comes after: any of the words counts then.
    let readable = standard_strings || !text.contains('\\');
    let mut tokens = Tokens::new(text);
    let mut begins = true;
    let mut counts = true;
    while let Some(token) = tokens.next() {
        if begins {
            counts =
                !HARMLESS.iter().any(|word| token.is(word)) && !is_plain_explain(&token, &tokens);
        }
        begins = token == Token::Symbol(';');
        let found = match token {
            _ if !counts => None,
            token if token.is("delete") => delete(tokens.clone()),
            token if token.is("update") => update(tokens.clone()),
            _ => None,
        };
        if let Some((found, rest)) = found
            && !(readable && has_where(rest))
        {
            return Some(found);
        }
    }
    None
}

/// EXPLAIN without ANALYZE runs nothing.
fn is_plain_explain(token: &Token<'_>, rest: &Tokens<'_>) -> bool {
    token.is("explain") && !rest.clone().any(|it| it.is("analyze") || it.is("analyse"))
}

/// `DELETE FROM [ONLY] table ..`
fn delete(mut tokens: Tokens<'_>) -> Option<(Unbounded, Tokens<'_>)> {
    tokens.accept(&["from"]).then_some(())?;
    let table = table(&mut tokens)?;
    Some((Unbounded { verb: "DELETE", table }, tokens))
}

/// `UPDATE [ONLY] table [*] [[AS] alias] SET ..`. Without a table before SET it is that of
/// INSERT .. ON CONFLICT or of MERGE; without SET, a lock (FOR UPDATE) or an event of a trigger.
fn update(mut tokens: Tokens<'_>) -> Option<(Unbounded, Tokens<'_>)> {
    if tokens.clone().next().is_some_and(|token| token.is("set") || token.is("of")) {
        return None;
    }
    let table = table(&mut tokens)?;
    if !tokens.accept(&["set"]) {
        tokens.accept(&["as"]);
        tokens.next();
        tokens.accept(&["set"]).then_some(())?;
    }
    Some((Unbounded { verb: "UPDATE", table }, tokens))
}

fn table(tokens: &mut Tokens<'_>) -> Option<String> {
    tokens.accept(&["only"]);
    let opened = tokens.accept_symbol('(');
    let name = tokens.qualified_name()?.join(".");
    if opened {
        tokens.accept_symbol(')');
    }
    tokens.accept_symbol('*');
    Some(name)
}

/// Whether a WHERE comes at this depth of parentheses before the statement ends.
fn has_where(tokens: Tokens<'_>) -> bool {
    let mut depth = 0;
    for token in tokens {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') if depth == 0 => return false,
            Token::Symbol(')') => depth -= 1,
            Token::Symbol(';') if depth == 0 => return false,
            token if depth == 0 && token.is("where") => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        unbounded(text, true).map(|it| format!("{} {}", it.verb, it.table))
    }

    #[test]
    fn what_goes_to_every_row_is_found() {
        for (text, expected) in [
            ("delete from users", "DELETE users"),
            ("DELETE FROM ONLY app.\"Users\" *;", "DELETE app.Users"),
            ("delete from only (users) using b", "DELETE users"),
            ("update users set a = 1", "UPDATE users"),
            ("update users u set a = 1", "UPDATE users"),
            ("update users as \"where\" set a = 1", "UPDATE users"),
            ("select 1; delete /* where */ from users -- where id = 1", "DELETE users"),
            ("delete from users where id = 1; delete from posts", "DELETE posts"),
            ("delete from users; select 1 where true", "DELETE users"),
            ("update users set a = (select b from c where d)", "UPDATE users"),
            ("update users set a = 'where'", "UPDATE users"),
            ("update users set a = $x$ where $x$", "UPDATE users"),
            (
                "with x as (delete from users returning *) select * from x where true",
                "DELETE users",
            ),
            ("with x as (select 1 where true) delete from users", "DELETE users"),
            (
                "with x as not materialized (update users set a = 1 returning 1) table x",
                "UPDATE users",
            ),
            ("insert into log with x as (delete from users returning *) table x", "DELETE users"),
            ("explain (analyze) delete from users", "DELETE users"),
            ("prepare p as delete from users", "DELETE users"),
            ("copy (delete from users returning *) to stdout", "DELETE users"),
            ("begin; delete from users; rollback", "DELETE users"),
        ] {
            assert_eq!(found(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_has_a_where_or_runs_nothing_is_passed_over() {
        for text in [
            "delete from users where true",
            "update users set a = (select 1) where id in (select 2)",
            "with x as (select 1) update users set a = 1 from x where x = 1",
            "with x as (delete from users where a returning *) select * from x",
            "select 'delete from users'",
            "select $$delete from users$$",
            "-- delete from users\nselect 1",
            "/* update users set a = 1 */ select 1",
            "select * from users for update",
            "select * from users for no key update of users skip locked",
            "insert into users values (1) on conflict (id) do update set a = 2",
            "merge into a using b on true when matched then update set x = 1 when matched then delete",
            "create rule r as on update to t do instead delete from users",
            "create trigger t after update of a, b on users execute function f()",
            "create function f() returns void begin atomic delete from users; end",
            "grant delete, update on users to bob",
            "alter table a add foreign key (b) references c on delete cascade on update set null",
            "explain delete from users",
            "select \"delete\" from users",
            "truncate users",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn escapes_that_hide_the_rest_are_no_where() {
        let text = "update users set a = 'x\\' where '";
        assert!(unbounded(text, false).is_some());
        assert!(unbounded("delete from users where a = '\\''", false).is_some());
        assert!(unbounded("delete from users where a", false).is_none());
    }
}
