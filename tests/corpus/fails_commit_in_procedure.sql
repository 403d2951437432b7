-- a procedure that commits
create table p (a int);
create procedure pp() language plpgsql as $$ begin insert into p values (1); commit; insert into p values (2); end $$;
call pp();
