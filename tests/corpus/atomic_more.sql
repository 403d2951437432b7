-- BEGIN ATOMIC and names that look like it
create table at (a int);
create function f1() returns int begin atomic select 1; select case when true then 2 end; end;
create or replace procedure p1(x int) begin atomic insert into at values (x); insert into at select case x when 1 then 2 else 3 end; end;
create function f2() returns int language sql begin atomic; select 1; end;
CREATE FUNCTION f3(a int default 1) RETURNS int LANGUAGE sql RETURN a + 1;
create function "begin"() returns int language sql as 'select 1;';
create table x (begin int, "end" int, case_ int);
call p1(1);
create function f4() returns text language sql as $$ select 'begin; end;' $$; select f4();
