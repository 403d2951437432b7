insert into inc values ('two');
