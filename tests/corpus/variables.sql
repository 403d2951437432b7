\set ON_ERROR_STOP on
\set t things
\set v 'it''s "x"'
\set two 'insert into things values (''a;b''); insert into things values (:''v'');'
create table :t (a text);
create table :"v" (a int);
:two
insert into :"t" values (:'v'), (':v'), ($$:v$$), (:'t' || ':t');
insert into :t select (array['p','q','r'])[2:3][1] || 'x'::text || :{?t}::text || :{?u}::text;
insert into :t values (:'DBNAME' = current_database());
\unset t
insert into things select 1::text where 'a:t' = 'a:t' and not :{?t};
\if :{?t}
create table no (;
\i missing.sql
\elif true
create table yes (a int);
  \if false
  create table deeper_no (a int); \else
  create table deeper_yes (a int);
  \endif
\else
select 'closed';
\endif
select 1 as one, 'zwei' as two \gset p_
insert into things values (:p_one), (:'p_two');
insert into things values ('g') \g
insert into things values ('twice');
\g
\echo done :v
\qecho done
\timing on
\x \pset null 'x'
\dt
select 1 \;
insert into things values ('forced') \; insert into things values ('forced2');
