-- nothing is committed
begin;
create table a (x int);
insert into a values (1);
select nope from a;
commit;
