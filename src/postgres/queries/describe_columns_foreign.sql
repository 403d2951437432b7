,
       CASE WHEN a.attfdwoptions IS NOT NULL
            THEN '(' || pg_catalog.array_to_string(ARRAY(
                     SELECT pg_catalog.quote_ident(o.option_name) || ' '
                            || pg_catalog.quote_literal(o.option_value)
                     FROM pg_catalog.pg_options_to_table(a.attfdwoptions) o), ', ') || ')'
       END AS "FDW options"
