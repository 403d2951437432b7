-- a syntax error further on hides no error
create table a (x int);
commit;
begin;
insert into a values (1);
insert into a values (1/0);
syntax error here;
commit;
