-- the query buffer, kept, shown and thrown away
create table g (a int) \g
insert into g values (4) \; insert into g values (5);
insert into g values (6) \r
insert into g values (7);
insert into g
values (8)
\p
;
select a from g \gdesc
insert into g values (9); insert into g values (10);
select 1 \g (format=csv)
insert into g values (12) \echo x \\ ; insert into g values (13);
