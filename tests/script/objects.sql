-- Objects of every kind that pg_dump knows, with names that are hard to quote. What older servers do not know has other words there.
select current_setting('server_version_num')::int >= 140000 as since_14,
  current_setting('server_version_num')::int >= 150000 as since_15,
  exists (select from pg_collation where collname like 'de%-x-icu') as has_icu \gset
create extension if not exists "uuid-ossp";
create extension citext;
create extension hstore;
create extension file_fdw;
create schema app; create schema "odd; ""schema"; comment on schema app is 'it''s; app';
create type app.mood as enum ('sad', 'it''s ok; really', 'happy');
create type app.pair as (a int, "b;c" text);
create domain app.positive as int constraint "more; than none" check (value > 0) default 1;
create domain app.tag as citext not null;
\if :since_14
create type app.span as range (subtype = float8, subtype_diff = float8mi, multirange_type_name = app.spanmulti);
\else
create type app.span as range (subtype = float8, subtype_diff = float8mi); create domain app.spanmulti as text;
\endif
\if :has_icu
create collation app.german (provider = icu, locale = 'de-u-co-phonebk');
\else
create collation app.german (locale = 'C');
\endif
create table app.users (
  id int generated always as identity primary key,
  uuid uuid default public.uuid_generate_v4() not null,
  name text not null check (name <> ';' and length(name) < 1000),
  mood app.mood default 'happy', pair app.pair, amount app.positive, tag app.tag default 'x',
  name_length int generated always as (length(name)) stored,
  tags text[] default '{}', data jsonb, extra public.hstore, at timestamptz, "from" date, iv interval,
  bin bytea, num numeric(20, 5), f float8, span app.span, spans app.spanmulti, bits bit(4), ip inet,
  xml xml, ts tsvector, pt point, money money, excl int4range,
  exclude using gist (excl with &&)
) with (fillfactor = 70);
create sequence app.counter as smallint start 5 increment by -2 minvalue -100 maxvalue 100 cycle owned by app.users.name;
select nextval('app.counter');
comment on column app.users."from" is E'back\\slash ''quote'' \n newline; -- no comment';
create table "odd; ""schema"."Table ""1"";" ("Col ;1" int, "select" text, "tab	col" text, "back\slash" text, "$$" text);
insert into "odd; ""schema"."Table ""1"";" values (1, '$$;$$', E'\t', E'\\', E'\\.'), (2, null, '', E'\r\n', '\N');
insert into app.users (name, pair, tags, data, extra, at, "from", iv, bin, num, f, span, spans, bits, ip, xml, ts, pt, money, uuid, excl)
values (E'tab\t nl\n cr\r bs\\ \x08 \x0b \x0c', row(1, 'x;,"y'), array['a,b', E'c"\\d', null, '{}'],
  '{"a": "b;\"c\"", "n": null}', 'a=>"b;c"', '2024-02-29 12:34:56.789+05:30', '0044-03-15 BC', '1 year -2 days 03:04:05.6',
  '\x00ff5c0a', 'NaN', '-Infinity', '[1.5,2.5)', '{[1,2),[3,4)}', b'1010', '::1/64', '<a>;</a>', 'fat;rat', '(1,2)', 12.34,
  '00000000-0000-0000-0000-000000000001', '[1,5)'),
  ('\.', null, '{}', '[]', '', 'infinity', 'infinity', '0', '', 0.1, 1e-300, 'empty', '{}', b'0000', '10.0.0.1', '<b/>', '', '(0,0)', 0,
  '00000000-0000-0000-0000-000000000002', '[5,9)'),
  ('日本語 é 🦀', null, null, null, null, null, null, null, null, null, 'NaN', null, null, null, null, null, null, null, null,
  '00000000-0000-0000-0000-000000000003', null);
create table app.posts (id bigserial primary key, user_id int references app.users on delete cascade deferrable initially deferred,
  parent bigint references app.posts, body text collate app.german, unique (user_id, body));
\if :since_15
alter table app.posts add unique nulls not distinct (id, body);
\endif
insert into app.posts (user_id, parent, body) values (1, 2, 'one'), (1, null, 'two'); set constraints all immediate;
create table app.parent (a int, b text default 'p'); create table app.child (c int) inherits (app.parent);
insert into app.parent values (1); insert into app.child values (2, 'x', 3);
create table app.events (at date not null, kind text, n int) partition by list (kind);
create table app.events_a partition of app.events for values in ('a', 'it''s') partition by range (at);
create table app.events_a1 partition of app.events_a for values from (minvalue) to ('2024-01-01');
create table app.events_rest partition of app.events default;
create table app.hashed (h int) partition by hash (h); create table app.hashed0 partition of app.hashed for values with (modulus 1, remainder 0);
insert into app.events values ('2023-05-05', 'a', 1), ('2024-05-05', 'z', 2); insert into app.hashed values (1), (2);
create unlogged table app.fast (a int, b int); alter table app.fast alter b set storage plain; create table app.empty (); insert into app.empty default values;
create index on app.posts (lower(body)) where body <> ';'; create unique index "ix ;" on app.posts (id desc nulls last, user_id) include (parent);
create index on app.events (n); create index on app.users using gin (ts); create index on app.users using brin (at);
alter table app.posts cluster on posts_pkey; alter table app.posts replica identity using index posts_pkey;
create statistics app.stat (dependencies) on user_id, parent from app.posts;
create function app.plain(a int, b text default 'x;y', variadic c int[] default '{}') returns text language sql immutable strict parallel safe
  as 'select $1::text || $2; -- comment '';''';
\if :since_14
create function app.body(x int) returns int language sql begin atomic select x; select case x when 1 then 2 else 3 end; end;
create function app.ret(x int) returns int language sql return x + 1;
\endif
create function app.pl(inout a int, out b text) language plpgsql security definer set search_path = app, pg_temp set work_mem = '8MB' as $fn$
declare s text := $q$ nested; $$ $q$; -- comment; ' "
begin
  if a > 1 then b := 'x'; else b := E'\''; end if;
  execute format($$ select %L $$, s) into b; return;
end; $fn$;
create function app."odd; name"() returns setof app.users language sql stable rows 5 cost 3 as $$ select * from app.users; $$;
create procedure app.proc(inout x int) language plpgsql as $$ begin x := x + 1; end $$;
\if :since_14
create procedure app.proc2(x int) language sql begin atomic insert into app.fast values (x, x); delete from app.fast where a = x; end;
\endif
create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
create operator app.### (leftarg = int, rightarg = int, function = int4pl);
create operator family app.fam using btree; create operator class app.cls for type int4 using hash as operator 1 pg_catalog.=, function 1 hashint4(int4);
create cast (app.mood as app.pair) with inout as assignment;
create text search dictionary app.dict (template = simple, stopwords = english);
create text search configuration app.conf (parser = default); alter text search configuration app.conf add mapping for asciiword with app.dict, english_stem;
create function app.touch() returns trigger language plpgsql as $$ begin new.name := new.name; return new; end $$;
create trigger "tr; 1" before insert or update of name on app.users for each row when (new.name <> ';') execute function app.touch();
create constraint trigger late after insert on app.users deferrable initially deferred for each row execute function app.touch();
alter table app.users disable trigger late;
create rule "ru;le" as on insert to app.fast do also (select 1; insert into app.parent values (9));
create view app.v with (security_barrier) as select id, name, 'a;b'::text as "x;y" from app.users where name <> '$$' with local check option;
create recursive view app.r (n) as values (1) union all select n + 1 from r where n < 3;
create materialized view app.m as select count(*) as n from app.users; create unique index on app.m (n);
create materialized view app.m_empty as select 1 as one with no data;
create rule r2 as on update to app.v do instead nothing;
create foreign data wrapper wrap options (debug 'it''s;'); create server srv foreign data wrapper wrap options (host 'x;y');
create server files foreign data wrapper file_fdw; create user mapping for public server srv options (password 'a''b;');
create foreign table app.ft (a int options (force_null 'true'), b text) server files options (filename '/nowhere;', format 'csv');
\if :since_15
create publication pub for table app.users (id, name) where (id > 1), app.posts with (publish = 'insert');
\else
create publication pub for table app.users, app.posts with (publish = 'insert');
\endif
alter table app.users enable row level security; alter table app.users force row level security;
create policy "p;1" on app.users as restrictive for select to public using (name <> ';' and id > 0);
create function app.on_ddl() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger et on ddl_command_end when tag in ('CREATE SCHEMA') execute function app.on_ddl();
create conversion app.conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create access method heap2 type table handler heap_tableam_handler;
create table app.typed of app.pair (primary key (a)); alter table app.typed alter column a set statistics 500;
alter table app.fast set (autovacuum_enabled = false); alter default privileges in schema app grant select on tables to public;
grant select (id, name) on app.users to public; revoke execute on function app.plain from public; grant usage on schema app to public;
select lo_from_bytea(4711, E'\\x00ff3b27'); comment on large object 4711 is 'lo;';
