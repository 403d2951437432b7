-- strings that go on on the next line
create table e (a text);
insert into e values (E'one'
' two; ');
insert into e values (E'it\'s; fine' 
'second; part');
insert into e values ('a' -- comment; here
'b;c');
insert into e values (U&'\0061'
'\0062;');
insert into e values ('x''y' /* c */ );
insert into e values (E'\\'), (E'\''), (e';\\\';');
