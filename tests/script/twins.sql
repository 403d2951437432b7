create schema judge;

-- The database as every case finds it.
create function judge.fresh() returns void language plpgsql as $$
declare
    name text;
begin
    for name in
        select nspname from pg_namespace
        where nspname !~ '^pg_' and nspname not in ('information_schema', 'judge')
    loop
        execute format('drop schema %I cascade', name);
    end loop;
    create schema public;
    create table public.users (id int, handle text);
    insert into public.users values (1, 'ann'), (2, 'ben');
    create table public.acts (id int);
    create table public.notes (id int, text text);
end
$$;

-- What the database holds: schemas, relations with their columns and rows, functions, types.
create function judge.contents() returns text language plpgsql as $$
declare
    result text;
    rows text;
    it record;
begin
    select string_agg(nspname, ' ' order by nspname) into result
    from pg_namespace where nspname !~ '^pg_' and nspname <> 'judge';
    for it in
        select c.oid, n.nspname, c.relname, c.relkind, c.relacl, pg_get_userbyid(c.relowner) as owner,
               obj_description(c.oid, 'pg_class') as comment,
               (select string_agg(concat(attname, ' ', format_type(atttypid, atttypmod)), ', '
                                  order by attnum)
                from pg_attribute where attrelid = c.oid and attnum > 0) as columns
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'judge')
        order by n.nspname, c.relname
    loop
        rows := null;
        if it.relkind in ('r', 'p', 'v', 'm', 'S') then
            begin
                execute format('select string_agg(t::text, E''\n'' order by t::text) from %I.%I as t',
                               it.nspname, it.relname) into rows;
            exception when others then
                rows := sqlstate;
            end;
        end if;
        result := concat(result, E'\n', it.nspname, '.', it.relname, ' ', it.relkind, ' ',
                         it.owner, ' ', it.relacl, ' ', it.comment, ' (', it.columns, E')\n', rows);
    end loop;
    for it in
        select n.nspname, p.proname, pg_get_functiondef(p.oid) as text
        from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
        where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'judge')
          and p.prokind in ('f', 'p')
        order by 1, 2, 3
    loop
        result := concat(result, E'\n', it.text);
    end loop;
    for it in
        select n.nspname, t.typname, t.typtype
        from pg_type as t join pg_namespace as n on n.oid = t.typnamespace
        where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'judge')
        order by 1, 2
    loop
        result := concat(result, E'\n', it.nspname, '.', it.typname, ' ', it.typtype);
    end loop;
    return result;
end
$$;
