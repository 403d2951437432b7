-- what follows numbers, parameters and dollars
create table n (a int);
select 1 as e, 2e3, 1.5e-3 from n where false;
prepare p(int) as select $1; execute p(1);
insert into n select 1 where 2>1 and 3>2;
create function f(int) returns int language sql as 'select $1';
create function f2(int) returns int language sql as $$select $1$$;
create function f3(a int, b int) returns int language sql as $_$select $1+$2$_$;
select f(1),f2(2),f3(1,2);
create table a$$b (x int); insert into a$$b values (1); select x as y$$ from a$$b;
