-- an error comes before a file that is not there
create table a (x int);
insert into a select 1/0;
\i nosuchfile.sql
