create function one() returns int language sql begin atomic select 1; select 2; end;
create or replace function two(a int) returns int language sql
begin atomic
  select case when a > 1 then case a when 2 then 3 else 4 end else 5 end;
  select 6;
end;
create function begin_x(atomic_x int) returns int language plpgsql as $$ begin return 1; end $$;
create table atomic_log (begin_at int, "end" int);
create procedure p() language sql begin atomic insert into atomic_log values (1, 2); end;
create function send() returns int language sql return 1;
create function three() returns int language sql return case when true then 1 else 2 end;
call p();
create rule r as on insert to atomic_log do also (select 1; select 2);
create table a1 (x int check (x > 0)); create table a2 (y int);
