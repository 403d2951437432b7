-- an escape string that goes on, read line by line; psql sends the rest of the file
create table e (a text);
insert into e values (E'it\'s'
'back\'slash; continued');
insert into e values (1);
