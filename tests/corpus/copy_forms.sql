-- COPY and \copy in their forms, with every escape
create table c (a int, b text);
\copy c from 'tests/corpus/parts/data.txt'
\copy c (a,b) from tests/corpus/parts/data.csv csv header
\copy public.c from 'tests/corpus/parts/data.csv' with (format csv, header true, delimiter ',');
\copy c from stdin
7	seven
\.
\copy c(b,a) from 'tests/corpus/parts/data2.txt' delimiter '|'
COPY c FROM STDIN;
1	x\tq\\ \b\f\r\v \x41 \101 \N
2	\N
3	a\
b
\.
copy c from stdin with csv;
4,"\.
x"
\.
copy c from stdin (format text, delimiter ',', null 'NULL');
5,NULL
6,a\,b
\.
create table empty ();
copy empty from stdin;


\.
copy c from stdin where a > 100;
99	no
101	yes
\.
