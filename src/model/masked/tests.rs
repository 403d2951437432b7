use proptest::prelude::*;

use super::{masked, starred};

const STATEMENTS: [&str; 44] = [
    "ALTER ROLE u PASSWORD 'canary'",
    "alter user u with encrypted password'canary' valid until 'x'",
    "create role u password E'it\\'s canary' login",
    "create role u password 'it''s canary' login",
    "create role u password U&'canary'",
    "create role u password 'x'\n'canary'",
    "create role u password $$canary$$ login",
    "create role u password $x$can$$ary can$y$ary$x$ login",
    "create role u password \"canary\"",
    "create role u password /* of /* u */ */ -- it's\n 'canary'",
    "do $$ begin create role u password 'canary'; end $$",
    "do language plpgsql $$ begin create role u password 'canary'; end $$",
    "do 'begin create role u password ''it''''s canary''; end'",
    "do $$ begin execute format('create role u password %L', 'canary'); end $$",
    "do $$ declare v_password text := 'canary'; begin end $$",
    "select 'alter role u password ' || quote_literal('canary')",
    "select dblink_exec('c', $$create role u password 'canary'$$)",
    "create user mapping for u server s options (user 'u', password 'canary')",
    "set app.jwt_secret = 'canary'",
    "set app.jwt_secret to 'canary'",
    "alter role u set \"app.jwt_secret\" to 'canary'",
    "select set_config('app.jwt_secret'::text, 'canary', false)",
    "insert into users (name, password) values ('bob', 'canary')",
    "update users set password_digest = crypt('canary', gen_salt('bf')) where id = 1",
    "select crypt('canary', word) = word from users",
    "select pgp_sym_encrypt(x, 'canary') from t",
    "select * from users where (reset_token)::text = any (array['canary'::text])",
    "insert into t values ('{\"password\": \"ab\\\"canary\"}')",
    "select dblink('host=h user=u password=canary dbname=d')",
    "select dblink('host=h user=u password=a&canary dbname=d')",
    "select dblink('host=h user=u password = ''ca canary'' dbname=d')",
    "select dblink($$host=h user=u password=canary dbname=d$$)",
    " password=canary' publication p;",
    "create subscription s connection 'postgresql://u:canary@h/d' publication p",
    "create subscription s connection 'postgresql://u:c/@canary@h/d' publication p",
    "create subscription s connection 'postgresql://h/d?user=u&password=canary&a=b'",
    "Key (name, token)=(bob, canary) already exists.",
    "Failing row contains (id, password) = (1, canary).",
    "COPY users, line 1, column password: \"canary\"",
    "JSON data, line 1: {\"password\": \"canary\", ...",
    "SQL statement \"insert into t values ('{\"password\": \"canary\"}')\"",
    "select crypt ('canary', x) from t",
    "-- x\ralter role u password 'canary'",
    "SQL statement \"create role \"u\" password 'canary'\"",
];

#[test]
fn passwords_are_masked_wherever_they_are_written() {
    for sql in STATEMENTS {
        let shown = masked(sql);
        assert!(shown.contains("***") && !shown.contains("canary"), "{sql}: {shown}");
        // The server shows the beginning of a long statement.
        for (end, _) in sql.char_indices() {
            let shown = masked(&sql[..end]);
            assert!(!shown.contains("can"), "{}: {shown}", &sql[..end]);
        }
    }
    let shown = masked("alter role u password 'x' valid until '2030-01-01'");
    assert_eq!(shown, "alter role u password '***' valid until '***'");
    assert_eq!(
        masked("select 'postgresql://u:x@h/d', 'y'"),
        "select 'postgresql://u:***@h/d', 'y'"
    );
    assert_eq!(starred("password 'ü\na'"), "password '*\n*'");
    let body = "create function f() returns int as $$ select 1 from token where a = 'x' $$";
    assert_eq!(masked(body), body.replace("'x'", "'***'"));
}

#[test]
fn other_text_stays() {
    for sql in [
        "select * from users where handle = 'ann' and key = 'x'",
        "select * from users where password = $1 and password=$1 and id = $2",
        "create table users (id int primary key, password text not null, token uuid)",
        "alter role u password null",
        "select \"users\".\"token\", \"users\".\"email\" from \"users\" where token <> ''",
        "insert into \"api_tokens\" (\"id\") values ($1)",
        "grant secret_reader to \"bob\"",
        "update users set password = crypt($1, gen_salt($2))",
        "select 'https://example.com/a:b', 'http://localhost:8080/x', '12:30@x'",
        "select 1 from http://localhost:8080/x",
        "select 1 -- redis://localhost:6379/0",
        "FATAL:  password authentication failed for user \"ann\"",
        "select 1 -- the secret of life isn't known",
        "",
    ] {
        assert_eq!(masked(sql), sql);
    }
}

#[test]
fn no_long_text_takes_for_ever() {
    for part in [
        "password=a ",
        "'password=a ",
        "password",
        "password=",
        "as $a$ password ",
        "://",
        "'://u:p@",
        "/* password ",
        "password--",
        "\"password",
        "\"\"password",
        "Key (token)=(",
    ] {
        masked(&part.repeat((1 << 20) / part.len()));
    }
    let tags: String = (0..50_000).map(|n| format!("as $a{n}$ password ")).collect();
    masked(&tags);
}

proptest! {
    #[test]
    fn any_text_can_be_masked(
        text in "(password|'|\"|=| |\\$|a|://|@|:|/\\*|\\*/|ü|\\\\|E|secret|\\)=\\(|--|\n){0,24}"
    ) {
        masked(&text);
    }

    #[test]
    fn a_quoted_password_is_not_shown(word in "[^'\\\\]{0,8}", end in 0_usize..60) {
        let sql = format!("alter role u password 'Q7{word}Q7' valid until 'never'");
        let cut: String = sql.chars().take(end).collect();
        prop_assert!(!masked(&sql).contains("Q7"));
        prop_assert!(!masked(&cut).contains("Q7"));
    }
}
