insert into inc values ('one');
\ir two.sql
\ir ./two.sql
\ir ../parts/two.sql
\ir ../parts/../parts/two.sql
insert into inc values ('unterminated')
