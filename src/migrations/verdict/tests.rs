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

const VERDICTS: &[(&str, &str)] = &[
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
    ("comment on table t is 'x'", "s"),
    ("insert into t (a, b) values (now(), upper('x')), (default, $$y$$)", "s"),
    ("insert into t select a, count(*) from u where x in (1) group by (a)", "s"),
    ("insert into t values (1) on conflict (x) do nothing returning (x)", "s"),
    ("insert into t values (1) on conflict (x) do update set y = 1", "d"),
    ("insert into log select drop_all()", "?"),
    ("insert into t values (s.now())", "?"),
    ("insert into t values (\"f\"())", "?"),
    ("insert into t values (pg_catalog.now(), x.pg_catalog.now())", "?"),
    ("insert into t values (:x)", "?"),
    ("select ('{1}'::int[])[1:\"f\"(x)]", "?"),
    ("insert into t values (:'x', 'a'::varchar(3))", "s"),
    ("with x (a) as (select 1) insert into t (a) select a from x", "s"),
    ("with x as (select 1) insert into t select 1 on conflict (x) do update set y = 1", "d"),
    ("select 1 from t for no key update", "s"),
    ("select setval('s', 1)", "?"),
    ("select pg_catalog.set_config('search_path', '', false)", "s"),
    ("select f() into x", "?"),
    ("select distinct on (x) f(x) from t", "?"),
    ("table t", "s"),
    ("(select 1)", "s"),
    ("create table arch as with d as (delete from t returning *) select * from d", "d"),
    ("create table x (a, b) with (fillfactor = 70) as select 1, f()", "?"),
    ("create table x as execute p", "?"),
    ("create table x (a int default f(), b int generated always as (a * 2) stored)", "s"),
    ("create materialized view v as select f()", "?"),
    ("create view v as select f()", "s"),
    ("create function f() returns int language sql as 'delete from t'", "s"),
    ("create rule r as on insert to t do also delete from u", "?"),
    ("create extension if not exists pgcrypto", "s"),
    ("explain delete from t", "s"),
    ("explain analyze delete from t", "d"),
    ("explain (analyze, costs off) delete from t", "d"),
    ("copy (delete from t returning *) to stdout", "d"),
    ("copy t (x) to stdout with (format csv)", "s"),
    ("copy t to '/tmp/x'", "?"),
    ("copy t from program 'x'", "?"),
    ("prepare px as delete from t", "?"),
    ("declare c cursor for select f()", "?"),
    ("alter type ty drop attribute b cascade", "d"),
    ("alter sequence s restart", "?"),
    ("alter sequence s owned by t.x", "s"),
    ("alter table t alter x restart with 1", "?"),
    ("alter table t drop identity", "d"),
    ("alter table t drop \"constraint\"", "d"),
    ("alter table t add constraint c check (f(x))", "?"),
    ("alter table t add e vector(3)", "s"),
    ("alter table t add c text references u (id)", "l"),
    ("alter table t split partition p into (partition q default)", "?"),
    ("alter extension e update", "?"),
    ("alter domain d add check (f(value))", "?"),
    ("drop sequence s", "?"),
    ("drop extension e", "?"),
    ("select 1\\; delete from t;", "d"),
    ("reassign owned by a to b", "s"),
    ("load 'x'", "?"),
    ("begin; select 1; commit", "sss"),
];

#[test]
fn each_statement_has_its_verdict() {
    for (text, expected) in VERDICTS {
        assert_eq!(verdicts(text), *expected, "{text}");
    }
}

#[test]
fn what_the_statements_before_have_made_is_nobodys_yet() {
    let text = "create table t (x int); create index on public.t (x); alter table t alter x type \
                text; update only t set x = 1; drop table t; create table if not exists u (x int); \
                create index on u (x); drop table t, u";
    assert_eq!(verdicts(text), "sssssslD".replace('D', "d"));
    for (text, expected) in [
        (
            "create table t (x int); insert into t values (1) on conflict (x) do update set x = 2",
            "ss",
        ),
        ("create table t (x int); update t set x = f()", "s?"),
        (
            "create table t (x int); insert into t with u as (insert into v values (1) on \
             conflict (x) do update set x = 2 returning 1) select * from u",
            "sd",
        ),
        ("create table t (x int); alter table t add y int default f(), add z text", "s?"),
        ("create table t (x int); alter table t alter x set default nextval('s')", "ss"),
        ("create table t (x int); alter table t alter x type int using f(x)", "s?"),
    ] {
        assert_eq!(verdicts(text), expected, "{text}");
    }
}

/// A name stands for another table after these.
#[test]
fn a_table_of_the_same_name_is_not_new() {
    for (text, expected) in [
        ("create temp table t as select * from u; delete from public.t", "sd"),
        ("create temp table t as select * from u; delete from t; delete from pg_temp.t", "sss"),
        ("create temp table t (x int) on commit drop; delete from t", "sd"),
        ("create table public.t (x int); delete from t", "sd"),
        ("create table t (x int); set search_path = s; delete from t", "ssd"),
        (
            "create table t (x int); select set_config('search_path', 's', true); delete from t",
            "ssd",
        ),
        ("set search_path = s; create table t (x int); create index on t (x)", "sss"),
        ("create temp table t (x int); drop table t; delete from t", "ssd"),
        ("create table t (x int); alter table t rename to v; delete from t", "ssd"),
        ("create table t (x int); alter table t rename x to y; delete from t", "sss"),
        ("create table t (x int); alter table t attach partition u default; delete from t", "ssd"),
        ("create table t (x int); alter table u inherit t; delete from t", "ssd"),
        (
            "create table t (x int); alter table u add foreign key (x) references t (x); delete from t",
            "sld",
        ),
        (
            "create table t (x int); create trigger g after delete on t execute function f(); delete from t",
            "ssd",
        ),
    ] {
        assert_eq!(verdicts(text), expected, "{text}");
    }
}

#[test]
fn a_temporary_table_ends_with_its_file() {
    let statement = |text: &str| {
        let content = content(&SqlText::of_file("1_a.sql".into(), text.to_owned())).unwrap();
        content.statements()[0].clone()
    };
    let mut judge = Judge::default();
    judge.begin_file();
    for table in ["create temp table t (x int)", "create table u (x int)"] {
        judge.judge(&statement(table));
    }
    judge.begin_file();
    assert_eq!(judge.judge(&statement("delete from t")).verdict, StatementVerdict::LosesData);
    assert_eq!(judge.judge(&statement("delete from u")).verdict, StatementVerdict::Safe);
}
