-- a duplicate key in COPY data
create table c (a int primary key, b text);
copy c from stdin;
1	a
1	b
\.
