-- statements without anything in them
create table d (a int);
;;
;
/* only a comment */;
-- another
select 1;;
;select 2;
