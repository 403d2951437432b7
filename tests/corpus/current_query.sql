-- functions that look at the text of the message
create table log (q text);
create function lg() returns event_trigger language plpgsql as $$ begin insert into log values (current_query()); end $$;
create event trigger et on ddl_command_end execute function lg();
create table a (x int); create table b (x int);
create table c (x int);
