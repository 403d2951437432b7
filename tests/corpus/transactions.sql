-- transactions of the file's own, chained too
begin;
create table a (x int);
commit;
begin;
insert into a values (1);
savepoint s; insert into a values (2); rollback to savepoint s; release s;
insert into a values (3);
commit work;
insert into a values (4);
begin transaction isolation level repeatable read read write;
insert into a values (5);
rollback;
start transaction; insert into a values (6); end;
begin; insert into a values (7); commit and chain; insert into a values (8); rollback and chain; insert into a values (9); commit;
