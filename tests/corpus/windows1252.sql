\encoding win1252
create table l (a text);
insert into l values ('€ café “q”');
