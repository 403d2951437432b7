-- backslashes in strings, switched on and off
set standard_conforming_strings = off;
create table s (a text);
insert into s values ('it\'s; ok'), ('b\\'), ('x');
set standard_conforming_strings to 'on';
insert into s values ('it\'), (';ok');
set local standard_conforming_strings = 0;
insert into s values ('\';');
reset standard_conforming_strings;
insert into s values ('\');
select set_config('standard_conforming_strings', 'off', false);
insert into s values ('\';');
begin; set standard_conforming_strings = on; insert into s values ('\'); 
