create table f (a int);
create table f (a int);
this is a syntax error;
