-- A view, as \sv of psql writes it. $name is a quoted constant.
SELECT CASE c.relkind WHEN 'v' THEN
           'CREATE OR REPLACE VIEW ' || pg_catalog.quote_ident(n.nspname) || '.'
           || pg_catalog.quote_ident(c.relname)
           || coalesce(E'\n WITH (' || (
                  SELECT pg_catalog.string_agg(
                      pg_catalog.quote_ident(o.option_name) || '='
                      || CASE WHEN pg_catalog.quote_ident(o.option_value) = o.option_value
                              THEN o.option_value ELSE pg_catalog.quote_literal(o.option_value) END,
                      ', ')
                  FROM pg_catalog.pg_options_to_table(c.reloptions) o
                  WHERE o.option_name <> 'check_option') || ')', '')
           || E' AS\n' || pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid, true), ';')
           || coalesce(E'\n WITH ' || (
                  SELECT pg_catalog.upper(o.option_value)
                  FROM pg_catalog.pg_options_to_table(c.reloptions) o
                  WHERE o.option_name = 'check_option') || ' CHECK OPTION', '')
       END AS definition,
       n.nspname, c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = $name::pg_catalog.regclass
