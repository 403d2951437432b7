create table nonl (a int);
insert into nonl values (1) -- c