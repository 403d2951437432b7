-- \i and \ir from several folders
create table inc (a text);
\i parts/one.sql
\ir parts/one.sql
\include parts/one.sql
\include_relative 'parts/one.sql'
\set f parts/one.sql
\i :f
insert into inc values ('end');
