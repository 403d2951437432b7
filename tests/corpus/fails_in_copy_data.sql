-- a line of data that is no number
create table a (x int);
copy a from stdin;
1
x
3
\.
