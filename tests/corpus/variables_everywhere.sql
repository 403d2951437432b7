-- variables in every form
\set x 'a b'
\set y :x' c'
\set n 5
\set empty
\set q '''quoted'''
\set semi 'select 1;'
\set e1 E'x'
create table v (k text, v text);
insert into v values ('x', :'x'), ('y', :'y'), ('n', :n::text), ('empty', :'empty'), ('q', :'q'), ('q2', :q);
:semi
insert into v values ('nope', ':x'), ('arr', (array[1,2,3,4])[2:3]::text), ('cast', 1::text);
insert into v select 'slice', (array[1,2,3,4,5,6])[1:n]::text from (select 5 as n) s;
insert into v values ('def', :{?x}), ('undef', :{?nothere});
\unset x
insert into v values ('def', :{?x});
\set bs 'a\\b\tc'
insert into v values ('bs', :'bs');
\set multi 'one' 'two' three
insert into v values ('multi', :'multi');
\set tbl v
insert into :tbl values ('tbl', :'tbl'); insert into :"tbl" select 'z', :'n' from :"tbl" limit 1;
\set ident 'we"ird'
create table :"ident" (:"ident" int);
\set rec ':rec'
\set a1 1
\set b1 :a1
insert into v values ('b1', :'b1');
\set oct '\101\x42\n'
insert into v values ('oct', :'oct');
\set cond 1
\if :cond
insert into v values ('if', 'yes');
\endif
select 'x' as a, null as b, 3 as c \gset
insert into v values ('gset', :'a' || :c || :{?b}::text);
select 'x' as a, 4 as c \gset pre_
insert into v values ('gset', :'pre_a' || :pre_c);
select 1 as one \; select 2 as two \gset
insert into v values ('gset2', :two::text);
insert into v values ('ver', (:SERVER_VERSION_NUM >= 120000)::text);
\set VERBOSITY terse
\set QUIET on
\set ECHO none
insert into v values ('quiet', :'QUIET'), ('v', :'VERBOSITY');
