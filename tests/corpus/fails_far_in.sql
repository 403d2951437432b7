-- an error in the middle of a statement of several lines
create table é (a int);
insert into é values (1); insert into é
values ('日本', 2,
  nope);
