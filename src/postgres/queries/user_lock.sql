-- How it stands with a user who is about to be added: Cognito ID $id (NULL for the placeholder of
-- the seeds), handle $handle. The locks, which end with the transaction, do for tables that forbid
-- nothing what UNIQUE would do: whoever adds the same id or handle waits here, and then sees the
-- row. All lock ids before handles, so that none of them waits for the other in a circle. Each
-- statement sees what was committed before it began, which is why the level is set.
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended('cruddur_db user id ' || pg_catalog.lower($id), 0));
SELECT pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended('cruddur_db user handle ' || pg_catalog.lower($handle), 0));
SELECT CASE
  WHEN EXISTS (SELECT 1 FROM public.users WHERE users.cognito_user_id = $id) THEN 'present'
  WHEN EXISTS (SELECT 1 FROM public.users
               WHERE users.handle = $handle
                 AND users.cognito_user_id::text IS DISTINCT FROM 'MOCK') THEN 'taken'
  WHEN EXISTS (SELECT 1 FROM public.users WHERE users.handle = $handle) THEN 'mock'
  ELSE 'absent'
END
