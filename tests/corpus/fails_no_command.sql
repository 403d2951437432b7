-- a command that psql does not have
create table a (x int);
\nosuch
