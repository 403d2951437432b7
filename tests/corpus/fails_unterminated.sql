-- a quote that nothing closes
create table a (x int);
select 'unterminated;
insert into a values (1);
