create table u (a int);
insert into u values (1)
-- no semicolon at the end
