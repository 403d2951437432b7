-- psql begins transactions by itself
\set AUTOCOMMIT off
create table a (x int);
commit;
create table b (x int);
rollback;
create table c (x int);
