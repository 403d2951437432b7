SET client_encoding = 'SQL_ASCII';
create table l (a text);
insert into l values ('café');
