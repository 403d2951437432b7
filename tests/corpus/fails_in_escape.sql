-- an escape that is no character
create table a (x int);
select E'\u00';
