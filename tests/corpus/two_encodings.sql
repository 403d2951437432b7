set names 'latin1';
create table l (a text);
insert into l values ('café');
copy l from stdin;
xé
\.
set names 'utf8';
insert into l values ('cafÃ©');
