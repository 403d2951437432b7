begin;
create table a (x int);
savepoint s;
create table b (x int);
rollback to s;
commit;
