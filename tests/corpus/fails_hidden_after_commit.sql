-- the same in a second transaction
begin; create table a (x int); commit;
begin; insert into a values (1); insert into a values (1/0); commit;
selec 1;
