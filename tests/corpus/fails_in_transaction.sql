create table f (a int primary key);
insert into f values (1);
insert into f values (1);
