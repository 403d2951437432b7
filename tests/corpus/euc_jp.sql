SET client_encoding TO 'EUC_JP';
create table l (a text);
insert into l values ('ÆüËÜ');
