//! Whether a session may act as another role than its login's, judging by what is sent: the server
//! does not report SET ROLE.

/// The words before `role` or `authorization` in SQL that sets it.
const SETS: [&str; 4] = ["set", "local", "session", "set_config"];

/// Whether the SQL may set the role to another one.
pub fn sets_role(sql: &str) -> bool {
    // Most SQL has neither word.
    if !["ole", "OLE", "uthori", "UTHORI"].iter().any(|it| sql.contains(it)) {
        return false;
    }
    let words = sql.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|it| !it.is_empty());
    let words: Vec<&str> = words.collect();
    let is = |word: &str, all: &[&str]| all.iter().any(|it| it.eq_ignore_ascii_case(word));
    words.windows(3).any(|words| {
        is(words[1], &["role", "authorization"])
            && is(words[0], &SETS)
            && !is(words[2], &["none", "default"])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sql_that_sets_a_role_sets_one() {
        for sql in [
            "set role owner",
            "SET LOCAL ROLE \"My role\";",
            "set session authorization 'x'",
            "select pg_catalog.set_config('role', 'x', true)",
            "do $$ begin execute 'SET ROLE x'; end $$",
        ] {
            assert!(sets_role(sql), "{sql}");
        }
        for sql in [
            "SET SESSION AUTHORIZATION DEFAULT;\nRESET ALL",
            "set role none",
            "reset role",
            "create table users (role text)",
            "create role x",
        ] {
            assert!(!sets_role(sql), "{sql}");
        }
    }
}
