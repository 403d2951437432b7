create table vt (a int);insert into vt values (1);
