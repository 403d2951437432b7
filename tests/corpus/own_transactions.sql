begin; create table a (x int); commit;
create table b (x int);
begin; create table c (x int); rollback;
start transaction isolation level serializable;
insert into b values (1);
end;
insert into b values (2);
