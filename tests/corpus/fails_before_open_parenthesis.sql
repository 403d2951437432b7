-- the rest of the file is one statement
create table a (x int);
insert into a values ('x');
create table b (x int;
