-- what is committed stays
create table a (x int);
begin; insert into a values (1); commit;
insert into a values (2);
insert into a values (1/0);
insert into a values (3);
