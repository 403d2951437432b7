create table c (a int, b text);
copy c from stdin;
1	one
2	two
\.
copy c from stdin csv;
3,"x
y"
\.
insert into c values (4, E'a
b');
\echo hi
\set x 5
insert into c values (:x, null);
do $$
begin
 perform 1;
end $$;
