-- COPY into no table
create table a (x int);
copy nope from stdin;
1
\.
