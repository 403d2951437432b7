-- two backslashes end a command and nothing else
create table a (x int);
insert into a values (1) \\ insert into a values (2);
