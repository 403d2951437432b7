-- the server reads the whole message first
create table a (x int);
insert into a values (1/0);
selec 1;
