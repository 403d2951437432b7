insert into bomtest values (1);
