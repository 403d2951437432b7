create table bom (a int);
insert into bom values (1)