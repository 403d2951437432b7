-- names and strings full of what means something elsewhere
create table "semi;colon" ("q""uote" int, "new
line" text, "tab	t" int, "$$" int, "back\slash" int, "--c" int, "/*" int);
insert into "semi;colon" ("$$", "/*") values (1, 2); comment on column "semi;colon"."--c" is '-- not; a comment';
create table public."Select" ("from" int); insert into public."Select" values (1);
select 'a' as "x;y", "$$" from "semi;colon";
create function "f;g"() returns text language plpgsql as '
begin
  return ''nested; ''''quotes'''' '';
end';
select "f;g"();
do 'begin perform 1; end';
select $a$ $$ $b$ ; $a$, $_$x;$_$, $été$;$été$;
