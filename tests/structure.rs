//! What a database is made of, as `migration status` and `migration test` compare it.

use cruddur_db::model::{Drift, Structure};
use cruddur_db::postgres::{ConnectRequest, RetryTimeout, structure};

use crate::common::{Database, Postgres, Sandbox};
use crate::script::judge::{block_on, target};

/// One object of every kind that is looked at.
const EVERYTHING: &str = "
    create schema \"S x\";
    create extension \"uuid-ossp\";
    create type \"S x\".mood as enum ('sad', 'it''s');
    create type pair as (a int, b text);
    create domain positive as int default 1 not null check (value > 0);
    create type span as range (subtype = int4);
    create sequence counter increment 7 cycle;
    create function twice(x int) returns int language sql as 'select x * 2';
    create procedure nothing() language sql as '';
    create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
    create function noted() returns trigger language plpgsql as 'begin return new; end';
    create table parent (id int generated always as identity primary key, mood \"S x\".mood,
        name text collate \"C\" not null default 'x', twice int generated always as (2) stored,
        n serial, check (name <> ''), unique (name));
    create table child (id int references parent on delete cascade, extra uuid) inherits (parent);
    create unlogged table quick (x int) with (fillfactor = 50);
    create table parts (d date, x int) partition by range (d);
    create table parts_1 partition of parts for values from ('2020-01-01') to ('2021-01-01');
    create index by_mood on parent (mood) where name > 'a';
    create unique index on parts (d);
    create view shown as select id, name from parent;
    create materialized view kept as select 1 as one;
    create trigger noting before insert on parent for each row execute function noted();
    create rule quiet as on delete to quick do instead nothing;
    alter table quick enable row level security;
    create policy mine on quick for select using (x > 0);
    comment on column parent.name is 'what it is called';
    comment on table parent is 'a table';
";

fn structure_of(url: &str, ignored: &[&str]) -> Structure {
    let target = target(url);
    block_on(async {
        let application = "cruddur-db test";
        let retry_timeout = RetryTimeout::default();
        let login = ConnectRequest { target: &target, application, retry_timeout };
        let mut session = login.connect().await.unwrap();
        structure::structure(&mut session, ignored).await.unwrap()
    })
}

fn lines(expected: &Structure, found: &Structure) -> Vec<String> {
    expected.differences(found).iter().map(Drift::to_string).collect()
}

fn everything() -> (Database, Structure) {
    let database = Postgres::shared().database();
    database.psql(EVERYTHING);
    let structure = structure_of(&database.url(), &[]);
    (database, structure)
}

#[test]
fn a_dump_that_is_loaded_is_made_of_the_same() {
    let (database, structure) = everything();
    let kinds: std::collections::BTreeSet<_> =
        structure.objects.keys().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            "column",
            "comment",
            "constraint",
            "extension",
            "function",
            "index",
            "materialized view",
            "policy",
            "rule",
            "schema",
            "sequence",
            "table",
            "trigger",
            "type",
            "view"
        ]
    );
    let other = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["dump", "d.sql"]).succeeded();
    sandbox.run(["schema-load", "d.sql", "--url", &other.url()]).succeeded();
    assert_eq!(lines(&structure, &structure_of(&other.url(), &[])), [""; 0]);
}

#[test]
fn every_change_is_found() {
    let changes = [
        ("drop index by_mood", "index public.by_mood is missing"),
        ("alter table parent add planted text", "column public.parent.planted is not in the files"),
        ("create function planted() returns int language sql as 'select 1'", "planted"),
        ("create or replace function twice(x int) returns int language sql as 'select 2'", "twice"),
        ("alter type \"S x\".mood add value 'glad'", "type \"S x\".mood differs"),
        ("alter table parent alter name drop not null", "column public.parent.name differs"),
        ("alter table parent alter name set default 'y'", "column public.parent.name differs"),
        ("alter table quick disable row level security", "table public.quick differs"),
        ("drop policy mine on quick", "policy mine of public.quick is missing"),
        ("alter table parent disable trigger noting", "trigger noting of public.parent differs"),
        ("alter sequence counter increment 8", "sequence public.counter differs"),
        ("alter domain positive drop not null", "differs"),
        ("comment on table parent is 'another'", "comment public.parent differs"),
        ("create table planted (x int primary key)", "table public.planted is not in the files"),
        ("drop schema \"S x\" cascade", "schema \"S x\" is missing"),
        ("alter table child drop constraint child_id_fkey", "child_id_fkey of public.child is"),
        ("create or replace view shown as select id, name from parent where id > 1", "view"),
        ("drop materialized view kept", "materialized view public.kept is missing"),
        ("alter table parts detach partition parts_1", "table public.parts_1 differs"),
        ("drop extension \"uuid-ossp\"", "extension \"uuid-ossp\" is missing"),
    ];
    let (database, structure) = everything();
    for (change, line) in changes {
        let other = Postgres::shared().database();
        other.psql(EVERYTHING);
        other.psql(change);
        let found = lines(&structure, &structure_of(&other.url(), &[]));
        assert!(found.iter().any(|it| it.contains(line)), "{change}: {found:#?}");
    }
    let again = structure_of(&database.url(), &[]);
    assert_eq!(structure, again);
}

#[test]
fn tables_that_keep_the_books_are_left_out() {
    let (database, structure) = everything();
    database.psql(
        "create table \"Books\" (id serial primary key, x int); create index on \"Books\" (x)",
    );
    assert_eq!(structure, structure_of(&database.url(), &["public.\"Books\""]));
}
