create table crlf (a text);
insert into crlf values ('x
y');
-- comment; x
copy crlf from stdin;
one
two
\.
insert into crlf values (1);
