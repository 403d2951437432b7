-- \if in every place
create table i (a text);
\if true
  insert into i values ('1');
  \if 0
    insert into i values ('no');
    \if true
      insert into i values ('no');
    \else
      insert into i values ('no');
    \endif
  \elif false
    insert into i values ('no ''quote');
  \elif on
    insert into i values ('2');
  \elif true
    insert into i values ('no');
  \else
    insert into i values ('no');
  \endif
\else
  this is not sql ( ;
\endif
insert into i values ('3'
\if false
 || '4'
\else
 || '5'
\endif
);
\if yes \echo one line \endif
\if :{?nope}
insert into i values ('nope');
\endif
\if off
\set x 1
\i missing.sql
\copy i from missing.txt
select 1/0;
\endif
\if garbage
insert into i values ('garbage');
\else
insert into i values ('not garbage');
\endif
insert into i values ('end') \if true \g \endif
\if false \\ insert into i values ('x'); \endif
\if true \\ insert into i values ('y'); \endif
