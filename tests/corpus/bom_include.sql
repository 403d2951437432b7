-- bom
create table bomtest (a int);
\ir parts/bom.sql
