-- operators beside comments and variables
create table o (a int);
select 1 - -1, 1--comment; not end
+2, 3 /* x */ * 4, - 5, @ -5, 4!=5, |/ 25.0, 2 ^ 3;
select '{"a":1}'::jsonb -> 'a', '{"a":{"b":2}}'::jsonb #>> '{a,b}', '[1]'::jsonb @> '1', '{"a":1}'::jsonb ? 'a', '{"a":1}'::jsonb ?| array['a'], (array[1,2,3])[1:2], (array[1,2,3])[:2];
select 1 where 'a' ~* 'A' and 'a' !~~* 'b';
create operator === (leftarg = int, rightarg = int, function = int4eq);
select 1 operator(pg_catalog.+) 2, 1 === 1;
select 5 /*/* nested; */;*/ ;
select 1 */**/ 2;
insert into o values (1);
create function colon(a int = 3, out b int) language plpgsql as $$ begin b := a; end $$;
select colon(a := 5), colon(a=>6);
