create table parent (id int primary key);
create table child (id int references parent deferrable initially deferred);
insert into child values (1);
