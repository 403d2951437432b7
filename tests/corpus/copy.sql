create table c (a int, b text);
COPY c (a, b) FROM stdin;
1	one
2	tab\there
3	back\\slash
4	\N
5	new\nline
6	\\.
7	é日本
8	; 'quotes" -- /* $$
\.

copy c from stdin; insert into c values (100, 'after on the same line');
9	nine
\.
COPY c FROM STDIN WITH (FORMAT csv, HEADER);
a,b
10,"ten, with ""quotes"""
11,"multi
line"
12,
\.
copy public . c from stdin with delimiter '|' null 'nix';
13|nix
\.
copy c from stdin;
\.
insert into c values (200, 'end');
copy (select * from c) to stdout;
