SELECT set_config('client_encoding','LATIN1',false);
create table l (a text);
insert into l values ('café');
select 1;
