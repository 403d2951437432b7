-- .. is taken away before links are followed
create table s (a text);
\ir parts/link/x.inc
\ir parts/link/../z.inc
\i tests/corpus/parts/link/../z.inc
