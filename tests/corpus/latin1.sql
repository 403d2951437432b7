SET client_encoding = 'LATIN1';
create table l (a text);
-- café
insert into l values ('café');
copy l from stdin;
naïve
\.
