-- a value of an enum in the transaction that added it
create type e as enum ('a');
create table t (x e);
alter type e add value 'b';
insert into t values ('b');
