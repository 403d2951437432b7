-- What has to be so before databases change their names; run as the body of a DO. The parameters:
-- a condition that is true while the lock is held, the names of both databases, the staging
-- one's name, and whether nothing may have been said of that one. (No name stands in a comment:
-- it may have a newline.)
DECLARE
    staging oid := (SELECT oid FROM pg_database WHERE datname = $staging);
    -- Citus's maintenance works in a database by itself, and ends less readily.
    citus bool := current_setting('citus.version', true) IS NOT NULL;
    ends timestamptz := clock_timestamp()
                        + CASE WHEN citus THEN interval '3 seconds' ELSE interval '0.2 seconds' END;
BEGIN
    IF NOT ($lock) THEN
        RAISE EXCEPTION 'the lock of the database was lost' USING ERRCODE = 'CD002';
    END IF;
    IF $undescribed AND (
        shobj_description(staging, 'pg_database') IS NOT NULL
        OR EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = staging)
        OR EXISTS (SELECT FROM pg_database WHERE oid = staging AND datacl IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'described' USING ERRCODE = 'CD001';
    END IF;
    -- Sessions that were told to end do so in a moment; a rename would look again only after a
    -- tenth of a second.
    WHILE clock_timestamp() < ends AND EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname IN ($names) AND (citus OR coalesce(backend_type, 'client backend') = 'client backend')
    ) LOOP
        PERFORM pg_sleep(0.002);
        PERFORM pg_stat_clear_snapshot();
    END LOOP;
END
