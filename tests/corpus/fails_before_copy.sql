-- an error comes before COPY data
create table a (x int);
insert into a select 1/0;
copy a from stdin;
1
\.
