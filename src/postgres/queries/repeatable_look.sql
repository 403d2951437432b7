-- The table of repeatable files, beside the table of migrations, whose quoted name is the
-- parameter: its name, and whether it is there.
SELECT json_build_object('name', name, 'present', to_regclass(name) IS NOT NULL)
FROM (SELECT format('%I.%I', (parse_ident($migrations))[1], '_cruddur_repeatable') AS name) AS wanted
