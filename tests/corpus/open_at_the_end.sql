-- a BEGIN that nothing ends
begin;
create table a (x int);
