-- quoted names with Unicode escapes in COPY and INSERT
create table U&"d\0061t\+000061" (U&"\0063" int, b text);
copy U&"d\0061ta" (U&"c", b) from stdin;
1	a
\.
insert into U&"d!0061ta" UESCAPE '!' values (2, U&'d!0061t;' UESCAPE '!');
create table "copy" (a int); copy "copy" from stdin;
1
2
\.
