use super::super::{SqlText, content};
use super::*;

/// The verdicts of the statements of a file, with their first letters.
fn verdicts(text: &str) -> String {
    let content = content(&SqlText::of_file("1_a.sql".into(), text.to_owned())).unwrap();
    let mut judge = Judge::default();
    let letter = |statement| match judge.judge(statement).verdict {
        StatementVerdict::Safe => 's',
        StatementVerdict::Unknown => '?',
        StatementVerdict::LocksLong => 'l',
        StatementVerdict::Rewrites => 'r',
        StatementVerdict::LosesData => 'd',
    };
    content.statements().iter().map(letter).collect()
}

#[test]
fn each_statement_has_its_verdict() {
    for (text, expected) in [
        ("create table t (x int)", "s"),
        ("create index i on t (x)", "l"),
        ("create unique index i on only public.t (x)", "l"),
        ("create index concurrently i on t (x)", "s"),
        ("drop table t", "d"),
        ("drop table if exists t cascade", "d"),
        ("drop view v", "s"),
        ("drop type x cascade", "d"),
        ("drop index i", "s"),
        ("truncate t", "d"),
        ("delete from t", "d"),
        ("update t set x = 1", "d"),
        ("insert into t values (1)", "s"),
        ("with gone as (delete from t returning 1) select 1", "d"),
        ("select 1", "s"),
        ("select f()", "?"),
        ("do $$ begin end $$", "?"),
        ("alter table t add bio text", "s"),
        ("alter table t add column at timestamptz not null default now()", "s"),
        ("alter table t add n int default 3", "s"),
        ("alter table t add id uuid default gen_random_uuid()", "r"),
        ("alter table t add id bigserial", "r"),
        ("alter table t add x int unique", "l"),
        ("alter table t add y int references u", "l"),
        ("alter table t drop x", "d"),
        ("alter table t drop column if exists x", "d"),
        ("alter table t drop constraint c", "s"),
        ("alter table t alter x type text", "r"),
        ("alter table t alter column x set not null", "l"),
        ("alter table t alter x drop not null", "s"),
        ("alter table t alter x set default f()", "s"),
        ("alter table t add constraint c check (x > 0)", "l"),
        ("alter table t add constraint c check (x > 0) not valid", "s"),
        ("alter table t validate constraint c", "s"),
        ("alter table t add primary key using index i", "s"),
        ("alter table t add foreign key (x) references u", "l"),
        ("alter table t add bio text, drop old", "d"),
        ("alter table t rename x to y", "s"),
        ("alter table t set unlogged", "r"),
        ("alter type e add value 'x'", "s"),
        ("lock table t", "l"),
        ("vacuum full t", "r"),
        ("vacuum t", "s"),
        ("reindex table t", "l"),
        ("refresh materialized view v", "l"),
        ("grant select on t to x", "s"),
    ] {
        assert_eq!(verdicts(text), expected, "{text}");
    }
}

#[test]
fn what_the_statements_before_have_made_is_nobodys_yet() {
    let text = "create table t (x int); create index on public.t (x); alter table t alter x type \
                text; update only t set x = 1; drop table t; create table if not exists u (x int); \
                create index on u (x); drop table t, u";
    assert_eq!(verdicts(text), "sssssslD".replace('D', "d"));
}
