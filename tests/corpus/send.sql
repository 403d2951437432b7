-- \g and its kin
create table g (a int) \g
insert into g values (1) \g
\g
insert into g values (2) \gx
insert into g values (3)\g
select 1,2,3 \crosstabview
