-- a ROLLBACK ends the one transaction
create table a (x int);
rollback;
create table b (x int);
