SET client_encoding = 'SJIS';
create table l (a text);
insert into l values ('ƒ\•\;');
copy l from stdin;
ƒ\
\.
