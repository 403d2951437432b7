-- every quote form; ; in comments does not count
/* nor ; here /* nested ; */ still ; */
create table q (n int, a text);
insert into q values (1, 'semi;colon'), (2, 'it''s; ok'), (3, E'back\'slash;'), (4, $$dollar;$$),
  (5, $tag$ nested $$;$$ $other$;$other$ $tag$), (6, U&'d\0061t;'), (7, 'multi
line; string'), (8, e'\\'), (9, 'C:\'), (10, n'nat;'), (11, 'a'
'b;'), (12, $é$;$é$), (13, $a$ $ $b$ $a$);
insert into q select 14, b'0101'::bit(4)::text || x'ff'::text where false;
create table "odd ""name; x" ("a;b" int, "Ünïcode" text);
insert into "odd ""name; x" values (1, 'ü'); insert into "odd ""name; x" values (2, '日本語;');
create table U&"d\0061ta;" (a int);
select 1 -- comment ; at the end
;
select 2 /* in ; line */ + 3;
create table dollar$name (a$b int); insert into dollar$name values (1);
