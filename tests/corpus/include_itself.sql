-- a file that includes itself until a variable says stop
\if :{?n}
\else
create table selfinc (a int);
\set n 0
\endif
select :n + 1 as n \gset
insert into selfinc values (:n);
select :n < 5 as more \gset
\if :more
\ir include_itself.sql
\endif
