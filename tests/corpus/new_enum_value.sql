-- the same after a COMMIT
create type e as enum ('a'); create table t (x e); commit;
alter type e add value 'b';
insert into t values ('b');
