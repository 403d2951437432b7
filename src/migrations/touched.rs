//! The tables that a migration affects.

use std::collections::BTreeSet;

use super::content::content;
use super::migration::Migration;
use crate::script::reading::Statement;

/// The tables that the migration creates, changes or fills, as named in SQL. Empty if the
/// file cannot be read.
pub fn tables(migration: &Migration) -> BTreeSet<Vec<String>> {
    let statements = content(&migration.up).map(|it| it.statements().to_vec()).unwrap_or_default();
    statements.iter().filter_map(table).collect()
}

/// The words before the name of the table, for each kind of statement.
const BEFORE: [&[&str]; 14] = [
    &["alter", "table"],
    &["alter", "foreign", "table"],
    &["create", "table"],
    &["create", "unlogged", "table"],
    &["create", "foreign", "table"],
    &["comment", "on", "table"],
    &["comment", "on", "column"],
    &["insert", "into"],
    &["update"],
    &["delete", "from"],
    &["truncate", "table"],
    &["truncate"],
    &["copy"],
    &["lock", "table"],
];

/// The words of statements that name their table after `ON`.
const ON: [&str; 5] = ["index", "trigger", "rule", "policy", "statistics"];

fn table(statement: &Statement) -> Option<Vec<String>> {
    let mut tokens = statement.tokens();
    if let Some(words) = BEFORE.iter().find(|words| tokens.accept(words)) {
        for optional in [&["if", "not", "exists"][..], &["if", "exists"], &["only"]] {
            tokens.accept(optional);
        }
        let mut name = tokens.qualified_name()?;
        if words.last() == Some(&"column") {
            name.pop();
        }
        return Some(name);
    }
    if !(tokens.accept(&["create"]) || tokens.accept(&["alter"])) {
        return None;
    }
    let mut is_on_table = false;
    while let Some(token) = tokens.next() {
        is_on_table |= ON.iter().any(|word| token.is(word));
        if is_on_table && token.is("on") {
            tokens.accept(&["only"]);
            return tokens.qualified_name();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::SqlText;
    use super::*;

    fn of(text: &str) -> String {
        let up = SqlText::of_file("1_a.sql".into(), text.to_owned());
        let names = content(&up).unwrap().statements().iter().filter_map(table).collect::<Vec<_>>();
        names.iter().map(|name| name.join(".")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_statement_names_its_table() {
        for (text, expected) in [
            ("alter table users add bio text", "users"),
            ("alter table if exists only public.\"Us ers\" add bio text", "public.Us ers"),
            ("create unlogged table if not exists a.b (x int)", "a.b"),
            ("create unique index concurrently i on only users (x)", "users"),
            ("create trigger t after insert on a.users execute function f()", "a.users"),
            ("create policy p on users using (true)", "users"),
            ("comment on column public.users.bio is 'x'", "public.users"),
            (
                "insert into users values (1); update users set x = 1; delete from users",
                "users users users",
            ),
            ("create view v as select 1", ""),
            ("create function f() returns int language sql as 'select 1'", ""),
            ("drop index i", ""),
            ("select on from users", ""),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
