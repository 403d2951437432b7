-- \i and \ir from several folders
create table inc (a text);
\i tests/corpus/parts/one.sql
\ir parts/one.sql
\include tests/corpus/parts/one.sql
\include_relative 'parts/one.sql'
\set f tests/corpus/parts/one.sql
\i :f
insert into inc values ('end');
